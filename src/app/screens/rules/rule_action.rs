//! The actions on the rules that are chosen: what each needs, how it is called, and what it does.

use leptos::prelude::*;

use super::chosen::{chosen_rules, hidden_among};
use crate::app::i18n::{I18n, t_string};
use crate::app::screens::rule::download::download;
use crate::app::screens::rule::switching::{Switching, use_switching};
use crate::app::screens::rule::unreadable::readable_or_told;
use crate::app::services::dialogs::{AskCodes, AskDelete, Asks, Dialogs, use_dialogs};
use crate::app::services::navigation::{Navigation, use_navigation};
use crate::app::services::notices::{Notices, use_notices};
use crate::app::services::open_bucket::OpenBucket;
use crate::app::services::taken::{Taken, use_taken};
use crate::app::words::{Words, use_words};
use crate::model::Rule;
use crate::route::{Route, Screen};
use crate::state::acting::{Needs, Refusal};

/// What the actions are about. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Acts {
    /// Whose rules.
    pub(super) bucket: OpenBucket,
    /// Called to compare what is chosen.
    pub(super) on_compare: Callback<()>,
}

/// What can be done.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum RuleAction {
    Edit,
    Copy,
    EditTogether,
    Enable,
    Disable,
    Compare,
    Download,
    Code,
    TakeToOthers,
    Delete,
}

impl RuleAction {
    /// All of it, in the order in which the menu offers it.
    pub(super) const ALL: [RuleAction; 10] = [
        RuleAction::Edit,
        RuleAction::Copy,
        RuleAction::EditTogether,
        RuleAction::Enable,
        RuleAction::Disable,
        RuleAction::Compare,
        RuleAction::Download,
        RuleAction::Code,
        RuleAction::TakeToOthers,
        RuleAction::Delete,
    ];

    /// What is done to several rules at once, in the order in which it stands above the table.
    pub(super) const OF_MANY: [RuleAction; 7] = [
        RuleAction::Enable,
        RuleAction::Disable,
        RuleAction::EditTogether,
        RuleAction::Compare,
        RuleAction::Download,
        RuleAction::Code,
        RuleAction::Delete,
    ];

    /// What must be chosen for it.
    pub(super) fn needs(self) -> Needs {
        match self {
            RuleAction::Edit | RuleAction::Copy => Needs::One,
            RuleAction::Enable | RuleAction::Disable | RuleAction::Code => Needs::SomeReadable,
            RuleAction::TakeToOthers => Needs::ReadableOrNothing,
            RuleAction::EditTogether | RuleAction::Compare => Needs::Several,
            RuleAction::Download | RuleAction::Delete => Needs::Some,
        }
    }

    /// Its name.
    pub(super) fn words(self, i18n: I18n) -> &'static str {
        match self {
            RuleAction::Edit => t_string!(i18n, rule.edit),
            RuleAction::Copy => t_string!(i18n, rule.duplicate),
            RuleAction::EditTogether => t_string!(i18n, several.open),
            RuleAction::Enable => t_string!(i18n, toggle.enable),
            RuleAction::Disable => t_string!(i18n, toggle.disable),
            RuleAction::Compare => t_string!(i18n, select.compare),
            RuleAction::Download => t_string!(i18n, delete.copy),
            RuleAction::Code => t_string!(i18n, code.open),
            RuleAction::TakeToOthers => t_string!(i18n, many.open),
            RuleAction::Delete => t_string!(i18n, rule.delete),
        }
    }
}

/// Why something cannot be done.
pub(super) fn reason(why: Refusal, i18n: I18n) -> &'static str {
    match why {
        Refusal::NotOne => t_string!(i18n, select.needs_one),
        Refusal::None => t_string!(i18n, select.needs_some),
        Refusal::TooFew => t_string!(i18n, select.needs_several),
        Refusal::Unreadable => t_string!(i18n, select.unreadable),
    }
}

/// What an action needs to be done. It outlives what it is offered in. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Does {
    acts: Acts,
    words: Words,
    navigation: Navigation,
    dialogs: Dialogs,
    notices: Notices,
    switching: Switching,
    taken: Taken,
}

/// What does the actions. For the top of a component.
pub(super) fn use_does(acts: Acts) -> Does {
    Does {
        acts,
        words: use_words(),
        navigation: use_navigation(),
        dialogs: use_dialogs(),
        notices: use_notices(),
        switching: use_switching(),
        taken: use_taken(),
    }
}

impl Does {
    /// Does it to what is chosen.
    pub(super) fn act(self, action: RuleAction) {
        let Acts { bucket, on_compare } = self.acts;
        match action {
            RuleAction::Edit => self.open_first(|id| Screen::Edit { id }),
            RuleAction::Copy => self.open_first(|id| Screen::Copy { id }),
            RuleAction::EditTogether => self.open(Screen::Several),
            RuleAction::Enable => self.switch(true),
            RuleAction::Disable => self.switch(false),
            RuleAction::Compare => on_compare.run(()),
            RuleAction::Download => download(self.words, self.notices, bucket, ids(&chosen_rules(bucket))),
            RuleAction::Code => {
                let rules = readable_or_told(self.words, self.notices, chosen_rules(bucket));
                self.dialogs.ask(Asks::Codes(AskCodes { bucket, ids: ids(&rules) }));
            }
            RuleAction::TakeToOthers => {
                self.taken.begin_anew(&bucket.place());
                self.open(Screen::Many);
            }
            // What failed stays chosen, what is gone does not: the list tells.
            RuleAction::Delete => {
                let rules = chosen_rules(bucket);
                let hidden = hidden_among(bucket, &rules);
                self.dialogs.ask(Asks::Delete(AskDelete { bucket, rules, hidden }));
            }
        }
    }

    fn open(self, screen: Screen) {
        self.navigation.open(&Route::bucket(&self.acts.bucket.place(), screen));
    }

    fn open_first(self, screen: fn(String) -> Screen) {
        let chosen = self.acts.bucket.rules.selection();
        let first = chosen.with_untracked(|chosen| chosen.ids().next().map(str::to_owned));
        if let Some(id) = first {
            self.open(screen(id));
        }
    }

    fn switch(self, on: bool) {
        let bucket = self.acts.bucket;
        let rules = readable_or_told(self.words, self.notices, chosen_rules(bucket));
        let hidden = hidden_among(bucket, &rules);
        self.switching.ask(bucket, ids(&rules), on, hidden);
    }
}

fn ids(rules: &[Rule]) -> Vec<String> {
    rules.iter().map(|rule| rule.id().to_owned()).collect()
}
