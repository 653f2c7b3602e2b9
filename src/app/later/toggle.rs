//! Enabling and disabling a rule at one click. It is a change like any other, and saved as safely.

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

/// Reads the rules anew and switches each on or off, one after another.
pub(super) fn set_enabled(open: OpenRef, ids: Vec<String>, on: bool) {
    let i18n = language();
    let notices = app().notices;
    spawn(async move {
        for id in ids {
            let number = notices.progress(if on {
                fill(td_string!(i18n, toggle.enabling), &[("id", &id)])
            } else {
                fill(td_string!(i18n, toggle.disabling), &[("id", &id)])
            });
            match switch(&open, &id, on).await {
                Ok(said) => notices.turn_into(number, Kind::Success, said, None),
                Err((before, rule, failure)) => {
                    notices.turn_into(
                        number,
                        Kind::Failure,
                        fill(td_string!(i18n, toggle.failed), &[("id", &id)]),
                        None,
                    );
                    for_good(|| explain(&open, before.as_ref(), &rule, &failure));
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

/// Shows what became of it, with the ways out.
fn explain(open: &OpenRef, before: Option<&StoredRule>, rule: &Rule, failure: &Failure) {
    dialog::open(
        "toggle-title",
        "toggle-close",
        || {},
        |dialog| -> El {
            let i18n = language();
            let closing = dialog.clone();
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
                .child(failed(open, before, rule, failure))
                .child(el("div.dialog-actions").child(close))
        },
    );
}
