//! Controls for text: a line, several lines, a masked line; alone, and in a field.

use leptos::prelude::*;

use super::button::{Button, Size};
use super::field::{Field, Found, Tied};
use crate::app::i18n::{t_string, use_i18n};

/// A control of one line. What is typed stands in its property only, never in the document.
#[component]
pub(crate) fn TextInput(
    tied: Tied,
    #[prop(into)] value: Signal<String>,
    /// Called with each change.
    #[prop(into)]
    on_input: Callback<String>,
    /// Called when the field is left.
    #[prop(optional, into)]
    on_leave: Option<Callback<()>>,
    /// Shows dots in its place.
    #[prop(optional, into)]
    masked: Signal<bool>,
    /// The id of a `datalist` of suggestions.
    #[prop(optional, into)]
    list: Option<String>,
    /// The `inputmode`, for keyboards on glass.
    #[prop(optional, into)]
    mode: Option<&'static str>,
    #[prop(optional)] readonly: bool,
) -> impl IntoView {
    let (invalid, described_by) = (tied.invalid(), tied.described_by());
    view! {
        <input
            type=move || if masked.get() { "password" } else { "text" }
            id=tied.id()
            list=list
            inputmode=mode
            readonly=readonly
            autocomplete="off"
            autocapitalize="none"
            spellcheck="false"
            aria-invalid=move || invalid.get().then_some("true")
            aria-describedby=move || described_by.get()
            prop:value=move || value.get()
            on:input=move |event| on_input.run(event_target_value(&event))
            on:blur=move |_| {
                // A field that is taken away with its screen is told to be left, too.
                if let Some(on_leave) = on_leave {
                    on_leave.try_run(());
                }
            }
        />
    }
}

/// A control of several lines.
#[component]
pub(crate) fn TextLines(
    tied: Tied,
    #[prop(into)] value: Signal<String>,
    /// Called with each change.
    #[prop(into)]
    on_input: Callback<String>,
    /// Called when the field is left.
    #[prop(optional, into)]
    on_leave: Option<Callback<()>>,
) -> impl IntoView {
    let (invalid, described_by) = (tied.invalid(), tied.described_by());
    view! {
        <textarea
            class="mono"
            rows="3"
            id=tied.id()
            autocomplete="off"
            autocapitalize="none"
            spellcheck="false"
            aria-invalid=move || invalid.get().then_some("true")
            aria-describedby=move || described_by.get()
            prop:value=move || value.get()
            on:input=move |event| on_input.run(event_target_value(&event))
            on:blur=move |_| {
                // A field that is taken away with its screen is told to be left, too.
                if let Some(on_leave) = on_leave {
                    on_leave.try_run(());
                }
            }
        ></textarea>
    }
}

/// A field of one line.
#[component]
pub(crate) fn TextField(
    #[prop(into)] id: Oco<'static, str>,
    #[prop(into)] label: Signal<String>,
    /// Says that it may stay empty.
    #[prop(optional)]
    optional: bool,
    #[prop(optional, into)] hint: Signal<Option<String>>,
    #[prop(optional, into)] finding: Signal<Option<Found>>,
    #[prop(into)] value: Signal<String>,
    /// Called with each change.
    #[prop(into)]
    on_input: Callback<String>,
    /// Called when the field is left.
    #[prop(optional, into)]
    on_leave: Option<Callback<()>>,
    /// The id of a `datalist` of suggestions.
    #[prop(optional, into)]
    list: Option<String>,
) -> impl IntoView {
    let tied = Tied::new(id, finding);
    view! {
        <Field tied=tied.clone() label optional hint>
            <TextInput tied value on_input nostrip:on_leave=on_leave nostrip:list=list/>
        </Field>
    }
}

/// A masked field of one line, with a button that unmasks it.
#[component]
pub(crate) fn MaskedField(
    #[prop(into)] id: Oco<'static, str>,
    #[prop(into)] label: Signal<String>,
    /// The name of the button.
    #[prop(into)]
    show: Signal<String>,
    #[prop(optional, into)] finding: Signal<Option<Found>>,
    #[prop(into)] value: Signal<String>,
    /// Called with each change.
    #[prop(into)]
    on_input: Callback<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let tied = Tied::new(id, finding);
    let shown = RwSignal::new(false);
    view! {
        <Field tied=tied.clone() label>
            <div class="control">
                <TextInput tied value on_input masked=move || !shown.get()/>
                <Button
                    size=Size::Small
                    label=show
                    pressed=shown
                    on_click=move || shown.update(|shown| *shown = !*shown)
                >
                    {move || t_string!(i18n, connect.show)}
                </Button>
            </div>
        </Field>
    }
}
