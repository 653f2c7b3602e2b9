//! Every screen on a small phone and on a wide one, by day and by night: nothing is wider than
//! the window, axe-core finds nothing, and pictures of all are kept in `target/journeys/shots/`.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sandbox::{Aftermath, Answer, CarriedOut, Operation};
use serde_json::json;
use thirtyfour::Key;

use crate::browser;
use crate::cloud::{COS, Cloud, OSS};
use crate::failures::{connect_to, ready_to_connect};
use crate::first_light::fill_in;
use crate::import_table::mixed;
use crate::importing::says;
use crate::journey::{Journey, journey, pictures};
use crate::page::{Page, Role};

const WIDTHS: [(&str, u32, u32); 2] = [("wide", 1280, 900), ("narrow", 320, 640)];
const THEMES: [&str; 2] = ["light", "dark"];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_screen_fits_and_is_pictured() {
    journey("every_screen_fits_and_is_pictured", async |journey| {
        let page = &journey.page;
        let mut findings = Vec::new();
        page.open("").await;
        page.finds(Role::Button, "Connect to 250 rules").await;
        pictured(page, "connect", &mut findings).await;
        connected_screens(journey, &mut findings).await;

        journey.connect("Every documented field").await;
        for id in ["every-filter-kms", "from-the-future"] {
            page.click(Role::Link, id).await;
            page.finds(Role::Tab, "XML").await;
            pictured(page, &format!("rule-{id}"), &mut findings).await;
            page.click(Role::Link, "Inventory rules").await;
        }

        journey.connect("No CORS rule").await;
        page.finds(Role::Alert, "The browser got no answer").await;
        pictured(page, "error-cors", &mut findings).await;
        journey.connect("No permission").await;
        page.finds(Role::Alert, "These credentials may not do this.").await;
        pictured(page, "error-denied", &mut findings).await;
        journey.connect("No rules yet").await;
        page.finds(Role::Heading, "No inventory rules yet").await;
        pictured(page, "empty", &mut findings).await;
        assert!(findings.is_empty(), "what is wrong with the screens: {findings:#?}");
    })
    .await;
}

