//! The later part of the program: every screen and dialog that a first visit does not show.
//!
//! It is a wasm file of its own (`xtask/src/split.rs` cuts it off), fetched when it is first needed or when
//! all pages of rules are in, so that its size does not stand between a visitor and the table. The
//! modules in here are private on purpose: what the first part called directly would become a part of
//! it. The one way in is [`Screens`], a table of functions.

mod actions;
mod another;
mod bundle;
mod by_part;
mod changing;
mod code;
mod compare;
mod connections;
mod deletion;
mod dialog;
mod ending;
mod facets;
mod form;
mod help;
mod import;
mod importing;
mod interrupted;
mod outcome;
mod panel;
mod preferences;
mod renew;
mod results;
mod rule;
mod summary;
mod switching;
mod tabs;
mod trust;
mod unreadable;

use std::cell::Cell;
use std::rc::Rc;

use wasm_split_helpers::{SplitLoaderError, wasm_split};

use super::components::error_panel::{alerts, panel};
use super::components::spinner::spinner;
use super::dom::{El, el, spawn};
use super::journal::Left;
use super::session::OpenRef;
use super::signal::{Derived, Signal};
use super::words::{language, td_string};
use super::{app, for_good};
use crate::model::rule::Part;
use crate::model::{Connection, Rule};
use crate::state::table::TableQuery;
pub(crate) use panel::{Beside, Panel};

/// Called with a part, one of its values, and whether it is chosen.
pub(crate) type OnFacet = Rc<dyn Fn(Part, &str, bool)>;

/// A screen about one rule, by its id.
pub(crate) type OfRule = fn(&OpenRef, &str) -> El;

/// The values that a query filters by, what takes one away, and what takes all away.
pub(crate) type Tokens = fn(Derived<TableQuery>, &OnFacet, &Rc<dyn Fn()>) -> El;

/// Asks, deletes, and calls the function when the dialog is closed again.
pub(crate) type Delete = fn(OpenRef, Vec<Rule>, Box<dyn Fn()>);

/// What the later part can do.
pub(crate) struct Screens {
    /// The page of a rule.
    pub(crate) rule: OfRule,
    /// The form for a new rule.
    pub(crate) create: fn(&OpenRef) -> El,
    /// The form that changes a rule.
    pub(crate) edit: OfRule,
    /// The form for a rule like another one.
    pub(crate) copy: OfRule,
    /// The form for one change to all rules that are chosen.
    pub(crate) several: fn(&OpenRef) -> El,
    /// The open connections, and the ways to more of them.
    pub(crate) connections: fn() -> El,
    /// The values of a facet.
    pub(crate) facet: fn(&OpenRef, Part, Derived<TableQuery>, &OnFacet) -> El,
    /// The values that are filtered by.
    pub(crate) tokens: Tokens,
    /// What can be done with the rules that are chosen; calls the function to compare them.
    pub(crate) actions: fn(&OpenRef, &Rc<dyn Fn()>) -> El,
    /// Bringing rules back from a file.
    pub(crate) import: fn(&OpenRef) -> El,
    /// What stands beside the table.
    pub(crate) panel: fn(&OpenRef, Panel) -> El,
    /// How the user likes the console.
    pub(crate) preferences: fn(),
    /// What the keys do.
    pub(crate) help: fn(),
    /// Asks for new credentials of an open connection.
    pub(crate) renew: fn(&OpenRef),
    /// Notes about saves that were cut off.
    pub(crate) interrupted: fn(&OpenRef, &Left) -> El,
    /// Shows the document of a rule that has no id.
    pub(crate) document: fn(String),
    /// Asks whether a corrected connection may go to a host that is not the provider's.
    pub(crate) trust: fn(&OpenRef, Connection, String),
    /// Asks whether rules are to be deleted, and deletes them; then calls the function.
    pub(crate) delete: Delete,
}

