//! Changing rules one after another: changing them on or off at one click, or one change to several. Each is a
//! change like any other, and saved as safely.

use std::cell::RefCell;
use std::rc::Rc;

use crate::app::app;
use crate::app::components::error_panel::alerts;
use crate::app::components::shown::shown;
use crate::app::dom::{El, el, spawn};
use crate::app::for_good;
use crate::app::journal::journal_of;
use crate::app::later::dialog;
use crate::app::later::outcome::{Failure, failed, hand_to_list, save_held, saved_words};
use crate::app::notices::Kind;
use crate::app::session::OpenRef;
use crate::app::under_way::Several;
use crate::app::words::{fill, language, td_string};
use crate::form::several::Change;
use crate::model::Rule;
use crate::model::rule::Part;
use crate::provider::StoredRule;
use crate::provider::save::{SaveError, Saved, unread};
use crate::route::Place;

/// What is asked of each rule.
#[derive(Clone)]
pub(super) enum Asked {
    /// To be switched on or off.
    Enabled(bool),
    /// To be changed, if it still is what the user has seen of it.
    Change(Rc<Change>, Rc<[Rule]>),
}

impl Asked {
    fn applied(&self, rule: &Rule) -> Rule {
        match self {
            Asked::Enabled(on) => rule.clone().with(Part::Enabled, if *on { "true" } else { "false" }),
            Asked::Change(change, _) => change.applied(rule),
        }
    }

    /// Whether the user has seen another version of a rule. A switch says nothing of the rest.
    fn is_of_another(&self, rule: &Rule) -> bool {
        let Asked::Change(_, seen) = self else { return false };
        seen.iter().any(|seen| seen.id() == rule.id() && !seen.agrees_in_all(rule))
    }

    fn under_way(&self, id: &str) -> String {
        let i18n = language();
        match self {
            Asked::Enabled(true) => fill(td_string!(i18n, toggle.enabling), &[("id", &id)]),
            Asked::Enabled(false) => fill(td_string!(i18n, toggle.disabling), &[("id", &id)]),
            Asked::Change(..) => fill(td_string!(i18n, several.changing), &[("id", &id)]),
        }
    }

    fn all_done(&self, count: usize) -> String {
        let i18n = language();
        match self {
            Asked::Enabled(true) => fill(td_string!(i18n, toggle.enabled_many), &[("count", &count)]),
            Asked::Enabled(false) => fill(td_string!(i18n, toggle.disabled_many), &[("count", &count)]),
            Asked::Change(..) => fill(td_string!(i18n, several.done), &[("count", &count)]),
        }
    }
}

/// A rule that was not changed: what was read, what was to be saved, and why it was not.
struct Refused {
    before: Option<StoredRule>,
    rule: Rule,
    failure: Failure,
}

thread_local! {
    static CHANGING: RefCell<Vec<(Place, String)>> = const { RefCell::new(Vec::new()) };
}

/// Rules that are being changed: pressing again does nothing until this is dropped.
struct Pressed(Vec<(Place, String)>);

impl Pressed {
    /// Those of the rules that are not being switched already; `None` when there is none.
    fn of(place: &Place, ids: Vec<String>) -> Option<(Self, Vec<String>)> {
        let these: Vec<_> = CHANGING.with_borrow_mut(|changing| {
            let named = ids.into_iter().map(|id| (place.clone(), id));
            let these: Vec<_> = named.filter(|one| !changing.contains(one)).collect();
            changing.extend(these.iter().cloned());
            these
        });
        let ids: Vec<String> = these.iter().map(|(_, id)| id.clone()).collect();
        if ids.is_empty() { None } else { Some((Pressed(these), ids)) }
    }
}

impl Drop for Pressed {
    fn drop(&mut self) {
        CHANGING.with_borrow_mut(|changing| changing.retain(|one| !self.0.contains(one)));
    }
}

/// Reads the rules anew and changes each, one after another; calls `changed` after each. One that fails does not
/// stop the others, unless they would fail alike.
pub(super) fn change_each(open: OpenRef, ids: Vec<String>, asked: Asked, changed: Rc<dyn Fn()>) {
    let notices = app().notices;
    let Some((pressed, ids)) = Pressed::of(&open.place, ids) else { return };
    let Some(number) = ids.first().map(|id| notices.progress(asked.under_way(id))) else { return };
    spawn(async move {
        let _pressed = pressed;
        let count = ids.len();
        let mut said = String::new();
        let mut refused = Vec::new();
        let mut under_way = (count > 1).then(|| Several::begin(&open.place, ids.clone()));
        let mut left = ids.into_iter();
        // Forget ends what is left.
        while app().session.holds(&open)
            && let Some(id) = left.next()
        {
            under_way.iter_mut().for_each(|several| several.at(&id));
            notices.turn_into(number, Kind::Progress, asked.under_way(&id), None);
            match change(&open, &id, &asked).await {
                Ok(saved) => {
                    said = saved_words(&saved);
                    if count > 1 && (!saved.differing.is_empty() || !saved.read_back) {
                        notices.success(said.clone(), None);
                    }
                    changed();
                }
                Err(one) => {
                    let stops = one.failure.stops_the_others();
                    refused.push(one);
                    if stops {
                        break;
                    }
                }
            }
        }
        drop(under_way);
        let untried: Vec<String> = left.collect();
        let words = outcome(&asked, count, &refused, &untried, said);
        if refused.is_empty() && untried.is_empty() {
            return notices.turn_into(number, Kind::Success, words, None);
        }
        notices.turn_into(number, Kind::Failure, words.clone(), None);
        let again = {
            let could_go = refused.iter().filter(|one| can_be_tried_again(&one.failure));
            let ids = could_go.map(|one| one.rule.id()).chain(untried.iter().map(String::as_str));
            let ids: Vec<String> = ids.map(str::to_owned).collect();
            let (open, changed) = (open.clone(), Rc::clone(&changed));
            let try_them = move |ids: &[String]| {
                notices.dismiss(number);
                for_good(|| change_each(open.clone(), ids.to_vec(), asked.clone(), Rc::clone(&changed)));
            };
            (ids, try_them)
        };
        let written = move || {
            notices.dismiss(number);
            changed();
        };
        for_good(|| explain(&open, &words, count > 1, &refused, &untried, again, written));
    });
}

