//! Rules taken to many buckets: a plan for each from its own list, the writing of it with buckets that block and failures in
//! the middle, and what is offered again after a reload.

use serde_json::json;

use crate::appearance::pictured;
use crate::choosing::{act, choose, chosen};
use crate::cloud::{Cloud, OSS, on_both};
use crate::failures::connect_to;
use crate::first_light::{as_sent, parts};
use crate::importing::{dated_file_about, says as says_beside};
use crate::importing_on::{file_of, import_screen};
use crate::journey::{Journey, journey};
use crate::on_the_way::Held;
use crate::page::{Page, Role};

on_both! {
    a_bucket_that_blocks_and_a_failure_stop_no_other_bucket
    what_a_reload_cuts_off_is_offered_again
    rules_of_a_file_get_the_destination_of_their_bucket
    ended_credentials_stop_the_run_and_it_goes_on_with_new_ones
    what_is_taken_up_again_waits_for_all_of_its_rules
    what_is_chosen_and_not_read_again_yet_is_waited_for
}

/// Chooses the first rules of the table and opens the screen; gives their ids.
pub(crate) async fn screen(journey: &Journey, cloud: &Cloud, count: usize) -> Vec<String> {
    let ids = journey.sandbox.rule_ids(cloud.bucket)[..count].to_vec();
    journey.connect(cloud.preset).await;
    take(&journey.page, cloud, &ids).await;
    ids
}

/// Chooses rules of the table that is in sight and opens the screen.
pub(crate) async fn take(page: &Page, cloud: &Cloud, ids: &[String]) {
    page.sees("(250)").await;
    for id in ids {
        choose(page, id).await;
    }
    chosen(page, ids.len()).await;
    act(page, "Take to other buckets").await;
    page.focus_is_on(Role::Heading, "Take rules to other buckets").await;
    page.sees(&format!("Rules of {}: {}", cloud.bucket, ids.len())).await;
}

/// Puts lines in the place of those that are there.
pub(crate) async fn name_buckets(page: &Page, lines: &[&str]) {
    page.fill("Buckets", "").await;
    page.paste("Buckets", &lines.join("\n")).await;
}

/// Reads the buckets, with the yes to the sandbox's hosts.
pub(crate) async fn read(page: &Page) {
    page.click(Role::Checkbox, "I trust these hosts with my requests").await;
    page.click(Role::Button, "Read the buckets").await;
}

/// What is said of a bucket.
pub(crate) async fn card(page: &Page, bucket: &str, words: &str) {
    let script = "return [...document.querySelectorAll('main section')].filter(visible)
        .some((card) => card.ariaLabel === arguments[0] && squeeze(card.innerText).includes(arguments[1]))";
    page.wait_until(&format!("{bucket:?} with {words:?}"), script, vec![json!(bucket), json!(words)]).await;
}

pub(crate) fn switched(xml: &str) -> String {
    let (on, off) = ("<IsEnabled>true<", "<IsEnabled>false<");
    if xml.contains(on) { xml.replace(on, off) } else { xml.replace(off, on) }
}

