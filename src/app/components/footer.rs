//! The end of every screen: which build this is, and the licences of what it is made of. Version and commit stand in
//! the page's head (`xtask/src/origin.rs`), where a new commit compiles nothing anew.

use leptos::prelude::document;

use crate::app::dom::{El, el};
use crate::app::words::{fill, language, td_string};

/// Digits of a commit that tell it from others.
const DIGITS: usize = 12;

/// The footer.
pub(crate) fn footer() -> El {
    let i18n = language();
    let version = said("version");
    let build = match short(&said("commit")) {
        Some(commit) => fill(td_string!(i18n, frame.build), &[("version", &version), ("commit", &commit)]),
        None => fill(td_string!(i18n, frame.build_unknown), &[("version", &version)]),
    };
    let licences = el("a")
        .attr("href", "licences.txt")
        .attr("target", "_blank")
        .attr("rel", "noopener")
        .text(td_string!(i18n, frame.licences));
    el("footer.foot").child(el("span").text(&build)).child(licences)
}

/// The content of a tag in the head; empty where there is none.
fn said(name: &str) -> String {
    let tag = document().query_selector(&format!("meta[name={name}]")).ok().flatten();
    tag.and_then(|tag| tag.get_attribute("content")).unwrap_or_default()
}

/// The first digits of a commit, with the mark of what was not committed. `None` for what is none.
fn short(commit: &str) -> Option<String> {
    let (digits, mark) = commit.split_once('-').map_or((commit, ""), |(digits, _)| (digits, "-dirty"));
    let known = digits.len() > DIGITS && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    known.then(|| format!("{}{mark}", digits.get(..DIGITS).unwrap_or_default()))
}
