//! The end of every screen: which build this is, and the licences of what it is made of. Version and commit stand in
//! the page's head (`xtask/src/origin.rs`), where a new commit compiles nothing anew.

use leptos::prelude::*;

use crate::app::components::button::{Button, Size};
use crate::app::i18n::{t_string, use_i18n};
use crate::app::services::log::use_log;

/// Digits of a commit that tell it from others.
const DIGITS: usize = 12;

/// The footer.
#[component]
pub(super) fn Footer() -> impl IntoView {
    let i18n = use_i18n();
    let build = move || {
        let version = said("version");
        match short(&said("commit")) {
            Some(commit) => t_string!(i18n, frame.build, version = version, commit = commit),
            None => t_string!(i18n, frame.build_unknown, version = version),
        }
    };
    view! {
        <footer class="foot">
            <span>{build}</span>
            <a href="licences.txt" target="_blank" rel="noopener">
                {move || t_string!(i18n, frame.licences)}
            </a>
            <OpenLog/>
        </footer>
    }
}

/// Opens the drawer with requests and changes, or closes it.
#[component]
fn OpenLog() -> impl IntoView {
    let i18n = use_i18n();
    let log = use_log();
    let toggle = move || if log.is_open_now() { log.close() } else { log.open() };
    view! {
        <Button size=Size::Small pressed=move || log.is_open() on_click=toggle>
            {move || t_string!(i18n, log.open)}
        </Button>
    }
}

/// The content of a tag in the head; empty where there is none.
pub(crate) fn said(name: &str) -> String {
    let tag = document().query_selector(&format!("meta[name={name}]")).ok().flatten();
    tag.and_then(|tag| tag.get_attribute("content")).unwrap_or_default()
}

/// The first digits of a commit, with the mark of what was not committed. `None` for what is none.
fn short(commit: &str) -> Option<String> {
    let (digits, mark) = commit.split_once('-').map_or((commit, ""), |(digits, _)| (digits, "-dirty"));
    let known = digits.len() > DIGITS && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    known.then(|| format!("{}{mark}", digits.get(..DIGITS).unwrap_or_default()))
}
