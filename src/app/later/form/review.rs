//! The step before a changed rule is saved: what changes, field by field, and the exact XML.

use crate::app::dom::{El, el};
use crate::app::later::{by_part, dialog};
use crate::app::session::OpenRef;
use crate::app::words::{language, td_string};
use crate::model::Rule;
use crate::model::diff::changes;

use super::Form;

/// Shows the changes; calls `send` when the user agrees.
pub(super) fn open(open: &OpenRef, form: Form, send: impl Fn() + 'static) {
    let before = form.stored.with_untracked(|stored| stored.as_ref().map(|stored| stored.rule.clone()));
    let before = before.unwrap_or_default();
    let replaces = open.client.capabilities().overwrites;
    dialog::open(
        "review-title",
        "review-save",
        || {},
        move |dialog| {
            let i18n = language();
            let (keep, save) = (dialog.clone(), dialog.clone());
            let back = el("button.button").text(td_string!(i18n, review.back)).on_click(move || keep.close());
            let submit = el("button.button primary")
                .id("review-save")
                .attr("type", "submit")
                .text(td_string!(i18n, review.save));
            let risk = (!replaces).then(|| el("p.note").text(td_string!(i18n, review.replaces)));
            el("form.review")
                .child(el("h2").id("review-title").text(td_string!(i18n, review.title)))
                .child(table(&before, &leptos::prelude::untrack(|| form.rule())))
                .children(risk)
                .child(
                    el("details.advanced").child(el("summary").text(td_string!(i18n, create.preview))).child(
                        el("pre")
                            .attr("tabindex", "0")
                            .text(&leptos::prelude::untrack(|| form.document()).to_pretty()),
                    ),
                )
                .child(el("div.dialog-actions").child(back).child(submit))
                .on("submit", move |event| {
                    event.prevent_default();
                    save.close();
                    send();
                })
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
