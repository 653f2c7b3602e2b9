//! The control of a part that is chosen from the provider's words: one of them, or any number.

use leptos::prelude::*;

use super::clash::Clash;
use super::control::control_id;
use super::differing::Differing;
use super::field::{PartHint, finding};
use super::form_state::Form;
use crate::app::components::button::{Button, Size};
use crate::app::components::check::{Check, CheckKind};
use crate::app::components::field::Finding;
use crate::app::components::when::When;
use crate::app::i18n::{t_string, use_i18n};
use crate::app::words::use_words;
use crate::model::rule::Part;

/// The words, and any other that the stored rule has.
#[component]
pub(super) fn ChoiceControl(
    form: Form,
    part: Part,
    /// Whether any number of them can be chosen.
    #[prop(optional)]
    several: bool,
) -> impl IntoView {
    let words = use_words();
    let term = match part {
        Part::Versions => Some("IncludedObjectVersions"),
        Part::Fields => Some("OptionalFields"),
        _ => None,
    };
    let choices = offered(form, part).into_iter().map(|word| view! { <Choice form part several word/> });
    view! {
        <fieldset class="choice" id=control_id(part) tabindex="-1">
            <legend>{move || words.part(part)} " " {term.map(|term| view! { <code>{term}</code> })}</legend>
            <PartHint form part/>
            <Differing form part/>
            <Clash form part/>
            <div class="checks">{choices.collect_view()}</div>
            {(part == Part::Fields).then(|| view! { <AllOrNone form part/> })}
            <Finding id=control_id(part) found=finding(form, part, words)/>
        </fieldset>
    }
}

/// The provider's words, and those that the rule, or one of several, has besides.
fn offered(form: Form, part: Part) -> Vec<String> {
    let mut offered: Vec<String> =
        form.capabilities.choices(part).iter().copied().map(str::to_owned).collect();
    let mut add = |word: &str| {
        if !word.is_empty() && !offered.iter().any(|known| known == word) {
            offered.push(word.to_owned());
        }
    };
    form.draft.with_untracked(|draft| {
        draft.typed.text(part).split('\n').chain(draft.opened(part).split('\n')).for_each(&mut add);
    });
    if part == Part::Fields {
        form.among.fields().iter().for_each(|field| add(field));
    }
    offered
}

#[component]
fn Choice(form: Form, part: Part, several: bool, word: String) -> impl IntoView {
    let (i18n, words) = (use_i18n(), use_words());
    let word = StoredValue::new(word);
    let in_each = move || word.with_value(|word| form.has_field(word));
    let checked = move || {
        if form.by_entry(part) {
            return in_each() == Some(true);
        }
        form.draft.with(|draft| {
            word.with_value(|word| match several {
                true => draft.typed.entries(part).any(|entry| entry == word),
                false => draft.typed.text(part) == word && !form.differs(part),
            })
        })
    };
    let mixed = Signal::derive(move || form.by_entry(part) && in_each().is_none());
    let on_change = Callback::new(move |on: bool| {
        if untrack(|| form.by_entry(part)) {
            return word.with_value(|word| form.turn_field(word));
        }
        form.choose(part);
        match several {
            true => form.change(|typed| word.with_value(|word| typed.set_entry(part, word, on))),
            false => form.edit(part, word.get_value()),
        }
        form.leave(part);
    });
    let kind = if several { CheckKind::Box } else { CheckKind::Radio };
    let is_known = word.with_value(|word| form.capabilities.choices(part).contains(&word.as_str()));
    // What has no name in plain words is shown as what it is.
    let name = move || match word.with_value(|word| words.choice(part, word)) {
        Some(name) => view! { <span>{name}</span> }.into_any(),
        None if is_known => view! { <code>{word.get_value()}</code> }.into_any(),
        None => view! { <span>{word.with_value(|word| words.kept(word))}</span> }.into_any(),
    };
    view! {
        <Check kind name=part.slug() checked mixed on_change>
            {name}
            " "
            <When when=move || mixed.get()>
                <span class="quiet-text">
                    {move || {
                        let (held, count) = word.with_value(|word| form.among.holding(word));
                        t_string!(i18n, several.in_some, held = held, count = count)
                    }}
                </span>
            </When>
        </Check>
    }
}

/// Chooses every word, or none.
#[component]
fn AllOrNone(form: Form, part: Part) -> impl IntoView {
    let i18n = use_i18n();
    let all = form.capabilities.choices(part).join("\n");
    let choose = move |text: String| {
        form.choose(part);
        form.edit(part, text);
    };
    view! {
        <div class="choice-actions">
            <Button size=Size::Small on_click=move || choose(all.clone())>
                {move || t_string!(i18n, create.all)}
            </Button>
            <Button size=Size::Small on_click=move || choose(String::new())>
                {move || t_string!(i18n, create.nothing)}
            </Button>
        </div>
    }
}
