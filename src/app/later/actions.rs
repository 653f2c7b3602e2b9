//! What can be done with the rules that are chosen. What cannot be done stays in sight and says why.

use std::rc::Rc;

use leptos::prelude::*;

use super::bundle::download;
use super::deletion::delete_with;
use super::{switching, unreadable};
use crate::app::components::menu;
use crate::app::dom::{El, el};
use crate::app::pages::hidden_words;
use crate::app::session::OpenRef;
use crate::app::words::{language, td_string};
use crate::app::{app, for_good};
use crate::model::Rule;
use crate::route::{Route, Screen};
use crate::state::table::hidden;

/// What is in the menu of actions.
pub(super) fn actions(open: &OpenRef, on_compare: &Rc<dyn Fn()>) -> El {
    let i18n = language();
    let on_compare = Rc::clone(on_compare);
    let chosen = open.rules.selection();
    // The menu is drawn anew each time that it is opened.
    let (readable, others) = unreadable::readable(chosen_rules(open));
    let (can_be_read, has_others) = (readable.len(), others.is_some());
    let one = move || chosen.with(|chosen| chosen.len() == 1) && !has_others;
    let some = move || chosen.with(|chosen| !chosen.is_empty());
    let some_readable = move || some() && (can_be_read > 0 || !has_others);
    let several = move || chosen.with(|chosen| chosen.len() > 1) && (can_be_read > 1 || !has_others);
    let to = |screen: fn(String) -> Screen| {
        let open = open.clone();
        move || {
            if let Some(id) = chosen.with_untracked(|chosen| chosen.ids().next().map(str::to_owned)) {
                app().navigation.open(&Route::bucket(&open.place, screen(id)));
            }
        }
    };
    let by = |act: fn(OpenRef, Vec<Rule>)| {
        let open = open.clone();
        // What it opens outlives this menu.
        move || for_good(|| act(open.clone(), chosen_rules(&open)))
    };
    let unreadable = td_string!(i18n, select.unreadable);
    let reason = |words| if has_others { unreadable } else { words };
    let needs_one = reason(td_string!(i18n, select.needs_one));
    let needs_some = td_string!(i18n, select.needs_some);
    let needs_some_readable = reason(needs_some);
    let needs_several = reason(td_string!(i18n, select.needs_several));
    let items = [
        item(td_string!(i18n, rule.edit), needs_one, one, to(|id| Screen::Edit { id })),
        item(td_string!(i18n, rule.duplicate), needs_one, one, to(|id| Screen::Copy { id })),
        item(td_string!(i18n, several.open), needs_several, several, {
            let open = open.clone();
            move || app().navigation.open(&Route::bucket(&open.place, Screen::Several))
        }),
        item(
            td_string!(i18n, toggle.enable),
            needs_some_readable,
            some_readable,
            by(|open, rules| switch(open, rules, true)),
        ),
        item(
            td_string!(i18n, toggle.disable),
            needs_some_readable,
            some_readable,
            by(|open, rules| switch(open, rules, false)),
        ),
        item(td_string!(i18n, select.compare), needs_several, several, move || on_compare()),
        item(td_string!(i18n, delete.copy), needs_some, some, by(|open, rules| download(open, ids(&rules)))),
        // What failed stays chosen, what is gone does not: the list tells.
        item(
            td_string!(i18n, rule.delete),
            needs_some,
            some,
            by(|open, rules| {
                let hidden = hidden_among(&open, &rules);
                delete_with(open, rules, hidden, Box::new(|| {}));
            }),
        ),
    ];
    el("ul.menu-list").children(items.map(|item| el("li").child(item)))
}

fn ids(rules: &[Rule]) -> Vec<String> {
    rules.iter().map(|rule| rule.id().to_owned()).collect()
}

fn switch(open: OpenRef, rules: Vec<Rule>, on: bool) {
    let rules = unreadable::readable_or_told(rules);
    let hidden = hidden_among(&open, &rules);
    switching::switch(open, ids(&rules), hidden, on, Rc::new(|| {}));
}

/// Says how many of these rules the filters of the list hide.
pub(super) fn hidden_among(open: &OpenRef, rules: &[Rule]) -> Option<String> {
    let (query, ids) = (open.rules.query(), rules.iter().map(Rule::id));
    hidden_words(query.with_untracked(|query| {
        open.rules.listing().with_untracked(|listing| hidden(listing.rules(), query, ids))
    }))
}

/// The rules that are chosen, in the list's order.
pub(super) fn chosen_rules(open: &OpenRef) -> Vec<Rule> {
    open.rules.listing().with_untracked(|listing| {
        open.rules
            .selection()
            .with_untracked(|chosen| chosen.rules(listing.rules()).into_iter().cloned().collect())
    })
}

/// An action; `possible` says whether it can be done now, `reason` why not.
fn item(
    words: &str,
    reason: &'static str,
    possible: impl Fn() -> bool + Copy + 'static,
    act: impl Fn() + 'static,
) -> El {
    el("button.menu-item")
        .bind_disabled(move || !possible())
        .child(el("span").text(words))
        .show_when(move || !possible(), move || el("span.reason").text(reason))
        .on_click(move || {
            if untrack(possible) {
                menu::close();
                act();
            }
        })
}
