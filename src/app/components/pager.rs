//! Paging controls below a table.

use std::rc::Rc;

use leptos::prelude::*;

use super::inputs::select;
use crate::app::dom::{El, el};
use crate::app::signal::Derived;
use crate::app::words::{fill, language, td_string};
use crate::state::table::{TableQuery, TableView};

/// Page buttons and the page size. `on_page` is called with a page from 0.
pub(crate) fn pager(
    view: Derived<TableView>,
    page_size: impl Fn() -> usize + Copy + 'static,
    on_page: impl Fn(usize) + 'static,
    on_size: impl Fn(usize) + 'static,
) -> El {
    let i18n = language();
    let on_page: Rc<dyn Fn(usize)> = Rc::new(on_page);
    let range = move || {
        view.with(|view| {
            let from = view.page * page_size();
            let (first, last) = ((from + 1).min(view.matches), from + view.rows.len());
            fill(td_string!(i18n, rules.range), &[("from", &first), ("to", &last), ("total", &view.matches)])
        })
    };
    let previous = move || view.with(|view| view.page.checked_sub(1));
    let next = move || view.with(|view| Some(view.page + 1).filter(|next| *next < view.pages));
    let offers = move || view.with(|view| offered(view.page, view.pages));
    let page = move || view.with(|view| view.page);
    let sizes = select(
        TableQuery::PAGE_SIZES.map(|size| size.to_string()),
        move || TableQuery::PAGE_SIZES.iter().position(|size| *size == page_size()).unwrap_or_default(),
        move |at| on_size(TableQuery::PAGE_SIZES[at.min(TableQuery::PAGE_SIZES.len() - 1)]),
    );
    let to_page = Rc::clone(&on_page);
    let buttons = el("div.pager-buttons")
        .child(step("‹", td_string!(i18n, rules.previous), previous, Rc::clone(&on_page)))
        .child(el("span.pager-pages").bind_each(
            offers,
            |offer| match offer {
                Offer::Page(at) => at.to_string(),
                Offer::GapBefore(at) => format!("-{at}"),
            },
            move |offer| page_button(*offer, page, Rc::clone(&to_page)),
        ))
        .child(step("›", td_string!(i18n, rules.next), next, on_page));
    el("nav.pager")
        .attr("aria-label", td_string!(i18n, rules.pages))
        .child(el("span.pager-range").bind_text(range))
        .child(buttons)
        .child(el("label.pager-size").text(td_string!(i18n, rules.page_size)).child(sizes))
}

fn step(
    mark: &str,
    name: &str,
    target: impl Fn() -> Option<usize> + Copy + 'static,
    go: Rc<dyn Fn(usize)>,
) -> El {
    el("button.button quiet")
        .attr("aria-label", name)
        .bind_disabled(move || target().is_none())
        .text(mark)
        .on_click(move || {
            if let Some(target) = untrack(target) {
                go(target);
            }
        })
}

/// A page number, or the gap where some are left out (told apart by what follows it).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Offer {
    Page(usize),
    GapBefore(usize),
}

/// The first, the last and the pages around the current one.
fn offered(page: usize, pages: usize) -> Vec<Offer> {
    let mut offers = Vec::new();
    let mut last = None;
    for candidate in (0..pages).filter(|at| *at == 0 || *at + 1 == pages || at.abs_diff(page) <= 2) {
        if last.is_some_and(|last| candidate > last + 1) {
            offers.push(Offer::GapBefore(candidate));
        }
        offers.push(Offer::Page(candidate));
        last = Some(candidate);
    }
    offers
}

fn page_button(offer: Offer, page: impl Fn() -> usize + 'static, go: Rc<dyn Fn(usize)>) -> El {
    let i18n = language();
    match offer {
        Offer::GapBefore(_) => el("span.pager-gap").attr("aria-hidden", "true").text("…"),
        Offer::Page(at) => el("button.button quiet")
            .attr("aria-label", &fill(td_string!(i18n, rules.page), &[("page", &(at + 1))]))
            .bind_attr("aria-current", move || (page() == at).then(|| "page".to_owned()))
            .text(&(at + 1).to_string())
            .on_click(move || go(at)),
    }
}
