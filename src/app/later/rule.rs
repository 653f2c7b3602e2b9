//! One rule on a page of its own.

use std::rc::Rc;

use leptos::prelude::untrack;

use super::interrupted::note_of;
use super::tabs::Tabs;
use super::{deletion, renewing, switching, unreadable};
use crate::app::components::error_panel::{alerts, error_panel};
use crate::app::components::heading::heading;
use crate::app::components::icon::{Icon, icon};
use crate::app::components::spinner::spinner;
use crate::app::components::status::status;
use crate::app::dom::{El, el, spawn};
use crate::app::session::OpenRef;
use crate::app::signal::Signal;
use crate::app::transport::FetchTransport;
use crate::app::words;
use crate::app::words::{fill, language, td_string};
use crate::app::{app, for_good};
use crate::model::Rule;
use crate::model::rule::Part;
use crate::provider::StoredRule;
use crate::provider::client::{Call, Client};
use crate::provider::error::{Error, ErrorKind};
use crate::route::{Route, Screen};
use crate::state::table::Tab;

/// What is known of the rule.
#[derive(Clone)]
enum Reading {
    Waiting,
    Read(Box<StoredRule>),
    Failed(Error),
}

/// The page of a rule.
pub(super) fn page(open: &OpenRef, id: &str) -> El {
    let head = el("div.page-head").child(heading(id));
    // Counts how often the rule was changed here: each time it is read again.
    let changes = Signal::new(0_u32);
    let (reads, id) = (open.clone(), id.to_owned());
    let read = move |_: &u32| {
        let open = reads.clone();
        read_any(&reads, &id, move |stored| match stored.rule.unreadable() {
            None => contents(&open, stored, changes),
            Some(_) => {
                let list = open.clone();
                let gone = move || app().navigation.open(&list.list());
                unreadable::contents(&open, &stored.rule, Rc::new(gone))
            }
        })
    };
    el("section.page")
        .child(back(&open.list().address()))
        .child(head)
        .bind_one(move || Some(changes.get()), read)
}

/// Reads a rule and shows `draw` of it; until then a line, and instead what went wrong.
pub(super) fn read_rule(open: &OpenRef, id: &str, draw: impl Fn(&StoredRule) -> El + 'static) -> El {
    read_by(Client::get_rule, open, id, Box::new(draw), missing(open, id))
}

/// The same, also for a rule that cannot be read as one.
fn read_any(open: &OpenRef, id: &str, draw: impl Fn(&StoredRule) -> El + 'static) -> El {
    read_by(Client::get_any, open, id, Box::new(draw), missing(open, id))
}

/// Says that there is no such rule.
fn missing(open: &OpenRef, id: &str) -> Missing {
    let (list, gone) = (open.clone(), id.to_owned());
    Box::new(move |again| {
        let i18n = language();
        not_found(&list, &gone, el("h2").text(td_string!(i18n, rule.not_found_title)), again)
    })
}

/// What is drawn when there is no such rule; the function reads it again.
pub(super) type Missing = Box<dyn Fn(Rc<dyn Fn()>) -> El>;

/// The same, with what is shown when there is no such rule.
pub(super) fn read_or(
    open: &OpenRef,
    id: &str,
    draw: Box<dyn Fn(&StoredRule) -> El>,
    missing: Missing,
) -> El {
    read_by(Client::get_rule, open, id, draw, missing)
}

/// How a rule is read.
type Read = for<'a> fn(&'a Client<FetchTransport>, &str) -> Call<'a, StoredRule>;

fn read_by(
    call: Read,
    open: &OpenRef,
    id: &str,
    draw: Box<dyn Fn(&StoredRule) -> El>,
    missing: Missing,
) -> El {
    let i18n = language();
    let reading = Signal::new(Reading::Waiting);
    let id: Rc<str> = Rc::from(id);
    let read = {
        let (open, id) = (open.clone(), Rc::clone(&id));
        move || {
            reading.set(Reading::Waiting);
            let (open, id) = (open.clone(), Rc::clone(&id));
            spawn(async move {
                let answer = call(&open.client, &id).await;
                // The page may be gone by now.
                reading.try_set(match answer {
                    Ok(rule) => Reading::Read(Box::new(rule)),
                    Err(error) => Reading::Failed(error),
                });
            });
        }
    };
    read();
    let open = open.clone();
    let failed = move || {
        Some(match reading.get() {
            Reading::Waiting | Reading::Read(_) => return None,
            Reading::Failed(error) if error.kind == ErrorKind::NoSuchRule => {
                let read = read.clone();
                untrack(|| missing(Rc::new(read)))
            }
            Reading::Failed(error) => {
                let retry = el("button.button primary")
                    .child(icon(Icon::Refresh))
                    .text(td_string!(i18n, rules.retry))
                    .on_click(read.clone());
                let renew = error.kind.is_about_credentials().then(|| renewing(&open));
                error_panel(&error, open.client.connection(), [retry].into_iter().chain(renew).collect())
            }
        })
    };
    let waits = move || reading.with(|reading| matches!(reading, Reading::Waiting));
    let contents = move || match reading.get() {
        Reading::Read(stored) => Some(untrack(|| draw(&stored))),
        Reading::Waiting | Reading::Failed(_) => None,
    };
    el("div.read")
        .child(el("div").attr("role", "status").show_when(waits, waiting))
        .child(alerts().bind_child(failed))
        .bind_child(contents)
}