/// The plan says of each bucket what would change, and of one that blocks why. A refusal in the middle ends its bucket
/// alone; what is different is overwritten only when that is chosen; and the file says what became of each.
async fn a_bucket_that_blocks_and_a_failure_stop_no_other_bucket(cloud: &Cloud) {
    journey(&cloud.named("a_bucket_that_blocks_and_a_failure_stop_no_other_bucket"), async |journey| {
        let page = &journey.page;
        let named = ["demo-empty", "error-503", "demo-cors-none", "demo-every-field"];
        let [empty, broken, without_cors, other] = named.map(|name| cloud.bucket(name));
        let stored = |bucket: &str, id: &str| journey.sandbox.rule_xml(bucket, id);
        let seeded = journey.sandbox.rule_ids(cloud.bucket)[..3].to_vec();
        let source = |id: &str| stored(cloud.bucket, id).expect("it is seeded");
        let theirs = switched(&source(&seeded[2]));
        journey.sandbox.put_rule(&other, &seeded[1], &source(&seeded[1]));
        journey.sandbox.put_rule(&other, &seeded[2], &theirs);
        let ids = screen(journey, cloud, 3).await;

        // What is typed is mended first, and nothing is sent before the yes.
        journey.sandbox.clear_requests();
        name_buckets(page, &[&empty, "B!"]).await;
        page.click(Role::Button, "Read the buckets").await;
        page.sees("Line 2:").await;
        page.focus_is_on(Role::Textbox, "Buckets").await;
        name_buckets(page, &[&empty, &broken, &without_cors, &other]).await;
        page.click(Role::Button, "Read the buckets").await;
        page.sees("Tick this box if you trust the hosts").await;
        assert_eq!(journey.calls(), [] as [&str; 0]);
        read(page).await;
        card(page, &empty, "To create: 3").await;
        card(page, &broken, "HTTP status 503").await;
        card(page, &without_cors, "CORS").await;
        card(page, &other, "To create: 1 · Different: 1 · The same: 1").await;

        page.answer_instead(&format!("PUT {}", ids[1]), 403, "AccessDenied").await;
        page.click(Role::Button, "Write 4 rules").await;
        page.sees("2 of 4 rules were written.").await;
        card(page, &empty, "To create: 1 · Written: 1 · Failed: 1").await;
        card(page, &other, "Different: 1 · The same: 1 · Written: 1").await;
        let there = |bucket: &str| ids.iter().map(|id| stored(bucket, id).is_some()).collect::<Vec<_>>();
        assert_eq!((there(&empty), there(&other)), (vec![true, false, false], vec![true; 3]));
        assert_eq!(stored(&other, &ids[2]).as_ref(), Some(&theirs), "nobody has chosen to overwrite it");

        page.answer_no_more().await;
        page.click(Role::Checkbox, &format!("Overwrite {} in {other}", ids[2])).await;
        page.click(Role::Button, "Write 3 rules").await;
        page.sees("Rules written: 3.").await;
        for (bucket, id) in ids.iter().map(|id| (&empty, id)).chain([(&other, &ids[0]), (&other, &ids[2])]) {
            let now = stored(bucket, id).expect("it was written");
            assert_eq!(parts(&as_sent(&now)), parts(&as_sent(&source(id))), "{id} in {bucket}");
        }
        page.click(Role::Button, "Download as CSV").await;
        let (_, text) = dated_file_about(journey, cloud.bucket, "to-other-buckets", "csv").await;
        let line = |bucket: &str, id: &str, said: &str| format!("{bucket},{},{id},{said}\r\n", cloud.region);
        for line in [
            line(&empty, &ids[1], "New,Created"),
            line(&other, &ids[1], "The same,"),
            line(&other, &ids[2], "Different,Overwritten"),
        ] {
            assert!(text.contains(&line), "{line:?} in {text}");
        }
        assert!(text.contains(&format!("{broken},{},,,", cloud.region)), "{text}");
        let kept: String = page.eval("return Object.values(localStorage).join()").await;
        assert!(!kept.contains(&other), "what is offered again is what was connected to: {kept}");
    })
    .await;
}

/// Leaving asks first. After a reload the tab says what was cut off and leads back to it: what was done by then is seen in
/// the bucket, and what is left is written.
async fn what_a_reload_cuts_off_is_offered_again(cloud: &Cloud) {
    journey(&cloud.named("what_a_reload_cuts_off_is_offered_again"), async |journey| {
        let page = &journey.page;
        let empty = cloud.bucket("demo-empty");
        let ids = screen(journey, cloud, 3).await;
        name_buckets(page, &[&empty]).await;
        read(page).await;
        card(page, &empty, "To create: 3").await;
        page.hold(Held::Before, &format!("PUT {}", ids[1])).await;
        page.click(Role::Button, "Write 3 rules").await;
        page.holds().await;
        page.sees("1 of 3 done").await;
        page.click(Role::Link, "Inventory rules").await;
        page.finds(Role::Dialog, "Stop writing?").await;
        page.sees("1 of 3 rules have their result.").await;
        page.click(Role::Button, "Stay").await;
        page.finds_no(Role::Dialog, "").await;
        page.reload().await;
        page.sees(&format!("rules of {} were being taken to these buckets.", cloud.bucket)).await;
        page.click(Role::Link, "Go on with it").await;
        page.click(Role::Button, &format!("Connect to {}", cloud.preset)).await;
        page.focus_is_on(Role::Heading, "Take rules to other buckets").await;
        page.sees("Taken up again").await;
        page.sees(&format!("Rules of {}: 3", cloud.bucket)).await;
        read(page).await;
        card(page, &empty, "To create: 2 · The same: 1").await;
        page.click(Role::Button, "Write 2 rules").await;
        page.sees("Rules written: 2.").await;
        assert_eq!(journey.sandbox.rule_ids(&empty), ids);
        let kept: Vec<String> = page.eval("return Object.keys(sessionStorage)").await;
        assert!(!kept.iter().any(|key| key.starts_with("stocktake.many")), "nothing is left to do: {kept:?}");
    })
    .await;
}

