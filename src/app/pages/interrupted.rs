//! A rule whose save was cut off between its removal and its new form: both forms are on the device,
//! and one of them is written again.

use std::rc::Rc;

use crate::app::app;
use crate::app::components::error_panel::error_panel;
use crate::app::dom::{El, el, spawn};
use crate::app::journal::DeviceJournal;
use crate::app::session::OpenRef;
use crate::app::signal::Signal;
use crate::app::words::{fill, language, td_string};
use crate::provider::error::Error;
use crate::provider::save::write_again;
use crate::provider::xml::Element;

/// A rule whose save was cut off.
#[derive(Clone)]
pub(super) struct LeftOver {
    /// Its id.
    pub(super) id: String,
    /// Its document before and after the change.
    pub(super) documents: [Element; 2],
}

/// The document, and a button for each of its forms; `done` is called when the provider holds one.
pub(super) fn ways_out(open: &OpenRef, save: &LeftOver, done: impl Fn() + 'static) -> El {
    let i18n = language();
    let failure = Signal::new(None::<Error>);
    let (write_to, save, done) = (open.clone(), Rc::new(save.clone()), Rc::new(done));
    let xml = save.documents[1].to_pretty();
    let write = move |which: usize| {
        let (open, save, done) = (write_to.clone(), Rc::clone(&save), Rc::clone(&done));
        spawn(async move {
            let journal = DeviceJournal::of(&open.place);
            match write_again(&open.client, &journal, &save.id, &save.documents[which]).await {
                Err(error) => drop(failure.try_set(Some(error))),
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
        el("button.button").text(words).on_click(move || write(which))
    };
    let buttons = el("div.error-actions")
        .child(button(1, td_string!(i18n, edit.write_new)))
        .child(button(0, td_string!(i18n, edit.write_old)));
    let connection = open.client.connection().clone();
    let failed = move || failure.get().map(|error| error_panel(&error, &connection, Vec::new()));
    el("div.fields").child(el("pre").attr("tabindex", "0").text(&xml)).child(buttons).bind_child(failed)
}
