//! The table of a bucket's rules, and beside it what is chosen.

mod actions;
mod bulk;
mod cells;
mod chosen;
mod compare;
mod copying;
mod facet_values;
mod facets;
mod fresh;
mod head;
mod left_over;
mod pager;
mod panel;
mod panel_size;
mod progress;
mod quota;
mod row;
mod rule_action;
mod shows;
mod split;
mod table;
mod take_away;
mod tokens;
mod toolbar;
mod views;
mod whole;
mod wide;
mod widths;

use leptos::prelude::*;
use loader::loader;

use crate::app::frame::heading::Heading;
use crate::app::i18n::{t_string, use_i18n};
use crate::app::lazy::Loaded;
use crate::app::screens::dropped::DroppedNote;
use crate::app::services::open_bucket::OpenBucket;
use crate::app::words::{Words, use_words};
pub(crate) use chosen::{chosen_rules, hidden_among};
use facets::TokensPlace;
use left_over::LeftOver;
pub(crate) use pager::Pager;
use progress::{FirstRead, ReadingLine, shows_rows};
use quota::Quota;
use shows::Shows;
use split::Split;
use toolbar::{Buttons, Toolbar};

/// What draws the page of the table.
#[loader(table)]
pub(crate) fn rules_page() -> Loaded<OpenBucket> {
    Ok(|bucket| view! { <RulesPage bucket/> }.into_any())
}

/// The page of the table.
#[component]
fn RulesPage(bucket: OpenBucket) -> impl IntoView {
    let (i18n, words) = (use_i18n(), use_words());
    bucket.rules.table_is_here();
    let shows = Shows::new(bucket);
    shows.remembered_page_size();
    shows.show_all_when_none_is_chosen();
    shows.keep_for_the_way_back();
    fresh::bring_into_view(shows);
    let has_panel = move || shows.details.with(Option::is_some) && shows_rows(bucket);
    view! {
        <section class="page full" class:has-panel=has_panel>
            <DroppedNote/>
            <div class="page-top">
                <div class="page-head">
                    <Heading text=move || t_string!(i18n, rules.title)/>
                    <span class="count">{move || count(words, shows)}</span>
                    <Quota bucket/>
                    <p class="page-sub">{bucket.place().bucket.as_str().to_owned()}</p>
                </div>
                <Buttons shows/>
            </div>
            <Toolbar shows/>
            <TokensPlace shows/>
            <ReadingLine bucket/>
            <LeftOver bucket/>
            <FirstRead bucket>
                <Split shows/>
            </FirstRead>
        </section>
    }
}

/// `(250)`, `(100+)` while more pages may come, `(7/240)` with a filter.
fn count(words: Words, shows: Shows) -> String {
    let (blank, complete) =
        shows.bucket.rules.listing().with(|listing| (listing.is_blank(), listing.is_complete()));
    if blank {
        return String::new();
    }
    let (loaded, matches) = shows.view.with(|view| (view.loaded, view.matches));
    let loaded = words.number(loaded);
    let total = if complete { loaded } else { loaded + "+" };
    if shows.query.with(|query| query.is_filtered()) {
        t_string!(words.i18n, rules.count_filtered, matches = matches, total = total)
    } else {
        t_string!(words.i18n, rules.count, total = total)
    }
}
