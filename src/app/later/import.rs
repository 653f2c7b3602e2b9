//! Bringing rules back from a file: what is in it, what each would do, and what became of each.

use std::rc::Rc;

use leptos::prelude::{event_target_checked, untrack};
use leptos::web_sys::{self, Event, HtmlInputElement};
use wasm_bindgen::JsCast as _;
use wasm_bindgen_futures::JsFuture;

use super::bundle::{note_words, problem_words};
use super::outcome::{self, Failure};
use super::rule::back;
use crate::app::app;
use crate::app::components::error_panel::{alerts, panel};
use crate::app::components::heading::heading;
use crate::app::components::icon::{Icon, icon};
use crate::app::components::spinner::spinner;
use crate::app::dom::{El, el, spawn};
use crate::app::json;
use crate::app::notices::Way;
use crate::app::session::OpenRef;
use crate::app::signal::Signal;
use crate::app::words::{fill, language, td_string};
use crate::export::bundle::{Bundle, Note, read};
use crate::provider::StoredRule;
use crate::provider::error::ErrorKind;
use crate::provider::write::Created;
use crate::route::{Route, Screen};

/// What becomes of a rule of the file.
#[derive(Clone, PartialEq)]
enum Fate {
    /// It will be created.
    New,
    /// The bucket has a rule with this id: nothing is written over it.
    Exists,
    /// Under way.
    Creating,
    /// Done.
    Created,
    /// Refused, or it is not known what became of it.
    Failed(Rc<Failure>),
}

/// A rule of the file.
#[derive(Clone)]
struct Entry {
    stored: StoredRule,
    fate: Fate,
    /// Whether it is to be created.
    wanted: bool,
}

impl Entry {
    /// Whether it can still be created.
    fn is_open(&self) -> bool {
        matches!(self.fate, Fate::New | Fate::Failed(_))
    }

    fn is_next(&self) -> bool {
        self.wanted && self.is_open()
    }
}

/// The screen's state. Cheap to copy.
#[derive(Clone, Copy)]
struct Import {
    open: Signal<OpenRef>,
    problem: Signal<Option<String>>,
    /// What is to be known of the file besides its rules.
    notes: Signal<Vec<Note>>,
    rules: Signal<Vec<Entry>>,
    acting: Signal<bool>,
}

