//! What became of rules that were not changed as asked, with the ways out, and those that were not tried.

use std::sync::Arc;

use leptos::prelude::*;

use super::changing::{not_changed_words, use_changing};
use super::outcome::{Failed, hand_to_list};
use crate::app::components::alerts::Alerts;
use crate::app::components::button::{Button, Look};
use crate::app::components::dialog::Dialog;
use crate::app::components::shown::Shown;
use crate::app::i18n::{t, t_string, use_i18n};
use crate::app::services::dialogs::{NotChanged, Opened};
use crate::app::services::notices::use_notices;
use crate::app::services::open_bucket::OpenBucket;
use crate::model::visible::marked;
use crate::state::changing::Refused;

/// The dialog.
#[component]
pub(crate) fn NotChangedDialog(
    /// What became of them.
    what: Arc<NotChanged>,
    /// The dialog over the page.
    opened: Opened,
) -> impl IntoView {
    if what.refused.iter().any(|one| one.failure.is_only_here()) {
        opened.stay();
    }
    // However it closes, from then on nobody but the list shows what the device keeps.
    let closed = Arc::clone(&what);
    on_cleanup(move || {
        closed.refused.iter().for_each(|one| hand_to_list(closed.bucket, &one.failure));
    });
    let close = Callback::new(move |()| opened.close());
    view! {
        <Dialog open=opened.is_open() title_id="toggle-title" on_close=close>
            <Explained what=Arc::clone(&what) opened/>
        </Dialog>
    }
}

#[component]
fn Explained(
    /// What became of them.
    what: Arc<NotChanged>,
    /// The dialog over the page.
    opened: Opened,
) -> impl IntoView {
    let i18n = use_i18n();
    let (notices, changing) = (use_notices(), use_changing());
    let only = what.refused.len() == 1 && what.untried.is_empty();
    let (bucket, notice, several) = (what.bucket, what.notice, what.count > 1);
    // Its message offers to take back the others.
    let stays = !what.done.is_empty();
    let on_written = Callback::new(move |()| {
        if only {
            opened.close();
        }
        if !stays {
            notices.dismiss(notice);
        }
    });
    let one = move |one: &Refused| view! { <NotChangedOne bucket one=one.clone() several on_written/> };
    let refused = what.refused.iter().map(one).collect_view();
    let untried = marked(&what.untried.join(", ")).into_owned();
    let untried = (!untried.is_empty()).then(|| view! { <p>{t!(i18n, toggle.untried, ids = untried)}</p> });
    let of = Arc::clone(&what);
    let title = move || not_changed_words(i18n, of.count, &of.refused, &of.untried);
    let count = what.again.len();
    let again = (count > 0).then(|| {
        let try_them = move || {
            opened.close();
            changing.again(&what);
        };
        view! {
            <Button look=Look::Primary on_click=try_them>
                {move || t_string!(i18n, several.again, count = count)}
            </Button>
        }
    });
    view! {
        <div>
            <h2 id="toggle-title" tabindex="-1" autofocus>
                {title}
            </h2>
            {refused}
            {untried}
            <div class="dialog-actions">
                <Button on_click=move || opened.close()>{move || t_string!(i18n, delete.close)}</Button>
                {again}
            </div>
        </div>
    }
}

/// One of them.
#[component]
fn NotChangedOne(
    bucket: OpenBucket,
    /// What became of it.
    one: Refused,
    /// A title about several does not name it.
    several: bool,
    /// Called when one of its forms was written after all.
    on_written: Callback<()>,
) -> impl IntoView {
    let Refused { before, rule, failure } = one;
    let name = several.then(|| {
        let name = rule.id().to_owned();
        view! {
            <h3>
                <Shown name/>
            </h3>
        }
    });
    view! {
        <div class="fields">
            {name}
            <Alerts>
                <Failed bucket before edited=rule failure on_written/>
            </Alerts>
        </div>
    }
}
