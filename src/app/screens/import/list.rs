//! The rules of the file, what became of each, and the button that creates them.

use std::sync::Arc;

use leptos::prelude::*;

use super::entry::{Entry, Fate, failed_id};
use super::file::Contents;
use super::importing::Importing;
use super::leave::LeaveQuestion;
use crate::app::components::alerts::Alerts;
use crate::app::components::button::{Button, Look, Size};
use crate::app::components::icon::{Icon, Picture};
use crate::app::components::run_line::RunLine;
use crate::app::components::shown::Shown;
use crate::app::components::spinner::Spinner;
use crate::app::components::when::When;
use crate::app::i18n::{t_string, use_i18n};
use crate::app::screens::rule::outcome::FailedOne;
use crate::app::services::navigation::Leaving;
use crate::app::services::open_bucket::OpenBucket;
use crate::app::services::run::Run;
use crate::model::visible::marked;

/// The list. Another file is another list.
#[component]
pub(super) fn List(
    bucket: OpenBucket,
    file: Arc<Contents>,
    /// Whether rules are being created.
    acting: RwSignal<bool>,
    /// The question before the screen is left.
    leaving: Leaving,
) -> impl IntoView {
    let importing = Importing::new(bucket, &file, acting);
    let rows = importing.entries.get_value();
    let several = (rows.len() > 1).then(|| view! { <AllOrNone importing/> });
    let rows = rows.into_iter().enumerate().map(|(at, entry)| view! { <Row importing at entry/> });
    view! {
        <section class="card" aria-live="polite">
            {several}
            <ul class="doomed-list">{rows.collect_view()}</ul>
            <Actions importing/>
        </section>
        <LeaveQuestion importing leaving/>
    }
}

#[component]
fn AllOrNone(importing: Importing) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <div class="choice-actions">
            <Button size=Size::Small inert=importing.acting on_click=move || importing.want_all(true)>
                {move || t_string!(i18n, create.all)}
            </Button>
            <Button size=Size::Small inert=importing.acting on_click=move || importing.want_all(false)>
                {move || t_string!(i18n, create.nothing)}
            </Button>
        </div>
    }
}

/// Creates what is wanted; where there is no more to create, the way to the list of rules.
#[component]
fn Actions(importing: Importing) -> impl IntoView {
    let i18n = use_i18n();
    let Importing { bucket, acting, .. } = importing;
    let count = Memo::new(move |_| importing.next());
    let is_open = Memo::new(move |_| acting.get() || importing.is_open());
    let idle = move || acting.get() || count.get() == 0;
    let words = move || match (acting.get(), count.get()) {
        (true, _) => t_string!(i18n, import.acting).to_owned(),
        (false, 1) => t_string!(i18n, import.submit_one).to_owned(),
        (false, count) => t_string!(i18n, import.submit, count = count),
    };
    let line = move || {
        let run = importing.run.get().filter(Run::is_of_several)?;
        let now = run.clone();
        let doing = Signal::derive(move || match now.now() {
            id if id.is_empty() => String::new(),
            id => t_string!(i18n, import.creating, id = marked(&id)),
        });
        Some(view! { <RunLine run doing/> })
    };
    view! {
        <div class="form-actions">
            {line} <When when=is_open>
                <Button look=Look::Primary inert=idle on_click=move || importing.start()>
                    {words}
                </Button>
            </When>
            <When when=move || !is_open.get()>
                <a class="button" href=bucket.list().address()>
                    {move || t_string!(i18n, rule.to_list)}
                </a>
            </When>
        </div>
    }
}

/// A rule of the file, with the box that chooses it while it can be created.
#[component]
fn Row(
    importing: Importing,
    /// Its place in the file.
    at: usize,
    entry: Entry,
) -> impl IntoView {
    let (fate, wanted) = (entry.fate, entry.wanted);
    let id = entry.stored.rule.id().to_owned();
    let failed = move || match fate.get() {
        Fate::Failed(failure) => Some(view! {
            <FailedOne
                bucket=importing.bucket
                failure=(*failure).clone()
                attr:id=failed_id(at)
                attr:tabindex="-1"
            />
        }),
        _ => None,
    };
    view! {
        <li>
            <label class="check">
                <input
                    type="checkbox"
                    prop:checked=move || wanted.get() && fate.with(|fate| *fate != Fate::Exists)
                    disabled=move || !fate.with(Fate::is_open) || importing.acting.get()
                    on:change=move |event| importing.want(&entry, event_target_checked(&event))
                />
                <strong>
                    <Shown name=id/>
                </strong>
            </label>
            " "
            {move || view! { <WhatBecame fate=fate.get()/> }}
            <Alerts>{failed}</Alerts>
        </li>
    }
}

/// What became of a rule, but for why it failed.
#[component]
fn WhatBecame(fate: Fate) -> impl IntoView {
    let i18n = use_i18n();
    match fate {
        Fate::New => view! { <span class="status">{move || t_string!(i18n, import.new)}</span> }.into_any(),
        Fate::Exists => view! {
            <span class="status off">
                <Icon picture=Picture::Off/>
                {move || t_string!(i18n, import.exists)}
            </span>
        }
        .into_any(),
        Fate::Creating => view! { <Spinner/> }.into_any(),
        Fate::Created => view! {
            <span class="status on">
                <Icon picture=Picture::On/>
                {move || t_string!(i18n, import.created)}
            </span>
        }
        .into_any(),
        Fate::Failed(_) => ().into_any(),
    }
}
