//! How far the reading is: first load, pages coming in, stopped, failed.

use leptos::prelude::*;

use crate::app::components::alerts::Alerts;
use crate::app::components::button::{Button, Look, Size};
use crate::app::components::icon::{Icon, Picture};
use crate::app::components::spinner::Spinner;
use crate::app::components::trying::{Names, Trying};
use crate::app::components::when::When;
use crate::app::i18n::{t_string, use_i18n};
use crate::app::screens::failed_call::{FailedCall, RenewButton};
use crate::app::services::attempts::What;
use crate::app::services::open_bucket::OpenBucket;
use crate::app::words::{Words, use_words};
use crate::provider::error::{Error, ErrorKind};
use crate::route::Route;
use crate::state::listing::{Listing, Progress};

/// What the line above the table says. Rows alone do not draw it again.
#[derive(Clone, PartialEq)]
enum Line {
    /// Nothing: a first page that failed has its error in the table's place.
    Nothing,
    /// The first page is read.
    First,
    /// Pages are coming in.
    Reading,
    /// Every page is in.
    Updated,
    /// The user has stopped it.
    Stopped,
    /// A page has failed, or with `stale` rows a reading anew.
    Broken { error: Error, stale: bool },
}

fn line(listing: &Listing) -> Line {
    match (listing.is_blank(), listing.progress(), listing.is_stale()) {
        (true, Progress::Stopped(_), _) => Line::Nothing,
        (true, ..) => Line::First,
        (false, Progress::Reading, _) => Line::Reading,
        (false, Progress::Complete, _) => Line::Updated,
        (false, Progress::Stopped(error), false) if error.kind == ErrorKind::Cancelled => Line::Stopped,
        (false, Progress::Stopped(error), stale) => Line::Broken { error: error.clone(), stale },
    }
}

/// The line above the table: a count while reading, or what went wrong and how to go on.
#[component]
pub(super) fn ReadingLine(bucket: OpenBucket) -> impl IntoView {
    let i18n = use_i18n();
    let listing = bucket.rules.listing();
    let line = Memo::new(move |_| listing.with(line));
    let broken = move || match line.get() {
        Line::Broken { error, stale } => Some(view! { <Broken bucket error stale/> }),
        _ => None,
    };
    // The live regions are here before anything is said in them. An error has one of its own: in the other it would be
    // heard twice.
    view! {
        <div class="progress-place" role="status">
            {move || match line.get() {
                Line::Nothing | Line::Broken { .. } => ().into_any(),
                Line::First => {
                    view! {
                        <p class="progress">
                            {move || t_string!(i18n, rules.reading_first)} <TryingList bucket/>
                        </p>
                    }
                    .into_any()
                }
                Line::Reading => view! { <Reading bucket/> }.into_any(),
                Line::Updated => view! { <Updated bucket/> }.into_any(),
                Line::Stopped => view! { <Stopped bucket/> }.into_any(),
            }}
        </div>
        <Alerts>{broken}</Alerts>
    }
}

#[component]
fn Reading(bucket: OpenBucket) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <p class="progress">
            <Spinner/>
            <span>{move || t_string!(i18n, rules.reading, count = read_count(bucket))}</span>
            <Button size=Size::Small on_click=move || bucket.rules.stop()>
                {move || t_string!(i18n, rules.stop)}
            </Button>
            <TryingList bucket/>
        </p>
    }
}

/// A page that is tried again, or is not answered.
#[component]
fn TryingList(bucket: OpenBucket) -> impl IntoView {
    view! { <Trying bucket what=|what| what == What::List names=Names::Nothing/> }
}

#[component]
fn Updated(bucket: OpenBucket) -> impl IntoView {
    let (i18n, words) = (use_i18n(), use_words());
    view! {
        <p class="progress">{move || t_string!(i18n, rules.updated, time = read_time(words, bucket))}</p>
    }
}

#[component]
fn Stopped(bucket: OpenBucket) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <p class="progress note">
            <span>{move || t_string!(i18n, rules.stopped, count = read_count(bucket))}</span>
            <Button size=Size::Small on_click=move || bucket.rules.go_on()>
                {move || t_string!(i18n, rules.load_all)}
            </Button>
        </p>
    }
}

/// A failed page or refresh: what came stays in the table below.
#[component]
fn Broken(
    bucket: OpenBucket,
    error: Error,
    /// Whether the rows in sight are of an earlier reading.
    stale: bool,
) -> impl IntoView {
    let (i18n, words) = (use_i18n(), use_words());
    view! {
        <div class="note">
            <p>
                {move || match stale {
                    true => t_string!(i18n, rules.stale, time = read_time(words, bucket)),
                    false => t_string!(i18n, rules.partial, count = read_count(bucket)),
                }}
            </p>
            <Failed bucket error stale/>
        </div>
    }
}

/// A failed reading, with what leads out of it: retry, go on, or give new credentials.
#[component]
fn Failed(
    bucket: OpenBucket,
    error: Error,
    /// Whether the rows in sight are of an earlier reading.
    stale: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let (kind, rules) = (error.kind, bucket.rules);
    let from_start = stale || rules.listing().with_untracked(|listing| listing.pages() == 0);
    let again = move || if stale { rules.refresh() } else { rules.go_on() };
    view! {
        <FailedCall error bucket again=Callback::new(move |()| again())>
            <Button look=Look::Primary on_click=again>
                <Icon picture=Picture::Refresh/>
                {move || if from_start { t_string!(i18n, rules.retry) } else { t_string!(i18n, rules.go_on) }}
            </Button>
            {kind.is_about_the_connection().then(|| match kind.is_about_credentials() {
                true => view! { <RenewButton bucket/> }.into_any(),
                false => {
                    view! {
                        <a class="button" href=Route::Connect.address()>
                            {move || t_string!(i18n, error.connect_elsewhere)}
                        </a>
                    }
                    .into_any()
                }
            })}
        </FailedCall>
    }
}

/// The table, while it is read and afterwards, and in its place the error of a first page that failed.
#[component]
pub(super) fn FirstRead(
    bucket: OpenBucket,
    /// The table.
    children: ChildrenFn,
) -> impl IntoView {
    let listing = bucket.rules.listing();
    let failure = Memo::new(move |_| listing.with(|listing| first_failure(listing).cloned()));
    let reads = Memo::new(move |_| {
        listing.with(|listing| listing.is_blank() && *listing.progress() == Progress::Reading)
    });
    view! {
        <div aria-busy=move || reads.get().to_string()>
            <Alerts>
                {move || failure.get().map(|error| view! { <Failed bucket error stale=false/> })}
            </Alerts>
            <When when=move || failure.with(Option::is_none)>{children()}</When>
        </div>
    }
}

/// Why the first page did not come: that stands in the place of a table.
fn first_failure(listing: &Listing) -> Option<&Error> {
    match listing.progress() {
        Progress::Stopped(error) if listing.is_blank() => Some(error),
        _ => None,
    }
}

/// Whether there is a table, with rows or before the first come.
pub(super) fn shows_rows(bucket: OpenBucket) -> bool {
    bucket.rules.listing().with(|listing| first_failure(listing).is_none())
}

/// When the rows in sight were read, in the user's zone.
fn read_time(words: Words, bucket: OpenBucket) -> String {
    let read_at = bucket.rules.listing().with(|listing| listing.read_at());
    read_at.map(|time| words.time(time)).unwrap_or_default()
}

fn read_count(bucket: OpenBucket) -> usize {
    bucket.rules.listing().with(|listing| listing.rules().len())
}
