//! A row of the table. It is drawn once and written over for one rule after another.

use std::rc::Rc;

use leptos::prelude::*;
use leptos::web_sys::{Element, Event};
use wasm_bindgen::JsCast as _;

use crate::app::components::icon::{Icon, drawing, icon};
use crate::app::components::shown::shown;
use crate::app::components::status::look;
use crate::app::dom::{El, SayFn, Written, el, svg};
use crate::app::later;
use crate::app::session::OpenRef;
use crate::app::signal::{Derived, Signal};
use crate::app::words;
use crate::app::words::{fill, language, td_string};
use crate::model::Rule;
use crate::model::rule::{Part, bucket_name};
use crate::route::{Place, Route, Screen};
use crate::state::table::TableQuery;

/// The id of the link in a rule's row.
pub(super) fn row_id(id: &str) -> String {
    format!("rule-{id}")
}

/// What a row is drawn after.
#[derive(PartialEq)]
pub(super) struct Row {
    /// The rule.
    pub(super) rule: Rule,
    /// Written by this console, and not in any list yet.
    pub(super) unconfirmed: bool,
    /// Its place in the list: what tells rules without an id apart.
    pub(super) at: usize,
}

impl Row {
    /// Its `Id`.
    pub(super) fn id(&self) -> &str {
        self.rule.id()
    }

    /// What tells it from every other row. No id has such a character.
    pub(super) fn key(&self) -> String {
        if self.id().is_empty() { format!("\u{1}{}", self.at) } else { self.id().to_owned() }
    }

    /// How it is called: a rule without an id can only be looked at.
    fn name(&self) -> &str {
        let i18n = language();
        if self.id().is_empty() { td_string!(i18n, rules.without_id) } else { self.id() }
    }
}

/// What stands in a place of a row.
#[derive(Clone, Copy)]
pub(super) enum Says {
    /// The id of the link.
    LinkId,
    /// Where it leads.
    Address,
    /// That the rule is in no list yet.
    Unconfirmed,
    /// That it has no id.
    Nameless,
    /// That it cannot be read.
    Unreadable,
    /// The class of the status.
    StatusClass,
    /// Its icon.
    StatusIcon,
    /// The class of the prefix.
    PrefixClass,
    /// A column.
    Column(Part),
    /// What the box of the row chooses.
    Select,
    /// The id of the button that shows the rule beside the table.
    DetailsId,
    /// Its name.
    Details,
    /// The name of the button that deletes it.
    Delete,
}

fn say(row: &Row, says: Says, place: &Place) -> String {
    let i18n = language();
    let (rule, id) = (&row.rule, row.name());
    match says {
        Says::LinkId => row_id(&row.key()),
        // Nothing is there to be opened: the style leaves the link out.
        Says::Address if row.id().is_empty() => String::new(),
        Says::Address => Route::bucket(place, Screen::rule(id)).address(),
        Says::Unconfirmed if row.unconfirmed => td_string!(i18n, rules.unconfirmed).to_owned(),
        Says::Unconfirmed => String::new(),
        Says::Nameless if row.id().is_empty() => id.to_owned(),
        Says::Nameless => String::new(),
        Says::Unreadable if rule.unreadable().is_some() => td_string!(i18n, rules.unreadable).to_owned(),
        Says::Unreadable => String::new(),
        Says::StatusClass | Says::StatusIcon if rule.unreadable().is_some() => String::new(),
        Says::StatusClass => look(rule).0.to_owned(),
        Says::StatusIcon => look(rule).1.path().to_owned(),
        Says::PrefixClass if rule.text(Part::Prefix).is_empty() => "quiet-text".to_owned(),
        Says::PrefixClass => "cut mono".to_owned(),
        Says::Column(column) => column_text(rule, column),
        Says::Select => fill(td_string!(i18n, select.one), &[("id", &id)]),
        Says::DetailsId => ["details-", &row.key()].concat(),
        Says::Details => fill(td_string!(i18n, rules.details), &[("id", &id)]),
        Says::Delete => fill(td_string!(i18n, rules.delete), &[("id", &id)]),
    }
}

fn column_text(rule: &Rule, column: Part) -> String {
    let i18n = language();
    match column {
        Part::Id => rule.id().to_owned(),
        // What it says is not known.
        _ if rule.unreadable().is_some() => String::new(),
        Part::Prefix if rule.text(column).is_empty() => td_string!(i18n, rules.whole_bucket).to_owned(),
        Part::Prefix => rule.text(column).to_owned(),
        Part::Bucket => {
            let bucket = bucket_name(rule.text(column));
            match rule.text(Part::DestinationPrefix) {
                "" => bucket.to_owned(),
                prefix => [bucket, "/", prefix].concat(),
            }
        }
        Part::Fields => {
            rule.entries(Part::Fields).chain(rule.entries(Part::MetadataFields)).count().to_string()
        }
        column => words::value(i18n, rule, column).unwrap_or_default(),
    }
}

type WrittenRow = Written<Rc<Row>, Says>;

/// What draws rows, and what they call.
pub(super) struct Rows {
    open: OpenRef,
    columns: Vec<Part>,
    query: Derived<TableQuery>,
    on_details: Rc<dyn Fn(&str)>,
    say: SayFn<Rc<Row>, Says>,
}

impl Rows {
    /// Rows with these columns. `query` tells which rule is shown beside the table; `on_details` is called to show one
    /// there.
    pub(super) fn new(
        open: &OpenRef,
        columns: &[Part],
        query: Derived<TableQuery>,
        on_details: &Rc<dyn Fn(&str)>,
    ) -> Self {
        let place = open.place.clone();
        Rows {
            open: open.clone(),
            columns: columns.to_vec(),
            query,
            on_details: Rc::clone(on_details),
            say: Rc::new(move |row, says| say(row, says, &place)),
        }
    }

