//! The fields of the screen.

use leptos::prelude::*;

use super::form::{BUCKETS, DESTINATION, Form, PREFIX, TRUST};
use super::words::line_words;
use crate::app::components::button::{Button, Look};
use crate::app::components::check::{Check, CheckKind};
use crate::app::components::field::{Field, Tied, blocking};
use crate::app::components::forms::PageForm;
use crate::app::components::inputs::{TextField, TextLines};
use crate::app::i18n::{t_string, use_i18n};
use crate::app::services::press::after_press;
use crate::app::words::use_words;
use crate::config::Preset;
use crate::form::targets::Targets;
use crate::model::rule::Part;
use crate::model::visible::marked;
use crate::state::plan::{NAMES, Patterns};

/// The fields, and the button that reads the buckets.
#[component]
pub(super) fn Fields(form: Form) -> impl IntoView {
    let i18n = use_i18n();
    let idle = move || form.is_idle();
    view! {
        <PageForm class="card" on_send=move |()| form.submit()>
            <Buckets form/>
            <Presets form/>
            <Destination form/>
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
    let region = form.bucket.place().region.as_str().to_owned();
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
    let hint = Signal::derive(move || Some(t_string!(i18n, many.buckets_hint, region = region.as_str())));
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

/// The site's connections, to be ticked.
#[component]
fn Presets(form: Form) -> impl IntoView {
    let i18n = use_i18n();
    let presets = form.presets.get_value();
    let count = presets.len();
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
    (count > 0).then(|| {
        view! {
            <details class="advanced">
                <summary>{move || t_string!(i18n, many.presets, count = count)}</summary>
                <div class="checks">
                    {presets.into_iter().enumerate().map(choice).collect_view()}
                </div>
            </details>
        }
    })
}

/// Where the reports go.
#[component]
fn Destination(form: Form) -> impl IntoView {
    let (i18n, words) = (use_i18n(), use_words());
    let names = NAMES.map(|name| ["{", name, "}"].concat()).join(", ");
    let hinted = names.clone();
    let hint = Signal::derive(move || Some(t_string!(i18n, many.destination_hint, names = hinted.as_str())));
    let problem = move |of: fn(&Patterns) -> Patterns| {
        let names = names.clone();
        blocking(Signal::derive(move || {
            let name = form.tried.get().then(|| form.patterns.with(|patterns| of(patterns).unknown()))??;
            let name = ["{", &name, "}"].concat();
            let name = marked(&name).into_owned();
            Some(t_string!(i18n, many.unknown_name, name = name, names = names.as_str()))
        }))
    };
    view! {
        <div class="fields">
            <TextField
                id=DESTINATION
                label=Signal::derive(move || words.part(Part::Bucket).to_owned())
                optional=true
                hint
                finding=problem(|patterns| Patterns { prefix: String::new(), ..patterns.clone() })
                value=Signal::derive(move || form.patterns.with(|patterns| patterns.bucket.clone()))
                on_input=move |text| form.patterns.update(|patterns| patterns.bucket = text)
            />
            <TextField
                id=PREFIX
                label=Signal::derive(move || words.part(Part::DestinationPrefix).to_owned())
                optional=true
                hint
                finding=problem(|patterns| Patterns { bucket: String::new(), ..patterns.clone() })
                value=Signal::derive(move || form.patterns.with(|patterns| patterns.prefix.clone()))
                on_input=move |text| form.patterns.update(|patterns| patterns.prefix = text)
            />
        </div>
    }
}

/// The question about hosts that are not the provider's, while there are such: before the yes, nothing that is signed
/// goes there.
#[component]
fn Trust(form: Form) -> impl IntoView {
    let i18n = use_i18n();
    let provider = form.bucket.place().provider.service_name();
    // After a submit the hosts are trusted, which no signal tells.
    let hosts = Memo::new(move |_| {
        form.asked.track();
        form.untrusted()
    });
    let agrees = Memo::new(move |_| form.agrees());
    let asked = move || form.tried.get() && !agrees.get();
    let question = move |hosts: Vec<String>| {
        let named = marked(&hosts.join(", ")).into_owned();
        let agree = move |on: bool| form.agreed.set(if on { hosts.clone() } else { Vec::new() });
        view! {
            <div class="trust" class:invalid=asked id=TRUST tabindex="-1">
                <p>{move || t_string!(i18n, many.foreign, provider = provider, hosts = named.as_str())}</p>
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
