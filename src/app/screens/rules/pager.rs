//! Paging controls below a table.

use leptos::prelude::*;

use crate::app::components::button::{Button, Look};
use crate::app::components::check::Select;
use crate::app::i18n::{t_string, use_i18n};
use crate::state::table::{Offer, TableQuery, TableView};

/// Page buttons and the page size.
#[component]
pub(crate) fn Pager(
    #[prop(into)] view: Signal<TableView>,
    #[prop(into)] page_size: Signal<usize>,
    /// Called with a page from 0.
    #[prop(into)]
    on_page: Callback<usize>,
    /// Called with the number of rows that a page is to have.
    #[prop(into)]
    on_size: Callback<usize>,
) -> impl IntoView {
    let i18n = use_i18n();
    let range = move || {
        let (from, to, total) = view.with(|view| view.range(page_size.get()));
        t_string!(i18n, rules.range, from = from, to = to, total = total)
    };
    let previous = Signal::derive(move || view.with(|view| view.page.checked_sub(1)));
    let next =
        Signal::derive(move || view.with(|view| Some(view.page + 1).filter(|next| *next < view.pages)));
    let size_at = move || TableQuery::PAGE_SIZES.iter().position(|size| *size == page_size.get());
    view! {
        <nav class="pager" aria-label=move || t_string!(i18n, rules.pages)>
            <span class="pager-range">{range}</span>
            <div class="pager-buttons">
                <Step mark="‹" name=move || t_string!(i18n, rules.previous) to=previous on_page/>
                <span class="pager-pages">
                    <For each=move || view.with(TableView::offers) key=|offer| *offer let:offer>
                        <PageButton offer page=move || view.with(|view| view.page) on_page/>
                    </For>
                </span>
                <Step mark="›" name=move || t_string!(i18n, rules.next) to=next on_page/>
            </div>
            <label class="pager-size">
                {move || t_string!(i18n, rules.page_size)}
                <Select
                    choices=TableQuery::PAGE_SIZES.map(|size| Signal::stored(size.to_string())).to_vec()
                    chosen=move || size_at().unwrap_or_default()
                    on_change=move |at: usize| {
                        if let Some(size) = TableQuery::PAGE_SIZES.get(at) {
                            on_size.run(*size);
                        }
                    }
                />
            </label>
        </nav>
    }
}

/// One page back or on.
#[component]
fn Step(
    mark: &'static str,
    /// What it does, in words.
    #[prop(into)]
    name: Signal<String>,
    /// The page that it leads to, if there is one.
    to: Signal<Option<usize>>,
    on_page: Callback<usize>,
) -> impl IntoView {
    view! {
        <Button
            look=Look::Quiet
            label=name
            inert=move || to.get().is_none()
            on_click=move || {
                if let Some(page) = to.get_untracked() {
                    on_page.run(page);
                }
            }
        >
            {mark}
        </Button>
    }
}

#[component]
fn PageButton(offer: Offer, #[prop(into)] page: Signal<usize>, on_page: Callback<usize>) -> impl IntoView {
    let i18n = use_i18n();
    match offer {
        Offer::GapBefore(_) => view! { <span class="pager-gap" aria-hidden="true">"…"</span> }.into_any(),
        Offer::Page(at) => view! {
            <button
                type="button"
                class="button quiet"
                aria-label=move || t_string!(i18n, rules.page, page = at + 1)
                aria-current=move || (page.get() == at).then_some("page")
                on:click=move |_| on_page.run(at)
            >
                {at + 1}
            </button>
        }
        .into_any(),
    }
}
