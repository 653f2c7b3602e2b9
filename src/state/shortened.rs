//! A text that is too long for its place keeps its end in sight.

/// Texts up to this many bytes are not taken apart: they fit wherever such a text stands.
const SHORT: usize = 16;
/// The end that stays in sight has at most so many bytes, and so many where no slash is near.
const END: (usize, usize) = (12, 10);

/// A text of ASCII in its beginning, which may be cut, and its end, which stays in sight: the last folder or name if it
/// is short, with the slash before it. The end is empty where nothing need be cut, and for any other text.
#[must_use]
pub fn in_two(text: &str) -> (&str, &str) {
    if text.len() <= SHORT || !text.is_ascii() {
        return (text, "");
    }
    let (most, usual) = END;
    let named = text.trim_end_matches('/').rfind('/').filter(|at| text.len() - at <= most);
    text.split_at(named.unwrap_or(text.len() - usual))
}

/// The first lines of a text, in so many bytes at most, and whether there are more. One line is there in any case.
#[must_use]
pub fn first_lines(text: &str, most: usize) -> (&str, bool) {
    if text.len() <= most {
        return (text, false);
    }
    let ends = text.match_indices('\n').map(|(at, _)| at + 1);
    let end = ends.clone().take_while(|end| *end <= most).last().or_else(|| ends.clone().next());
    let first = &text[..end.unwrap_or(text.len())];
    (first, first.len() < text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_is_the_last_name_where_it_is_short() {
        for (text, two) in [
            ("", ("", "")),
            ("reports/daily/", ("reports/daily/", "")),
            ("inventory-reports/inventory/demo-250", ("inventory-reports/inventory", "/demo-250")),
            ("inventory-reports/inventory/daily/", ("inventory-reports/inventory", "/daily/")),
            ("inventory-reports-of-finance", ("inventory-reports-", "of-finance")),
            ("reports/inventory/a-long-name-of-a-folder", ("reports/inventory/a-long-name-o", "f-a-folder")),
            ("/////////////////", ("///////", "//////////")),
            ("reports/清单/a-long-name-of-a-folder", ("reports/清单/a-long-name-of-a-folder", "")),
        ] {
            assert_eq!(in_two(text), two, "{text:?}");
            assert_eq!([two.0, two.1].concat(), text);
        }
    }

    #[test]
    fn a_text_is_cut_behind_a_line() {
        assert_eq!(first_lines("ab\ncd\n", 6), ("ab\ncd\n", false));
        assert_eq!(first_lines("ab\ncd\n", 5), ("ab\n", true));
        assert_eq!(first_lines("清单\ncd\n", 3), ("清单\n", true));
        assert_eq!(first_lines("清单", 3), ("清单", false));
        assert_eq!(first_lines("", 0), ("", false));
    }
}
