//! The step before a changed rule is saved: what changes, field by field, and the exact XML.

use crate::app::components::shown::shown_code;
use crate::app::dom::{El, el};
use crate::app::later::{by_part, dialog};
use crate::app::session::OpenRef;
use crate::app::words::{language, td_string};
use crate::model::Rule;
use crate::model::diff::changes;

use super::{Form, submit_with_ctrl_enter};

/// Shows the changes; calls `send` when the user agrees. The heading has the focus, not Save: a second press of the
/// key that opened this must not agree to what nobody has read.
pub(super) fn open(open: &OpenRef, form: Form, send: impl Fn() + 'static) {
    let before = form.stored.with_untracked(|stored| stored.as_ref().map(|stored| stored.rule.clone()));
    let before = before.unwrap_or_default();
    let replaces = open.client.capabilities().overwrites;
    dialog::open(
        "review-title",
        "review-title",
        || {},
        move |dialog| {
            let i18n = language();
            let (keep, save) = (dialog.clone(), dialog.clone());
            let back = el("button.button").text(td_string!(i18n, review.back)).on_click(move || keep.close());
            let submit =
                el("button.button primary").attr("type", "submit").text(td_string!(i18n, review.save));
            let risk = (!replaces).then(|| el("p.note").text(td_string!(i18n, review.replaces)));
            let agreeing = el("form.review")
                .child(
                    el("h2").id("review-title").attr("tabindex", "-1").text(td_string!(i18n, review.title)),
                )
                .child(table(&before, &leptos::prelude::untrack(|| form.rule())))
                .children(risk)
                .child(
                    el("details.advanced").child(el("summary").text(td_string!(i18n, create.preview))).child(
                        shown_code(
                            el("pre").attr("tabindex", "0"),
                            &leptos::prelude::untrack(|| form.document()).to_pretty(),
                        ),
                    ),
                )
                .child(el("div.dialog-actions").child(back).child(submit))
                .on("submit", move |event| {
                    event.prevent_default();
                    save.close();
                    send();
                });
            submit_with_ctrl_enter(&agreeing);
            agreeing
        },
    );
}

/// Old and new values of what changes.
fn table(before: &Rule, after: &Rule) -> El {
    let i18n = language();
    let names = [td_string!(i18n, review.before), td_string!(i18n, review.after)];
    let rows = changes(before, after)
        .into_iter()
        .map(|change| by_part::row(change.part, None, [before, after]).class("change"));
    by_part::table(("aria-label", td_string!(i18n, review.title)), names, rows)
}
