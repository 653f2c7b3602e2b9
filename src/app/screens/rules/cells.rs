//! What stands in the columns of a row.

use leptos::prelude::*;

use super::row::{Row, link_id};
use crate::app::components::icon::{Icon, Picture};
use crate::app::components::shown::shown;
use crate::app::i18n::t_string;
use crate::app::screens::rule::status::look;
use crate::app::words::Words;
use crate::model::Rule;
use crate::model::rule::Part;
use crate::model::visible::is_plain;
use crate::route::{Place, Route, Screen};
use crate::state::shortened::in_two;

/// The cells of a row, as its rule is now.
pub(super) fn cells(words: Words, place: &Place, row: &Row, columns: &[Part]) -> Vec<AnyView> {
    let cell = |column: &Part| match column {
        Part::Id => id_cell(words, place, row),
        column => cell(words, row, *column),
    };
    columns.iter().map(cell).collect()
}

/// What a column says of a rule, as a text: the id and the provider's texts as they are. One that is held here alone is not
/// at work, whatever its last form says.
pub(super) fn text(words: Words, rule: &Rule, held: bool, column: Part) -> String {
    match column {
        Part::Id => rule.id().to_owned(),
        Part::Enabled if held => t_string!(words.i18n, rules.held_status).to_owned(),
        // What it says is not known.
        _ if rule.unreadable().is_some() => String::new(),
        Part::Bucket => rule.destination(),
        Part::Fields => fields(rule).to_string(),
        column => words.value(rule, column).unwrap_or_default(),
    }
}

/// What is copied of a column: the provider's own text where the words only mark what is in it.
pub(super) fn whole_text(words: Words, row: &Row, column: Part) -> String {
    match row.rule.text(column) {
        own if !is_plain(own) && !matches!(column, Part::Id | Part::Bucket) => own.to_owned(),
        _ => text(words, &row.rule, row.held, column),
    }
}

/// The cell of any other column.
fn cell(words: Words, row: &Row, column: Part) -> AnyView {
    let (rule, says) = (&row.rule, || text(words, &row.rule, row.held, column));
    let contents = match column {
        Part::Enabled if row.held => status("status", Picture::Alert, says()),
        // What it says is not known.
        _ if rule.unreadable().is_some() => ().into_any(),
        Part::Enabled => {
            let (class, picture) = look(rule);
            status(class, picture, says())
        }
        Part::Prefix => prefix(words, rule),
        Part::Bucket => with_its_end(&rule.destination()),
        Part::DestinationPrefix => with_its_end(rule.text(Part::DestinationPrefix)),
        Part::Fields => fields(rule).into_any(),
        _ => view! { <span class="cut">{shown(says())}</span> }.into_any(),
    };
    view! { <td class=["column-", column.slug()].concat()>{contents}</td> }.into_any()
}

/// The id, which leads to the rule's page, and what is odd about the rule.
fn id_cell(words: Words, place: &Place, row: &Row) -> AnyView {
    let (i18n, id) = (words.i18n, row.rule.id());
    // Nothing is there to be opened of a rule without an id.
    let link = (!row.is_nameless()).then(|| {
        let address = Route::bucket(place, Screen::rule(id)).address();
        view! {
            <a class="cut" id=link_id(id) href=address>
                {shown(id.to_owned())}
            </a>
        }
    });
    let nameless = row
        .is_nameless()
        .then(|| view! { <em class="mark">{t_string!(i18n, rules.without_id)}</em> }.into_any());
    let mark = |hint: &'static str, text: &'static str| {
        view! {
            <span class="mark" title=hint>
                {text}
            </span>
        }
        .into_any()
    };
    let unconfirmed = row
        .unconfirmed
        .then(|| mark(t_string!(i18n, rules.unconfirmed_hint), t_string!(i18n, rules.unconfirmed)));
    let held = row.held.then(|| mark(t_string!(i18n, rules.held_hint), t_string!(i18n, rules.held)));
    let unreadable = row
        .rule
        .unreadable()
        .map(|_| mark(t_string!(i18n, rules.unreadable_hint), t_string!(i18n, rules.unreadable)));
    // Most rows have the link alone.
    let marks = [nameless, unconfirmed, held, unreadable];
    view! {
        <th class="column-id" scope="row">
            {link}
            {marks.into_iter().flatten().collect_view()}
        </th>
    }
    .into_any()
}

/// Whether the rule is at work, with an icon beside the words.
fn status(class: &'static str, picture: Picture, text: String) -> AnyView {
    view! {
        <span class=class>
            <Icon picture/>
            {text}
        </span>
    }
    .into_any()
}

/// Which objects are listed.
fn prefix(words: Words, rule: &Rule) -> AnyView {
    let (class, text) = match rule.text(Part::Prefix) {
        "" => ("cut quiet-text", t_string!(words.i18n, rules.whole_bucket)),
        prefix => ("cut mono", prefix),
    };
    view! { <span class=class>{shown(text.to_owned())}</span> }.into_any()
}

/// A text whose end says most of it, and stays in sight however little room there is.
fn with_its_end(text: &str) -> AnyView {
    match in_two(text) {
        (start, end) if is_plain(text) && !end.is_empty() => view! {
            <span class="cut mono ends" style=("--end", end.len().to_string())>
                <span class="start">{start.to_owned()}</span>
                {end.to_owned()}
            </span>
        }
        .into_any(),
        _ => view! { <span class="cut mono">{shown(text.to_owned())}</span> }.into_any(),
    }
}

/// How many fields the reports have.
fn fields(rule: &Rule) -> usize {
    rule.entries(Part::Fields).chain(rule.entries(Part::MetadataFields)).count()
}
