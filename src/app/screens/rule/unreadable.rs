//! A rule that lacks what a rule must have: its document, a copy of it, and its removal. Nothing else can be done with it.

use leptos::prelude::*;

use super::actions::DeleteButton;
use super::download::download;
use super::tabs::Document;
use crate::app::components::button::Button;
use crate::app::i18n::{t_string, use_i18n};
use crate::app::services::notices::{Notices, use_notices};
use crate::app::services::open_bucket::OpenBucket;
use crate::app::words::{Words, use_words};
use crate::model::Rule;
use crate::model::visible::marked;

/// What is shown of such a rule.
#[component]
pub(crate) fn Unreadable(
    bucket: OpenBucket,
    /// The rule as it is now.
    #[prop(into)]
    rule: Signal<Rule>,
) -> impl IntoView {
    let i18n = use_i18n();
    let (words, notices) = (use_words(), use_notices());
    let document = Memo::new(move |_| rule.with(|rule| rule.unreadable().unwrap_or_default().to_owned()));
    let copy = move || {
        let id = rule.with_untracked(|rule| rule.id().to_owned());
        download(words, notices, bucket, vec![id]);
    };
    view! {
        <div class="rule">
            <p class="note">{move || t_string!(i18n, rule.unreadable)}</p>
            <div class="rule-head">
                <Button on_click=copy>{move || t_string!(i18n, delete.copy)}</Button>
                <DeleteButton bucket rule/>
            </div>
            <Document text=document/>
        </div>
    }
}

/// The rules of a choice that can be changed and compared, and the ids of the others, if there are any.
pub(crate) fn readable(rules: Vec<Rule>) -> (Vec<Rule>, Option<String>) {
    let (others, readable): (Vec<Rule>, Vec<Rule>) =
        rules.into_iter().partition(|rule| rule.unreadable().is_some());
    let ids = others.iter().map(Rule::id).collect::<Vec<_>>().join(", ");
    (readable, (!others.is_empty()).then_some(ids))
}

/// Names the others.
#[component]
pub(crate) fn LeftOut(
    /// As [`readable`] gives them.
    ids: Option<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    ids.map(|ids| {
        view! { <p class="note">{move || t_string!(i18n, select.left_out, ids = marked(&ids))}</p> }
    })
}

/// The same, with the others named in a message.
pub(crate) fn readable_or_told(words: Words, notices: Notices, rules: Vec<Rule>) -> Vec<Rule> {
    let (readable, others) = readable(rules);
    if let Some(ids) = others {
        notices.warning(t_string!(words.i18n, select.left_out, ids = marked(&ids)), None);
    }
    readable
}
