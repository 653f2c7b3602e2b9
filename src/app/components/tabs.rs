//! Tabs, of which one is open.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use crate::app::services::focus::{after_drawing, focus};

/// The names, and what the one that is open shows.
#[component]
pub(crate) fn Tabs(
    /// What the ids of all of it begin with.
    id: &'static str,
    /// The name of the whole, for who does not see it.
    #[prop(into)]
    label: Signal<String>,
    /// The names of the tabs.
    names: Vec<Signal<String>>,
    /// The place of the one that is open.
    #[prop(into)]
    open: Signal<usize>,
    /// Opens another.
    #[prop(into)]
    on_open: Callback<usize>,
    children: Children,
) -> impl IntoView {
    let open = Memo::new(move |_| open.get());
    let count = names.len();
    let name = move |(at, name)| view! { <TabName id at count name open on_open/> };
    view! {
        <div>
            <div class="tabs" role="tablist" aria-label=move || label.get()>
                {names.into_iter().enumerate().map(name).collect_view()}
            </div>
            <div
                class="tab-panel"
                id=panel_id(id)
                role="tabpanel"
                tabindex="0"
                aria-labelledby=move || name_id(id, open.get())
            >
                {children()}
            </div>
        </div>
    }
}

/// The name of a tab, which opens it.
#[component]
fn TabName(
    id: &'static str,
    /// Its place.
    at: usize,
    /// How many there are.
    count: usize,
    name: Signal<String>,
    /// Which is open.
    open: Memo<usize>,
    /// Opens another.
    on_open: Callback<usize>,
) -> impl IntoView {
    let is_open = move || open.get() == at;
    let go_by_key = move |event: KeyboardEvent| {
        if let Some(next) = neighbour(at, count, &event.key()) {
            event.prevent_default();
            on_open.run(next);
            after_drawing(move || focus(&name_id(id, next)));
        }
    };
    view! {
        <button
            type="button"
            class="tab"
            id=name_id(id, at)
            role="tab"
            aria-controls=panel_id(id)
            aria-selected=move || is_open().to_string()
            tabindex=move || if is_open() { "0" } else { "-1" }
            on:click=move |_| on_open.run(at)
            on:keydown=go_by_key
        >
            {move || name.get()}
        </button>
    }
}

fn panel_id(id: &str) -> String {
    [id, "-panel"].concat()
}

fn name_id(id: &str, at: usize) -> String {
    format!("{id}-{at}")
}

/// The tab to which a key leads.
fn neighbour(at: usize, count: usize, key: &str) -> Option<usize> {
    let last = count.saturating_sub(1);
    Some(match key {
        "ArrowRight" if at >= last => 0,
        "ArrowRight" => at + 1,
        "ArrowLeft" => at.checked_sub(1).unwrap_or(last),
        "Home" => 0,
        "End" => last,
        _ => return None,
    })
}
