//! How the user likes the console. Every change is in force at once.

use leptos::prelude::*;

use crate::app::components::button::{Button, Look, Size};
use crate::app::components::check::{Check, CheckKind};
use crate::app::components::dialog::Dialog;
use crate::app::components::when::When;
use crate::app::i18n::{I18n, t_string, use_i18n};
use crate::app::services::dialogs::Opened;
use crate::app::services::navigation::{Navigation, use_navigation};
use crate::app::services::preferences::use_preferences;
use crate::app::words::use_words;
use crate::model::rule::Part;
use crate::route::{Route, Screen};
use crate::state::preferences::{Density, Preferences, Theme};
use crate::state::table::ALL_COLUMNS;
use crate::state::widths::Widths;

/// The dialog.
#[component]
pub(crate) fn PreferencesDialog(opened: Opened) -> impl IntoView {
    let close = Callback::new(move |()| opened.close());
    view! {
        <Dialog open=opened.is_open() title_id="preferences-title" on_close=close>
            <Everything on_close=close/>
        </Dialog>
    }
}

#[component]
fn Everything(on_close: Callback<()>) -> impl IntoView {
    let (i18n, preferences) = (use_i18n(), use_preferences());
    let of_address = use_columns_of_address();
    let reset = Callback::new(move |()| {
        of_address.leave();
        preferences.set(Preferences::default());
    });
    view! {
        <div class="preferences">
            <h2 id="preferences-title" tabindex="-1" autofocus>
                {move || t_string!(i18n, preferences.title)}
            </h2>
            <Columns/>
            <Looks/>
            <Themes/>
            <div class="dialog-actions">
                <Button on_click=reset>{move || t_string!(i18n, preferences.reset)}</Button>
                <Button look=Look::Primary id="preferences-close" on_click=on_close>
                    {move || t_string!(i18n, delete.close)}
                </Button>
            </div>
        </div>
    }
}

/// The columns of the table. The id cannot be hidden. Those that the address says are in sight until one is changed:
/// then they are the person's own.
#[component]
fn Columns() -> impl IntoView {
    let (i18n, words, preferences) = (use_i18n(), use_words(), use_preferences());
    let of_address = use_columns_of_address();
    let shows = move |part: Part| match of_address.columns() {
        Some(columns) => columns.contains(&part),
        None => preferences.with(|now| now.shows(part)),
    };
    let change = move |part: Part, on: bool| {
        let in_sight = of_address.leave();
        preferences.update(|now| {
            if let Some(columns) = in_sight {
                now.columns = columns;
            }
            now.set_column(part, on);
        });
    };
    let usual = Memo::new(move |_| preferences.with(|now| now.widths.are_usual()));
    let column = |part: Part| {
        let checked = move || shows(part);
        let on_change = move |on| change(part, on);
        view! {
            <Check kind=CheckKind::Box name="column" checked on_change inert=part == Part::Id>
                <span>{move || words.column(part)}</span>
            </Check>
        }
    };
    view! {
        <fieldset class="choice">
            <legend>{move || t_string!(i18n, preferences.columns)}</legend>
            <div class="checks">{ALL_COLUMNS.map(column).collect_view()}</div>
            <div class="choice-actions">
                <Button
                    size=Size::Small
                    inert=usual
                    on_click=move || {
                        preferences.update(|now| now.widths = Widths::default());
                    }
                >
                    {move || t_string!(i18n, preferences.reset_widths)}
                </Button>
                <When when=move || of_address.columns().is_some()>
                    <p class="hint">{move || t_string!(i18n, preferences.columns_of_address)}</p>
                    <Button size=Size::Small on_click=move || drop(of_address.leave())>
                        {move || t_string!(i18n, preferences.own_columns)}
                    </Button>
                </When>
            </div>
        </fieldset>
    }
}

/// The columns that the address of a table says. Cheap to copy.
#[derive(Clone, Copy)]
struct ColumnsOfAddress(Navigation);

fn use_columns_of_address() -> ColumnsOfAddress {
    ColumnsOfAddress(use_navigation())
}

