//! Bringing rules back from a file: what is in it, what each would do, and what became of each.

use leptos::prelude::{event_target_checked, untrack};
use leptos::web_sys::{self, Event, HtmlInputElement};
use wasm_bindgen::JsCast as _;
use wasm_bindgen_futures::JsFuture;

use super::bundle::{note_words, problem_words};
use super::importing::{Entry, Fate, Importing, failed_id};
use super::outcome;
use super::rule::back;
use crate::app::components::error_panel::{alerts, panel};
use crate::app::components::heading::heading;
use crate::app::components::icon::{Icon, icon};
use crate::app::components::shown::shown;
use crate::app::components::spinner::spinner;
use crate::app::dom::{El, el, spawn};
use crate::app::json;
use crate::app::session::OpenRef;
use crate::app::signal::Signal;
use crate::app::words::{fill, language, td_string};
use crate::export::bundle::{BundleProblem, MAX_BYTES, Note, read};
use crate::provider::StoredRule;

/// The screen's state. Cheap to copy.
#[derive(Clone, Copy)]
struct Import {
    open: Signal<OpenRef>,
    problem: Signal<Option<String>>,
    /// What is to be known of the file besides its rules.
    notes: Signal<Vec<Note>>,
    /// Counts the files that were chosen: an older one that is read later is not wanted.
    file: Signal<u32>,
    importing: Importing,
}

/// The screen.
pub(super) fn page(open: &OpenRef) -> El {
    let i18n = language();
    let import = Import {
        open: Signal::new(open.clone()),
        problem: Signal::new(None),
        notes: Signal::new(Vec::new()),
        file: Signal::new(0),
        importing: Importing::new(),
    };
    import.importing.guard();
    let bucket = open.place.bucket.as_str();
    let input = el("input")
        .id("import-file")
        .attr("type", "file")
        .attr("accept", ".json,.xml,.txt,application/json,application/xml,text/plain")
        .bind_attr("disabled", move || import.importing.acting.get().then(String::new))
        .on("change", move |event| import.chosen(&event));
    let field = el("div.field")
        .child(el("label").attr("for", "import-file").text(td_string!(i18n, import.file)))
        .child(input)
        .child(el("p.hint").text(td_string!(i18n, import.hint)));
    let problem = move || {
        import
            .problem
            .get()
            .map(|problem| panel(&problem).child(el("p.error-next").text(td_string!(i18n, import.next))))
    };
    // Another file is another list.
    let file = move || import.importing.rules.with(|rules| !rules.is_empty()).then(|| import.file.get());
    el("section.page")
        .child(back(&open.list().address()))
        .child(el("div.page-head").child(heading(td_string!(i18n, import.title))))
        .child(el("p.lead").text(&fill(td_string!(i18n, import.lead), &[("bucket", &bucket)])))
        .child(el("section.card").child(field))
        .child(alerts().bind_child(problem))
        .child(
            el("div")
                .attr("role", "status")
                .bind_one(move || Some(import.notes.get()), |said: &Vec<Note>| notes(said)),
        )
        .bind_one(file, move |_| import.list())
}

fn notes(notes: &[Note]) -> El {
    let i18n = language();
    el("div.fields").children(notes.iter().map(|note| el("p.note").text(&note_words(i18n, note))))
}

impl Import {
    /// Reads the file that was chosen.
    fn chosen(self, event: &Event) {
        let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        let Some(file) = input.and_then(|input| input.files()).and_then(|files| files.get(0)) else { return };
        let Importing { acting, rules, .. } = self.importing;
        // The dialog of the browser may have been open before.
        if acting.get_untracked() {
            return;
        }
        let number = self.file.get_untracked().wrapping_add(1);
        self.file.set(number);
        self.problem.set(None);
        self.notes.set(Vec::new());
        rules.set(Vec::new());
        let open = self.open.get_untracked();
        spawn(async move {
            let found = entries(&open, &file).await;
            // The page may be gone by now, or another file wanted.
            if self.file.try_get_untracked() != Some(number) || acting.get_untracked() {
                return;
            }
            match found {
                Err(problem) => self.problem.set(Some(problem)),
                Ok((found, notes)) => {
                    self.notes.set(notes);
                    rules.set(found);
                }
            }
        });
    }

