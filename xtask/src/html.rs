//! The few edits that the seal makes in `index.html`.

use anyhow::{Result, bail};

/// Replaces `<!-- seal: NAME -->`, which must stand exactly once.
pub(crate) fn fill(page: &str, name: &str, content: &str) -> Result<String> {
    let mark = format!("<!-- seal: {name} -->");
    match page.matches(&mark).count() {
        1 => Ok(page.replace(&mark, content)),
        count => bail!("index.html has `{mark}` {count} times instead of once"),
    }
}

/// Removes comments and the indentation: they are for whoever reads the source, and
/// every visitor would load them.
pub(crate) fn shortened(page: &str) -> Result<String> {
    let mut text = String::new();
    let mut rest = page;
    while let Some((before, comment)) = rest.split_once("<!--") {
        text.push_str(before);
        let Some((_, after)) = comment.split_once("-->") else {
            bail!("index.html has a comment without an end");
        };
        rest = after;
    }
    text.push_str(rest);
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    Ok(lines.collect::<Vec<_>>().join("\n") + "\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_filled_once_or_refused() {
        let page = "a<!-- seal: boot -->b";
        assert_eq!(fill(page, "boot", "X").expect("it stands once"), "aXb");
        assert!(fill(page, "style", "X").is_err());
        assert!(fill("<!-- seal: x --><!-- seal: x -->", "x", "").is_err());
    }

    #[test]
    fn comments_and_indentation_go_and_words_stay() {
        let page = "<p>\n  <!-- two\n lines -->\n    one two\n</p>\n";
        assert_eq!(shortened(page).expect("it is whole"), "<p>\none two\n</p>\n");
        assert!(shortened("<!-- open").is_err());
    }
}
