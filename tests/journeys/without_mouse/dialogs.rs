//! Dialogs and the focus: it begins inside, stays there whatever becomes of the buttons, and goes back to what has
//! opened the dialog.

use std::time::Duration;

use serde_json::json;
use thirtyfour::Key;

use crate::cloud::{Cloud, on_both};
use crate::connections::menu;
use crate::journey::{Journey, journey};
use crate::page::{Page, Role};
use crate::without_mouse::focus::focus_is_in;
use crate::without_mouse::keyboard::{connect_by_keyboard, enter, tab_to};

on_both! {
    dialogs_give_the_focus_back
    a_failed_deletion_keeps_the_focus
    the_questions_of_a_form_give_the_focus_back
    new_credentials_give_the_focus_back
}

/// A rule of the first page of the table that is not enabled, so that no word is asked for.
fn disabled(journey: &Journey, cloud: &Cloud) -> String {
    let off = |id: &&String| {
        let xml = journey.sandbox.rule_xml(cloud.bucket, id).unwrap_or_default();
        xml.contains("<IsEnabled>false")
    };
    let ids = journey.sandbox.rule_ids(cloud.bucket);
    ids[..20].iter().find(off).expect("some rule is disabled").clone()
}

/// Opens a dialog from what has the focus, and leaves it by Escape and by the button; each time the focus is back.
async fn there_and_back(page: &Page, opener: (Role, &str), dialog: &str, first: (Role, &str), leave: &str) {
    for by_button in [false, true] {
        page.finds(Role::Dialog, dialog).await;
        page.focus_is_on(first.0, first.1).await;
        if by_button {
            tab_to(page, Role::Button, leave).await;
            enter(page).await;
        } else {
            page.press(Key::Escape).await;
        }
        page.finds_no(Role::Dialog, "").await;
        page.focus_is_on(opener.0, opener.1).await;
        if !by_button {
            enter(page).await;
        }
    }
}

/// D4: every dialog begins at the field, at its way out or at its heading, is left by Escape and by its button, and
/// gives the focus back to what has opened it. One that asks for nothing but yes or no is an alert.
async fn dialogs_give_the_focus_back(cloud: &Cloud) {
    journey(&cloud.named("dialogs_give_the_focus_back"), async |journey| {
        let page = &journey.page;
        let (id, off) = (cloud.first_id, disabled(journey, cloud));
        let word = (Role::Textbox, "The rule is enabled. To confirm");
        connect_by_keyboard(page, cloud).await;
        let preferences = (Role::Button, "Preferences");
        tab_to(page, preferences.0, preferences.1).await;
        enter(page).await;
        there_and_back(page, preferences, "Preferences", (Role::Heading, "Preferences"), "Close").await;

        for (rule, alert) in [(id, false), (off.as_str(), true)] {
            let opener = format!("Delete {rule}");
            tab_to(page, Role::Button, &opener).await;
            enter(page).await;
            page.finds(Role::Dialog, "Delete inventory rule").await;
            let role: String = page.eval("return find('dialog', '')[0].role ?? 'dialog'").await;
            assert_eq!(role == "alertdialog", alert, "{role} for {rule}");
            if alert {
                let first = (Role::Button, "Cancel");
                there_and_back(page, (Role::Button, &opener), "Delete inventory rule", first, "Cancel").await;
            } else {
                begins_with(page, word).await;
                page.press(Key::Escape).await;
                page.focus_is_on(Role::Button, &opener).await;
            }
        }

        let details = format!("Details of {id}");
        tab_to(page, Role::Button, &details).await;
        enter(page).await;
        page.finds(Role::Tab, "XML").await;
        tab_to(page, Role::Button, "Close details").await;
        tab_to(page, Role::Button, "Delete").await;
        enter(page).await;
        begins_with(page, word).await;
        page.press(Key::Escape).await;
        page.focus_is_on(Role::Button, "Delete").await;
        page.press(Key::Escape).await;
        page.focus_is_on(Role::Button, &details).await;

        let bar = menu(cloud, cloud.bucket);
        tab_to(page, Role::Disclosure, &bar).await;
        enter(page).await;
        tab_to(page, Role::Button, "Open another bucket").await;
        enter(page).await;
        page.focus_is_on(Role::Textbox, "Bucket name").await;
        page.press(Key::Escape).await;
        page.finds_no(Role::Dialog, "").await;
        page.focus_is_on(Role::Button, &bar).await;
    })
    .await;
}

/// Waits until the focus is in a field whose label begins so.
async fn begins_with(page: &Page, (role, name): (Role, &str)) {
    let script = "return find(arguments[0], arguments[1]).includes(document.activeElement)";
    let arguments = vec![json!(format!("{role:?}").to_lowercase()), json!(name)];
    page.wait_until(&format!("the focus on {name:?}"), script, arguments).await;
}

