//! One rule: everything it says, and its XML.

use std::rc::Rc;

use leptos::prelude::*;

use super::deletion::deletion;
use super::heading;
use super::rules::progress::spinner;
use super::rules::table::status;
use crate::app::components::copy::copy_button;
use crate::app::components::delete_dialog::Doomed;
use crate::app::components::error_panel::error_panel;
use crate::app::components::icon::{Icon, icon};
use crate::app::dom::{El, el, spawn};
use crate::app::navigation::use_navigation;
use crate::app::session::OpenRef;
use crate::app::words::{fill, language, td_string};
use crate::app::{clock, words};
use crate::model::Timestamp;
use crate::model::rule::{Rule, Value};
use crate::provider::StoredRule;
use crate::provider::error::{Error, ErrorKind};
use crate::route::Route;

/// What is known of the rule.
#[derive(Clone)]
enum Reading {
    Waiting,
    Read(Box<StoredRule>),
    Failed(Error),
}

/// The page.
pub(super) fn page(open: OpenRef, id: &str) -> El {
    let i18n = language();
    let navigation = use_navigation();
    let reading = RwSignal::new(Reading::Waiting);
    let doomed = RwSignal::new(None::<Doomed>);
    let list = Route::rules(&open.place);
    let address = list.address();
    let head = el("div").class("page-head").child(heading(id));
    let id: Rc<str> = Rc::from(id);
    let read = {
        let (open, id) = (open.clone(), Rc::clone(&id));
        move || {
            reading.set(Reading::Waiting);
            let (open, id) = (open.clone(), Rc::clone(&id));
            spawn(async move {
                let answer = open.client.get_rule(&id).await;
                // The page may be gone by now.
                reading.try_set(match answer {
                    Ok(rule) => Reading::Read(Box::new(rule)),
                    Err(error) => Reading::Failed(error),
                });
            });
        }
    };
    read();
    let contents = {
        let open = open.clone();
        move || {
            Some(match reading.get() {
                Reading::Waiting => waiting(),
                Reading::Read(stored) => contents(&stored, doomed),
                Reading::Failed(error) if error.kind == ErrorKind::NoSuchRule => not_found(&open, &id),
                Reading::Failed(error) => {
                    let retry = el("button")
                        .class("button primary")
                        .attr("type", "button")
                        .child(icon(Icon::Refresh))
                        .text(td_string!(i18n, rules.retry))
                        .on_click(read.clone());
                    error_panel(&error, open.client.connection(), vec![retry])
                }
            })
        }
    };
    let to_list = move || navigation.open(&list);
    el("section")
        .class("page")
        .child(back(&address))
        .child(head)
        .bind_child(contents)
        .child(deletion(open, doomed, to_list))
}

/// The way back to the list.
pub(super) fn back(address: &str) -> El {
    let i18n = language();
    el("a").class("back").attr("href", address).child(icon(Icon::Back)).text(td_string!(i18n, rule.back))
}

fn waiting() -> El {
    let i18n = language();
    let words = el("span").text(td_string!(i18n, rule.loading));
    el("p").class("progress").attr("role", "status").child(spinner()).child(words)
}

fn not_found(open: &OpenRef, id: &str) -> El {
    let i18n = language();
    let words =
        fill(td_string!(i18n, rule.not_found_text), &[("bucket", &open.place.bucket.as_str()), ("id", &id)]);
    let address = Route::rules(&open.place).address();
    let link = el("a").class("button primary").attr("href", &address).text(td_string!(i18n, rule.to_list));
    el("div")
        .class("nothing")
        .attr("role", "alert")
        .child(el("h2").text(td_string!(i18n, rule.not_found_title)))
        .child(el("p").text(&words))
        .child(link)
}

/// The rule and its actions.
fn contents(stored: &StoredRule, doomed: RwSignal<Option<Doomed>>) -> El {
    let i18n = language();
    let StoredRule { rule, document } = stored;
    let xml = document.to_pretty();
    let about = Doomed { id: rule.id.clone(), enabled: rule.enabled != Value::Known(false) };
    let delete = el("button")
        .class("button danger-quiet")
        .attr("type", "button")
        .child(icon(Icon::Bin))
        .text(td_string!(i18n, rule.delete))
        .on_click(move || doomed.set(Some(about.clone())));
    let head = el("div")
        .class("rule-head")
        .child(status(&rule.enabled))
        .child(el("span").class("rule-when").text(&words::schedule(i18n, &rule.schedule)))
        .child(delete);
    let xml_head = el("div")
        .class("card-head")
        .child(el("h2").text(td_string!(i18n, rule.xml)))
        .child(copy_button(xml.clone(), td_string!(i18n, rule.copy_xml)));
    let xml_card =
        el("section").class("card xml").child(xml_head).child(el("pre").attr("tabindex", "0").text(&xml));
    let cards = el("div").class("cards").children(sections(i18n, rule).iter().map(card));
    el("div").class("rule").child(head).child(el("div").class("rule-grid").child(cards).child(xml_card))
}

