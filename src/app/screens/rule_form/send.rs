//! Sending what the form makes, once, and what became of it.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::drafts;
use super::footer::lead_to;
use super::form_state::{Form, Purpose};
use super::outcome::OUTCOME;
use crate::app::i18n::t_string;
use crate::app::screens::rule::changing::{Changing, use_changing};
use crate::app::screens::rule::outcome::{saved_words, tell_elsewhere};
use crate::app::screens::rule::writing;
use crate::app::services::focus::{after_drawing, bring_into_sight};
use crate::app::services::navigation::{Navigation, use_navigation};
use crate::app::services::notices::{Kind, Notices, Way, use_notices};
use crate::app::words::{Words, use_words};
use crate::draft_store::KeptDraft;
use crate::model::Rule;
use crate::model::problem::Problem;
use crate::model::results::result_keys;
use crate::model::rule::{Part, bucket_name};
use crate::model::visible::marked;
use crate::provider::error::ErrorKind;
use crate::provider::save::SaveError;
use crate::provider::write::Created;
use crate::provider::{StoredRule, service};
use crate::route::{Route, Screen};
use crate::state::changing::Back;
use crate::state::failure::Failure;

/// The sending of a form. It goes on when the screen is left, and its end is told elsewhere then. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Sending {
    form: Form,
    /// Whether it is under way.
    busy: RwSignal<bool>,
    /// Why the last one did not go through.
    failure: RwSignal<Option<Failure>>,
    /// Whether the changes of a stored rule are being reviewed, which comes first.
    reviewing: RwSignal<bool>,
    /// Whether it is asked if the rule is to run once.
    asking: RwSignal<bool>,
    words: Words,
    navigation: Navigation,
    notices: Notices,
    changing: Changing,
}

/// What was done.
struct Sent {
    said: String,
    /// What takes it back.
    back: Option<Back>,
}

impl Sending {
    /// Nothing sent yet.
    pub(super) fn new(form: Form) -> Self {
        Sending {
            form,
            busy: RwSignal::new(false),
            failure: RwSignal::new(None),
            reviewing: RwSignal::new(false),
            asking: RwSignal::new(false),
            words: use_words(),
            navigation: use_navigation(),
            notices: use_notices(),
            changing: use_changing(),
        }
    }

    /// Whether it is under way.
    pub(super) fn is_busy(self) -> bool {
        self.busy.get()
    }

    /// Why the last one did not go through.
    pub(super) fn failure(self) -> Option<Failure> {
        self.failure.get()
    }

    /// Whether the changes are being reviewed.
    pub(super) fn is_reviewing(self) -> bool {
        self.reviewing.get()
    }

    /// Whether it is asked if the rule is to run once.
    pub(super) fn is_asking(self) -> bool {
        self.asking.get()
    }

    /// The review, or the question, is left for the form.
    pub(super) fn back_to_form(self) {
        self.reviewing.set(false);
        self.asking.set(false);
    }

    /// Whether nothing more can be sent: it is under way, or the rule is missing and only its kept forms lead on.
    pub(super) fn is_over(self) -> bool {
        let missing =
            |failure: &Option<Failure>| matches!(failure, Some(Failure::Save(SaveError::Missing { .. })));
        self.busy.get() || self.failure.with(missing)
    }

    /// Checks everything, then sends it once: the rule, or a single run of it. A changed rule is reviewed first, and a run is
    /// asked for.
    pub(super) fn submit(self, run: bool) {
        if untrack(|| self.is_over()) {
            return;
        }
        if let Some(part) = self.form.show_findings() {
            return lead_to(part);
        }
        if run {
            self.asking.set(true);
        } else if self.form.purpose == Purpose::Edit && untrack(|| self.form.is_changed()) {
            self.reviewing.set(true);
        } else {
            self.start(false);
        }
    }

    /// The review was agreed to, or the run.
    pub(super) fn agreed(self) {
        let run = self.asking.get_untracked();
        self.back_to_form();
        if !untrack(|| self.is_over()) {
            self.start(run);
        }
    }

    /// One of the kept forms of a rule that was missing was written.
    pub(super) fn was_written(self) {
        self.form.settled();
        self.leave();
    }

