//! What does not answer, or answers that it is busy: it is shown at once, tried again where that is safe, and given up
//! when the person says so; and what a missing network cuts off goes on when it is back.

use std::time::Duration;

use crate::choosing::{act, agree};
use crate::cloud::{Cloud, on_both};
use crate::editing::{STILL_AS_IT_WAS, save};
use crate::journey::{Journey, journey};
use crate::many_buckets::{card, name_buckets, read, screen};
use crate::on_the_way::Held;
use crate::page::{Page, Role};
use crate::recovering::{puts, type_into_form};
use crate::runs::chosen_of;

on_both! {
    a_list_that_loses_its_connection_goes_on_by_itself
    a_read_that_is_throttled_is_counted_down_and_had_at_once
    a_read_is_given_up
    a_fault_is_said_at_once_and_failed_at_in_a_few_seconds
    a_write_that_is_not_awaited_is_looked_at
    a_list_that_is_cut_off_by_the_network_goes_on_when_it_is_back
    a_rule_is_read_when_the_network_is_back
    buckets_are_read_when_the_network_is_back
    a_run_waits_for_the_network
    a_run_that_waits_for_the_network_is_stopped
    one_rule_alone_waits_for_no_network
}

const OFFLINE: &str = "This device is offline.";
const NO_NETWORK: &str = "No network.";
const BUSY: &str = "The provider wants fewer requests.";

/// How many lists were answered.
fn lists(journey: &Journey) -> usize {
    journey.calls().iter().filter(|call| *call == "list query 200").count()
}

/// The list of 250 rules, read.
async fn listed(journey: &Journey, cloud: &Cloud) {
    journey.connect(cloud.preset).await;
    journey.page.sees("(250)").await;
    journey.page.sees("Last updated").await;
}

/// The list is whole again, without anybody having asked for it.
async fn is_whole(page: &Page) {
    page.sees("Last updated").await;
    page.sees("(250)").await;
    page.finds_no(Role::Alert, "").await;
    page.finds_no(Role::Button, "Give up").await;
}

/// Every read of a page of the list is told that the provider is busy.
async fn busy(page: &Page) {
    page.answer_instead("GET ", 503, "SlowDown").await;
}

/// S4: the second page of a list is lost: what came stays, it is said what is tried, and it goes on by itself.
async fn a_list_that_loses_its_connection_goes_on_by_itself(cloud: &Cloud) {
    journey(&cloud.named("a_list_that_loses_its_connection_goes_on_by_itself"), async |journey| {
        let page = &journey.page;
        listed(journey, cloud).await;
        page.hold(Held::After, "GET ").await;
        page.click(Role::Button, "Refresh").await;
        page.holds().await;
        // The first attempt at the second page is held, and then lost; the next one is held as well.
        page.hold(Held::Before, "GET ").await;
        page.release().await;
        page.holds().await;
        page.lose(&[(Held::Before, "GET ".to_owned())]).await;
        page.hold(Held::Before, "GET ").await;
        page.release().await;
        page.holds().await;
        page.sees("The browser got no answer").await;
        page.sees("Attempt 2 of 3 is under way.").await;
        page.sees("100 so far").await;
        page.release().await;
        is_whole(page).await;
        assert_eq!(lists(journey), 6);
    })
    .await;
}

/// S4: how many attempts there are and when the next is made; "Try now" makes it at once.
async fn a_read_that_is_throttled_is_counted_down_and_had_at_once(cloud: &Cloud) {
    journey(&cloud.named("a_read_that_is_throttled_is_counted_down_and_had_at_once"), async |journey| {
        let page = &journey.page;
        listed(journey, cloud).await;
        busy(page).await;
        page.click(Role::Button, "Refresh").await;
        page.sees(BUSY).await;
        page.sees("Attempt 2 of 4 in").await;
        // The last wait is the longest.
        page.sees("Attempt 4 of 4 in").await;
        assert_eq!(page.row_headers().await.len(), 20, "what came stays");
        page.answer_no_more().await;
        page.click(Role::Button, "Try now").await;
        let is_read = async || page.text().await.contains("Last updated");
        page.wait_for_up_to(Duration::from_secs(2), "the list at once", is_read).await;
        is_whole(page).await;
        assert_eq!(lists(journey), 6);
    })
    .await;
}

