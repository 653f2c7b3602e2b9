//! Templates of a file: what each is to those of the device, and taking those that are chosen.

use std::sync::Arc;

use leptos::ev::{Event, MouseEvent};
use leptos::prelude::*;
use leptos::reactive::actions::ActionAbortHandle;
use leptos::web_sys::HtmlInputElement;

use super::kept;
use crate::app::components::alerts::{Alerts, ErrorFrame};
use crate::app::components::button::Button;
use crate::app::components::check::{Check, CheckKind};
use crate::app::components::shown::Shown;
use crate::app::components::when::When;
use crate::app::i18n::{I18n, t_string, use_i18n};
use crate::app::services::files::{Given, take_dropped, text_of};
use crate::app::services::open_bucket::OpenBucket;
use crate::export::bundle::MAX_BYTES;
use crate::export::template_file::{Contents, TemplateFileProblem, read};
use crate::form::template::{Standing, Template};
use crate::model::Provider;
use crate::model::visible::marked;

/// Why there is nothing to be had.
#[derive(Clone)]
enum Problem {
    /// The browser does not give its text.
    Unreadable,
    /// There are several.
    Several(u32),
    /// It is not one of templates.
    File(TemplateFileProblem),
}

async fn contents(given: Given, provider: Provider) -> Result<Arc<Contents>, Problem> {
    let file = match given {
        Given::Several(count) => return Err(Problem::Several(count)),
        // Nothing larger is read into memory at all.
        Given::One(file) if file.size() > MAX_BYTES as f64 => {
            return Err(Problem::File(TemplateFileProblem::TooLarge));
        }
        Given::One(file) => file,
    };
    let text = text_of(&file).await.ok_or(Problem::Unreadable)?;
    read(&text, provider).map(Arc::new).map_err(Problem::File)
}

fn problem_words(i18n: I18n, problem: &Problem) -> String {
    match problem {
        Problem::Unreadable => t_string!(i18n, import.unreadable).to_owned(),
        Problem::Several(count) => t_string!(i18n, template.several, count = *count),
        Problem::File(problem) => match problem {
            TemplateFileProblem::TooLarge => t_string!(i18n, import.too_large).to_owned(),
            TemplateFileProblem::Neither => t_string!(i18n, template.neither).to_owned(),
            TemplateFileProblem::Version => t_string!(i18n, import.version).to_owned(),
            TemplateFileProblem::Member(path) => t_string!(i18n, import.member, name = marked(path)),
            TemplateFileProblem::Twice(name) => t_string!(i18n, template.twice, name = marked(name)),
        },
    }
}

/// The place for a file, and what is in it.
#[component]
pub(super) fn ImportTemplates(
    bucket: OpenBucket,
    /// Those of the device.
    own: RwSignal<Vec<Template>>,
    /// Called with how many were taken.
    on_taken: Callback<usize>,
) -> impl IntoView {
    let i18n = use_i18n();
    let provider = bucket.place().provider;
    let reading = Action::new_local(move |given: &Given| contents(given.clone(), provider));
    // An action takes the answer to an earlier file, too.
    let under_way = StoredValue::new(None::<ActionAbortHandle>);
    let begin = Callback::new(move |given: Given| {
        if let Some(earlier) = under_way.try_update_value(Option::take).flatten() {
            earlier.abort();
        }
        // What was read before is gone at once.
        reading.clear();
        under_way.set_value(Some(reading.dispatch_local(given)));
    });
    let over = take_dropped(Signal::stored(false), begin);
    // A browser does not tell of the same file again, and it may have been mended.
    let begin_anew = |event: MouseEvent| event_target::<HtmlInputElement>(&event).set_value("");
    let chosen = move |event: Event| {
        let file = event_target::<HtmlInputElement>(&event).files().and_then(|files| files.get(0));
        if let Some(file) = file {
            begin.run(Given::One(file));
        }
    };
    let read = reading.value();
    let done = Callback::new(move |count: usize| {
        reading.clear();
        on_taken.run(count);
    });
    let problem = move |problem: Problem| {
        view! {
            <ErrorFrame what=move || problem_words(i18n, &problem)>
                <p class="error-next">{move || t_string!(i18n, import.next)}</p>
            </ErrorFrame>
        }
    };
    view! {
        <section class="card drop" class:over=over>
            <div class="field">
                <label for="template-file">{move || t_string!(i18n, template.file)}</label>
                <input
                    id="template-file"
                    type="file"
                    accept=".json,.txt,application/json,text/plain"
                    on:click=begin_anew
                    on:change=chosen
                />
                <p class="hint">{move || t_string!(i18n, template.file_hint)}</p>
            </div>
            <Alerts>{move || read.get()?.err().map(problem)}</Alerts>
            {move || {
                let contents = read.get()?.ok()?;
                // What each is to those of the device changes with them.
                own.track();
                Some(view! { <Offers bucket own contents on_taken=done/> })
            }}
        </section>
    }
}

