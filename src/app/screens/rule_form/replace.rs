//! A part of a text that is replaced in each of several rules.

use leptos::prelude::*;

use super::several::Together;
use crate::app::components::check::Select;
use crate::app::components::field::{Field, Tied};
use crate::app::components::inputs::TextField;
use crate::app::i18n::{t_string, use_i18n};
use crate::app::words::use_words;
use crate::form::edits::{REPLACEABLE, Replacing};
use crate::model::rule::Part;

/// Which text, what of it, and what is put in its place. How many rules have it is said while it is typed.
#[component]
pub(super) fn Replace(together: Together) -> impl IntoView {
    let (i18n, words) = (use_i18n(), use_words());
    let besides = together.form.among.besides;
    let parts: Vec<Part> = REPLACEABLE.into_iter().filter(|part| together.form.offers(*part)).collect();
    let choices = parts.iter().map(|part| {
        let part = *part;
        Signal::derive(move || words.part(part).to_owned())
    });
    let choices = choices.collect();
    let parts = StoredValue::new(parts);
    let chosen = Signal::derive(move || {
        let part = besides.with(|besides| besides.replacing.part);
        parts.with_value(|parts| parts.iter().position(|known| *known == part)).unwrap_or_default()
    });
    let change =
        move |change: &dyn Fn(&mut Replacing)| besides.update(|besides| change(&mut besides.replacing));
    let on_part = move |at: usize| {
        if let Some(part) = parts.with_value(|parts| parts.get(at).copied()) {
            change(&|replacing| replacing.part = part);
        }
    };
    let found = move || {
        let count = besides.with(|besides| {
            let of = |replacing: &Replacing| together.rules.with_value(|rules| replacing.finds(rules));
            Some(&besides.replacing).filter(|replacing| !replacing.find.is_empty()).map(of)
        });
        count.map(|found| {
            let count = together.rules.with_value(|rules| rules.len());
            t_string!(i18n, several.found, found = found, count = count)
        })
    };
    let tied = Tied::new("replace-in", Signal::stored(None));
    view! {
        <fieldset class="card">
            <legend>{move || t_string!(i18n, several.replace)}</legend>
            <Field tied=tied.clone() label=move || t_string!(i18n, several.replace_in)>
                <Select tied choices chosen on_change=on_part/>
            </Field>
            <div class="field-row">
                <TextField
                    id="replace-find"
                    label=move || t_string!(i18n, several.find)
                    hint=found
                    value=move || besides.with(|besides| besides.replacing.find.clone())
                    on_input=move |text: String| change(&|replacing| replacing.find.clone_from(&text))
                />
                <TextField
                    id="replace-with"
                    label=move || t_string!(i18n, several.replace_with)
                    value=move || besides.with(|besides| besides.replacing.with.clone())
                    on_input=move |text: String| change(&|replacing| replacing.with.clone_from(&text))
                />
            </div>
        </fieldset>
    }
}