/// S4: what was given up is shown as what it is, with the way to try again; so is a rule that is not answered.
async fn a_read_is_given_up(cloud: &Cloud) {
    journey(&cloud.named("a_read_is_given_up"), async |journey| {
        let page = &journey.page;
        listed(journey, cloud).await;
        busy(page).await;
        page.click(Role::Button, "Refresh").await;
        page.sees("Attempt 4 of 4 in").await;
        page.click(Role::Button, "Give up").await;
        page.finds(Role::Alert, "The provider wants fewer requests.").await;
        page.sees("HTTP status 503").await;
        page.sees("These rows are from").await;
        page.answer_no_more().await;
        page.click(Role::Button, "Retry").await;
        is_whole(page).await;

        page.hold(Held::Before, &format!("GET {}", cloud.first_id)).await;
        page.click(Role::Link, cloud.first_id).await;
        page.holds().await;
        page.sees("No answer yet.").await;
        page.click(Role::Button, "Give up").await;
        page.finds(Role::Alert, "Stopped.").await;
        page.click(Role::Button, "Retry").await;
        page.finds(Role::Tab, "XML").await;
        page.finds_no(Role::Button, "Give up").await;
    })
    .await;
}

/// S4: the first failure is in sight while the next attempt is waited for, and the last one after some seconds.
async fn a_fault_is_said_at_once_and_failed_at_in_a_few_seconds(cloud: &Cloud) {
    journey(&cloud.named("a_fault_is_said_at_once_and_failed_at_in_a_few_seconds"), async |journey| {
        let page = &journey.page;
        journey.connect(&cloud.preset("Service unavailable")).await;
        page.sees("The provider is not available at the moment.").await;
        page.sees("of 3").await;
        let failed = async || page.text().await.contains("ServiceUnavailable");
        page.wait_for_up_to(Duration::from_secs(6), "the failure", failed).await;
        assert_eq!(journey.calls(), ["list query 503"; 3]);
    })
    .await;
}

/// F12, N6: a write that is not answered is said to be; who does not wait for it goes the way of a lost answer. It is
/// sent once.
async fn a_write_that_is_not_awaited_is_looked_at(cloud: &Cloud) {
    journey(&cloud.named("a_write_that_is_not_awaited_is_looked_at"), async |journey| {
        let page = &journey.page;
        let before = journey.sandbox.rule_xml(cloud.bucket, cloud.first_id);
        type_into_form(journey, cloud, "typed/").await;
        let (method, words) =
            if cloud.slug == "oss" { ("DELETE", "Deleting a rule") } else { ("PUT", "Writing a rule") };
        page.hold(Held::Before, &format!("{method} {}", cloud.first_id)).await;
        save(page).await;
        page.holds().await;
        page.sees(&format!("{words}: No answer yet.")).await;
        page.finds_no(Role::Button, "Try now").await;
        page.click(Role::Button, "Wait no longer").await;
        let over = async || page.eval("return !find('button', 'Saving…').length").await;
        // COS is looked at for ten seconds.
        page.wait_for_up_to(Duration::from_secs(20), "the end of the save", over).await;
        page.finds(Role::Alert, "The answer was not waited for.").await;
        page.sees(STILL_AS_IT_WAS).await;
        assert_eq!(journey.sandbox.rule_xml(cloud.bucket, cloud.first_id), before);
        assert_eq!(puts(journey), 0);
        page.is(Role::Textbox, "Source prefix", "element.value === 'typed/'").await;
    })
    .await;
}

/// N6: the network goes in the middle of a list: that is said at once, and the list goes on when it is back.
async fn a_list_that_is_cut_off_by_the_network_goes_on_when_it_is_back(cloud: &Cloud) {
    journey(&cloud.named("a_list_that_is_cut_off_by_the_network_goes_on_when_it_is_back"), async |journey| {
        let page = &journey.page;
        listed(journey, cloud).await;
        page.sees_no(NO_NETWORK).await;
        page.hold(Held::Before, "GET ").await;
        page.click(Role::Button, "Refresh").await;
        page.holds().await;
        page.offline(true).await;
        page.release().await;
        page.finds(Role::Alert, OFFLINE).await;
        page.sees(NO_NETWORK).await;
        assert_eq!(page.row_headers().await.len(), 20, "what came stays");
        page.offline(false).await;
        page.sees_no(NO_NETWORK).await;
        is_whole(page).await;
    })
    .await;
}

