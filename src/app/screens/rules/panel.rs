//! Beside the table: the rule that is shown, or a comparison of those that are chosen.

use leptos::prelude::*;
use leptos::web_sys::{Element, Event, HtmlElement, KeyboardEvent};
use loader::loader;
use wasm_bindgen::JsCast as _;

use super::compare::Comparison;
use super::panel_size::{PanelEdge, PanelSize};
use crate::app::components::button::{Button, IconButton, Size};
use crate::app::components::icon::{Icon, Picture};
use crate::app::components::shown::Shown;
use crate::app::i18n::{t_string, use_i18n};
use crate::app::lazy::Loaded;
use crate::app::screens::rule::actions::RuleActions;
use crate::app::screens::rule::reading::Waiting;
use crate::app::screens::rule::tabs::RuleTabs;
use crate::app::screens::rule::unreadable::Unreadable;
use crate::app::services::focus::{after_drawing, focus};
use crate::app::services::open_bucket::OpenBucket;
use crate::model::Rule;
use crate::model::diff;
use crate::route::{Route, Screen};
use crate::state::listing::{Listing, Progress};
use crate::state::table::Tab;

/// The id of the title.
pub(super) const PANEL_TITLE: &str = "panel-title";

/// What stands beside the table.
#[derive(Clone, PartialEq)]
pub(super) enum Beside {
    /// One rule.
    One(String),
    /// Several, compared.
    Several(Vec<String>),
}

/// The panel: what it shows and calls. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct BesideTable {
    /// Whose rules.
    pub(super) bucket: OpenBucket,
    /// What stands in it; nothing when it is about to go.
    pub(super) beside: Memo<Option<Beside>>,
    /// Which tab is open.
    pub(super) tab: Signal<Tab>,
    /// Opens another.
    pub(super) on_tab: Callback<Tab>,
    /// Whether a comparison leaves out what does not differ.
    pub(super) only_differences: RwSignal<bool>,
    /// Closes the panel.
    pub(super) on_close: Callback<()>,
}

/// What draws the panel.
#[loader(later)]
pub(super) fn panel() -> Loaded<BesideTable> {
    Ok(|panel| view! { <PanelBeside panel/> }.into_any())
}

/// The rules to be shown, or why there are none.
pub(super) type Found = Result<Vec<Rule>, NotFound>;

/// What is drawn. A change of what a rule says draws nothing anew: its open tab, and what was read for it, stay.
#[derive(Clone, PartialEq)]
enum Kind {
    /// Nothing of it is in the list.
    None(NotFound),
    /// One rule, which can be changed.
    One(String),
    /// One that can only be looked at.
    Unreadable(String),
    /// Several, compared.
    Several,
}

impl Kind {
    fn of(found: &Found) -> Self {
        match found.as_deref() {
            Err(why) => Kind::None(*why),
            Ok([]) => Kind::None(NotFound::Gone),
            Ok([rule]) if rule.unreadable().is_some() => Kind::Unreadable(rule.id().to_owned()),
            Ok([rule]) => Kind::One(rule.id().to_owned()),
            Ok(_) => Kind::Several,
        }
    }
}

/// Why nothing of what is to be shown is in the list.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum NotFound {
    /// It may still come.
    Reading,
    /// The reading stopped before the end.
    Unread,
    /// The whole list is here.
    Gone,
}

