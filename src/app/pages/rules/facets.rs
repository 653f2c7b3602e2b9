//! Filters by value: a menu for each facet, and a token for each value that is chosen.

use std::rc::Rc;

use crate::app::components::field::check;
use crate::app::components::icon::{Icon, icon};
use crate::app::components::menu;
use crate::app::dom::{El, el};
use crate::app::session::OpenRef;
use crate::app::signal::Derived;
use crate::app::words;
use crate::app::words::{Words, fill, language, td_string};
use crate::model::Rule;
use crate::model::rule::Part;
use crate::state::filter::facet_values;
use crate::state::table::{FACETS, TableQuery};

/// Called with a part, one of its values, and whether it is chosen.
pub(super) type OnFacet = Rc<dyn Fn(Part, &str, bool)>;

/// The menus.
pub(super) fn facets(open: &OpenRef, query: Derived<TableQuery>, on_facet: &OnFacet) -> El {
    let listing = open.rules.listing();
    let values = Derived::new(move || {
        listing.with(|listing| query.with(|query| facet_values(listing.rules(), query)))
    });
    el("div.facets").children(FACETS.map(|part| facet(part, values, query, on_facet)))
}

type Values = Vec<(Part, Vec<(String, usize)>)>;

fn facet(part: Part, values: Derived<Values>, query: Derived<TableQuery>, on_facet: &OnFacet) -> El {
    let i18n = language();
    let count = move || {
        let count = query.with(|query| query.facets.iter().filter(|(known, _)| *known == part).count());
        if count == 0 { String::new() } else { count.to_string() }
    };
    let label = menu::label("button")
        .text(words::part(i18n, part))
        .child(el("span.facet-count").bind_text(count))
        .child(icon(Icon::Down));
    let of_part = move || {
        values.with(|values| {
            let found = values.iter().find(|(known, _)| *known == part);
            found.map(|(_, values)| values.clone()).unwrap_or_default()
        })
    };
    let on_facet = Rc::clone(on_facet);
    let choice = move |(value, count): &(String, usize)| {
        let (chosen, on_facet) = (value.clone(), Rc::clone(&on_facet));
        let word = value.clone();
        let words = el("span")
            .child(el("span").text(&value_words(i18n, part, value)))
            .text(" ")
            .child(el("span.quiet-text").text(&count.to_string()));
        check(
            "checkbox",
            part.slug(),
            words,
            move || query.with(|query| query.has_facet(part, &chosen)),
            move |on| on_facet(part, &word, on),
        )
    };
    let choices = el("fieldset.facet-values")
        .child(el("legend.visually-hidden").text(words::part(i18n, part)))
        .bind_each(of_part, |(value, _)| value.clone(), choice);
    menu::menu(label, choices)
}

/// The chosen values, each with a button that takes it away.
pub(super) fn tokens(
    query: Derived<TableQuery>,
    on_facet: &OnFacet,
    on_clear: impl Fn() + Clone + 'static,
) -> El {
    let i18n = language();
    let on_facet = Rc::clone(on_facet);
    let token = move |(part, value): &(Part, String)| {
        let words = [words::part(i18n, *part), ": ", &value_words(i18n, *part, value)].concat();
        let label = fill(td_string!(i18n, rules.remove_filter), &[("name", &words)]);
        let (part, value, on_facet) = (*part, value.clone(), Rc::clone(&on_facet));
        let remove = el("button.button quiet tiny")
            .attr("aria-label", &label)
            .child(icon(Icon::Close))
            .on_click(move || on_facet(part, &value, false));
        el("li.token").child(el("span").text(&words)).child(remove)
    };
    let chosen = move || query.with(|query| query.facets.clone());
    let some = move || query.with(|query| !query.facets.is_empty()).then_some(());
    el("div.tokens-place").bind_one(some, move |()| {
        let clear = {
            let on_clear = on_clear.clone();
            el("button.button small").text(td_string!(i18n, rules.clear_filters)).on_click(on_clear)
        };
        let list = el("ul.tokens").attr("aria-label", td_string!(i18n, rules.filters)).bind_each(
            chosen,
            |(part, value)| [part.slug(), value].join("="),
            token.clone(),
        );
        el("div.tokens-row").child(list).child(clear)
    })
}

/// A value in plain words, where there are any.
fn value_words(i18n: Words, part: Part, value: &str) -> String {
    if value.is_empty() {
        return td_string!(i18n, value.not_set).to_owned();
    }
    words::value(i18n, &Rule::default().with(part, value), part).unwrap_or_default()
}
