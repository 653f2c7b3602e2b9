//! What can be done with the rules that are chosen. What cannot be done stays in sight and says why.

use std::rc::Rc;

use leptos::prelude::*;

use crate::app::app;
use crate::app::components::icon::{Icon, icon};
use crate::app::components::menu;
use crate::app::dom::{El, el};
use crate::app::later::{self, Screens};
use crate::app::session::OpenRef;
use crate::app::signal::Signal;
use crate::app::words::{fill, language, td_string};
use crate::model::Rule;
use crate::route::{Route, Screen};
use crate::state::selection::Selection;

/// The menu of actions.
pub(super) fn actions(open: &OpenRef, on_compare: Rc<dyn Fn()>) -> El {
    let i18n = language();
    let label = menu::label("button").text(td_string!(i18n, select.actions)).child(icon(Icon::Down));
    let chosen = open.rules.selection();
    let one = move || chosen.with(|chosen| chosen.len() == 1).then_some(());
    let some = move || chosen.with(|chosen| !chosen.is_empty()).then_some(());
    let several = move || chosen.with(|chosen| chosen.len() > 1).then_some(());
    let to = |screen: fn(String) -> Screen| {
        let open = open.clone();
        move || {
            if let Some(id) = chosen.with_untracked(|chosen| chosen.ids().next().map(str::to_owned)) {
                app().navigation.open(&Route::bucket(&open.place, screen(id)));
            }
        }
    };
    let by = |act: fn(&'static Screens, OpenRef, Vec<Rule>)| {
        let open = open.clone();
        move || {
            let (open, rules) = (open.clone(), chosen_rules(&open));
            later::run(move |screens| act(screens, open, rules));
        }
    };
    let needs_one = td_string!(i18n, select.needs_one);
    let needs_some = td_string!(i18n, select.needs_some);
    let needs_several = td_string!(i18n, select.needs_several);
    let items = [
        item(td_string!(i18n, rule.edit), needs_one, one, to(|id| Screen::Edit { id })),
        item(td_string!(i18n, rule.duplicate), needs_one, one, to(|id| Screen::Copy { id })),
        item(
            td_string!(i18n, toggle.enable),
            needs_some,
            some,
            by(|to, open, rules| (to.set_enabled)(open, rules, true)),
        ),
        item(
            td_string!(i18n, toggle.disable),
            needs_some,
            some,
            by(|to, open, rules| (to.set_enabled)(open, rules, false)),
        ),
        item(td_string!(i18n, select.compare), needs_several, several, move || on_compare()),
        item(
            td_string!(i18n, delete.copy),
            needs_some,
            some,
            by(|to, open, rules| (to.download)(open, rules)),
        ),
        item(td_string!(i18n, rule.delete), needs_some, some, by(delete_chosen)),
    ];
    menu::menu(label, el("ul.menu-list").children(items.map(|item| el("li").child(item))))
}

/// What failed stays chosen, what is gone does not: the list tells.
fn delete_chosen(screens: &'static Screens, open: OpenRef, rules: Vec<Rule>) {
    (screens.delete)(open, rules, Box::new(|| {}));
}

fn chosen_rules(open: &OpenRef) -> Vec<Rule> {
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
    possible: impl Fn() -> Option<()> + Copy + 'static,
    act: impl Fn() + 'static,
) -> El {
    el("button.menu-item")
        .bind_disabled(move || possible().is_none())
        .child(el("span").text(words))
        .bind_one(move || possible().is_none().then_some(()), move |()| el("span.reason").text(reason))
        .on_click(move || {
            if untrack(possible).is_some() {
                menu::close();
                act();
            }
        })
}

/// How many rules are chosen, and the way to choose none.
pub(super) fn chosen_line(selection: Signal<Selection>) -> El {
    let i18n = language();
    let count = move || Some(selection.with(Selection::len)).filter(|count| *count > 0);
    el("div.chosen").attr("role", "status").bind_one(count, move |count| {
        let clear = el("button.button small")
            .text(td_string!(i18n, select.clear))
            .on_click(move || selection.update(Selection::clear));
        el("p.progress")
            .child(el("strong").text(&fill(td_string!(i18n, select.count), &[("count", count)])))
            .child(clear)
    })
}
