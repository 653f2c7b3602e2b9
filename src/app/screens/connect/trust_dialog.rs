//! Asks for a yes to a host that is not the provider's, before a corrected connection goes there.

use leptos::prelude::*;

use super::right_region::use_correction;
use crate::app::components::button::{Button, Look};
use crate::app::components::dialog::Dialog;
use crate::app::i18n::{t, t_string, use_i18n};
use crate::app::services::dialogs::{Opened, Trusting};
use crate::model::visible::marked;

/// The dialog; a yes opens the connection in the place of the one to the wrong region.
#[component]
pub(crate) fn TrustDialog(trusting: Trusting, opened: Opened) -> impl IntoView {
    view! {
        <Dialog
            open=opened.is_open()
            title_id="trust-title"
            on_close=move || opened.close()
        >
            <TrustHost trusting=trusting.clone() opened/>
        </Dialog>
    }
}

#[component]
fn TrustHost(trusting: Trusting, opened: Opened) -> impl IntoView {
    let i18n = use_i18n();
    let correction = use_correction();
    let Trusting { wrong, right, host } = trusting;
    let provider = right.provider.service_name();
    let region = right.region.as_str().to_owned();
    let shown = marked(&host).into_owned();
    let agree = move || {
        opened.close();
        correction.agreed(host.clone(), wrong, &right);
    };
    view! {
        <div>
            <h2 id="trust-title" tabindex="-1" autofocus=true>{t!(i18n, error.connect_in, region = region)}</h2>
            <p>{t!(i18n, connect.foreign, host = shown.clone(), provider = provider)}</p>
            <div class="dialog-actions">
                <Button on_click=move || opened.close()>{move || t_string!(i18n, another.cancel)}</Button>
                <Button look=Look::Primary on_click=agree>
                    {t!(i18n, connect.foreign_yes, host = shown)}
                </Button>
            </div>
        </div>
    }
}