    fn start(self, run: bool) {
        let rule = untrack(|| self.form.rule());
        self.busy.set(true);
        self.failure.set(None);
        self.notices.begin();
        let draft = drafts::kept(self.form);
        let stored = self.form.stored.get_value();
        spawn_local(async move {
            let sent = self.send(&rule, stored.as_ref(), run).await;
            // The user may have gone on to another screen or bucket meanwhile.
            let page_is_here = self.form.is_here();
            self.busy.set(false);
            match sent {
                Ok(sent) => self.went_through(&rule, sent, run, draft.as_ref(), page_is_here),
                Err(failure) => self.did_not_go_through(&rule, failure, draft.as_ref(), page_is_here),
            }
        });
    }

    /// Sends, and gives what was done.
    async fn send(self, rule: &Rule, stored: Option<&StoredRule>, run: bool) -> Result<Sent, Failure> {
        let Form { purpose, bucket, .. } = self.form;
        let i18n = self.words.i18n;
        if run {
            let job = writing::run_once(bucket, rule, stored).await?;
            return Ok(Sent { said: self.ran_words(rule, &job), back: None });
        }
        let claim = writing::claim_one(bucket, rule.id())?;
        if let Some(before) = stored.filter(|_| purpose == Purpose::Edit) {
            let saved = writing::save_held(bucket, &claim, before, rule).await?;
            return Ok(Sent { said: saved_words(self.words, &saved), back: Back::of(before, &saved) });
        }
        let said = match writing::create(bucket, &claim, rule, stored).await? {
            Created::Now => t_string!(i18n, create.done, id = marked(rule.id())),
            Created::Already => t_string!(i18n, create.already, id = marked(rule.id())),
        };
        Ok(Sent { said, back: None })
    }

    fn went_through(self, rule: &Rule, sent: Sent, run: bool, draft: Option<&KeptDraft>, page_is_here: bool) {
        if run {
            // Nothing else knows of the job.
            self.notices.add(Kind::Begun, sent.said, None);
        } else {
            let undo = self.changing.way_back(self.form.bucket, sent.back.into_iter().collect());
            self.notices.success(sent.said, self.ways_on(rule.id()).into_iter().chain(undo));
        }
        self.form.settled();
        if let Some(draft) = draft {
            drafts::was_sent(draft);
        }
        if page_is_here {
            self.leave();
        }
    }

    /// The job of a run, and where its report will be.
    fn ran_words(self, rule: &Rule, job: &str) -> String {
        let Form { bucket, capabilities, .. } = self.form;
        let folder = result_keys(rule, &bucket.place().bucket, capabilities).folder;
        let (job, id, folder) = (marked(job), marked(rule.id()), marked(&folder));
        let target = marked(bucket_name(rule.text(Part::Bucket)));
        t_string!(self.words.i18n, create.ran, job, id, bucket = target, folder)
    }

    /// To the rule that was written; and from one that was created to the next.
    fn ways_on(self, id: &str) -> Vec<Way> {
        let (i18n, place) = (self.words.i18n, self.form.bucket.place());
        let to = |screen, words: &str| Way::To(Route::bucket(&place, screen).address(), words.to_owned());
        let mut ways = vec![to(Screen::rule(id), t_string!(i18n, create.open))];
        if self.form.purpose != Purpose::Edit {
            ways.push(to(Screen::Copy { id: id.to_owned() }, t_string!(i18n, create.another)));
        }
        ways
    }

    fn did_not_go_through(
        self,
        rule: &Rule,
        failure: Failure,
        draft: Option<&KeptDraft>,
        page_is_here: bool,
    ) {
        if page_is_here {
            self.show(rule, &failure);
            return self.failure.set(Some(failure));
        }
        let bucket = self.form.bucket;
        let form = draft.map_or_else(|| bucket.list(), KeptDraft::route);
        if let Some(draft) = draft {
            drafts::bring_back(draft);
        }
        tell_elsewhere(self.words, self.notices, bucket, rule.id(), &failure, &form);
    }

    /// Marks what the provider names in a form that is in sight, and leads there or to the words of the failure.
    fn show(self, rule: &Rule, failure: &Failure) {
        if failure.is_refusal(ErrorKind::AlreadyExists) {
            self.form.mark(&[Part::Id], Problem::Taken);
            return lead_to(Part::Id);
        }
        let provider = self.form.connection.with_value(|to| to.provider);
        let named = failure.error().map(|error| service(provider).named(error, rule)).unwrap_or_default();
        self.form.mark(&named, Problem::NamedByProvider);
        // It comes with the next drawing.
        after_drawing(|| bring_into_sight(OUTCOME));
    }

    fn leave(self) {
        self.navigation.unguard();
        self.navigation.open(&self.form.bucket.list());
    }
}