/// A template of a file.
#[derive(Clone)]
struct Offer {
    template: Template,
    standing: Standing,
    wanted: RwSignal<bool>,
}

/// What is in a file. What is new is taken unless it is left out; what would replace another one only if that is chosen.
#[component]
fn Offers(
    bucket: OpenBucket,
    own: RwSignal<Vec<Template>>,
    contents: Arc<Contents>,
    on_taken: Callback<usize>,
) -> impl IntoView {
    let i18n = use_i18n();
    let connection = bucket.connection();
    let offer = |template: &Template| {
        let standing = own.with_untracked(|own| template.standing(own, &connection));
        let wanted = RwSignal::new(standing == Standing::New);
        Offer { template: template.clone(), standing, wanted }
    };
    let offers: Vec<Offer> = contents.templates.iter().map(offer).collect();
    let rows = offers.clone().into_iter().map(|offer| view! { <OfferRow offer/> }).collect_view();
    let offers = StoredValue::new(offers);
    let count = Memo::new(move |_| {
        offers.with_value(|offers| offers.iter().filter(|offer| offer.wanted.get()).count())
    });
    let refused = RwSignal::new(false);
    let take = move || {
        // Another tab may have kept others meanwhile: what would be replaced is chosen anew.
        let now = kept::of(bucket.place().provider);
        if own.with_untracked(|own| *own != now) {
            return own.set(now);
        }
        let is_wanted = |offer: &&Offer| offer.wanted.get_untracked();
        let wanted: Vec<Template> = offers.with_value(|offers| {
            offers.iter().filter(is_wanted).map(|offer| offer.template.clone()).collect()
        });
        let count = wanted.len();
        match kept::keep_all(wanted) {
            true => on_taken.run(count),
            false => refused.set(true),
        }
    };
    let (of_other, unreadable) = (contents.of_other.join(", "), contents.unreadable.join(", "));
    let left_out = [
        (!of_other.is_empty()).then(|| t_string!(i18n, template.of_other, names = marked(&of_other))),
        (!unreadable.is_empty()).then(|| t_string!(i18n, select.left_out, ids = marked(&unreadable))),
    ];
    let left_out = left_out.into_iter().flatten().map(|said| view! { <p class="note">{said}</p> });
    view! {
        <div class="fields">
            <h3>{move || t_string!(i18n, template.in_file)}</h3>
            <ul class="names">{rows}</ul>
            {left_out.collect_view()}
            <Alerts>
                <When when=move || refused.get()>
                    <p class="problem">{move || t_string!(i18n, template.not_kept)}</p>
                </When>
            </Alerts>
            <div class="form-actions">
                <Button inert=move || count.get() == 0 on_click=take>
                    {move || match count.get() {
                        1 => t_string!(i18n, template.take_one).to_owned(),
                        count => t_string!(i18n, template.take_many, count = count),
                    }}
                </Button>
            </div>
        </div>
    }
}

/// What a template of a file is, and whether it is to be taken.
#[component]
fn OfferRow(offer: Offer) -> impl IntoView {
    let i18n = use_i18n();
    let Offer { template, standing, wanted } = offer;
    let said = move || match standing {
        Standing::New => t_string!(i18n, import.new),
        Standing::Same => t_string!(i18n, template.same),
        Standing::Differs => t_string!(i18n, template.differs),
    };
    let name = view! {
        <span>
            <Shown name=template.name/>
        </span>
    };
    // What is kept already needs no choice.
    let named = match standing {
        Standing::Same => name.into_any(),
        Standing::New | Standing::Differs => {
            let on_change = move |on| wanted.set(on);
            view! {
                <Check kind=CheckKind::Box name="template-taken" checked=wanted on_change>
                    {name}
                </Check>
            }
            .into_any()
        }
    };
    view! {
        <li>
            {named}
            " "
            <span class="quiet-text">{said}</span>
        </li>
    }
}
