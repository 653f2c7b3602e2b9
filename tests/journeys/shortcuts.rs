//! The keys that the help names: they lead where it says, are texts where text is typed, and can be switched off.

use thirtyfour::Key;

use crate::cloud::{COS, Cloud, OSS, on_both};
use crate::first_light::fill_in;
use crate::journey::{Journey, journey};
use crate::page::{Page, Role};
use crate::without_mouse::keyboard::{enter, tab_to};

on_both! {
    shortcuts_lead_where_the_help_says
    a_form_is_sent_from_its_whole_page
}

/// What the page shows, as far as a shortcut could change it.
async fn view(page: &Page) -> (String, String, Vec<String>) {
    // Whatever a key has begun shows within two pictures.
    let drawn =
        "return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))";
    let _: bool = page.eval(drawn).await;
    let said = "return [focused(), find('dialog', '').map(nameOf).concat(find('button', 'Refreshing…').map(nameOf))]";
    let (focus, others) = page.eval(said).await;
    (page.address().await, focus, others)
}

/// Presses each key, one after another; none may do anything.
async fn nothing_comes_of(journey: &Journey, keys: &str) {
    let page = &journey.page;
    let (before, calls) = (view(page).await, journey.calls().len());
    for key in keys.chars() {
        page.press(key.to_string()).await;
        assert_eq!(view(page).await, before, "after {key:?}");
    }
    assert_eq!(journey.calls().len(), calls, "nothing was asked for");
}

/// Types every shortcut into a field, and takes it out again.
async fn typed_into(page: &Page, label: &str) {
    page.press("nr?/").await;
    page.is(Role::Textbox, label, "element === document.activeElement && element.value === 'nr?/'").await;
    page.finds_no(Role::Dialog, "").await;
    page.press_with(Key::Control, 'a').await;
    page.press(Key::Backspace).await;
    page.is(Role::Textbox, label, "element === document.activeElement && element.value === ''").await;
}

async fn help(page: &Page) {
    page.press("?").await;
    page.finds(Role::Dialog, "Keyboard shortcuts").await;
    page.focus_is_on(Role::Button, "Close").await;
}

/// A3: each key does what the help says, on the screens where there is something to do; in a field, in a list of
/// choices, in a dialog, and together with another key they are what they always are.
async fn shortcuts_lead_where_the_help_says(cloud: &Cloud) {
    journey(&cloud.named("shortcuts_lead_where_the_help_says"), async |journey| {
        let page = &journey.page;
        let list = cloud.address(cloud.bucket);
        journey.connect(cloud.preset).await;
        page.sees("(250)").await;
        page.press("/").await;
        page.focus_is_on(Role::Textbox, "Filter rules").await;
        page.is(Role::Textbox, "Filter rules", "element.value === ''").await;
        typed_into(page, "Filter rules").await;
        page.sees("(250)").await;
        assert_eq!((page.address().await, journey.calls().len()), (list.clone(), 3));

        page.press(Key::Tab).await;
        page.press("r").await;
        page.wait_for("the second reading", async || journey.calls().len() == 6).await;
        page.sees("Last updated").await;
        page.is(Role::Button, "Refresh", "element.ariaDisabled !== 'true'").await;
        page.select("Rows per page", "10").await;
        page.focus_is_on(Role::Combobox, "Rows per page").await;
        nothing_comes_of(journey, "/nr?").await;
        page.press_with(Key::Shift, Key::Tab).await;
        page.press_with(Key::Alt, 'n').await;
        page.press_with(Key::Alt, '/').await;
        assert_eq!(page.address().await, format!("{list}?size=10"));

        help(page).await;
        for words in ["Go to the filter", "Create a rule", "Read the rules again", "Show this help"] {
            page.sees(words).await;
        }
        nothing_comes_of(journey, "/nr?").await;
        enter(page).await;
        page.finds_no(Role::Dialog, "").await;

        page.press("n").await;
        page.focus_is_on(Role::Heading, "Create an inventory rule").await;
        assert_eq!(page.address().await, format!("{list}/new"));
        nothing_comes_of(journey, "/nr").await;
        help(page).await;
        page.press(Key::Escape).await;
        page.finds_no(Role::Dialog, "").await;
        page.focus_is_on(Role::Heading, "Create an inventory rule").await;
        tab_to(page, Role::Textbox, "ID").await;
        typed_into(page, "ID").await;
        assert_eq!(page.address().await, format!("{list}/new"));
        page.driver().back().await.expect("there is a page before");
        page.focus_is_on(Role::Heading, "Inventory rules").await;
        page.press("/").await;
        page.focus_is_on(Role::Textbox, "Filter rules").await;
    })
    .await;
}

/// Turns the shortcuts on or off in the preferences, by keys.
async fn switch(page: &Page) {
    tab_to(page, Role::Button, "Preferences").await;
    enter(page).await;
    page.focus_is_on(Role::Heading, "Preferences").await;
    tab_to(page, Role::Checkbox, "Keyboard shortcuts").await;
    page.press(Key::Space).await;
    page.press(Key::Escape).await;
    page.finds_no(Role::Dialog, "").await;
    page.focus_is_on(Role::Button, "Preferences").await;
}

/// A3, T11: switched off, no key does anything, on any screen, after a reload too; switched on, they do at once.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn shortcuts_can_be_switched_off() {
    journey("shortcuts_can_be_switched_off", async |journey| {
        let page = &journey.page;
        journey.connect(OSS.preset).await;
        page.sees("(250)").await;
        page.focus_is_on(Role::Heading, "Inventory rules").await;
        switch(page).await;
        nothing_comes_of(journey, "/nr?").await;
        tab_to(page, Role::Link, OSS.first_id).await;
        enter(page).await;
        page.focus_is_on(Role::Heading, OSS.first_id).await;
        page.finds(Role::Tab, "XML").await;
        nothing_comes_of(journey, "n?").await;

        page.open(&COS.address(COS.bucket)).await;
        page.click(Role::Button, &format!("Connect to {}", COS.preset)).await;
        page.sees("(250)").await;
        page.focus_is_on(Role::Heading, "Inventory rules").await;
        nothing_comes_of(journey, "/nr?").await;
        switch(page).await;
        page.press("/").await;
        page.focus_is_on(Role::Textbox, "Filter rules").await;
        page.press(Key::Tab).await;
        help(page).await;
    })
    .await;
}

/// F15: Ctrl+Enter sends a form wherever the focus is on its page, and nothing while something is asked in a dialog.
async fn a_form_is_sent_from_its_whole_page(cloud: &Cloud) {
    journey(&cloud.named("a_form_is_sent_from_its_whole_page"), async |journey| {
        let page = &journey.page;
        journey.connect(cloud.preset).await;
        page.sees("(250)").await;
        page.click(Role::Link, "Create rule").await;
        page.focus_is_on(Role::Heading, "Create an inventory rule").await;
        page.press_with(Key::Control, Key::Enter).await;
        page.sees("fields need attention").await;
        page.focus_is_on(Role::Textbox, "ID").await;
        fill_in(page, cloud, "made-here").await;
        page.click(Role::Button, "Preferences").await;
        page.finds(Role::Dialog, "Preferences").await;
        page.press_with(Key::Control, Key::Enter).await;
        page.press(Key::Escape).await;
        page.finds_no(Role::Dialog, "").await;
        assert_eq!(journey.sandbox.rule_xml(cloud.bucket, "made-here"), None);
        page.focus_is_on(Role::Button, "Preferences").await;
        page.press_with(Key::Control, Key::Enter).await;
        page.sees("Rule made-here was created.").await;
    })
    .await;
}
