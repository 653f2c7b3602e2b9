//! Rules of one provider taken to buckets of the other one: what of them cannot be said there is told before anything is
//! written, and what is there then is exactly what was promised.

use serde_json::json;

use crate::appearance::pictured;
use crate::choosing::act;
use crate::cloud::{COS, Cloud, OSS, on_both};
use crate::connections::menu;
use crate::first_light::parts;
use crate::importing::dated_file_about;
use crate::journey::{Journey, journey};
use crate::many_buckets::{card, name_buckets, read, take};
use crate::page::{Page, Role};
use crate::side_by_side::cell;

on_both! {
    rules_become_those_of_the_other_provider
    what_is_kept_leads_to_the_other_provider_after_a_reload
    what_was_written_at_the_other_provider_is_taken_back
    all_rules_are_compared_with_those_of_the_other_provider
}

/// What becomes of two seeded rules on the other side.
struct Crossing {
    to: &'static Cloud,
    /// What is typed besides the buckets.
    places: &'static [(&'static str, &'static str)],
    /// What is told of the second.
    told: &'static [&'static str],
    /// What is told of all of them together.
    lost: &'static str,
    /// Their documents there, without the declaration.
    there: [&'static str; 2],
}

static FROM_OSS: Crossing = Crossing {
    to: &COS,
    places: &[("Destination bucket", "reports-1250000000")],
    told: &[
        "Left out there, so that more objects are listed. Storage classes: IA, Standard.",
        "The same in other words. Destination prefix: inventory/demo-250/ becomes inventory/demo-250.",
        "Left out there. Role ARN: acs:ram::1000000000000000:role/AliyunOSSRole.",
        "Becomes something else. Encryption: KMS key (SSE-KMS) becomes Service key (SSE-COS).",
        "Left out there. KMS key ID: 9468da86-3509-4f8d-a61e-6eab1eac0003.",
    ],
    lost: "Storage classes: 1 · Encryption: 1 · KMS key ID: 1",
    there: [
        "<InventoryConfiguration><Id>logs-daily-0001</Id><IsEnabled>true</IsEnabled><Destination><COSBucketDestination><Format>CSV</Format><Bucket>qcs::cos:ap-guangzhou::reports-1250000000</Bucket><Prefix>inventory/demo-250</Prefix></COSBucketDestination></Destination><Schedule><Frequency>Daily</Frequency></Schedule><Filter><Prefix>logs/app/team-00/</Prefix></Filter><IncludedObjectVersions>Current</IncludedObjectVersions></InventoryConfiguration>",
        "<InventoryConfiguration><Id>images-weekly-0004</Id><IsEnabled>true</IsEnabled><Destination><COSBucketDestination><Format>CSV</Format><Bucket>qcs::cos:ap-guangzhou::reports-1250000000</Bucket><Prefix>inventory/demo-250</Prefix><Encryption><SSE-COS/></Encryption></COSBucketDestination></Destination><Schedule><Frequency>Weekly</Frequency></Schedule><Filter><Prefix>media/images/team-00/</Prefix></Filter><IncludedObjectVersions>Current</IncludedObjectVersions><OptionalFields><Field>Size</Field></OptionalFields></InventoryConfiguration>",
    ],
};

