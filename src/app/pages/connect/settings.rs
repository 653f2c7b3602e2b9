//! What is said when the site's `config.json` could not be read. It stands in the first part of the program: a site that
//! does not give the one file may not give the other either.

use crate::app::app;
use crate::app::components::error_panel::panel;
use crate::app::deployment::{Deployment, read_again};
use crate::app::dom::{El, el, spawn};
use crate::app::signal::Signal;
use crate::app::words::{fill, language, td_string};
use crate::config::ConfigProblem;

/// The id of the panel, for the focus.
pub(super) const PANEL: &str = "config-problem";

/// Says what is wrong; offers to read it again, and to go on without it.
pub(super) fn wrong(problem: &ConfigProblem) -> El {
    let i18n = language();
    let deployment = app().deployment;
    let without = el("button.button")
        .text(td_string!(i18n, connect.config_without))
        .on_click(move || deployment.set(Deployment::LeftAside));
    let [title, said] = said(problem);
    panel(&title)
        .id(PANEL)
        .attr("tabindex", "-1")
        .child(el("p").text(&said))
        .child(el("p.error-next").text(td_string!(i18n, connect.config_next)))
        .child(el("div.error-actions").child(again()).child(without))
}

/// What it means to go on without it.
pub(super) fn left_aside() -> El {
    let i18n = language();
    el("div.note").child(el("p").text(td_string!(i18n, connect.config_left_aside))).child(again())
}

fn again() -> El {
    let i18n = language();
    let deployment = app().deployment;
    let busy = Signal::new(false);
    let words = move || {
        if busy.get() {
            td_string!(i18n, connect.config_reading)
        } else {
            td_string!(i18n, connect.config_again)
        }
        .to_owned()
    };
    el("button.button").bind_disabled(move || busy.get()).bind_text(words).on_click(move || {
        if !busy.get_untracked() {
            busy.set(true);
            spawn(async move {
                read_again(deployment).await;
                // Drawn anew, unless the answer is the same.
                busy.try_set(false);
            });
        }
    })
}

/// The title and the sentence.
fn said(problem: &ConfigProblem) -> [String; 2] {
    let i18n = language();
    let unread = |words: String| [td_string!(i18n, connect.config_unread).to_owned(), words];
    let wrong = |words: String| [td_string!(i18n, connect.config_wrong).to_owned(), words];
    match problem {
        ConfigProblem::NoAnswer => unread(td_string!(i18n, connect.config_no_answer).to_owned()),
        ConfigProblem::Status(status) => {
            unread(fill(td_string!(i18n, connect.config_status), &[("status", status)]))
        }
        ConfigProblem::Page => unread(td_string!(i18n, connect.config_page).to_owned()),
        ConfigProblem::TooLarge => wrong(td_string!(i18n, connect.config_too_large).to_owned()),
        ConfigProblem::Form(words) => wrong(fill(td_string!(i18n, connect.config_form), &[("words", words)])),
        ConfigProblem::NotAnObject => wrong(td_string!(i18n, connect.config_object).to_owned()),
        ConfigProblem::UnknownKey(key) => {
            wrong(fill(td_string!(i18n, connect.config_unknown), &[("key", key)]))
        }
        ConfigProblem::Value(key) => wrong(fill(td_string!(i18n, connect.config_value), &[("key", key)])),
        ConfigProblem::Missing(key) => wrong(fill(td_string!(i18n, connect.config_missing), &[("key", key)])),
        ConfigProblem::Connection { name, key } => {
            wrong(fill(td_string!(i18n, connect.config_connection), &[("name", &name), ("key", key)]))
        }
    }
}
