//! What one change does to several rules: to all of them together, part by part, and to each.

use std::sync::Arc;

use leptos::prelude::*;

use crate::app::components::button::{Button, Size};
use crate::app::components::shown::Shown;
use crate::app::components::when::When;
use crate::app::i18n::{t_string, use_i18n};
use crate::app::screens::rule::by_part::{Named, PartsTable};
use crate::app::services::focus::focus;
use crate::app::words::use_words;
use crate::form::several::Change;
use crate::model::Rule;
use crate::model::diff::changes;
use crate::model::rule::Part;

/// How many different texts of a part are told together; all of them stand with their rules.
const TEXTS: usize = 5;

/// How many rules are told at first, and how many more at a time.
const RULES: usize = 10;
const MORE_RULES: usize = 100;

/// For each part that changes: what the rules say of it now and what they will say, how many each.
#[component]
pub(super) fn Changes(change: Arc<Change>, rules: Vec<Rule>) -> impl IntoView {
    let (i18n, words) = (use_i18n(), use_words());
    let parts: Vec<Part> = change.parts(&rules).collect();
    let applied: Vec<Rule> = rules.iter().map(|rule| change.applied(rule)).collect();
    let (rules, applied) = (StoredValue::new(rules), StoredValue::new(applied));
    let row = |part: Part| {
        let said = move |rules: StoredValue<Vec<Rule>>| {
            rules.with_value(|rules| counted(rules.iter().map(|rule| words.said(rule, part))))
        };
        view! {
            <tr class="change">
                <th scope="row">{move || words.part(part)}</th>
                <td>{move || view! { <Said said=said(rules)/> }}</td>
                <td>{move || view! { <Said said=said(applied)/> }}</td>
            </tr>
        }
    };
    let rows = parts.into_iter().map(row).collect_view();
    let names = vec![
        Signal::derive(move || t_string!(i18n, review.before).to_owned()),
        Signal::derive(move || t_string!(i18n, review.after).to_owned()),
    ];
    let named = Named::Label(Signal::derive(move || t_string!(i18n, review.title).to_owned()));
    view! {
        <PartsTable named names>
            {rows}
        </PartsTable>
    }
}

/// What rules say, in the order in which it first comes, and how many say it.
fn counted(said: impl Iterator<Item = String>) -> Vec<(String, usize)> {
    let mut counted: Vec<(String, usize)> = Vec::new();
    for words in said {
        match counted.iter_mut().find(|(known, _)| *known == words) {
            Some((_, count)) => *count += 1,
            None => counted.push((words, 1)),
        }
    }
    counted
}

/// What the rules say. What all of them say needs no count.
#[component]
fn Said(said: Vec<(String, usize)>) -> impl IntoView {
    let i18n = use_i18n();
    if let [(words, _)] = said.as_slice() {
        return view! { <Shown name=words.clone()/> }.into_any();
    }
    let more = said.len().saturating_sub(TEXTS);
    let line = |(words, count): (String, usize)| {
        view! {
            <li>
                <Shown name=words/>
                " "
                <span class="quiet-text">{move || t_string!(i18n, several.of_rules, count = count)}</span>
            </li>
        }
    };
    view! {
        <ul class="names">
            {said.into_iter().take(TEXTS).map(line).collect_view()}
            {(more > 0)
                .then(|| {
                    view! { <li class="quiet-text">{move || t_string!(i18n, several.more, count = more)}</li> }
                })}
        </ul>
    }
    .into_any()
}

/// The id of the list of rules.
const LIST: &str = "changes-of-each";

/// What changes in each of the rules, the first of them at first.
#[component]
pub(super) fn EachRule(change: Arc<Change>, rules: Vec<Rule>) -> impl IntoView {
    let i18n = use_i18n();
    let shown = RwSignal::new(RULES.min(rules.len()));
    let rules: Arc<[Rule]> = rules.into();
    let (all, of_all) = (rules.len(), Arc::clone(&rules));
    let rest = move || all - shown.get();
    let one = move |rule: &Rule| view! { <OneRule before=rule.clone() after=change.applied(rule)/> };
    let go_on = move || {
        shown.update(|shown| *shown = (*shown + MORE_RULES).min(all));
        // The button may be gone.
        focus(LIST);
    };
    view! {
        <section class="fields" aria-labelledby="each-title">
            <h3 id="each-title">{move || t_string!(i18n, several.each)}</h3>
            <ul class="names each-change" id=LIST tabindex="0" aria-labelledby="each-title">
                {move || of_all[..shown.get()].iter().map(&one).collect_view()}
            </ul>
            <When when=move || { rest() > 0 }>
                <Button size=Size::Small on_click=go_on>
                    {move || t_string!(i18n, several.more_rules, count = rest().min(MORE_RULES))}
                </Button>
            </When>
        </section>
    }
}

/// A rule with what it says now and what it will say.
#[component]
fn OneRule(before: Rule, after: Rule) -> impl IntoView {
    let words = use_words();
    let parts: Vec<Part> = changes(&before, &after).into_iter().map(|change| change.part).collect();
    let id = before.id().to_owned();
    let (before, after) = (StoredValue::new(before), StoredValue::new(after));
    let line = |part: Part| {
        let said = move |rule: StoredValue<Rule>| move || rule.with_value(|rule| words.said(rule, part));
        view! {
            <li>
                {move || words.part(part)} ": " <Shown name=said(before)/> " → "
                <Shown name=said(after)/>
            </li>
        }
    };
    view! {
        <li>
            <strong>
                <Shown name=id/>
            </strong>
            <ul>{parts.into_iter().map(line).collect_view()}</ul>
        </li>
    }
}
