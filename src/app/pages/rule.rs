//! One rule: everything it says, and its XML.

use std::rc::Rc;

use super::deletion::deletion;
use super::heading;
use super::rules::progress::spinner;
use super::rules::table::status;
use crate::app::app;
use crate::app::components::copy::copy_button;
use crate::app::components::delete_dialog::Doomed;
use crate::app::components::error_panel::error_panel;
use crate::app::components::icon::{Icon, icon};
use crate::app::dom::{El, el, spawn};
use crate::app::session::OpenRef;
use crate::app::signal::Signal;
use crate::app::words;
use crate::app::words::{fill, language, td_string};
use crate::model::rule::{Part, Rule};
use crate::provider::StoredRule;
use crate::provider::error::{Error, ErrorKind};
use crate::route::{Place, Route, Screen};

/// What is known of the rule.
#[derive(Clone)]
enum Reading {
    Waiting,
    Read(Box<StoredRule>),
    Failed(Error),
}

/// The page of a rule.
pub(super) fn page(open: OpenRef, id: &str) -> El {
    let list = Route::rules(&open.place);
    let doomed = Signal::new(None::<Doomed>);
    let head = el("div.page-head").child(heading(id));
    let place = open.place.clone();
    let read = read_rule(&open, id, move |stored| contents(&place, stored, doomed));
    let address = list.address();
    let to_list = move || app().navigation.open(&list);
    el("section.page").child(back(&address)).child(head).child(read).child(deletion(open, doomed, to_list))
}

/// Reads a rule and shows `draw` of it; until then a line, and instead what went wrong.
pub(super) fn read_rule(open: &OpenRef, id: &str, draw: impl Fn(&StoredRule) -> El + 'static) -> El {
    let i18n = language();
    let reading = Signal::new(Reading::Waiting);
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
    let open = open.clone();
    let contents = move || {
        Some(match reading.get() {
            Reading::Waiting => waiting(),
            Reading::Read(stored) => draw(&stored),
            Reading::Failed(error) if error.kind == ErrorKind::NoSuchRule => not_found(&open, &id),
            Reading::Failed(error) => {
                let retry = el("button.button primary")
                    .child(icon(Icon::Refresh))
                    .text(td_string!(i18n, rules.retry))
                    .on_click(read.clone());
                error_panel(&error, open.client.connection(), vec![retry])
            }
        })
    };
    el("div.read").bind_child(contents)
}

/// The way back to the list.
pub(super) fn back(address: &str) -> El {
    let i18n = language();
    el("a.back").attr("href", address).child(icon(Icon::Back)).text(td_string!(i18n, rule.back))
}

fn waiting() -> El {
    let i18n = language();
    let words = el("span").text(td_string!(i18n, rule.loading));
    el("p.progress").attr("role", "status").child(spinner()).child(words)
}

fn not_found(open: &OpenRef, id: &str) -> El {
    let i18n = language();
    let words =
        fill(td_string!(i18n, rule.not_found_text), &[("bucket", &open.place.bucket.as_str()), ("id", &id)]);
    let address = Route::rules(&open.place).address();
    let link = el("a.button primary").attr("href", &address).text(td_string!(i18n, rule.to_list));
    el("div.nothing")
        .attr("role", "alert")
        .child(el("h2").text(td_string!(i18n, rule.not_found_title)))
        .child(el("p").text(&words))
        .child(link)
}

/// The rule and its actions.
fn contents(place: &Place, stored: &StoredRule, doomed: Signal<Option<Doomed>>) -> El {
    let i18n = language();
    let StoredRule { rule, document } = stored;
    let xml = document.to_pretty();
    let about = Doomed::of(rule);
    let id = || rule.id().to_owned();
    let to = |screen: Screen, words: &str| {
        el("a.button").attr("href", &Route::bucket(place, screen).address()).text(words)
    };
    let delete = el("button.button danger-quiet")
        .child(icon(Icon::Bin))
        .text(td_string!(i18n, rule.delete))
        .on_click(move || doomed.set(Some(about.clone())));
    let head = el("div.rule-head")
        .child(status(rule))
        .child(el("span.rule-when").text(&words::value(i18n, rule, Part::Frequency).unwrap_or_default()))
        .child(to(Screen::Edit { id: id() }, td_string!(i18n, rule.edit)))
        .child(to(Screen::Copy { id: id() }, td_string!(i18n, rule.duplicate)))
        .child(delete);
    let xml_head = el("div.card-head")
        .child(el("h2").text(td_string!(i18n, rule.xml)))
        .child(copy_button(xml.clone(), td_string!(i18n, rule.copy_xml)));
    let xml_card = el("section.card xml").child(xml_head).child(el("pre").attr("tabindex", "0").text(&xml));
    let cards = el("div.cards").children(sections(i18n, rule).iter().map(card));
    el("div.rule").child(head).child(el("div.rule-grid").child(cards).child(xml_card))
}

/// A heading and what stands under it: names with values.
type Section = (String, Vec<(String, String)>);

fn card((title, facts): &Section) -> El {
    let fact =
        |(name, value): &(String, String)| el("div").child(el("dt").text(name)).child(el("dd").text(value));
    el("section.card").child(el("h2").text(title)).child(el("dl").children(facts.iter().map(fact)))
}

/// What a rule says, in the order of the form. What is not set is left out where that is usual.
fn sections(i18n: words::Words, rule: &Rule) -> [Section; 4] {
    let section = |title: &str, first: Part, last: Part| {
        let parts = Part::all().filter(|part| (first..=last).contains(part) && *part != Part::DayOfMonth);
        let fact = |part: Part| Some((words::part(i18n, part).to_owned(), words::value(i18n, rule, part)?));
        (title.to_owned(), parts.filter_map(fact).collect())
    };
    [
        section(td_string!(i18n, rule.section_scope), Part::Prefix, Part::Versions),
        section(td_string!(i18n, rule.section_record), Part::Fields, Part::IncrementalFields),
        section(td_string!(i18n, rule.section_target), Part::Bucket, Part::KmsKeyId),
        section(td_string!(i18n, rule.section_schedule), Part::Frequency, Part::AutoDelete),
    ]
}
