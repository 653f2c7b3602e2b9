//! One rule: its page, what can be done with it, and what became of that. Beside the table, too, and for the forms.

pub(crate) mod actions;
pub(crate) mod by_part;
pub(crate) mod change_one;
pub(crate) mod changing;
mod code;
mod codes_dialog;
mod deletion;
mod document_dialog;
pub(crate) mod download;
pub(crate) mod interrupted;
mod not_changed;
pub(crate) mod outcome;
mod overview;
pub(crate) mod reading;
mod results;
pub(crate) mod status;
mod summary;
mod switch_dialog;
pub(crate) mod switching;
pub(crate) mod tabs;
pub(crate) mod unreadable;
mod ways_out;
pub(crate) mod writing;

use leptos::prelude::*;

pub(crate) use codes_dialog::CodesDialog;
pub(crate) use deletion::DeleteDialog;
pub(crate) use document_dialog::DocumentDialog;
pub(crate) use not_changed::NotChangedDialog;
pub(crate) use switch_dialog::SwitchDialog;

use crate::app::frame::back::Back;
use crate::app::frame::heading::Heading;
use crate::app::services::navigation::use_navigation;
use crate::app::services::open_bucket::OpenBucket;
use crate::model::Rule;
use crate::provider::StoredRule;
use crate::route::{Route, Screen};
use crate::state::table::Tab;
use actions::{RuleActions, when_deleted};
use reading::ReadRule;
use tabs::RuleTabs;
use unreadable::Unreadable;

/// The page of a rule. When it was deleted here, the list follows.
#[component]
pub(crate) fn RulePage(bucket: OpenBucket, id: String) -> impl IntoView {
    let navigation = use_navigation();
    let to_list = Callback::new(move |()| navigation.open(&bucket.list()));
    when_deleted(bucket, id.clone(), to_list);
    let draw = move |stored| view! { <Contents bucket stored/> }.into_any();
    view! {
        <section class="page">
            <Back bucket/>
            <div class="page-head">
                <Heading text=id.clone()/>
            </div>
            <ReadRule bucket id any=true follow=true draw/>
        </section>
    }
}

/// What was read.
#[component]
fn Contents(
    bucket: OpenBucket,
    /// The rule as it was read last.
    stored: Signal<StoredRule>,
) -> impl IntoView {
    let rule = Memo::new(move |_| stored.with(|stored| stored.rule.clone()));
    let readable = Memo::new(move |_| rule.with(|rule| rule.unreadable().is_none()));
    move || match readable.get() {
        true => view! { <Readable bucket rule stored/> }.into_any(),
        false => view! { <Unreadable bucket rule/> }.into_any(),
    }
}

/// The rule and its actions.
#[component]
fn Readable(
    bucket: OpenBucket,
    /// What it says.
    rule: Memo<Rule>,
    /// The rule with its document.
    stored: Signal<StoredRule>,
) -> impl IntoView {
    let navigation = use_navigation();
    let tab = move || {
        navigation.with_route(|route| match route {
            Route::Bucket { screen: Screen::Rule { tab, .. }, .. } => *tab,
            _ => Tab::default(),
        })
    };
    let on_tab = move |tab| {
        let id = rule.with_untracked(|rule| rule.id().to_owned());
        navigation.replace(&Route::bucket(&bucket.place(), Screen::Rule { id, tab }));
    };
    view! {
        <div class="rule">
            <RuleActions bucket rule/>
            <RuleTabs bucket rule stored tab on_tab/>
        </div>
    }
}
