//! Rules part by part, side by side.

use std::sync::Arc;

use leptos::prelude::*;

use crate::app::components::shown::Shown;
use crate::app::i18n::{t_string, use_i18n};
use crate::app::words::use_words;
use crate::model::Rule;
use crate::model::rule::Part;

/// What names a table.
pub(crate) enum Named {
    /// These words.
    Label(Signal<String>),
    /// The element with this id.
    By(&'static str),
}

/// A table with a column for each of `names` beside the parts' own.
#[component]
pub(crate) fn PartsTable(
    /// Its name, for who does not see it.
    named: Named,
    /// The heads of the columns.
    names: Vec<Signal<String>>,
    /// [`PartRow`]s.
    children: Children,
) -> impl IntoView {
    let i18n = use_i18n();
    let (label, by) = match named {
        Named::Label(words) => (Some(words), None),
        Named::By(id) => (None, Some(id)),
    };
    let head = |name: Signal<String>| {
        view! {
            <th scope="col">
                <Shown name=name/>
            </th>
        }
    };
    view! {
        <div class="table-box" tabindex="0">
            <table class="versions" aria-label=move || label.map(|words| words.get()) aria-labelledby=by>
                <thead>
                    <tr>
                        <th scope="col">{move || t_string!(i18n, edit.part)}</th>
                        {names.into_iter().map(head).collect_view()}
                    </tr>
                </thead>
                <tbody>{children()}</tbody>
            </table>
        </div>
    }
}

/// What each rule says in one part.
#[component]
pub(crate) fn PartRow(
    part: Part,
    #[prop(into)] rules: Arc<[Rule]>,
    #[prop(optional)] class: &'static str,
    /// A mark beside the part's name.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let words = use_words();
    let cell = move |rule: &Rule| {
        view! {
            <td>
                <Shown name=words.said(rule, part)/>
            </td>
        }
    };
    view! {
        <tr class=class>
            <th scope="row">
                {move || words.part(part)} " " {children.map(|mark| mark())}
            </th>
            {move || rules.iter().map(cell).collect_view()}
        </tr>
    }
}