/// The panel beside the table.
#[component]
fn PanelBeside(panel: BesideTable) -> impl IntoView {
    let i18n = use_i18n();
    let BesideTable { bucket, beside, on_close, .. } = panel;
    let listing = bucket.rules.listing();
    let title = move || match beside.get() {
        Some(Beside::One(id)) => id,
        Some(Beside::Several(ids)) => {
            t_string!(i18n, panel.compare, count = ids.len().min(diff::COMPARED))
        }
        None => String::new(),
    };
    let full = Memo::new(move |_| match beside.get() {
        Some(Beside::One(id)) => Some(Route::bucket(&bucket.place(), Screen::rule(&id)).address()),
        Some(Beside::Several(_)) | None => None,
    });
    // Follows the listing: a rule that was switched or saved is drawn as it is now.
    let found = Memo::new(move |before: Option<&Found>| match beside.get() {
        Some(beside) => listing.with(|listing| find(listing, &beside)),
        None => before.cloned().unwrap_or(Err(NotFound::Reading)),
    });
    let kind = Memo::new(move |_| found.with(Kind::of));
    // One that is about to leave stays as it was.
    let rule = Memo::new(move |before: Option<&Rule>| {
        found.with(|found| match found.as_deref() {
            Ok([rule]) => rule.clone(),
            _ => before.cloned().unwrap_or_default(),
        })
    });
    let section = NodeRef::<leptos::html::Section>::new();
    // Another rule is shown from its top.
    Effect::new(move || {
        beside.track();
        if let Some(section) = section.get_untracked() {
            section.set_scroll_top(0);
        }
    });
    close_by_escape(on_close);
    go_along_where_it_is_alone();
    let size = PanelSize::new();
    view! {
        <div class="beside" style=("--panel", move || size.css())>
            <PanelEdge size/>
            <section class="panel" aria-labelledby=PANEL_TITLE node_ref=section>
                <div class="panel-top">
                    <WayBack on_close/>
                    <div class="panel-head">
                        <h2 id=PANEL_TITLE tabindex="-1">
                            <Shown name=title/>
                        </h2>
                        {move || {
                            full.get().map(|address| {
                                view! { <a href=address>{move || t_string!(i18n, panel.full)}</a> }
                            })
                        }}
                        <IconButton
                            picture=Picture::Close
                            label=move || t_string!(i18n, panel.close)
                            on_click=on_close
                        />
                    </div>
                    {move || {
                        matches!(kind.get(), Kind::One(_)).then(|| view! { <RuleActions bucket rule/> })
                    }}
                </div>
                <Contents panel kind found rule/>
            </section>
        </div>
    }
}

/// Leads back to the table where there is room for one of the two alone.
#[component]
fn WayBack(on_close: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <div class="panel-back">
            <Button size=Size::Small on_click=on_close>
                <Icon picture=Picture::Back/>
                {move || t_string!(i18n, panel.back)}
            </Button>
        </div>
    }
}

/// What stands under the title and the actions.
#[component]
fn Contents(panel: BesideTable, kind: Memo<Kind>, found: Memo<Found>, rule: Memo<Rule>) -> impl IntoView {
    let i18n = use_i18n();
    let BesideTable { bucket, tab, on_tab, .. } = panel;
    move || match kind.get() {
        Kind::None(NotFound::Reading) => view! { <div role="status"><Waiting/></div> }.into_any(),
        Kind::None(NotFound::Unread) => {
            view! { <p class="note">{move || t_string!(i18n, panel.unread)}</p> }.into_any()
        }
        Kind::None(NotFound::Gone) => {
            view! { <p class="note">{move || t_string!(i18n, panel.gone)}</p> }.into_any()
        }
        Kind::Unreadable(_) => view! { <Unreadable bucket rule/> }.into_any(),
        Kind::One(_) => view! { <RuleTabs bucket rule tab on_tab/> }.into_any(),
        Kind::Several => view! { <Comparison panel found/> }.into_any(),
    }
}

fn find(listing: &Listing, beside: &Beside) -> Found {
    let find = |id: &String| listing.rules().iter().find(|rule| rule.id() == id);
    let found: Vec<Rule> = match beside {
        Beside::One(id) => find(id).into_iter().cloned().collect(),
        Beside::Several(ids) => {
            diff::first_compared(ids.iter().filter_map(find)).into_iter().cloned().collect()
        }
    };
    if !found.is_empty() {
        return Ok(found);
    }
    Err(match listing.progress() {
        Progress::Reading => NotFound::Reading,
        Progress::Stopped(_) => NotFound::Unread,
        Progress::Complete => NotFound::Gone,
    })
}

/// A window without room for both shows no table beside the panel: the focus goes along.
fn go_along_where_it_is_alone() {
    after_drawing(|| {
        let rows = document().query_selector(".split > .rows").ok().flatten();
        let rows = rows.and_then(|rows| rows.dyn_into::<HtmlElement>().ok());
        if rows.is_some_and(|rows| rows.offset_width() == 0) {
            focus(PANEL_TITLE);
        }
    });
}

/// Closes the panel by Escape, as long as it is there.
fn close_by_escape(on_close: Callback<()>) {
    // Untyped, as in `components/menu.rs`: not each `keydown` is of a key.
    let listening = window_event_listener_untyped("keydown", move |event| {
        if is_free_escape(&event) {
            event.prevent_default();
            on_close.run(());
        }
    });
    on_cleanup(move || listening.remove());
}

/// Whether Escape was pressed and means nothing else: no menu, no dialog and no field has a use for it.
fn is_free_escape(event: &Event) -> bool {
    let escape = event.dyn_ref::<KeyboardEvent>().is_some_and(|key| key.key() == "Escape");
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let used = target.is_some_and(|target| {
        target.closest("dialog, input:not([type=checkbox]), textarea, select").ok().flatten().is_some()
    });
    escape && !used && !event.default_prevented()
}
