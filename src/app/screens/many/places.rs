//! The fields for where the reports go, and at another provider in whose name.

use leptos::prelude::*;

use super::form::{Form, pattern_id};
use crate::app::components::field::blocking;
use crate::app::components::inputs::TextField;
use crate::app::i18n::{t_string, use_i18n};
use crate::app::words::use_words;
use crate::form::suggested::suggested;
use crate::model::rule::Part;
use crate::model::visible::marked;
use crate::state::patterns::NAMES;

/// What is chosen for all rules.
#[component]
pub(super) fn Places(form: Form) -> impl IntoView {
    let parts = Memo::new(move |_| (form.side.provider.get(), form.placed_parts()));
    let field = move |part: Part| view! { <PatternField form part/> };
    view! {
        <div class="fields">
            {move || parts.get().1.into_iter().map(field).collect_view()}
        </div>
    }
}

#[component]
fn PatternField(form: Form, part: Part) -> impl IntoView {
    let (i18n, words) = (use_i18n(), use_words());
    let id = pattern_id(part);
    let is_needed = untrack(|| form.needs(part));
    let crosses = untrack(|| form.side.crosses());
    let names = NAMES.map(|name| ["{", name, "}"].concat()).join(", ");
    let hinted = names.clone();
    let hint = Signal::derive(move || match part {
        // What stands for other texts is of use in names of buckets and folders.
        Part::AccountId | Part::RoleArn => words.hint(part, form.side.capabilities()),
        Part::Bucket if crosses => {
            let provider = form.side.provider.get().service_name();
            Some(t_string!(i18n, many.destination_there, provider = provider, names = hinted.as_str()))
        }
        _ => Some(t_string!(i18n, many.destination_hint, names = hinted.as_str())),
    });
    let problem = Signal::derive(move || {
        let shown = form.tried.get();
        let name = shown.then(|| form.patterns.with(|patterns| patterns.unknown_in(part))).flatten();
        let unknown = name.map(|name| {
            let name = ["{", &name, "}"].concat();
            let name = marked(&name).into_owned();
            t_string!(i18n, many.unknown_name, name = name, names = names.as_str())
        });
        unknown.or_else(|| (shown && form.lacks(part)).then(|| t_string!(i18n, problem.missing).to_owned()))
    });
    view! {
        <TextField
            id=id
            label=Signal::derive(move || words.part(part).to_owned())
            optional=!is_needed
            hint
            finding=blocking(problem)
            value=Signal::derive(move || form.patterns.with(|patterns| patterns.of(part).to_owned()))
            on_input=move |text| form.patterns.update(|patterns| patterns.set(part, text))
            nostrip:list=crosses.then(|| format!("{id}-known"))
        />
        {crosses.then(|| view! { <Known form part id/> })}
    }
}

/// What the rules of the bucket that lends its credentials say: those that are taken there know nothing of it.
#[component]
fn Known(form: Form, part: Part, id: &'static str) -> impl IntoView {
    let known = Memo::new(move |_| {
        let lender = form.side.lender.get()?;
        let own = lender.client().credentials().account;
        let texts = lender.rules.listing().with(|listing| {
            let texts = suggested(listing.rules(), part, own.as_deref());
            texts.into_iter().map(str::to_owned).collect::<Vec<_>>()
        });
        Some(texts)
    });
    let option = |text: String| view! { <option value=text></option> };
    let options = move || known.get().unwrap_or_default().into_iter().map(option).collect_view();
    view! { <datalist id=format!("{id}-known")>{options}</datalist> }
}
