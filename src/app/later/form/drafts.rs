//! What is typed into a form, kept on the device while it is not sent: it outlives a session that ends and a
//! page that crashes. There is no credential in it.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use super::{Form, Purpose};
use crate::app::dom::{El, after, el, follow};
use crate::app::session::OpenRef;
use crate::app::signal::Signal;
use crate::app::words::{fill, language, td_string};
use crate::app::{clock, json, storage};
use crate::form::draft::RuleDraft;
use crate::form::draft_store::{self, KeptDraft};
use crate::model::Rule;
use crate::provider::xml::Element;
use crate::provider::{StoredRule, service};
use crate::route::{Place, Route, Screen};

/// How long after the last key a draft is kept.
const PAUSE: Duration = Duration::from_millis(400);

/// Offers what was kept of this form before, and keeps what is typed from now on.
pub(super) fn offer(open: &OpenRef, form: Form) -> El {
    let i18n = language();
    let Some(now) = kept(form, &open.place) else { return el("div") };
    let key = key(&now.route());
    let before = at(&key);
    keep_from_now_on(open.place.clone(), form);
    let offered = Signal::new(before.filter(|before| before.typed != now.typed));
    let changed = now.document;
    let other = Signal::new(false);
    let note = move |before: &KeptDraft| {
        let restored = before.clone();
        let stale = before.document != changed;
        let restore = el("button.button small").text(td_string!(i18n, draft.restore)).on_click(move || {
            form.change(|typed| *typed = restored.typed.clone());
            other.set(stale);
            offered.set(None);
        });
        let words = fill(td_string!(i18n, draft.found), &[("time", &clock::local_text(before.saved_at))]);
        note(&words, restore, &key, offered)
    };
    el("div.draft-place")
        .attr("role", "status")
        .bind_one(move || offered.get(), note)
        .show_when(move || other.get(), move || el("p.note").text(td_string!(i18n, draft.other)))
}

/// What a form begins with again: the rule that it was opened with, and what was typed.
#[derive(Clone)]
pub(super) struct Begun {
    pub(super) stored: StoredRule,
    pub(super) typed: Rule,
}

/// Offers what was typed for a rule that is gone: it can become a new rule, for which `begin` is called.
pub(super) fn of_gone(place: &Place, screen: Screen, begin: impl Fn(Begun) + 'static) -> Option<El> {
    let key = key(&Route::bucket(place, screen));
    let before = at(&key)?;
    let document = Element::parse(before.document.as_deref()?.as_bytes()).ok()?;
    let rule = service(place.provider).layout().read(&document).ok()?;
    let again = Begun { stored: StoredRule { rule, document }, typed: before.typed.clone() };
    let offered = Signal::new(Some(before));
    let begin = Rc::new(begin);
    let note = move |before: &KeptDraft| {
        let i18n = language();
        let (begin, again, before, old) = (Rc::clone(&begin), again.clone(), before.clone(), key.clone());
        let words = fill(td_string!(i18n, draft.gone), &[("time", &clock::local_text(before.saved_at))]);
        let restore = el("button.button small").text(td_string!(i18n, draft.again)).on_click(move || {
            become_a_copy(&before, again.stored.rule.id(), &old);
            begin(again.clone());
        });
        note(&words, restore, &key, offered)
    };
    Some(el("div.draft-place").attr("role", "status").bind_one(move || offered.get(), note))
}

/// From now on it is the draft of a new rule. One that is there already is kept, and this one where it was.
fn become_a_copy(draft: &KeptDraft, of: &str, old: &str) {
    let purpose = draft_store::Purpose::Copy { id: of.to_owned() };
    let copy = KeptDraft { purpose, ..draft.clone() };
    if storage::read(&key(&copy.route())).is_none() && write(&copy) {
        storage::remove(old);
    }
}

/// Says what is kept, with the way to bring it back and the one to throw it away.
fn note(words: &str, restore: El, key: &str, offered: Signal<Option<KeptDraft>>) -> El {
    let i18n = language();
    let key = key.to_owned();
    let drop = el("button.button small").text(td_string!(i18n, draft.drop)).on_click(move || {
        storage::remove(&key);
        offered.set(None);
    });
    el("div.note draft").child(el("p").text(words)).child(el("div.form-actions").child(restore).child(drop))
}

/// Drops what is kept of a form: it was sent, or thrown away.
pub(super) fn drop_kept(form: Form) {
    let draft = form.place.try_get_untracked().and_then(|place| kept(form, &place));
    draft.into_iter().for_each(|draft| storage::remove(&key(&draft.route())));
}

/// Drops the draft of what was sent, unless something else was typed meanwhile.
pub(super) fn was_sent(draft: &KeptDraft) {
    let key = key(&draft.route());
    if at(&key).is_some_and(|kept| kept.typed == draft.typed) {
        storage::remove(&key);
    }
}

/// Keeps what was sent and did not go through after its form was left, unless something else was typed meanwhile.
pub(super) fn bring_back(draft: &KeptDraft) {
    if storage::read(&key(&draft.route())).is_none() {
        // A device that keeps nothing costs the draft and nothing else.
        write(draft);
    }
}

/// Follows what is typed. A form that says again what it said at first has no draft.
fn keep_from_now_on(place: Place, form: Form) {
    let waiting = Rc::new(Cell::new(0_u32));
    let first = Cell::new(true);
    follow(Box::new(move || {
        form.draft.with(|_| ());
        if first.replace(false) {
            return;
        }
        let mine = waiting.get().wrapping_add(1);
        waiting.set(mine);
        let (waiting, place) = (Rc::clone(&waiting), place.clone());
        after(PAUSE, move || {
            // The page may be gone by now, and with it the form.
            let here = form.draft.try_get_untracked().is_some();
            if here && waiting.get() == mine {
                keep(form, &place);
            }
        });
    }));
}

/// Keeps what is typed now; nothing when it is what the form was opened with.
pub(super) fn keep(form: Form, place: &Place) {
    let Some(draft) = kept(form, place) else { return };
    if form.is_dirty() {
        // A device that keeps nothing costs the draft and nothing else.
        write(&draft);
    } else {
        storage::remove(&key(&draft.route()));
    }
}

/// One draft for each form, named by its address.
fn key(form: &Route) -> String {
    ["stocktake.draft ", &form.address()].concat()
}

/// Says whether the device took it.
fn write(draft: &KeptDraft) -> bool {
    storage::write(&key(&draft.route()), &json::written(&draft.to_json()))
}

fn at(key: &str) -> Option<KeptDraft> {
    KeptDraft::from_json(&json::parse(&storage::read(key)?).ok()?)
}

/// What would be kept. Nothing of a change to several rules: which they are is known to this page alone.
pub(super) fn kept(form: Form, place: &Place) -> Option<KeptDraft> {
    form.stored.with_untracked(|stored| {
        let id = || stored.as_ref().map(|stored| stored.rule.id().to_owned()).unwrap_or_default();
        let purpose = match form.purpose {
            Purpose::Create => draft_store::Purpose::Create,
            Purpose::Edit => draft_store::Purpose::Edit { id: id() },
            Purpose::Copy => draft_store::Purpose::Copy { id: id() },
            Purpose::Several => return None,
        };
        let of = |draft: &RuleDraft| KeptDraft::of(purpose, place, draft, stored.as_ref(), clock::now());
        Some(form.draft.with_untracked(of))
    })
}
