//! What of a text is not seen, or is not what it looks like: ids and prefixes are shown as what they are.
//!
//! Sources: Unicode 16, `DerivedCoreProperties.txt` (`Default_Ignorable_Code_Point`), `PropList.txt`
//! (`Bidi_Control`, `White_Space`), `Scripts.txt`, and `confusables.txt` of UTS 39 for letters that look Latin. The
//! tables hold what takes part in such tricks, not all of it: a crate with every script would weigh more than the page
//! that it guards.

use std::borrow::Cow;

/// What a text is shown as part of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    /// A name: its blanks at an end or beside each other would be lost, and its line ends too.
    Name,
    /// Code in lines: blanks, tabs and line ends are its layout.
    Code,
}

/// A piece of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Characters that are what they look like.
    Plain(&'a str),
    /// One that is shown by its number.
    Mark(Mark),
}

/// A character that is shown by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The character.
    pub character: char,
    /// Why it is.
    pub kind: MarkKind,
}

impl Mark {
    /// `U+202E`.
    #[must_use]
    pub fn code(self) -> String {
        code(self.character)
    }
}

/// Why a character is shown by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkKind {
    /// A control character.
    Control,
    /// A blank that would not be seen, or is none of the keyboard's.
    Blank,
    /// It turns the direction of the text around it.
    Direction,
    /// A tag, which stands for a character of ASCII and is not seen.
    Tag(char),
    /// Another one that is not seen, or that no font knows.
    Invisible,
    /// It looks like a character of ASCII.
    LooksLike(char),
}

/// Why the letters of a text are not to be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// Letters of several scripts in one word.
    MixedScripts,
    /// Letters of another script, all of which look Latin.
    LooksLatin,
}

/// Whether a name is shown as it stands: printable ASCII without blanks that would be lost. A quick scan, for tables
/// of a thousand rows; any other text may still turn out to be harmless.
#[must_use]
pub fn is_plain(name: &str) -> bool {
    let mut before = b' ';
    for byte in name.bytes() {
        if !(b' '..=b'~').contains(&byte) || (byte == b' ' && before == b' ') {
            return false;
        }
        before = byte;
    }
    before != b' ' || name.is_empty()
}

/// The pieces of a text, in its order.
#[must_use]
pub fn pieces(text: &str, setting: Setting) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut plain = 0;
    for (at, character) in text.char_indices() {
        let next = at + character.len_utf8();
        let kind = match (setting, character) {
            (Setting::Code, ' ' | '\t' | '\n') => None,
            (Setting::Name, ' ') => is_lost(text, at).then_some(MarkKind::Blank),
            (Setting::Code, character) => unseen(character),
            (Setting::Name, character) => {
                unseen(character).or_else(|| resembles(character).map(MarkKind::LooksLike))
            }
        };
        if let Some(kind) = kind {
            if plain < at {
                pieces.push(Piece::Plain(&text[plain..at]));
            }
            pieces.push(Piece::Mark(Mark { character, kind }));
            plain = next;
        }
    }
    if plain < text.len() {
        pieces.push(Piece::Plain(&text[plain..]));
    }
    pieces
}

/// Whether a blank stands at an end or beside another one.
fn is_lost(text: &str, at: usize) -> bool {
    let (before, behind) = (&text[..at], &text[at + 1..]);
    before.is_empty() || behind.is_empty() || before.ends_with(' ') || behind.starts_with(' ')
}

