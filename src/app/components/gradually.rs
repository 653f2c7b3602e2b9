//! Rows of a list that may be long: the first at once, the others frame by frame. A dialog about a thousand rules opens as
//! soon as one about ten.

use leptos::prelude::*;

use super::each::Each;
use crate::app::services::focus::when_seen;

/// How many come at once: some ten milliseconds of drawing.
const AT_ONCE: u32 = 100;

/// A row for each of these, in their order, each drawn once.
#[component]
pub(crate) fn Gradually<T: Clone + Send + Sync + 'static>(
    of: Vec<T>,
    #[prop(into)] draw: Callback<T, AnyView>,
) -> impl IntoView {
    let count = u32::try_from(of.len()).unwrap_or(u32::MAX);
    let of = StoredValue::new(of);
    let drawn = RwSignal::new(AT_ONCE.min(count));
    more_behind(drawn, count);
    let row = move |at: u32| {
        let one = of.with_value(|of| of.get(at as usize).cloned());
        one.map(|one| draw.run(one)).into_any()
    };
    view! { <Each numbers=Signal::derive(move || (0..drawn.get()).collect()) draw=row/> }
}

/// Draws more when what is drawn is on the screen, until all is or the list has gone.
fn more_behind(drawn: RwSignal<u32>, count: u32) {
    when_seen(move || {
        let rest = drawn.try_update(|drawn| {
            *drawn = drawn.saturating_add(AT_ONCE).min(count);
            *drawn < count
        });
        if rest == Some(true) {
            more_behind(drawn, count);
        }
    });
}
