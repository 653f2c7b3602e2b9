//! The site does not renew what it has handed out: what is seen of it, and that the next attempt mends it.

use std::time::Duration;

use serde_json::json;

use crate::appearance::pictured;
use crate::cloud::{Cloud, OSS, on_both};
use crate::connecting::answer_of_sts;
use crate::journey::{Journey, journey};
use crate::on_the_way::Held;
use crate::page::{Page, Role};

on_both! { a_late_answer_is_taken_all_the_same }

const ENDED: &str = "The temporary credentials have ended.";

/// Connects, and lets the first renewal fail.
async fn failing(journey: &Journey, cloud: &Cloud) {
    journey.connect(cloud.preset).await;
    journey.page.sees("(250)").await;
    is_not_renewed(journey).await;
}

/// Lets the first renewal fail.
async fn is_not_renewed(journey: &Journey) {
    journey.end_all_credentials();
    journey.page.click(Role::Button, "Refresh").await;
    journey.page.sees("The credential endpoint of this site answered with status 503.").await;
}

/// Waits for what comes with the next attempt, which nobody has asked for.
async fn told(page: &Page, words: &str) {
    let is_told = async || page.text().await.contains(words);
    page.wait_for_up_to(Duration::from_secs(60), words, is_told).await;
}

/// Every way in which an endpoint fails is told in one message and at the time left, in the same words as on Connect, with
/// the two ways out; the one by itself mends it, and the list is read on.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_reason_is_told_and_another_try_mends_it() {
    journey("the_reason_is_told_and_another_try_mends_it", async |journey| {
        let page = &journey.page;
        failing(journey, &OSS).await;
        page.finds(Role::Alert, ENDED).await;
        page.sees("Credentials have ended").await;
        page.sees("The credentials for Alibaba Cloud OSS have ended.").await;
        page.finds(Role::Button, "Paste credentials").await;
        let json = "application/json";
        for (status, kind, body, said) in [
            (
                401,
                json,
                "{\"error\": \"login_required\"}",
                "wants you to sign in (status 401). Its code: login_required.",
            ),
            (500, "text/plain", "ask your administrator", "answered with status 500."),
            (200, "text/html", "<!DOCTYPE html><p>Sign in to the network", "answered with a web page"),
            (
                200,
                json,
                "{\"Code\": \"NoPermission\", \"Message\": \"not-shown\"}",
                "failed to get credentials. Its code: NoPermission.",
            ),
            (200, json, "", "answered with nothing"),
        ] {
            journey.sandbox.set_sts_answer(status, kind, body);
            page.click(Role::Button, "Try again").await;
            page.sees(said).await;
            page.sees_no("not-shown").await;
            page.sees_no("ask your administrator").await;
            let messages: usize = page.eval("return document.querySelectorAll('.message').length").await;
            assert_eq!(messages, 1, "one message, whatever becomes of it");
        }
        let mut findings = Vec::new();
        pictured(page, "renewing-fails", &mut findings).await;
        assert_eq!(findings, [""; 0]);
        journey.sandbox.reset_sts_answer();
        page.click(Role::Button, "Try again").await;
        page.sees("The credential endpoint of this site works again.").await;
        page.sees("Last updated").await;
        page.sees("(250)").await;
        page.finds_no(Role::Alert, ENDED).await;
        page.sees_no("Credentials have ended").await;
        page.finds_no(Role::Button, "Try again").await;
    })
    .await;
}

/// The other way out: credentials that somebody has. Then the site is not asked any more.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pasted_ones_end_the_attempts() {
    journey("pasted_ones_end_the_attempts", async |journey| {
        let page = &journey.page;
        failing(journey, &OSS).await;
        let issued = journey.issue();
        page.click(Role::Button, "Paste credentials").await;
        page.finds(Role::Dialog, "New credentials").await;
        page.paste("Paste credentials", &answer_of_sts(&issued)).await;
        page.sees("Recognised. The box was emptied.").await;
        page.click(Role::Button, "Go on").await;
        page.sees("Going on with the new credentials.").await;
        page.sees_no("answered with status 503.").await;
        page.sees("(250)").await;
        let before = journey.handed_out();
        tokio::time::sleep(Duration::from_secs(12)).await;
        assert_eq!(journey.handed_out(), before);
    })
    .await;
}

/// It mends itself, too: the endpoint is asked again after a pause, and nobody has to click.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_is_tried_again_by_itself() {
    journey("it_is_tried_again_by_itself", async |journey| {
        let page = &journey.page;
        journey.sandbox.set_credential_lifetime(Duration::from_secs(40));
        journey.connect(OSS.preset).await;
        page.sees("(250)").await;
        journey.sandbox.set_sts_answer(500, "text/plain", "");
        told(page, "answered with status 500.").await;
        page.sees("They work until they end").await;
        page.sees("Not renewed: credentials end in").await;
        journey.sandbox.reset_sts_answer();
        told(page, "works again.").await;
        page.click(Role::Button, "Refresh").await;
        page.sees("(250)").await;
        assert!(journey.about_rules().iter().all(|request| request.status < 300));
    })
    .await;
}

/// An answer that comes when the call has long gone on without it: the list that had failed meanwhile is read.
async fn a_late_answer_is_taken_all_the_same(cloud: &Cloud) {
    journey(&cloud.named("a_late_answer_is_taken_all_the_same"), async |journey| {
        let page = &journey.page;
        journey.connect(cloud.preset).await;
        page.sees("(250)").await;
        journey.sandbox.expire_all_credentials();
        page.hold(Held::Before, &format!("GET /sts/{}", cloud.slug)).await;
        page.click(Role::Button, "Refresh").await;
        page.holds().await;
        page.finds_no(Role::Alert, ENDED).await;
        told(page, ENDED).await;
        page.release().await;
        page.sees("Last updated").await;
        page.finds_no(Role::Alert, ENDED).await;
        page.sees("(250)").await;
    })
    .await;
}

/// What has ended by the provider's time replaces nothing, and is told.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ended_ones_are_refused() {
    journey("ended_ones_are_refused", async |journey| {
        let page = &journey.page;
        // Then its time is known.
        journey.sandbox.set_clock_offset(-1200);
        journey.connect(OSS.preset).await;
        page.sees("(250)").await;
        // It moves what stands below it.
        page.sees("This device's clock is 20 min ahead").await;
        is_not_renewed(journey).await;
        let answer = json!({ "AccessKeyId": "STS.old", "AccessKeySecret": "o".repeat(30), "SecurityToken": "t".repeat(64),
            "Expiration": "2024-01-01T00:00:00Z" });
        journey.sandbox.set_sts_answer(200, "application/json", &answer.to_string());
        told(page, "gave credentials that have ended by the provider's time.").await;
        journey.sandbox.reset_sts_answer();
        told(page, "works again.").await;
        page.sees("(250)").await;
    })
    .await;
}

/// The site goes on with another account: that is told, and works.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_account_is_told() {
    journey("another_account_is_told", async |journey| {
        let page = &journey.page;
        failing(journey, &OSS).await;
        let issued = journey.issue();
        let answer =
            answer_of_sts(&issued).replace("acs:ram::1000000000000000:", "acs:ram::2000000000000000:");
        journey.sandbox.set_sts_answer(200, "application/json", &answer);
        told(page, "This site now hands out credentials of the account 2000000000000000.").await;
        page.sees("Those before were of the account 1000000000000000.").await;
        page.sees("(250)").await;
        page.finds_no(Role::Alert, ENDED).await;
    })
    .await;
}
