//! A labelled control with its hint and what was found in it.

use leptos::prelude::*;

use crate::app::i18n::{t_string, use_i18n};

/// What was found in a field: the words, and whether it must be mended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    /// What is wrong, or worth knowing.
    pub(crate) text: String,
    /// Whether the field keeps the form from being sent.
    pub(crate) blocks: bool,
}

/// A problem that keeps the form from being sent.
pub(crate) fn blocking(problem: Signal<Option<String>>) -> Signal<Option<Found>> {
    Signal::derive(move || problem.get().map(|text| Found { text, blocks: true }))
}

/// What ties a control to its label, hint and finding. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Tied {
    id: Oco<'static, str>,
    finding: Signal<Option<Found>>,
}

impl Tied {
    /// For the control with this id.
    pub(crate) fn new(id: impl Into<Oco<'static, str>>, finding: Signal<Option<Found>>) -> Self {
        Tied { id: id.into(), finding }
    }

    /// The control's `id`.
    pub(crate) fn id(&self) -> String {
        self.id.to_string()
    }

    /// Whether it must be mended.
    pub(crate) fn invalid(&self) -> Signal<bool> {
        let finding = self.finding;
        Signal::derive(move || blocks(finding))
    }

    /// Its `aria-describedby`.
    pub(crate) fn described_by(&self) -> Signal<String> {
        let (finding, hint) = (self.finding, format!("{}-hint", self.id));
        let both = format!("{}-problem {hint}", self.id);
        Signal::derive(move || if finding.with(Option::is_some) { both.clone() } else { hint.clone() })
    }
}

fn blocks(finding: Signal<Option<Found>>) -> bool {
    finding.with(|found| found.as_ref().is_some_and(|found| found.blocks))
}

/// What stands below the finding, in the same frame.
#[slot]
pub(crate) struct Below {
    children: Children,
}

/// Label, control, hint and finding.
#[component]
pub(crate) fn Field(
    tied: Tied,
    #[prop(into)] label: Signal<String>,
    /// Says that it may stay empty.
    #[prop(optional)]
    optional: bool,
    #[prop(optional, into)] hint: Signal<Option<String>>,
    #[prop(optional)] below: Option<Below>,
    /// The control, which takes `id` and the rest from `tied`.
    children: Children,
) -> impl IntoView {
    let i18n = use_i18n();
    let finding = tied.finding;
    view! {
        <div class="field" class:invalid=move || blocks(finding)>
            <label for=tied.id()>
                {move || label.get()}
                {optional.then(|| view! { <span class="optional">{move || t_string!(i18n, create.optional)}</span> })}
            </label>
            {children()}
            <p class="hint" id=format!("{}-hint", tied.id) hidden=move || hint.with(Option::is_none)>
                {move || hint.get()}
            </p>
            <Finding id=tied.id() found=finding/>
            {below.map(|below| (below.children)())}
        </div>
    }
}

/// The line that says what was found about the control `id`.
#[component]
pub(crate) fn Finding(#[prop(into)] id: String, #[prop(into)] found: Signal<Option<Found>>) -> impl IntoView {
    let mild = move || found.with(|found| found.as_ref().is_some_and(|found| !found.blocks));
    view! {
        <p
            class="problem"
            class:mild=mild
            id=format!("{id}-problem")
            hidden=move || found.with(Option::is_none)
        >
            {move || found.get().map(|found| found.text)}
        </p>
    }
}

#[cfg(test)]
#[path = "field_tests.rs"]
mod tests;
