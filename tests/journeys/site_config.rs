//! What a person sees when the site's `config.json` is not what was published, and which build the page is.

use sandbox::SiteConfig;
use serde_json::{Value, json};

use crate::connecting::{answer_of_sts, fill_in_bucket};
use crate::journey::{Journey, journey};
use crate::on_the_way::Held;
use crate::page::Role;

/// Opens Connect on a site that answers so; the answer is said, and nothing is connected.
async fn said(journey: &Journey, answer: SiteConfig, words: &[&str]) {
    let page = &journey.page;
    journey.sandbox.set_site_config(answer);
    page.open("#/connect").await;
    for words in words {
        page.finds(Role::Alert, words).await;
    }
    page.finds_no(Role::Button, "Connect to 250 rules").await;
    let credentials = journey.issue();
    fill_in_bucket(journey, "demo-250").await;
    page.paste("Paste credentials", &answer_of_sts(&credentials)).await;
    page.click(Role::Checkbox, "I trust").await;
    page.click(Role::Button, "Connect").await;
    let panel = "return document.activeElement?.id === 'config-problem'";
    page.wait_until("the focus on what is wrong", panel, vec![]).await;
    assert_eq!(journey.calls(), [] as [&str; 0], "nothing is sent before the site's settings are known");
}

const UNREAD: &str = "This site's config.json could not be read";

fn assert_no_token_is_in_an_address(journey: &Journey) {
    let by_query: Vec<_> = journey.calls().into_iter().filter(|call| call.contains("query")).collect();
    assert_eq!(by_query, [] as [&str; 0]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_login_page_is_not_taken_for_settings() {
    journey("a_login_page_is_not_taken_for_settings", async |journey| {
        let page = &journey.page;
        said(journey, SiteConfig::Page, &[UNREAD, "The site answered with a web page"]).await;
        // The person signs in, and the site says that no token may stand in an address.
        let config = json!({ "reads": "header" }).to_string();
        journey.sandbox.set_site_config(SiteConfig::Text(config));
        page.click(Role::Button, "Try again").await;
        page.finds_no(Role::Button, "Try again").await;
        page.click(Role::Button, "Connect").await;
        page.sees("(250)").await;
        assert_no_token_is_in_an_address(journey);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_can_go_on_without_settings_and_no_token_is_in_an_address() {
    journey("one_can_go_on_without_settings", async |journey| {
        let page = &journey.page;
        said(journey, SiteConfig::Missing, &[UNREAD, "status 404"]).await;
        page.click(Role::Button, "Go on without it").await;
        page.sees("You go on without this site's config.json").await;
        page.click(Role::Button, "Connect").await;
        page.sees("(250)").await;
        assert_no_token_is_in_an_address(journey);
    })
    .await;
}

/// What was tried before somebody went on without the settings comes to nothing later: it does not stop them again.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_answer_that_comes_too_late_keeps_nobody_back() {
    journey("an_answer_that_comes_too_late_keeps_nobody_back", async |journey| {
        let page = &journey.page;
        said(journey, SiteConfig::Missing, &[UNREAD]).await;
        page.hold(Held::After, "GET ").await;
        page.click(Role::Button, "Try again").await;
        page.holds().await;
        page.click(Role::Button, "Go on without it").await;
        page.sees("You go on without this site's config.json").await;
        page.release().await;
        page.click(Role::Button, "Connect").await;
        page.sees("(250)").await;
        assert_no_token_is_in_an_address(journey);

        // Who tries again by themselves is told that it is still not there.
        page.click(Role::Button, "Forget credentials").await;
        page.click(Role::Button, "Try again").await;
        page.finds(Role::Alert, UNREAD).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_redirect_and_a_misspelt_key_are_said() {
    journey("a_redirect_and_a_misspelt_key_are_said", async |journey| {
        said(journey, SiteConfig::Redirect, &[UNREAD, "sent the browser on to another page"]).await;
        let config = json!({ "read": "header" }).to_string();
        journey.sandbox.set_site_config(SiteConfig::Text(config));
        journey.page.click(Role::Button, "Try again").await;
        journey.page.finds(Role::Alert, "unknown key “read”").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_footer_says_what_version_json_says() {
    journey("the_footer_says_what_version_json_says", async |journey| {
        let page = &journey.page;
        page.open("").await;
        let fetch = "
            const done = arguments[arguments.length - 1];
            const read = async (name) => (await fetch(name)).text();
            Promise.all([read('version.json'), read('licences.txt')]).then(done)";
        let answer = page.driver().execute_async(fetch, vec![]).await;
        let [version, licences]: [String; 2] =
            answer.and_then(|answer| answer.convert()).expect("both are served");
        let said: Value = serde_json::from_str(&version).expect("JSON");
        let version = said["version"].as_str().expect("a version");
        let commit = said["commit"].as_str().expect("a commit");
        page.sees(&format!("Stocktake {version}, ")).await;
        if commit == "unknown" {
            page.sees("from no known commit").await;
        } else {
            page.sees(&format!("commit {}", &commit[..12])).await;
        }
        page.is(Role::Link, "Licences", "element.href.endsWith('/licences.txt')").await;
        for package in ["leptos ", "web-sys ", "Rust standard library "] {
            assert!(licences.contains(&format!("\n{package}")), "{package} is missing");
        }
        journey.connect("250 rules").await;
        page.sees("(250)").await;
        page.finds(Role::Link, "Licences").await;
    })
    .await;
}