/// The same for the buckets that rules are taken to.
async fn buckets_are_read_when_the_network_is_back(cloud: &Cloud) {
    journey(&cloud.named("buckets_are_read_when_the_network_is_back"), async |journey| {
        let page = &journey.page;
        let [empty, other] = ["demo-empty", "demo-every-field"].map(|name| cloud.bucket(name));
        screen(journey, cloud, 2).await;
        name_buckets(page, &[&empty, &other]).await;
        page.offline(true).await;
        read(page).await;
        for bucket in [&empty, &other] {
            card(page, bucket, OFFLINE).await;
        }
        page.offline(false).await;
        for bucket in [&empty, &other] {
            card(page, bucket, "To create: 2").await;
        }
        page.finds(Role::Button, "Write 4 rules").await;
    })
    .await;
}

/// The same for one rule.
async fn a_rule_is_read_when_the_network_is_back(cloud: &Cloud) {
    journey(&cloud.named("a_rule_is_read_when_the_network_is_back"), async |journey| {
        let page = &journey.page;
        listed(journey, cloud).await;
        page.offline(true).await;
        page.sees(NO_NETWORK).await;
        page.click(Role::Link, cloud.first_id).await;
        page.finds(Role::Alert, OFFLINE).await;
        page.offline(false).await;
        page.finds(Role::Tab, "XML").await;
        page.finds_no(Role::Alert, "").await;
    })
    .await;
}

/// How many of the rules are disabled at the provider.
fn disabled(journey: &Journey, cloud: &Cloud, ids: &[String]) -> usize {
    let xml = |id: &String| journey.sandbox.rule_xml(cloud.bucket, id).unwrap_or_default();
    ids.iter().filter(|id| xml(id).contains("<IsEnabled>false<")).count()
}

/// N4, N6: the network goes in the middle of a run: what it was reading is read when the network is back, and it goes on
/// to its end. Each rule is written once.
async fn a_run_waits_for_the_network(cloud: &Cloud) {
    journey(&cloud.named("a_run_waits_for_the_network"), async |journey| {
        let page = &journey.page;
        let ids = chosen_of(journey, cloud, 5).await;
        page.hold(Held::Before, &format!("GET {}", ids[2])).await;
        act(page, "Disable").await;
        agree(page, cloud, "Disable").await;
        page.holds().await;
        page.offline(true).await;
        page.release().await;
        page.sees("It goes on when the network is back.").await;
        page.sees(NO_NETWORK).await;
        assert_eq!(disabled(journey, cloud, &ids), 2);
        page.offline(false).await;
        page.sees("5 rules were disabled.").await;
        assert_eq!(disabled(journey, cloud, &ids), 5);
        assert_eq!(puts(journey), 5);
    })
    .await;
}

/// N4, N6: a run that begins without a network sends nothing, says that it waits, and is stopped like any other.
async fn a_run_that_waits_for_the_network_is_stopped(cloud: &Cloud) {
    journey(&cloud.named("a_run_that_waits_for_the_network_is_stopped"), async |journey| {
        let page = &journey.page;
        let ids = chosen_of(journey, cloud, 3).await;
        page.offline(true).await;
        page.sees(NO_NETWORK).await;
        act(page, "Disable").await;
        agree(page, cloud, "Disable").await;
        page.sees("Waits for the network").await;
        page.click(Role::Button, "Stop").await;
        page.finds(Role::Dialog, "0 of 3 rules were changed as asked.").await;
        page.offline(false).await;
        page.click(Role::Button, "Try again: 3").await;
        page.sees("3 rules were disabled.").await;
        assert_eq!((disabled(journey, cloud, &ids), puts(journey)), (3, 3));
    })
    .await;
}

/// Nothing is written hours later that nobody can stop: a single rule fails at once, and stays as it is.
async fn one_rule_alone_waits_for_no_network(cloud: &Cloud) {
    journey(&cloud.named("one_rule_alone_waits_for_no_network"), async |journey| {
        let page = &journey.page;
        let ids = chosen_of(journey, cloud, 1).await;
        page.offline(true).await;
        page.sees(NO_NETWORK).await;
        act(page, "Disable").await;
        agree(page, cloud, "Disable").await;
        page.sees(OFFLINE).await;
        page.offline(false).await;
        page.sees_no(NO_NETWORK).await;
        tokio::time::sleep(Duration::from_secs(1)).await;
        assert_eq!(disabled(journey, cloud, &ids), 0);
    })
    .await;
}
