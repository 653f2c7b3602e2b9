//! The dialogs that stand over the page, whatever screen is under them: what is asked, and how long it stays.
//!
//! A screen's own questions (a review, leaving a form) are in its own markup, and go with it.

use std::sync::Arc;

use leptos::prelude::*;

use super::connections::{Connections, KeptBeside, use_connections};
use super::focus::after_drawing;
use super::navigation::{Navigation, use_navigation};
use super::open_bucket::OpenBucket;
use crate::form::draft::RuleDraft;
use crate::model::{Connection, Provider, Rule};
use crate::provider::xml::Element;
use crate::route::{Route, Screen};
use crate::state::changing::{Asked, Back, Refused};
use crate::state::table::TableQuery;

/// What a dialog is about.
#[derive(Clone)]
pub(crate) enum Asks {
    /// What the keys do.
    Help,
    /// How the user likes the console.
    Preferences,
    /// New credentials of an open connection.
    Renew(OpenBucket),
    /// Another bucket with the credentials of this one.
    Another(OpenBucket),
    /// A yes to the host of a corrected connection.
    Trust(Trusting),
    /// Whether rules are to be deleted.
    Delete(AskDelete),
    /// Whether rules are to be switched on or off.
    Switch(AskSwitch),
    /// What became of rules that were not changed.
    NotChanged(Arc<NotChanged>),
    /// What became of rules of many buckets that were not taken back.
    NotTakenBack(Arc<NotTakenBack>),
    /// Rules as code of other tools.
    Codes(AskCodes),
    /// A name for a template.
    SaveTemplate(Arc<AskTemplate>),
    /// The document of a rule that has no id.
    Document(String),
}

/// A corrected connection that leads to a host that is not the provider's.
#[derive(Clone)]
pub(crate) struct Trusting {
    /// The connection to the wrong region.
    pub(crate) wrong: OpenBucket,
    /// The corrected one.
    pub(crate) right: Connection,
    /// Its host.
    pub(crate) host: String,
}

/// Rules to be deleted.
#[derive(Clone)]
pub(crate) struct AskDelete {
    /// Where they are.
    pub(crate) bucket: OpenBucket,
    /// The rules.
    pub(crate) rules: Vec<Rule>,
    /// How many of them the filters hide.
    pub(crate) hidden: usize,
}

/// Rules to be switched on or off.
#[derive(Clone)]
pub(crate) struct AskSwitch {
    /// Where they are.
    pub(crate) bucket: OpenBucket,
    /// Their ids.
    pub(crate) ids: Vec<String>,
    /// On or off.
    pub(crate) on: bool,
    /// How many of them the filters hide.
    pub(crate) hidden: usize,
}

/// Rules to be shown as code of other tools.
#[derive(Clone)]
pub(crate) struct AskCodes {
    /// Where they are.
    pub(crate) bucket: OpenBucket,
    /// Their ids.
    pub(crate) ids: Vec<String>,
}

/// What is to become a template.
#[derive(Clone)]
pub(crate) struct AskTemplate {
    /// Whose rules begin with it.
    pub(crate) provider: Provider,
    /// What it is to say.
    pub(crate) says: Says,
}

/// What a template is to say.
#[derive(Clone)]
pub(crate) enum Says {
    /// What a form says, and the document that its rule is written into.
    Form(RuleDraft, Option<Element>),
    /// What a rule of this bucket says, which is known as far as a list tells it.
    Listed(OpenBucket, Rule),
}

/// Rules that were to be changed and were not, with the ways out.
pub(crate) struct NotChanged {
    /// Where they are.
    pub(crate) bucket: OpenBucket,
    /// How many were to be changed.
    pub(crate) count: usize,
    /// Those that failed.
    pub(crate) refused: Vec<Refused>,
    /// The ids of those that were not tried.
    pub(crate) untried: Vec<String>,
    /// The ids of those that can be tried again.
    pub(crate) again: Vec<String>,
    /// What was asked of each.
    pub(crate) asked: Asked,
    /// The message about it.
    pub(crate) notice: u32,
    /// What takes back those that were changed.
    pub(crate) done: Vec<Back>,
}

/// Rules of many buckets that were to be taken back and were not, with the ways out.
pub(crate) struct NotTakenBack {
    /// How many there are, in words.
    pub(crate) title: String,
    /// Those that failed, each with its bucket.
    pub(crate) refused: Vec<(OpenBucket, Refused)>,
    /// The names of those that can be tried again, or were not tried.
    pub(crate) left: Vec<String>,
    /// Their buckets stay open for the ways out.
    #[allow(dead_code, reason = "it is dropped to let go")]
    pub(crate) beside: Arc<KeptBeside>,
}

/// The screen that is shown, and whether its connection is open: a dialog belongs to both.
type At = (Route, bool);

/// A dialog over the page.
#[derive(Clone)]
struct Entry {
    number: u32,
    asks: Asks,
    /// Where the page was when it was opened.
    at: At,
    /// A closed one goes with the next drawing: the browser gives the focus back first.
    open: bool,
    /// Nothing closes it: what is under way must stay in sight.
    locked: bool,
    /// It outlives its page.
    stays: bool,
}