/// The way back to the list.
pub(super) fn back(address: &str) -> El {
    let i18n = language();
    el("a.back").attr("href", address).child(icon(Icon::Back)).text(td_string!(i18n, rule.back))
}

/// Says that the rule is being read.
pub(super) fn waiting() -> El {
    let i18n = language();
    let words = el("span").text(td_string!(i18n, rule.loading));
    el("p.progress").child(spinner()).child(words)
}

/// Says under a heading that there is no such rule, and offers what the device keeps of it: `again` reads it when that
/// is written.
pub(super) fn not_found(open: &OpenRef, id: &str, heading: El, again: Rc<dyn Fn()>) -> El {
    let i18n = language();
    let words =
        fill(td_string!(i18n, rule.not_found_text), &[("bucket", &open.place.bucket.as_str()), ("id", &id)]);
    let address = open.list().address();
    let link = el("a.button primary").attr("href", &address).text(td_string!(i18n, rule.to_list));
    let nothing = el("div.nothing").child(heading).child(el("p").text(&words)).child(link);
    el("div.fields").child(note_of(open, id, again)).child(nothing)
}

/// The rule and its actions.
fn contents(open: &OpenRef, stored: &StoredRule, changes: Signal<u32>) -> El {
    let rule = &stored.rule;
    let (place, id) = (open.place.clone(), rule.id().to_owned());
    let list = open.clone();
    let tabs = Tabs {
        open: open.clone(),
        rule: rule.clone(),
        stored: Some(stored.clone()),
        tab: Rc::new(|| match app().navigation.route() {
            Route::Bucket { screen: Screen::Rule { tab, .. }, .. } => tab,
            _ => Tab::default(),
        }),
        on_tab: Rc::new(move |tab| {
            app().navigation.replace(&Route::bucket(&place, Screen::Rule { id: id.clone(), tab }));
        }),
    };
    let gone = move || app().navigation.open(&list.list());
    // The page may be gone when the change is through.
    let changed = move || {
        changes.try_update(|changes| *changes = changes.wrapping_add(1));
    };
    el("div.rule").child(actions(open, rule, Rc::new(gone), Rc::new(changed))).child(tabs.draw())
}

/// What a rule is, and what can be done with it; `gone` is called when it was deleted, `changed` when it was
/// switched on or off.
pub(super) fn actions(open: &OpenRef, rule: &Rule, gone: Rc<dyn Fn()>, changed: Rc<dyn Fn()>) -> El {
    let i18n = language();
    let id = || rule.id().to_owned();
    let to = |screen: Screen, words: &str| {
        el("a.button").attr("href", &Route::bucket(&open.place, screen).address()).text(words)
    };
    let switch = rule.enabled().map(|on| {
        let (open, id) = (open.clone(), id());
        let words = if on { td_string!(i18n, toggle.disable) } else { td_string!(i18n, toggle.enable) };
        el("button.button").text(words).on_click(move || {
            let changed = Rc::clone(&changed);
            for_good(|| switching::switch(open.clone(), vec![id.clone()], None, !on, changed));
        })
    });
    let delete = el("button.button danger-quiet")
        .child(icon(Icon::Bin))
        .text(td_string!(i18n, rule.delete))
        .on_click(delete(open, rule, gone));
    el("div.rule-head")
        .child(status(rule))
        .child(el("span.rule-when").text(&words::value(i18n, rule, Part::Frequency).unwrap_or_default()))
        .child(to(Screen::Edit { id: id() }, td_string!(i18n, rule.edit)))
        .child(to(Screen::Copy { id: id() }, td_string!(i18n, rule.duplicate)))
        .children(switch)
        .child(delete)
}

pub(super) fn delete(open: &OpenRef, rule: &Rule, gone: Rc<dyn Fn()>) -> impl Fn() + 'static {
    let (open, rule) = (open.clone(), rule.clone());
    move || {
        let (rules, id, gone) = (open.rules, rule.id().to_owned(), Rc::clone(&gone));
        let closed = move || {
            if rules.is_deleted(&id) {
                gone();
            }
        };
        for_good(|| deletion::delete(open.clone(), vec![rule.clone()], Box::new(closed)));
    }
}