static FROM_COS: Crossing = Crossing {
    to: &OSS,
    places: &[
        ("Destination bucket", "reports-of-demo"),
        ("Account ID", "1000000000000000"),
        ("Role ARN", "acs:ram::1000000000000000:role/AliyunOSSRole"),
    ],
    told: &[
        "Left out there, so that more objects are listed. Tags: team=03.",
        "Left out there. Optional fields: ReplicationStatus, Tag.",
        "Becomes something else. Account ID: 100000000001 becomes 1000000000000000.",
        "Worth knowing. ID: The API takes this ID.",
    ],
    lost: "Tags: 1 · Optional fields: 1",
    there: [
        "<InventoryConfiguration><Id>access_log.daily-0001</Id><IsEnabled>true</IsEnabled><Filter><Prefix>cos-access-log/team-00/</Prefix></Filter><Destination><OSSBucketDestination><Format>CSV</Format><AccountId>1000000000000000</AccountId><RoleArn>acs:ram::1000000000000000:role/AliyunOSSRole</RoleArn><Bucket>acs:oss:::reports-of-demo</Bucket><Prefix>inventory/demo-250-1250000000</Prefix></OSSBucketDestination></Destination><Schedule><Frequency>Daily</Frequency></Schedule><IncludedObjectVersions>Current</IncludedObjectVersions></InventoryConfiguration>",
        "<InventoryConfiguration><Id>pictures.weekly-0004</Id><IsEnabled>true</IsEnabled><Filter><Prefix>photo album/a&amp;b/team-00/</Prefix></Filter><Destination><OSSBucketDestination><Format>CSV</Format><AccountId>1000000000000000</AccountId><RoleArn>acs:ram::1000000000000000:role/AliyunOSSRole</RoleArn><Bucket>acs:oss:::reports-of-demo</Bucket><Prefix>inventory/demo-250-1250000000</Prefix></OSSBucketDestination></Destination><Schedule><Frequency>Weekly</Frequency></Schedule><IncludedObjectVersions>Current</IncludedObjectVersions><OptionalFields><Field>Size</Field><Field>LastModifiedDate</Field><Field>ETag</Field><Field>StorageClass</Field><Field>IsMultipartUploaded</Field></OptionalFields></InventoryConfiguration>",
    ],
};

fn crossing(cloud: &Cloud) -> &'static Crossing {
    if cloud.slug == "oss" { &FROM_OSS } else { &FROM_COS }
}

/// One that loses nothing and one that does.
fn two_rules(journey: &Journey, cloud: &Cloud) -> Vec<String> {
    let ids = journey.sandbox.rule_ids(cloud.bucket);
    vec![ids[0].clone(), ids[3].clone()]
}

async fn says(page: &Page, label: &str, text: &str) {
    page.is(Role::Textbox, label, &format!("element.value === {}", json!(text))).await;
}

/// Opens another connection of the site beside the one in sight.
async fn connect_beside(page: &Page, cloud: &Cloud, bucket: &str, preset: &str) {
    page.click(Role::Disclosure, &menu(cloud, bucket)).await;
    page.click(Role::Link, "Connect to another bucket").await;
    page.click(Role::Button, &format!("Connect to {preset}")).await;
}

/// Opens a connection of the other provider, and then the one in sight beside it.
pub(crate) async fn connect_both(journey: &Journey, cloud: &Cloud) {
    let to = crossing(cloud).to;
    journey.connect(to.preset).await;
    journey.page.sees("(250)").await;
    connect_beside(&journey.page, to, to.bucket, cloud.preset).await;
}

/// Reads a bucket of the other provider.
async fn across(page: &Page, cloud: &Cloud, bucket: &str) {
    let Crossing { to, places, .. } = crossing(cloud);
    page.choose("To buckets of", Role::Radio, to.service()).await;
    name_buckets(page, &[bucket]).await;
    for (label, text) in *places {
        page.fill(label, text).await;
    }
    read(page).await;
}

