//! Where errors are said: the region in which they are heard, and the frame of each.

use leptos::prelude::*;

use super::icon::{Icon, Picture};

/// A place for errors to come. It is in the page before they are: only then are they heard wherever the page is read
/// out.
#[component]
pub(crate) fn Alerts(children: Children) -> impl IntoView {
    view! { <div class="alerts" role="alert">{children()}</div> }
}

/// The frame of an error with its first sentence. It stands among [`Alerts`].
#[component]
pub(crate) fn ErrorFrame(
    /// What happened.
    #[prop(into)]
    what: Signal<String>,
    /// For the focus.
    #[prop(optional, into)]
    id: Option<String>,
    children: Children,
) -> impl IntoView {
    let focusable = id.is_some().then_some("-1");
    view! {
        <div class="error-panel" id=id tabindex=focusable>
            <p class="error-what">
                <Icon picture=Picture::Alert/>
                " "
                {move || what.get()}
            </p>
            {children()}
        </div>
    }
}
