//! What can be done with the rules that are chosen. What cannot be done stays in sight and says why.

use leptos::prelude::*;
use leptos::wasm_split::wasm_split;

use super::chosen::{chosen_rules, hidden_among};
use super::take_away::TakeAway;
use crate::app::components::menu;
use crate::app::i18n::{I18n, t_string, use_i18n};
use crate::app::lazy::Loaded;
use crate::app::screens::rule::download::download;
use crate::app::screens::rule::switching::{Switching, use_switching};
use crate::app::screens::rule::unreadable::readable_or_told;
use crate::app::services::dialogs::{AskDelete, Asks, Dialogs, use_dialogs};
use crate::app::services::navigation::{Navigation, use_navigation};
use crate::app::services::notices::{Notices, use_notices};
use crate::app::services::open_bucket::OpenBucket;
use crate::app::words::{Words, use_words};
use crate::model::Rule;
use crate::route::{Route, Screen};

/// What the menu is about. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Acts {
    /// Whose rules.
    pub(super) bucket: OpenBucket,
    /// Called to compare what is chosen.
    pub(super) on_compare: Callback<()>,
}

/// What draws the menu.
#[wasm_split(later, wasm_split_path = leptos::wasm_split, fallible)]
pub(super) fn actions() -> Loaded<Acts> {
    Ok(|acts| view! { <Actions acts/> }.into_any())
}

/// What can be done.
#[derive(Clone, Copy)]
enum RuleAction {
    Edit,
    Copy,
    EditTogether,
    Enable,
    Disable,
    Compare,
    Download,
    Delete,
}

/// All of it, in the order in which it is offered.
const ACTIONS: [RuleAction; 8] = [
    RuleAction::Edit,
    RuleAction::Copy,
    RuleAction::EditTogether,
    RuleAction::Enable,
    RuleAction::Disable,
    RuleAction::Compare,
    RuleAction::Download,
    RuleAction::Delete,
];

/// What must be chosen for an action.
#[derive(Clone, Copy)]
enum Needs {
    /// One rule that can be read.
    One,
    /// At least one rule.
    Some,
    /// At least one that can be read.
    SomeReadable,
    /// At least two that can be read.
    Several,
}

impl RuleAction {
    fn needs(self) -> Needs {
        match self {
            RuleAction::Edit | RuleAction::Copy => Needs::One,
            RuleAction::Enable | RuleAction::Disable => Needs::SomeReadable,
            RuleAction::EditTogether | RuleAction::Compare => Needs::Several,
            RuleAction::Download | RuleAction::Delete => Needs::Some,
        }
    }

    fn words(self, i18n: I18n) -> &'static str {
        match self {
            RuleAction::Edit => t_string!(i18n, rule.edit),
            RuleAction::Copy => t_string!(i18n, rule.duplicate),
            RuleAction::EditTogether => t_string!(i18n, several.open),
            RuleAction::Enable => t_string!(i18n, toggle.enable),
            RuleAction::Disable => t_string!(i18n, toggle.disable),
            RuleAction::Compare => t_string!(i18n, select.compare),
            RuleAction::Download => t_string!(i18n, delete.copy),
            RuleAction::Delete => t_string!(i18n, rule.delete),
        }
    }
}

/// What is chosen.
#[derive(Clone, Copy, PartialEq)]
struct Chosen {
    ids: usize,
    readable: usize,
    /// Whether some of them cannot be read.
    has_unreadable: bool,
}

impl Chosen {
    fn of(bucket: OpenBucket) -> Self {
        bucket.rules.selection().with(|chosen| {
            bucket.rules.listing().with(|listing| {
                let rules = chosen.rules(listing.rules());
                let readable = rules.iter().filter(|rule| rule.unreadable().is_none()).count();
                Chosen { ids: chosen.len(), readable, has_unreadable: readable < rules.len() }
            })
        })
    }

    fn allows(self, needs: Needs) -> bool {
        let Chosen { ids, readable, has_unreadable } = self;
        match needs {
            Needs::One => ids == 1 && !has_unreadable,
            Needs::Some => ids > 0,
            Needs::SomeReadable => ids > 0 && (readable > 0 || !has_unreadable),
            Needs::Several => ids > 1 && (readable > 1 || !has_unreadable),
        }
    }

    /// Why something cannot be done.
    fn reason(self, needs: Needs, i18n: I18n) -> &'static str {
        match needs {
            Needs::Some => t_string!(i18n, select.needs_some),
            _ if self.has_unreadable => t_string!(i18n, select.unreadable),
            Needs::One => t_string!(i18n, select.needs_one),
            Needs::SomeReadable => t_string!(i18n, select.needs_some),
            Needs::Several => t_string!(i18n, select.needs_several),
        }
    }
}

/// What is in the menu of actions.
#[component]
fn Actions(acts: Acts) -> impl IntoView {
    let i18n = use_i18n();
    let does = Does {
        acts,
        words: use_words(),
        navigation: use_navigation(),
        dialogs: use_dialogs(),
        notices: use_notices(),
        switching: use_switching(),
    };
    let chosen = Memo::new(move |_| Chosen::of(acts.bucket));
    let item = move |action: RuleAction| {
        let needs = action.needs();
        let possible = move || chosen.get().allows(needs);
        view! {
            <li>
                <button
                    type="button"
                    class="menu-item"
                    aria-disabled=move || (!possible()).then_some("true")
                    on:click=move |_| {
                        if untrack(possible) {
                            menu::close();
                            does.act(action);
                        }
                    }
                >
                    <span>{move || action.words(i18n)}</span>
                    {move || {
                        let reason = || chosen.get().reason(needs, i18n);
                        (!possible()).then(|| view! { <span class="reason">{reason()}</span> })
                    }}
                </button>
            </li>
        }
    };
    view! {
        <ul class="menu-list">{ACTIONS.into_iter().map(item).collect_view()}</ul>
        <TakeAway bucket=acts.bucket/>
    }
}

/// What an action needs. It outlives the menu. Cheap to copy.
#[derive(Clone, Copy)]
struct Does {
    acts: Acts,
    words: Words,
    navigation: Navigation,
    dialogs: Dialogs,
    notices: Notices,
    switching: Switching,
}

impl Does {
    fn act(self, action: RuleAction) {
        let Acts { bucket, on_compare } = self.acts;
        match action {
            RuleAction::Edit => self.open_first(|id| Screen::Edit { id }),
            RuleAction::Copy => self.open_first(|id| Screen::Copy { id }),
            RuleAction::EditTogether => self.open(Screen::Several),
            RuleAction::Enable => self.switch(true),
            RuleAction::Disable => self.switch(false),
            RuleAction::Compare => on_compare.run(()),
            RuleAction::Download => download(self.words, self.notices, bucket, ids(&chosen_rules(bucket))),
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