/// Without a connection to the other provider the screen leads to one and back, and nothing that was typed is gone. The
/// report is in sight before the writing, the documents are those that it promised, and the file has it too.
async fn rules_become_those_of_the_other_provider(cloud: &Cloud) {
    journey(&cloud.named("rules_become_those_of_the_other_provider"), async |journey| {
        let page = &journey.page;
        let Crossing { to, places, told, lost, there } = crossing(cloud);
        let (empty, service) = (to.bucket("demo-empty"), to.service());
        let ids = two_rules(journey, cloud);
        journey.connect(cloud.preset).await;
        take(page, cloud, &ids).await;
        page.chosen("To buckets of", Role::Radio, &[cloud.service()]).await;
        page.choose("To buckets of", Role::Radio, service).await;
        page.sees(&format!("No connection to a bucket of {service} is open")).await;
        page.is(Role::Button, "Read the buckets", "element.ariaDisabled === 'true'").await;
        name_buckets(page, &[&empty]).await;
        page.fill(places[0].0, places[0].1).await;
        page.click(Role::Link, &format!("Connect to a bucket of {service}")).await;
        page.finds(Role::Heading, "Connect to a bucket").await;
        page.click(Role::Button, &format!("Connect to {}", to.preset)).await;
        page.sees("(250)").await;
        page.click(Role::Link, "Go on with it").await;
        page.focus_is_on(Role::Heading, "Take rules to other buckets").await;
        page.sees_no("wait until a bucket of").await;
        page.sees(&format!("Rules of {}: 2", cloud.bucket)).await;
        page.chosen("To buckets of", Role::Radio, &[service]).await;
        page.sees(&format!("With the credentials of {}.", to.bucket)).await;
        says(page, "Buckets", &empty).await;
        says(page, places[0].0, places[0].1).await;
        for (label, text) in &places[1..] {
            page.click(Role::Button, "Read the buckets").await;
            page.focus_is_on(Role::Textbox, label).await;
            page.fill(label, text).await;
        }
        journey.sandbox.clear_requests();
        read(page).await;
        card(page, &empty, "To create: 2 · With parts left out or changed: 1").await;
        card(page, &empty, lost).await;
        for told in *told {
            card(page, &empty, told).await;
        }
        assert!(journey.sandbox.rule_ids(&empty).is_empty(), "nothing is written before it is asked for");

        page.click(Role::Button, "Write 2 rules").await;
        page.sees("Rules written: 2.").await;
        for (id, promised) in ids.iter().zip(there) {
            let xml = journey.sandbox.rule_xml(&empty, id).expect("it was written");
            assert_eq!(parts(&xml), parts(promised), "{id}");
        }
        let hosts = journey.about_rules().into_iter().map(|request| request.host);
        assert!(
            hosts.into_iter().all(|host| host.starts_with(&empty)),
            "the source is not asked for documents"
        );

        page.click(Role::Button, "Download as CSV").await;
        let (_, text) = dated_file_about(journey, cloud.bucket, "to-other-buckets", "csv").await;
        assert!(text.contains(",What does not say the same\r\n"), "{text}");
        let line = format!("{empty},{},{},New,Created,", to.region, ids[1]);
        let line = text.lines().find(|known| known.starts_with(&line)).expect("the line of the rule");
        assert!(told.iter().all(|told| line.contains(told)), "{line}");

        // What was written is the same by now.
        page.click(Role::Button, "Read the buckets").await;
        card(page, &empty, "The same: 2 · With parts left out or changed: 1").await;
    })
    .await;
}

/// After a reload the screen stands as it was: the other provider, its buckets and all that was typed.
async fn what_is_kept_leads_to_the_other_provider_after_a_reload(cloud: &Cloud) {
    journey(&cloud.named("what_is_kept_leads_to_the_other_provider_after_a_reload"), async |journey| {
        let page = &journey.page;
        let Crossing { to, places, .. } = crossing(cloud);
        let (empty, service) = (to.bucket("demo-empty"), to.service());
        let ids = two_rules(journey, cloud);
        connect_both(journey, cloud).await;
        take(page, cloud, &ids).await;
        across(page, cloud, &empty).await;
        card(page, &empty, "To create: 2").await;
        page.reload().await;
        page.click(Role::Button, &format!("Connect to {}", cloud.preset)).await;
        page.focus_is_on(Role::Heading, "Take rules to other buckets").await;
        page.sees("Taken up again").await;
        page.chosen("To buckets of", Role::Radio, &[service]).await;
        page.click(Role::Link, &format!("Connect to a bucket of {service}")).await;
        page.click(Role::Button, &format!("Connect to {}", to.preset)).await;
        page.sees("(250)").await;
        page.click(Role::Link, "Go on with it").await;
        page.focus_is_on(Role::Heading, "Take rules to other buckets").await;
        for (label, text) in *places {
            says(page, label, text).await;
        }
        read(page).await;
        card(page, &empty, "To create: 2").await;
        page.click(Role::Button, "Write 2 rules").await;
        page.sees("Rules written: 2.").await;
        assert_eq!(journey.sandbox.rule_ids(&empty), ids);
        // Within its own provider nothing of this is asked for.
        page.choose("To buckets of", Role::Radio, cloud.service()).await;
        page.finds_no(Role::Textbox, "Role ARN").await;
        page.sees("Leave it empty to keep each rule's own.").await;
    })
    .await;
}

