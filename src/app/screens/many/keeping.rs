//! What the tab keeps of the form: for a reload, and for a way to another screen.

use leptos::prelude::*;

use super::form::Form;
use super::source::Source;
use crate::app::i18n::t_string;
use crate::app::services::notices::{Kind, Notice, Way};
use crate::app::services::taken::keep;
use crate::form::targets::line_of;
use crate::route::{Route, Screen};
use crate::state::kept_plan::KeptPlan;

impl Form {
    /// Keeps for a reload, or a way to another screen, what is to be done in the buckets of these lines.
    pub(super) fn keep(self, buckets: Vec<String>) {
        let side = self.side;
        let provider = Some(side.provider.get_untracked()).filter(|_| untrack(|| side.crosses()));
        let mut plan = KeptPlan {
            buckets,
            patterns: self.patterns.get_untracked(),
            lender: provider.map(|_| side.lent_by.get_untracked()).unwrap_or_default(),
            provider,
            ..KeptPlan::default()
        };
        self.source.with_value(|source| source.keep_in(self.bucket, &mut plan));
        keep(&self.bucket.place(), &plan);
    }

    /// Somebody goes to connect to a bucket of the provider: all that is here waits, and a message leads back to it.
    pub(super) fn step_out(self) {
        // What is being written is kept, and leaving it is asked about.
        if self.acting.get_untracked() {
            return;
        }
        let provider = self.side.provider.get_untracked();
        let ticked: Vec<String> = self.presets.with_value(|presets| {
            let of = self.ticked.get_untracked().into_iter().filter_map(|at| presets.get(at));
            let of = of.filter(|preset| preset.connection.provider == provider);
            of.map(|preset| line_of(&preset.connection)).collect()
        });
        let typed: Vec<String> =
            self.typed.with_untracked(|typed| typed.lines().map(str::to_owned).collect());
        self.keep([typed, ticked].concat());
        let place = self.bucket.place();
        if let Source::File(rules) = self.source.get_value() {
            self.taken.hand_on(&place, rules);
        }
        let back = Route::bucket(&place, Screen::Many).address();
        let way = Way::To(back, t_string!(self.i18n, many.go_on).to_owned());
        self.notices.warning(self.waits(), Some(way));
    }

    /// What the message says that leads back.
    fn waits(self) -> String {
        t_string!(self.i18n, many.waits, provider = self.side.provider.get_untracked().service_name())
    }

    /// Takes that message away: it has been followed.
    pub(super) fn has_come_back(self) {
        let waits = self.waits();
        let is_it = |notice: &&Notice| notice.kind == Kind::Warning && notice.text == waits;
        let shown = self.notices.shown();
        let said = shown.with_untracked(|shown| shown.iter().find(is_it).map(|notice| notice.number));
        if let Some(number) = said {
            self.notices.dismiss(number);
        }
    }
}
