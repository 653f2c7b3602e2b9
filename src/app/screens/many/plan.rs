//! The plan, by bucket or side by side, and the buttons that write it and take it back.

use std::sync::Arc;

use leptos::prelude::*;

use super::card::Card;
use super::form::{Asked, Form};
use super::matrix::{Shows, SideBySide};
use super::planning::Planning;
use super::result::download;
use super::running::Progress;
use super::target::{Entry, Target};
use super::undoing::Undoing;
use crate::app::components::alerts::Alerts;
use crate::app::components::button::{Button, Look};
use crate::app::components::run_line::RunLine;
use crate::app::components::tabs::Tabs;
use crate::app::components::when::When;
use crate::app::i18n::{t_string, use_i18n};
use crate::app::screens::rule::outcome::Refused;
use crate::app::services::notices::use_notices;
use crate::app::services::run::Run;
use crate::app::words::use_words;
use crate::model::visible::marked;

/// So many rules in all buckets are shown at once; of more each bucket's are folded away.
const SHOWN: usize = 200;

/// In which of the two forms it is shown. Another plan is shown in the same. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct View {
    tab: RwSignal<usize>,
    side_by_side: Shows,
}

impl View {
    /// By bucket.
    pub(super) fn new() -> Self {
        View { tab: RwSignal::new(0), side_by_side: Shows::new() }
    }
}

/// The plan. Another one is another plan.
#[component]
pub(super) fn Plan(form: Form, progress: Progress, view: View, asked: Arc<Asked>) -> impl IntoView {
    let i18n = use_i18n();
    let View { tab, side_by_side } = view;
    let open = asked.connections.len() * asked.rules.len() <= SHOWN;
    let planning = Planning::new(form, asked);
    form.plan.set_value(Some(planning));
    planning.read_all();
    planning.reads_on_when_online();
    let card = move |target: Target| view! { <Card planning target open/> };
    let cards = move || planning.targets.get_value().into_iter().map(card).collect_view();
    let names = vec![
        Signal::derive(move || t_string!(i18n, many.by_bucket).to_owned()),
        Signal::derive(move || t_string!(i18n, many.side_by_side).to_owned()),
    ];
    let shown = move || match tab.get() {
        0 => view! { <div class="cards">{cards()}</div> }.into_any(),
        _ => view! { <SideBySide planning shows=side_by_side/> }.into_any(),
    };
    view! {
        <h2>{move || t_string!(i18n, many.plan)}</h2>
        <Tabs
            id="many-view"
            label=move || t_string!(i18n, many.plan).to_owned()
            names
            open=tab
            on_open=move |at| tab.set(at)
        >
            {shown}
        </Tabs>
        <Actions planning progress/>
    }
}

/// Writes what is wanted, and gives the file.
#[component]
fn Actions(planning: Planning, progress: Progress) -> impl IntoView {
    let (i18n, words, notices) = (use_i18n(), use_words(), use_notices());
    let Progress { run, acting, no_document, undoing, .. } = progress;
    let count = Memo::new(move |_| planning.count(Entry::is_next));
    let busy = move || acting.get() || undoing.busy.get();
    let idle = move || busy() || count.get() == 0;
    let label = move || match (acting.get(), count.get()) {
        (true, _) => t_string!(i18n, many.acting).to_owned(),
        (false, 1) => t_string!(i18n, many.submit_one).to_owned(),
        (false, count) => t_string!(i18n, many.submit, count = count),
    };
    let line = move || {
        let run = run.get().filter(Run::is_of_several)?;
        let now = run.clone();
        let doing = Signal::derive(move || match now.now() {
            name if name.is_empty() => String::new(),
            name => t_string!(i18n, many.writing, name = marked(&name)),
        });
        Some(view! { <RunLine run doing/> })
    };
    let source = planning.form.bucket;
    let unread = move || {
        let (id, error) = no_document.get()?;
        let name = source.place().bucket.as_str().to_owned();
        let what = move || t_string!(i18n, many.no_document, id = marked(&id), bucket = name.as_str());
        Some(view! {
            <div class="fields">
                <p class="note">{what}</p>
                <Refused bucket=source error=(*error).clone()/>
            </div>
        })
    };
    view! {
        <section class="card">
            <div class="form-actions">
                {line}
                <Button look=Look::Primary inert=idle on_click=move || progress.start(planning)>
                    {label}
                </Button>
                <TakeBack undoing busy/>
                <Button inert=acting on_click=move || download(words, notices, planning)>
                    {move || t_string!(i18n, many.csv)}
                </Button>
            </div>
            <Alerts>{unread}</Alerts>
        </section>
    }
}

/// Takes back all that was written on this screen, while there is something.
#[component]
fn TakeBack(
    undoing: Undoing,
    /// Whether rules are being written or taken back.
    #[prop(into)]
    busy: Signal<bool>,
) -> impl IntoView {
    let i18n = use_i18n();
    let count = Memo::new(move |_| undoing.written.with(Vec::len));
    view! {
        <When when=move || { count.get() > 0 }>
            <Button inert=busy on_click=move || undoing.take_all_back()>
                {move || t_string!(i18n, many.take_back, count = count.get())}
            </Button>
        </When>
    }
}
