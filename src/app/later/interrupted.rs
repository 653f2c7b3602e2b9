//! A rule whose save was cut off between its removal and its new form: both forms are on the device,
//! and one of them is written again.

use std::rc::Rc;
use std::time::Duration;

use super::bundle::give;
use super::outcome::{hold, look_again_at_kept, own_words, say_not_done};
use crate::app::components::error_panel::{alerts, error_panel, panel};
use crate::app::components::shown::shown_code;
use crate::app::dom::{El, el, spawn};
use crate::app::journal::{DeviceJournal, Hold, Left, journal_of};
use crate::app::session::OpenRef;
use crate::app::signal::Signal;
use crate::app::words;
use crate::app::words::{fill, language, td_string};
use crate::app::{app, clock};
use crate::provider::error::{Error, ErrorKind};
use crate::provider::journal::{NotRead, Standing, Store as _};
use crate::provider::save::write_again;
use crate::provider::service;
use crate::provider::xml::Element;

/// A rule whose save was cut off.
#[derive(Clone, PartialEq)]
pub(super) struct LeftOver {
    /// Its id.
    pub(super) id: String,
    /// Its document before and after the change.
    pub(super) documents: [Element; 2],
    /// What is known of the provider's side.
    pub(super) state: State,
}

/// What is known of a rule whose save was cut off.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    /// The old form was removed for certain.
    Removed,
    /// Nobody knows whether it was removed.
    Unknown,
    /// Somebody else's rule is there.
    Replaced,
}

/// What there is to do about a save that the device keeps.
enum Due {
    /// To look again: the rule is there, or nothing is kept of it at the moment.
    LookAgain,
    /// To look again later: another tab is at it, or what is there could not be read.
    Wait,
    /// To offer it.
    Offer([Element; 2], State),
}

/// How often a rule that may yet be removed is looked for, and one that is offered or could not be read.
const LOOK_PAUSE: Duration = Duration::from_secs(10);
const LONG_PAUSE: Duration = Duration::from_secs(30);

/// A note for each of the saves that were left over, as the device keeps them, unless the provider holds the
/// rule after all. Where that cannot be found out the note stays away, and the device keeps the save. As long as the
/// list is in sight each of them is looked at again: its rule may yet be removed by a request of which nothing is
/// known, or be written by another tab.
pub(super) fn notes(open: &OpenRef, left: &Left) -> El {
    notes_then(open, left, Rc::new(|| {}))
}

/// The note of one rule that is not there, for its own page, if the device keeps something of it; calls `written` when
/// it is there again.
pub(super) fn note_of(open: &OpenRef, id: &str, written: Rc<dyn Fn()>) -> El {
    let kept = Signal::new(Left::default());
    let (journal, wanted) = (journal_of(&open.place), id.to_owned());
    spawn(async move {
        let mut left = journal.0.left().await;
        left.ids.retain(|id| *id == wanted);
        kept.try_set(left);
    });
    let open = open.clone();
    let some = move || Some(kept.get()).filter(|kept| !kept.ids.is_empty());
    el("div").bind_one(some, move |kept: &Left| notes_then(&open, kept, Rc::clone(&written)))
}

fn notes_then(open: &OpenRef, left: &Left, written: Rc<dyn Fn()>) -> El {
    let i18n = language();
    let missing = Signal::new(Vec::<LeftOver>::new());
    let (shown, can_write) = (open.clone(), left.locks_are_known);
    for id in &left.ids {
        let (open, id) = (open.clone(), id.clone());
        spawn(async move {
            let journal = journal_of(&open.place);
            while app().session.holds(&open) {
                let due = due(&open, &journal, &id).await;
                let pause = if matches!(due, Due::LookAgain) { LOOK_PAUSE } else { LONG_PAUSE };
                // The page may be gone.
                if missing.try_update(|missing| show(missing, &id, due)).is_none() {
                    return;
                }
                journal.pause(pause).await;
            }
        });
    }
    let note = move |save: &LeftOver| {
        let id = save.id.clone();
        let written = Rc::clone(&written);
        let done = move || {
            missing.update(|missing| missing.retain(|other| other.id != id));
            written();
        };
        panel(&fill(td_string!(i18n, edit.left_over), &[("id", &save.id)]))
            .child(el("p").text(missing_words(save.state)))
            .child(ways_out(&shown, save, can_write, done))
    };
    let key = |save: &LeftOver| {
        let [before, after] = save.documents.each_ref().map(Element::to_document);
        [save.id.as_str(), missing_words(save.state), &before, &after].concat()
    };
    alerts().bind_each(move || missing.get(), key, note)
}