/// A text for a place that holds text alone (a message, the name of a button): what is not seen, and letters in
/// doubt, as `[U+202E]`. What it gives is not changed by it any more.
#[must_use]
pub fn marked(text: &str) -> Cow<'_, str> {
    if text.is_ascii() && !text.bytes().any(|byte| byte.is_ascii_control()) {
        return Cow::Borrowed(text);
    }
    let doubt = doubt(text).is_some();
    let shown_by_number =
        |c: char| unseen(c).is_some() || (doubt && script(c).is_some_and(|script| script != Script::Latin));
    if !text.chars().any(shown_by_number) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if shown_by_number(c) {
            out.extend(["[", &code(c), "]"]);
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

/// Whether a text holds what is not seen, or turns the direction of what is.
#[must_use]
pub fn has_unseen(text: &str) -> bool {
    text.chars().any(|c| unseen(c).is_some())
}

/// Whether a text is not what it looks like in a field of a form, but for the line ends between the entries of a list.
#[must_use]
pub fn needs_telling(text: &str) -> bool {
    let odd = |line: &str| {
        let mark = |piece: &Piece<'_>| matches!(piece, Piece::Mark(_));
        !is_plain(line) && (doubt(line).is_some() || pieces(line, Setting::Name).iter().any(mark))
    };
    text.split('\n').any(odd)
}

/// Why the letters of a text are not to be trusted, if they are not.
#[must_use]
pub fn doubt(text: &str) -> Option<Doubt> {
    if text.is_ascii() {
        return None;
    }
    let is_mixed = |word: &str| {
        let mut scripts = word.chars().filter_map(script);
        scripts.next().is_some_and(|first| scripts.any(|other| other != first))
    };
    if text.split(|c: char| !c.is_alphanumeric()).any(is_mixed) {
        return Some(Doubt::MixedScripts);
    }
    let mut others =
        text.chars().filter(|c| script(*c).is_some_and(|script| script != Script::Latin)).peekable();
    (others.peek().is_some() && others.all(looks_latin)).then_some(Doubt::LooksLatin)
}

fn code(c: char) -> String {
    format!("U+{:04X}", c as u32)
}

/// What is not seen by itself. A blank of the keyboard is, inside a text.
fn unseen(c: char) -> Option<MarkKind> {
    Some(match c {
        ' '..='~' => return None,
        c if c.is_control() => MarkKind::Control,
        // Bidi_Control.
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
            MarkKind::Direction
        }
        '\u{e0020}'..='\u{e007e}' => char::from_u32(c as u32 - 0xe0000).map_or(MarkKind::Invisible, MarkKind::Tag),
        // White_Space, and two that look like it.
        c if c.is_whitespace() => MarkKind::Blank,
        '\u{2800}' | '\u{3164}' => MarkKind::Blank,
        // Default_Ignorable_Code_Point, but for the above.
        '\u{ad}' | '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200d}' | '\u{2060}'..='\u{2065}' | '\u{206a}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fff8}' | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}'
        // Annotations, private use, and what is no character at all.
        | '\u{fff9}'..='\u{fffc}' | '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}'
        | '\u{fdd0}'..='\u{fdef}' => MarkKind::Invisible,
        c if c as u32 & 0xfffe == 0xfffe => MarkKind::Invisible,
        _ => return None,
    })
}

/// The character of ASCII that one beyond it is drawn like: wide and mathematical letters and digits, dashes, slashes
/// and dots. Not the punctuation of Chinese texts.
fn resembles(c: char) -> Option<char> {
    let shifted = |from: u32, to: char| char::from_u32(c as u32 - from + to as u32);
    match c {
        '\u{ff10}'..='\u{ff19}' => shifted(0xff10, '0'),
        '\u{ff21}'..='\u{ff3a}' => shifted(0xff21, 'A'),
        '\u{ff41}'..='\u{ff5a}' => shifted(0xff41, 'a'),
        // Thirteen alphabets, capitals first.
        '\u{1d400}'..='\u{1d6a3}' => {
            let at = (c as u32 - 0x1d400) % 52;
            char::from_u32(if at < 26 { 'A' as u32 + at } else { 'a' as u32 + at - 26 })
        }
        '\u{1d7ce}'..='\u{1d7ff}' => char::from_u32('0' as u32 + (c as u32 - 0x1d7ce) % 10),
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe63}' | '\u{ff0d}' => Some('-'),
        '\u{2044}' | '\u{2215}' | '\u{29f8}' | '\u{ff0f}' => Some('/'),
        '\u{2024}' | '\u{ff0e}' => Some('.'),
        '\u{ff3f}' => Some('_'),
        '\u{2236}' | '\u{a789}' => Some(':'),
        _ => None,
    }
}

/// Scripts with letters that look like each other's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Script {
    Latin,
    Greek,
    Cyrillic,
    Armenian,
    Cherokee,
}

fn script(c: char) -> Option<Script> {
    Some(match c {
        'A'..='Z' | 'a'..='z' => Script::Latin,
        c if !c.is_alphabetic() => return None,
        '\u{c0}'..='\u{24f}'
        | '\u{1e00}'..='\u{1eff}'
        | '\u{2c60}'..='\u{2c7f}'
        | '\u{a720}'..='\u{a7ff}' => Script::Latin,
        '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' => Script::Greek,
        '\u{400}'..='\u{52f}' | '\u{1c80}'..='\u{1c8f}' | '\u{a640}'..='\u{a69f}' => Script::Cyrillic,
        '\u{530}'..='\u{58f}' => Script::Armenian,
        '\u{13a0}'..='\u{13ff}' | '\u{ab70}'..='\u{abbf}' => Script::Cherokee,
        _ => return None,
    })
}

