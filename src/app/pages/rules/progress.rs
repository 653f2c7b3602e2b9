//! How far the reading is: first load, pages coming in, stopped, failed.

use crate::app::clock;
use crate::app::components::error_panel::{alerts, error_panel};
use crate::app::components::icon::{Icon, icon};
use crate::app::components::spinner::spinner;
use crate::app::dom::{El, el};
use crate::app::later::renewing;
use crate::app::session::OpenRef;
use crate::app::words::{fill, language, td_string};
use crate::provider::error::{Error, ErrorKind};
use crate::route::Route;
use crate::state::listing::Progress;

/// The line above the table: a count while reading, or what went wrong and how to go on.
pub(super) fn progress(open: OpenRef) -> El {
    let i18n = language();
    let listing = open.rules.listing();
    // What the line shows; rows alone do not draw it again. A first page that failed has its error in
    // the table's place.
    let state = move || {
        listing.with(|listing| match (listing.is_blank(), listing.progress()) {
            (true, Progress::Stopped(_)) => None,
            (true, _) => Some(None),
            (false, progress) => Some(Some((progress.clone(), listing.is_stale()))),
        })
    };
    let first = td_string!(i18n, rules.reading_first);
    // The live region is here before anything is said in it. It is one, because the focus goes from what leaves it to what comes.
    el("div.progress-place").attr("role", "status").bind_one(state, move |state| match state {
        None => el("p.progress").text(first),
        Some((Progress::Reading, _)) => reading(open.clone()),
        Some((Progress::Complete, _)) => updated(&open),
        Some((Progress::Stopped(error), false)) if error.kind == ErrorKind::Cancelled => {
            stopped(open.clone())
        }
        Some((Progress::Stopped(error), stale)) => alerts().child(broken(&open, error, *stale)),
    })
}

fn reading(open: OpenRef) -> El {
    let i18n = language();
    let rules = open.rules;
    let count = move || {
        let count = rules.listing().with(|listing| listing.rules().len());
        fill(td_string!(i18n, rules.reading), &[("count", &count)])
    };
    let stop =
        el("button.button small").text(td_string!(i18n, rules.stop)).on_click(move || rules.stop(&open));
    el("p.progress").child(spinner()).child(el("span").bind_text(count)).child(stop)
}

fn updated(open: &OpenRef) -> El {
    let i18n = language();
    el("p.progress").text(&fill(td_string!(i18n, rules.updated), &[("time", &read_time(open))]))
}

fn stopped(open: OpenRef) -> El {
    let i18n = language();
    let rules = open.rules;
    let words = fill(td_string!(i18n, rules.stopped), &[("count", &read_count(&open))]);
    let load_all =
        el("button.button small").text(td_string!(i18n, rules.load_all)).on_click(move || rules.go_on(&open));
    el("p.progress note").child(el("span").text(&words)).child(load_all)
}

/// A failed page or refresh: what came stays in the table below.
fn broken(open: &OpenRef, error: &Error, stale: bool) -> El {
    let i18n = language();
    let words = if stale {
        fill(td_string!(i18n, rules.stale), &[("time", &read_time(open))])
    } else {
        fill(td_string!(i18n, rules.partial), &[("count", &read_count(open))])
    };
    let panel = error_panel(error, open.client.connection(), ways_on(open.clone(), error, stale));
    el("div.note").child(el("p").text(&words)).child(panel)
}

/// Retry, go on, or give new credentials: whichever leads out of the error.
fn ways_on(open: OpenRef, error: &Error, stale: bool) -> Vec<El> {
    let i18n = language();
    let rules = open.rules;
    let renewed = open.clone();
    let from_start = stale || rules.listing().with_untracked(|listing| listing.pages() == 0);
    let words = if from_start { td_string!(i18n, rules.retry) } else { td_string!(i18n, rules.go_on) };
    let again = el("button.button primary")
        .child(icon(Icon::Refresh))
        .text(words)
        .on_click(move || if stale { rules.refresh(&open) } else { rules.go_on(&open) });
    let connect = error.kind.is_about_the_connection().then(|| {
        if error.kind.is_about_credentials() {
            renewing(&renewed)
        } else {
            el("a.button")
                .attr("href", &Route::Connect.address())
                .text(td_string!(i18n, error.connect_elsewhere))
        }
    });
    std::iter::once(again).chain(connect).collect()
}

/// In the place of the table before the first page: a skeleton, or the error.
pub(super) fn first_read(open: OpenRef) -> El {
    let listing = open.rules.listing();
    let failure = move || {
        listing.with(|listing| match listing.progress() {
            Progress::Stopped(error) => Some(error.clone()),
            _ => None,
        })
    };
    let failed = move |error: &Error| {
        error_panel(error, open.client.connection(), ways_on(open.clone(), error, false))
    };
    let skeleton = || el("div.skeleton").attr("aria-hidden", "true").children((0..10).map(|_| el("span")));
    el("div")
        .bind_attr("aria-busy", move || Some(failure().is_none().to_string()))
        .child(alerts().bind_one(failure, failed))
        .show_when(move || failure().is_none(), skeleton)
}

/// When the rows in sight were read, in the user's zone.
fn read_time(open: &OpenRef) -> String {
    let read_at = open.rules.listing().with_untracked(|listing| listing.read_at());
    read_at.map(clock::local_text).unwrap_or_default()
}

fn read_count(open: &OpenRef) -> usize {
    open.rules.listing().with_untracked(|listing| listing.rules().len())
}