/// Offers a save, once, or takes it away when there is no more to it.
fn show(missing: &mut Vec<LeftOver>, id: &str, due: Due) {
    match due {
        Due::Offer(documents, state) => {
            let save = LeftOver { id: id.to_owned(), documents, state };
            if !missing.contains(&save) {
                missing.retain(|known| known.id != id);
                missing.push(save);
            }
        }
        Due::LookAgain => missing.retain(|known| known.id != id),
        Due::Wait => {}
    }
}

/// Looks at the rule, and at what is kept of it. The rule is held only when it was looked at, so that a save does not
/// meet a lock for the time of a request: what is kept must be the same before and after.
async fn due(open: &OpenRef, journal: &DeviceJournal, id: &str) -> Due {
    let before = match journal.0.read(id).await {
        Ok(Some(entry)) => entry,
        Ok(None) => return Due::LookAgain,
        Err(NotRead) => return Due::Wait,
    };
    if before.is_mark() {
        // There is nothing to offer, only something to clear away in the end.
        if !before.may_be_removed(clock::now())
            && let Hold::Held(_held) = journal.0.hold(id).await
        {
            journal.settled(id).await;
        }
        return Due::LookAgain;
    }
    let now = open.client.get_rule(id).await;
    let _held = match journal.0.hold(id).await {
        Hold::Busy => return Due::Wait,
        held => held,
    };
    if journal.0.read(id).await != Ok(Some(before.clone())) {
        return Due::Wait;
    }
    // What another version has left there is as good as nothing.
    let Some(documents) = before.parsed() else { return Due::Wait };
    match now {
        Ok(now) => {
            let layout = service(open.place.provider).layout();
            let forms = documents.each_ref().map(|document| layout.read(document).ok());
            match before.standing(clock::now(), &now.rule, forms.each_ref().map(Option::as_ref)) {
                Standing::Settled => {
                    journal.settled(id).await;
                    Due::LookAgain
                }
                Standing::MayBeRemoved => Due::LookAgain,
                Standing::Replaced => Due::Offer(documents, State::Replaced),
            }
        }
        Err(error) if error.is_absence() => Due::Offer(documents, State::Removed),
        Err(_) => Due::Wait,
    }
}

/// What is known of the provider's side.
pub(super) fn missing_words(state: State) -> &'static str {
    let i18n = language();
    match state {
        State::Removed => td_string!(i18n, edit.missing),
        State::Unknown => td_string!(i18n, edit.perhaps_missing),
        State::Replaced => td_string!(i18n, edit.replaced),
    }
}

