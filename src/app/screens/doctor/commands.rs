//! Calls for a terminal, which need no credentials.

use leptos::prelude::*;

use super::text_block::TextBlock;
use crate::app::i18n::{t_string, use_i18n};
use crate::app::services::deployment::own_origin;
use crate::app::services::open_bucket::OpenBucket;
use crate::export::access::probe::{preflight, whereabouts};
use crate::provider::http::Method;

/// Where a bucket is whose answers no page may read.
#[component]
pub(super) fn Whereabouts(bucket: OpenBucket) -> impl IntoView {
    let i18n = use_i18n();
    let text = whereabouts(bucket.client().endpoint());
    view! {
        <h2>{move || t_string!(i18n, doctor.whereabouts)}</h2>
        <TextBlock copy=move || t_string!(i18n, doctor.copy_whereabouts) text/>
        <ul class="meanings">
            <li>{move || t_string!(i18n, doctor.hidden_yes)}</li>
            <li>{move || t_string!(i18n, doctor.hidden_no)}</li>
            <li>{move || t_string!(i18n, doctor.hidden_page)}</li>
        </ul>
    }
}

/// How to find out whether this site may save and delete, which no check does.
#[component]
pub(super) fn Writes(bucket: OpenBucket) -> impl IntoView {
    let i18n = use_i18n();
    let client = bucket.client();
    let origin = own_origin();
    let command = |method| preflight(client.connection(), client.endpoint(), &origin, method);
    let (put, delete) = (command(Method::Put), command(Method::Delete));
    view! {
        <section class="card">
            <h2>{move || t_string!(i18n, doctor.writes)}</h2>
            <p>{move || t_string!(i18n, doctor.writes_lead)}</p>
            <TextBlock
                title=move || t_string!(i18n, doctor.ask_put)
                copy=move || t_string!(i18n, doctor.copy_put)
                text=put
            />
            <TextBlock
                title=move || t_string!(i18n, doctor.ask_delete)
                copy=move || t_string!(i18n, doctor.copy_delete)
                text=delete
            />
            <ul class="meanings">
                <li>{move || t_string!(i18n, doctor.writes_yes)}</li>
                <li>{move || t_string!(i18n, doctor.writes_no)}</li>
            </ul>
        </section>
    }
}
