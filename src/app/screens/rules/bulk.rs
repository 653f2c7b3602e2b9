//! The line above the table: how many rules are chosen, and what can be done with them. It is always there and always
//! as high, so that choosing a rule moves none of them; what has no room in it is in a menu.

use leptos::prelude::*;

use super::actions::verbs;
use super::panel::PANEL_TITLE;
use super::rule_action::Acts;
use super::shows::Shows;
use crate::app::components::button::{Button, Size};
use crate::app::components::icon::{Icon, Picture};
use crate::app::components::when::When;
use crate::app::i18n::{t_string, use_i18n};
use crate::app::lazy::Lazy;
use crate::app::services::focus::{TABLE, after_drawing, focus, focus_in_place};
use crate::app::words::use_words;
use crate::state::selection::Selection;
use crate::state::table::hidden;

/// What is done with the rules that are chosen, here and in the menu of actions.
pub(super) fn acts(shows: Shows) -> Acts {
    let bucket = shows.bucket;
    let on_compare = Callback::new(move |()| {
        let chosen = bucket.rules.selection();
        let first = chosen.with_untracked(|chosen| chosen.ids().next().map(str::to_owned));
        if let Some(id) = first {
            shows.beside(Some(&id));
        }
        after_drawing(|| focus(PANEL_TITLE));
    });
    Acts { bucket, on_compare }
}

/// The line.
#[component]
pub(super) fn BulkBar(shows: Shows) -> impl IntoView {
    let i18n = use_i18n();
    let selection = shows.bucket.rules.selection();
    // Nothing is counted at each key in the filter while nothing is chosen.
    let count = Memo::new(move |_| selection.with(Selection::len));
    let matches = Memo::new(move |_| shows.view.with(|view| view.matches));
    let acts = acts(shows);
    view! {
        <div class="bulk" role="group" aria-label=move || t_string!(i18n, select.bar)>
            <HowMany shows count/>
            <When when=move || count.get() == 0 && matches.get() != 0>
                <span class="quiet-text">{move || t_string!(i18n, select.none, count = matches.get())}</span>
            </When>
            <When when=move || count.get() != 0>
                <Lazy load=verbs with=acts/>
                <Button
                    size=Size::Small
                    title=move || t_string!(i18n, select.only)
                    pressed=move || shows.query.with(|query| query.chosen)
                    on_click=move || shows.only_chosen(shows.query.with_untracked(|query| !query.chosen))
                >
                    <Icon picture=Picture::Funnel/>
                    <span>{move || t_string!(i18n, select.only)}</span>
                </Button>
                <Button
                    size=Size::Small
                    title=move || t_string!(i18n, select.clear)
                    on_click=move || let_all_go(shows)
                >
                    <Icon picture=Picture::Close/>
                    <span>{move || t_string!(i18n, select.clear)}</span>
                </Button>
            </When>
        </div>
    }
}

/// How many rules are chosen, and how many of these the filters hide.
#[component]
fn HowMany(
    shows: Shows,
    /// How many are chosen.
    count: Memo<usize>,
) -> impl IntoView {
    let (i18n, words) = (use_i18n(), use_words());
    let (listing, selection) = (shows.bucket.rules.listing(), shows.bucket.rules.selection());
    let hidden = move || {
        shows.query.with(|query| {
            selection.with(|chosen| listing.with(|listing| hidden(listing.rules(), query, chosen.ids())))
        })
    };
    let hidden = Memo::new(move |_| if count.get() == 0 { 0 } else { hidden() });
    view! {
        <div class="chosen" role="status">
            <When when=move || { count.get() > 0 }>
                <strong>{move || t_string!(i18n, select.count, count = count.get())}</strong>
                {move || words.hidden(hidden.get()).map(|said| view! { <span>{said}</span> })}
            </When>
        </div>
    }
}

/// Lets all rules go. The button goes as well, with all beside it: the table is next.
fn let_all_go(shows: Shows) {
    shows.bucket.rules.choose(Selection::clear);
    after_drawing(|| focus_in_place(TABLE));
}
