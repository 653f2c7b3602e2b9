//! What became of rules of many buckets that were not taken back, where no plan tells it any more.

use std::sync::Arc;

use leptos::prelude::*;

use super::words::name_of;
use crate::app::components::alerts::Alerts;
use crate::app::components::button::Button;
use crate::app::components::dialog::Dialog;
use crate::app::components::shown::Shown;
use crate::app::i18n::{t, t_string, use_i18n};
use crate::app::screens::rule::outcome::{Failed, hand_to_list};
use crate::app::services::dialogs::{NotTakenBack, Opened};
use crate::app::services::open_bucket::OpenBucket;
use crate::model::visible::marked;
use crate::state::changing::Refused;

const TITLE: &str = "not-taken-back-title";

/// The dialog.
#[component]
pub(crate) fn NotTakenBackDialog(
    /// What became of them.
    what: Arc<NotTakenBack>,
    /// The dialog over the page.
    opened: Opened,
) -> impl IntoView {
    if what.refused.iter().any(|(_, one)| one.failure.is_only_here()) {
        opened.stay();
    }
    // However it closes, from then on nobody but the lists shows what the device keeps.
    let closed = Arc::clone(&what);
    on_cleanup(move || closed.refused.iter().for_each(|(bucket, one)| hand_to_list(*bucket, &one.failure)));
    let close = Callback::new(move |()| opened.close());
    view! {
        <Dialog open=opened.is_open() title_id=TITLE on_close=close>
            <Explained what=Arc::clone(&what) opened/>
        </Dialog>
    }
}

#[component]
fn Explained(
    /// What became of them.
    what: Arc<NotTakenBack>,
    /// The dialog over the page.
    opened: Opened,
) -> impl IntoView {
    let i18n = use_i18n();
    let one = |(bucket, one): &(OpenBucket, Refused)| view! { <One bucket=*bucket one=one.clone()/> };
    let refused = what.refused.iter().map(one).collect_view();
    let left = marked(&what.left.join(", ")).into_owned();
    let left = (!left.is_empty()).then(|| view! { <p>{t!(i18n, many.back_left, names = left)}</p> });
    view! {
        <div>
            <h2 id=TITLE tabindex="-1" autofocus>
                {what.title.clone()}
            </h2>
            {refused}
            {left}
            <div class="dialog-actions">
                <Button on_click=move || opened.close()>{move || t_string!(i18n, delete.close)}</Button>
            </div>
        </div>
    }
}

/// One of them.
#[component]
fn One(
    bucket: OpenBucket,
    /// What became of it.
    one: Refused,
) -> impl IntoView {
    let Refused { before, rule, failure } = one;
    let name = name_of(bucket, rule.id());
    // What is written again is in the list; the rest stands here as it was.
    let nothing = Callback::new(|()| {});
    view! {
        <div class="fields">
            <h3>
                <Shown name/>
            </h3>
            <Alerts>
                <Failed bucket before edited=rule failure on_written=nothing/>
            </Alerts>
        </div>
    }
}