/// Rules of a file, to a bucket by name and one of the site's connections; each gets the prefix of its bucket and its id.
async fn rules_of_a_file_get_the_destination_of_their_bucket(cloud: &Cloud) {
    journey(&cloud.named("rules_of_a_file_get_the_destination_of_their_bucket"), async |journey| {
        let page = &journey.page;
        let [empty, other] = ["demo-empty", "demo-every-field"].map(|name| cloud.bucket(name));
        let file = file_of(journey, cloud, "two.json", &["first", "second"]).await;
        import_screen(journey, cloud).await;
        page.give_file("File", &file).await;
        says_beside(page, "second", "New").await;
        page.click(Role::Button, "Take to other buckets").await;
        page.sees("Rules from the file: 2").await;
        name_buckets(page, &[&empty]).await;
        page.click(Role::Disclosure, "Connections of this site").await;
        page.click(Role::Checkbox, &cloud.preset("Every documented field")).await;
        page.fill("Destination prefix", "{nope}").await;
        page.click(Role::Button, "Read the buckets").await;
        page.sees("{nope} stands for nothing here.").await;
        page.fill("Destination prefix", "{bucket}/{id}").await;
        read(page).await;
        card(page, &empty, "To create: 2").await;
        card(page, &other, "To create: 2").await;
        page.click(Role::Button, "Write 4 rules").await;
        page.sees("Rules written: 4.").await;
        for (bucket, id) in [(&empty, "first"), (&empty, "second"), (&other, "first"), (&other, "second")] {
            let xml = journey.sandbox.rule_xml(bucket, id).expect("it was written");
            assert!(xml.contains(&format!("<Prefix>{bucket}/{id}</Prefix>")), "{xml}");
        }
        let here = journey.sandbox.rule_ids(cloud.bucket);
        assert!(!here.iter().any(|id| id == "first"), "this bucket is left alone");
    })
    .await;
}

/// Credentials that end in the middle stop the run, for all buckets; new ones are given for all of them at once.
async fn ended_credentials_stop_the_run_and_it_goes_on_with_new_ones(cloud: &Cloud) {
    journey(&cloud.named("ended_credentials_stop_the_run_and_it_goes_on_with_new_ones"), async |journey| {
        let page = &journey.page;
        let [empty, other] = ["demo-empty", "demo-every-field"].map(|name| cloud.bucket(name));
        let ids = screen(journey, cloud, 2).await;
        name_buckets(page, &[&empty, &other]).await;
        read(page).await;
        card(page, &other, "To create: 2").await;
        page.hold(Held::Before, &format!("PUT {}", ids[1])).await;
        page.click(Role::Button, "Write 4 rules").await;
        page.holds().await;
        journey.end_all_credentials();
        page.release().await;
        page.sees("1 of 4 rules were written.").await;
        card(page, &empty, "Written: 1 · Failed: 1").await;
        page.click_first(Role::Button, "Enter new credentials").await;
        journey.sandbox.reset_sts_answer();
        page.click(Role::Button, "Get new credentials").await;
        page.sees("Going on with the new credentials.").await;
        page.click(Role::Button, "Write 3 rules").await;
        page.sees("Rules written: 3.").await;
        for (bucket, id) in [(&empty, &ids[1]), (&other, &ids[0]), (&other, &ids[1])] {
            assert!(journey.sandbox.rule_xml(bucket, id).is_some(), "{id} in {bucket}");
        }
    })
    .await;
}

