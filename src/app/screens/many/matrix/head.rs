//! The head of a column: the bucket, whether it is read, and the box for all that can be written there.

use leptos::prelude::*;

use super::super::card::Again;
use super::super::target::{Entries, State, Target};
use super::super::words::unread_words;
use super::choice::ChooseAll;
use super::handle::Matrix;
use crate::app::components::when::When;
use crate::app::i18n::{t_string, use_i18n};
use crate::app::words::use_words;
use crate::state::selection::Coverage;

/// The head.
#[component]
pub(super) fn Head(
    matrix: Matrix,
    target: Target,
    /// The place of its bucket.
    column: usize,
) -> impl IntoView {
    let (i18n, words) = (use_i18n(), use_words());
    let planning = matrix.planning;
    let place = target.named();
    let is_planned = move || matrix.columns.with(|columns| columns.get(column).is_some_and(Option::is_some));
    let has_failed = move || target.state.with(|state| matches!(state, State::Failed(_)));
    let state = move || {
        target.state.with(|state| match state {
            State::Waiting => t_string!(i18n, many.waiting).to_owned(),
            State::Reading => t_string!(i18n, many.reading).to_owned(),
            blocks => {
                let why = unread_words(words, target.bucket.get(), blocks);
                [why.as_str(), t_string!(i18n, many.side_blocked)].join(" ")
            }
        })
    };
    let chosen = Memo::new(move |_| {
        let of_open = |entries: &Entries| {
            let open = entries.all.iter().filter(|entry| entry.is_open());
            Coverage::of(open.map(|entry| entry.wanted))
        };
        target.with(of_open).flatten()
    });
    view! {
        <th scope="col">
            <span class="side-head">
                <strong>{move || place.get().0}</strong>
                <span class="quiet-text">{move || place.get().1}</span>
                <When when=move || !is_planned()>
                    <span class="side-state">{state}</span>
                </When>
                <When when=has_failed>
                    <Again planning target/>
                </When>
                <When when=is_planned>
                    <ChooseAll
                        label=move || t_string!(i18n, many.write_column, bucket = place.get().0)
                        chosen
                        inert=planning.form.acting
                        on_choose=move |on| target.want(|_, _| true, on)
                    />
                </When>
            </span>
        </th>
    }
}