    fn list(self) -> El {
        let i18n = language();
        let rows = self.importing.rules.with_untracked(|rules| {
            rules.iter().map(|entry| entry.stored.rule.id().to_owned()).enumerate().collect::<Vec<_>>()
        });
        let several = (rows.len() > 1).then(|| self.all_or_none());
        let row = move |(at, id): (usize, String)| self.row(at, &id);
        let count =
            move || self.importing.rules.with(|rules| rules.iter().filter(|entry| entry.is_next()).count());
        let words = move || match (self.importing.acting.get(), count()) {
            (true, _) => td_string!(i18n, import.acting).to_owned(),
            (false, 1) => td_string!(i18n, import.submit_one).to_owned(),
            (false, count) => fill(td_string!(i18n, import.submit), &[("count", &count)]),
        };
        let submit = move || {
            let idle = move || self.importing.acting.get() || count() == 0;
            el("button.button primary").bind_disabled(idle).bind_text(words).on_click(move || {
                if !untrack(idle) {
                    self.importing.start(self.open.get_untracked());
                }
            })
        };
        let some = move || {
            self.importing.acting.get() || self.importing.rules.with(|rules| rules.iter().any(Entry::is_open))
        };
        let list = self.open.with_untracked(|open| open.list().address());
        let done = move || el("a.button").attr("href", &list).text(td_string!(i18n, rule.to_list));
        el("section.card")
            .attr("aria-live", "polite")
            .children(several)
            .child(el("ul.doomed-list").children(rows.into_iter().map(row)))
            .child(el("div.form-actions").show_when(some, submit).show_when(move || !some(), done))
    }

    /// A rule of the file, with the box that chooses it while it can be created.
    fn row(self, at: usize, id: &str) -> El {
        let entry = move |look: fn(&Entry) -> bool| {
            self.importing.rules.with(|rules| rules.get(at).is_some_and(look))
        };
        let choose = move |on| {
            self.importing.rules.update(|rules| {
                if let Some(entry) = rules.get_mut(at) {
                    entry.wanted = on;
                }
            });
        };
        let choice = el("input")
            .attr("type", "checkbox")
            .bind_checked(move || entry(|entry| entry.wanted && entry.fate != Fate::Exists))
            .bind_attr("disabled", move || {
                (!entry(Entry::is_open) || self.importing.acting.get()).then(String::new)
            })
            .on("change", move |event| choose(event_target_checked(&event)));
        let choice = el("label.check").child(choice).child(shown(el("strong"), id));
        let fate = move || self.importing.rules.with(|rules| rules.get(at).map(|entry| entry.fate.clone()));
        el("li").child(choice).text(" ").bind_one(fate, move |fate| self.fate(at, fate))
    }

    fn all_or_none(self) -> El {
        let i18n = language();
        let button = |words: &str, on: bool| {
            let acting = move || self.importing.acting.get();
            el("button.button small").bind_disabled(acting).text(words).on_click(move || {
                if !untrack(acting) {
                    self.importing.rules.update(|rules| rules.iter_mut().for_each(|entry| entry.wanted = on));
                }
            })
        };
        el("div.choice-actions")
            .child(button(td_string!(i18n, create.all), true))
            .child(button(td_string!(i18n, create.nothing), false))
    }

    fn fate(self, at: usize, fate: &Fate) -> El {
        let i18n = language();
        match fate {
            Fate::New => el("span.status").text(td_string!(i18n, import.new)),
            Fate::Exists => {
                el("span.status off").child(icon(Icon::Off)).text(td_string!(i18n, import.exists))
            }
            Fate::Creating => spinner(),
            Fate::Created => {
                el("span.status on").child(icon(Icon::On)).text(td_string!(i18n, import.created))
            }
            Fate::Failed(error) => {
                let open = self.open.get_untracked();
                outcome::failed_one(&open, error).id(&failed_id(at)).attr("tabindex", "-1")
            }
        }
    }
}

/// The rules of a file with what else is to be known of it, or the words for why there are none.
async fn entries(open: &OpenRef, file: &web_sys::File) -> Result<(Vec<Entry>, Vec<Note>), String> {
    let i18n = language();
    // Nothing larger is read into memory at all.
    if file.size() > MAX_BYTES as f64 {
        return Err(problem_words(i18n, &BundleProblem::TooLarge));
    }
    let text = text_of(file).await.ok_or_else(|| td_string!(i18n, import.unreadable).to_owned())?;
    let bundle = read(&text, &json::parse).map_err(|problem| problem_words(i18n, &problem))?;
    let here = open.place.provider;
    if bundle.provider != here {
        // They speak another language.
        return Err(fill(
            td_string!(i18n, import.other_provider),
            &[("theirs", &bundle.provider.service_name()), ("ours", &here.service_name())],
        ));
    }
    let there: Vec<String> = open
        .rules
        .listing()
        .with_untracked(|listing| listing.rules().iter().map(|rule| rule.id().to_owned()).collect());
    let entry = |stored: StoredRule| {
        let exists = there.iter().any(|id| id == stored.rule.id());
        Entry { stored, fate: if exists { Fate::Exists } else { Fate::New }, wanted: true }
    };
    Ok((bundle.rules.into_iter().map(entry).collect(), bundle.notes))
}

/// The text of a file; `None` when it cannot be read.
async fn text_of(file: &web_sys::File) -> Option<String> {
    JsFuture::from(file.text()).await.ok()?.as_string()
}