static SCREENS: Screens = Screens {
    rule: rule::page,
    create: form::create,
    edit: form::edit,
    copy: form::copy,
    several: form::several,
    connections: connections::choices,
    facet: facets::values,
    tokens: facets::tokens,
    actions: actions::actions,
    import: import::page,
    panel: panel::panel,
    preferences: preferences::open,
    help: help::open,
    renew: renew::open,
    interrupted: interrupted::notes,
    document: unreadable::dialog,
    trust: trust::ask,
    delete: deletion::delete,
};

/// The way into the other file. The attribute makes it a future that fetches that file first.
#[wasm_split(later, fallible)]
fn screens() -> Result<&'static Screens, SplitLoaderError> {
    ending::watch();
    Ok(&SCREENS)
}

thread_local! {
    static LOADED: Cell<Option<&'static Screens>> = const { Cell::new(None) };
}

/// The screens, fetched once. A failure is not kept: the next call tries again.
async fn load() -> Option<&'static Screens> {
    if let Some(screens) = LOADED.get() {
        return Some(screens);
    }
    let screens = screens().await.ok()?;
    LOADED.set(Some(screens));
    Some(screens)
}

/// Fetches the later part before it is asked for.
pub(crate) fn fetch_ahead() {
    if LOADED.get().is_none() {
        // A failure shows when a screen is asked for.
        spawn(async {
            load().await;
        });
    }
}

/// How far the fetching is.
#[derive(Clone, Copy)]
enum Fetching {
    Waiting,
    Done(&'static Screens),
    Failed,
}

/// A place for what `draw` makes of the later screens. At once when they are there.
pub(crate) fn place(draw: impl Fn(&'static Screens) -> El + 'static) -> El {
    place_boxed(Box::new(draw))
}

fn place_boxed(draw: Box<dyn Fn(&'static Screens) -> El>) -> El {
    if let Some(screens) = LOADED.get() {
        return draw(screens);
    }
    let fetching = Signal::new(Fetching::Waiting);
    let fetch = move || {
        fetching.set(Fetching::Waiting);
        spawn(async move {
            let done = load().await.map_or(Fetching::Failed, Fetching::Done);
            // The page may be gone by now.
            fetching.try_set(done);
        });
    };
    fetch();
    let failed = move || matches!(fetching.get(), Fetching::Failed);
    el("div.later").child(alerts().show_when(failed, move || missing(fetch))).bind_child(move || {
        match fetching.get() {
            Fetching::Waiting => Some(waiting()),
            Fetching::Done(screens) => Some(draw(screens)),
            Fetching::Failed => None,
        }
    })
}

/// Does something that needs the later part, for as long as the page lives.
pub(crate) fn run(act: impl FnOnce(&'static Screens) + 'static) {
    run_boxed(Box::new(act));
}

fn run_boxed(act: Box<dyn FnOnce(&'static Screens)>) {
    let i18n = language();
    spawn(async move {
        match load().await {
            Some(screens) => for_good(|| act(screens)),
            None => app().notices.failure(td_string!(i18n, later.missing).to_owned(), None),
        }
    });
}

/// Asks for new credentials of an open connection.
pub(crate) fn renew(open: &OpenRef) {
    let open = open.clone();
    run(move |screens| (screens.renew)(&open));
}

/// The button that leads out of credentials that have ended or are refused.
pub(crate) fn renewing(open: &OpenRef) -> El {
    let open = open.clone();
    let i18n = language();
    el("button.button").text(td_string!(i18n, error.connect_again)).on_click(move || renew(&open))
}

fn waiting() -> El {
    let i18n = language();
    el("p.progress")
        .attr("role", "status")
        .child(spinner())
        .child(el("span").text(td_string!(i18n, later.waiting)))
}

fn missing(again: impl Fn() + 'static) -> El {
    let i18n = language();
    let retry = el("button.button primary").text(td_string!(i18n, rules.retry)).on_click(again);
    panel(td_string!(i18n, later.missing))
        .child(el("p.error-next").text(td_string!(i18n, later.missing_next)))
        .child(el("div.error-actions").child(retry))
}
