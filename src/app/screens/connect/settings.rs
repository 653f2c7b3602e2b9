//! What is said when the site's `config.json` could not be read. It stands in the first part of the program: a site that
//! does not give the one file may not give the other either.

use leptos::prelude::*;

use crate::app::components::alerts::ErrorFrame;
use crate::app::components::button::Button;
use crate::app::frame::show_request::ShowRequest;
use crate::app::i18n::{I18n, t_string, use_i18n};
use crate::app::services::deployment::use_deployment;
use crate::app::services::request_log::with_requests;
use crate::config::ConfigProblem;
use crate::model::visible::marked;
use crate::state::request_log::Operation;

/// The id of the panel, for the focus.
pub(super) const PANEL: &str = "config-problem";

/// Says what is wrong; offers to read it again, and to go on without it.
#[component]
pub(super) fn ConfigWrong(problem: ConfigProblem) -> impl IntoView {
    let i18n = use_i18n();
    let deployment = use_deployment();
    let is_unread =
        matches!(problem, ConfigProblem::NoAnswer | ConfigProblem::Status(_) | ConfigProblem::Page);
    let title = move || {
        if is_unread { t_string!(i18n, connect.config_unread) } else { t_string!(i18n, connect.config_wrong) }
    };
    let number = with_requests(|requests| requests.last_of(Operation::Site));
    view! {
        <ErrorFrame what=title id=PANEL>
            <p>{move || said(i18n, &problem)}</p>
            <p class="error-next">{move || t_string!(i18n, connect.config_next)}</p>
            <div class="error-actions">
                <ReadAgain/>
                <Button on_click=move || deployment.leave_aside()>{move || t_string!(i18n, connect.config_without)}</Button>
            </div>
            <ShowRequest number/>
        </ErrorFrame>
    }
}

/// What it means to go on without it.
#[component]
pub(super) fn LeftAside() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <div class="note">
            <p>{move || t_string!(i18n, connect.config_left_aside)}</p>
            <ReadAgain/>
        </div>
    }
}

/// Reads it again, once at a time.
#[component]
fn ReadAgain() -> impl IntoView {
    let i18n = use_i18n();
    let deployment = use_deployment();
    let reading = Action::new_local(move |(): &()| deployment.read_again());
    let pending = reading.pending();
    let read = move || {
        reading.dispatch_local(());
    };
    view! {
        <Button inert=pending on_click=read>
            {move || {
                if pending.get() {
                    t_string!(i18n, connect.config_reading)
                } else {
                    t_string!(i18n, connect.config_again)
                }
            }}
        </Button>
    }
}

/// What is wrong, in a sentence.
fn said(i18n: I18n, problem: &ConfigProblem) -> String {
    match problem {
        ConfigProblem::NoAnswer => t_string!(i18n, connect.config_no_answer).to_owned(),
        ConfigProblem::Status(status) => t_string!(i18n, connect.config_status, status = *status),
        ConfigProblem::Page => t_string!(i18n, connect.config_page).to_owned(),
        ConfigProblem::TooLarge => t_string!(i18n, connect.config_too_large).to_owned(),
        ConfigProblem::Form(words) => t_string!(i18n, connect.config_form, words = marked(words)),
        ConfigProblem::Format => t_string!(i18n, connect.config_format).to_owned(),
        ConfigProblem::NotAnObject => t_string!(i18n, connect.config_object).to_owned(),
        ConfigProblem::UnknownKey(key) => t_string!(i18n, connect.config_unknown, key = marked(key)),
        ConfigProblem::Value(key) => t_string!(i18n, connect.config_value, key = key),
        ConfigProblem::Missing(key) => t_string!(i18n, connect.config_missing, key = key),
        ConfigProblem::Relay(written) => t_string!(i18n, connect.config_relay, relay = marked(written)),
        ConfigProblem::Connection { name, key } => {
            t_string!(i18n, connect.config_connection, name = marked(name), key = key)
        }
    }
}
