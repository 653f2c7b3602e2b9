//! Several rules for other tools: one text for each, to be copied or kept as a file.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::code::{all_notes, kind_name};
use super::download::{NotRead, read_each};
use crate::app::components::alerts::{Alerts, ErrorFrame};
use crate::app::components::button::{Button, Size};
use crate::app::components::copy::CopyButton;
use crate::app::components::dialog::Dialog;
use crate::app::components::icon::{Icon, Picture};
use crate::app::components::run_line::RunLine;
use crate::app::components::shown::ShownCode;
use crate::app::components::tabs::Tabs;
use crate::app::i18n::{t_string, use_i18n};
use crate::app::services::clock;
use crate::app::services::dialogs::{AskCodes, Opened};
use crate::app::services::download::give;
use crate::app::services::open_bucket::OpenBucket;
use crate::app::services::run::{Run, Running};
use crate::app::words::{Words, use_words};
use crate::export::{CodeKind, CodeOfAll, codes_of_all, file_name};
use crate::model::visible::marked;
use crate::provider::StoredRule;
use crate::state::at_work::{Deed, NotBegun};
use crate::state::shortened::first_lines;

const TITLE: &str = "codes-title";

/// The dialog.
#[component]
pub(crate) fn CodesDialog(
    /// Which rules.
    asked: AskCodes,
    /// The dialog over the page.
    opened: Opened,
) -> impl IntoView {
    let close = Callback::new(move |()| opened.close());
    view! {
        <Dialog open=opened.is_open() title_id=TITLE wide=true on_close=close>
            <Contents asked=asked.clone() on_close=close/>
        </Dialog>
    }
}

/// What was read of the rules, as code.
#[derive(Clone)]
struct Codes {
    codes: Vec<CodeOfAll>,
    /// How many rules are in it.
    count: usize,
    /// The ids of those that are not there any more.
    gone: Vec<String>,
}

impl Codes {
    fn of(bucket: OpenBucket, ids: &[String], rules: Vec<(String, StoredRule)>) -> Self {
        let is_gone = |id: &&String| rules.iter().all(|(read, _)| read != *id);
        let gone = ids.iter().filter(is_gone).cloned().collect();
        // One that cannot be read as a rule is named among those that are left out before.
        let rules: Vec<StoredRule> = rules.into_iter().map(|(_, stored)| stored).collect();
        let codes = codes_of_all(&rules, &bucket.connection());
        Codes { codes, count: rules.len(), gone }
    }
}

/// What came of the reading; nothing yet while it goes on.
type Outcome = RwSignal<Option<Result<Codes, String>>>;

#[component]
fn Contents(asked: AskCodes, on_close: Callback<()>) -> impl IntoView {
    let (i18n, words) = (use_i18n(), use_words());
    let (bucket, count) = (asked.bucket, asked.ids.len());
    let outcome: Outcome = RwSignal::new(None);
    let run = read(words, asked, outcome);
    let line = move || {
        let run = run.clone().filter(|_| outcome.with(Option::is_none))?;
        let now = run.clone();
        let doing = Signal::derive(move || match now.now() {
            id if id.is_empty() => String::new(),
            id => t_string!(i18n, code.reading, id = marked(&id)),
        });
        Some(view! { <RunLine run doing/> })
    };
    let problem = move || {
        outcome.get()?.err().map(|why| {
            let what = Signal::stored(why);
            view! { <ErrorFrame what>""</ErrorFrame> }
        })
    };
    view! {
        <div class="review">
            <h2 id=TITLE tabindex="-1" autofocus>
                {move || t_string!(i18n, code.title, count = count)}
            </h2>
            <div>
                <div role="status">{line}</div>
                <Alerts>{problem}</Alerts>
            </div>
            {move || outcome.get()?.ok().map(|codes| view! { <Read bucket codes/> })}
            <div class="dialog-actions">
                <Button on_click=on_close>{move || t_string!(i18n, delete.close)}</Button>
            </div>
        </div>
    }
}

/// Begins to read the rules; it stops with the dialog.
fn read(words: Words, asked: AskCodes, outcome: Outcome) -> Option<Run> {
    let AskCodes { bucket, ids } = asked;
    let running = match Running::begin(&bucket.place(), ids.clone(), Deed::Copy) {
        Ok(running) => running,
        Err(NotBegun::AtWork(ids)) => {
            outcome.set(Some(Err(words.at_work(&ids))));
            return None;
        }
        // Copies do each other no harm.
        Err(NotBegun::Same) => return None,
    };
    let run = running.run();
    let stops = run.clone();
    on_cleanup(move || stops.stop());
    spawn_local(async move {
        let read = read_each(bucket, &ids, running, |_| {}).await;
        let codes = read.map(|rules| Codes::of(bucket, &ids, rules));
        outcome.set(Some(codes.map_err(|why| not_read_words(words, bucket, &why, ids.len()))));
    });
    Some(run)
}

