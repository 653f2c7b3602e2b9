//! Leaving the screen while rules are being written: asked first.

use leptos::prelude::*;

use super::running::Progress;
use crate::app::components::button::{Button, Look};
use crate::app::components::dialog::Dialog;
use crate::app::i18n::{t_string, use_i18n};
use crate::app::services::navigation::Leaving;
use crate::app::services::run::Run;

/// The question, while it is asked.
#[component]
pub(super) fn LeaveQuestion(progress: Progress, leaving: Leaving) -> impl IntoView {
    view! {
        <Dialog
            open=move || leaving.asked()
            title_id="many-leave-title"
            on_close=move || leaving.stay()
        >
            <Question progress leaving/>
        </Dialog>
    }
}

#[component]
fn Question(progress: Progress, leaving: Leaving) -> impl IntoView {
    let i18n = use_i18n();
    let stop = move || {
        progress.stop();
        leaving.leave();
    };
    let counted = move || progress.run.with(|run| run.as_ref().map(Run::count).unwrap_or_default());
    view! {
        <div>
            <h2 id="many-leave-title">{move || t_string!(i18n, many.leave_title)}</h2>
            <p>
                {move || {
                    let (done, count) = counted();
                    t_string!(i18n, many.leave_text, done = done, count = count)
                }}
            </p>
            <div class="dialog-actions">
                <Button on_click=stop>{move || t_string!(i18n, many.stop)}</Button>
                <Button look=Look::Primary autofocus=true on_click=move || leaving.stay()>
                    {move || t_string!(i18n, many.keep)}
                </Button>
            </div>
        </div>
    }
}