/// What is said at the end; `said` is what the last one that went through says.
fn outcome(asked: &Asked, count: usize, refused: &[Refused], untried: &[String], said: String) -> String {
    let i18n = language();
    match (count, refused, untried.len()) {
        (1, [one], _) => fill(td_string!(i18n, toggle.failed), &[("id", &one.rule.id())]),
        (1, [], 0) => said,
        (_, [], 0) => asked.all_done(count),
        _ => {
            let done = count - refused.len() - untried.len();
            fill(td_string!(i18n, toggle.ended), &[("done", &done), ("count", &count)])
        }
    }
}

/// Whether the same may go through the next time: the rule is there, and nobody else has changed it.
fn can_be_tried_again(failure: &Failure) -> bool {
    !matches!(failure, Failure::Save(SaveError::Changed(_) | SaveError::Gone | SaveError::Missing { .. }))
}

async fn change(open: &OpenRef, id: &str, asked: &Asked) -> Result<Saved, Refused> {
    let before = match open.client.get_rule(id).await {
        Ok(before) => before,
        // Nothing is written before it is read.
        Err(error) => {
            let rule = Rule::default().with(Part::Id, id);
            let failure = unread(&journal_of(&open.place), id, error).await;
            return Err(Refused { before: None, rule, failure: Failure::Save(failure) });
        }
    };
    let rule = asked.applied(&before.rule);
    // One that says all of it by now may be one's own, whose answer was lost.
    if rule != before.rule && asked.is_of_another(&before.rule) {
        let failure = Failure::Save(SaveError::Changed(Box::new(before)));
        return Err(Refused { before: None, rule, failure });
    }
    let saved = save_held(open, &before, &rule).await;
    saved.map_err(|failure| Refused { before: Some(before), rule, failure })
}

/// Shows what became of those that failed, with the ways out, and names those that were not tried. `again` are those
/// that can be tried again, and what tries them; `written` is called when one of the other ways worked.
fn explain(
    open: &OpenRef,
    title: &str,
    several: bool,
    refused: &[Refused],
    untried: &[String],
    again: (Vec<String>, impl Fn(&[String]) + 'static),
    written: impl Fn() + Clone + 'static,
) {
    let kept: Vec<Failure> = refused.iter().map(|one| one.failure.clone()).collect();
    let place = open.clone();
    dialog::open(
        "toggle-title",
        "toggle-title",
        move || kept.iter().for_each(|failure| hand_to_list(&place, failure)),
        |dialog| -> El {
            let i18n = language();
            let only_here =
                |one: &Refused| matches!(one.failure, Failure::Save(SaveError::Missing { kept: false, .. }));
            if refused.iter().any(only_here) {
                dialog.stay();
            }
            let (closing, trying) = (dialog.clone(), dialog.clone());
            let only = refused.len() == 1 && untried.is_empty();
            let one = |one: &Refused| {
                let (done, written) = (dialog.clone(), written.clone());
                let written = move || {
                    if only {
                        done.close();
                    }
                    written();
                };
                // A title about several does not name it.
                let name = several.then(|| shown(el("h3"), one.rule.id()));
                let failed = failed(open, one.before.as_ref(), &one.rule, &one.failure, written);
                el("div.fields").children(name).child(alerts().child(failed))
            };
            let ids = untried.join(", ");
            let left = (!ids.is_empty()).then(|| fill(td_string!(i18n, toggle.untried), &[("ids", &ids)]));
            let close =
                el("button.button").text(td_string!(i18n, delete.close)).on_click(move || closing.close());
            let (ids, try_them) = again;
            let again = (!ids.is_empty()).then(|| {
                let words = fill(td_string!(i18n, several.again), &[("count", &ids.len())]);
                el("button.button primary").text(&words).on_click(move || {
                    trying.close();
                    try_them(&ids);
                })
            });
            el("div")
                .child(el("h2").id("toggle-title").attr("tabindex", "-1").text(title))
                .children(refused.iter().map(one))
                .children(left.map(|words| el("p").text(&words)))
                .child(el("div.dialog-actions").child(close).children(again))
        },
    );
}
