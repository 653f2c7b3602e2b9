//! The page with the form for one rule.

use leptos::prelude::*;

use super::draft_offer::{DraftOfGone, DraftOffer};
use super::drafts::Begun;
use super::footer::Footer;
use super::form_state::{Form, Purpose};
use super::from_template::Templates;
use super::leave::LeaveQuestion;
use super::outcome::Outcome;
use super::preview::Preview;
use super::review::Review;
use super::run_once::RunQuestion;
use super::sections::Sections;
use super::send::Sending;
use crate::app::components::button::{Button, Look};
use crate::app::components::forms::PageForm;
use crate::app::components::when::When;
use crate::app::frame::back::Back;
use crate::app::frame::heading::Heading;
use crate::app::i18n::{I18n, t_string, use_i18n};
use crate::app::screens::rule::reading::{NotFound, ReadRule};
use crate::app::services::navigation::use_navigation;
use crate::app::services::open_bucket::OpenBucket;
use crate::app::words::{Words, use_words};
use crate::model::visible::marked;
use crate::provider::StoredRule;
use crate::route::{Route, Screen};

/// The form with what a stored rule says, which is read first.
#[component]
pub(crate) fn StoredRuleForm(bucket: OpenBucket, id: String, purpose: Purpose) -> impl IntoView {
    let i18n = use_i18n();
    // What was typed for a rule that is gone becomes a new one; for one that was changed meanwhile, a change to that.
    let begun = RwSignal::new(None::<Begun>);
    let (wanted, gone) = (StoredValue::new(id.clone()), StoredValue::new(id));
    let screen = move || match purpose {
        Purpose::Edit => Screen::Edit { id: gone.get_value() },
        _ => Screen::Copy { id: gone.get_value() },
    };
    let on_begin = Callback::new(move |again| begun.set(Some(again)));
    let draw = Callback::new(move |stored: Signal<StoredRule>| {
        let begun = Begun::new(purpose, Some(stored.get_untracked()));
        view! { <RuleForm bucket begun on_begin/> }.into_any()
    });
    let missing = Callback::new(move |again: Callback<()>| {
        view! {
            <section class="page">
                <NotFound bucket id=gone.get_value() on_again=again>
                    <Heading text=move || t_string!(i18n, rule.not_found_title)/>
                </NotFound>
                <DraftOfGone
                    bucket
                    screen=screen()
                    on_begin
                />
            </section>
        }
        .into_any()
    });
    let contents = move || match begun.get() {
        Some(begun) => view! { <RuleForm bucket begun on_begin/> }.into_any(),
        None => view! { <ReadRule bucket id=wanted.get_value() draw missing/> }.into_any(),
    };
    view! { <div>{contents}</div> }
}

/// The form for a new rule.
#[component]
pub(crate) fn NewRuleForm(bucket: OpenBucket) -> impl IntoView {
    let begun = RwSignal::new(Begun::new(Purpose::Create, None));
    let on_begin = Callback::new(move |again| begun.set(again));
    view! { <div>{move || view! { <RuleForm bucket begun=begun.get() on_begin/> }}</div> }
}

/// The form for a new rule, or for what was read of a stored one.
#[component]
fn RuleForm(
    bucket: OpenBucket,
    begun: Begun,
    /// Called with what the form begins with again, in its place.
    on_begin: Callback<Begun>,
) -> impl IntoView {
    let (i18n, words) = (use_i18n(), use_words());
    let purpose = begun.purpose;
    let id = begun.stored.as_ref().map(|stored| stored.rule.id().to_owned()).unwrap_or_default();
    let form = Form::new(bucket, begun);
    let sending = Sending::new(form);
    let leaving = use_navigation().ask_before(move || form.is_dirty());
    let place = bucket.place();
    let out = match purpose {
        Purpose::Create => bucket.list(),
        _ => Route::bucket(&place, Screen::rule(&id)),
    };
    let name = place.bucket.as_str().to_owned();
    view! {
        <section class="page">
            <Back bucket/>
            <div class="page-head">
                <Heading text=move || title(i18n, purpose, &id)/>
            </div>
            <p class="lead">{move || lead(words, form, &name)}</p>
            <Templates form on_begin/>
            <NoRoom form/>
            <Merged form/>
            <DraftOffer form on_begin/>
            <div class="form-grid">
                <Fields form sending out=out.address() on_begin/>
                <Preview form/>
            </div>
            <Review form sending/>
            <RunQuestion form sending/>
            <LeaveQuestion form leaving/>
        </section>
    }
}

