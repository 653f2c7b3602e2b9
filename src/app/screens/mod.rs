//! The screens, and which of them the address names.

mod connect;
pub(crate) mod dialogs;
mod dropped;
mod failed_call;
mod help;
mod import;
mod preferences;
mod rule;
mod rule_form;
mod rules;

use leptos::prelude::*;
use leptos::wasm_split::wasm_split;

use super::lazy::{Lazy, NotLoaded};
use super::services::connections::{Connections, use_connections};
use super::services::navigation::use_navigation;
use super::services::open_bucket::OpenBucket;
use crate::route::{Place, Route, Screen};
use connect::ConnectPage;
use import::import_page;
use rule::rule_page;
use rule_form::{copy_form, create_form, edit_form, several_form};
use rules::rules_page;

/// Which screen is shown. A change of filter or sort is not a change of screen, so the query of the
/// table is left out.
#[derive(Clone, PartialEq)]
enum Shown {
    Connect { wanted: Option<Place>, unknown: bool },
    Rules(OpenBucket),
    Create(OpenBucket),
    Import(OpenBucket),
    Several(OpenBucket),
    Rule(OpenBucket, String),
    Edit(OpenBucket, String),
    Copy(OpenBucket, String),
}

impl Shown {
    /// Connect stands in the place of a bucket's screen while credentials are missing.
    fn of(route: Route, connections: Connections) -> Self {
        let (place, screen) = match route {
            Route::Connect => return Shown::Connect { wanted: None, unknown: false },
            Route::Unknown => return Shown::Connect { wanted: None, unknown: true },
            Route::Bucket { place, screen } => (place, screen),
        };
        let Some(bucket) = connections.at(&place) else {
            return Shown::Connect { wanted: Some(place), unknown: false };
        };
        match screen {
            Screen::Rules(_) => Shown::Rules(bucket),
            Screen::Create => Shown::Create(bucket),
            Screen::Import => Shown::Import(bucket),
            Screen::Several => Shown::Several(bucket),
            Screen::Rule { id, .. } => Shown::Rule(bucket, id),
            Screen::Edit { id } => Shown::Edit(bucket, id),
            Screen::Copy { id } => Shown::Copy(bucket, id),
        }
    }
}

/// The screen that the address names.
#[component]
pub(crate) fn CurrentScreen() -> impl IntoView {
    let (navigation, connections) = (use_navigation(), use_connections());
    let shown = Memo::new(move |_| Shown::of(navigation.route(), connections));
    view! {
        {move || match shown.get() {
            Shown::Connect { wanted, unknown } => view! { <ConnectPage wanted unknown/> }.into_any(),
            Shown::Rules(bucket) => view! { <Lazy load=rules_page with=bucket/> }.into_any(),
            screen => view! { <Lazy load=later_screen with=screen/> }.into_any(),
        }}
    }
}

/// What draws the screens that come after the table.
#[wasm_split(later, wasm_split_path = leptos::wasm_split, fallible)]
fn later_screen() -> Result<fn(Shown) -> AnyView, NotLoaded> {
    Ok(|shown| match shown {
        Shown::Create(bucket) => create_form(bucket),
        Shown::Import(bucket) => import_page(bucket),
        Shown::Several(bucket) => several_form(bucket),
        Shown::Rule(bucket, id) => rule_page((bucket, id)),
        Shown::Edit(bucket, id) => edit_form((bucket, id)),
        Shown::Copy(bucket, id) => copy_form((bucket, id)),
        // They are there before.
        Shown::Connect { .. } | Shown::Rules(_) => ().into_any(),
    })
}
