//! Says what is being tried again, or is not answered: what, why, which attempt, in how many seconds; with the ways to have
//! it at once or to give it up.

use leptos::prelude::*;

use super::button::{Button, Size};
use super::each::Each;
use super::spinner::Spinner;
use super::when::When;
use crate::app::i18n::{t_string, use_i18n};
use crate::app::services::attempts::{Attempt, Stage, What};
use crate::app::services::clock;
use crate::app::services::open_bucket::OpenBucket;
use crate::app::services::troubles::use_troubles;
use crate::app::words::{Words, use_words};
use crate::provider::error::Error;

/// An attempt, and whose it is.
type Held = (OpenBucket, Attempt);

/// What is said besides why it takes its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Names {
    /// Nothing: what is being done stands before it.
    Nothing,
    /// What is being done.
    What,
    /// The same, and in which bucket.
    BucketAndWhat,
}

/// Those of a bucket, beside what is read or written: in a line of its own place, which no other shows.
#[component]
pub(crate) fn Trying(
    bucket: OpenBucket,
    /// Which.
    what: fn(What) -> bool,
    /// What it says besides.
    names: Names,
) -> impl IntoView {
    let troubles = use_troubles();
    troubles.shows(bucket, what);
    let all = Memo::new(move |_| troubles.of(bucket, what));
    view! { <Troubles all names/> }
}

/// Those that no place on the page shows.
#[component]
pub(crate) fn TryingOthers(
    /// What it says besides.
    names: Names,
) -> impl IntoView {
    let troubles = use_troubles();
    let all = Memo::new(move |_| troubles.others());
    view! { <Troubles all names/> }
}

#[component]
fn Troubles(all: Memo<Vec<Held>>, names: Names) -> impl IntoView {
    // By their place, so that a button stays what it is from one attempt to the next.
    let places =
        Signal::derive(move || (0..all.with(Vec::len)).filter_map(|at| u32::try_from(at).ok()).collect());
    view! {
        <Each
            numbers=places
            draw=move |at| view! { <Trouble all at=at as usize names/> }.into_any()
        />
    }
}

#[component]
fn Trouble(all: Memo<Vec<Held>>, at: usize, names: Names) -> impl IntoView {
    let (i18n, words, time) = (use_i18n(), use_words(), clock::use_time());
    let one = Memo::new(move |_| all.with(|all| all.get(at).copied()));
    let said = move || one.get().map(|(bucket, attempt)| said(words, bucket, attempt, names));
    let counted = Memo::new(move |_| {
        // It counts down, or up.
        time.track();
        one.get().map(|(_, attempt)| counted(words, attempt)).unwrap_or_default()
    });
    let waits =
        Memo::new(move |_| one.get().is_some_and(|(_, attempt)| !matches!(attempt.stage, Stage::Sent(_))));
    let repeats = Memo::new(move |_| one.get().is_some_and(|(_, attempt)| attempt.reason().is_some()));
    let writes = Memo::new(move |_| one.get().is_some_and(|(_, attempt)| attempt.is_write()));
    let act = move |act: fn(OpenBucket, Attempt)| {
        if let Some((bucket, attempt)) = one.get_untracked() {
            act(bucket, attempt);
        }
    };
    view! {
        <span class="trying">
            <span>
                {(names != Names::Nothing).then(|| view! { <Spinner/> " " })} <bdi>{said}</bdi>
            </span>
            // Nobody wants to hear each second.
            <span aria-live="off">{counted}</span>
            <When when=repeats>
                <Button
                    size=Size::Small
                    inert=Signal::derive(move || !waits.get())
                    on_click=move || act(|bucket, attempt| bucket.attempts().try_now(attempt))
                >
                    {move || t_string!(i18n, trying.now)}
                </Button>
            </When>
            <Button
                size=Size::Small
                title=move || if writes.get() { t_string!(i18n, trying.go_without_title).to_owned() } else { String::new() }
                on_click=move || act(|bucket, attempt| bucket.attempts().give_up(attempt))
            >
                {move || match writes.get() {
                    true => t_string!(i18n, trying.go_without),
                    false => t_string!(i18n, trying.give_up),
                }}
            </Button>
        </span>
    }
}

/// What is tried, and why not for the first time.
fn said(words: Words, bucket: OpenBucket, attempt: Attempt, names: Names) -> String {
    let i18n = words.i18n;
    let connection = bucket.connection();
    let why = match attempt.reason() {
        Some(again) => {
            let [why, ..] = words.error(&Error::of_kind(again.kind), &connection);
            why
        }
        None => t_string!(i18n, trying.slow).to_owned(),
    };
    let what = match attempt.what {
        _ if names == Names::Nothing => return why,
        What::List => t_string!(i18n, trying.list),
        What::Read => t_string!(i18n, trying.read),
        What::Put => t_string!(i18n, trying.put),
        What::Delete => t_string!(i18n, trying.delete),
        What::Run => t_string!(i18n, trying.run),
    };
    let said = t_string!(i18n, trying.because, what = what, why = why);
    match names {
        Names::Nothing | Names::What => said,
        Names::BucketAndWhat => {
            t_string!(i18n, trying.because, what = connection.bucket.as_str(), why = said)
        }
    }
}

/// What changes each second.
fn counted(words: Words, attempt: Attempt) -> String {
    let (i18n, now) = (words.i18n, clock::moment());
    let seconds = |time: std::time::Duration| {
        i64::try_from(time.as_millis().div_ceil(1_000).max(1)).unwrap_or(i64::MAX)
    };
    match (attempt.stage, attempt.reason()) {
        (Stage::WaitsForNetwork, _) => t_string!(i18n, trying.when_online).to_owned(),
        (Stage::Waits(until), Some(again)) => {
            let time = words.span(seconds(until.saturating_sub(now)));
            t_string!(
                i18n,
                trying.soon,
                attempt = again.attempt as usize,
                count = again.of as usize,
                time = time
            )
        }
        (Stage::Sent(at), None) | (Stage::Waits(at), None) => {
            t_string!(i18n, trying.since, time = words.span(seconds(now.saturating_sub(at))))
        }
        (Stage::Sent(_), Some(again)) => {
            t_string!(i18n, trying.under_way, attempt = again.attempt as usize, count = again.of as usize)
        }
    }
}