/// Goes from the table to the screen as its address does.
const TO_THE_SCREEN: &str = "location.hash = location.hash.split('?')[0] + '/many'; return true";

/// While the list is not read to its end, what is kept may name rules that are still to come: a plan would leave them out, and
/// nobody would miss them.
async fn what_is_taken_up_again_waits_for_all_of_its_rules(cloud: &Cloud) {
    journey(&cloud.named("what_is_taken_up_again_waits_for_all_of_its_rules"), async |journey| {
        let page = &journey.page;
        let (bucket, empty) = (cloud.bucket("error-page-3"), cloud.bucket("demo-empty"));
        let first = journey.sandbox.rule_ids(&bucket)[0].clone();
        connect_to(journey, cloud, "error-page-3").await;
        page.sees("(200+)").await;
        choose(page, &first).await;
        act(page, "Take to other buckets").await;
        page.sees(&format!("Rules of {bucket}: 1")).await;
        name_buckets(page, &[&empty]).await;
        read(page).await;
        card(page, &empty, "To create: 1").await;
        let last = journey.sandbox.rule_ids(&bucket).pop().expect("there are many");
        let and_the_last = "
            const key = Object.keys(sessionStorage).find((key) => key.startsWith('stocktake.many.'));
            const kept = JSON.parse(sessionStorage.getItem(key));
            kept.ids.push(arguments[0]);
            sessionStorage.setItem(key, JSON.stringify(kept));
            return true";
        let _: bool = page.eval_with(and_the_last, vec![json!(last)]).await;
        page.click(Role::Link, "Inventory rules").await;
        page.finds(Role::Table, "Inventory rules").await;
        choose(page, &first).await;
        let _: bool = page.eval(TO_THE_SCREEN).await;
        page.sees("Taken up again").await;
        page.sees("Not all rules of this bucket could be read").await;
        page.is(Role::Button, "Read the buckets", "element.ariaDisabled === 'true'").await;
        page.click(Role::Link, "Inventory rules").await;
        page.click(Role::Button, "Continue").await;
        page.sees("(450)").await;
        let _: bool = page.eval(TO_THE_SCREEN).await;
        page.sees(&format!("Rules of {bucket}: 2")).await;
        page.click(Role::Button, "Read the buckets").await;
        card(page, &empty, "To create: 2").await;
    })
    .await;
}

/// The list is read anew and has not come to a rule that was chosen: it is not left out, and where none of them has come they
/// are not taken for no choice.
async fn what_is_chosen_and_not_read_again_yet_is_waited_for(cloud: &Cloud) {
    journey(&cloud.named("what_is_chosen_and_not_read_again_yet_is_waited_for"), async |journey| {
        let page = &journey.page;
        let bucket = cloud.bucket("error-page-3");
        connect_to(journey, cloud, "error-page-3").await;
        page.sees("(200+)").await;
        page.click(Role::Button, "Continue").await;
        page.sees("(450)").await;
        let last = journey.sandbox.rule_ids(&bucket).pop().expect("there are many");
        page.fill("Filter rules", &last).await;
        choose(page, &last).await;
        page.fill("Filter rules", "").await;
        page.click(Role::Button, "Refresh").await;
        page.sees("(200+)").await;
        chosen(page, 1).await;
        act(page, "Take to other buckets").await;
        page.sees("Not all rules of this bucket could be read").await;
        page.is(Role::Button, "Read the buckets", "element.ariaDisabled === 'true'").await;
        page.click(Role::Link, "Inventory rules").await;
        page.click(Role::Button, "Continue").await;
        page.sees("(450)").await;
        act(page, "Take to other buckets").await;
        page.sees(&format!("Rules of {bucket}: 1")).await;
    })
    .await;
}

/// The browser stores nothing any more.
const NO_STORAGE: &str = "
    IDBFactory.prototype.allowed = IDBFactory.prototype.open;
    IDBFactory.prototype.open = () => { throw new DOMException('no', 'SecurityError'); };
    return true";
