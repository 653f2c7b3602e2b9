//! One step: where it is, and what it has shown.

use leptos::prelude::*;

use super::run::Doctor;
use crate::app::components::copy::CopyIcon;
use crate::app::components::icon::{Icon, Picture};
use crate::app::components::shown::Shown;
use crate::app::components::spinner::Spinner;
use crate::app::i18n::{t_string, use_i18n};
use crate::app::words::use_words;
use crate::doctor::Step;
use crate::doctor::report::Told;
use crate::doctor::verdict::State;

/// How a step stands out.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Look {
    Waiting,
    Running,
    Good,
    Bad,
    Mild,
    Quiet,
}

impl Look {
    fn of(state: &State) -> Self {
        match state {
            State::Waiting => Look::Waiting,
            State::Running => Look::Running,
            State::Passed => Look::Good,
            State::Failed(finding) if finding.is_mild() => Look::Mild,
            State::Failed(_) => Look::Bad,
            State::Unknown | State::Skipped(_) => Look::Quiet,
        }
    }

    fn class(self) -> &'static str {
        match self {
            Look::Waiting => "step waiting",
            Look::Running => "step running",
            Look::Good => "step good",
            Look::Bad => "step bad",
            Look::Mild => "step mild",
            Look::Quiet => "step quiet",
        }
    }

    fn mark(self) -> AnyView {
        let picture = match self {
            Look::Running => return view! { <Spinner/> }.into_any(),
            Look::Waiting => Picture::Clock,
            Look::Good => Picture::On,
            Look::Bad | Look::Mild => Picture::Alert,
            Look::Quiet => Picture::Off,
        };
        view! { <Icon picture/> }.into_any()
    }
}

/// A line of the list.
#[component]
pub(super) fn StepLine(doctor: Doctor, step: Step) -> impl IntoView {
    let words = use_words();
    let connection = doctor.bucket.connection();
    let checkup = doctor.checkup;
    let look = Memo::new(move |_| checkup.with(|checkup| Look::of(&checkup.state(step))));
    let told = Memo::new(move |_| checkup.with(|checkup| words.told(checkup, step, &connection)));
    // What is in the way stands above the steps, with what leads out of it.
    let above = Memo::new(move |_| {
        checkup.with(|checkup| match (checkup.state(step), checkup.main_finding()) {
            (State::Failed(here), Some((_, main))) => here == main,
            _ => false,
        })
    });
    view! {
        <li class=move || look.get().class()>
            <span class="step-mark">{move || look.get().mark()}</span>
            <div class="step-words">
                <p class="step-head">
                    <strong>{move || words.step(step)}</strong>
                    " "
                    <span class="step-state">{move || told.with(|told| told.state.clone())}</span>
                </p>
                {move || told.with(|told| shown(told, above.get()))}
            </div>
        </li>
    }
}

fn shown(told: &Told, above: bool) -> impl IntoView + use<> {
    let i18n = use_i18n();
    let sentence = |text: String| view! { <p>{text}</p> };
    let finding = if above {
        let what = told.finding.first().cloned().unwrap_or_default();
        let see = view! { <p class="quiet-text">{move || t_string!(i18n, doctor.see_above)}</p> };
        view! { <p class="step-what">{what}</p> {see} }.into_any()
    } else {
        told.finding.iter().cloned().map(sentence).collect_view().into_any()
    };
    let seen = told.seen.iter().cloned().map(sentence).collect_view();
    let row = |(name, value): (String, String)| {
        let label = name.clone();
        view! {
            <div>
                <dt>{name}</dt>
                <dd>
                    <Shown name=value.clone()/>
                    " "
                    <CopyIcon text=value label=move || t_string!(i18n, rule.copy, name = label.as_str())/>
                </dd>
            </div>
        }
    };
    let answer: Vec<_> = told.answer.iter().cloned().map(row).collect();
    let answer = (!answer.is_empty()).then(|| view! { <dl class="answer">{answer}</dl> });
    view! { {seen} {answer} {finding} }
}
