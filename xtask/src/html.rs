//! The edits that the seal makes in `index.html`.

use anyhow::{Result, bail};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use crate::policy;
use crate::seal::Sealed;

/// The files that the page names.
pub(crate) struct Files {
    pub(crate) boot: Sealed,
    pub(crate) style: Sealed,
    pub(crate) wasm: Sealed,
}

/// The page with its policy, the script and the rules that stand in it, and the way to its files.
pub(crate) fn sealed(
    page: &str,
    guard: &str,
    shell: &str,
    files: &Files,
    hosts: &[String],
) -> Result<String> {
    let policy = policy::policy(&hash(guard), &hash(shell), hosts);
    let Files { boot, style, wasm } = files;
    // The preloads start what that script asks for before it is there. The one of the wasm has no integrity, which
    // Chromium would only warn about; the script's fetch does.
    let boot = format!(
        "<script type=\"module\" src=\"./{}\" integrity=\"{}\" crossorigin=\"anonymous\"></script>\n\
         <link rel=\"preload\" as=\"style\" href=\"./{}\" integrity=\"{}\" crossorigin=\"anonymous\">\n\
         <link rel=\"preload\" as=\"fetch\" href=\"./{}\" crossorigin=\"anonymous\">",
        boot.name, boot.integrity, style.name, style.integrity, wasm.name
    );
    let marks = [
        ("policy", format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">")),
        ("guard", "<script></script>".to_owned()),
        ("shell", "<style></style>".to_owned()),
        ("boot", boot),
    ];
    let mut page = page.to_owned();
    for (name, content) in marks {
        page = fill(&page, name, &content)?;
    }
    // What is hashed comes last: nothing may touch a byte of it.
    let page = shortened(&page)?.replace("<style></style>", &format!("<style>{shell}</style>"));
    Ok(page.replace("<script></script>", &format!("<script>{guard}</script>")))
}

/// As the policy names what stands inline.
fn hash(text: &str) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(text)))
}

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
    fn the_page_holds_its_policy_and_integrities() {
        let page = "<!-- seal: policy -->\n <!-- seal: guard -->\n<!-- seal: shell -->\n\
                    <!-- note -->\n<!-- seal: boot -->\n";
        let file = |name: &str| Sealed { name: name.to_owned(), integrity: format!("of {name}") };
        let files =
            Files { boot: file("boot-1.js"), style: file("main-1.css"), wasm: file("stocktake-1.wasm") };
        let (guard, shell) = ("a  <!-- b", "p  {}");
        let text = sealed(page, guard, shell, &files, &[]).expect("it is whole");
        assert!(text.contains(&format!("<script>{guard}</script>\n<style>{shell}</style>")), "{text}");
        for inline in [guard, shell] {
            assert!(text.contains(&format!("'{}'", hash(inline))), "{text}");
        }
        assert!(text.contains("of boot-1.js") && text.contains("of main-1.css"), "{text}");
        assert!(!text.contains("note"), "{text}");
    }

    #[test]
    fn the_hash_is_the_one_that_browsers_compute() {
        // SHA-256 of nothing, as published with the algorithm.
        assert_eq!(hash(""), "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    }

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