fn not_read_words(words: Words, bucket: OpenBucket, why: &NotRead, count: usize) -> String {
    match why {
        NotRead::Stopped { done } => t_string!(words.i18n, code.stopped, done = *done, count = count),
        NotRead::Failed { id, error } => {
            let [what, ..] = words.error(error, &bucket.connection());
            t_string!(words.i18n, code.failed, id = marked(id), what = what)
        }
    }
}

/// The texts on tabs.
#[component]
fn Read(bucket: OpenBucket, codes: Codes) -> impl IntoView {
    let i18n = use_i18n();
    let Codes { codes, count, gone } = codes;
    let open = RwSignal::new(0);
    let name = |code: &CodeOfAll| {
        let (kind, tool) = (code.kind, code.tool);
        Signal::derive(move || match kind_name(i18n, kind) {
            name if name == tool => name.to_owned(),
            name => format!("{name} ({tool})"),
        })
    };
    let names = codes.iter().map(name).collect::<Vec<_>>();
    let gone = (!gone.is_empty()).then(|| marked(&gone.join(", ")).into_owned());
    let codes = StoredValue::new(codes);
    let shown = move || {
        let code = codes.with_value(|codes| codes.get(open.get()).cloned())?;
        Some(view! { <OneOfAll bucket code/> })
    };
    view! {
        <div class="fields">
            <p class="hint">{move || t_string!(i18n, code.lead_all, count = count)}</p>
            {gone.map(|ids| view! { <p class="note">{move || t_string!(i18n, code.gone, ids = ids.as_str())}</p> })}
            <Tabs
                id="codes"
                label=move || t_string!(i18n, code.tabs).to_owned()
                names
                open
                on_open=move |at| open.set(at)
            >
                {shown}
            </Tabs>
        </div>
    }
}

/// One text, as much of it as is looked at, with what copies and keeps all of it.
#[component]
fn OneOfAll(bucket: OpenBucket, code: CodeOfAll) -> impl IntoView {
    let (i18n, words) = (use_i18n(), use_words());
    let (kind, text) = (code.kind, code.text.clone());
    let saved = RwSignal::new(None);
    let (shown, is_cut) = first_lines(&text, SHOWN);
    let (shown, to_save) = (shown.to_owned(), text.clone());
    let save = move || {
        let name = file_name(&bucket.place().bucket, clock::now(), ending(kind));
        let given = give(&name, "text/plain;charset=utf-8", &to_save);
        saved.set(Some(given.map(|()| name)));
    };
    let said = move || {
        saved.get().map(|name| match name {
            Some(name) => t_string!(i18n, code.saved, name = name),
            None => t_string!(i18n, bundle.refused).to_owned(),
        })
    };
    let notes = move || {
        let note = |words: String| view! { <p class="note">{words}</p> };
        all_notes(words, &code).into_iter().map(note).collect_view()
    };
    view! {
        <div class="fields">
            <p class="hint">
                {move || match kind {
                    CodeKind::Terraform => t_string!(i18n, code.takes_over),
                    CodeKind::Command | CodeKind::Python => t_string!(i18n, code.ends),
                }}
            </p>
            {notes}
            <div class="form-actions">
                <CopyButton text label=move || t_string!(i18n, rule.copy, name = kind_name(i18n, kind))/>
                <Button size=Size::Small on_click=save>
                    <Icon picture=Picture::Download/>
                    {move || t_string!(i18n, code.download)}
                </Button>
                <span role="status">{said}</span>
            </div>
            <pre tabindex="0">
                <ShownCode code=shown/>
            </pre>
            {is_cut.then(|| view! { <p class="note">{move || t_string!(i18n, code.cut)}</p> })}
        </div>
    }
}

/// How many bytes of a text are shown: it is looked at to see what it is like.
const SHOWN: usize = 30_000;

fn ending(kind: CodeKind) -> &'static str {
    match kind {
        CodeKind::Command => "sh",
        CodeKind::Terraform => "tf",
        CodeKind::Python => "py",
    }
}
