//! What a check has come to: that all is well, or what is in the way and what leads out of it.

use leptos::prelude::*;

use super::commands::Whereabouts;
use super::cors::CorsTexts;
use super::rights::Policies;
use super::run::Doctor;
use super::texts::SignedTexts;
use crate::app::components::alerts::{Alerts, ErrorFrame};
use crate::app::components::icon::{Icon, Picture};
use crate::app::components::spinner::Spinner;
use crate::app::i18n::{t_string, use_i18n};
use crate::app::screens::connect::RightRegion;
use crate::app::screens::failed_call::RenewButton;
use crate::app::services::open_bucket::OpenBucket;
use crate::app::words::use_words;
use crate::doctor::finding::{Finding, Remedy};
use crate::doctor::verdict::State;
use crate::doctor::{Progress, Step};
use crate::route::Route;

/// Where the check is as a whole.
#[derive(Clone, PartialEq)]
enum Outcome {
    Running(Step),
    Stopped,
    /// Everything works; whether the bucket has a rule.
    Good(bool),
    /// Nothing was found.
    Open,
    Found,
}

/// The place of the outcome, above the steps.
#[component]
pub(super) fn Diagnosis(doctor: Doctor) -> impl IntoView {
    let checkup = doctor.checkup;
    let outcome = Memo::new(move |_| {
        checkup.with(|checkup| match checkup.progress {
            Progress::At(step) => Outcome::Running(step),
            Progress::StoppedAt(_) => Outcome::Stopped,
            Progress::Done if checkup.main_finding().is_some() => Outcome::Found,
            Progress::Done if checkup.state(Step::List) == State::Passed => {
                Outcome::Good(checkup.evidence.rule.is_some())
            }
            Progress::Done => Outcome::Open,
        })
    });
    // What is found early is not told before the end: a later step may know better.
    let found = Memo::new(move |_| {
        checkup.with(|checkup| match checkup.progress {
            Progress::At(_) => None,
            _ => checkup.main_finding(),
        })
    });
    view! {
        <div role="status">{move || said(doctor, outcome.get())}</div>
        <Alerts>
            {move || found.get().map(|(step, finding)| view! { <Found doctor step finding/> })}
        </Alerts>
        {move || found.get().map(|(_, finding)| view! { <Fix doctor finding/> })}
    }
}

fn said(doctor: Doctor, outcome: Outcome) -> Option<AnyView> {
    let (i18n, words) = (use_i18n(), use_words());
    let bucket = doctor.bucket.place().bucket.as_str().to_owned();
    let by_relay = doctor.bucket.client().goes_by_own_relay();
    let view = match outcome {
        Outcome::Found => return None,
        Outcome::Running(step) => {
            let line = move || {
                let (at, count) = (step as usize + 1, Step::ALL.len());
                t_string!(i18n, doctor.running, at = at, count = count, step = words.step(step))
            };
            view! {
                <p class="progress">
                    <Spinner/>
                    <span>{line}</span>
                </p>
            }
            .into_any()
        }
        Outcome::Stopped => {
            view! { <p class="note">{move || t_string!(i18n, doctor.stopped)}</p> }.into_any()
        }
        Outcome::Open => view! { <p class="note">{move || t_string!(i18n, doctor.open)}</p> }.into_any(),
        Outcome::Good(has_rule) => {
            let text = move || match has_rule {
                _ if by_relay => t_string!(i18n, doctor.good_relay, bucket = bucket.as_str()),
                true => t_string!(i18n, doctor.good_text, bucket = bucket.as_str()),
                false => t_string!(i18n, doctor.good_empty, bucket = bucket.as_str()),
            };
            view! {
                <div class="all-good">
                    <p class="good-what">
                        <Icon picture=Picture::On/>
                        " "
                        {move || t_string!(i18n, doctor.good)}
                    </p>
                    <p>{text}</p>
                </div>
            }
            .into_any()
        }
    };
    Some(view)
}

/// What is in the way, with the buttons that lead out of it.
#[component]
fn Found(
    doctor: Doctor,
    /// Where it was found.
    step: Step,
    finding: Finding,
) -> impl IntoView {
    let words = use_words();
    let bucket = doctor.bucket;
    let connection = bucket.connection();
    let remedies = finding.remedies(&connection);
    let ways: Vec<_> = remedies.into_iter().filter_map(|remedy| way(bucket, remedy)).collect();
    let ways = (!ways.is_empty()).then(|| view! { <div class="error-actions">{ways}</div> });
    let is_mild = finding.is_mild();
    let told = Memo::new(move |_| words.finding(step, &finding, &connection));
    let sentence = move |at: usize| told.with(|told| told[at].clone());
    if is_mild {
        return view! {
            <div class="note">
                <p class="mild-what">{move || sentence(0)}</p>
                <p>{move || sentence(1)}</p>
                <p class="error-next">{move || sentence(2)}</p>
                {ways}
            </div>
        }
        .into_any();
    }
    view! {
        <ErrorFrame what=move || sentence(0)>
            <p>{move || sentence(1)}</p>
            <p class="error-next">{move || sentence(2)}</p>
            {ways}
        </ErrorFrame>
    }
    .into_any()
}

/// The button of a remedy, if it is one.
fn way(bucket: OpenBucket, remedy: Remedy) -> Option<AnyView> {
    let i18n = use_i18n();
    Some(match remedy {
        Remedy::Renew => view! { <RenewButton bucket/> }.into_any(),
        Remedy::Region(right) => view! { <RightRegion wrong=bucket right/> }.into_any(),
        Remedy::Elsewhere => view! {
            <a class="button" href=Route::Connect.address()>
                {move || t_string!(i18n, error.connect_elsewhere)}
            </a>
        }
        .into_any(),
        Remedy::Cors | Remedy::Whereabouts | Remedy::Policies => return None,
    })
}

/// The texts that lead out of it.
#[component]
fn Fix(doctor: Doctor, finding: Finding) -> impl IntoView {
    let bucket = doctor.bucket;
    let text = move |remedy| match remedy {
        Remedy::Whereabouts => Some(view! { <Whereabouts bucket/> }.into_any()),
        Remedy::Cors => Some(view! { <CorsTexts bucket open=true/> }.into_any()),
        Remedy::Policies => Some(view! { <Policies bucket open=true/> }.into_any()),
        Remedy::Renew | Remedy::Region(_) | Remedy::Elsewhere => None,
    };
    let mut fixes: Vec<_> = finding.remedies(&bucket.connection()).into_iter().filter_map(text).collect();
    if let Finding::Mismatch(Some(texts)) = finding {
        fixes.push(view! { <SignedTexts texts=*texts/> }.into_any());
    }
    (!fixes.is_empty())
        .then(|| fixes.into_iter().map(|fix| view! { <section class="card">{fix}</section> }).collect_view())
}
