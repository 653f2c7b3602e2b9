//! The document of a rule without an id, which cannot be asked for by itself.

use leptos::prelude::*;

use super::tabs::Document;
use crate::app::components::button::Button;
use crate::app::components::dialog::Dialog;
use crate::app::i18n::{t_string, use_i18n};
use crate::app::services::dialogs::Opened;

/// The dialog.
#[component]
pub(crate) fn DocumentDialog(
    /// The document.
    text: String,
    /// The dialog over the page.
    opened: Opened,
) -> impl IntoView {
    let i18n = use_i18n();
    let close = Callback::new(move |()| opened.close());
    view! {
        <Dialog open=opened.is_open() title_id="document-title" on_close=close>
            <div>
                <h2 id="document-title" tabindex="-1" autofocus>
                    {move || t_string!(i18n, rules.without_id)}
                </h2>
                <p class="note">{move || t_string!(i18n, rule.unreadable)}</p>
                <Document text=text.clone()/>
                <div class="dialog-actions">
                    <Button on_click=close>{move || t_string!(i18n, delete.close)}</Button>
                </div>
            </div>
        </Dialog>
    }
}
