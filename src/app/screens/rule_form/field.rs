//! What stands around the control of a part: its name, what helps with it, what was found, and what is really in it.

use leptos::prelude::*;

use super::clash::Clash;
use super::control::control_id;
use super::differing::EmptyInAll;
use super::form_state::{Form, Purpose};
use crate::app::components::field::{Below, Field, Found, Tied};
use crate::app::components::shown::{Shown, ShownCode};
use crate::app::i18n::{I18n, t_string, use_i18n};
use crate::app::words::{Words, use_words};
use crate::form::paste::Note;
use crate::model::rule::Part;
use crate::model::visible::needs_telling;

/// What was found about a part and is in sight.
pub(super) fn finding(form: Form, part: Part, words: Words) -> Signal<Option<Found>> {
    let found = move |_: Option<&Option<Found>>| {
        let problem = form.shown.with(|shown| shown.of(part))?;
        let text = form.connection.with_value(|to| words.problem(problem, to));
        Some(Found { text, blocks: problem.blocks() })
    };
    Memo::new(found).into()
}

/// What ties the control of a part to what stands around it.
pub(super) fn tied(form: Form, part: Part, words: Words) -> Tied {
    Tied::new(control_id(part), finding(form, part, words))
}

/// The text of a part, which changes with no other part.
pub(super) fn text_of(form: Form, part: Part) -> Signal<String> {
    Memo::new(move |_| form.text(part)).into()
}

/// Changes the text of a part.
pub(super) fn on_input(form: Form, part: Part) -> Callback<String> {
    Callback::new(move |text| form.edit(part, text))
}

/// Checks a part when its control is left.
pub(super) fn on_leave(form: Form, part: Part) -> Callback<()> {
    Callback::new(move |()| form.leave(part))
}

/// A text in its frame. Where several rules differ in one that they can do without, it can be emptied in all of them.
#[component]
pub(super) fn PartText(form: Form, part: Part, tied: Tied, children: Children) -> impl IntoView {
    let field = view! {
        <PartField form part tied>
            {children()}
        </PartField>
    };
    if !form.differed(part) || form.capabilities.required.contains(&part) {
        return field.into_any();
    }
    view! {
        <div class="fields">
            {field} <EmptyInAll form part/>
        </div>
    }
    .into_any()
}

/// The frame of a part's control.
#[component]
pub(super) fn PartField(form: Form, part: Part, tied: Tied, children: Children) -> impl IntoView {
    let (i18n, words) = (use_i18n(), use_words());
    let label = move || words.part(part);
    let hint = move || note(form, part, i18n).or_else(|| words.hint(part, form.capabilities));
    let optional = !form.requires(part) && form.purpose != Purpose::Several;
    view! {
        <Field tied label optional hint>
            {children()}
            <Below slot>
                <AsItIs form part/>
                <Clash form part/>
            </Below>
        </Field>
    }
}

/// What helps with a part, where no [`PartField`] says it.
#[component]
pub(super) fn PartHint(form: Form, part: Part) -> impl IntoView {
    let words = use_words();
    move || words.hint(part, form.capabilities).map(|hint| view! { <p class="hint">{hint}</p> })
}

/// What a text really holds, where a control does not show it: characters that are not seen, letters that look like
/// others.
#[component]
fn AsItIs(form: Form, part: Part) -> impl IntoView {
    let i18n = use_i18n();
    let odd = Memo::new(move |_| Some(form.text(part)).filter(|text| needs_telling(text)));
    // The entries of a list stand below each other.
    let told = move |text: String| match part.is_list() {
        true => view! { <ShownCode code=text/> }.into_any(),
        false => view! { <Shown name=text/> }.into_any(),
    };
    move || {
        odd.get().map(
            |text| view! { <p class="hint">{move || t_string!(i18n, shown.as_it_is)} " " {told(text)}</p> },
        )
    }
}

/// What is said in the place of the hint: that several rules differ, or about a text that was taken apart or trimmed.
fn note(form: Form, part: Part, i18n: I18n) -> Option<String> {
    if form.differs(part) {
        return Some(t_string!(i18n, several.differs).to_owned());
    }
    Some(match form.note(part)? {
        Note::Trimmed => t_string!(i18n, paste.trimmed).to_owned(),
        Note::BlanksKept => t_string!(i18n, paste.blanks_kept).to_owned(),
        Note::TakenApart => t_string!(i18n, paste.taken_apart).to_owned(),
        Note::OtherRegion(region) => t_string!(i18n, paste.other_region, region = region.as_str()),
        Note::OtherProvider(provider) => {
            t_string!(i18n, paste.other_provider, provider = provider.service_name())
        }
        Note::OtherCloud => t_string!(i18n, paste.other_cloud).to_owned(),
    })
}