/// The dialogs over the page. Cheap to copy.
#[derive(Clone, Copy)]
pub(crate) struct Dialogs {
    entries: RwSignal<Vec<Entry>>,
    count: StoredValue<u32>,
    at: Memo<At>,
}

/// Starts without dialogs. They close when the address, or the connection of the address, is another one.
pub(super) fn provide() {
    let (connections, navigation) = (use_connections(), use_navigation());
    let dialogs = Dialogs {
        entries: RwSignal::new(Vec::new()),
        count: StoredValue::new(0),
        at: Memo::new(move |_| at(connections, navigation)),
    };
    Effect::watch(
        move || dialogs.at.get(),
        move |now, _, _| dialogs.close_if(|entry| entry.at != *now && !entry.stays),
        false,
    );
    provide_context(dialogs);
}

/// The dialogs over the page.
pub(crate) fn use_dialogs() -> Dialogs {
    expect_context()
}

fn at(connections: Connections, navigation: Navigation) -> At {
    let page = navigation.with_route(|route| match route {
        // Rows are looked at in many ways without leaving them.
        Route::Bucket { place, screen: Screen::Rules(_) } => {
            Route::bucket(place, Screen::Rules(TableQuery::default()))
        }
        page => page.clone(),
    });
    let is_open = match &page {
        Route::Bucket { place, .. } => connections.at(place).is_some(),
        // What is opened there may be about any of the connections.
        Route::Connect | Route::Unknown => connections.with_all(|open| !open.is_empty()),
    };
    (page, is_open)
}

impl Dialogs {
    /// Opens a dialog; of those about the console or new credentials only one at a time.
    pub(crate) fn ask(self, asks: Asks) {
        let alone = matches!(asks, Asks::Help | Asks::Preferences | Asks::Renew(_));
        let same = |entry: &Entry| std::mem::discriminant(&entry.asks) == std::mem::discriminant(&asks);
        if alone && self.entries.with_untracked(|entries| entries.iter().any(|one| one.open && same(one))) {
            return;
        }
        let number = self.count.get_value().wrapping_add(1);
        self.count.set_value(number);
        let entry =
            Entry { number, asks, at: self.at.get_untracked(), open: true, locked: false, stays: false };
        self.entries.update(|entries| entries.push(entry));
    }

    /// Closes what is not kept open by something under way.
    fn close_if(self, goes: impl Fn(&Entry) -> bool) {
        let goes = |entry: &Entry| entry.open && !entry.locked && goes(entry);
        if self.entries.with_untracked(|entries| entries.iter().any(goes)) {
            self.entries.update(|entries| {
                entries.iter_mut().filter(|entry| goes(entry)).for_each(|entry| entry.open = false);
            });
            after_drawing(move || self.entries.update(|entries| entries.retain(|entry| entry.open)));
        }
    }

    /// The one with this number, whether it is still open or not.
    pub(crate) fn numbered(self, number: u32) -> Opened {
        Opened { number, dialogs: self }
    }

    /// All of them, in the order of opening.
    pub(crate) fn all(self) -> Vec<Opened> {
        self.entries.with(|entries| {
            entries.iter().map(|entry| Opened { number: entry.number, dialogs: self }).collect()
        })
    }
}

/// One dialog over the page. Cheap to copy.
#[derive(Clone, Copy)]
pub(crate) struct Opened {
    number: u32,
    dialogs: Dialogs,
}

impl Opened {
    /// What tells it from others.
    pub(crate) fn number(self) -> u32 {
        self.number
    }

    /// What it is about; `None` when it is closed.
    pub(crate) fn asks(self) -> Option<Asks> {
        let find = |entries: &Vec<Entry>| {
            entries.iter().find(|entry| entry.number == self.number).map(|entry| entry.asks.clone())
        };
        self.dialogs.entries.with_untracked(find)
    }

    /// Closes it, unless something is under way.
    pub(crate) fn close(self) {
        self.dialogs.close_if(|entry| entry.number == self.number);
    }

    /// Whether it is open.
    pub(crate) fn is_open(self) -> Signal<bool> {
        self.follow(|entry| entry.open)
    }

    /// Keeps it open while something is under way.
    pub(crate) fn lock(self, locked: bool) {
        self.change(|entry| entry.locked = locked);
    }

    /// Whether something is under way.
    pub(crate) fn locked(self) -> Signal<bool> {
        self.follow(|entry| entry.locked)
    }

    fn follow(self, look: fn(&Entry) -> bool) -> Signal<bool> {
        let find = move |entry: &Entry| entry.number == self.number && look(entry);
        Signal::derive(move || self.dialogs.entries.with(|entries| entries.iter().any(find)))
    }

    /// Lets it outlive its page: what it holds is nowhere else.
    pub(crate) fn stay(self) {
        self.change(|entry| entry.stays = true);
    }

    fn change(self, change: impl FnOnce(&mut Entry)) {
        self.dialogs.entries.update(|entries| {
            if let Some(entry) = entries.iter_mut().find(|entry| entry.number == self.number) {
                change(entry);
            }
        });
    }
}
