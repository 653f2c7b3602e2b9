//! A rule whose save was cut off between its removal and its new form: both forms are on the device,
//! and one of them is written again.

use std::rc::Rc;

use super::bundle::give;
use crate::app::components::error_panel::{alerts, error_panel, panel};
use crate::app::dom::{El, el, spawn};
use crate::app::journal::DeviceJournal;
use crate::app::json;
use crate::app::session::OpenRef;
use crate::app::signal::Signal;
use crate::app::words::{fill, language, td_string};
use crate::app::{app, clock};
use crate::json::Json;
use crate::model::Timestamp;
use crate::provider::StoredRule;
use crate::provider::error::{Error, ErrorKind};
use crate::provider::save::{Journal as _, write_again};
use crate::provider::xml::Element;

/// A rule whose save was cut off.
#[derive(Clone, PartialEq)]
pub(super) struct LeftOver {
    /// Its id.
    pub(super) id: String,
    /// Its document before and after the change.
    pub(super) documents: [Element; 2],
    /// Whether the old form was removed for certain.
    pub(super) removed: bool,
}

/// Seconds for which a removal without an answer may still be carried out: as long as its signature is good.
const MAY_BE_REMOVED: i64 = 900;

/// A save that the device keeps.
struct Kept {
    save: LeftOver,
    at: Timestamp,
}

impl Kept {
    /// Whether the provider holds the rule for good. One in its old form may yet be removed.
    fn is_over(&self, now: &StoredRule) -> bool {
        now.document != self.save.documents[0] || clock::now().since(self.at) > MAY_BE_REMOVED
    }
}

/// A note for each of the saves that were left over, as the device keeps them, unless the provider holds the
/// rule after all. Where that cannot be found out the note stays away, and the device keeps the save.
pub(super) fn notes(open: &OpenRef, kept: &[(String, String)]) -> El {
    let i18n = language();
    let missing = Signal::new(Vec::<LeftOver>::new());
    let saves: Vec<Kept> = kept.iter().filter_map(|(id, text)| left_over(id, text)).collect();
    let (reading, shown) = (open.clone(), open.clone());
    spawn(async move {
        let journal = DeviceJournal::of(&reading.place);
        for kept in saves {
            let id = &kept.save.id;
            match reading.client.get_rule(id).await {
                Ok(now) if kept.is_over(&now) => journal.settled(id).await,
                Err(error) if error.kind == ErrorKind::NoSuchRule => {
                    missing.try_update(|missing| missing.push(kept.save));
                }
                _ => {}
            }
        }
    });
    let note = move |save: &LeftOver| {
        let id = save.id.clone();
        let done = move || missing.update(|missing| missing.retain(|other| other.id != id));
        panel(&fill(td_string!(i18n, edit.left_over), &[("id", &save.id)]))
            .child(el("p").text(missing_words(save)))
            .child(ways_out(&shown, save, done))
    };
    alerts().bind_each(move || missing.get(), |save| save.id.clone(), note)
}

/// What is known of the provider's side.
pub(super) fn missing_words(save: &LeftOver) -> &'static str {
    let i18n = language();
    if save.removed { td_string!(i18n, edit.missing) } else { td_string!(i18n, edit.perhaps_missing) }
}

/// What another version has left there is as good as nothing.
fn left_over(id: &str, text: &str) -> Option<Kept> {
    let Json::List(kept) = json::parse(text).ok()? else { return None };
    let [before, after, rest @ ..] = kept.as_slice() else { return None };
    let document = |text: &Json| Element::parse(text.as_text()?.as_bytes()).ok();
    let documents = [document(before)?, document(after)?];
    let at = match rest {
        [Json::Number(at), ..] => at.parse().unwrap_or_default(),
        _ => 0,
    };
    Some(Kept { save: LeftOver { id: id.to_owned(), documents, removed: true }, at: Timestamp(at) })
}

/// The document, and a button for each of its forms; `done` is called when the provider holds one.
pub(super) fn ways_out(open: &OpenRef, save: &LeftOver, done: impl Fn() + 'static) -> El {
    let i18n = language();
    let failure = Signal::new(None::<Error>);
    let (write_to, save, done) = (open.clone(), Rc::new(save.clone()), Rc::new(done));
    let xml = save.documents[1].to_pretty();
    let (name, old) = (format!("{}.xml", save.id), save.documents[0].to_document());
    let busy = Signal::new(false);
    let write = move |which: usize| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        failure.set(None);
        let (open, save, done) = (write_to.clone(), Rc::clone(&save), Rc::clone(&done));
        spawn(async move {
            let journal = DeviceJournal::of(&open.place);
            // Another tab that writes the same rule at this moment settles it for this one, too.
            let Some(_held) = journal.hold(&save.id).await else {
                busy.try_set(false);
                return app().notices.failure(td_string!(i18n, edit.busy).to_owned());
            };
            match write_again(&open.client, &journal, &save.id, &save.documents[which]).await {
                Err(error) => {
                    busy.try_set(false);
                    failure.try_set(Some(error));
                }
                Ok(()) => {
                    app().notices.success(fill(td_string!(i18n, edit.done), &[("id", &save.id)]), None);
                    open.rules.refresh(&open);
                    done();
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
            app().notices.failure(td_string!(i18n, bundle.refused).to_owned());
        }
    });
    let buttons = el("div.error-actions")
        .child(button(1, td_string!(i18n, edit.write_new)))
        .child(button(0, td_string!(i18n, edit.write_old)))
        .child(download);
    let connection = open.client.connection().clone();
    let failed = move || failure.get().map(|error| error_panel(&error, &connection, Vec::new()));
    el("div.fields")
        .child(el("pre").attr("tabindex", "0").text(&xml))
        .child(buttons)
        .child(alerts().bind_child(failed))
}
