//! The page with the form for one change to all rules that are chosen.

use std::sync::Arc;

use leptos::prelude::*;

use super::footer::{Footer, lead_to};
use super::form_state::Form;
use super::leave::LeaveQuestion;
use super::replace::Replace;
use super::sections::Sections;
use super::several_review::SeveralReview;
use crate::app::components::alerts::Alerts;
use crate::app::components::button::{Button, Look};
use crate::app::components::forms::PageForm;
use crate::app::components::icon::{Icon, Picture};
use crate::app::components::names::Names;
use crate::app::components::when::When;
use crate::app::frame::back::Back;
use crate::app::frame::heading::Heading;
use crate::app::i18n::{t_string, use_i18n};
use crate::app::screens::rule::unreadable::{LeftOut, readable};
use crate::app::screens::rules::{chosen_rules, hidden_among};
use crate::app::services::navigation::use_navigation;
use crate::app::services::open_bucket::OpenBucket;
use crate::app::words::use_words;
use crate::form::several::Change;
use crate::model::Rule;

/// The page. Which rules are chosen is known to the table alone: after a reload there are none.
#[component]
pub(crate) fn SeveralPage(bucket: OpenBucket) -> impl IntoView {
    let i18n = use_i18n();
    let (rules, left_out) = readable(chosen_rules(bucket));
    let contents = if rules.is_empty() {
        view! { <p class="lead">{move || t_string!(i18n, several.none)}</p> }.into_any()
    } else {
        view! { <SeveralForm bucket rules=rules.into() left_out/> }.into_any()
    };
    view! {
        <section class="page">
            <Back bucket/>
            <div class="page-head">
                <Heading text=move || t_string!(i18n, several.title)/>
            </div>
            {contents}
        </section>
    }
}

/// The change to several rules. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Together {
    pub(super) form: Form,
    /// The rules as they are seen.
    pub(super) rules: StoredValue<Arc<[Rule]>>,
    /// What is to be agreed to, while it is.
    pub(super) reviewed: RwSignal<Option<Arc<Change>>>,
    /// Whether it was to be reviewed while nothing was changed.
    unchanged: RwSignal<bool>,
}

impl Together {
    /// Checks what is typed, then shows what would change.
    fn submit(self) {
        if let Some(part) = self.form.show_findings() {
            return lead_to(part);
        }
        let change = untrack(|| self.form.change_of_several());
        let changes_any = self.rules.with_value(|rules| change.concerns(rules).next().is_some());
        self.unchanged.set(!changes_any);
        if changes_any {
            self.reviewed.set(Some(Arc::new(change)));
        }
    }
}

#[component]
fn SeveralForm(bucket: OpenBucket, rules: Arc<[Rule]>, left_out: Option<String>) -> impl IntoView {
    let i18n = use_i18n();
    let form = Form::of_several(bucket, &rules);
    let together = Together {
        form,
        rules: StoredValue::new(Arc::clone(&rules)),
        reviewed: RwSignal::new(None),
        unchanged: RwSignal::new(false),
    };
    let leaving = use_navigation().ask_before(move || form.is_dirty());
    let (count, name) = (rules.len(), bucket.place().bucket.as_str().to_owned());
    view! {
        <p class="lead">{move || t_string!(i18n, several.lead, count = count, bucket = name.as_str())}</p>
        <p class="hint">{move || t_string!(i18n, several.patterns)}</p>
        <LeftOut ids=left_out/>
        <div class="form-grid">
            <Fields together/>
            <Chosen bucket rules/>
        </div>
        <SeveralReview together/>
        <LeaveQuestion form leaving/>
    }
}

#[component]
fn Fields(together: Together) -> impl IntoView {
    let i18n = use_i18n();
    let Together { form, .. } = together;
    view! {
        <PageForm class="rule-form" on_send=move |()| together.submit()>
            <Sections form/>
            <Replace together/>
            <Unchanged together/>
            <Footer form out=form.bucket.list().address()>
                <Button look=Look::Primary submit=true>
                    {move || t_string!(i18n, several.submit)}
                </Button>
            </Footer>
        </PageForm>
    }
}

/// Above the buttons: that nothing is changed, after it was to be reviewed.
#[component]
fn Unchanged(together: Together) -> impl IntoView {
    let i18n = use_i18n();
    let Together { form, unchanged, .. } = together;
    view! {
        <Alerts>
            <When when=move || form.problems() == 0 && unchanged.get()>
                <p class="problem-count">
                    <Icon picture=Picture::Alert/>
                    " "
                    {move || t_string!(i18n, several.unchanged)}
                </p>
            </When>
        </Alerts>
    }
}

/// Beside the form: the rules that are chosen.
#[component]
fn Chosen(bucket: OpenBucket, rules: Arc<[Rule]>) -> impl IntoView {
    let (i18n, words) = (use_i18n(), use_words());
    let (count, hidden) = (rules.len(), hidden_among(bucket, &rules));
    view! {
        <aside class="card preview" aria-labelledby="chosen-title">
            <h2 id="chosen-title">{move || t_string!(i18n, several.rules, count = count)}</h2>
            {move || words.hidden(hidden).map(|said| view! { <p class="note">{said}</p> })}
            <Names names=ids_of(&rules)/>
        </aside>
    }
}

/// The ids of rules.
pub(super) fn ids_of(rules: &[Rule]) -> Vec<String> {
    rules.iter().map(|rule| rule.id().to_owned()).collect()
}
