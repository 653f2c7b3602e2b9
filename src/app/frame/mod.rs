//! What surrounds every screen: the header with bucket and credentials, the messages, and the footer.

pub(crate) mod back;
pub(crate) mod bucket_menu;
pub(crate) mod ending;
mod footer;
mod header;
pub(crate) mod heading;
mod held_up;
mod messages;
pub(crate) mod renewing;
pub(crate) mod show_request;
mod time_left;

use leptos::prelude::*;

use crate::app::i18n::{t_string, use_i18n};
use crate::app::services::focus::{MAIN, focus};
use footer::Footer;
pub(crate) use footer::said;
use header::Header;
use messages::Messages;

/// The frame around a screen.
#[component]
pub(crate) fn Frame(
    /// The screen.
    children: Children,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <a
            class="skip"
            href="#main"
            on:click=move |event| {
                // A fragment would be an address of the console, so the link moves the focus itself.
                event.prevent_default();
                focus(MAIN);
            }
        >
            {move || t_string!(i18n, frame.skip)}
        </a>
        <Header/>
        <Messages/>
        <main id=MAIN tabindex="-1">
            {children()}
        </main>
        <Footer/>
    }
}