fn looks_latin(c: char) -> bool {
    "аԁеһіјӏорԛѕѵԝхусАВЕНІЈКМОРЅТѴХУСԌαγινορυΑΒΕΖΗΙΚΜΝΟΡΤΥΧօոսցհΕ".contains(c)
        || script(c) == Some(Script::Cherokee)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, setting: Setting) -> String {
        let show = |piece: &Piece<'_>| match piece {
            Piece::Plain(text) => (*text).to_owned(),
            Piece::Mark(mark) => format!("<{}>", mark.code()),
        };
        pieces(text, setting).iter().map(show).collect()
    }

    #[test]
    fn plain_texts_are_told_by_a_scan() {
        for text in ["", "logs-daily-0001", "a b", "~!", "inventory/{x}/"] {
            assert!(is_plain(text), "{text}");
            assert_eq!(shown(text, Setting::Name), text);
            assert_eq!(marked(text), text);
        }
        for text in [" ", " a", "a ", "a  b", "a\tb", "a\n", "a\u{7f}", "清单", "a\u{200b}"] {
            assert!(!is_plain(text), "{text:?}");
        }
    }

    #[test]
    fn what_is_not_seen_is_shown_by_its_number() {
        for (text, expected) in [
            ("a\u{202e}b\u{200b}", "a<U+202E>b<U+200B>"),
            (" a  b ", "<U+0020>a<U+0020><U+0020>b<U+0020>"),
            ("a b", "a b"),
            ("\u{e0041}\u{feff}\u{ad}", "<U+E0041><U+FEFF><U+00AD>"),
            ("a\u{a0}b\u{3000}", "a<U+00A0>b<U+3000>"),
            ("a\tb\r\n\u{85}\0", "a<U+0009>b<U+000D><U+000A><U+0085><U+0000>"),
            ("清单/报表（一）：é", "清单/报表（一）：é"),
            ("ｐａ／\u{2010}\u{1d41a}", "<U+FF50><U+FF41><U+FF0F><U+2010><U+1D41A>"),
            ("\u{fffe}\u{1ffff}\u{e000}\u{fdd0}", "<U+FFFE><U+1FFFF><U+E000><U+FDD0>"),
            ("שלום", "שלום"),
        ] {
            assert_eq!(shown(text, Setting::Name), expected, "{text:?}");
        }
        assert_eq!(shown("  a\n\tb\r\u{202e} ", Setting::Code), "  a\n\tb<U+000D><U+202E> ");
        assert_eq!(shown("a – b", Setting::Code), "a – b");
    }

    #[test]
    fn pieces_hold_all_of_a_text() {
        for text in ["", " a\u{202e}清\u{e0041}  ", "\u{200b}", "é\u{301}"] {
            for setting in [Setting::Name, Setting::Code] {
                let again: String = pieces(text, setting)
                    .iter()
                    .map(|piece| match piece {
                        Piece::Plain(text) => (*text).to_owned(),
                        Piece::Mark(mark) => mark.character.to_string(),
                    })
                    .collect();
                assert_eq!(again, text);
            }
        }
    }

    #[test]
    fn each_mark_says_what_it_is() {
        for (c, kind) in [
            ('\u{1}', MarkKind::Control),
            ('\u{9f}', MarkKind::Control),
            ('\u{2009}', MarkKind::Blank),
            ('\u{2066}', MarkKind::Direction),
            ('\u{200f}', MarkKind::Direction),
            ('\u{e0041}', MarkKind::Tag('A')),
            ('\u{e0001}', MarkKind::Invisible),
            ('\u{200d}', MarkKind::Invisible),
            ('\u{fe0f}', MarkKind::Invisible),
            ('\u{10ffff}', MarkKind::Invisible),
        ] {
            assert_eq!(unseen(c), Some(kind), "{c:?}");
        }
        assert_eq!(resembles('ｚ'), Some('z'));
        assert_eq!(resembles('\u{1d7ce}'), Some('0'));
        assert_eq!(resembles('\u{1d41a}'), Some('a'));
        assert_eq!(resembles('：'), None);
    }

    #[test]
    fn words_of_several_scripts_are_in_doubt() {
        for (text, expected) in [
            ("demo-p\u{430}ypal", Some(Doubt::MixedScripts)),
            ("\u{3bf}ss", Some(Doubt::MixedScripts)),
            ("\u{441}\u{43e}\u{440}\u{443}-logs", Some(Doubt::LooksLatin)),
            ("отчёт-daily", None),
            ("清单weekly", None),
            ("Größe", None),
            ("αβγ", None),
            ("x×y", None),
        ] {
            assert_eq!(doubt(text), expected, "{text}");
        }
    }

    #[test]
    fn a_field_is_told_of_when_it_hides_something() {
        for text in [" a", "a  b", "a\u{200b}", "a=1\nb=\u{202e}", "p\u{430}y", "ｐ", "\t"] {
            assert!(needs_telling(text), "{text:?}");
        }
        for text in ["", "a b", "a=1\nb=2\n", "清单/é", "отчёт"] {
            assert!(!needs_telling(text), "{text:?}");
        }
    }

    #[test]
    fn a_marked_text_is_marked_once() {
        let once = marked("Delete \u{202e}p\u{430}y\u{200b}");
        assert_eq!(once, "Delete [U+202E]p[U+0430]y[U+200B]");
        assert_eq!(marked(&once), once);
        assert_eq!(marked("Saved… “x” – отчёт 清单"), "Saved… “x” – отчёт 清单");
    }
}
