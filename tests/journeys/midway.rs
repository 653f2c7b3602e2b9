//! What ends in the middle of a save: the credentials, or all that is open.

use std::time::Duration;

use serde_json::json;

use crate::cloud::{Cloud, on_both};
use crate::editing::{
    AS_IT_WAS, MISSING, ROW_SAYS, STILL_AS_IT_WAS, assert_nothing_is_kept, save, saves, times,
};
use crate::journey::{Journey, journey};
use crate::on_the_way::Held;
use crate::page::{Page, Role};
use crate::recovering::{assert_stored_once, left_over, puts, type_into_form};

on_both! {
    credentials_that_end_in_the_middle_are_renewed_over_the_form
    forget_in_the_middle_lets_the_save_come_to_its_end
    forget_in_the_middle_of_a_save_that_fails_loses_nothing
    a_bucket_that_is_opened_again_meanwhile_shows_what_was_saved
}

const ENDED: &str = "The temporary credentials have ended.";

/// Begins to save, up to a request that the provider has not seen.
pub(crate) async fn up_to(journey: &Journey, cloud: &Cloud, method: &str) -> String {
    let page = &journey.page;
    let before = journey.sandbox.rule_xml(cloud.bucket, cloud.first_id).unwrap_or_default();
    type_into_form(journey, cloud, "typed/").await;
    page.hold(Held::Before, &format!("{method} {}", cloud.first_id)).await;
    save(page).await;
    page.holds().await;
    before
}

const FORGETTING: &str = "The credentials go as soon as what was begun at the provider has come to its end.";
const FORGOTTEN: &str = "Credentials forgotten";

/// Forgets the credentials in the middle of a save, which asks nothing: that they are forgotten is not said before
/// the save has signed its last request.
async fn forget(page: &Page) {
    page.click(Role::Button, "Forget credentials").await;
    page.sees(FORGETTING).await;
    page.finds(Role::Heading, "Connect to a bucket").await;
    page.finds_no(Role::Dialog, "").await;
    page.sees_no(FORGOTTEN).await;
}

/// The save is over.
async fn is_forgotten(page: &Page) {
    page.sees(FORGOTTEN).await;
    page.sees_no(FORGETTING).await;
}

/// Connects in the document that is open, in which the save may still be under way.
async fn reconnect(page: &Page, cloud: &Cloud) {
    page.click(Role::Button, &format!("Connect to {}", cloud.preset)).await;
    page.finds(Role::Table, "Inventory rules").await;
}

/// How many rules are listed while the rule is not at its provider: on COS it always is.
fn meanwhile(cloud: &Cloud) -> &'static str {
    if cloud.slug == "cos" { "(250)" } else { "(249)" }
}

/// F12, C5, U4: the credentials end before the new form is written. Where the rule was removed, both forms are held;
/// new credentials are given over the form, and one click writes it. Nothing is written by itself.
async fn credentials_that_end_in_the_middle_are_renewed_over_the_form(cloud: &Cloud) {
    let name = cloud.named("credentials_that_end_in_the_middle_are_renewed_over_the_form");
    journey(&name, async |journey| {
        let page = &journey.page;
        let before = up_to(journey, cloud, "PUT").await;
        journey.end_all_credentials();
        page.release().await;
        page.finds(Role::Alert, ENDED).await;
        let removed = cloud.slug == "oss";
        page.sees(if removed { MISSING } else { AS_IT_WAS }).await;
        let there = journey.sandbox.rule_xml(cloud.bucket, cloud.first_id);
        assert_eq!(there, (!removed).then(|| before.clone()));
        assert_eq!(saves(page).await.len(), usize::from(removed));

        page.click(Role::Button, "Enter new credentials").await;
        page.finds(Role::Dialog, "New credentials").await;
        journey.sandbox.reset_sts_answer();
        page.click(Role::Button, "Get new credentials").await;
        page.sees("Going on with the new credentials.").await;
        page.finds_no(Role::Dialog, "").await;
        page.is(Role::Textbox, "Source prefix", "element.value === 'typed/'").await;
        assert_eq!(
            journey.sandbox.rule_xml(cloud.bucket, cloud.first_id),
            there,
            "a write waits for the user"
        );
        journey.sandbox.clear_requests();
        if removed {
            page.click(Role::Button, "Write the new form").await;
        } else {
            save(page).await;
        }
        page.sees(&format!("Rule {} was saved.", cloud.first_id)).await;
        page.sees("(250)").await;
        assert_eq!(puts(journey), 1);
        assert_stored_once(journey, cloud, &before, "typed/").await;
    })
    .await;
}

