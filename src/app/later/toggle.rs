//! Enabling and disabling a rule at one click. It is a change like any other, and saved as safely.

use std::rc::Rc;

use crate::app::app;
use crate::app::dom::{El, el, spawn};
use crate::app::for_good;
use crate::app::later::dialog;
use crate::app::later::outcome::{Failure, failed, save_held, saved_words};
use crate::app::notices::Kind;
use crate::app::session::OpenRef;
use crate::app::words::{fill, language, td_string};
use crate::model::Rule;
use crate::model::rule::Part;
use crate::provider::StoredRule;

/// Reads the rules anew and switches each on or off, one after another; calls `changed` after each.
pub(super) fn set_enabled(open: OpenRef, ids: Vec<String>, on: bool, changed: impl Fn() + 'static) {
    let i18n = language();
    let notices = app().notices;
    let changed: Rc<dyn Fn()> = Rc::new(changed);
    spawn(async move {
        for id in ids {
            let number = notices.progress(if on {
                fill(td_string!(i18n, toggle.enabling), &[("id", &id)])
            } else {
                fill(td_string!(i18n, toggle.disabling), &[("id", &id)])
            });
            match switch(&open, &id, on).await {
                Ok(said) => {
                    notices.turn_into(number, Kind::Success, said, None);
                    changed();
                }
                Err((before, rule, failure)) => {
                    notices.turn_into(
                        number,
                        Kind::Failure,
                        fill(td_string!(i18n, toggle.failed), &[("id", &id)]),
                        None,
                    );
                    let written = move || {
                        notices.dismiss(number);
                        changed();
                    };
                    for_good(|| explain(&open, before.as_ref(), &rule, &failure, written));
                    return;
                }
            }
        }
    });
}

/// What was read, what was to be saved, and why it was not.
type Refused = (Option<StoredRule>, Rule, Failure);

async fn switch(open: &OpenRef, id: &str, on: bool) -> Result<String, Refused> {
    let named = Rule::default().with(Part::Id, id);
    let before = match open.client.get_rule(id).await {
        Ok(before) => before,
        Err(error) => return Err((None, named, Failure::Call(error))),
    };
    let rule = before.rule.clone().with(Part::Enabled, if on { "true" } else { "false" });
    match save_held(open, &before, &rule).await {
        Ok(saved) => Ok(saved_words(&saved)),
        Err(failure) => Err((Some(before), rule, failure)),
    }
}

/// Shows what became of it, with the ways out; `written` is called when one of them worked.
fn explain(
    open: &OpenRef,
    before: Option<&StoredRule>,
    rule: &Rule,
    failure: &Failure,
    written: impl Fn() + 'static,
) {
    dialog::open(
        "toggle-title",
        "toggle-close",
        || {},
        |dialog| -> El {
            let i18n = language();
            let (closing, done) = (dialog.clone(), dialog.clone());
            let written = move || {
                done.close();
                written();
            };
            let close = el("button.button")
                .id("toggle-close")
                .text(td_string!(i18n, delete.close))
                .on_click(move || closing.close());
            el("div")
                .child(
                    el("h2")
                        .id("toggle-title")
                        .text(&fill(td_string!(i18n, toggle.failed), &[("id", &rule.id())])),
                )
                .child(failed(open, before, rule, failure, written))
                .child(el("div.dialog-actions").child(close))
        },
    );
}
