//! What stands below a check to be copied, and the texts of a signature side by side.

use leptos::prelude::*;

use super::cors::CorsTexts;
use super::rights::{Policies, Role};
use super::run::Doctor;
use crate::app::components::shown::ShownCode;
use crate::app::i18n::{t_string, use_i18n};
use crate::app::words::use_words;
use crate::doctor::finding::Remedy;
use crate::provider::signed::SideBySide;

/// Everything to be copied that does not stand above the steps already.
#[component]
pub(super) fn Ready(doctor: Doctor) -> impl IntoView {
    let bucket = doctor.bucket;
    let connection = bucket.connection();
    let above = Memo::new(move |_| {
        doctor.checkup.with(|checkup| {
            let found = checkup.main_finding().filter(|_| checkup.step().is_none());
            let remedies = found.map(|(_, finding)| finding.remedies(&connection)).unwrap_or_default();
            (remedies.contains(&Remedy::Cors), remedies.contains(&Remedy::Policies))
        })
    });
    // By a relay the bucket's rule counts for nothing.
    let by_relay = bucket.client().goes_by_own_relay();
    let cors = Memo::new(move |_| by_relay || above.get().0);
    let policies = Memo::new(move |_| above.get().1);
    view! {
        {move || (!cors.get()).then(|| view! { <section class="card"><CorsTexts bucket/></section> })}
        {move || (!policies.get()).then(|| view! { <section class="card"><Policies bucket/></section> })}
        <section class="card">
            <Role bucket/>
        </section>
    }
}

/// Our text beside the provider's.
#[component]
pub(super) fn SignedTexts(texts: SideBySide) -> impl IntoView {
    let (i18n, words) = (use_i18n(), use_words());
    let marked = texts.difference.as_ref().map(|difference| difference.line);
    let (ours, theirs) = (texts.ours.clone(), texts.theirs.clone());
    let told = Memo::new(move |_| words.compared(&texts));
    view! {
        <h2>{move || t_string!(i18n, doctor.texts)}</h2>
        <p>
            <strong>{move || told.with(|told| told[1].clone())}</strong>
            " "
            {move || t_string!(i18n, doctor.texts_note)}
        </p>
        <p class="hint">{move || told.with(|told| told[0].clone())}</p>
        <div class="two-texts">
            <OneText name=move || t_string!(i18n, doctor.ours).to_owned() lines=ours marked/>
            <OneText name=move || t_string!(i18n, doctor.theirs).to_owned() lines=theirs marked/>
        </div>
    }
}

#[component]
fn OneText(
    #[prop(into)] name: Signal<String>,
    lines: Vec<String>,
    /// The line that differs first.
    marked: Option<usize>,
) -> impl IntoView {
    let line = move |(at, line): (usize, String)| match marked == Some(at) {
        true => view! { <mark><ShownCode code=line/>"\n"</mark> }.into_any(),
        false => view! { <ShownCode code=line/>"\n" }.into_any(),
    };
    view! {
        <div class="text-block">
            <h3>{move || name.get()}</h3>
            <pre tabindex="0">{lines.into_iter().enumerate().map(line).collect_view()}</pre>
        </div>
    }
}
