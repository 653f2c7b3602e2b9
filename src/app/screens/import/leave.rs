//! Leaving the screen while rules are being created: asked first.

use leptos::prelude::*;

use super::importing::Importing;
use crate::app::components::button::{Button, Look};
use crate::app::components::dialog::Dialog;
use crate::app::i18n::{t_string, use_i18n};
use crate::app::services::navigation::Leaving;

/// The question, while it is asked.
#[component]
pub(super) fn LeaveQuestion(importing: Importing, leaving: Leaving) -> impl IntoView {
    view! {
        <Dialog
            open=move || leaving.asked()
            title_id="import-leave-title"
            on_close=move || leaving.stay()
        >
            <Question importing leaving/>
        </Dialog>
    }
}

#[component]
fn Question(importing: Importing, leaving: Leaving) -> impl IntoView {
    let i18n = use_i18n();
    let stop = move || {
        importing.stop();
        leaving.leave();
    };
    let progress = Memo::new(move |_| importing.progress());
    view! {
        <div>
            <h2 id="import-leave-title">{move || t_string!(i18n, import.leave_title)}</h2>
            <p>
                {move || {
                    let (done, count) = progress.get();
                    t_string!(i18n, import.leave_text, done = done, count = count)
                }}
            </p>
            <div class="dialog-actions">
                <Button on_click=stop>{move || t_string!(i18n, import.stop)}</Button>
                <Button
                    look=Look::Primary
                    id="import-leave-keep"
                    autofocus=true
                    on_click=move || leaving.stay()
                >
                    {move || t_string!(i18n, import.keep)}
                </Button>
            </div>
        </div>
    }
}
