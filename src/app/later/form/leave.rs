//! Leaving a form with something typed in it: asked first, by the page and by the browser.

use std::cell::Cell;
use std::rc::Rc;

use super::{Form, Purpose};
use crate::app::app;
use crate::app::dom::{El, el, listen};
use crate::app::later::dialog;
use crate::app::navigation::Leave;
use crate::app::words::{language, td_string};

/// Asks before the form is left, while it is dirty and in sight.
pub(super) fn guard(form: Form) {
    app().navigation.ask_before(move || form.is_dirty(), move |leave, asked| ask(form, leave, asked));
    // The browser asks in its own words when the tab is closed or reloaded.
    listen(
        "beforeunload",
        Box::new(move |event| {
            if form.is_dirty() {
                event.prevent_default();
            }
        }),
    );
}

fn ask(form: Form, leave: Leave, asked: impl Fn() + 'static) {
    let leave = Rc::new(Cell::new(Some(leave)));
    dialog::open("leave-title", "leave-keep", asked, move |dialog| -> El {
        let i18n = language();
        let closing = dialog.clone();
        let keep = el("button.button primary")
            .id("leave-keep")
            .text(td_string!(i18n, leave.keep))
            .on_click(move || closing.close());
        // What becomes of the draft, then the way out.
        let out = |words: &str, settle: fn(Form)| {
            let (closing, leave) = (dialog.clone(), Rc::clone(&leave));
            el("button.button").text(words).on_click(move || {
                closing.close();
                settle(form);
                if let Some(leave) = leave.take() {
                    leave();
                }
            })
        };
        let keeps = form.purpose != Purpose::Several;
        let later = keeps.then(|| out(td_string!(i18n, leave.later), Form::set_aside));
        let discard = out(td_string!(i18n, leave.discard), Form::settled).class("button danger-quiet");
        el("div")
            .child(el("h2").id("leave-title").text(td_string!(i18n, leave.title)))
            .child(el("p").text(td_string!(i18n, leave.text)))
            .child(el("div.dialog-actions").child(discard).children(later).child(keep))
    });
}
