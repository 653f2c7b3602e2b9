//! The rules of the file in a table, and the button that creates them.

use std::sync::Arc;

use leptos::prelude::*;

use super::differences::DifferencesDialog;
use super::entry::failed_id;
use super::file::Contents;
use super::importing::Importing;
use super::row::{COLUMNS, RefusedRow, Row};
use crate::app::components::alerts::Alerts;
use crate::app::components::button::{Button, Look, Size};
use crate::app::components::each::Each;
use crate::app::components::gradually::Gradually;
use crate::app::components::leave_run::LeaveRun;
use crate::app::components::run_line::RunLine;
use crate::app::components::shown::Shown;
use crate::app::components::when::When;
use crate::app::i18n::{t_string, use_i18n};
use crate::app::screens::rule::outcome::FailedOne;
use crate::app::services::navigation::{Leaving, use_navigation};
use crate::app::services::open_bucket::OpenBucket;
use crate::app::services::run::Run;
use crate::app::services::taken::use_taken;
use crate::app::words::use_words;
use crate::export::bundle::RefusedRule;
use crate::model::rule::Part;
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
    let i18n = use_i18n();
    let importing = Importing::new(bucket, &file, acting);
    let several = (file.rules.len() > 1).then(|| view! { <AllOrNone importing/> });
    let asked = RwSignal::new(None);
    view! {
        <section class="card">
            <Counted importing refused=file.refused.len()/>
            {several}
            <RulesTable
                importing
                refused=file.refused.clone()
                on_differences=move |at| asked.set(Some(at))
            />
            <Alerts>
                <NotCreated importing/>
            </Alerts>
            <Actions importing/>
        </section>
        <DifferencesDialog importing asked/>
        <LeaveRun title=move || t_string!(i18n, import.leave).to_owned() run=importing.run leaving/>
    }
}

/// How many there are of each kind, and whether that is known for sure.
#[component]
fn Counted(
    importing: Importing,
    /// How many cannot be taken.
    refused: usize,
) -> impl IntoView {
    let i18n = use_i18n();
    let counts = Memo::new(move |_| importing.counts());
    let said = move || {
        let counts = counts.get();
        match refused {
            0 => t_string!(i18n, import.counts, new = counts.new, same = counts.same, other = counts.other),
            refused => {
                let (new, same, other) = (counts.new, counts.same, counts.other);
                t_string!(
                    i18n,
                    import.counts_refused,
                    new = new,
                    same = same,
                    other = other,
                    refused = refused
                )
            }
        }
    };
    let listing = importing.bucket.rules.listing();
    view! {
        <div role="status">
            <p>{said}</p>
            <When when=move || listing.with(|listing| !listing.is_complete())>
                <p class="note">{move || t_string!(i18n, import.partial)}</p>
            </When>
        </div>
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

/// Every rule of the file. What cannot be taken comes first: it is to be seen.
#[component]
fn RulesTable(
    importing: Importing,
    refused: Vec<RefusedRule>,
    /// Called with the place of a rule, to see in what it differs.
    #[prop(into)]
    on_differences: Callback<usize>,
) -> impl IntoView {
    let (i18n, words) = (use_i18n(), use_words());
    let head = move |part: Part| view! { <th scope="col">{move || words.column(part)}</th> };
    let refused = refused.into_iter().map(|rule| view! { <RefusedRow rule/> }).collect_view();
    let row = move |entry| view! { <Row importing entry on_differences/> }.into_any();
    view! {
        <div class="table-box" tabindex="0">
            <table class="file-rules" aria-label=move || t_string!(i18n, import.table)>
                <thead>
                    <tr>
                        {head(Part::Id)} <th scope="col">{move || t_string!(i18n, import.in_bucket)}</th>
                        {COLUMNS.map(head).into_iter().collect_view()}
                    </tr>
                </thead>
                <tbody>{refused} <Gradually of=importing.entries.get_value() draw=row/></tbody>
            </table>
        </div>
    }
}

/// Why rules were not created.
#[component]
fn NotCreated(importing: Importing) -> impl IntoView {
    let one = move |number: u32| {
        let at = usize::try_from(number).unwrap_or(usize::MAX);
        let Some(entry) = importing.entry(at) else { return ().into_any() };
        let name = entry.stored.rule.id().to_owned();
        let failed = move || {
            entry.failure().map(|failure| {
                view! {
                    <FailedOne
                        bucket=importing.bucket
                        failure=(*failure).clone()
                        attr:id=failed_id(at)
                        attr:tabindex="-1"
                    />
                }
            })
        };
        view! {
            <div class="fields">
                <strong>
                    <Shown name/>
                </strong>
                {failed}
            </div>
        }
        .into_any()
    };
    view! { <Each numbers=Memo::new(move |_| importing.failed()) draw=one/> }
}

/// Creates what is wanted; where there is no more to create, the way to the list of rules.
#[component]
fn Actions(importing: Importing) -> impl IntoView {
    let i18n = use_i18n();
    let Importing { bucket, acting, .. } = importing;
    let (taken, navigation) = (use_taken(), use_navigation());
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
        let doing = Signal::derive(move || match (now.now(), now.beside()) {
            (id, _) if id.is_empty() => String::new(),
            (id, 0) => t_string!(i18n, import.creating, id = marked(&id)),
            (id, more) => t_string!(i18n, import.creating_more, id = marked(&id), more = more),
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
            <Button inert=acting on_click=move || importing.hand_on(taken, navigation)>
                {move || t_string!(i18n, many.open)}
            </Button>
            <When when=move || !is_open.get()>
                <a class="button" href=bucket.list().address()>
                    {move || t_string!(i18n, rule.to_list)}
                </a>
            </When>
        </div>
    }
}
