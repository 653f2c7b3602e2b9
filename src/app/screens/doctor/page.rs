//! The screen.

use leptos::prelude::*;

use super::commands::Writes;
use super::diagnosis::Diagnosis;
use super::run::Doctor;
use super::step::StepLine;
use super::texts::Ready;
use crate::app::components::button::Button;
use crate::app::components::copy::CopyButton;
use crate::app::components::icon::{Icon, Picture};
use crate::app::frame::back::Back;
use crate::app::frame::heading::Heading;
use crate::app::i18n::{t_string, use_i18n};
use crate::app::services::deployment::own_origin;
use crate::app::services::open_bucket::OpenBucket;
use crate::app::words::{Words, use_words};
use crate::doctor::Step;
use crate::doctor::report::markdown;
use crate::model::visible::marked;

/// The check of a bucket's connection. It begins by itself.
#[component]
pub(crate) fn DoctorPage(bucket: OpenBucket) -> impl IntoView {
    let (i18n, words) = (use_i18n(), use_words());
    let doctor = Doctor::begin(bucket);
    let client = bucket.client();
    let (host, by_relay) = (client.endpoint().authority.clone(), client.goes_by_own_relay());
    let runs = Memo::new(move |_| doctor.checkup.with(|checkup| checkup.step().is_some()));
    let report = Signal::derive(move || report(words, doctor));
    view! {
        <section class="page doctor">
            <Back bucket/>
            <div class="page-top">
                <div class="page-head">
                    <Heading text=move || t_string!(i18n, doctor.title)/>
                </div>
                <div class="form-actions">
                    <CopyButton text=report label=move || t_string!(i18n, doctor.copy_report)/>
                    <Button on_click=move || if runs.get_untracked() { doctor.stop() } else { doctor.again() }>
                        {move || view! { <Icon picture=if runs.get() { Picture::Close } else { Picture::Refresh }/> }}
                        {move || match runs.get() {
                            true => t_string!(i18n, doctor.stop),
                            false => t_string!(i18n, doctor.again),
                        }}
                    </Button>
                </div>
            </div>
            <p class="lead">{move || t_string!(i18n, doctor.lead, host = marked(&host))}</p>
            <div class="checkup-page">
            <Diagnosis doctor/>
            <section class="card steps">
                <h2>{move || t_string!(i18n, doctor.steps)}</h2>
                <ol class="checkup">
                    {Step::ALL.map(|step| view! { <StepLine doctor step/> }).collect_view()}
                </ol>
            </section>
            // By a relay no preflight is asked for.
            {(!by_relay).then(|| view! { <Writes bucket/> })}
            <Ready doctor/>
            </div>
        </section>
    }
}

/// The whole check as Markdown.
fn report(words: Words, doctor: Doctor) -> String {
    let i18n = words.i18n;
    let connection = doctor.bucket.connection();
    let host = doctor.bucket.client().endpoint().authority.clone();
    let bucket = connection.bucket.as_str();
    let facts = [
        (t_string!(i18n, connect.provider), connection.provider.service_name().to_owned()),
        (t_string!(i18n, connect.region), connection.region.as_str().to_owned()),
        (t_string!(i18n, connect.bucket), bucket.to_owned()),
        (t_string!(i18n, doctor.host_name), host),
        (t_string!(i18n, doctor.page), own_origin()),
        (t_string!(i18n, doctor.checked_at), words.time(doctor.began_at.get())),
    ];
    let facts = facts.map(|(name, value)| (name.to_owned(), value));
    let steps = doctor.checkup.with(|checkup| Step::ALL.map(|step| words.told(checkup, step, &connection)));
    markdown(&t_string!(i18n, doctor.report_title, bucket = bucket), &facts, &steps)
}
