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
use crate::route::Place;

/// How long after the last key a draft is kept.
const PAUSE: Duration = Duration::from_millis(400);

/// Offers what was kept of this form before, and keeps what is typed from now on.
pub(super) fn offer(open: &OpenRef, form: Form) -> El {
    let Some(now) = kept(form, &open.place) else { return el("div") };
    let key = key(&now);
    let before = storage::read(&key).and_then(|text| json::parse(&text).ok());
    let before = before.as_ref().and_then(KeptDraft::from_json);
    keep_from_now_on(open.place.clone(), form);
    let offered = Signal::new(before.filter(|before| before.typed != now.typed));
    let changed = now.document;
    let other = Signal::new(false);
    let note = move |before: &KeptDraft| {
        let i18n = language();
        let time = clock::local_text(before.saved_at);
        let restored = before.clone();
        let stale = before.document != changed;
        let key = key.clone();
        let restore = el("button.button small").text(td_string!(i18n, draft.restore)).on_click(move || {
            form.change(|typed| *typed = restored.typed.clone());
            other.set(stale);
            offered.set(None);
        });
        let drop = el("button.button small").text(td_string!(i18n, draft.drop)).on_click(move || {
            storage::remove(&key);
            offered.set(None);
        });
        el("div.note draft")
            .child(el("p").text(&fill(td_string!(i18n, draft.found), &[("time", &time)])))
            .child(el("div.form-actions").child(restore).child(drop))
    };
    el("div.draft-place").attr("role", "status").bind_one(move || offered.get(), note).show_when(
        move || other.get(),
        || {
            let i18n = language();
            el("p.note").text(td_string!(i18n, draft.other))
        },
    )
}

/// Drops what is kept of a form: it was sent, or thrown away.
pub(super) fn drop_kept(form: Form) {
    let draft = form.place.try_get_untracked().and_then(|place| kept(form, &place));
    draft.into_iter().for_each(|draft| storage::remove(&key(&draft)));
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
        storage::write(&key(&draft), &json::written(&draft.to_json()));
    } else {
        storage::remove(&key(&draft));
    }
}

/// One draft for each form, named by its address.
fn key(draft: &KeptDraft) -> String {
    ["stocktake.draft ", &draft.route().address()].concat()
}

/// What would be kept. Nothing of a change to several rules: which they are is known to this page alone.
fn kept(form: Form, place: &Place) -> Option<KeptDraft> {
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
