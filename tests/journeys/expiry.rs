//! Credentials end: by their time, or because the user says so.

use std::time::Duration;

use serde_json::json;

use crate::cloud::{COS, Cloud, OSS, on_both};
use crate::connecting::{answer_of_sts, fill_in_bucket};
use crate::journey::{Journey, journey};
use crate::page::Role;

on_both! { expired_credentials_keep_the_old_rows }

async fn expired_credentials_keep_the_old_rows(cloud: &Cloud) {
    journey(&cloud.named("expired_credentials_keep_the_old_rows"), async |journey| {
        let page = &journey.page;
        journey.connect(cloud.preset).await;
        page.sees("(250)").await;
        let rows = page.row_headers().await;
        journey.end_all_credentials();
        page.click(Role::Button, "Refresh").await;
        page.finds(Role::Alert, "The temporary credentials have ended.").await;
        page.sees("These rows are from").await;
        assert_eq!(page.row_headers().await, rows);
        page.finds(Role::Button, "Enter new credentials").await;
    })
    .await;
}

/// The warnings in sight, and how many of them interrupt.
const WARNINGS: &str = "const shown = [...document.querySelectorAll('.message.warning')];
    return [shown.length, shown.filter((one) => one.role === 'alert').length].join() === arguments[0]";

/// Connects with pasted credentials of such a life, which nobody renews by itself.
async fn connect_for(journey: &Journey, life: u64) {
    let page = &journey.page;
    page.open("#/connect").await;
    fill_in_bucket(journey, OSS.bucket).await;
    page.paste("Paste credentials", &answer_of_sts(&journey.issue_for(Duration::from_secs(life)))).await;
    page.sees("Recognised. The box was emptied.").await;
    page.click(Role::Checkbox, "I trust").await;
    page.click(Role::Button, "Connect").await;
    page.sees("(250)").await;
}

/// C4, N2, N3: the end of pasted credentials is said at ten and at two minutes, once each and politely; the second takes
/// the place of the first, and new credentials take both away.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_end_is_said_in_time() {
    journey("the_end_is_said_in_time", async |journey| {
        let page = &journey.page;
        let warning = format!("The credentials of {} end in", OSS.bucket);
        let warnings =
            async |count: &str| page.wait_until("the warnings", WARNINGS, vec![json!(count)]).await;
        connect_for(journey, 605).await;
        page.sees("Credentials end in 10 min").await;
        warnings("0,0").await;
        page.sees(&format!("{warning} 10 min.")).await;
        warnings("1,0").await;

        page.click(Role::Button, "Renew them").await;
        let short = journey.issue_for(Duration::from_secs(124));
        page.paste("Paste credentials", &answer_of_sts(&short)).await;
        page.sees("Recognised. The box was emptied.").await;
        page.click(Role::Button, "Go on").await;
        page.sees("Going on with the new credentials.").await;
        page.sees(&format!("{warning} 2 min.")).await;
        let first: String = page.eval("return document.querySelector('.message.warning').id").await;
        let another = "return document.querySelector('.message.warning').id !== arguments[0]";
        page.wait_until("the second warning", another, vec![json!(first)]).await;
        warnings("1,0").await;

        journey.sandbox.set_credential_lifetime(Duration::from_secs(3600));
        page.click(Role::Button, "Renew them").await;
        page.click(Role::Button, "Get new credentials").await;
        warnings("0,0").await;
        page.sees("(250)").await;
    })
    .await;
}

/// C1, N3: the dialog that renews, over a form for credentials, has fields of its own: what is wrong with them is said and
/// has the focus there.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn renewal_over_the_start_page_has_its_own_fields() {
    journey("renewal_over_the_start_page_has_its_own_fields", async |journey| {
        let page = &journey.page;
        connect_for(journey, 605).await;
        page.sees(&format!("The credentials of {} end in 10 min.", OSS.bucket)).await;
        page.click(Role::Link, "Stocktake, start page").await;
        page.finds(Role::Heading, "Connect to a bucket").await;
        page.click(Role::Button, "Renew them").await;
        page.click(Role::Button, "Go on").await;
        page.wait_until(
            "the focus in the dialog, on a field that is marked",
            "const at = document.activeElement;
             return at.closest('dialog') !== null && at.getAttribute('aria-invalid') === 'true'",
            vec![],
        )
        .await;
        let doubled: Vec<String> = page
            .eval(
                "const ids = [...document.querySelectorAll('[id]')].map((element) => element.id);
                 return ids.filter((id, at) => ids.indexOf(id) !== at)",
            )
            .await;
        assert_eq!(doubled, [""; 0]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn forgotten_in_every_tab() {
    journey("forgotten_in_every_tab", async |journey| {
        let page = &journey.page;
        journey.connect("250 rules").await;
        page.sees("(250)").await;
        let first = page.tab().await;
        let second = page.new_tab().await;
        journey.connect(&COS.preset("No rules yet")).await;
        page.finds(Role::Heading, "No inventory rules yet").await;

        page.to_tab(&first).await;
        page.click(Role::Button, "Forget credentials").await;
        page.finds(Role::Heading, "Connect to a bucket").await;
        page.sees("Credentials forgotten").await;
        page.finds_no(Role::Button, "Forget credentials").await;
        page.finds_no(Role::Link, "demo-250").await;

        page.to_tab(&second).await;
        page.finds(Role::Heading, "Connect to demo-empty-1250000000").await;
        page.finds_no(Role::Button, "Forget credentials").await;
        page.to_tab(&first).await;
    })
    .await;
}

/// C7: with the provider 20 minutes behind the device, fresh credentials with a life of 15 look ended by the device's clock.
/// They are taken and work, and nothing says that they have ended.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn credentials_that_only_look_ended_are_not_called_ended() {
    journey("credentials_that_only_look_ended_are_not_called_ended", async |journey| {
        let page = &journey.page;
        journey.sandbox.set_clock_offset(-1200);
        journey.sandbox.set_credential_lifetime(Duration::from_secs(900));
        journey.connect(OSS.preset).await;
        page.sees("(250)").await;
        page.sees("This device's clock is 20 min ahead of that of").await;
        page.sees("Credentials end in 1").await;
        for said in ["have ended", "Ended by this device's clock", "End of credentials unknown"] {
            page.sees_no(said).await;
        }
    })
    .await;
}