/// Says that what was typed stands in the form of the rule as it is now.
#[component]
fn Merged(form: Form) -> impl IntoView {
    let i18n = use_i18n();
    form.merged().map(|clashes| {
        view! {
            <p class="note">
                {move || match clashes {
                    0 => t_string!(i18n, edit.merged),
                    _ => t_string!(i18n, edit.merged_clashing),
                }}
            </p>
        }
    })
}

/// Says, before anything is filled in, that the bucket has as many rules as it can have.
#[component]
fn NoRoom(form: Form) -> impl IntoView {
    let i18n = use_i18n();
    let listing = form.bucket.rules.listing();
    let limit = form.capabilities.rules_per_bucket;
    let adds = form.purpose != Purpose::Edit;
    view! {
        <div role="status">
            <When when=move || adds && listing.with(|listing| listing.is_full())>
                <p class="note">{move || t_string!(i18n, create.no_room, limit = limit)}</p>
            </When>
        </div>
    }
}

fn title(i18n: I18n, purpose: Purpose, id: &str) -> String {
    match purpose {
        Purpose::Create => t_string!(i18n, create.title).to_owned(),
        Purpose::Edit => t_string!(i18n, edit.title, id = marked(id)),
        Purpose::Copy | Purpose::Several => t_string!(i18n, edit.copy_title, id = marked(id)),
    }
}

fn lead(words: Words, form: Form, bucket: &str) -> String {
    let i18n = words.i18n;
    match form.purpose {
        Purpose::Create => {
            let parts: Vec<&str> = form.needed().into_iter().map(|part| words.part(part)).collect();
            t_string!(i18n, create.lead, bucket = bucket, parts = parts.join(", "))
        }
        Purpose::Edit => t_string!(i18n, edit.lead, bucket = bucket),
        Purpose::Copy | Purpose::Several => t_string!(i18n, edit.copy_lead, bucket = bucket),
    }
}

#[component]
fn Fields(
    form: Form,
    sending: Sending,
    /// Where Cancel leads.
    out: String,
    /// Called with what the form begins with again.
    on_begin: Callback<Begun>,
) -> impl IntoView {
    view! {
        <PageForm class="rule-form" on_send=move |()| sending.submit(false)>
            <Sections form/>
            <Outcome form sending on_begin/>
            <Footer form out>
                <Send form sending/>
            </Footer>
        </PageForm>
    }
}

/// Send, and perhaps run once.
#[component]
fn Send(form: Form, sending: Sending) -> impl IntoView {
    let i18n = use_i18n();
    let edits = form.purpose == Purpose::Edit;
    let words = move || match (edits, sending.is_busy()) {
        (false, false) => t_string!(i18n, create.submit),
        (false, true) => t_string!(i18n, create.submitting),
        (true, false) => t_string!(i18n, edit.submit),
        (true, true) => t_string!(i18n, edit.submitting),
    };
    let inert = Signal::derive(move || sending.is_over());
    let run = (form.capabilities.runs_once && !edits).then(|| {
        view! {
            <Button title=move || t_string!(i18n, create.run_hint) inert on_click=move || sending.submit(true)>
                {move || t_string!(i18n, create.run)}
            </Button>
        }
    });
    view! {
        <Button look=Look::Primary submit=true inert>
            {words}
        </Button>
        {run}
    }
}