/// The screen.
pub(super) fn page(open: &OpenRef) -> El {
    let i18n = language();
    let import = Import {
        open: Signal::new(open.clone()),
        problem: Signal::new(None),
        notes: Signal::new(Vec::new()),
        rules: Signal::new(Vec::new()),
        acting: Signal::new(false),
    };
    let bucket = open.place.bucket.as_str();
    let input = el("input")
        .id("import-file")
        .attr("type", "file")
        .attr("accept", ".json,.xml,.txt,application/json,application/xml,text/plain")
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
    let some = move || import.rules.with(|rules| !rules.is_empty());
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
        .show_when(some, move || import.list())
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
        self.problem.set(None);
        self.notes.set(Vec::new());
        self.rules.set(Vec::new());
        spawn(async move {
            let text = text_of(&file).await;
            let i18n = language();
            let bundle = match text.map(|text| read(&text, &json::parse)) {
                None => Err(td_string!(i18n, import.unreadable).to_owned()),
                Some(Err(problem)) => Err(problem_words(i18n, &problem)),
                Some(Ok(bundle)) => self.fits(bundle),
            };
            match bundle {
                Err(problem) => drop(self.problem.try_set(Some(problem))),
                Ok(bundle) => self.show(bundle),
            }
        });
    }

    /// Refuses rules of another provider, which speak another language.
    fn fits(self, bundle: Bundle) -> Result<Bundle, String> {
        let i18n = language();
        let here = self.open.with_untracked(|open| open.place.provider);
        if bundle.provider == here {
            return Ok(bundle);
        }
        Err(fill(
            td_string!(i18n, import.other_provider),
            &[("theirs", &bundle.provider.service_name()), ("ours", &here.service_name())],
        ))
    }

    fn show(self, bundle: Bundle) {
        let open = self.open.get_untracked();
        let there: Vec<String> = open
            .rules
            .listing()
            .with_untracked(|listing| listing.rules().iter().map(|rule| rule.id().to_owned()).collect());
        let entry = |stored: StoredRule| {
            let exists = there.iter().any(|id| id == stored.rule.id());
            Entry { stored, fate: if exists { Fate::Exists } else { Fate::New }, wanted: true }
        };
        self.notes.try_set(bundle.notes);
        self.rules.try_set(bundle.rules.into_iter().map(entry).collect());
    }

    fn list(self) -> El {
        let i18n = language();
        let rows = self.rules.with_untracked(|rules| {
            rules.iter().map(|entry| entry.stored.rule.id().to_owned()).enumerate().collect::<Vec<_>>()
        });
        let several = (rows.len() > 1).then(|| self.all_or_none());
        let row = move |(at, id): (usize, String)| self.row(at, &id);
        let count = move || self.rules.with(|rules| rules.iter().filter(|entry| entry.is_next()).count());
        let words = move || match (self.acting.get(), count()) {
            (true, _) => td_string!(i18n, import.acting).to_owned(),
            (false, 1) => td_string!(i18n, import.submit_one).to_owned(),
            (false, count) => fill(td_string!(i18n, import.submit), &[("count", &count)]),
        };
        let submit = move || {
            let idle = move || self.acting.get() || count() == 0;
            el("button.button primary").bind_disabled(idle).bind_text(words).on_click(move || {
                if !untrack(idle) {
                    self.start();
                }
            })
        };
        let some = move || self.acting.get() || self.rules.with(|rules| rules.iter().any(Entry::is_open));
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
        let entry = move |look: fn(&Entry) -> bool| self.rules.with(|rules| rules.get(at).is_some_and(look));
        let choose = move |on| self.rules.update(|rules| rules[at].wanted = on);
        let choice = el("input")
            .attr("type", "checkbox")
            .bind_checked(move || entry(|entry| entry.wanted && entry.fate != Fate::Exists))
            .bind_attr("disabled", move || (!entry(Entry::is_open) || self.acting.get()).then(String::new))
            .on("change", move |event| choose(event_target_checked(&event)));
        let choice = el("label.check").child(choice).child(el("strong").text(id));
        let fate = move || self.rules.with(|rules| rules.get(at).map(|entry| entry.fate.clone()));
        el("li").child(choice).text(" ").bind_one(fate, move |fate| self.fate(fate))
    }

    fn all_or_none(self) -> El {
        let i18n = language();
        let button = |words: &str, on: bool| {
            let acting = move || self.acting.get();
            el("button.button small").bind_disabled(acting).text(words).on_click(move || {
                if !untrack(acting) {
                    self.rules.update(|rules| rules.iter_mut().for_each(|entry| entry.wanted = on));
                }
            })
        };
        el("div.choice-actions")
            .child(button(td_string!(i18n, create.all), true))
            .child(button(td_string!(i18n, create.nothing), false))
    }

    fn fate(self, fate: &Fate) -> El {
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
                outcome::failed_one(&open, error)
            }
        }
    }

    /// Creates what does not exist yet, one after another. Never writes over a rule.
    fn start(self) {
        self.acting.set(true);
        let open = self.open.get_untracked();
        let import = Route::bucket(&open.place, Screen::Import);
        spawn(async move {
            let count = self.rules.with_untracked(Vec::len);
            let mut created = 0_usize;
            for at in 0..count {
                let next = self.rules.try_update_untracked(|rules| rules.get(at).cloned()).flatten();
                let Some(Entry { stored, fate, .. }) = next.filter(Entry::is_next) else { continue };
                let was_open = matches!(&fate, Fate::Failed(before) if before.is_open());
                // Forget ends what is left.
                if !app().session.holds(&open) {
                    break;
                }
                self.note(at, Fate::Creating);
                match outcome::create(&open, &stored.rule, Some(&stored)).await {
                    // The same rule is there by an earlier try of this page, whose answer was lost.
                    Ok(Created::Already) if !was_open => self.note(at, Fate::Exists),
                    Ok(_) => {
                        created += 1;
                        self.note(at, Fate::Created);
                    }
                    Err(failure) if failure.is_refusal(ErrorKind::AlreadyExists) => {
                        self.note(at, Fate::Exists)
                    }
                    Err(failure) => {
                        let stops = failure.stops_the_others() || failure.is_refusal(ErrorKind::LimitReached);
                        if self.is_gone() {
                            outcome::tell_elsewhere(&open, stored.rule.id(), &failure, &import);
                        }
                        self.note(at, Fate::Failed(Rc::new(failure)));
                        if stops {
                            break;
                        }
                    }
                }
            }
            self.acting.try_set(false);
            if created > 0 {
                let i18n = language();
                let said = match created {
                    1 => td_string!(i18n, import.done_one).to_owned(),
                    _ => fill(td_string!(i18n, import.done), &[("count", &created)]),
                };
                let list = open.list().address();
                app().notices.success(said, Some(Way::To(list, td_string!(i18n, rule.to_list))));
            }
        });
    }

    fn note(self, at: usize, fate: Fate) {
        self.rules.try_update(|rules| rules[at].fate = fate);
    }

    /// Whether the screen was left.
    fn is_gone(self) -> bool {
        self.acting.try_get_untracked().is_none()
    }
}

/// The text of a file; `None` when it cannot be read.
async fn text_of(file: &web_sys::File) -> Option<String> {
    JsFuture::from(file.text()).await.ok()?.as_string()
}
