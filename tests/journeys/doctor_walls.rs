//! What a check of a connection finds to be in the way: from the screen alone it is plain what it is, and what leads out of
//! it.

use sandbox::CorsRule;

use crate::cloud::{COS, Cloud, OSS, on_both};
use crate::doctor::{asked, check_by_error, check_by_menu, step_says, text_of};
use crate::failures::connect_to;
use crate::journey::journey;
use crate::page::Role;

on_both! {
    no_cors_rule_is_told_from_no_host
    a_missing_right_is_named_with_the_smallest_policy
    an_ended_token_leads_to_new_credentials
    a_page_in_the_providers_place_is_told
    a_device_that_is_offline_is_told_first
}

async fn no_cors_rule_is_told_from_no_host(cloud: &Cloud) {
    journey(&cloud.named("no_cors_rule_is_told_from_no_host"), async |journey| {
        let page = &journey.page;
        journey.connect(&cloud.preset("No CORS rule")).await;
        page.finds(Role::Alert, "The browser got no answer").await;
        check_by_error(page).await;
        page.finds(Role::Alert, "The host answers, but the browser lets no page of this site read").await;
        page.sees("The browser does not say which of these it is").await;
        step_says(page, "Host answers", "Passed").await;
        step_says(page, "Read without preflight", "Failed").await;
        step_says(page, "Key and token", "because this step failed: Read without preflight").await;
        // What the first command says is what the screen says of it.
        let command = text_of(page, "curl -i 'http").await;
        let address = command.split('\'').nth(1).expect("an address");
        let (status, answer) = asked(reqwest::Method::GET, address, &[]).await;
        assert_eq!(status, 403);
        assert!(answer.contains("<Code>AccessDenied</Code>"), "{answer}");
        page.sees("403 AccessDenied: the bucket is there. Add the CORS rule below.").await;
        page.finds(Role::Button, "Copy XML").await;
        let origin = journey.sandbox.site_origin();
        assert!(text_of(page, "<CORSRule>").await.contains(&origin));
        page.click(Role::Button, "Python").await;
        page.finds(Role::Button, "Copy Python").await;
        assert!(text_of(page, "put_bucket_cors").await.contains("get_bucket_cors"), "it reads first");

        // With that rule all is well.
        let rule = CorsRule::any_origin(&["GET", "PUT", "DELETE"]);
        journey.sandbox.set_cors(&cloud.bucket("demo-cors-none"), vec![rule]);
        page.click(Role::Button, "Check again").await;
        page.sees("Everything that can be tried works.").await;
        page.finds_no(Role::Alert, "The host answers").await;
        page.focus_is_on(Role::Button, "Check again").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_right_region_is_a_button() {
    journey("the_right_region_is_a_button", async |journey| {
        let page = &journey.page;
        connect_to(journey, &OSS, "demo-shanghai").await;
        page.finds(Role::Alert, "The bucket cannot be reached at this endpoint.").await;
        check_by_error(page).await;
        page.finds(Role::Alert, "The bucket cannot be reached at this endpoint.").await;
        step_says(page, "Read without preflight", "Passed").await;
        step_says(page, "List rules", "Failed").await;
        page.click(Role::Button, "Use cn-shanghai").await;
        page.click(Role::Button, "I trust demo-shanghai.oss-cn-shanghai.localhost").await;
        page.sees("Everything that can be tried works.").await;
        assert!(page.address().await.contains("/cn-shanghai/demo-shanghai/rules/doctor"));
    })
    .await;
}

/// COS says so where no page can read it, and the browser does not say what it was.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_region_of_cos_is_found_by_the_command() {
    journey("another_region_of_cos_is_found_by_the_command", async |journey| {
        let page = &journey.page;
        connect_to(journey, &COS, "demo-beijing").await;
        page.finds(Role::Alert, "The browser got no answer").await;
        check_by_error(page).await;
        page.sees("the bucket is not in ap-guangzhou, or its name is misspelt").await;
        let command = text_of(page, "curl -i 'http").await;
        let address = command.split('\'').nth(1).expect("an address");
        let (status, answer) = asked(reqwest::Method::GET, address, &[]).await;
        assert_eq!(status, 404);
        assert!(answer.contains("<Code>NoSuchBucket</Code>"), "{answer}");
        page.sees("404 NoSuchBucket, or an answer that names another endpoint: connect again").await;
    })
    .await;
}

async fn a_missing_right_is_named_with_the_smallest_policy(cloud: &Cloud) {
    journey(&cloud.named("a_missing_right_is_named_with_the_smallest_policy"), async |journey| {
        let page = &journey.page;
        journey.connect(&cloud.preset("No permission")).await;
        page.finds(Role::Alert, "These credentials may not do this.").await;
        check_by_error(page).await;
        page.finds(Role::Alert, "These credentials may not list the rules.").await;
        page.sees(cloud.right).await;
        step_says(page, "Signature", "Passed").await;
        step_says(page, "List rules", "Failed").await;
        step_says(page, "Read one rule", "because this step failed: List rules").await;
        let policy = text_of(page, cloud.right).await;
        let bucket = cloud.bucket("error-403");
        assert!(policy.contains(&bucket) && !policy.contains("Put"), "the smallest: {policy}");
        page.finds(Role::Button, "Copy policy for looking").await;
        page.click(Role::Button, "Manage rules").await;
        assert!(text_of(page, "PutBucketInventory").await.contains("DeleteBucketInventory"));
        page.finds(Role::Button, "Enter new credentials").await;
    })
    .await;
}

async fn an_ended_token_leads_to_new_credentials(cloud: &Cloud) {
    journey(&cloud.named("an_ended_token_leads_to_new_credentials"), async |journey| {
        let page = &journey.page;
        journey.connect(&cloud.preset("Credentials expired")).await;
        page.finds(Role::Alert, "The temporary credentials have ended.").await;
        check_by_error(page).await;
        page.finds(Role::Alert, "The temporary credentials have ended.").await;
        step_says(page, "Key and token", "Failed").await;
        step_says(page, "Signature", "because this step failed: Key and token").await;
        page.click(Role::Button, "Enter new credentials").await;
        page.finds(Role::Dialog, "").await;
    })
    .await;
}

/// A device that is 20 minutes off: OSS and COS say so when the signature has ended, or has not begun.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_clock_that_is_off_is_told_by_how_much() {
    for (cloud, ahead, words) in [(&OSS, 1_200, "20 min behind"), (&COS, -1_200, "20 min ahead of")] {
        journey(&cloud.named("a_clock_that_is_off_is_told_by_how_much"), async |journey| {
            let page = &journey.page;
            journey.sandbox.set_clock_offset(ahead);
            journey.connect(cloud.preset).await;
            page.sees("(250)").await;
            check_by_menu(page, cloud.bucket).await;
            page.finds(Role::Alert, &format!("This device's clock is {words} the provider's.")).await;
            page.sees("so that calls go on").await;
            page.sees("Set the date, the time and the zone of this device").await;
            step_says(page, "Clock", "Look at this").await;
            step_says(page, "Read one rule", "Passed").await;
        })
        .await;
    }
}

/// COS says of a clock that is behind only that a signature has ended; the date of the answer says the rest.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_clock_that_cannot_be_corrected_is_in_the_way() {
    journey("a_clock_that_cannot_be_corrected_is_in_the_way", async |journey| {
        let page = &journey.page;
        journey.sandbox.set_clock_offset(5 * 3_600);
        journey.connect(COS.preset).await;
        page.finds(Role::Alert, "The provider says that the time of the request is wrong.").await;
        check_by_error(page).await;
        page.finds(Role::Alert, "This device's clock is 5 h 0 min behind the provider's.").await;
        step_says(page, "Clock", "Failed").await;
        step_says(page, "Key and token", "because this step failed: Clock").await;
    })
    .await;
}

