//! The end of the form, which stays at the bottom of the window while the form is longer than that (`style/rule.css`):
//! what sends it, the way out, and the way to what keeps it from being sent.

use leptos::prelude::*;

use super::control::control_id;
use super::form_state::Form;
use crate::app::components::alerts::Alerts;
use crate::app::components::button::{Button, Look};
use crate::app::components::icon::{Icon, Picture};
use crate::app::components::trying::{Names, Trying};
use crate::app::components::when::When;
use crate::app::i18n::{t_string, use_i18n};
use crate::app::services::attempts::What;
use crate::app::services::focus::unfold_and_focus;
use crate::model::rule::Part;

/// The footer.
#[component]
pub(super) fn Footer(
    form: Form,
    /// Where Cancel leads.
    out: String,
    /// The buttons that send.
    children: Children,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <div class="form-actions form-footer">
            {children()}
            <a class="button" href=out>
                {move || t_string!(i18n, create.cancel)}
            </a>
            <ProblemsInSight form/>
            <span class="hint">{move || t_string!(i18n, create.ctrl_enter)}</span>
            <div class="form-trying" role="status">
                <Trying bucket=form.bucket what=|what| what != What::List names=Names::What/>
            </div>
        </div>
    }
}

/// How many fields need attention, which leads to the first of them.
#[component]
fn ProblemsInSight(form: Form) -> impl IntoView {
    let i18n = use_i18n();
    let count = Memo::new(move |_| form.problems());
    let words = move || match count.get() {
        1 => t_string!(i18n, create.problem_one).to_owned(),
        count => t_string!(i18n, create.problems, count = count),
    };
    let lead = move || {
        if let Some(part) = form.first_problem() {
            lead_to(part);
        }
    };
    view! {
        <Alerts>
            <When when=move || { count.get() > 0 }>
                <Button look=Look::DangerQuiet on_click=lead>
                    <Icon picture=Picture::Alert/>
                    {words}
                </Button>
            </When>
        </Alerts>
    }
}

/// Moves the focus to the control of a part, wherever it is.
pub(super) fn lead_to(part: Part) {
    unfold_and_focus(&control_id(part));
}