/// F12, C8: Forget takes effect at once, and a write that is under way comes to its end all the same: the rule is
/// there once, in its new form, whether the removal or the new form was on its way.
async fn forget_in_the_middle_lets_the_save_come_to_its_end(cloud: &Cloud) {
    journey(&cloud.named("forget_in_the_middle_lets_the_save_come_to_its_end"), async |journey| {
        let page = &journey.page;
        let id = cloud.first_id;
        let before = journey.sandbox.rule_xml(cloud.bucket, id).unwrap_or_default();
        let methods = if cloud.slug == "cos" { &["PUT"][..] } else { &["DELETE", "PUT"] };
        for method in methods {
            journey.sandbox.put_rule(cloud.bucket, id, &before);
            up_to(journey, cloud, method).await;
            forget(page).await;
            page.release().await;
            page.sees(&format!("Rule {id} was saved.")).await;
            is_forgotten(page).await;
            page.finds(Role::Heading, "Connect to a bucket").await;
            assert_stored_once(journey, cloud, &before, "typed/").await;
            reconnect(page, cloud).await;
            page.sees("(250)").await;
            page.sees_no(&left_over(id)).await;
        }
    })
    .await;
}

/// F12, U4, C8: Forget, and then the write that was under way is lost: on COS the rule is as it was, on OSS whoever
/// opens the bucket again is offered both forms.
async fn forget_in_the_middle_of_a_save_that_fails_loses_nothing(cloud: &Cloud) {
    journey(&cloud.named("forget_in_the_middle_of_a_save_that_fails_loses_nothing"), async |journey| {
        let page = &journey.page;
        let id = cloud.first_id;
        let before = up_to(journey, cloud, "PUT").await;
        forget(page).await;
        page.lose(&[(Held::Before, format!("PUT {id}"))]).await;
        page.release().await;
        // What became of it is said, though nobody is left on its form.
        let said = format!("Rule {id}: The browser got no answer");
        let says = async || page.text().await.contains(&said);
        // On COS it is looked for for ten seconds.
        page.wait_for_up_to(Duration::from_secs(20), &said, says).await;
        is_forgotten(page).await;
        if cloud.slug == "cos" {
            page.sees(STILL_AS_IT_WAS).await;
            reconnect(page, cloud).await;
            page.sees("(250)").await;
            assert_eq!(journey.sandbox.rule_xml(cloud.bucket, id), Some(before));
            assert_eq!((times(journey, cloud.bucket, id), puts(journey)), (1, 0));
            return assert_nothing_is_kept(page).await;
        }
        // The look at what became of it is the last request of the save.
        assert_eq!(journey.calls().last().map(String::as_str), Some("get query 404"));
        let free = "return navigator.locks.query().then(({ held }) => held.length === 0)";
        page.wait_until("the lock to be free", free, vec![]).await;
        assert_eq!((journey.sandbox.rule_xml(cloud.bucket, id), saves(page).await.len()), (None, 1));
        reconnect(page, cloud).await;
        page.finds(Role::Alert, &left_over(id)).await;
        page.sees(MISSING).await;
        page.sees("(249)").await;
        page.click(Role::Button, "Write the new form").await;
        page.sees(&format!("Rule {id} was saved.")).await;
        page.sees_no(&left_over(id)).await;
        page.sees("(250)").await;
        assert_stored_once(journey, cloud, &before, "typed/").await;
    })
    .await;
}

/// F12, F14, S2: the bucket is opened again after Forget while the save is still under way: it is not offered, and when
/// it is over the list shows the rule as it is then.
async fn a_bucket_that_is_opened_again_meanwhile_shows_what_was_saved(cloud: &Cloud) {
    let name = cloud.named("a_bucket_that_is_opened_again_meanwhile_shows_what_was_saved");
    journey(&name, async |journey| {
        let page = &journey.page;
        let id = cloud.first_id;
        let before = up_to(journey, cloud, "PUT").await;
        forget(page).await;
        reconnect(page, cloud).await;
        page.sees(meanwhile(cloud)).await;
        page.sees_no(&left_over(id)).await;
        page.release().await;
        page.sees(&format!("Rule {id} was saved.")).await;
        page.sees("(250)").await;
        page.fill("Filter rules", id).await;
        page.wait_until("the new prefix in the row", ROW_SAYS, vec![json!(id), json!("typed/")]).await;
        assert_stored_once(journey, cloud, &before, "typed/").await;
    })
    .await;
}
