//! The control of a yes or no.

use leptos::prelude::*;

use super::clash::Clash;
use super::control::control_id;
use super::differing::Differing;
use super::field::{PartHint, finding};
use super::form_state::Form;
use crate::app::components::check::{Check, CheckKind};
use crate::app::components::field::Finding;
use crate::app::i18n::{t_string, use_i18n};
use crate::app::words::use_words;
use crate::model::rule::Part;

/// A check box.
#[component]
pub(super) fn FlagControl(form: Form, part: Part) -> impl IntoView {
    let (i18n, words) = (use_i18n(), use_words());
    let name = move || if part == Part::Enabled { t_string!(i18n, create.enabled) } else { words.part(part) };
    let checked = move || form.draft.with(|draft| draft.typed.text(part) == "true");
    let on_change = Callback::new(move |on: bool| {
        form.choose(part);
        form.edit(part, on.to_string());
        form.leave(part);
    });
    view! {
        <div>
            <Check kind=CheckKind::Box name=part.slug() checked on_change id=control_id(part)>
                <span>{name}</span>
            </Check>
            <PartHint form part/>
            <Differing form part/>
            <Clash form part/>
            <Finding id=control_id(part) found=finding(form, part, words)/>
        </div>
    }
}
