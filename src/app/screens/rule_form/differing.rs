//! What is said, and can be done, where several rules that are changed together differ in a part.

use leptos::prelude::*;

use super::control::control_id;
use super::form_state::Form;
use crate::app::components::button::{Button, Size};
use crate::app::components::when::When;
use crate::app::i18n::{t_string, use_i18n};
use crate::app::services::focus::focus;
use crate::model::rule::Part;

/// Says that several rules differ here, where nothing that is chosen would say it; and the way back to that.
#[component]
pub(super) fn Differing(form: Form, part: Part) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <div>
            <When when=move || form.differs(part)>
                <p class="hint">
                    {move || match form.by_entry(part) {
                        true => t_string!(i18n, several.differs_entries),
                        false => t_string!(i18n, several.differs),
                    }}
                </p>
            </When>
            <When when=move || form.overrides(part) || form.changes_entries(part)>
                <LeaveToEach form part/>
            </When>
        </div>
    }
}

/// Below a text in which several rules differ: it can be emptied in all of them, which nothing that is typed there can
/// say, and be left to each again.
#[component]
pub(super) fn EmptyInAll(form: Form, part: Part) -> impl IntoView {
    let i18n = use_i18n();
    let is_empty = move || form.overrides(part) && form.draft.with(|draft| draft.typed.text(part).is_empty());
    let empty = move || {
        form.choose(part);
        focus(&control_id(part));
    };
    view! {
        <div class="choice-actions">
            <When when=move || form.differs(part)>
                <Button size=Size::Small on_click=empty>
                    {move || t_string!(i18n, several.empty)}
                </Button>
            </When>
            <When when=is_empty>
                <span class="hint">{move || t_string!(i18n, several.emptied)}</span>
            </When>
            <When when=move || form.overrides(part)>
                <LeaveToEach form part/>
            </When>
        </div>
    }
}

#[component]
fn LeaveToEach(form: Form, part: Part) -> impl IntoView {
    let i18n = use_i18n();
    let leave = move || {
        form.leave_to_each(part);
        focus(&control_id(part));
    };
    view! {
        <Button size=Size::Small on_click=leave>
            {move || t_string!(i18n, several.leave)}
        </Button>
    }
}
