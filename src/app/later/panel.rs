//! Beside the table: the rule that is shown, or a comparison of those that are chosen.

use std::rc::Rc;

use leptos::prelude::*;
use leptos::web_sys::{Element, Event, KeyboardEvent};
use wasm_bindgen::JsCast as _;

use super::compare::compare;
use super::rule::{actions, waiting};
use super::tabs::{OnTab, OpenTab, Tabs};
use super::unreadable;
use crate::app::components::icon::{Icon, icon};
use crate::app::components::shown::shown;
use crate::app::dom::{El, el, listen};
use crate::app::session::OpenRef;
use crate::app::words::{fill, language, td_string};
use crate::model::Rule;
use crate::route::{Route, Screen};
use crate::state::listing::{Listing, Progress};

/// What stands beside the table.
#[derive(Clone, PartialEq)]
pub(crate) enum Beside {
    /// One rule.
    One(String),
    /// Several, compared.
    Several(Vec<String>),
}

/// The panel: what it shows and calls.
pub(crate) struct Panel {
    /// What stands in it.
    pub(crate) beside: Beside,
    /// Which tab is open.
    pub(crate) tab: OpenTab,
    /// Opens another.
    pub(crate) on_tab: OnTab,
    /// Closes the panel.
    pub(crate) on_close: Rc<dyn Fn()>,
}

/// The panel beside the table.
pub(super) fn panel(open: &OpenRef, panel: Panel) -> El {
    let i18n = language();
    let Panel { beside, tab, on_tab, on_close } = panel;
    let title = match &beside {
        Beside::One(id) => id.clone(),
        Beside::Several(ids) => fill(td_string!(i18n, panel.compare), &[("count", &ids.len())]),
    };
    let (by_button, by_key) = (Rc::clone(&on_close), on_close);
    let label = td_string!(i18n, panel.close);
    let close = el("button.button quiet tiny")
        .attr("aria-label", label)
        .attr("title", label)
        .child(icon(Icon::Close))
        .on_click({
            let close = Rc::clone(&by_button);
            move || close()
        });
    let full = match &beside {
        Beside::One(id) => {
            let address = Route::bucket(&open.place, Screen::rule(id)).address();
            Some(el("a").attr("href", &address).text(td_string!(i18n, panel.full)))
        }
        Beside::Several(_) => None,
    };
    let head = el("div.panel-head")
        .child(shown(el("h2").id("panel-title").attr("tabindex", "-1"), &title))
        .children(full)
        .child(close);
    let listing = open.rules.listing();
    let shown = open.clone();
    // Follows the listing: a rule that was switched or saved is drawn as it is now.
    let contents = move || {
        let found = listing.with(|listing| {
            let find = |id: &String| listing.rules().iter().find(|rule| rule.id() == id).cloned();
            match &beside {
                Beside::One(id) => find(id).into_iter().collect::<Vec<Rule>>(),
                Beside::Several(ids) => ids.iter().filter_map(find).collect(),
            }
        });
        Some(if found.is_empty() { Err(listing.with(why_not_found)) } else { Ok(found) })
    };
    let draw = move |found: &Result<Vec<Rule>, NotFound>| match found.as_deref() {
        Err(NotFound::Reading) => el("div").attr("role", "status").child(waiting()),
        Err(NotFound::Unread) => el("p.note").text(td_string!(i18n, panel.unread)),
        Err(NotFound::Gone) | Ok([]) => el("p.note").text(td_string!(i18n, panel.gone)),
        Ok([rule]) if rule.unreadable().is_some() => {
            unreadable::contents(&shown, rule, Rc::clone(&by_button))
        }
        Ok([rule]) => {
            let tabs = Tabs {
                open: shown.clone(),
                rule: rule.clone(),
                stored: None,
                tab: Rc::clone(&tab),
                on_tab: Rc::clone(&on_tab),
            };
            el("div.rule")
                .child(actions(&shown, rule, Rc::clone(&by_button), Rc::new(|| {})))
                .child(tabs.draw())
        }
        Ok(several) => {
            let (readable, named) = unreadable::readable(several.to_vec());
            let note = named.map(|words| el("p.note").text(&words));
            el("div.fields").children(note).child(compare(&readable))
        }
    };
    listen(
        "keydown",
        Box::new(move |event| {
            if is_free_escape(&event) {
                event.prevent_default();
                untrack(|| by_key());
            }
        }),
    );
    el("section.panel").attr("aria-labelledby", "panel-title").child(head).bind_one(contents, draw)
}

/// Why nothing of what is to be shown is in the list.
#[derive(Clone, Copy, PartialEq)]
enum NotFound {
    /// It may still come.
    Reading,
    /// The reading stopped before the end.
    Unread,
    /// The whole list is here.
    Gone,
}

fn why_not_found(listing: &Listing) -> NotFound {
    match listing.progress() {
        Progress::Reading => NotFound::Reading,
        Progress::Stopped(_) => NotFound::Unread,
        Progress::Complete => NotFound::Gone,
    }
}

/// Whether Escape was pressed and means nothing else: no menu, no dialog and no field has a use for it.
fn is_free_escape(event: &Event) -> bool {
    let escape = event.dyn_ref::<KeyboardEvent>().is_some_and(|key| key.key() == "Escape");
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let used = target.is_some_and(|target| {
        target.closest("dialog, input:not([type=checkbox]), textarea, select").ok().flatten().is_some()
    });
    escape && !used && !event.default_prevented()
}