/// D4, D5: a deletion that the provider refuses leaves the focus in the dialog, though its button could not be
/// pressed meanwhile; the one that works leaves it in the table.
async fn a_failed_deletion_keeps_the_focus(cloud: &Cloud) {
    journey(&cloud.named("a_failed_deletion_keeps_the_focus"), async |journey| {
        let page = &journey.page;
        let id = disabled(journey, cloud);
        connect_by_keyboard(page, cloud).await;
        page.answer_instead(&format!("DELETE {id}"), 503, "ServiceUnavailable").await;
        tab_to(page, Role::Button, &format!("Delete {id}")).await;
        enter(page).await;
        page.focus_is_on(Role::Button, "Cancel").await;
        tab_to(page, Role::Button, "Delete rule").await;
        enter(page).await;
        page.finds(Role::Alert, "The provider is not available at the moment.").await;
        focus_is_in(page, "dialog[open]").await;
        page.answer_no_more().await;
        tab_to(page, Role::Button, "Delete rule").await;
        enter(page).await;
        page.sees(&format!("Rule {id} was deleted.")).await;
        page.finds_no(Role::Dialog, "").await;
        focus_is_in(page, "main").await;
        assert_eq!(journey.sandbox.rule_xml(cloud.bucket, &id), None);
    })
    .await;
}

/// D4, F10, U2, A1: the review before a save and the question before a form is left give the focus back to the button,
/// to the field or to the link that has asked for them.
async fn the_questions_of_a_form_give_the_focus_back(cloud: &Cloud) {
    journey(&cloud.named("the_questions_of_a_form_give_the_focus_back"), async |journey| {
        let page = &journey.page;
        connect_by_keyboard(page, cloud).await;
        tab_to(page, Role::Link, cloud.first_id).await;
        enter(page).await;
        tab_to(page, Role::Link, "Edit").await;
        enter(page).await;
        page.focus_is_on(Role::Heading, &format!("Edit {}", cloud.first_id)).await;
        tab_to(page, Role::Textbox, "Source prefix").await;
        page.press("typed/").await;
        let (review, save) = ("Review changes", (Role::Heading, "Review changes"));
        let prefix: String = page.eval("return focused()").await;
        for opener in [(Role::Textbox, prefix.trim_start_matches("textbox ")), (Role::Button, "Save changes")]
        {
            tab_to(page, opener.0, opener.1).await;
            enter(page).await;
            there_and_back(page, opener, review, save, "Keep editing").await;
        }
        let (leave, keep) = ("Leave page?", (Role::Button, "Keep editing"));
        for way in ["Cancel", "Inventory rules", "Stocktake, start page"] {
            let opener = (Role::Link, way);
            tab_to(page, opener.0, opener.1).await;
            enter(page).await;
            there_and_back(page, opener, leave, keep, "Keep editing").await;
        }
        page.is(Role::Textbox, "Source prefix", "element.value.endsWith('typed/')").await;
    })
    .await;
}

/// Types credentials of such a life, which nobody renews by itself, in place of those that the site has handed out.
async fn type_credentials(journey: &Journey, cloud: &Cloud, life: Duration) {
    let page = &journey.page;
    tab_to(page, Role::Button, "Renew").await;
    enter(page).await;
    page.finds(Role::Dialog, "New credentials").await;
    let issued = cloud.issue_for(journey, life);
    let [key, secret, token] = cloud.credentials;
    for (label, text) in [
        (key, &issued.access_key_id),
        (secret, &issued.access_key_secret),
        (token, &issued.security_token),
        ("Expiration", &issued.expiration),
    ] {
        tab_to(page, Role::Textbox, label).await;
        page.press(text.as_str()).await;
    }
    enter(page).await;
    page.sees("Going on with the new credentials.").await;
    page.finds_no(Role::Dialog, "").await;
}

/// D4, C4, C5, A1: the bar's own button for new credentials, the warning's and the error's have the focus again when none
/// were given; when some were, the bar's button is gone, and the focus has a place.
async fn new_credentials_give_the_focus_back(cloud: &Cloud) {
    journey(&cloud.named("new_credentials_give_the_focus_back"), async |journey| {
        let page = &journey.page;
        let first = (Role::Button, "Get new credentials");
        journey.sandbox.set_credential_lifetime(Duration::from_secs(590));
        connect_by_keyboard(page, cloud).await;
        type_credentials(journey, cloud, Duration::from_secs(590)).await;
        page.finds(Role::Button, "Renew them").await;
        for way in ["Renew", "Renew them"] {
            let opener = (Role::Button, way);
            tab_to(page, opener.0, opener.1).await;
            enter(page).await;
            there_and_back(page, opener, "New credentials", first, "Cancel").await;
        }
        journey.sandbox.expire_all_credentials();
        tab_to(page, Role::Button, "Refresh").await;
        enter(page).await;
        page.finds(Role::Alert, "The temporary credentials have ended.").await;
        let opener = (Role::Button, "Enter new credentials");
        tab_to(page, opener.0, opener.1).await;
        enter(page).await;
        there_and_back(page, opener, "New credentials", first, "Cancel").await;

        journey.sandbox.set_credential_lifetime(Duration::from_secs(3600));
        tab_to(page, Role::Button, "Renew").await;
        enter(page).await;
        page.focus_is_on(first.0, first.1).await;
        enter(page).await;
        page.sees("Going on with the new credentials.").await;
        page.finds_no(Role::Dialog, "").await;
        page.finds_no(Role::Button, "Renew").await;
        page.finds_no(Role::Alert, "The temporary credentials have ended.").await;
        page.sees("(250)").await;
        focus_is_in(page, "body").await;
    })
    .await;
}
