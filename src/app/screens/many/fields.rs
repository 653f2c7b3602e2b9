//! The fields of the screen.

use leptos::prelude::*;

use super::form::{BUCKETS, Form, TRUST, pattern_id};
use super::side::SideChoice;
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
use crate::form::suggested::suggested;
use crate::form::targets::Targets;
use crate::model::rule::Part;
use crate::model::visible::marked;
use crate::state::plan::NAMES;

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
            <Patterned form/>
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

/// What is chosen for all rules: where the reports go, and at another provider in whose name.
#[component]
fn Patterned(form: Form) -> impl IntoView {
    let parts = Memo::new(move |_| (form.side.provider.get(), form.placed_parts()));
    let field = move |part: Part| view! { <PatternField form part/> };
    view! {
        <div class="fields">
            {move || parts.get().1.into_iter().map(field).collect_view()}
        </div>
    }
}

#[component]
fn PatternField(form: Form, part: Part) -> impl IntoView {
    let (i18n, words) = (use_i18n(), use_words());
    let id = pattern_id(part);
    let is_needed = untrack(|| form.needs(part));
    let crosses = untrack(|| form.side.crosses());
    let names = NAMES.map(|name| ["{", name, "}"].concat()).join(", ");
    let hinted = names.clone();
    let hint = Signal::derive(move || match part {
        // What stands for other texts is of use in names of buckets and folders.
        Part::AccountId | Part::RoleArn => words.hint(part, form.side.capabilities()),
        Part::Bucket if crosses => {
            let provider = form.side.provider.get().service_name();
            Some(t_string!(i18n, many.destination_there, provider = provider, names = hinted.as_str()))
        }
        _ => Some(t_string!(i18n, many.destination_hint, names = hinted.as_str())),
    });
    let problem = Signal::derive(move || {
        let shown = form.tried.get();
        let name = shown.then(|| form.patterns.with(|patterns| patterns.unknown_in(part))).flatten();
        let unknown = name.map(|name| {
            let name = ["{", &name, "}"].concat();
            let name = marked(&name).into_owned();
            t_string!(i18n, many.unknown_name, name = name, names = names.as_str())
        });
        unknown.or_else(|| (shown && form.lacks(part)).then(|| t_string!(i18n, problem.missing).to_owned()))
    });
    view! {
        <TextField
            id=id
            label=Signal::derive(move || words.part(part).to_owned())
            optional=!is_needed
            hint
            finding=blocking(problem)
            value=Signal::derive(move || form.patterns.with(|patterns| patterns.of(part).to_owned()))
            on_input=move |text| form.patterns.update(|patterns| patterns.set(part, text))
            nostrip:list=crosses.then(|| format!("{id}-known"))
        />
        {crosses.then(|| view! { <Known form part id/> })}
    }
}

/// What the rules of the bucket that lends its credentials say: those that are taken there know nothing of it.
#[component]
fn Known(form: Form, part: Part, id: &'static str) -> impl IntoView {
    let known = Memo::new(move |_| {
        let lender = form.side.lender.get()?;
        let own = lender.client().credentials().account;
        let texts = lender.rules.listing().with(|listing| {
            let texts = suggested(listing.rules(), part, own.as_deref());
            texts.into_iter().map(str::to_owned).collect::<Vec<_>>()
        });
        Some(texts)
    });
    let option = |text: String| view! { <option value=text></option> };
    let options = move || known.get().unwrap_or_default().into_iter().map(option).collect_view();
    view! { <datalist id=format!("{id}-known")>{options}</datalist> }
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
