//! Above the form: a template can be begun with, and what is typed can become one.

use leptos::prelude::*;

use super::drafts::{self, Begun};
use super::form_state::{Form, Purpose};
use crate::app::components::button::Button;
use crate::app::components::dialog::Dialog;
use crate::app::i18n::{t_string, use_i18n};
use crate::app::screens::templates::SaveAsTemplate;
use crate::app::screens::templates::choosing::{ChooseTemplate, TITLE, more_words};
use crate::app::services::dialogs::Says;
use crate::app::words::use_words;
use crate::form::template::Template;
use crate::model::rule::Part;
use crate::model::visible::marked;

/// The ways from and to templates.
#[component]
pub(super) fn Templates(
    form: Form,
    /// Called with what the form begins with again.
    on_begin: Callback<Begun>,
) -> impl IntoView {
    let provider = form.bucket.place().provider;
    let document = move || form.stored.with_value(|stored| stored.as_ref().map(|of| of.document.clone()));
    let says = move |()| Says::Form(form.draft.get_untracked(), document());
    let creates = form.purpose == Purpose::Create;
    view! {
        <div class="form-actions">
            {creates.then(|| view! { <FromTemplate form on_begin/> })}
            <SaveAsTemplate provider says/>
        </div>
        {creates.then(|| view! { <SaysMore form/> })}
    }
}

/// Says what a new rule gets of its template that has no control here.
#[component]
fn SaysMore(form: Form) -> impl IntoView {
    let (i18n, words) = (use_i18n(), use_words());
    let more = form.stored.with_value(|stored| more_words(words, &stored.as_ref()?.rule, form.capabilities));
    more.map(|names| {
        view! { <p class="note">{move || t_string!(i18n, template.says_more, names = marked(&names))}</p> }
    })
}

#[component]
fn FromTemplate(form: Form, on_begin: Callback<Begun>) -> impl IntoView {
    let i18n = use_i18n();
    let open = RwSignal::new(false);
    let on_take = Callback::new(move |template: Template| {
        // The form offers it again. Where nothing was typed what is kept stays.
        if untrack(|| form.is_dirty()) {
            drafts::keep(form);
        }
        let id = form.draft.with_untracked(|draft| draft.typed.text(Part::Id).to_owned());
        let typed = template.typed(form.capabilities).with(Part::Id, &id);
        // One whose document is spoilt is not offered.
        let like = template.like().ok().flatten();
        on_begin.run(Begun { typed: Some(typed), ..Begun::new(Purpose::Create, like) });
    });
    let on_close = Callback::new(move |()| open.set(false));
    view! {
        <Button on_click=move || open.set(true)>{move || t_string!(i18n, template.open)}</Button>
        <Dialog open title_id=TITLE on_close>
            <ChooseTemplate bucket=form.bucket on_take on_close/>
        </Dialog>
    }
}
