//! What both tables of the drawer are made of, and how both become files.

use leptos::prelude::*;

use crate::app::components::button::{Button, Size};
use crate::app::components::icon::{Icon, Picture};
use crate::app::components::shown::shown;
use crate::app::components::when::When;
use crate::app::i18n::{I18n, t_string, use_i18n};
use crate::app::services::clock;
use crate::app::services::download::give;
use crate::app::services::notices::Notices;
use crate::export::file_of;

/// How many rows are drawn at once.
pub(super) const AT_ONCE: usize = 100;

/// The names of the columns.
#[component]
pub(super) fn Head(#[prop(into)] names: Signal<Vec<&'static str>>) -> impl IntoView {
    let names =
        move || names.get().into_iter().map(|name| view! { <th scope="col">{name}</th> }).collect::<Vec<_>>();
    view! {
        <thead>
            <tr>{names}</tr>
        </thead>
    }
}

/// A row, and its details when they are asked for.
#[component]
pub(super) fn Row(
    number: u32,
    /// The row whose details are shown.
    open: RwSignal<Option<u32>>,
    failed: bool,
    /// The id of its button.
    #[prop(optional, into)]
    id: Option<String>,
    /// What its button says.
    #[prop(into)]
    name: Signal<&'static str>,
    /// What stands beside that.
    #[prop(optional_no_strip)]
    beside: Option<String>,
    /// The other cells, each behind its class.
    #[prop(into)]
    cells: Signal<Vec<(&'static str, String)>>,
    details: Callback<(), AnyView>,
) -> impl IntoView {
    let is_open = Memo::new(move |_| open.get() == Some(number));
    let toggle = move |_| open.update(|open| *open = (*open != Some(number)).then_some(number));
    let drawn = move || {
        let cell = |(class, text)| view! { <td class=class>{shown(text)}</td> };
        cells.get().into_iter().map(cell).collect::<Vec<_>>()
    };
    view! {
        <tr class:failed=failed>
            <th scope="row">
                <button
                    type="button"
                    class="log-open"
                    id=id
                    aria-expanded=move || is_open.get().to_string()
                    on:click=toggle
                >
                    {move || name.get()}
                </button>
                {beside.map(|beside| view! { " " {shown(beside)} })}
            </th>
            {drawn}
        </tr>
        {move || {
            is_open.get().then(|| {
                let columns = cells.with_untracked(Vec::len) + 1;
                view! {
                    <tr class="log-details">
                        <td colspan=columns.to_string()>{details.run(())}</td>
                    </tr>
                }
            })
        }}
    }
}

/// Draws more rows, while there are some.
#[component]
pub(super) fn More(
    /// How many rows are drawn at most.
    most: RwSignal<usize>,
    /// How many are not drawn.
    #[prop(into)]
    left: Signal<usize>,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <When when=move || 0 < left.get()>
            <Button size=Size::Small on_click=move || most.update(|most| *most += AT_ONCE)>
                {move || t_string!(i18n, log.more, count = left.get().min(AT_ONCE))}
            </Button>
        </When>
    }
}

/// A way out.
#[component]
pub(super) fn Download(#[prop(into)] name: Signal<&'static str>, on_click: Callback<()>) -> impl IntoView {
    view! {
        <Button size=Size::Small on_click=move || on_click.run(())>
            <Icon picture=Picture::Download/>
            {move || name.get()}
        </Button>
    }
}

/// Gives a text as a file with today's name, or says that the browser takes none.
pub(super) fn offer(
    i18n: I18n,
    notices: Notices,
    (stem, ending, kind): (&str, &str, &str),
    text: Option<String>,
) {
    let name = file_of(stem, clock::now(), ending);
    if text.and_then(|text| give(&name, kind, &text)).is_none() {
        notices.failure(t_string!(i18n, bundle.refused).to_owned(), None);
    }
}
