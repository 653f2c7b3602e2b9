//! The dialogs over the page, each from its own folder.

use leptos::prelude::*;
use loader::loader;

use super::connect::{AnotherDialog, RenewDialog, TrustDialog};
use super::help::HelpDialog;
use super::many::NotTakenBackDialog;
use super::preferences::PreferencesDialog;
use super::rule::{CodesDialog, DeleteDialog, DocumentDialog, NotChangedDialog, SwitchDialog};
use super::templates::SaveTemplateDialog;
use crate::app::components::each::Each;
use crate::app::lazy::{Lazy, Loaded};
use crate::app::services::dialogs::{Asks, Opened, use_dialogs};

/// Those that are open.
#[component]
pub(crate) fn Dialogs() -> impl IntoView {
    let dialogs = use_dialogs();
    let numbers = move || dialogs.all().into_iter().map(Opened::number).collect::<Vec<_>>();
    let draw = move |number| {
        let opened = dialogs.numbered(number);
        view! { <Lazy load=dialog with=opened/> }.into_any()
    };
    view! { <Each numbers draw/> }
}

/// What draws a dialog.
#[loader(later)]
fn dialog() -> Loaded<Opened> {
    Ok(|opened| match opened.asks() {
        None => ().into_any(),
        Some(Asks::Help) => view! { <HelpDialog opened/> }.into_any(),
        Some(Asks::Preferences) => view! { <PreferencesDialog opened/> }.into_any(),
        Some(Asks::Renew(bucket)) => view! { <RenewDialog bucket opened/> }.into_any(),
        Some(Asks::Another(bucket)) => view! { <AnotherDialog like=bucket opened/> }.into_any(),
        Some(Asks::Trust(trusting)) => view! { <TrustDialog trusting opened/> }.into_any(),
        Some(Asks::Delete(deleting)) => view! { <DeleteDialog asked=deleting opened/> }.into_any(),
        Some(Asks::Switch(switching)) => view! { <SwitchDialog switching opened/> }.into_any(),
        Some(Asks::NotChanged(what)) => view! { <NotChangedDialog what opened/> }.into_any(),
        Some(Asks::NotTakenBack(what)) => view! { <NotTakenBackDialog what opened/> }.into_any(),
        Some(Asks::Codes(asked)) => view! { <CodesDialog asked opened/> }.into_any(),
        Some(Asks::SaveTemplate(asked)) => view! { <SaveTemplateDialog asked opened/> }.into_any(),
        Some(Asks::Document(text)) => view! { <DocumentDialog text opened/> }.into_any(),
    })
}
