//! Enabling and disabling at one click. Where the provider cannot change a rule in place that is a removal and a
//! write: it is said before it is done, until the user has heard enough of it.

use std::rc::Rc;

use super::changing::{Asked, change_each};
use super::dialog;
use crate::app::components::inputs::check;
use crate::app::dom::el;
use crate::app::session::OpenRef;
use crate::app::signal::Signal;
use crate::app::words::{fill, language, td_string};
use crate::app::{app, for_good};

/// Switches rules on or off, and calls `changed` after each. What is in `hidden` about them is said first.
pub(super) fn switch(
    open: OpenRef,
    ids: Vec<String>,
    hidden: Option<String>,
    on: bool,
    changed: Rc<dyn Fn()>,
) {
    let known = app().preferences.with_untracked(|now| now.knows_replacing);
    let replaces = !open.client.capabilities().overwrites;
    if hidden.is_none() && (known || !replaces) || ids.is_empty() {
        return change_each(open, ids, Asked::Enabled(on), changed);
    }
    dialog::open(
        "switch-title",
        "switch-title",
        || {},
        move |dialog| {
            let i18n = language();
            let action = if on { td_string!(i18n, toggle.enable) } else { td_string!(i18n, toggle.disable) };
            let title = match (replaces, on) {
                (true, true) => td_string!(i18n, toggle.ask_enable),
                (true, false) => td_string!(i18n, toggle.ask_disable),
                (false, true) => td_string!(i18n, toggle.ask_enable_in_place),
                (false, false) => td_string!(i18n, toggle.ask_disable_in_place),
            };
            let count = fill(td_string!(i18n, several.rules), &[("count", &ids.len())]);
            let (leaving, going_on) = (dialog.clone(), dialog.clone());
            // It counts for who goes on.
            let not_again = Signal::new(false);
            let cancel =
                el("button.button").text(td_string!(i18n, toggle.cancel)).on_click(move || leaving.close());
            let submit = el("button.button primary").attr("type", "submit").text(action);
            el("form")
                .child(el("h2").id("switch-title").attr("tabindex", "-1").text(title))
                .child(el("p").text(&if replaces { what_happens(&open, &ids) } else { count }))
                .children(hidden.map(|words| el("p.note").text(&words)))
                .children(replaces.then(|| el("p.note").text(td_string!(i18n, toggle.risk))))
                .children(replaces.then(|| {
                    check(
                        "checkbox",
                        "not-again",
                        el("span").text(td_string!(i18n, toggle.not_again)),
                        move || not_again.get(),
                        move |on| not_again.set(on),
                    )
                }))
                .child(el("div.dialog-actions").child(cancel).child(submit))
                .on("submit", move |event| {
                    event.prevent_default();
                    if not_again.get_untracked() {
                        app().preferences.update(|now| now.knows_replacing = true);
                    }
                    going_on.close();
                    let (open, ids, changed) = (open.clone(), ids.clone(), Rc::clone(&changed));
                    for_good(|| change_each(open, ids, Asked::Enabled(on), changed));
                })
        },
    );
}

fn what_happens(open: &OpenRef, ids: &[String]) -> String {
    let i18n = language();
    let provider = open.place.provider.service_name();
    match ids {
        [id] => fill(td_string!(i18n, toggle.replace_one), &[("provider", &provider), ("id", id)]),
        _ => fill(td_string!(i18n, toggle.replace_many), &[("provider", &provider), ("count", &ids.len())]),
    }
}
