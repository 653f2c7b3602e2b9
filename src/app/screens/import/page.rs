//! The screen.

use leptos::ev::{Event, MouseEvent};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::web_sys::HtmlInputElement;
use wasm_bindgen::JsCast as _;

use super::file::{Contents, contents};
use super::importing::Importing;
use super::leave::LeaveQuestion;
use super::list::List;
use super::words::note_words;
use crate::app::components::error_panel::{Alerts, Panel};
use crate::app::frame::heading::Heading;
use crate::app::i18n::{I18n, t_string, use_i18n};
use crate::app::screens::rule::back::Back;
use crate::app::services::navigation::use_navigation;
use crate::app::services::open_bucket::OpenBucket;
use crate::export::bundle::Note;

/// What is known of the file. Cheap to copy.
#[derive(Clone, Copy)]
struct FileRead {
    importing: Importing,
    problem: RwSignal<Option<String>>,
    /// What is to be known of the file besides its rules.
    notes: RwSignal<Vec<Note>>,
    /// Counts the files that were chosen: an older one that is read later is not wanted.
    number: RwSignal<u32>,
    i18n: I18n,
}

/// Bringing rules back from a file: what is in it, what each would do, and what became of each.
#[component]
pub(super) fn ImportPage(bucket: OpenBucket) -> impl IntoView {
    let i18n = use_i18n();
    let importing = Importing::new(bucket);
    let leaving = use_navigation().ask_before(move || importing.acting.try_get_untracked() == Some(true));
    let file = FileRead {
        importing,
        problem: RwSignal::new(None),
        notes: RwSignal::new(Vec::new()),
        number: RwSignal::new(0),
        i18n,
    };
    let name = bucket.place().bucket.as_str().to_owned();
    let listed =
        Memo::new(move |_| importing.rules.with(|rules| !rules.is_empty()).then(|| file.number.get()));
    let note = move |note: &Note| view! { <p class="note">{note_words(i18n, note)}</p> };
    view! {
        <section class="page">
            <Back bucket/>
            <div class="page-head">
                <Heading text=move || t_string!(i18n, import.title).to_owned()/>
            </div>
            <p class="lead">{move || t_string!(i18n, import.lead, bucket = name.as_str())}</p>
            <FileField file/>
            <Alerts>
                {move || file.problem.get().map(|problem| view! { <Problem problem/> })}
            </Alerts>
            <div role="status">
                <div class="fields">
                    {move || file.notes.with(|notes| notes.iter().map(note).collect_view())}
                </div>
            </div>
            {move || listed.get().map(|_| view! { <List importing/> })}
            <LeaveQuestion importing leaving/>
        </section>
    }
}

/// Where the file is chosen.
#[component]
fn FileField(file: FileRead) -> impl IntoView {
    let i18n = use_i18n();
    // A browser does not tell of the same file again, and it may have been mended.
    let begin_anew = |event: MouseEvent| event_target::<HtmlInputElement>(&event).set_value("");
    view! {
        <section class="card">
            <div class="field">
                <label for="import-file">{move || t_string!(i18n, import.file)}</label>
                <input
                    id="import-file"
                    type="file"
                    accept=".json,.xml,.txt,application/json,application/xml,text/plain"
                    disabled=move || file.importing.acting.get()
                    on:click=begin_anew
                    on:change=move |event| file.chosen(&event)
                />
                <p class="hint">{move || t_string!(i18n, import.hint)}</p>
            </div>
        </section>
    }
}

/// Why there is nothing in the file.
#[component]
fn Problem(problem: String) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Panel what=problem>
            <p class="error-next">{move || t_string!(i18n, import.next)}</p>
        </Panel>
    }
}

impl FileRead {
    /// Reads the file that was chosen.
    fn chosen(self, event: &Event) {
        let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        let Some(chosen) = input.and_then(|input| input.files()).and_then(|files| files.get(0)) else {
            return;
        };
        let Importing { acting, rules, bucket, .. } = self.importing;
        // The dialog of the browser may have been open before.
        if acting.get_untracked() {
            return;
        }
        let number = self.number.get_untracked().wrapping_add(1);
        self.number.set(number);
        self.problem.set(None);
        self.notes.set(Vec::new());
        rules.set(Vec::new());
        spawn_local(async move {
            let found = contents(bucket, &chosen, self.i18n).await;
            // The page may be gone by now, or another file wanted.
            if self.number.try_get_untracked() != Some(number) || acting.get_untracked() {
                return;
            }
            match found {
                Err(problem) => self.problem.set(Some(problem)),
                Ok(Contents { rules: found, notes }) => {
                    self.notes.set(notes);
                    rules.set(found);
                }
            }
        });
    }
}
