//! The screens, and which of them the address names.

mod by_relay;
mod connect;
pub(crate) mod dialogs;
mod doctor;
mod dropped;
mod failed_call;
mod help;
mod import;
pub(crate) mod log;
mod many;
mod preferences;
mod rule;
mod rule_form;
mod rules;
mod templates;

use leptos::prelude::*;
use loader::loader;

use super::lazy::{Lazy, Loaded};
use super::services::connections::{Connections, use_connections};
use super::services::navigation::use_navigation;
use super::services::open_bucket::OpenBucket;
use crate::route::{Place, Route, Screen};
use connect::ConnectPage;
use doctor::DoctorPage;
use import::ImportPage;
use many::many_page;
use rule::RulePage;
use rule_form::{NewRuleForm, Purpose, SeveralPage, StoredRuleForm};
use rules::rules_page;

/// Which screen is shown. A change of filter or sort is not a change of screen, so the query of the
/// table is left out.
#[derive(Clone, PartialEq)]
enum Showing {
    Connect { wanted: Option<Place>, unknown: bool },
    Rules(OpenBucket),
    Later(OpenBucket, Later),
    Many(OpenBucket),
}

/// A screen that comes after the table.
#[derive(Clone, PartialEq)]
enum Later {
    Create,
    Import,
    Several,
    Doctor,
    Rule(String),
    Edit(String),
    Copy(String),
}

impl Showing {
    /// Connect stands in the place of a bucket's screen while credentials are missing.
    fn of(route: &Route, connections: Connections) -> Self {
        let (place, screen) = match route {
            Route::Connect => return Showing::Connect { wanted: None, unknown: false },
            Route::Unknown => return Showing::Connect { wanted: None, unknown: true },
            Route::Bucket { place, screen } => (place, screen),
        };
        let Some(bucket) = connections.at(place) else {
            return Showing::Connect { wanted: Some(place.clone()), unknown: false };
        };
        let later = match screen {
            Screen::Rules(_) => return Showing::Rules(bucket),
            Screen::Many => return Showing::Many(bucket),
            Screen::Create => Later::Create,
            Screen::Import => Later::Import,
            Screen::Several => Later::Several,
            Screen::Doctor => Later::Doctor,
            Screen::Rule { id, .. } => Later::Rule(id.clone()),
            Screen::Edit { id } => Later::Edit(id.clone()),
            Screen::Copy { id } => Later::Copy(id.clone()),
        };
        Showing::Later(bucket, later)
    }
}

/// The screen that the address names.
#[component]
pub(crate) fn CurrentScreen() -> impl IntoView {
    let (navigation, connections) = (use_navigation(), use_connections());
    let showing = Memo::new(move |_| navigation.with_route(|route| Showing::of(route, connections)));
    view! {
        {move || match showing.get() {
            Showing::Connect { wanted, unknown } => view! { <ConnectPage wanted unknown/> }.into_any(),
            Showing::Rules(bucket) => view! { <Lazy load=rules_page with=bucket/> }.into_any(),
            Showing::Later(bucket, screen) => view! { <Lazy load=later_screen with=(bucket, screen)/> }.into_any(),
            Showing::Many(bucket) => view! { <Lazy load=many_page with=bucket/> }.into_any(),
        }}
    }
}

/// What draws the screens that come after the table.
#[loader(later)]
fn later_screen() -> Loaded<(OpenBucket, Later)> {
    Ok(|(bucket, screen)| match screen {
        Later::Create => view! { <NewRuleForm bucket/> }.into_any(),
        Later::Import => view! { <ImportPage bucket/> }.into_any(),
        Later::Several => view! { <SeveralPage bucket/> }.into_any(),
        Later::Doctor => view! { <DoctorPage bucket/> }.into_any(),
        Later::Rule(id) => view! { <RulePage bucket id/> }.into_any(),
        Later::Edit(id) => view! { <StoredRuleForm bucket id purpose=Purpose::Edit/> }.into_any(),
        Later::Copy(id) => view! { <StoredRuleForm bucket id purpose=Purpose::Copy/> }.into_any(),
    })
}
