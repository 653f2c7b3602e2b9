//! What is said, and can be done, where somebody else has changed a part as well while it was changed here.

use leptos::prelude::*;

use super::control::control_id;
use super::form_state::Form;
use crate::app::components::button::{Button, Size};
use crate::app::components::shown::Shown;
use crate::app::components::when::When;
use crate::app::i18n::{t_string, use_i18n};
use crate::app::services::focus::focus;
use crate::app::words::use_words;
use crate::model::rule::Part;

/// Marks a part with both changes: what is typed stays, and what is there now can be taken in its place.
#[component]
pub(super) fn Clash(form: Form, part: Part) -> impl IntoView {
    view! {
        <div>
            <When when=move || form.clashes_in(part)>
                <Theirs form part/>
            </When>
        </div>
    }
}

#[component]
fn Theirs(form: Form, part: Part) -> impl IntoView {
    let (i18n, words) = (use_i18n(), use_words());
    let said =
        move || form.stored.with_value(|stored| stored.as_ref().map(|stored| words.said(&stored.rule, part)));
    let take = move || {
        form.take_theirs(part);
        focus(&control_id(part));
    };
    view! {
        <div class="note">
            <p>
                {move || t_string!(i18n, edit.clash)} " "
                <Shown name=move || said().unwrap_or_default()/>
            </p>
            <Button
                size=Size::Small
                label=move || t_string!(i18n, edit.take_theirs_of, part = words.part(part))
                on_click=take
            >
                {move || t_string!(i18n, edit.take_theirs)}
            </Button>
        </div>
    }
}