/// A heading and what stands under it: names with values.
type Section = (String, Vec<(String, String)>);

fn card((title, facts): &Section) -> El {
    let fact =
        |(name, value): &(String, String)| el("div").child(el("dt").text(name)).child(el("dd").text(value));
    el("section").class("card").child(el("h2").text(title)).child(el("dl").children(facts.iter().map(fact)))
}

/// What a rule says, in the order of the form. What is not set is left out where that is usual.
fn sections(i18n: words::Words, rule: &Rule) -> Vec<Section> {
    vec![scope(i18n, rule), record(i18n, rule), target(i18n, rule), schedule(i18n, rule)]
}

fn scope(i18n: words::Words, rule: &Rule) -> Section {
    let filter = &rule.filter;
    let prefix = filter.prefix.clone().filter(|prefix| !prefix.is_empty());
    let whole = || td_string!(i18n, rules.whole_bucket).to_string();
    let time = |value: &Value<i64>| match value {
        Value::Known(seconds) => clock::local_text(Timestamp(*seconds), words::LANGUAGE),
        Value::Other(text) => words::kept(i18n, text),
    };
    let size = |value: &Value<u64>| match value {
        Value::Known(bytes) => fill(td_string!(i18n, value.bytes), &[("bytes", bytes)]),
        Value::Other(text) => words::kept(i18n, text),
    };
    let facts = [
        (td_string!(i18n, rule.prefix), Some(prefix.unwrap_or_else(whole))),
        (td_string!(i18n, rule.modified_from), filter.modified_from.as_ref().map(time)),
        (td_string!(i18n, rule.modified_to), filter.modified_to.as_ref().map(time)),
        (td_string!(i18n, rule.size_from), filter.size_from.as_ref().map(size)),
        (td_string!(i18n, rule.size_to), filter.size_to.as_ref().map(size)),
        (td_string!(i18n, rule.storage_class), filter.storage_class.clone()),
        (td_string!(i18n, rule.versions), Some(words::rule_versions(i18n, &rule.versions))),
    ];
    (td_string!(i18n, rule.section_scope).to_string(), present(facts))
}

fn record(i18n: words::Words, rule: &Rule) -> Section {
    let fields = |fields: &[String]| {
        if fields.is_empty() { td_string!(i18n, value.none).to_string() } else { fields.join(", ") }
    };
    let every = rule.incremental.as_ref().map(|incremental| match &incremental.frequency_seconds {
        Some(seconds) => fill(td_string!(i18n, rule.incremental_every), &[("seconds", &seconds.number())]),
        None => td_string!(i18n, value.not_set).to_string(),
    });
    let facts = [
        (td_string!(i18n, rule.fields), Some(fields(&rule.fields))),
        (td_string!(i18n, rule.incremental), every),
    ];
    (td_string!(i18n, rule.section_record).to_string(), present(facts))
}

fn target(i18n: words::Words, rule: &Rule) -> Section {
    let destination = &rule.destination;
    let facts = [
        (td_string!(i18n, rule.bucket), Some(words::bucket_text(rule).to_owned())),
        (td_string!(i18n, rule.destination_prefix), destination.prefix.clone()),
        (td_string!(i18n, rule.account), destination.account_id.clone()),
        (td_string!(i18n, rule.role), destination.role_arn.clone()),
        (td_string!(i18n, rule.format), Some(destination.format.text().to_owned())),
        (td_string!(i18n, rule.encryption), Some(words::encryption(i18n, &destination.encryption))),
    ];
    (td_string!(i18n, rule.section_target).to_string(), present(facts))
}

fn schedule(i18n: words::Words, rule: &Rule) -> Section {
    let auto_delete = rule.schedule.auto_delete.as_ref().map(|flag| match flag {
        Value::Known(true) => td_string!(i18n, value.yes).to_string(),
        Value::Known(false) => td_string!(i18n, value.no).to_string(),
        Value::Other(text) => words::kept(i18n, text),
    });
    let facts = [
        (td_string!(i18n, rule.frequency), Some(words::schedule(i18n, &rule.schedule))),
        (td_string!(i18n, rule.auto_delete), auto_delete),
    ];
    (td_string!(i18n, rule.section_schedule).to_string(), present(facts))
}

fn present<const N: usize>(facts: [(&'static str, Option<String>); N]) -> Vec<(String, String)> {
    facts
        .into_iter()
        .filter_map(|(name, value)| Some((name.to_owned(), value.filter(|v| !v.is_empty())?)))
        .collect()
}
