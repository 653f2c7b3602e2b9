//! A day's work of who looks after a bucket: find five rules, change when they run and where they write, add three,
//! delete ten, bring two of them back. Nothing is read anew between the steps.

use crate::choosing::{act, choose, chosen};
use crate::cloud::{Cloud, on_both};
use crate::editing::assert_nothing_is_kept;
use crate::first_light::parts;
use crate::importing::{delete, downloaded, says};
use crate::journey::{Journey, journey};
use crate::page::Role;
use crate::together::inside;

on_both! {
    a_days_work_is_done
}

async fn a_days_work_is_done(cloud: &Cloud) {
    journey(&cloud.named("a_days_work_is_done"), async |journey| {
        let page = &journey.page;
        journey.connect(cloud.preset).await;
        page.sees("(250)").await;
        let five = five_are_moved(journey, cloud).await;
        let three = three_are_added(journey, cloud, &five[0]).await;
        page.fill("Filter rules", "").await;
        page.sees("(253)").await;
        let (deleted, back) = ten_are_deleted_and_two_come_back(journey, cloud).await;
        page.click(Role::Link, "Go to the list of rules").await;
        page.sees("(245)").await;

        let ids = journey.sandbox.rule_ids(cloud.bucket);
        assert_eq!(ids.len(), 245);
        assert!(three.iter().chain(&back).all(|id| ids.contains(id)), "{ids:?}");
        assert!(!deleted.iter().filter(|id| !back.contains(id)).any(|id| ids.contains(id)), "{ids:?}");
        assert_nothing_is_kept(page).await;
    })
    .await;
}

/// Finds rules by the filter and changes five of them in one go; gives their ids.
async fn five_are_moved(journey: &Journey, cloud: &Cloud) -> Vec<String> {
    let page = &journey.page;
    let (filter, matches, ..) = cloud.filter;
    let archive = format!("archive{}", cloud.appid);
    page.fill("Filter rules", filter).await;
    page.sees(&format!("({matches}/250)")).await;
    let five = page.row_headers().await[..5].to_vec();
    for id in &five {
        choose(page, id).await;
    }
    chosen(page, 5).await;
    act(page, "Edit together").await;
    page.focus_is_on(Role::Heading, "Edit rules together").await;
    page.choose("Frequency", Role::Radio, "Weekly").await;
    page.fill("Destination bucket", &archive).await;
    page.click(Role::Button, "Review changes").await;
    page.click(Role::Button, "Save 5 rules").await;
    page.sees("5 rules were changed.").await;
    for id in &five {
        let stored = journey.sandbox.rule_xml(cloud.bucket, id).unwrap_or_default();
        assert_eq!(inside(&stored, "Frequency"), "Weekly");
        assert!(inside(&stored, "Destination").contains(&archive), "{stored}");
    }
    page.click(Role::Button, "Clear selection").await;
    five
}

/// Makes three rules, each like the one before, which is in sight and has the focus; gives their ids.
async fn three_are_added(journey: &Journey, cloud: &Cloud, first: &str) -> Vec<String> {
    let page = &journey.page;
    let three: Vec<String> = ["one", "two", "three"].map(|number| format!("added-{number}")).to_vec();
    let mut like = first;
    for id in &three {
        page.click(Role::Link, like).await;
        page.click(Role::Link, "Duplicate").await;
        page.focus_is_on(Role::Heading, &format!("Duplicate {like}")).await;
        page.fill("ID", id).await;
        page.click(Role::Button, "Create rule").await;
        page.focus_is_on(Role::Link, id).await;
        let stored = journey.sandbox.rule_xml(cloud.bucket, id).expect("it was created");
        let original = journey.sandbox.rule_xml(cloud.bucket, like).expect("it is there");
        assert_eq!(parts(&stored), parts(&original.replace(like, id)));
        like = id;
    }
    three
}

/// Deletes ten rules with a copy on the device, and brings two of them back; gives the ids of all and of the two.
async fn ten_are_deleted_and_two_come_back(journey: &Journey, cloud: &Cloud) -> (Vec<String>, Vec<String>) {
    let page = &journey.page;
    let heads = page.row_headers().await;
    // Some of them were moved a moment ago, and say so.
    let ten: Vec<String> =
        heads[..10].iter().map(|head| head.trim_end_matches(" Just written").to_owned()).collect();
    let document = |id: &String| journey.sandbox.rule_xml(cloud.bucket, id).unwrap_or_default();
    let before: Vec<String> = ten.iter().map(document).collect();
    for id in &ten {
        choose(page, id).await;
    }
    chosen(page, 10).await;
    act(page, "Delete").await;
    page.click(Role::Button, "Download a copy").await;
    let (path, _) = downloaded(journey, cloud.bucket).await;
    delete(page, 10).await;
    page.sees("(243)").await;
    page.click(Role::Link, "Import").await;
    page.focus_is_on(Role::Heading, "Import rules").await;
    page.give_file("File", &path).await;
    says(page, &ten[9], "New").await;
    page.click(Role::Button, "Select none").await;
    page.is(Role::Button, "Import 0 rules", "element.ariaDisabled === 'true'").await;
    let two = vec![ten[2].clone(), ten[7].clone()];
    for id in &two {
        page.click(Role::Checkbox, id).await;
    }
    page.click(Role::Button, "Import 2 rules").await;
    page.sees("2 rules were imported.").await;
    says(page, &two[0], "Created").await;
    says(page, &ten[0], "New").await;
    for (id, before) in ten.iter().zip(&before).filter(|(id, _)| two.contains(id)) {
        let stored = document(id).replace("IA,Standard", "Standard,IA");
        assert_eq!(parts(&stored), parts(&before.replace("IA,Standard", "Standard,IA")), "{id}");
    }
    (ten, two)
}
