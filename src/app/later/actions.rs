//! What can be done with the rules that are chosen. What cannot be done stays in sight and says why.

use std::rc::Rc;

use leptos::prelude::*;

use super::bundle::download;
use super::deletion::delete_with;
use super::switching;
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
    let one = move || chosen.with(|chosen| chosen.len() == 1);
    let some = move || chosen.with(|chosen| !chosen.is_empty());
    let several = move || chosen.with(|chosen| chosen.len() > 1);
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
    let needs_one = td_string!(i18n, select.needs_one);
    let needs_some = td_string!(i18n, select.needs_some);
    let needs_several = td_string!(i18n, select.needs_several);
    let items = [
        item(td_string!(i18n, rule.edit), needs_one, one, to(|id| Screen::Edit { id })),
        item(td_string!(i18n, rule.duplicate), needs_one, one, to(|id| Screen::Copy { id })),
        item(td_string!(i18n, several.open), needs_several, several, {
            let open = open.clone();
            move || app().navigation.open(&Route::bucket(&open.place, Screen::Several))
        }),
        item(td_string!(i18n, toggle.enable), needs_some, some, by(|open, rules| switch(open, &rules, true))),
        item(
            td_string!(i18n, toggle.disable),
            needs_some,
            some,
            by(|open, rules| switch(open, &rules, false)),
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

fn switch(open: OpenRef, rules: &[Rule], on: bool) {
    let hidden = hidden_among(&open, rules);
    switching::switch(open, ids(rules), hidden, on, Rc::new(|| {}));
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
