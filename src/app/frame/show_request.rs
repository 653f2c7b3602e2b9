//! The way from a failure to its request, in the log under every screen.

use leptos::prelude::*;

use crate::app::components::button::{Button, Size};
use crate::app::i18n::{t_string, use_i18n};
use crate::app::services::log::use_log;

/// Leads to a request, if it is known which one. A dialog keeps what is under it away, so there it is left out
/// (`style/frame.css`).
#[component]
pub(crate) fn ShowRequest(
    /// Its number in the log.
    number: Option<u32>,
) -> impl IntoView {
    let i18n = use_i18n();
    let log = use_log();
    number.map(|number| {
        view! {
            <div class="show-request">
                <Button size=Size::Small on_click=move || log.show(number)>
                    {move || t_string!(i18n, log.show)}
                </Button>
            </div>
        }
    })
}
