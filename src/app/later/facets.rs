//! Filters by value: what is in the menu of a facet, and a token for each value that is chosen.

use std::rc::Rc;

use crate::app::components::icon::{Icon, icon};
use crate::app::components::inputs::check;
use crate::app::components::shown::shown;
use crate::app::dom::{El, el};
use crate::app::later::OnFacet;
use crate::app::session::OpenRef;
use crate::app::signal::Derived;
use crate::app::words;
use crate::app::words::{Words, fill, language, td_string};
use crate::model::Rule;
use crate::model::rule::Part;
use crate::state::filter::facet_values;
use crate::state::table::TableQuery;

/// The values of a facet that occur in the loaded rules, with how many have each.
pub(super) fn values(open: &OpenRef, part: Part, query: Derived<TableQuery>, on_facet: &OnFacet) -> El {
    let i18n = language();
    let listing = open.rules.listing();
    let values = move || {
        let all = listing.with(|listing| query.with(|query| facet_values(listing.rules(), query)));
        all.into_iter().find(|(known, _)| *known == part).map(|(_, values)| values).unwrap_or_default()
    };
    let on_facet = Rc::clone(on_facet);
    let choice = move |(value, count): &(String, usize)| {
        let (chosen, on_facet) = (value.clone(), Rc::clone(&on_facet));
        let word = value.clone();
        let words = el("span")
            .child(shown(el("span"), &value_words(i18n, part, value)))
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
    el("fieldset.facet-values").child(el("legend.visually-hidden").text(words::part(i18n, part))).bind_each(
        values,
        |(value, _)| value.clone(),
        choice,
    )
}

/// The chosen values, each with a button that takes it away.
pub(super) fn tokens(query: Derived<TableQuery>, on_facet: &OnFacet, on_clear: &Rc<dyn Fn()>) -> El {
    let i18n = language();
    let (on_facet, on_clear) = (Rc::clone(on_facet), Rc::clone(on_clear));
    let token = move |(part, value): &(Part, String)| {
        let value_words = value_words(i18n, *part, value);
        let words = [words::part(i18n, *part), ": ", &value_words].concat();
        let name = el("span").text(words::part(i18n, *part)).text(": ");
        let label = fill(td_string!(i18n, rules.remove_filter), &[("name", &words)]);
        let (part, value, on_facet) = (*part, value.clone(), Rc::clone(&on_facet));
        let remove = el("button.button quiet tiny")
            .attr("aria-label", &label)
            .child(icon(Icon::Close))
            .on_click(move || on_facet(part, &value, false));
        el("li.token").child(shown(name, &value_words)).child(remove)
    };
    let chosen = move || query.with(|query| query.facets.clone());
    let clear =
        el("button.button small").text(td_string!(i18n, rules.clear_filters)).on_click(move || on_clear());
    let list = el("ul.tokens").attr("aria-label", td_string!(i18n, rules.filters)).bind_each(
        chosen,
        |(part, value)| [part.slug(), value].join("="),
        token,
    );
    el("div.tokens-row").child(list).child(clear)
}

/// A value in plain words, where there are any.
fn value_words(i18n: Words, part: Part, value: &str) -> String {
    if value.is_empty() {
        return td_string!(i18n, value.not_set).to_owned();
    }
    words::value(i18n, &Rule::default().with(part, value), part).unwrap_or_default()
}
