//! Leaving a form with something typed in it: asked first, by the page and by the browser.

use leptos::{ev, prelude::*};

use super::form_state::{Form, Purpose};
use crate::app::components::button::{Button, Look};
use crate::app::components::dialog::Dialog;
use crate::app::i18n::{t_string, use_i18n};
use crate::app::services::navigation::Leaving;

/// The question, while it is asked.
#[component]
pub(super) fn LeaveQuestion(form: Form, leaving: Leaving) -> impl IntoView {
    // The browser asks in its own words when the tab is closed or reloaded.
    let asks = window_event_listener(ev::beforeunload, move |event| {
        if form.is_dirty() {
            event.prevent_default();
        }
    });
    on_cleanup(move || asks.remove());
    view! {
        <Dialog
            open=move || leaving.asked()
            title_id="leave-title"
            on_close=move || leaving.stay()
        >
            <Question form leaving/>
        </Dialog>
    }
}

#[component]
fn Question(form: Form, leaving: Leaving) -> impl IntoView {
    let i18n = use_i18n();
    // What becomes of the draft, then the way out.
    let out = move |settle: fn(Form)| {
        Callback::new(move |()| {
            settle(form);
            leaving.leave();
        })
    };
    let later = (form.purpose != Purpose::Several).then(|| {
        view! { <Button on_click=out(Form::set_aside)>{move || t_string!(i18n, leave.later)}</Button> }
    });
    view! {
        <div>
            <h2 id="leave-title">{move || t_string!(i18n, leave.title)}</h2>
            <p>{move || t_string!(i18n, leave.text)}</p>
            <div class="dialog-actions">
                <Button look=Look::DangerQuiet on_click=out(Form::settled)>
                    {move || t_string!(i18n, leave.discard)}
                </Button>
                {later}
                <Button
                    look=Look::Primary
                    id="leave-keep"
                    autofocus=true
                    on_click=move || leaving.stay()
                >
                    {move || t_string!(i18n, leave.keep)}
                </Button>
            </div>
        </div>
    }
}
