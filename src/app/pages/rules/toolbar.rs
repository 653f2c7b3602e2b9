//! Filter and actions above the table.

use leptos::prelude::*;

use crate::app::components::icon::{Icon, icon};
use crate::app::dom::{El, el};
use crate::app::session::OpenRef;
use crate::app::signal::Derived;
use crate::app::words::{fill, language, td_string};
use crate::route::{Route, Screen};
use crate::state::table::{TableQuery, TableView};

/// The toolbar; `on_text` is called with each change of the filter's text.
pub(super) fn toolbar(
    open: OpenRef,
    query: Derived<TableQuery>,
    view: Derived<TableView>,
    on_text: impl Fn(String) + 'static,
) -> El {
    let i18n = language();
    let matches = move || {
        let filtered = query.with(|query| !query.text.is_empty());
        let words = || fill(td_string!(i18n, rules.matches), &[("count", &view.with(|view| view.matches))]);
        if filtered { words() } else { String::new() }
    };
    let input = el("input")
        .id("rules-filter")
        .attr("type", "search")
        .attr("autocomplete", "off")
        .attr("spellcheck", "false")
        .attr("placeholder", td_string!(i18n, rules.filter_hint))
        .bind_value(move || query.with(|query| query.text.clone()))
        .on_input(on_text);
    let label = el("label.visually-hidden").attr("for", "rules-filter").text(td_string!(i18n, rules.filter));
    let filter = el("div.filter").child(label).child(icon(Icon::Search)).child(input);
    el("div.toolbar")
        .child(filter)
        .child(el("span.visually-hidden").attr("role", "status").bind_text(matches))
        .child(actions(open))
}

fn actions(open: OpenRef) -> El {
    let i18n = language();
    let rules = open.rules;
    let address = Route::bucket(&open.place, Screen::Create).address();
    let words = move || {
        if rules.is_reading() { td_string!(i18n, rules.refreshing) } else { td_string!(i18n, rules.refresh) }
            .to_owned()
    };
    let refresh = el("button.button")
        .bind_disabled(move || rules.is_reading())
        .child(icon(Icon::Refresh))
        .bind_text(words)
        .on_click(move || {
            if !untrack(|| rules.is_reading()) {
                rules.refresh(&open);
            }
        });
    let create = el("a.button primary")
        .attr("href", &address)
        .child(icon(Icon::Plus))
        .text(td_string!(i18n, rules.create));
    el("div.toolbar-actions").child(refresh).child(create)
}