    /// A row with all of its controls.
    pub(super) fn draw(&self, row: Signal<Rc<Row>>) -> El {
        let (selection, query) = (self.open.rules.selection(), self.query);
        let mut written = Written::after(row, &self.say);
        let input = el("input")
            .attr("type", "checkbox")
            .bind_attr("disabled", move || row.get().id().is_empty().then(String::new))
            .bind_checked(move || selection.with(|chosen| chosen.contains(row.get().id())))
            .on("change", move |_| selection.update(|chosen| chosen.toggle(row.get_untracked().id())));
        let input = written.attr(input, "aria-label", Says::Select);
        let cells: Vec<El> = self.columns.iter().map(|column| cell(&mut written, *column)).collect();
        let actions = el("td.row-actions").children(self.buttons(&mut written, row));
        let shown = move || query.with(|query| query.details.as_deref() == Some(row.get().id()));
        written.follow();
        let details = self.details(row);
        el("tr")
            .bind_class("shown", shown)
            .child(el("td.select").child(el("label.tick").child(input)))
            .children(cells)
            .child(actions)
            .on("click", move |event| {
                // A click on a control is the control's.
                let plain = event_element(&event)
                    .is_some_and(|target| target.closest("a, button, input, label").ok().flatten().is_none());
                if plain && !is_text_selected() {
                    details();
                }
            })
    }

    /// Shows the rule beside the table; one without an id, by which it would be found, by itself.
    fn details(&self, row: Signal<Rc<Row>>) -> impl Fn() + 'static {
        let on_details = Rc::clone(&self.on_details);
        move || {
            let row = row.get_untracked();
            match row.rule.unreadable().filter(|_| row.id().is_empty()) {
                None => on_details(row.id()),
                Some(document) => {
                    let document = document.to_owned();
                    later::run(move |screens| (screens.document)(document));
                }
            }
        }
    }

    /// Shows the rule; deletes it.
    fn buttons(&self, written: &mut WrittenRow, row: Signal<Rc<Row>>) -> [El; 2] {
        let (open, details) = (self.open.clone(), self.details(row));
        let delete = move || {
            let (open, rule) = (open.clone(), row.get_untracked().rule.clone());
            // Nothing names such a rule at the provider.
            if rule.id().is_empty() {
                return;
            }
            later::run(move |screens| (screens.delete)(open, vec![rule], Box::new(|| {})));
        };
        let mut button = |picture, label, act: Box<dyn Fn()>| {
            let button = el("button.button quiet tiny").child(icon(picture)).on_click(act);
            let button = written.attr(button, "title", label);
            written.attr(button, "aria-label", label)
        };
        let details = button(Icon::Panel, Says::Details, Box::new(details));
        let delete = button(Icon::Bin, Says::Delete, Box::new(delete));
        let delete = delete.bind_disabled(move || row.get().id().is_empty());
        [written.attr(details, "id", Says::DetailsId), delete]
    }
}

fn cell(written: &mut WrittenRow, column: Part) -> El {
    let i18n = language();
    let says = Says::Column(column);
    let cell = el(if column == Part::Id { "th" } else { "td" }).class(&["column-", column.slug()].concat());
    let text = match column {
        Part::Id => {
            let link = written.attr(el("a.cut"), "id", Says::LinkId);
            let link = written.attr(link, "href", Says::Address);
            let mark = el("span.mark").attr("title", td_string!(i18n, rules.unconfirmed_hint));
            let mark = written.text(mark, Says::Unconfirmed);
            let nameless = written.text(el("em.mark"), Says::Nameless);
            let unreadable = el("span.mark").attr("title", td_string!(i18n, rules.unreadable_hint));
            let unreadable = written.text(unreadable, Says::Unreadable);
            let link = written.name(link, says, shown);
            return cell.attr("scope", "row").child(link).child(nameless).child(mark).child(unreadable);
        }
        Part::Fields => return written.text(cell, says),
        Part::Enabled => {
            let icon = drawing(written.attr(svg("path"), "d", Says::StatusIcon));
            written.attr(el("span").child(icon), "class", Says::StatusClass)
        }
        Part::Prefix => written.attr(el("span"), "class", Says::PrefixClass),
        Part::Bucket => el("span.cut mono"),
        _ => el("span.cut"),
    };
    // The icon of a status stands beside its text.
    cell.child(if column == Part::Enabled {
        written.text(text, says)
    } else {
        written.name(text, says, shown)
    })
}

fn event_element(event: &Event) -> Option<Element> {
    event.target().and_then(|target| target.dyn_into().ok())
}

/// Whether the user has just marked some text, which is no click on the row.
fn is_text_selected() -> bool {
    let selected = window().get_selection().ok().flatten();
    selected.is_some_and(|selected| !selected.is_collapsed())
}

/// Puts the text under the pointer into a tooltip when it is cut off. The whole of it stands beside the table and on
/// the rule's page, too.
pub(super) fn tell_what_is_cut(event: &Event) {
    let Some(text) = event_element(event).filter(|element| element.class_list().contains("cut")) else {
        return;
    };
    let is_cut = text.scroll_width() > text.client_width();
    // Fails for no name of an attribute.
    drop(match text.text_content().filter(|_| is_cut) {
        Some(whole) => text.set_attribute("title", &whole),
        None => text.remove_attribute("title"),
    });
}