/// The document, and a button for each of its forms; `done` is called when the provider holds one. Where `can_write`
/// is not set another tab may be in the middle of the save, and there are only copies to be had.
pub(super) fn ways_out(open: &OpenRef, save: &LeftOver, can_write: bool, done: impl Fn() + 'static) -> El {
    let i18n = language();
    let failure = Signal::new(None::<Error>);
    let (write_to, kept, done) = (open.clone(), Rc::new(save.clone()), Rc::new(done));
    let xml = save.documents[1].to_pretty();
    // As it can be sent by another tool.
    let old = service(open.place.provider).layout().without_unset(&save.documents[0]).to_document();
    let name = format!("{}.xml", save.id);
    let busy = Signal::new(false);
    let write = move |which: usize| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        failure.set(None);
        app().notices.begin();
        let (open, save, done) = (write_to.clone(), Rc::clone(&kept), Rc::clone(&done));
        spawn(async move {
            let journal = journal_of(&open.place);
            let Some(_working) = app().session.begin_work(&open).await else {
                busy.try_set(false);
                failure.try_set(Some(Error::of_kind(ErrorKind::Cancelled)));
                return;
            };
            // Another tab that writes the same rule at this moment settles it for this one, too.
            let held = match hold(&open, &journal, &save.id).await {
                Ok(held) => held,
                Err(failure) => {
                    busy.try_set(false);
                    return app().notices.failure(own_words(&failure).to_owned(), None);
                }
            };
            let written = write_again(&open.client, &journal, &save.id, &save.documents[which]).await;
            drop(held);
            let is_here = busy.try_set(false).is_none();
            match written {
                Err(error) => {
                    // The value comes back when the note is gone.
                    if let Some(Some(error)) = failure.try_set(Some(error)) {
                        look_again_at_kept(&open);
                        tell_elsewhere(&open, &save.id, &error);
                    }
                }
                Ok(()) => {
                    app().notices.success(fill(td_string!(i18n, edit.done), &[("id", &save.id)]), None);
                    if let Some(now) = app().session.open_at(&open.place) {
                        now.rules.refresh(&now);
                    }
                    if is_here {
                        done();
                    }
                }
            }
        });
    };
    let write = Rc::new(write);
    let button = |which: usize, words: &str| {
        let write = Rc::clone(&write);
        el("button.button").bind_disabled(move || busy.get()).text(words).on_click(move || write(which))
    };
    let download = el("button.button").text(td_string!(i18n, edit.download_old)).on_click(move || {
        if give(&name, "application/xml", &old).is_none() {
            app().notices.failure(td_string!(i18n, bundle.refused).to_owned(), None);
        }
    });
    let replaced = save.state == State::Replaced;
    let writing = [button(1, td_string!(i18n, edit.write_new)), button(0, td_string!(i18n, edit.write_old))];
    let writing = writing.into_iter().filter(|_| can_write && !replaced);
    let discard = (replaced && can_write).then(|| discarding(open, &save.id));
    let buttons = el("div.error-actions").children(writing).child(download).children(discard);
    let elsewhere = (!can_write).then(|| el("p.note").text(td_string!(i18n, edit.no_locks_copies)));
    let connection = open.client.connection().clone();
    let failed = move || failure.get().map(|error| error_panel(&error, &connection, Vec::new()));
    el("div.fields")
        .child(el("p.hint").text(td_string!(i18n, edit.kept_how_long)))
        .children(elsewhere)
        .child(buttons)
        .child(alerts().bind_child(failed))
        .child(shown_code(el("pre").attr("tabindex", "0"), &xml))
}

/// Throws both forms away, when somebody else's rule has taken their place; the list shows that they are gone.
fn discarding(open: &OpenRef, id: &str) -> El {
    let i18n = language();
    let (open, id) = (open.clone(), id.to_owned());
    el("button.button danger-quiet").text(td_string!(i18n, edit.discard_both)).on_click(move || {
        let (open, id) = (open.clone(), id.clone());
        spawn(async move {
            let journal = journal_of(&open.place);
            if let Ok(_held) = hold(&open, &journal, &id).await {
                journal.discard(&id).await;
            }
            look_again_at_kept(&open);
        });
    })
}

/// Says in a message why a form was not written, when the note is gone: the list shows it again.
fn tell_elsewhere(open: &OpenRef, id: &str, error: &Error) {
    let i18n = language();
    let [what, _, next] = words::error(i18n, error, open.client.connection());
    say_not_done(id, [what, next], &open.list(), td_string!(i18n, rule.to_list));
}
