//! The fields of the screen.

use leptos::prelude::*;

use super::form::{BUCKETS, Form, TRUST};
use super::places::Places;
use super::side::SideChoice;
use super::words::line_words;
use crate::app::components::button::{Button, Look};
use crate::app::components::check::{Check, CheckKind};
use crate::app::components::field::{Field, Tied, blocking};
use crate::app::components::forms::PageForm;
use crate::app::components::inputs::TextLines;
use crate::app::i18n::{t_string, use_i18n};
use crate::app::services::press::after_press;
use crate::app::words::use_words;
use crate::config::Preset;
use crate::form::targets::Targets;
use crate::model::visible::marked;

/// The fields, and the button that reads the buckets.
#[component]
pub(super) fn Fields(form: Form) -> impl IntoView {
    let i18n = use_i18n();
    let idle = move || form.is_idle();
    view! {
        <PageForm class="card" on_send=move |()| form.submit()>
            <SideChoice side=form.side on_step_out=move |()| form.step_out()/>
            <Buckets form/>
            <Presets form/>
            <Places form/>
            <Trust form/>
            <div class="form-actions">
                <Button look=Look::Primary submit=true inert=idle>
                    {move || t_string!(i18n, many.read)}
                </Button>
            </div>
        </PageForm>
    }
}

/// Where buckets are typed or pasted.
#[component]
fn Buckets(form: Form) -> impl IntoView {
    let (i18n, words) = (use_i18n(), use_words());
    // While a line is being typed nothing is wrong with it.
    let left = RwSignal::new(false);
    let problem = Signal::derive(move || {
        let of_lines = |targets: &Targets| {
            let lines: Vec<String> = targets.wrong.iter().map(|line| line_words(words, line)).collect();
            (!lines.is_empty()).then(|| lines.join(" "))
        };
        let shown = form.tried.get() || left.get();
        let wrong = shown.then(|| form.targets.with(of_lines)).flatten();
        let none = form.tried.get() && form.targets.with(|targets| targets.connections.is_empty());
        wrong.or_else(|| none.then(|| t_string!(i18n, many.no_buckets).to_owned()))
    });
    let tied = Tied::new(BUCKETS, blocking(problem));
    let hint = Signal::derive(move || {
        let region = form.side.lender.get()?.place().region.as_str().to_owned();
        Some(t_string!(i18n, many.buckets_hint, region = region))
    });
    view! {
        <Field
            tied=tied.clone()
            label=Signal::derive(move || t_string!(i18n, many.buckets).to_owned())
            hint
        >
            <TextLines
                tied
                value=form.typed
                on_input=move |text| form.typed.set(text)
                on_leave=move || after_press(move || {
                    let _ = left.try_set(true);
                })
            />
        </Field>
    }
}

/// The site's connections to buckets of the provider, to be ticked.
#[component]
fn Presets(form: Form) -> impl IntoView {
    let i18n = use_i18n();
    let choice = move |(at, preset): (usize, Preset)| {
        view! {
            <Check
                kind=CheckKind::Box
                name="many-preset"
                checked=move || form.ticked.with(|ticked| ticked.contains(&at))
                on_change=move |on| form.tick(at, on)
            >
                <span>{preset.name} " " <span class="quiet-text">{preset.connection.bucket.as_str().to_owned()}</span></span>
            </Check>
        }
    };
    move || {
        let provider = form.side.provider.get();
        let presets = form.presets.get_value().into_iter().enumerate();
        let presets: Vec<_> = presets.filter(|(_, preset)| preset.connection.provider == provider).collect();
        let count = presets.len();
        (count > 0).then(|| {
            view! {
                <details class="advanced">
                    <summary>{move || t_string!(i18n, many.presets, count = count)}</summary>
                    <div class="checks">
                        {presets.into_iter().map(choice).collect_view()}
                    </div>
                </details>
            }
        })
    }
}

/// The question about hosts that are not the provider's, while there are such: before the yes, nothing that is signed
/// goes there.
#[component]
fn Trust(form: Form) -> impl IntoView {
    let i18n = use_i18n();
    // After a submit the hosts are trusted, which no signal tells.
    let hosts = Memo::new(move |_| {
        form.asked.track();
        form.untrusted()
    });
    let agrees = Memo::new(move |_| form.agrees());
    let asked = move || form.tried.get() && !agrees.get();
    let provider = move || form.side.provider.get().service_name();
    let question = move |hosts: Vec<String>| {
        let named = marked(&hosts.join(", ")).into_owned();
        let agree = move |on: bool| form.agreed.set(if on { hosts.clone() } else { Vec::new() });
        view! {
            <div class="trust" class:invalid=asked id=TRUST tabindex="-1">
                <p>{move || t_string!(i18n, many.foreign, provider = provider(), hosts = named.as_str())}</p>
                <Check kind=CheckKind::Box name="many-trust" checked=agrees on_change=agree>
                    <span>{move || t_string!(i18n, many.foreign_yes)}</span>
                </Check>
                <p class="problem" role="alert">
                    {move || asked().then(|| t_string!(i18n, many.foreign_needed))}
                </p>
            </div>
        }
    };
    view! {
        <div>
            {move || {
                let hosts = hosts.get();
                (!hosts.is_empty()).then(|| question(hosts))
            }}
        </div>
    }
}