impl ColumnsOfAddress {
    fn columns(self) -> Option<Vec<Part>> {
        self.0.with_route(|route| match route {
            Route::Bucket { screen: Screen::Rules(query), .. } => query.columns.clone(),
            _ => None,
        })
    }

    /// Leaves them out of the address; gives what they were.
    fn leave(self) -> Option<Vec<Part>> {
        let mut route = self.0.route_untracked();
        let Route::Bucket { screen: Screen::Rules(query), .. } = &mut route else { return None };
        let columns = query.columns.take()?;
        self.0.replace(&route);
        Some(columns)
    }
}

/// Something that is on or off.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Switch {
    Wrap,
    Utc,
    Shortcuts,
    AskReplacing,
}

impl Switch {
    const ALL: [Switch; 4] = [Switch::Wrap, Switch::Utc, Switch::Shortcuts, Switch::AskReplacing];

    fn name(self) -> &'static str {
        match self {
            Switch::Wrap => "wrap",
            Switch::Utc => "utc",
            Switch::Shortcuts => "shortcuts",
            Switch::AskReplacing => "ask-replacing",
        }
    }

    fn words(self, i18n: I18n) -> &'static str {
        match self {
            Switch::Wrap => t_string!(i18n, preferences.wrap),
            Switch::Utc => t_string!(i18n, preferences.utc),
            Switch::Shortcuts => t_string!(i18n, preferences.shortcuts),
            Switch::AskReplacing => t_string!(i18n, preferences.ask_replacing),
        }
    }

    fn is_on(self, now: &Preferences) -> bool {
        match self {
            Switch::Wrap => now.wrap,
            Switch::Utc => now.utc,
            Switch::Shortcuts => now.shortcuts,
            Switch::AskReplacing => !now.knows_replacing,
        }
    }

    fn turn(self, now: &mut Preferences, on: bool) {
        match self {
            Switch::Wrap => now.wrap = on,
            Switch::Utc => now.utc = on,
            Switch::Shortcuts => now.shortcuts = on,
            Switch::AskReplacing => now.knows_replacing = !on,
        }
    }
}

/// The density of the rows, and what is on or off.
#[component]
fn Looks() -> impl IntoView {
    let (i18n, preferences) = (use_i18n(), use_preferences());
    let density = |density: Density| {
        let checked = move || preferences.with(|now| now.density == density);
        let on_change = move |_| preferences.update(|now| now.density = density);
        let words = move || match density {
            Density::Comfortable => t_string!(i18n, preferences.comfortable),
            Density::Compact => t_string!(i18n, preferences.compact),
        };
        view! {
            <Check kind=CheckKind::Radio name="density" checked on_change>
                <span>{words}</span>
            </Check>
        }
    };
    let switch = |switch: Switch| {
        let checked = move || preferences.with(|now| switch.is_on(now));
        let on_change = move |on| preferences.update(|now| switch.turn(now, on));
        view! {
            <Check kind=CheckKind::Box name=switch.name() checked on_change>
                <span>{move || switch.words(i18n)}</span>
            </Check>
        }
    };
    view! {
        <fieldset class="choice">
            <legend>{move || t_string!(i18n, preferences.look)}</legend>
            <div class="checks">
                {Density::ALL.map(density).collect_view()} {Switch::ALL.map(switch).collect_view()}
            </div>
        </fieldset>
    }
}

/// The colours.
#[component]
fn Themes() -> impl IntoView {
    let (i18n, preferences) = (use_i18n(), use_preferences());
    let theme = |theme: Theme| {
        let checked = move || preferences.with(|now| now.theme == theme);
        let on_change = move |_| preferences.update(|now| now.theme = theme);
        let words = move || match theme {
            Theme::System => t_string!(i18n, preferences.system),
            Theme::Light => t_string!(i18n, preferences.light),
            Theme::Dark => t_string!(i18n, preferences.dark),
        };
        view! {
            <Check kind=CheckKind::Radio name="theme" checked on_change>
                <span>{words}</span>
            </Check>
        }
    };
    view! {
        <fieldset class="choice">
            <legend>{move || t_string!(i18n, preferences.theme)}</legend>
            <div class="checks">{Theme::ALL.map(theme).collect_view()}</div>
        </fieldset>
    }
}
