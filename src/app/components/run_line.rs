//! How far a run over rules is, and the way to stop it: the same line in a message, a dialog and on a page.

use leptos::prelude::*;

use super::button::{Button, Size};
use crate::app::i18n::{t_string, use_i18n};
use crate::app::services::clock::use_time;
use crate::app::services::run::Run;
use crate::app::words::use_words;

/// The line.
#[component]
pub(crate) fn RunLine(
    run: Run,
    /// What is being done now, in words that name the rule; without them somebody else says so beside it.
    #[prop(optional, into)]
    doing: Option<Signal<String>>,
    /// Whether it is said beside it how many are done.
    #[prop(optional)]
    count_is_said: bool,
) -> impl IntoView {
    let (i18n, words, time) = (use_i18n(), use_words(), use_time());
    let run = StoredValue::new(run);
    let stopping = Memo::new(move |_| run.with_value(Run::is_stopping));
    let counted = move || {
        let (done, count) = run.with_value(Run::count);
        t_string!(i18n, run.counted, done = done, count = count)
    };
    let paused = move || run.with_value(Run::is_paused).then(|| t_string!(i18n, offline.paused));
    let left = Memo::new(move |_| {
        // It counts down between two results.
        time.track();
        run.with_value(Run::left).and_then(|left| i64::try_from(left.as_secs().max(1)).ok())
    });
    let beside = Memo::new(move |_| run.with_value(Run::beside));
    let stop_words = move || match (stopping.get(), beside.get()) {
        (false, _) => t_string!(i18n, run.stop).to_owned(),
        (true, 0) => t_string!(i18n, run.stopping).to_owned(),
        (true, beside) => t_string!(i18n, run.stopping_many, count = beside + 1),
    };
    view! {
        <span class="run">
            {doing.map(|doing| view! { <bdi>{move || doing.get()}</bdi> })}
            {(!count_is_said).then(|| view! { <span>{counted}</span> })}
            {move || paused().map(|words| view! { <span>{words}</span> })}
            // Nobody wants to hear each second.
            <span class="run-left" aria-live="off">
                {move || left.get().map(|left| t_string!(i18n, run.left, time = words.span(left)))}
            </span>
            <Button size=Size::Small inert=stopping on_click=move || run.with_value(Run::stop)>
                {stop_words}
            </Button>
        </span>
    }
}
