//! Leaving a screen while a run over rules goes on: asked first.

use leptos::prelude::*;

use super::button::{Button, Look};
use super::dialog::Dialog;
use crate::app::i18n::{t_string, use_i18n};
use crate::app::services::navigation::Leaving;
use crate::app::services::run::Run;

const TITLE: &str = "leave-run-title";

/// The question, while it is asked: while a run goes on, or what has failed in it is on the screen alone.
#[component]
pub(crate) fn LeaveRun(
    /// What would be stopped.
    #[prop(into)]
    title: Signal<String>,
    run: RwSignal<Option<Run>>,
    leaving: Leaving,
) -> impl IntoView {
    view! {
        <Dialog open=move || leaving.asked() title_id=TITLE on_close=move || leaving.stay()>
            <Question title run leaving/>
        </Dialog>
    }
}

#[component]
fn Question(title: Signal<String>, run: RwSignal<Option<Run>>, leaving: Leaving) -> impl IntoView {
    let i18n = use_i18n();
    let stop = move || {
        run.with_untracked(|run| run.iter().for_each(Run::stop));
        leaving.leave();
    };
    // One that has come to its end meanwhile stays as it was.
    let counted = Memo::new(move |before: Option<&Option<(usize, usize)>>| {
        run.with(|run| run.as_ref().map(Run::count)).or_else(|| before.copied().flatten())
    });
    view! {
        <div>
            <h2 id=TITLE>{move || title.get()}</h2>
            <p>
                {move || match counted.get() {
                    Some((done, count)) => t_string!(i18n, run.leave_text, done = done, count = count),
                    None => t_string!(i18n, run.only_here).to_owned(),
                }}
            </p>
            <div class="dialog-actions">
                <Button on_click=stop>{move || t_string!(i18n, run.leave)}</Button>
                <Button look=Look::Primary autofocus=true on_click=move || leaving.stay()>
                    {move || t_string!(i18n, run.stay)}
                </Button>
            </div>
        </div>
    }
}