async fn a_page_in_the_providers_place_is_told(cloud: &Cloud) {
    journey(&cloud.named("a_page_in_the_providers_place_is_told"), async |journey| {
        let page = &journey.page;
        connect_to(journey, cloud, "error-html").await;
        page.finds(Role::Alert, "The answer is not one that the provider gives.").await;
        check_by_error(page).await;
        page.finds(Role::Alert, "Something other than the provider answers (status 200).").await;
        page.sees("If this network wants you to sign in, do so in another tab.").await;
        step_says(page, "Read without preflight", "in a form that is not the provider's").await;
    })
    .await;
}

async fn a_device_that_is_offline_is_told_first(cloud: &Cloud) {
    journey(&cloud.named("a_device_that_is_offline_is_told_first"), async |journey| {
        let page = &journey.page;
        journey.connect(cloud.preset).await;
        page.sees("(250)").await;
        check_by_menu(page, cloud.bucket).await;
        page.offline(true).await;
        page.click(Role::Button, "Check again").await;
        page.finds(Role::Alert, "This device is offline.").await;
        step_says(page, "Network", "Failed").await;
        step_says(page, "Host answers", "because this step failed: Network").await;
        page.offline(false).await;
        page.click(Role::Button, "Check again").await;
        page.sees("Everything that can be tried works.").await;
    })
    .await;
}
