//! The cell that is open, under the table: in what the rule differs in its bucket, and the choice to write it.

use std::sync::Arc;

use leptos::prelude::*;

use super::super::row::Row;
use super::super::target::Target;
use super::cell::{DETAIL, TITLE, cell_id};
use super::handle::Matrix;
use crate::app::components::button::{Button, Size};
use crate::app::i18n::{t_string, use_i18n};
use crate::app::screens::rule::by_part::{Named, PartRow, PartsTable};
use crate::app::services::focus::{after_drawing, focus};
use crate::model::Rule;
use crate::model::diff::compare;
use crate::model::rule::Part;
use crate::model::visible::marked;
use crate::state::plan::{Planned, Step};
use crate::state::side_by_side::RowOf;

/// What is to be seen of a cell.
#[derive(Clone, PartialEq)]
enum Found {
    /// A rule that is compared, by its place.
    Planned(usize, Arc<Planned>),
    /// One that the bucket has besides.
    Besides(Box<Rule>),
    /// The bucket is being read, or has it no more.
    Nothing,
}

/// The place. It is there before anything opens in it.
#[component]
pub(super) fn Detail(matrix: Matrix) -> impl IntoView {
    let of_open = move || {
        let (of, column) = matrix.open.get()?;
        let target = matrix.target(column)?;
        Some(view! { <Opened matrix of column target/> })
    };
    view! { <div id=DETAIL>{of_open}</div> }
}

#[component]
fn Opened(
    matrix: Matrix,
    of: RowOf,
    /// The place of the bucket.
    column: usize,
    target: Target,
) -> impl IntoView {
    let i18n = use_i18n();
    let (id, looked) = (matrix.id_of(&of), of.clone());
    let found = Memo::new(move |_| found(target, &looked));
    let title = move || {
        let bucket = target.bucket.get().place().bucket;
        t_string!(i18n, many.cell_title, id = marked(&id), bucket = bucket.as_str())
    };
    let close = move || {
        let at = matrix.rows.with_untracked(|rows| rows.iter().position(|row| *row == of));
        matrix.open.set(None);
        if let Some(at) = at {
            after_drawing(move || focus(&cell_id(at, column)));
        }
    };
    view! {
        <section class="card" aria-labelledby=TITLE>
            <div class="card-head">
                <h3 id=TITLE tabindex="-1">
                    {title}
                </h3>
                <Button size=Size::Small on_click=close>
                    {move || t_string!(i18n, delete.close)}
                </Button>
            </div>
            {move || view! { <Inside matrix target found=found.get()/> }}
        </section>
    }
}

fn found(target: Target, of: &RowOf) -> Found {
    let found = match of {
        RowOf::Wanted(at) => {
            let planned = target.with(|entries| entries.all.get(*at).map(|entry| Arc::clone(&entry.planned)));
            planned.flatten().map(|planned| Found::Planned(*at, planned))
        }
        RowOf::Besides(id) => {
            // It is looked at when the bucket has been read.
            let is_there = target.with(|entries| entries.only_there.contains(id)).unwrap_or_default();
            let rule = || {
                let listing = target.bucket.get_untracked().rules.listing();
                listing.with_untracked(|listing| listing.rules().iter().find(|rule| rule.id() == id).cloned())
            };
            is_there.then(rule).flatten().map(|rule| Found::Besides(Box::new(rule)))
        }
    };
    found.unwrap_or(Found::Nothing)
}

#[component]
fn Inside(matrix: Matrix, target: Target, found: Found) -> impl IntoView {
    let i18n = use_i18n();
    match found {
        Found::Nothing => view! { <p class="hint">{move || t_string!(i18n, many.not_read)}</p> }.into_any(),
        Found::Besides(rule) => view! {
            <p class="hint">{move || t_string!(i18n, many.extra_hint)}</p>
            <OneRule rule=*rule name=Signal::derive(move || t_string!(i18n, many.there_now).to_owned())/>
        }
        .into_any(),
        Found::Planned(at, planned) => {
            let bucket = target.bucket.get_untracked();
            let name = match planned.step {
                Step::Same => Signal::derive(move || t_string!(i18n, many.there_now).to_owned()),
                _ => Signal::derive(move || t_string!(i18n, many.as_planned).to_owned()),
            };
            let whole = (planned.step != Step::Differs).then(|| {
                view! { <OneRule rule=planned.rule.clone() name/> }
            });
            view! {
                <ul class="side-detail">
                    <Row planning=matrix.planning target bucket at planned unfolded=true/>
                </ul>
                {whole}
            }
            .into_any()
        }
    }
}

/// All that a rule says.
#[component]
fn OneRule(
    rule: Rule,
    /// What it is.
    name: Signal<String>,
) -> impl IntoView {
    let parts: Vec<Part> = compare(&[&rule]).into_iter().map(|(part, _)| part).collect();
    let rules = Arc::<[Rule]>::from([rule]);
    let row = |part: Part| view! { <PartRow part rules=Arc::clone(&rules)/> };
    let rows = parts.into_iter().map(row).collect_view();
    view! {
        <PartsTable named=Named::By(TITLE) names=vec![name]>
            {rows}
        </PartsTable>
    }
}
