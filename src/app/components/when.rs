//! Something that is there while it is wanted.

use leptos::prelude::*;

/// Draws its children while `when` holds: `Show`, compiled once for all of them.
#[component]
pub(crate) fn When(#[prop(into)] when: Signal<bool>, children: ChildrenFn) -> impl IntoView {
    let when = Memo::new(move |_| when.get());
    move || when.get().then(|| children())
}