async fn connected_screens(journey: &Journey, findings: &mut Vec<String>) {
    let page = &journey.page;
    journey.connect("250 rules").await;
    page.sees("(250)").await;
    pictured(page, "table", findings).await;
    page.fill("Filter rules", "billing").await;
    page.sees("(21/250)").await;
    pictured(page, "table-filtered", findings).await;
    page.click(Role::Button, "Delete billing-daily-0003").await;
    page.finds(Role::Dialog, "Delete inventory rule").await;
    pictured(page, "delete", findings).await;
    page.click(Role::Button, "Cancel").await;
    page.click(Role::Link, "billing-daily-0003").await;
    page.finds(Role::Tab, "XML").await;
    pictured(page, "rule", findings).await;
    page.click(Role::Link, "Inventory rules").await;
    page.fill("Filter rules", "").await;
    page.click(Role::Link, "raw-events-daily-0018").await;
    page.finds(Role::Tab, "XML").await;
    pictured(page, "rule-long-prefix", findings).await;
    page.click(Role::Link, "Inventory rules").await;
    page.click(Role::Link, "Create rule").await;
    page.click(Role::Button, "Create rule").await;
    page.sees("4 fields need attention").await;
    pictured(page, "create-problems", findings).await;
    fill_in(page, &OSS, "made-for-the-picture").await;
    pictured(page, "create-filled", findings).await;
    page.click(Role::Button, "Create rule").await;
    page.focus_is_on(Role::Link, "made-for-the-picture").await;
    pictured(page, "created", findings).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_screen_of_editing_fits_and_is_pictured() {
    journey("every_screen_of_editing_fits_and_is_pictured", async |journey| {
        let mut findings = Vec::new();
        for cloud in [&COS, &OSS] {
            forms(journey, cloud, &mut findings).await;
        }
        failed_saves(journey, &mut findings).await;
        open_writes(journey, &mut findings).await;
        assert!(findings.is_empty(), "what is wrong with the screens: {findings:#?}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everything_beside_the_table_fits_and_is_pictured() {
    journey("everything_beside_the_table_fits_and_is_pictured", async |journey| {
        let mut findings = Vec::new();
        menus_and_panel(journey, &mut findings).await;
        dialogs(journey, &mut findings).await;
        assert!(findings.is_empty(), "what is wrong with the screens: {findings:#?}");
    })
    .await;
}

async fn menus_and_panel(journey: &Journey, findings: &mut Vec<String>) {
    let page = &journey.page;
    journey.connect(OSS.preset).await;
    page.sees("(250)").await;
    for menu in ["Status", "More filters", "Actions", OSS.bucket] {
        page.click(Role::Disclosure, menu).await;
        page.wait_until(
            "the menu",
            "return Boolean(document.querySelector('.menu[open] li, .menu[open] label'))",
            vec![],
        )
        .await;
        pictured(page, &format!("menu-{}", menu.to_lowercase()), findings).await;
        page.press(Key::Escape).await;
    }
    page.click(Role::Button, &format!("Details of {}", OSS.first_id)).await;
    page.finds(Role::Tab, "XML").await;
    pictured(page, "details", findings).await;
    for (tab, button) in [("XML", "Copy XML"), ("Code", "Copy Command line"), ("Results", "Copy Folder")] {
        page.click(Role::Tab, tab).await;
        page.finds(Role::Button, button).await;
        pictured(page, &format!("details-{}", tab.to_lowercase()), findings).await;
    }
}

async fn dialogs(journey: &Journey, findings: &mut Vec<String>) {
    let page = &journey.page;
    for id in page.row_headers().await.iter().take(3) {
        page.click(Role::Checkbox, &format!("Select {id}")).await;
    }
    page.sees("3 selected").await;
    pictured(page, "chosen", findings).await;
    for (action, dialog, close) in [
        ("Compare", None, None),
        ("Show as code", Some("Code of the rules: 3"), Some("Close")),
        ("Delete", Some("Delete 3 inventory rules"), Some("Cancel")),
    ] {
        page.click(Role::Disclosure, "Actions").await;
        page.click(Role::Button, action).await;
        if let Some(dialog) = dialog {
            page.finds(Role::Dialog, dialog).await;
        }
        pictured(page, &format!("action-{}", action.to_lowercase()), findings).await;
        if let Some(close) = close {
            page.click(Role::Button, close).await;
        }
    }
    page.click(Role::Button, "Preferences").await;
    page.finds(Role::Dialog, "Preferences").await;
    pictured(page, "preferences", findings).await;
    page.click(Role::Button, "Close").await;
    page.press("?").await;
    page.finds(Role::Dialog, "Keyboard shortcuts").await;
    pictured(page, "help", findings).await;
    page.click(Role::Button, "Close").await;
    page.click(Role::Link, "Import").await;
    page.focus_is_on(Role::Heading, "Import rules").await;
    pictured(page, "import", findings).await;
    let (file, [same, other]) = mixed(journey, &OSS);
    page.give_file("File", &file).await;
    says(page, &same, "Exists already").await;
    pictured(page, "import-table", findings).await;
    page.click(Role::Button, &format!("Differences of {other}")).await;
    page.finds(Role::Dialog, "Differences of").await;
    pictured(page, "import-differences", findings).await;
    page.click(Role::Button, "Close").await;
    page.click(Role::Link, "Inventory rules").await;
    page.click(Role::Link, OSS.first_id).await;
    page.click(Role::Link, "Edit").await;
    page.focus_is_on(Role::Heading, &format!("Edit {}", OSS.first_id)).await;
    page.fill("Source prefix", "typed/").await;
    page.click(Role::Button, "Save changes").await;
    page.finds(Role::Dialog, "Review changes").await;
    pictured(page, "review", findings).await;
    page.click(Role::Button, "Keep editing").await;
    page.click(Role::Link, "Inventory rules").await;
    page.finds(Role::Dialog, "Leave page?").await;
    pictured(page, "leave", findings).await;
    page.click(Role::Button, "Leave, keep the draft").await;
    page.click(Role::Link, OSS.first_id).await;
    page.click(Role::Link, "Edit").await;
    page.finds(Role::Button, "Restore the draft").await;
    pictured(page, "draft", findings).await;
}

async fn forms(journey: &Journey, cloud: &Cloud, findings: &mut Vec<String>) {
    let page = &journey.page;
    let named = |screen: &str| format!("{}-{screen}", cloud.name);
    let (id, warns, text) = match cloud.slug {
        "cos" => ("tags-period-sse", "Destination prefix", "ends/with/a/slash/"),
        _ => ("every-filter-kms", "ID", "Not_for_the_console"),
    };
    journey.connect(cloud.preset).await;
    page.sees("(250)").await;
    pictured(page, &named("table"), findings).await;
    page.click(Role::Link, "Create rule").await;
    page.focus_is_on(Role::Heading, "Create an inventory rule").await;
    pictured(page, &named("create"), findings).await;
    fill_in(page, cloud, "made-for-the-picture").await;
    page.click(Role::Button, "More filters").await;
    page.choose("Frequency", Role::Radio, "Monthly").await;
    page.fill(warns, text).await;
    page.press(Key::Tab).await;
    page.wait_until(
        "the warning",
        "return Boolean(document.querySelector('.problem.mild:not([hidden])'))",
        vec![],
    )
    .await;
    pictured(page, &named("create-more-filters-warning"), findings).await;

    journey.connect(&cloud.preset("Every documented field")).await;
    page.click(Role::Link, id).await;
    page.finds(Role::Tab, "XML").await;
    pictured(page, &named(&format!("rule-{id}")), findings).await;
    page.click(Role::Link, "Edit").await;
    page.focus_is_on(Role::Heading, &format!("Edit {id}")).await;
    pictured(page, &named("edit"), findings).await;
    journey.sandbox.put_rule(&cloud.bucket("demo-every-field"), id, &theirs(journey, cloud, id));
    page.fill("Source prefix", "typed/").await;
    page.click(Role::Button, "Save changes").await;
    page.click(Role::Button, "Save").await;
    page.finds(Role::Alert, "The rule was changed by somebody else").await;
    pictured(page, &named("edit-changed-meanwhile"), findings).await;
}

/// A rule as somebody else might change it.
fn theirs(journey: &Journey, cloud: &Cloud, id: &str) -> String {
    let xml = journey.sandbox.rule_xml(&cloud.bucket("demo-every-field"), id).expect("it is seeded");
    xml.replace("<Frequency>Weekly", "<Frequency>Daily").replace("<IsEnabled>true", "<IsEnabled>false")
}

async fn failed_saves(journey: &Journey, findings: &mut Vec<String>) {
    let page = &journey.page;
    journey.connect("May not write").await;
    page.click(Role::Link, OSS.first_id).await;
    page.click(Role::Link, "Edit").await;
    page.focus_is_on(Role::Heading, &format!("Edit {}", OSS.first_id)).await;
    page.fill("Source prefix", "typed/").await;
    page.click(Role::Button, "Save changes").await;
    page.click(Role::Button, "Save").await;
    page.finds(Role::Button, "Write the old form").await;
    pictured(page, "oss-save-missing", findings).await;
}

/// What one click does on OSS, a removal that may come late, and what is offered when it has come.
async fn open_writes(journey: &Journey, findings: &mut Vec<String>) {
    let (page, id) = (&journey.page, OSS.first_id);
    let late = Aftermath {
        operation: Operation::Delete,
        nth: None,
        carried_out: CarriedOut::Never,
        answer: Answer::Gateway502Html,
    };
    journey.sandbox.set_aftermaths(OSS.bucket, vec![late]);
    journey.connect(OSS.preset).await;
    page.click(Role::Link, id).await;
    page.click(Role::Button, "Disable").await;
    page.finds(Role::Dialog, "Disable by removing and writing again").await;
    pictured(page, "oss-disable", findings).await;
    page.click(Role::Button, "Disable").await;
    page.finds(Role::Dialog, &format!("Rule {id} was not changed as asked.")).await;
    pictured(page, "oss-disable-pending", findings).await;
    page.click(Role::Button, "Close").await;
    assert!(journey.sandbox.remove_rule(OSS.bucket, id));
    page.click(Role::Link, "Inventory rules").await;
    page.finds(Role::Button, "Write the old form").await;
    pictured(page, "oss-cut-off", findings).await;
}

/// Looks at the screen in every width and theme; the page stays as it is.
pub(crate) async fn pictured(page: &Page, screen: &str, findings: &mut Vec<String>) {
    for (size, width, height) in WIDTHS {
        resize(page, width, height).await;
        findings.extend(measured(page).await.into_iter().map(|what| format!("{screen} {size}: {what}")));
        // The picture shows the whole page: what a browser draws beyond its window can lack parts.
        let whole: u32 = page.eval("return document.documentElement.scrollHeight").await;
        resize(page, width, whole.max(height)).await;
        for theme in THEMES {
            let media = json!({ "features": [{ "name": "prefers-color-scheme", "value": theme }] });
            page.cdp("Emulation.setEmulatedMedia", media).await;
            keep(page, &format!("{screen}-{size}-{theme}")).await;
            let found = accessible(page).await;
            findings.extend(found.into_iter().map(|what| format!("{screen} {size} {theme}: {what}")));
        }
    }
    as_it_was(page).await;
    page.cdp("Emulation.setEmulatedMedia", json!({ "features": [] })).await;
}

/// Looks at the window as wide as it is, by day.
pub(crate) async fn pictured_now(page: &Page, screen: &str, findings: &mut Vec<String>) {
    keep(page, screen).await;
    let found = measured(page).await.into_iter().chain(accessible(page).await);
    findings.extend(found.map(|what| format!("{screen}: {what}")));
}

/// What is wider than the window, in a size that is none, or too small to be clicked on.
async fn measured(page: &Page) -> Vec<String> {
    let mut found = Vec::new();
    for look in [WIDER, OFF_SCALE, SMALL] {
        found.extend(page.eval::<Vec<String>>(look).await);
    }
    found
}

/// What axe-core finds: the rule, and the elements that break it.
async fn accessible(page: &Page) -> Vec<String> {
    let loaded: bool = page.eval("return Boolean(globalThis.axe)").await;
    if !loaded {
        let script = std::fs::read_to_string(browser::told("STOCKTAKE_AXE")).expect("axe-core is there");
        page.driver().execute(script, vec![]).await.expect("axe-core loads");
    }
    page.eval(AXE).await
}

/// Every rule that is on by itself, and the size of what is clicked on, which WCAG has since 2.2. What is scrolled behind the
/// columns that stay is nothing to click on, nor is what an open menu, the drawer or the head of a table covers in part: it is as large as ever
/// when the menu is closed, or the page scrolled.
const AXE: &str = "
    for (const box of document.querySelectorAll('.wide')) box.scrollLeft = 0;
    const rules = { 'target-size': { enabled: true } };
    const over = [...document.querySelectorAll('.menu-box, .log, .table thead th, .bulk')].filter((box) => box.checkVisibility());
    const isBehind = (element) => over.some((box) => {
      const [one, other] = [element.getBoundingClientRect(), box.getBoundingClientRect()];
      return !box.contains(element) && one.left < other.right && other.left < one.right
        && one.top < other.bottom && other.top < one.bottom;
    });
    const counts = (id) => ({ target }) => id !== 'target-size' || !isBehind(document.querySelector(target[0]));
    return axe.run(document, { resultTypes: ['violations'], rules }).then(({ violations }) =>
      violations.map(({ id, nodes }) => [id, nodes.filter(counts(id))]).filter(([, nodes]) => nodes.length)
        .map(([id, nodes]) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`));";

/// Gives the window another size.
pub(crate) async fn resize(page: &Page, width: u32, height: u32) {
    let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
    page.cdp("Emulation.setDeviceMetricsOverride", metrics).await;
    let drawn = format!("return innerWidth === {width} && innerHeight === {height}");
    page.wait_until("the window's new size", &drawn, vec![]).await;
}

/// Gives the window its own size again.
pub(crate) async fn as_it_was(page: &Page) {
    page.cdp("Emulation.clearDeviceMetricsOverride", json!({})).await;
}

/// Nothing when the page fits; else its width and the elements that stick out.
const WIDER: &str = "
    const root = document.documentElement;
    // Without the width of a scroll bar.
    const width = root.clientWidth;
    if (root.scrollWidth <= width) return [];
    const out = [...document.body.querySelectorAll('*')].filter((element) => element.getBoundingClientRect().right > width + 1);
    const named = (element) => `${element.localName}.${element.className}`;
    return [`${root.scrollWidth} px in ${width}`, ...out.slice(0, 5).map(named)]";

/// What is clicked on and is less than 24 pixels wide or high, each kind of element once. A link in a sentence is as high as
/// its line.
const SMALL: &str = "
    const targets = [...document.querySelectorAll('a[href], button, summary, select, input, textarea')].filter(visible);
    const small = new Set();
    for (const element of targets) {
      const target = element.closest('label') ?? element;
      const { width, height } = target.getBoundingClientRect();
      const inSentence = element.matches('a') && getComputedStyle(element).display === 'inline';
      const hidden = element.matches('.skip') || width <= 1;
      if (!inSentence && !hidden && Math.min(width, height) < 23.99) {
        small.add(`${width} x ${height} px: ${target.localName}.${target.className} in ${target.parentElement.className}`);
      }
    }
    return [...small].slice(0, 8)";

/// The texts whose size is none of the scale's (`style/tokens.css`), each kind of element once.
const OFF_SCALE: &str = "
    const scale = [12, 14, 16, 18, 22];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const off = new Set();
    while (texts.nextNode()) {
      const element = texts.currentNode.parentElement;
      if (!texts.currentNode.data.trim() || element.matches('script, style, option') || !element.checkVisibility()) continue;
      const size = parseFloat(getComputedStyle(element).fontSize);
      if (!scale.some((known) => Math.abs(known - size) < 0.05)) off.add(`${size} px in ${element.localName}.${element.className}`);
    }
    return [...off]";

/// Keeps a picture of what is seen.
pub(crate) async fn keep(page: &Page, name: &str) {
    let answer = page.cdp("Page.captureScreenshot", json!({ "format": "png" })).await;
    let bytes =
        STANDARD.decode(answer["data"].as_str().unwrap_or_default()).expect("a picture comes in base64");
    let folder = pictures().join("shots");
    std::fs::create_dir_all(&folder).expect("target/ can be written");
    std::fs::write(folder.join(format!("{name}.png")), bytes).expect("target/ can be written");
}

/// What Part 4 has added: rules that are odd or only look like others, a choice among pasted sets, the yes to a host,
/// the question before an import is left, and a program that has stopped.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_odd_fits_and_is_pictured() {
    journey("what_is_odd_fits_and_is_pictured", async |journey| {
        let page = &journey.page;
        let mut findings = Vec::new();
        connect_to(journey, &OSS, "demo-odd").await;
        page.sees("(6)").await;
        pictured(page, "odd-table", &mut findings).await;
        page.click(Role::Link, "odd-rule").await;
        page.sees("This rule cannot be read").await;
        pictured(page, "odd-rule", &mut findings).await;

        journey.connect("Ids that are not what they look like").await;
        page.sees("(9)").await;
        pictured(page, "look-alikes", &mut findings).await;
        page.click_first(Role::Button, "Delete logs-").await;
        page.finds(Role::Dialog, "Delete inventory rule").await;
        pictured(page, "look-alikes-delete", &mut findings).await;
        page.click(Role::Button, "Cancel").await;

        page.click(Role::Disclosure, "demo-look-alikes").await;
        page.click(Role::Button, "Open another bucket").await;
        page.fill("Bucket name", "demo-1000").await;
        page.click(Role::Button, "Open").await;
        page.sees("Tick this box if you trust the host").await;
        pictured(page, "another-host", &mut findings).await;
        page.click(Role::Button, "Cancel").await;

        page.open("#/connect").await;
        let set = |name: &str| {
            format!("[{name}]\naccess-key-id=STS.{name}\naccess-key-secret=secret\nsts-token=token\n")
        };
        let text = [set("one"), set("two"), "bucket = demo-250\n".to_owned()].concat();
        page.paste("Paste credentials", &text).await;
        page.finds(Role::Radio, "one").await;
        pictured(page, "paste-choice", &mut findings).await;
        page.choose("Credentials to use", Role::Radio, "two").await;
        page.sees("Recognised.").await;
        pictured(page, "paste-chosen", &mut findings).await;
        assert!(findings.is_empty(), "what is wrong with the screens: {findings:#?}");
    })
    .await;
}

/// The check of a connection, with each kind of what is in the way.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_check_of_a_connection_fits_and_is_pictured() {
    journey("every_check_of_a_connection_fits_and_is_pictured", async |journey| {
        let page = &journey.page;
        let mut findings = Vec::new();
        for (name, preset) in [
            ("good", OSS.preset),
            ("good-cos", COS.preset),
            ("hidden", "No CORS rule"),
            ("denied", "No permission"),
            ("ended", "Credentials expired"),
        ] {
            journey.connect(preset).await;
            page.finds(Role::Heading, "Inventory rules").await;
            checked(page, name, &mut findings).await;
        }
        journey.sandbox.set_clock_offset(1_200);
        journey.connect(OSS.preset).await;
        page.sees("(250)").await;
        checked(page, "clock", &mut findings).await;
        journey.sandbox.set_clock_offset(0);
        ready_to_connect(journey, &OSS, "demo-every-field").await;
        page.fill(OSS.credentials[1], "a-secret-that-is-not-the-right-one").await;
        page.click(Role::Button, "Connect").await;
        page.finds(Role::Alert, "The signature does not match.").await;
        checked(page, "mismatch", &mut findings).await;
        assert!(findings.is_empty(), "what is wrong with the screens: {findings:#?}");
    })
    .await;
}

async fn checked(page: &Page, name: &str, findings: &mut Vec<String>) {
    let _: bool =
        page.eval("location.hash = location.hash.replace(/rules.*/, 'rules/doctor'); return true").await;
    page.finds(Role::Button, "Check again").await;
    pictured(page, &format!("doctor-{name}"), findings).await;
}