/// Undo after the screen was left: what was created at the other provider is deleted, and nothing else at either.
async fn what_was_written_at_the_other_provider_is_taken_back(cloud: &Cloud) {
    journey(&cloud.named("what_was_written_at_the_other_provider_is_taken_back"), async |journey| {
        let page = &journey.page;
        let other = crossing(cloud).to.bucket("demo-every-field");
        let rules = || [cloud.bucket, other.as_str()].map(|bucket| journey.sandbox.rule_ids(bucket));
        let (before, ids) = (rules(), two_rules(journey, cloud));
        connect_both(journey, cloud).await;
        take(page, cloud, &ids).await;
        across(page, cloud, &other).await;
        card(page, &other, "To create: 2").await;
        page.click(Role::Button, "Write 2 rules").await;
        page.sees("Rules written: 2.").await;
        assert_eq!(rules()[1].len(), before[1].len() + 2);
        page.click(Role::Link, "Inventory rules").await;
        page.finds(Role::Table, "Inventory rules").await;
        page.click(Role::Button, "Undo").await;
        page.sees("Rules taken back: 2.").await;
        assert_eq!(rules(), before);
    })
    .await;
}

/// Who has chosen nothing compares all rules with what the other provider's bucket has. A cell says in words that something
/// is lost there and opens what, and from there it is written and taken back.
async fn all_rules_are_compared_with_those_of_the_other_provider(cloud: &Cloud) {
    journey(&cloud.named("all_rules_are_compared_with_those_of_the_other_provider"), async |journey| {
        let page = &journey.page;
        let Crossing { to, told, lost, there, .. } = crossing(cloud);
        let empty = to.bucket("demo-empty");
        let [whole, losing] = <[String; 2]>::try_from(two_rules(journey, cloud)).expect("two");
        let losses = format!("{} parts left out or changed", lost.split(" · ").count());
        connect_both(journey, cloud).await;
        page.sees("(250)").await;
        act(page, "Take to other buckets, or compare with them All rules").await;
        page.sees(&format!("All rules of {}: 250", cloud.bucket)).await;
        across(page, cloud, &empty).await;
        card(page, &empty, "With parts left out or changed: ").await;
        page.is(Role::Button, "Write 0 rules", "element.ariaDisabled === 'true'").await;
        page.click(Role::Tab, "Side by side").await;
        page.finds(Role::Button, &cell(&whole, &empty, "Missing")).await;
        page.click(Role::Button, &cell(&losing, &empty, &format!("Missing, {losses}"))).await;
        page.focus_is_on(Role::Heading, &format!("{losing} in {empty}")).await;
        for told in *told {
            page.sees(told).await;
        }
        page.click(Role::Checkbox, &format!("Create {losing} in {empty}")).await;
        page.click(Role::Button, "Close").await;
        let chosen = cell(&losing, &empty, &format!("Missing, {losses}, to be written"));
        page.focus_is_on(Role::Button, &chosen).await;
        page.click(Role::Button, "Write 1 rule").await;
        page.sees("Rules written: 1.").await;
        page.finds(Role::Button, &cell(&losing, &empty, &format!("Created, {losses}"))).await;
        let xml = journey.sandbox.rule_xml(&empty, &losing).expect("it was written");
        assert_eq!(parts(&xml), parts(there[1]));
        page.click(Role::Button, "Undo").await;
        page.sees("Rules taken back: 1.").await;
        page.finds(Role::Button, &cell(&losing, &empty, &format!("Taken back, {losses}"))).await;
        assert!(journey.sandbox.rule_ids(&empty).is_empty());
    })
    .await;
}

