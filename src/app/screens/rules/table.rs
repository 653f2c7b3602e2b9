//! The table itself: only the rows of the view page are in the document.

use std::sync::Arc;

use leptos::{html, prelude::*};

use super::bulk::BulkBar;
use super::head::Head;
use super::row::{Row, RuleRow};
use super::shows::Shows;
use super::whole::{Whole, WholeTexts, tell_what_is_cut};
use super::wide::{follow_width, go_back_to_place};
use super::widths::ColumnWidths;
use crate::app::components::button::Button;
use crate::app::components::icon::{Icon, Picture};
use crate::app::components::when::When;
use crate::app::i18n::{t_string, use_i18n};
use crate::app::services::dialogs::{Dialogs, use_dialogs};
use crate::app::services::focus::{TABLE, TITLE};
use crate::app::services::preferences::use_preferences;
use crate::app::words::{Words, use_words};
use crate::model::rule::Part;
use crate::route::{Route, Screen};
use crate::state::listing::Listing;
use crate::state::preferences::Density;

/// What every row needs. It stands together, so that a row does not look for each of it anew. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct InTable {
    /// What the page shows.
    pub(super) shows: Shows,
    /// The rows of the view page.
    pub(super) rows: Memo<Vec<Arc<Row>>>,
    /// The columns, in their order.
    pub(super) columns: Memo<Vec<Part>>,
    /// How wide they are.
    pub(super) widths: ColumnWidths,
    /// The rule that is shown beside the table.
    pub(super) details: Memo<Option<String>>,
    /// The words.
    pub(super) words: Words,
    /// Where it is asked before a rule is deleted.
    pub(super) dialogs: Dialogs,
}

/// The table, over it what can be done with its rules, and under it the sentence that stands for missing rows.
#[component]
pub(super) fn Table(
    shows: Shows,
    /// Told whether it is wider than its place.
    wide: RwSignal<bool>,
) -> impl IntoView {
    let preferences = use_preferences();
    let Shows { query, view, .. } = shows;
    let columns = Memo::new(move |_| shows.columns());
    let table = InTable {
        shows,
        rows: Memo::new(move |_| rows(shows)),
        columns,
        widths: ColumnWidths::new(shows, columns),
        details: Memo::new(move |_| query.with(|query| query.details.clone())),
        words: use_words(),
        dialogs: use_dialogs(),
    };
    // How many rules are there when none of them matches.
    let listing = shows.bucket.rules.listing();
    let blank = Memo::new(move |_| listing.with(Listing::is_blank));
    let none_of =
        Memo::new(move |_| view.with(|view| (view.matches == 0 && !blank.get()).then_some(view.loaded)));
    let (place, element) = (NodeRef::<html::Div>::new(), NodeRef::<html::Table>::new());
    follow_width(wide, place, element);
    go_back_to_place(shows, wide, place);
    let keep_place = move || {
        let top = place.try_get_untracked().flatten().map_or(0, |place| place.scroll_top());
        shows.bucket.rules.keep_place(top);
    };
    let whole = Whole::new(table.rows);
    view! {
        <div class="table-place">
            <BulkBar shows/>
            <div
                class="table-box"
                id=TABLE
                tabindex="-1"
                class:no-rows=move || none_of.get().is_some()
                class:wide=move || wide.get()
                node_ref=place
                on:scroll=move |_| keep_place()
            >
                <table
                    class="table"
                    aria-labelledby=TITLE
                    node_ref=element
                    style=("--columns", move || table.widths.least())
                    class:wrap=move || preferences.with(|preferences| preferences.wrap)
                    class:compact=move || {
                        preferences.with(|preferences| preferences.density == Density::Compact)
                    }
                >
                    <Head table/>
                    <tbody
                        on:mouseover=move |event| tell_what_is_cut(&event)
                        on:focusin=move |_| whole.follow()
                        on:focusout=move |_| whole.leave()
                        on:keydown=move |event| whole.press(&event)
                    >
                        <For each=move || table.rows.get() key=|row| row.key.clone() let(row)>
                            <RuleRow table row/>
                        </For>
                        <When when=blank><Skeleton table/></When>
                    </tbody>
                </table>
            </div>
            <WholeTexts whole/>
            {move || none_of.get().map(|loaded| match loaded {
                0 => view! { <NoRules shows/> }.into_any(),
                _ => view! { <NoMatch shows loaded/> }.into_any(),
            })}
        </div>
    }
}

/// As many rows as a page has, before the first of them is read.
#[component]
fn Skeleton(table: InTable) -> impl IntoView {
    // What chooses and what acts have a column, too.
    let columns = move || table.columns.with(Vec::len) + 2;
    let row = move |_| {
        view! {
            <tr class="skeleton" aria-hidden="true">
                <td colspan=move || columns().to_string()></td>
            </tr>
        }
    };
    move || (0..table.shows.query.with(|query| query.page_size)).map(row).collect_view()
}

/// The rows of the view page.
fn rows(shows: Shows) -> Vec<Arc<Row>> {
    shows.bucket.rules.listing().with(|listing| {
        let row = |at: &usize| {
            let rule = listing.rules().get(*at)?.clone();
            Some(Arc::new(Row::new(rule, listing, *at)))
        };
        shows.view.with(|view| view.rows.iter().filter_map(row).collect())
    })
}

#[component]
fn NoRules(shows: Shows) -> impl IntoView {
    let i18n = use_i18n();
    let create = Route::bucket(&shows.bucket.place(), Screen::Create).address();
    view! {
        <div class="nothing">
            <h2>{move || t_string!(i18n, rules.empty_title)}</h2>
            <p>{move || t_string!(i18n, rules.empty_text)}</p>
            <a class="button primary" href=create>
                <Icon picture=Picture::Plus/>
                {move || t_string!(i18n, rules.create_first)}
            </a>
        </div>
    }
}

#[component]
fn NoMatch(
    shows: Shows,
    /// How many rules are there.
    loaded: usize,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <div class="nothing">
            <h2>{move || t_string!(i18n, rules.none_title)}</h2>
            <p>{move || t_string!(i18n, rules.none_text, total = loaded)}</p>
            <Button on_click=move || shows.clear_filters()>
                {move || t_string!(i18n, rules.clear_filter)}
            </Button>
        </div>
    }
}
