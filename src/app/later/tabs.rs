//! What is shown of one rule: what it says, its document, the same for other tools, and where its reports
//! are. Beside the table and on the rule's page alike.

use std::rc::Rc;

use leptos::web_sys::KeyboardEvent;
use wasm_bindgen::JsCast as _;

use super::code::code;
use super::results::results;
use super::rule::read_rule;
use super::summary::summary;
use crate::app::components::copy::copy_button;
use crate::app::components::shown::{shown, shown_code};
use crate::app::dom::{El, after_drawing, el, focus};
use crate::app::session::OpenRef;
use crate::app::words;
use crate::app::words::{Words, language, td_string};
use crate::model::rule::Part;
use crate::model::{Capabilities, Provider, Rule};
use crate::provider::{StoredRule, service};
use crate::state::table::Tab;

/// Which tab is open. Read while something is drawn, so that a change draws it again.
pub(crate) type OpenTab = Rc<dyn Fn() -> Tab>;

/// Called with the tab to open.
pub(crate) type OnTab = Rc<dyn Fn(Tab)>;

/// One rule on tabs.
#[derive(Clone)]
pub(super) struct Tabs {
    /// The bucket.
    pub(super) open: OpenRef,
    /// What the rule says.
    pub(super) rule: Rule,
    /// The rule with its document, if it has been read.
    pub(super) stored: Option<StoredRule>,
    /// Which tab is open.
    pub(super) tab: OpenTab,
    /// Opens another.
    pub(super) on_tab: OnTab,
}

impl Tabs {
    /// The names of the tabs, and what is on the open one.
    pub(super) fn draw(self) -> El {
        let i18n = language();
        let list = el("div.tabs")
            .attr("role", "tablist")
            .attr("aria-label", td_string!(i18n, tab.list))
            .children(Tab::ALL.map(|tab| self.name(tab)));
        let tab = Rc::clone(&self.tab);
        let labelled = Rc::clone(&self.tab);
        let shown = move |tab: &Tab| self.contents(*tab);
        el("div.tabbed").child(list).child(
            el("div.tab-panel")
                .id("tab-panel")
                .attr("role", "tabpanel")
                .attr("tabindex", "0")
                .bind_attr("aria-labelledby", move || Some(name_id(labelled())))
                .bind_one(move || Some(tab()), shown),
        )
    }

    fn name(&self, tab: Tab) -> El {
        let i18n = language();
        let words = match tab {
            Tab::Overview => td_string!(i18n, tab.overview),
            Tab::Xml => td_string!(i18n, rule.xml),
            Tab::Code => td_string!(i18n, tab.code),
            Tab::Results => td_string!(i18n, tab.results),
        };
        let (is_open, tabbable) = (Rc::clone(&self.tab), Rc::clone(&self.tab));
        let (clicked, moved) = (Rc::clone(&self.on_tab), Rc::clone(&self.on_tab));
        el("button.tab")
            .id(&name_id(tab))
            .attr("role", "tab")
            .attr("aria-controls", "tab-panel")
            .bind_attr("aria-selected", move || Some((is_open() == tab).to_string()))
            .bind_attr("tabindex", move || Some(if tabbable() == tab { "0" } else { "-1" }.to_owned()))
            .text(words)
            .on_click(move || clicked(tab))
            .on("keydown", move |event| {
                let Ok(event) = event.dyn_into::<KeyboardEvent>() else { return };
                if let Some(next) = neighbour(tab, &event.key()) {
                    event.prevent_default();
                    moved(next);
                    after_drawing(move || focus(&name_id(next)));
                }
            })
    }

    fn contents(&self, tab: Tab) -> El {
        let i18n = language();
        let connection = self.open.client.connection();
        match tab {
            Tab::Overview => overview(i18n, &self.rule, self.open.client.capabilities()),
            Tab::Xml => {
                let provider = connection.provider;
                self.with_document(move |stored| xml(stored, provider))
            }
            Tab::Code => {
                let connection = connection.clone();
                self.with_document(move |stored| code(stored, &connection))
            }
            Tab::Results => results(&self.rule, connection),
        }
    }

    /// What needs the document: read now, if it has not been.
    fn with_document(&self, draw: impl Fn(&StoredRule) -> El + 'static) -> El {
        match &self.stored {
            Some(stored) => draw(stored),
            None => read_rule(&self.open, self.rule.id(), draw),
        }
    }
}

fn name_id(tab: Tab) -> String {
    ["tab-", tab.slug()].concat()
}

/// The tab to which a key leads.
fn neighbour(tab: Tab, key: &str) -> Option<Tab> {
    let (at, last) = (tab as usize, Tab::ALL.len() - 1);
    Some(
        Tab::ALL[match key {
            "ArrowRight" => {
                if at == last {
                    0
                } else {
                    at + 1
                }
            }
            "ArrowLeft" => at.checked_sub(1).unwrap_or(last),
            "Home" => 0,
            "End" => last,
            _ => return None,
        }],
    )
}

/// The document as it can be sent: what says nothing is left out.
fn xml(stored: &StoredRule, provider: Provider) -> El {
    let layout = service(provider).layout();
    document(&layout.without_unset(&stored.document).to_pretty())
}

/// XML with a button that copies it.
pub(super) fn document(text: &str) -> El {
    let i18n = language();
    el("section.xml")
        .child(el("div.card-head").child(copy_button(text.to_owned(), td_string!(i18n, rule.copy_xml))))
        .child(shown_code(el("pre").attr("tabindex", "0"), text))
}

fn overview(i18n: Words, rule: &Rule, capabilities: &Capabilities) -> El {
    el("div.overview")
        .child(summary(rule, capabilities))
        .child(el("div.cards").children(sections(i18n, rule).iter().map(card)))
}

/// A heading and what stands under it: names with values.
type Section = (String, Vec<(String, String)>);

fn card((title, facts): &Section) -> El {
    let fact =
        |(name, value): &(String, String)| el("div").child(el("dt").text(name)).child(shown(el("dd"), value));
    el("section.card").child(el("h2").text(title)).child(el("dl").children(facts.iter().map(fact)))
}

/// What a rule says, in the order of the form. What is not set is left out where that is usual.
fn sections(i18n: Words, rule: &Rule) -> [Section; 4] {
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
