//! The form for one change to all rules that are chosen.

use std::rc::Rc;

use leptos::prelude::{Owner, untrack};

use super::state::Form;
use super::{controls, leave, submit_with_ctrl_enter};
use crate::app::components::error_panel::alerts;
use crate::app::components::heading::heading;
use crate::app::components::icon::{Icon, icon};
use crate::app::components::shown::shown;
use crate::app::dom::{El, el, focus};
use crate::app::later::actions::{chosen_rules, hidden_among};
use crate::app::later::by_part::{self, said};
use crate::app::later::changing::{Asked, change_each};
use crate::app::later::dialog;
use crate::app::later::rule::back;
use crate::app::later::unreadable;
use crate::app::session::OpenRef;
use crate::app::signal::Signal;
use crate::app::words;
use crate::app::words::{fill, language, td_string};
use crate::app::{app, for_good};
use crate::form::several::Change;
use crate::model::Rule;
use crate::model::rule::Part;

/// The page. Which rules are chosen is known to the table alone: after a reload there are none.
pub(in crate::app::later) fn several(open: &OpenRef) -> El {
    let i18n = language();
    let (readable, left_out) = unreadable::readable(untrack(|| chosen_rules(open)));
    let rules: Rc<[Rule]> = readable.into();
    let list = open.list().address();
    let page = el("section.page")
        .child(back(&list))
        .child(el("div.page-head").child(heading(td_string!(i18n, several.title))));
    if rules.is_empty() {
        return page.child(el("p.lead").text(td_string!(i18n, several.none)));
    }
    let form = Form::of_several(&rules, open.client.connection());
    let unchanged = Signal::new(false);
    let fields = el("form.rule-form")
        .attr("novalidate", "")
        .children(controls::sections(form))
        .child(problems(form, unchanged))
        .child(actions(&list))
        .on("submit", {
            let (open, rules) = (open.clone(), Rc::clone(&rules));
            // The review goes with the form.
            let owner = Owner::current().unwrap_or_default();
            move |event| {
                event.prevent_default();
                owner.with(|| untrack(|| submit(&open, form, &rules, unchanged)));
            }
        });
    submit_with_ctrl_enter(&fields);
    leave::guard(form);
    let (count, bucket) = (rules.len(), open.place.bucket.as_str());
    page.child(
        el("p.lead").text(&fill(td_string!(i18n, several.lead), &[("count", &count), ("bucket", &bucket)])),
    )
    .children(left_out.map(|words| el("p.note").text(&words)))
    .child(el("div.form-grid").child(fields).child(chosen(&rules, hidden_among(open, &rules))))
}

/// Review, and a way out.
fn actions(out: &str) -> El {
    let i18n = language();
    el("div.form-actions")
        .child(el("button.button primary").attr("type", "submit").text(td_string!(i18n, several.submit)))
        .child(el("a.button").attr("href", out).text(td_string!(i18n, create.cancel)))
        .child(el("span.hint").text(td_string!(i18n, create.ctrl_enter)))
}

/// Above the buttons: how many fields need attention, or that nothing is changed.
fn problems(form: Form, unchanged: Signal<bool>) -> El {
    let i18n = language();
    let words = move || {
        let count = form.shown.with(|shown| shown.blocking().count());
        match (count, unchanged.get()) {
            (0, false) => None,
            (0, true) => Some(td_string!(i18n, several.unchanged).to_owned()),
            (count, _) => Some(fill(td_string!(i18n, create.problems), &[("count", &count)])),
        }
    };
    alerts().bind_one(words, |words: &String| {
        el("p.problem-count").child(icon(Icon::Alert)).text(" ").text(words)
    })
}

/// The rules that are chosen.
fn chosen(rules: &[Rule], hidden: Option<String>) -> El {
    let i18n = language();
    let count = rules.len();
    el("aside.card preview")
        .attr("aria-labelledby", "chosen-title")
        .child(el("h2").id("chosen-title").text(&fill(td_string!(i18n, several.rules), &[("count", &count)])))
        .children(hidden.map(|words| el("p.note").text(&words)))
        .child(names(rules.iter()))
}

fn names<'a>(rules: impl Iterator<Item = &'a Rule>) -> El {
    el("ul.names").attr("tabindex", "0").children(rules.map(|rule| shown(el("li"), rule.id())))
}

