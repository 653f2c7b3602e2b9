//! The site's relay, for buckets that do not answer pages: offered by name, taken by a click, remembered; and what it
//! says itself.

use serde_json::json;

use crate::cloud::{Cloud, on_both};
use crate::failures::connect_to;
use crate::first_light::fill_in;
use crate::journey::{Journey, journey};
use crate::page::{Page, Role};

on_both! {
    a_refused_reading_goes_by_the_relay
    a_refused_write_is_not_sent_again_by_itself
    what_the_relay_says_itself_names_it
    another_relay_is_never_taken_for_the_sites
}

const NO_ANSWER: &str = "The browser got no answer";
const USE: &str = "Use this site's relay";
const ADVANCED: &str = "Send calls through this site's relay";

fn relay(journey: &Journey) -> String {
    format!("{}/relay/", journey.sandbox.site_origin())
}

/// Takes the relay that is offered beside the refusal in sight.
async fn take(journey: &Journey) {
    let page = &journey.page;
    page.finds(Role::Alert, NO_ANSWER).await;
    page.sees(&format!("This site has a relay, {}", relay(journey))).await;
    page.click(Role::Button, USE).await;
}

async fn focus_is_somewhere(page: &Page) {
    page.wait_until("the focus somewhere", "return document.activeElement !== document.body", vec![]).await;
}

async fn a_refused_reading_goes_by_the_relay(cloud: &Cloud) {
    journey(&cloud.named("a_refused_reading_goes_by_the_relay"), async |journey| {
        let page = &journey.page;
        journey.connect(&cloud.preset("No CORS rule")).await;
        page.finds(Role::Alert, NO_ANSWER).await;
        assert_eq!(journey.calls(), ["list query 200"], "nothing goes there before a yes");
        take(journey).await;
        page.sees("(12)").await;
        page.finds_no(Role::Alert, NO_ANSWER).await;
        focus_is_somewhere(page).await;

        page.click(Role::Link, "Create rule").await;
        fill_in(page, cloud, "made-here").await;
        page.click(Role::Button, "Create rule").await;
        page.sees("Rule made-here was created.").await;
        let calls = journey.calls();
        assert!(calls[1..].iter().all(|call| call.contains(" header ")), "no token in an address: {calls:?}");
        let by_relay =
            journey.about_rules().iter().skip(1).all(|request| request.path.starts_with("/relay/"));
        assert!(by_relay, "from then on everything goes by it");

        // The device remembers the way, and asks again for the yes: that is for as long as the tab is open.
        page.reload().await;
        let chosen = "element.checked";
        page.is(Role::Checkbox, ADVANCED, chosen).await;
        page.is(Role::Checkbox, "I trust 127.0.0.1", &format!("!{chosen}")).await;
        page.click(Role::Checkbox, ADVANCED).await;
        let empty = "element.value === ''";
        page.is(Role::Textbox, "Endpoint template", empty).await;
        page.click(Role::Checkbox, ADVANCED).await;
        let ends = format!("element.value === {}", json!(format!("{}{{host}}", relay(journey))));
        page.is(Role::Textbox, "Endpoint template", &ends).await;
    })
    .await;
}

async fn a_refused_write_is_not_sent_again_by_itself(cloud: &Cloud) {
    journey(&cloud.named("a_refused_write_is_not_sent_again_by_itself"), async |journey| {
        let page = &journey.page;
        let bucket = cloud.bucket("demo-cors-read-only");
        journey.connect(&cloud.preset("CORS for reading only")).await;
        page.sees("(12)").await;
        page.click(Role::Link, "Create rule").await;
        fill_in(page, cloud, "made-here").await;
        page.click(Role::Button, "Create rule").await;
        page.sees("Whether the rule was created is not known").await;
        let before = journey.calls().len();
        take(journey).await;
        page.sees("Nothing was sent again").await;
        focus_is_somewhere(page).await;
        assert_eq!(journey.calls().len(), before, "the way is another one, and that is all");
        assert_eq!(journey.sandbox.rule_ids(&bucket).len(), 12);
        for (label, typed) in cloud.required {
            page.is(Role::Textbox, label, &format!("element.value === {}", json!(typed))).await;
        }
        page.click(Role::Button, "Create rule").await;
        page.sees("Rule made-here was created.").await;
        assert_eq!(journey.sandbox.rule_ids(&bucket).len(), 13);
    })
    .await;
}

async fn what_the_relay_says_itself_names_it(cloud: &Cloud) {
    journey(&cloud.named("what_the_relay_says_itself_names_it"), async |journey| {
        let page = &journey.page;
        let relay = relay(journey);
        for (bucket, what, next) in [
            ("relay-html", "answered with something that is not the provider's.", "without a sign-in"),
            ("relay-403", "did not pass this call on.", "Check bucket and region."),
            ("relay-502", "got no answer from the provider.", "name server, certificates"),
            ("relay-504", "got no answer from the provider.", "name server, certificates"),
        ] {
            connect_to(journey, cloud, bucket).await;
            take(journey).await;
            page.finds(Role::Alert, &format!("The relay {relay} {what}")).await;
            page.sees(next).await;
            page.finds_no(Role::Button, USE).await;
            focus_is_somewhere(page).await;
        }
        connect_to(journey, cloud, "relay-413").await;
        take(journey).await;
        page.sees("(12)").await;
        page.click(Role::Link, "Create rule").await;
        fill_in(page, cloud, "made-here").await;
        page.click(Role::Button, "Create rule").await;
        page.finds(Role::Alert, &format!("The relay {relay} does not pass on a rule of this size.")).await;
        assert_eq!(journey.sandbox.rule_ids(&cloud.bucket("relay-413")).len(), 12);
    })
    .await;
}

/// A relay of another origin is refused where it is configured, and no site without one offers any.
async fn another_relay_is_never_taken_for_the_sites(cloud: &Cloud) {
    journey(&cloud.named("another_relay_is_never_taken_for_the_sites"), async |journey| {
        let page = &journey.page;
        let config = |text: &str| journey.sandbox.set_site_config(sandbox::SiteConfig::Text(text.to_owned()));
        config(r#"{"relay": "https://relay.example.net/"}"#);
        page.open("").await;
        page.sees("a relay must be a folder of this site").await;
        page.sees("https://relay.example.net/").await;
        config("{}");
        page.click(Role::Button, "Try again").await;
        connect_to(journey, cloud, "demo-cors-none").await;
        page.finds(Role::Alert, NO_ANSWER).await;
        page.finds_no(Role::Button, USE).await;
        page.sees_no("relay").await;
    })
    .await;
}
