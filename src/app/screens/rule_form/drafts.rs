//! What is typed into a form, kept on the device while it is not sent: it outlives a session that ends and a
//! page that crashes. There is no credential in it.

use std::time::Duration;

use leptos::leptos_dom::helpers::debounce;
use leptos::prelude::*;

use super::form_state::{Form, Purpose};
use crate::app::services::{clock, storage};
use crate::draft_store::{self, KeptDraft};
use crate::form::draft::RuleDraft;
use crate::model::rule::Part;
use crate::model::{Provider, Rule};
use crate::provider::xml::Element;
use crate::provider::{StoredRule, service};
use crate::route::Route;

/// How long after the last key a draft is kept.
const PAUSE: Duration = Duration::from_millis(400);

/// What a form begins with.
#[derive(Clone)]
pub(super) struct Begun {
    pub(super) purpose: Purpose,
    /// The rule that it starts from, or that a template holds.
    pub(super) stored: Option<StoredRule>,
    /// What is typed into it already.
    pub(super) typed: Option<Rule>,
    /// The parts that somebody else has changed as well, if what is typed was typed to an older form of the rule.
    pub(super) merged: Option<Vec<Part>>,
}

impl Begun {
    /// With nothing typed yet.
    pub(super) fn new(purpose: Purpose, stored: Option<StoredRule>) -> Self {
        Begun { purpose, stored, typed: None, merged: None }
    }
}

/// Keeps what is typed from now on. A form that says again what it said at first has no draft.
pub(super) fn keep_from_now_on(form: Form) {
    let mut keep_soon = debounce(PAUSE, move |()| keep(form));
    Effect::new(move |before: Option<()>| {
        form.draft.track();
        if before.is_some() {
            keep_soon(());
        }
    });
}

/// Keeps what is typed now; nothing when it is what the form was opened with.
pub(super) fn keep(form: Form) {
    let Some(draft) = kept(form) else { return };
    if form.is_dirty() {
        // A device that keeps nothing costs the draft and nothing else.
        write(&draft);
    } else {
        remove(&draft.route());
    }
}

/// Drops what is kept of a form: it was sent, or thrown away.
pub(super) fn drop_kept(form: Form) {
    if let Some(draft) = kept(form) {
        remove(&draft.route());
    }
}

/// Drops the draft of what was sent, unless something else was typed meanwhile.
pub(super) fn was_sent(draft: &KeptDraft) {
    let form = draft.route();
    if of_form(&form).is_some_and(|kept| kept.typed == draft.typed) {
        remove(&form);
    }
}

/// Keeps what was sent and did not go through after its form was left, unless something else was typed meanwhile.
pub(super) fn bring_back(draft: &KeptDraft) {
    if !is_kept(draft) {
        // A device that keeps nothing costs the draft and nothing else.
        write(draft);
    }
}

/// From now on the draft of a form is of what it begins with again.
pub(super) fn begin_again(form: Form, begun: &Begun) {
    if let (Some(draft), Some(typed)) = (kept(form), begun.typed.clone()) {
        let document = begun.stored.as_ref().map(|stored| stored.document.to_document());
        // A device that keeps nothing costs the draft and nothing else.
        write(&KeptDraft { typed, document, ..draft });
    }
}

/// What is kept of a form, which its address names: there is one draft of each.
pub(super) fn of_form(form: &Route) -> Option<KeptDraft> {
    serde_json::from_str(&storage::read(&key(form))?).ok()
}

/// Takes it away.
pub(super) fn remove(form: &Route) {
    storage::remove(&key(form));
}

/// What was typed for a rule that is gone, and the rule as it was: a new one can be made of it.
pub(super) fn of_gone(form: &Route, provider: Provider) -> Option<(KeptDraft, Begun)> {
    let draft = of_form(form)?;
    let stored = started_from(&draft, provider)?;
    let typed = Some(draft.typed.clone());
    Some((draft, Begun { typed, ..Begun::new(Purpose::Copy, Some(stored)) }))
}

/// The rule that a draft started from.
fn started_from(draft: &KeptDraft, provider: Provider) -> Option<StoredRule> {
    let document = Element::parse(draft.document.as_deref()?.as_bytes()).ok()?;
    let rule = service(provider).layout().read(&document).ok()?;
    Some(StoredRule { rule, document })
}

/// What the form of a new rule begins with to be as it was kept, if that was begun with another template.
pub(super) fn with_its_template(form: Form, before: &KeptDraft) -> Option<Begun> {
    let is_another = || kept(form).is_some_and(|now| now.document != before.document);
    (form.purpose == Purpose::Create && is_another()).then(|| {
        let stored = started_from(before, form.bucket.place().provider);
        Begun { typed: Some(before.typed.clone()), ..Begun::new(Purpose::Create, stored) }
    })
}

/// From now on it is the draft of a new rule like `of`, and no more of the form `old`. One that is there already is
/// kept, and this one where it was.
pub(super) fn become_a_copy(draft: &KeptDraft, of: &str, old: &Route) {
    let purpose = draft_store::Purpose::Copy { id: of.to_owned() };
    let copy = KeptDraft { purpose, ..draft.clone() };
    if !is_kept(&copy) && write(&copy) {
        remove(old);
    }
}

/// What would be kept. Nothing of a change to several rules: which they are is known to this page alone.
pub(super) fn kept(form: Form) -> Option<KeptDraft> {
    form.stored.with_value(|stored| {
        let id = || stored.as_ref().map(|stored| stored.rule.id().to_owned()).unwrap_or_default();
        let purpose = match form.purpose {
            Purpose::Create => draft_store::Purpose::Create,
            Purpose::Edit => draft_store::Purpose::Edit { id: id() },
            Purpose::Copy => draft_store::Purpose::Copy { id: id() },
            Purpose::Several => return None,
        };
        let place = form.bucket.place();
        let of = |draft: &RuleDraft| KeptDraft::of(purpose, &place, draft, stored.as_ref(), clock::now());
        Some(form.draft.with_untracked(of))
    })
}

fn key(form: &Route) -> String {
    ["stocktake.draft ", &form.address()].concat()
}

fn is_kept(draft: &KeptDraft) -> bool {
    storage::read(&key(&draft.route())).is_some()
}

/// Says whether the device took it.
fn write(draft: &KeptDraft) -> bool {
    serde_json::to_string(draft).is_ok_and(|text| storage::write(&key(&draft.route()), &text))
}