/// Checks what is typed, then shows what would change.
fn submit(open: &OpenRef, form: Form, rules: &Rc<[Rule]>, unchanged: Signal<bool>) {
    let found = form.findings();
    let first = found.blocking().next();
    form.shown.set(found);
    if let Some(part) = first {
        return focus(&controls::control_id(part));
    }
    let change = untrack(|| form.change_of_several());
    let changes_any = change.concerns(rules).next().is_some();
    unchanged.set(!changes_any);
    if changes_any {
        review(open, form, rules, Rc::new(change));
    }
}

/// What would change in which rules, and the way to save it.
fn review(open: &OpenRef, form: Form, rules: &Rc<[Rule]>, change: Rc<Change>) {
    let i18n = language();
    let connection = open.client.connection();
    let concerned: Vec<Rule> = change.concerns(rules).cloned().collect();
    let problem = |(id, part, problem): &(String, Part, _)| {
        let text = words::problem(i18n, *problem, connection);
        shown(el("li"), id).text(&[": ", words::part(i18n, *part), ": ", &text].concat())
    };
    let refused = change.problems(&concerned, connection);
    let refused = (!refused.is_empty()).then(|| {
        el("div.note")
            .child(el("p").text(td_string!(i18n, several.refused)))
            .child(el("ul").children(refused.iter().map(problem)))
    });
    let blocked = refused.is_some();
    let risk = (!open.client.capabilities().overwrites)
        .then(|| el("p.note").text(td_string!(i18n, several.replaces)));
    let count = concerned.len();
    let same = rules.len() - count;
    let same =
        (same > 0).then(|| el("p.hint").text(&fill(td_string!(i18n, several.same), &[("count", &same)])));
    let named = el("details.advanced")
        .child(el("summary").text(&fill(td_string!(i18n, several.rules), &[("count", &count)])))
        .child(names(concerned.iter()));
    let table = table(&change, &concerned);
    let save = fill(td_string!(i18n, several.save), &[("count", &count)]);
    let hidden = hidden_among(open, &concerned).map(|words| el("p.note").text(&words));
    let (open, seen) = (open.clone(), Rc::clone(rules));
    dialog::open(
        "several-title",
        "several-title",
        || {},
        move |dialog| {
            let (keep, closing) = (dialog.clone(), dialog.clone());
            let back = el("button.button").text(td_string!(i18n, review.back)).on_click(move || keep.close());
            let submit = el("button.button primary").attr("type", "submit").text(&save);
            let agreeing = el("form.review")
                .child(
                    el("h2").id("several-title").attr("tabindex", "-1").text(td_string!(i18n, review.title)),
                )
                .child(table)
                .children(same)
                .child(named)
                .children(hidden)
                .children(refused)
                .children(risk)
                .child(el("div.dialog-actions").child(back).children((!blocked).then_some(submit)))
                .on("submit", move |event| {
                    event.prevent_default();
                    closing.close();
                    form.settled();
                    app().navigation.unguard();
                    app().navigation.open(&open.list());
                    let ids = concerned.iter().map(|rule| rule.id().to_owned()).collect();
                    let asked = Asked::Change(Rc::clone(&change), Rc::clone(&seen));
                    for_good(|| change_each(open.clone(), ids, asked, Rc::new(|| {})));
                });
            submit_with_ctrl_enter(&agreeing);
            agreeing
        },
    );
}

/// For each part that changes: what the rules say of it now, how many each, and what all will say.
fn table(change: &Change, rules: &[Rule]) -> El {
    let i18n = language();
    let names = [td_string!(i18n, review.before), td_string!(i18n, review.after)];
    let row = |part: Part| {
        let mut before: Vec<(String, usize)> = Vec::new();
        for words in rules.iter().map(|rule| said(rule, part)) {
            match before.iter_mut().find(|(known, _)| *known == words) {
                Some((_, count)) => *count += 1,
                None => before.push((words, 1)),
            }
        }
        let line = |(words, count): &(String, usize)| {
            let count = fill(td_string!(i18n, several.of_rules), &[("count", count)]);
            shown(el("li"), words).text(" ").child(el("span.quiet-text").text(&count))
        };
        let lines = if let [(words, _)] = before.as_slice() {
            shown(el("td"), words)
        } else {
            el("td").child(el("ul.names").children(before.iter().map(line)))
        };
        let after = rules.first().map(|rule| said(&change.applied(rule), part)).unwrap_or_default();
        el("tr.change")
            .child(el("th").attr("scope", "row").text(words::part(i18n, part)))
            .child(lines)
            .child(shown(el("td"), &after))
    };
    by_part::table(("aria-label", td_string!(i18n, review.title)), names, change.parts(rules).map(row))
}
