//! A row of the table: one rule with its controls.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::web_sys::{Element, Event, HtmlInputElement, MouseEvent};
use wasm_bindgen::JsCast as _;

use super::cells::cells;
use super::shows::Shows;
use super::table::InTable;
use crate::app::components::button::IconButton;
use crate::app::components::icon::Picture;
use crate::app::i18n::t_string;
use crate::app::services::dialogs::{AskDelete, Asks};
use crate::app::words::Words;
use crate::model::Rule;
use crate::model::visible::marked;
use crate::state::listing::Listing;

/// The id of the link in a rule's row.
pub(super) fn link_id(key: &str) -> String {
    ["rule-", key].concat()
}

/// The id of the button that shows a rule beside the table.
pub(super) fn details_id(key: &str) -> String {
    ["details-", key].concat()
}

/// What a row is drawn after.
#[derive(PartialEq, Eq)]
pub(super) struct Row {
    /// What tells it from every other row: the rule's id, or its place in the list when it has none.
    pub(super) key: String,
    /// The rule.
    pub(super) rule: Rule,
    /// Written by this console, and not in any list yet.
    pub(super) unconfirmed: bool,
    /// Its save ended without it: the provider may not have it.
    pub(super) held: bool,
}

impl Row {
    /// The row of the rule at this place in the list.
    pub(super) fn new(rule: Rule, listing: &Listing, at: usize) -> Self {
        // No id has such a character.
        let key = if rule.id().is_empty() { format!("\u{1}{at}") } else { rule.id().to_owned() };
        let (unconfirmed, held) = (listing.is_unconfirmed(rule.id()), listing.is_held(rule.id()));
        Row { key, rule, unconfirmed, held }
    }

    /// Whether the rule has no id: it can only be looked at.
    pub(super) fn is_nameless(&self) -> bool {
        self.rule.id().is_empty()
    }

    /// How it is called in a sentence.
    fn name(&self, words: Words) -> String {
        match self.is_nameless() {
            true => t_string!(words.i18n, rules.without_id).to_owned(),
            false => marked(self.rule.id()).into_owned(),
        }
    }
}

/// The row of a rule.
#[component]
pub(super) fn RuleRow(
    /// The table in which it stands.
    table: InTable,
    /// The rule as it is when the row comes.
    row: Arc<Row>,
) -> impl IntoView {
    let InTable { shows, rows, columns, details, words, .. } = table;
    let (i18n, place, selection) = (words.i18n, shows.bucket.place(), shows.bucket.rules.selection());
    let nameless = row.is_nameless();
    // The rule as it is now. One that is about to leave stays as it was.
    let row = Memo::new(move |before: Option<&Arc<Row>>| {
        let now = before.unwrap_or(&row);
        rows.with(|rows| rows.iter().find(|row| row.key == now.key).unwrap_or(now).clone())
    });
    let is_chosen =
        Memo::new(move |_| selection.with(|chosen| row.with(|row| chosen.contains(row.rule.id()))));
    view! {
        <tr
            class:ticked=move || is_chosen.get()
            class:held=move || row.with(|row| row.held)
            class:shown=move || details.with(|id| row.with(|row| id.as_deref() == Some(row.rule.id())))
            on:click=move |event| {
                if is_beside_controls(&event) && !is_text_selected() {
                    show(table, row);
                }
            }
        >
            <td class="select">
                <label class="tick">
                    <input
                        type="checkbox"
                        disabled=nameless
                        aria-label=move || t_string!(i18n, select.one, id = row.with(|row| row.name(words)))
                        prop:checked=move || is_chosen.get()
                        on:click=move |event| toggle(shows, row, &event)
                    />
                </label>
            </td>
            // All of them together: an effect for each of a dozen texts would take longer than the writing.
            {move || row.with(|row| columns.with(|columns| cells(words, &place, row, columns)))}
            <RowActions table row/>
        </tr>
    }
}

/// Chooses the rule or lets it go; with Shift, all rows from the box that was changed last. A browser gives the key with
/// the click that Space makes, too.
fn toggle(shows: Shows, row: Memo<Arc<Row>>, event: &MouseEvent) {
    let rules = shows.bucket.rules;
    let order = event.shift_key().then(|| untrack(|| shows.matching_ids()));
    row.with_untracked(|row| {
        rules.choose(|selection| match &order {
            Some(order) => selection.toggle_up_to(row.rule.id(), order),
            None => selection.toggle(row.rule.id()),
        });
    });
    // A box that a range leaves as it was is not set anew, but the click has changed it.
    let chosen = row.with_untracked(|row| {
        rules.selection().with_untracked(|selection| selection.contains(row.rule.id()))
    });
    if let Some(input) = event.current_target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok())
    {
        input.set_checked(chosen);
    }
}

/// Shows the rule; deletes it.
#[component]
fn RowActions(table: InTable, row: Memo<Arc<Row>>) -> impl IntoView {
    let InTable { shows, words, dialogs, .. } = table;
    let i18n = words.i18n;
    let nameless = row.with_untracked(|row| row.is_nameless());
    let name = move || row.with(|row| row.name(words));
    let delete = move || {
        let rules = vec![row.with_untracked(|row| row.rule.clone())];
        dialogs.ask(Asks::Delete(AskDelete { bucket: shows.bucket, rules, hidden: 0 }));
    };
    view! {
        <td class="row-actions">
            <IconButton
                id=row.with_untracked(|row| details_id(&row.key))
                picture=Picture::Panel
                label=move || t_string!(i18n, rules.details, id = name())
                on_click=move || show(table, row)
            />
            // Nothing names a rule without an id at the provider.
            <IconButton
                picture=Picture::Bin
                label=move || t_string!(i18n, rules.delete, id = name())
                inert=nameless
                on_click=delete
            />
        </td>
    }
}

/// Shows the rule beside the table; one without an id, by which it would be found, by itself.
fn show(table: InTable, row: Memo<Arc<Row>>) {
    let row = row.get_untracked();
    match row.rule.unreadable().filter(|_| row.is_nameless()) {
        None => table.shows.beside(Some(row.rule.id())),
        Some(document) => table.dialogs.ask(Asks::Document(document.to_owned())),
    }
}

/// Whether a click is not on a control, whose it would be.
fn is_beside_controls(event: &Event) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|target| target.closest("a, button, input, label").ok().flatten().is_none())
}

/// Whether the user has just marked some text, which is no click on the row.
pub(super) fn is_text_selected() -> bool {
    let selected = window().get_selection().ok().flatten();
    selected.is_some_and(|selected| !selected.is_collapsed())
}
