//! Views of the table under names: opened, saved, deleted, and given to somebody by their address.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use loader::loader;

use super::shows::Shows;
use crate::app::components::button::{Button, IconButton, Size};
use crate::app::components::copy::CopyButton;
use crate::app::components::icon::Picture;
use crate::app::components::inputs::TextField;
use crate::app::components::menu;
use crate::app::components::shown::Shown;
use crate::app::components::when::When;
use crate::app::i18n::{t_string, use_i18n};
use crate::app::lazy::Loaded;
use crate::app::services::focus::focus;
use crate::app::services::navigation::link_to;
use crate::app::services::open_bucket::OpenBucket;
use crate::app::services::preferences::use_preferences;
use crate::app::services::storage;
use crate::model::visible::marked;
use crate::route::{Route, Screen};
use crate::state::preferences::Preferences;
use crate::state::table::TableQuery;
use crate::view_store::{View, Views};

const KEY: &str = "stocktake.views";
/// The id of the field for a name.
const NAME: &str = "view-name";

/// What the menu is about. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Seen {
    bucket: OpenBucket,
    query: Memo<TableQuery>,
}

impl Seen {
    /// What a page shows.
    pub(super) fn of(shows: Shows) -> Self {
        Seen { bucket: shows.bucket, query: shows.query }
    }
}

/// What draws the menu.
#[loader(later)]
pub(super) fn views() -> Loaded<Seen> {
    Ok(|seen| view! { <ViewsMenu seen/> }.into_any())
}

/// What became of the last change.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Nothing,
    Saved,
    Refused,
}

/// The views, and what is needed to change them. Cheap to copy.
#[derive(Clone, Copy)]
struct Named {
    seen: Seen,
    preferences: RwSignal<Preferences>,
    views: RwSignal<Views>,
    outcome: RwSignal<Outcome>,
}

/// What the device keeps now: another tab may have changed it.
fn read() -> Views {
    storage::read(KEY).and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default()
}

impl Named {
    /// Changes the views, and says whether the device keeps them so.
    fn change(self, change: impl FnOnce(&mut Views)) -> bool {
        let mut views = read();
        change(&mut views);
        let is_kept = serde_json::to_string(&views).is_ok_and(|text| storage::write(KEY, &text));
        if is_kept {
            self.views.set(views);
        }
        is_kept
    }

    /// What is in sight, as a view.
    fn view(self) -> TableQuery {
        self.seen.query.with(|query| {
            self.preferences.with(|preferences| query.as_view(query.columns_or(&preferences.columns)))
        })
    }

    /// The address of all that is in sight. What is chosen is in no address.
    fn link(self) -> String {
        let columns = self.view().columns;
        let query = self.seen.query.with(|query| TableQuery { columns, chosen: false, ..query.clone() });
        link_to(&Route::bucket(&self.seen.bucket.place(), Screen::Rules(query)))
    }
}

#[component]
fn ViewsMenu(seen: Seen) -> impl IntoView {
    let i18n = use_i18n();
    let named = Named {
        seen,
        preferences: use_preferences(),
        views: RwSignal::new(read()),
        outcome: RwSignal::new(Outcome::Nothing),
    };
    let provider = seen.bucket.place().provider;
    let names = move || {
        named.views.with(|views| views.of(provider).map(|view| view.name.clone()).collect::<Vec<_>>())
    };
    view! {
        <div class="choices views">
            <ul aria-label=move || t_string!(i18n, views.title)>
                <For each=names key=Clone::clone let:name>
                    <ViewLine named name/>
                </For>
            </ul>
            <When when=move || named.views.with(|views| views.of(provider).next().is_none())>
                <p class="quiet-text small-text">{move || t_string!(i18n, views.none)}</p>
            </When>
            <SaveView named/>
            <CopyButton
                text=Signal::derive(move || named.link())
                label=move || t_string!(i18n, views.link).to_owned()
            />
        </div>
    }
}

/// A view: its name leads to it, and a button deletes it.
#[component]
fn ViewLine(named: Named, name: String) -> impl IntoView {
    let i18n = use_i18n();
    let (place, name) = (named.seen.bucket.place(), StoredValue::new(name));
    let provider = place.provider;
    // One that is about to go stays as it was.
    let query = Memo::new(move |before: Option<&TableQuery>| {
        let find = |views: &Views| {
            let view = views.of(provider).find(|view| name.with_value(|name| view.name == *name));
            view.map(|view| view.query.clone())
        };
        named.views.with(find).or_else(|| before.cloned()).unwrap_or_default()
    });
    let address = move || Route::bucket(&place, Screen::Rules(query.get())).address();
    let is_seen = move || query.with(|query| *query == named.view());
    view! {
        <li>
            <a
                class="menu-item"
                href=address
                aria-current=move || is_seen().then_some("page")
                on:click=|_| menu::close()
            >
                <strong>
                    <Shown name=Signal::derive(move || name.get_value())/>
                </strong>
            </a>
            <IconButton
                picture=Picture::Bin
                label=move || {
                    name.with_value(|name| t_string!(i18n, views.delete, name = marked(name).into_owned()))
                }
                on_click=move || {
                    let kept = named.change(|views| name.with_value(|name| views.delete(provider, name)));
                    // The last one leaves nothing beside it that could have the focus.
                    if named.views.with_untracked(|views| views.of(provider).next().is_none()) {
                        focus(NAME);
                    }
                    named.outcome.set(if kept { Outcome::Nothing } else { Outcome::Refused });
                }
            />
        </li>
    }
}

/// Saves what is in sight under a name.
#[component]
fn SaveView(named: Named) -> impl IntoView {
    let i18n = use_i18n();
    let provider = named.seen.bucket.place().provider;
    let name = RwSignal::new(String::new());
    let is_known = Memo::new(move |_| named.views.with(|views| name.with(|name| views.has(provider, name))));
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        let wanted = name.get_untracked();
        if wanted.trim().is_empty() {
            return;
        }
        let query = untrack(|| named.view());
        if named.change(|views| views.save(View { name: wanted, provider, query })) {
            named.outcome.set(Outcome::Saved);
            name.set(String::new());
        } else {
            named.outcome.set(Outcome::Refused);
        }
    };
    view! {
        <form class="fields" on:submit=save>
            <TextField
                id=NAME
                label=move || t_string!(i18n, views.name)
                value=name
                on_input=move |text| name.set(text)
            />
            <Button size=Size::Small submit=true inert=move || name.with(|name| name.trim().is_empty())>
                {move || match is_known.get() {
                    true => t_string!(i18n, views.replace),
                    false => t_string!(i18n, views.save),
                }}
            </Button>
            <p class="hint" role="status">
                {move || match named.outcome.get() {
                    Outcome::Nothing => "",
                    Outcome::Saved => t_string!(i18n, views.saved),
                    Outcome::Refused => t_string!(i18n, views.refused),
                }}
            </p>
        </form>
    }
}
