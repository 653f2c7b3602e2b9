//! Deleting a rule: the dialog and the call behind it, for the table and for the page of a rule.

use std::rc::Rc;

use crate::app::app;
use crate::app::components::delete_dialog::{Asking, Doomed, delete_dialog};
use crate::app::components::error_panel::error_panel;
use crate::app::dom::{El, el, spawn};
use crate::app::session::OpenRef;
use crate::app::signal::Signal;
use crate::app::words::{fill, language, td_string};
use crate::provider::error::Error;

/// The dialog; `on_done` is called when a rule was deleted.
pub(super) fn deletion(open: OpenRef, doomed: Signal<Option<Doomed>>, on_done: impl Fn() + 'static) -> El {
    let i18n = language();
    let (session, notices) = (app().session, app().notices);
    let failure = Signal::new(None::<Error>);
    let acting = Signal::new(false);
    let connection = open.client.connection().clone();
    let on_done = Rc::new(on_done);
    let on_confirm = move |id: String| {
        acting.set(true);
        failure.set(None);
        let (open, on_done) = (open.clone(), Rc::clone(&on_done));
        spawn(async move {
            let answer = open.client.delete_rule(&id).await;
            // The user may have gone on to another screen or bucket meanwhile.
            let page_is_here = acting.try_set(false).is_none();
            match answer {
                Ok(()) => {
                    // A row leaves the table only now, when the provider has confirmed.
                    if session.is_open_at(&open.place) {
                        open.rules.deleted(&id);
                    }
                    doomed.try_set(None);
                    notices.success(fill(td_string!(i18n, delete.done), &[("id", &id)]), None);
                    if page_is_here {
                        on_done();
                    }
                }
                Err(error) => {
                    failure.try_set(Some(error));
                }
            }
        });
    };
    let on_cancel = move || {
        failure.set(None);
        doomed.set(None);
    };
    let shown_failure = {
        let connection = connection.clone();
        move || {
            failure.get().map(|error| {
                // Nobody knows what became of a request without an answer.
                let lost = error.kind.leaves_a_write_open();
                let note = lost.then(|| el("p.note").text(td_string!(i18n, delete.lost)));
                el("div.fields").children(note).child(error_panel(&error, &connection, Vec::new()))
            })
        }
    };
    let asking = Asking {
        doomed,
        acting,
        on_confirm: Box::new(on_confirm),
        on_cancel: Box::new(on_cancel),
        failure: Box::new(shown_failure),
    };
    delete_dialog(asking, &connection)
}
