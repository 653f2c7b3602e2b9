//! The table with its pages, and the place beside it.

use leptos::prelude::*;

use super::pager::Pager;
use super::panel::{Beside, BesideTable, panel};
use super::row::details_id;
use super::shows::Shows;
use super::table::Table;
use crate::app::components::when::When;
use crate::app::lazy::Lazy;
use crate::app::services::focus::{after_drawing, focus};
use crate::state::table::Tab;

/// The table, and beside it one rule or a comparison.
#[component]
pub(super) fn Split(shows: Shows) -> impl IntoView {
    let Shows { bucket, query, view, details, .. } = shows;
    let selection = bucket.rules.selection();
    let wide = RwSignal::new(false);
    let beside = Memo::new(move |_| {
        let one = details.get()?;
        let several = selection.with(|chosen| {
            (chosen.len() > 1).then(|| Beside::Several(chosen.ids().map(str::to_owned).collect()))
        });
        Some(several.unwrap_or(Beside::One(one)))
    });
    shows.keep_compared(move || details.with(Option::is_some));
    // The address follows.
    Effect::watch(
        move || details.with(Option::is_none) && query.with(|query| query.details.is_some()),
        move |is_gone, _, _| {
            if *is_gone {
                shows.beside(None);
            }
        },
        true,
    );
    let on_close = Callback::new(move |()| {
        let id = query.with_untracked(|query| query.details.clone()).unwrap_or_default();
        shows.beside(None);
        after_drawing(move || focus(&details_id(&id)));
    });
    let on_tab = Callback::new(move |tab: Tab| shows.tab(tab));
    let tab = Memo::new(move |_| query.with(|query| query.tab));
    let only_differences = RwSignal::new(false);
    let contents = BesideTable { bucket, beside, tab: tab.into(), on_tab, only_differences, on_close };
    view! {
        <div class="split" class:open=move || details.with(Option::is_some)>
            <div class="rows" class:wide=move || wide.get()>
                <Table shows wide/>
                <When when=move || view.with(|view| view.matches > 0)>
                    <Pager
                        view
                        page_size=move || query.with(|query| query.page_size)
                        on_page=move |page| shows.turn(page)
                        on_size=move |size| shows.page_size(size)
                    />
                </When>
            </div>
            <When when=move || details.with(Option::is_some)>
                <Lazy load=panel with=contents/>
            </When>
        </div>
    }
}