/// C8: after Forget the message names the bucket that is to lend its credentials again, which is not that of the rules.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn taking_back_at_the_other_provider_waits_for_its_credentials() {
    journey("taking_back_at_the_other_provider_waits_for_its_credentials", async |journey| {
        let page = &journey.page;
        let empty = COS.bucket("demo-empty");
        let ids = two_rules(journey, &OSS);
        connect_both(journey, &OSS).await;
        take(page, &OSS, &ids).await;
        across(page, &OSS, &empty).await;
        card(page, &empty, "To create: 2").await;
        page.click(Role::Button, "Write 2 rules").await;
        page.sees("Rules written: 2.").await;
        page.click(Role::Button, "Forget credentials").await;
        page.sees("Credentials forgotten").await;
        journey.sandbox.clear_requests();
        page.click(Role::Button, "Undo").await;
        page.sees(&format!("Connect to {} again, then Undo goes on.", COS.bucket)).await;
        assert_eq!(journey.calls(), [] as [&str; 0]);
        page.click(Role::Button, &format!("Connect to {}", COS.preset)).await;
        page.sees("(250)").await;
        page.click(Role::Button, "Undo").await;
        page.sees("Rules taken back: 2.").await;
        assert!(journey.sandbox.rule_ids(&empty).is_empty());
    })
    .await;
}

/// A rule whose id the other provider refuses blocks no other; what is there already is overwritten only when that is
/// chosen; and of several connections one lends its credentials.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_cannot_be_said_there_blocks_its_rule_alone() {
    journey("what_cannot_be_said_there_blocks_its_rule_alone", async |journey| {
        let page = &journey.page;
        let (target, lender) = (COS.bucket("demo-every-field"), COS.bucket("demo-empty"));
        let seeded = journey.sandbox.rule_ids(OSS.bucket);
        let ids = [seeded[0].clone(), seeded[6].clone()];
        let theirs = FROM_OSS.there[0].replace(">Daily<", ">Weekly<");
        journey.sandbox.put_rule(&target, &ids[0], &theirs);
        journey.connect(COS.preset).await;
        page.sees("(250)").await;
        connect_beside(page, &COS, COS.bucket, &COS.preset("No rules yet")).await;
        page.finds(Role::Heading, "No inventory rules yet").await;
        connect_beside(page, &COS, &lender, OSS.preset).await;
        take(page, &OSS, &ids).await;
        page.choose("To buckets of", Role::Radio, COS.service()).await;
        page.select("With the credentials of", &format!("{lender} {}", COS.region)).await;
        name_buckets(page, &[&target]).await;
        page.click(Role::Button, "Read the buckets").await;
        page.sees("This is needed.").await;
        page.focus_is_on(Role::Textbox, "Destination bucket").await;
        page.fill("Destination bucket", "reports-1250000000").await;
        read(page).await;
        card(page, &target, "Different: 1 · Not possible: 1").await;
        card(page, &target, "Not possible. ID: Use letters, digits, hyphens, underscores and dots.").await;
        page.is(Role::Button, "Write 0 rules", "element.ariaDisabled === 'true'").await;
        page.click(Role::Checkbox, &format!("Overwrite {} in {target}", ids[0])).await;
        page.click(Role::Button, "Write 1 rule").await;
        page.sees("Rules written: 1.").await;
        let now = journey.sandbox.rule_xml(&target, &ids[0]).expect("it is there");
        assert_eq!(parts(&now), parts(FROM_OSS.there[0]));
        assert_eq!(journey.sandbox.rule_xml(&target, &ids[1]), None);
    })
    .await;
}

/// A10, A1: the form and the plan of a way to the other provider, on a phone and wide, by day and by night.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_plan_with_losses_fits() {
    journey("a_plan_with_losses_fits", async |journey| {
        let page = &journey.page;
        let mut findings = Vec::new();
        let ids = two_rules(journey, &COS);
        journey.connect(COS.preset).await;
        take(page, &COS, &ids).await;
        page.choose("To buckets of", Role::Radio, OSS.service()).await;
        page.sees("No connection to a bucket of Alibaba Cloud OSS is open").await;
        pictured(page, "many-no-lender", &mut findings).await;
        page.click(Role::Link, "Connect to a bucket of Alibaba Cloud OSS").await;
        page.click(Role::Button, &format!("Connect to {}", OSS.preset)).await;
        page.sees("(250)").await;
        page.click(Role::Link, "Go on with it").await;
        name_buckets(page, &["demo-empty"]).await;
        for (label, text) in FROM_COS.places {
            page.fill(label, text).await;
        }
        read(page).await;
        card(page, "demo-empty", FROM_COS.lost).await;
        pictured(page, "many-across", &mut findings).await;
        assert!(findings.is_empty(), "what is wrong with the screens: {findings:#?}");
    })
    .await;
}
