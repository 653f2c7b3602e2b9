//! Beside the form: the document that it makes.

use leptos::prelude::*;

use super::form_state::{Form, Purpose};
use crate::app::components::shown::ShownCode;
use crate::app::components::when::When;
use crate::app::i18n::{t_string, use_i18n};

/// The document, as it is typed.
#[component]
pub(super) fn Preview(form: Form) -> impl IntoView {
    let i18n = use_i18n();
    let code = Memo::new(move |_| form.document().to_pretty());
    let unchanged = move || form.purpose == Purpose::Edit && !form.is_changed();
    view! {
        <aside class="card xml preview" aria-labelledby="preview-title">
            <h2 id="preview-title">{move || t_string!(i18n, create.preview)}</h2>
            <When when=unchanged>
                <p class="hint">{move || t_string!(i18n, edit.unchanged)}</p>
            </When>
            <pre tabindex="0">
                <span>
                    <ShownCode code/>
                </span>
            </pre>
        </aside>
    }
}
