//! A day's work on sixty buckets of two clouds: three rules of one bucket are taken to thirty others of its provider and to
//! thirty of the other one, with a bucket that blocks, refusals in the middle, a difference that is chosen side by side, and
//! the taking back of the last run.

use std::time::Duration;

use sandbox::CorsRule;

use crate::cloud::{COS, Cloud, OSS};
use crate::crossing::connect_both;
use crate::first_light::{as_sent, parts};
use crate::journey::{Journey, journey};
use crate::many_buckets::{card, name_buckets, read, switched, take};
use crate::page::{Page, Role};
use crate::side_by_side::cell;

const BUCKETS: usize = 30;
/// The rule that each bucket has of its own.
const OWN: &str = "own-rule";

/// Thirty buckets with a rule of their own.
fn buckets(journey: &Journey, cloud: &Cloud) -> Vec<String> {
    let seeded = &journey.sandbox.rule_ids(cloud.bucket)[4];
    let source = journey.sandbox.rule_xml(cloud.bucket, seeded).expect("it is seeded");
    let own = source.replacen(seeded.as_str(), OWN, 1);
    let bucket = |number| {
        let name = cloud.bucket(&format!("work-{number:02}"));
        journey.sandbox.put_rule(&name, OWN, &own);
        name
    };
    (1..=BUCKETS).map(bucket).collect()
}

fn named(buckets: &[String]) -> Vec<&str> {
    buckets.iter().map(String::as_str).collect()
}

/// A run of a hundred rules, each of them read before and behind its writing, takes its time.
const LONG: Duration = Duration::from_secs(60);

async fn ends_with(page: &Page, said: &str) {
    page.wait_for_up_to(LONG, said, async || page.text().await.contains(said)).await;
}

/// The bucket's rules but for its own, in the order of their ids.
fn taken(journey: &Journey, bucket: &str) -> Vec<String> {
    let mut ids = journey.sandbox.rule_ids(bucket);
    assert!(ids.iter().any(|id| id == OWN), "{bucket} has lost its own rule: {ids:?}");
    ids.retain(|id| id != OWN);
    ids.sort();
    ids
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn three_rules_reach_sixty_buckets_of_two_clouds() {
    journey("three_rules_reach_sixty_buckets_of_two_clouds", async |journey| {
        let (oss, cos) = (buckets(journey, &OSS), buckets(journey, &COS));
        let mut ids = journey.sandbox.rule_ids(OSS.bucket)[..3].to_vec();
        connect_both(journey, &OSS).await;
        take(&journey.page, &OSS, &ids).await;
        reach_those_of_the_same_cloud(journey, &oss, &ids).await;
        reach_those_of_the_other_cloud_and_go_back(journey, &cos, &ids).await;
        ids.sort();
        for bucket in &oss {
            assert_eq!(taken(journey, bucket), ids, "{bucket}");
        }
    })
    .await;
}

/// One bucket has no CORS rule, one has another form of the first rule, and the second rule is refused everywhere at first.
async fn reach_those_of_the_same_cloud(journey: &Journey, buckets: &[String], ids: &[String]) {
    let (page, sandbox) = (&journey.page, &journey.sandbox);
    let (blocked, other) = (&buckets[BUCKETS - 1], &buckets[1]);
    let source = sandbox.rule_xml(OSS.bucket, &ids[0]).expect("it is seeded");
    sandbox.put_rule(other, &ids[0], &switched(&source));
    sandbox.set_cors(blocked, vec![]);
    name_buckets(page, &named(buckets)).await;
    read(page).await;
    card(page, blocked, "CORS").await;
    card(page, other, "To create: 2 · Different: 1").await;
    card(page, &buckets[BUCKETS - 2], "To create: 3").await;

    // All but the bucket that blocks and the rule that is there in another form.
    let all = (BUCKETS - 1) * 3 - 1;
    page.answer_instead(&format!("PUT {}", ids[1]), 403, "AccessDenied").await;
    page.click(Role::Button, &format!("Write {all} rules")).await;
    let first = BUCKETS - 2;
    ends_with(page, &format!("{first} of {all} rules were written.")).await;
    // What is taken back later is the last run alone.
    page.click(Role::Button, "Dismiss").await;
    page.answer_no_more().await;

    sandbox.set_cors(blocked, vec![CorsRule::any_origin(&["GET", "HEAD", "PUT", "DELETE"])]);
    page.click(Role::Button, "Read the buckets").await;
    card(page, blocked, "To create: 3").await;
    card(page, &buckets[BUCKETS - 2], "To create: 2 · The same: 1").await;
    page.click(Role::Tab, "Side by side").await;
    page.sees(&format!("Buckets read: {BUCKETS} of {BUCKETS}.")).await;
    page.click(Role::Button, &cell(&ids[0], other, "Differs in 1 part")).await;
    page.click(Role::Checkbox, &format!("Overwrite {} in {other}", ids[0])).await;
    // What is left, those of the bucket that blocked, and the one that was chosen.
    let rest = all - first + 3 + 1;
    page.click(Role::Button, &format!("Write {rest} rules")).await;
    ends_with(page, &format!("Rules written: {rest}.")).await;
    for (bucket, id) in buckets.iter().flat_map(|bucket| ids.iter().map(move |id| (bucket, id))) {
        let now = sandbox.rule_xml(bucket, id).expect("it was written");
        let source = sandbox.rule_xml(OSS.bucket, id).expect("it is seeded");
        assert_eq!(parts(&as_sent(&now)), parts(&as_sent(&source)), "{id} in {bucket}");
    }
}

/// The first rule is refused everywhere at first; then all are written, and taken back.
async fn reach_those_of_the_other_cloud_and_go_back(journey: &Journey, buckets: &[String], ids: &[String]) {
    let page = &journey.page;
    page.choose("To buckets of", Role::Radio, COS.service()).await;
    name_buckets(page, &named(buckets)).await;
    page.fill("Destination bucket", &COS.bucket("reports")).await;
    read(page).await;
    page.click(Role::Tab, "By bucket").await;
    card(page, &buckets[BUCKETS - 1], "To create: 3").await;

    let all = BUCKETS * 3;
    page.answer_instead(&format!("PUT {}", ids[0]), 403, "AccessDenied").await;
    page.click(Role::Button, &format!("Write {all} rules")).await;
    ends_with(page, &format!("0 of {all} rules were written.")).await;
    page.answer_no_more().await;
    page.click(Role::Button, &format!("Write {all} rules")).await;
    ends_with(page, &format!("Rules written: {all}.")).await;
    let mut sorted = ids.to_vec();
    sorted.sort();
    for bucket in buckets {
        assert_eq!(taken(journey, bucket), sorted, "{bucket}");
    }
    page.click(Role::Button, "Undo").await;
    ends_with(page, &format!("Rules taken back: {all}.")).await;
    for bucket in buckets {
        assert!(taken(journey, bucket).is_empty(), "{bucket}");
    }
}
