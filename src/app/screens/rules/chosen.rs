//! How many rules are chosen, and the way to choose none.

use leptos::prelude::*;

use super::shows::Shows;
use crate::app::components::button::{Button, Size};
use crate::app::components::when::When;
use crate::app::i18n::{t_string, use_i18n};
use crate::app::services::open_bucket::OpenBucket;
use crate::app::words::use_words;
use crate::model::Rule;
use crate::state::selection::Selection;
use crate::state::table::hidden;

/// The line above the table, while something is chosen.
#[component]
pub(super) fn ChosenLine(shows: Shows) -> impl IntoView {
    let (i18n, words) = (use_i18n(), use_words());
    let rules = shows.bucket.rules;
    let (listing, chosen) = (rules.listing(), rules.selection());
    // Nothing is counted at each key in the filter while nothing is chosen.
    let count = Memo::new(move |_| chosen.with(Selection::len));
    let hidden = move || {
        shows.query.with(|query| {
            chosen.with(|chosen| listing.with(|listing| hidden(listing.rules(), query, chosen.ids())))
        })
    };
    let hidden = Memo::new(move |_| if count.get() == 0 { 0 } else { hidden() });
    view! {
        <div class="chosen" role="status">
            <When when=move || { count.get() > 0 }>
                <p class="progress">
                    <strong>{move || t_string!(i18n, select.count, count = count.get())}</strong>
                    {move || words.hidden(hidden.get()).map(|said| view! { <span>{said}</span> })}
                    <Button size=Size::Small on_click=move || rules.choose_none()>
                        {move || t_string!(i18n, select.clear)}
                    </Button>
                </p>
            </When>
        </div>
    }
}

/// How many of these rules the filters of the list hide.
pub(crate) fn hidden_among(bucket: OpenBucket, rules: &[Rule]) -> usize {
    let ids = rules.iter().map(Rule::id);
    let query = bucket.rules.query();
    bucket.rules.listing().with_untracked(|listing| hidden(listing.rules(), &query, ids))
}

/// The rules that are chosen, in the order in which they were.
pub(crate) fn chosen_rules(bucket: OpenBucket) -> Vec<Rule> {
    bucket.rules.listing().with_untracked(|listing| {
        bucket
            .rules
            .selection()
            .with_untracked(|chosen| chosen.rules(listing.rules()).into_iter().cloned().collect())
    })
}