const STORAGE_AGAIN: &str = "IDBFactory.prototype.open = IDBFactory.prototype.allowed; return true";

/// U4: a rule that was removed and is refused when it is written, while the browser has lost its copy, is on this screen
/// alone: nothing takes its plan away, and leaving is asked about, until one of its forms is written.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_rule_that_is_on_the_screen_alone_is_not_left_behind() {
    journey("a_rule_that_is_on_the_screen_alone_is_not_left_behind", async |journey| {
        let page = &journey.page;
        let other = "demo-every-field";
        let seeded = journey.sandbox.rule_ids(OSS.bucket)[0].clone();
        let source = journey.sandbox.rule_xml(OSS.bucket, &seeded).expect("it is seeded");
        journey.sandbox.put_rule(other, &seeded, &switched(&source));
        let ids = screen(journey, &OSS, 1).await;
        name_buckets(page, &[other]).await;
        read(page).await;
        card(page, other, "Different: 1").await;
        page.click(Role::Checkbox, &format!("Overwrite {} in {other}", ids[0])).await;
        let put = format!("PUT {}", ids[0]);
        page.hold(Held::Before, &put).await;
        page.click(Role::Button, "Write 1 rule").await;
        page.holds().await;
        assert_eq!(journey.sandbox.rule_xml(other, &ids[0]), None, "it is removed by now");
        let _: bool = page.eval(NO_STORAGE).await;
        page.answer_instead(&put, 403, "AccessDenied").await;
        page.release().await;
        page.sees("Both forms are on this screen only").await;
        page.is(Role::Button, "Read again", "element.ariaDisabled === 'true'").await;
        page.is(Role::Button, "Read the buckets", "element.ariaDisabled === 'true'").await;
        page.click(Role::Button, "Read again").await;
        page.sees("Both forms are on this screen only").await;
        // It is so in either form of the plan.
        page.click(Role::Tab, "Side by side").await;
        page.click(Role::Button, &format!("{} in {other}: Failed", ids[0])).await;
        page.sees("Both forms are on this screen only").await;
        page.click(Role::Tab, "By bucket").await;
        page.click(Role::Link, "Inventory rules").await;
        page.finds(Role::Dialog, "Leave page?").await;
        page.sees("both of its forms are on this screen alone").await;
        page.click(Role::Button, "Stay").await;
        page.finds_no(Role::Dialog, "").await;

        let _: bool = page.eval(STORAGE_AGAIN).await;
        page.answer_no_more().await;
        page.click(Role::Button, "Write the old form").await;
        page.sees(&format!("Rule {} was saved.", ids[0])).await;
        card(page, other, "Different: 1").await;
        let now = journey.sandbox.rule_xml(other, &ids[0]).expect("it is there again");
        assert_eq!(parts(&as_sent(&now)), parts(&as_sent(&switched(&source))));
        page.click(Role::Link, "Inventory rules").await;
        page.finds(Role::Table, "Inventory rules").await;
    })
    .await;
}

/// A10, A1: the screen with its plan on a phone and wide, by day and by night.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_plan_fits() {
    journey("the_plan_fits", async |journey| {
        let page = &journey.page;
        let mut findings = Vec::new();
        let ids = screen(journey, &OSS, 2).await;
        let theirs = switched(&journey.sandbox.rule_xml(OSS.bucket, &ids[0]).expect("it is seeded"));
        journey.sandbox.put_rule("demo-every-field", &ids[0], &theirs);
        name_buckets(page, &["demo-empty", "demo-cors-none", "demo-every-field"]).await;
        page.click(Role::Button, "Read the buckets").await;
        page.sees("Tick this box").await;
        pictured(page, "many-form", &mut findings).await;
        read(page).await;
        card(page, "demo-every-field", "Different: 1").await;
        card(page, "demo-cors-none", "CORS").await;
        page.click(Role::Disclosure, "What is different").await;
        page.finds(Role::Table, "What is different").await;
        pictured(page, "many-plan", &mut findings).await;
        assert!(findings.is_empty(), "what is wrong with the screens: {findings:#?}");
    })
    .await;
}
