//! The place of a screen whose code comes later, and the fetching of such code ahead of time.
//!
//! Beside such a screen stands a loader that hands out what draws it. `#[loader]` puts what only loaders reach
//! into the part that it names (`table`, `credentials`, `many`, `later`); nobody else calls the screens in it.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_split::SplitLoaderError;
use loader::loader;

use super::components::alerts::{Alerts, ErrorFrame};
use super::components::button::{Button, Look};
use super::components::spinner::Spinner;
use super::components::when::When;
use super::i18n::{t_string, use_i18n};

/// The file of a part did not come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NotLoaded;

impl From<SplitLoaderError> for NotLoaded {
    fn from(_: SplitLoaderError) -> Self {
        NotLoaded
    }
}

/// What a loader hands out: what draws the screen with what it is given.
pub(crate) type Loaded<With> = Result<fn(With) -> AnyView, NotLoaded>;

/// Draws a screen of a later part.
type Draw = Arc<dyn Fn() -> AnyView + Send + Sync>;

/// How far the fetching is.
#[derive(Clone)]
enum Fetching {
    Waiting,
    Done(Draw),
    Failed,
}

/// Fetches a part, and says how far that is.
type Fetch = Arc<dyn Fn(RwSignal<Fetching>) + Send + Sync>;

/// A place for a screen of a later part: before the next drawing, when its file is there.
#[component]
pub(crate) fn Lazy<With, Loading>(
    /// The loader that stands beside the screen.
    load: fn() -> Loading,
    /// What the screen is drawn with.
    with: With,
) -> impl IntoView
where
    With: Clone + Send + Sync + 'static,
    Loading: Future<Output = Loaded<With>> + 'static,
{
    place(Arc::new(move |fetching| {
        let (loading, with) = (load(), with.clone());
        spawn_local(async move {
            let loaded = loading.await.map(|draw| Arc::new(move || draw(with.clone())) as Draw);
            fetching.set(loaded.map_or(Fetching::Failed, Fetching::Done));
        });
    }))
}

/// The same for every kind of screen. A resource would do the same with 8 KB more before the first screen.
fn place(fetch: Fetch) -> AnyView {
    let fetching = RwSignal::new(Fetching::Waiting);
    fetch(fetching);
    let again = Callback::new(move |()| {
        fetching.set(Fetching::Waiting);
        fetch(fetching);
    });
    let failed = move || fetching.with(|fetching| matches!(fetching, Fetching::Failed));
    view! {
        <div class="later">
            <Alerts>
                <When when=failed><Missing on_retry=again/></When>
            </Alerts>
            {move || match fetching.get() {
                Fetching::Waiting => view! { <Waiting/> }.into_any(),
                Fetching::Done(draw) => untrack(|| draw()),
                Fetching::Failed => ().into_any(),
            }}
        </div>
    }
    .into_any()
}

#[component]
fn Waiting() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <p class="progress" role="status">
            <Spinner/>
            <span>{move || t_string!(i18n, later.waiting)}</span>
        </p>
    }
}

#[component]
fn Missing(
    /// Tries again.
    #[prop(into)]
    on_retry: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <ErrorFrame what=move || t_string!(i18n, later.missing)>
            <p class="error-next">{move || t_string!(i18n, later.missing_next)}</p>
            <div class="error-actions">
                <Button look=Look::Primary on_click=on_retry>{move || t_string!(i18n, rules.retry)}</Button>
            </div>
        </ErrorFrame>
    }
}

/// Nothing but the file of what comes after the table.
#[loader(later)]
fn later() -> Result<(), NotLoaded> {
    Ok(())
}

/// Nothing but the file of the table.
#[loader(table)]
fn table() -> Result<(), NotLoaded> {
    Ok(())
}

/// Fetches the table before it is asked for. A failure shows when the screen is asked for.
pub(crate) fn fetch_table_ahead() {
    spawn_local(async {
        let _ = table().await;
    });
}

/// Fetches all the rest before it is asked for.
pub(crate) fn fetch_ahead() {
    spawn_local(async {
        let _ = later().await;
    });
}

#[cfg(test)]
#[path = "lazy_tests.rs"]
mod tests;
