//! What is typed into a form is on the device until it is sent or thrown away: it outlives the tab, its process
//! and the credentials.

use serde_json::json;

use crate::cloud::{Cloud, on_both};
use crate::editing::{edit, save, saving, times};
use crate::first_light::{fill_in, parts};
use crate::journey::journey;
use crate::on_the_way::TabEnd;
use crate::page::{Page, Role};

on_both! {
    a_draft_outlives_its_tab
    a_draft_of_a_rule_that_changed_says_so
    a_draft_of_a_rule_that_is_gone_becomes_a_new_rule
    a_draft_outlives_the_credentials
    forget_asks_nothing_and_keeps_the_draft
    a_draft_that_was_sent_or_thrown_away_is_gone
}

const FOUND: &str = "There is a draft of this form from ";

/// The drafts on the device, by the form's address.
async fn drafts(page: &Page) -> Vec<(String, String)> {
    let kept: Vec<(String, String)> = page.eval("return Object.entries(localStorage)").await;
    kept.into_iter().filter(|(key, _)| key.contains("draft")).collect()
}

/// Waits until the device keeps what was typed.
pub(crate) async fn keeps(page: &Page, typed: &str) {
    let kept = async || drafts(page).await.iter().any(|(_, text)| text.contains(typed));
    page.wait_for(&format!("{typed:?} to be on the device"), kept).await;
}

/// Opens the address of a screen in a document of its own, and connects.
async fn come_back(page: &Page, cloud: &Cloud, address: &str) {
    page.open(address).await;
    page.finds(Role::Heading, &format!("Connect to {}", cloud.bucket)).await;
    page.click(Role::Button, &format!("Connect to {}", cloud.preset)).await;
}

/// Waits for the offer, which says when the draft was written: today.
async fn is_offered(page: &Page) {
    page.sees(FOUND).await;
    let dated = "const words = squeeze(document.body.innerText).split(arguments[0])[1];
        return words.slice(0, 60).includes(String(new Date().getFullYear()))";
    page.wait_until("the draft's age", dated, vec![json!(FOUND)]).await;
}

/// U4: closed or crashed, the next tab offers what was typed, with its age; Restore brings all of it back, and
/// it can be sent. Nothing of the credentials is in it.
async fn a_draft_outlives_its_tab(cloud: &Cloud) {
    journey(&cloud.named("a_draft_outlives_its_tab"), async |journey| {
        let page = &journey.page;
        let address = format!("{}/new", cloud.address(cloud.bucket));
        for end in [TabEnd::Closed, TabEnd::Crashed] {
            let id = format!("typed-and-{end:?}").to_lowercase();
            come_back(page, cloud, &address).await;
            fill_in(page, cloud, &id).await;
            page.choose("Frequency", Role::Radio, "Monthly").await;
            page.fill("Day of the month", "5").await;
            page.fill("Source prefix", "typed/清单/").await;
            keeps(page, "typed/清单/").await;
            let kept = drafts(page).await;
            assert_eq!(kept.len(), 1);
            assert_eq!(kept[0].0, format!("stocktake.draft {address}"));
            for word in ["ecret", "oken", "ignature", "AccessKey"] {
                assert!(!kept[0].1.contains(word), "{word} in {kept:?}");
            }
            page.lose_tab(end).await;

            come_back(page, cloud, &address).await;
            page.finds(Role::Heading, "Create an inventory rule").await;
            is_offered(page).await;
            page.is(Role::Textbox, "ID", "element.value === ''").await;
            page.click(Role::Button, "Restore the draft").await;
            page.is(Role::Textbox, "ID", &format!("element.value === {}", json!(id))).await;
            page.is(Role::Textbox, "Source prefix", "element.value === 'typed/清单/'").await;
            page.chosen("Frequency", Role::Radio, &["Monthly"]).await;
            page.sees_no(FOUND).await;
            page.click(Role::Link, "Cancel").await;
            page.finds(Role::Dialog, "Leave page?").await;
            page.click(Role::Button, "Keep editing").await;
            page.click(Role::Button, "Create rule").await;
            page.sees(&format!("Rule {id} was created.")).await;
            let stored = journey.sandbox.rule_xml(cloud.bucket, &id).expect("it was created");
            assert!(stored.contains("<Prefix>typed/清单/</Prefix>"), "{stored}");
            assert!(stored.contains("<Frequency>Monthly</Frequency>"), "{stored}");
            assert!(drafts(page).await.is_empty(), "what was sent is no draft");
        }
    })
    .await;
}

/// U4, F11: a draft of a rule that was changed meanwhile says so; what is saved is the draft, once, over the
/// rule as it is now.
async fn a_draft_of_a_rule_that_changed_says_so(cloud: &Cloud) {
    journey(&cloud.named("a_draft_of_a_rule_that_changed_says_so"), async |journey| {
        let page = &journey.page;
        let id = cloud.first_id;
        let before = journey.sandbox.rule_xml(cloud.bucket, id).expect("it is seeded");
        journey.connect(cloud.preset).await;
        page.sees("(250)").await;
        edit(journey, id).await;
        page.fill("Source prefix", "typed/").await;
        keeps(page, "typed/").await;
        let theirs = before.replace("<Frequency>Daily", "<Frequency>Weekly");
        assert_ne!(theirs, before);
        journey.sandbox.put_rule(cloud.bucket, id, &theirs);
        page.reload().await;
        page.click(Role::Button, &format!("Connect to {}", cloud.preset)).await;
        page.finds(Role::Heading, &format!("Edit {id}")).await;
        is_offered(page).await;
        page.sees_no("The rule was changed since the draft was written.").await;
        page.chosen("Frequency", Role::Radio, &["Weekly"]).await;
        page.click(Role::Button, "Restore the draft").await;
        page.sees("The rule was changed since the draft was written.").await;
        page.is(Role::Textbox, "Source prefix", "element.value === 'typed/'").await;
        page.chosen("Frequency", Role::Radio, &["Daily"]).await;
        page.choose("Frequency", Role::Radio, "Weekly").await;
        // The list of before the reload is read again, so only this save is looked at.
        page.wait_for("the list", async || {
            journey.calls().iter().filter(|call| *call == "list query 200").count() == 3
        })
        .await;
        journey.sandbox.clear_requests();
        save(page).await;
        page.sees(&format!("Rule {id} was saved.")).await;
        assert_eq!(journey.calls(), saving(cloud));
        assert_eq!(times(journey, cloud.bucket, id), 1);
        let stored = journey.sandbox.rule_xml(cloud.bucket, id).unwrap_or_default();
        let prefix = |xml: &str| {
            parts(xml).into_iter().filter(|part| !part.starts_with("Prefix>")).collect::<Vec<_>>()
        };
        assert_eq!(prefix(&stored), prefix(&theirs));
        assert!(stored.contains("<Prefix>typed/</Prefix>"), "{stored}");
        assert!(drafts(page).await.is_empty(), "what was sent is no draft");
    })
    .await;
}

/// U4, S6: what was typed for a rule that was deleted meanwhile becomes a new rule, with what the form does not know.
async fn a_draft_of_a_rule_that_is_gone_becomes_a_new_rule(cloud: &Cloud) {
    journey(&cloud.named("a_draft_of_a_rule_that_is_gone_becomes_a_new_rule"), async |journey| {
        let page = &journey.page;
        let bucket = cloud.bucket("demo-every-field");
        journey.connect(&cloud.preset("Every documented field")).await;
        edit(journey, "from-the-future").await;
        page.fill("Source prefix", "typed/").await;
        keeps(page, "typed/").await;
        let before = journey.sandbox.rule_xml(&bucket, "from-the-future").unwrap_or_default();
        journey.sandbox.remove_rule(&bucket, "from-the-future");
        page.reload().await;
        page.click(Role::Button, &format!("Connect to {}", cloud.preset("Every documented field"))).await;
        page.finds(Role::Alert, "This rule does not exist").await;
        page.sees("What you typed for this rule is still on this device").await;
        page.click(Role::Button, "Make a new rule of it").await;
        page.finds(Role::Heading, "Duplicate from-the-future").await;
        page.is(Role::Textbox, "Source prefix", "element.value === 'typed/'").await;
        let kept = drafts(page).await;
        assert_eq!(kept.len(), 1, "it is the draft of the new rule now");
        assert!(kept[0].0.ends_with("/copy"), "{kept:?}");
        page.click(Role::Button, "Create rule").await;
        page.sees("Rule from-the-future was created.").await;
        assert_eq!(times(journey, &bucket, "from-the-future"), 1);
        let stored = journey.sandbox.rule_xml(&bucket, "from-the-future").unwrap_or_default();
        let expected = before.replace("<Prefix></Prefix>", "<Prefix>typed/</Prefix>");
        assert_ne!(expected, before);
        assert_eq!(parts(&stored), parts(&expected), "all of it, with what was typed");
        assert!(drafts(page).await.is_empty(), "what was sent is no draft");
    })
    .await;
}

/// U4, C8: Forget takes effect at once: it asks nothing, not even for a dirty form, whose draft stays.
async fn forget_asks_nothing_and_keeps_the_draft(cloud: &Cloud) {
    journey(&cloud.named("forget_asks_nothing_and_keeps_the_draft"), async |journey| {
        let page = &journey.page;
        let address = format!("{}/new", cloud.address(cloud.bucket));
        come_back(page, cloud, &address).await;
        fill_in(page, cloud, "typed-in-time").await;
        keeps(page, "typed-in-time").await;
        page.click(Role::Button, "Forget credentials").await;
        page.sees("Credentials forgotten").await;
        page.finds_no(Role::Dialog, "").await;
        page.finds(Role::Heading, "Connect to a bucket").await;
        come_back(page, cloud, &address).await;
        is_offered(page).await;
        page.click(Role::Button, "Restore the draft").await;
        page.is(Role::Textbox, "ID", "element.value === 'typed-in-time'").await;
    })
    .await;
}

/// U4, C5, C8: neither credentials that have ended nor Forget in another tab cost what was typed.
async fn a_draft_outlives_the_credentials(cloud: &Cloud) {
    journey(&cloud.named("a_draft_outlives_the_credentials"), async |journey| {
        let page = &journey.page;
        let address = format!("{}/new", cloud.address(cloud.bucket));
        come_back(page, cloud, &address).await;
        fill_in(page, cloud, "typed-in-time").await;
        keeps(page, "typed-in-time").await;
        journey.end_all_credentials();
        page.click(Role::Button, "Create rule").await;
        page.finds(Role::Alert, "The temporary credentials have ended.").await;
        page.is(Role::Textbox, "ID", "element.value === 'typed-in-time'").await;
        assert_eq!(journey.sandbox.rule_xml(cloud.bucket, "typed-in-time"), None);

        page.click(Role::Button, "Enter new credentials").await;
        page.finds(Role::Dialog, "New credentials").await;
        journey.sandbox.reset_sts_answer();
        page.click(Role::Button, "Get new credentials").await;
        page.sees("Going on with the new credentials.").await;
        page.finds_no(Role::Dialog, "").await;
        page.is(Role::Textbox, "ID", "element.value === 'typed-in-time'").await;
        assert_eq!(
            journey.sandbox.rule_xml(cloud.bucket, "typed-in-time"),
            None,
            "a write waits for the user"
        );

        let first = page.tab().await;
        page.new_tab().await;
        journey.connect(cloud.preset).await;
        page.sees("(250)").await;
        page.click(Role::Button, "Forget credentials").await;
        page.finds(Role::Heading, "Connect to a bucket").await;
        page.to_tab(&first).await;
        page.finds(Role::Heading, &format!("Connect to {}", cloud.bucket)).await;
        assert_eq!(page.address().await, address);
        page.click(Role::Button, &format!("Connect to {}", cloud.preset)).await;
        is_offered(page).await;
        page.click(Role::Button, "Restore the draft").await;
        page.click(Role::Button, "Create rule").await;
        page.sees("Rule typed-in-time was created.").await;
        assert!(journey.sandbox.rule_xml(cloud.bucket, "typed-in-time").is_some());
    })
    .await;
}

/// U4: what was thrown away, and what was undone, is not offered again. Each form has a draft of its own.
async fn a_draft_that_was_sent_or_thrown_away_is_gone(cloud: &Cloud) {
    journey(&cloud.named("a_draft_that_was_sent_or_thrown_away_is_gone"), async |journey| {
        let page = &journey.page;
        let rule = format!("{}/id/{}", cloud.address(cloud.bucket), cloud.first_id);
        for (screen, heading) in [("edit", "Edit"), ("copy", "Duplicate")] {
            come_back(page, cloud, &format!("{rule}/{screen}")).await;
            page.finds(Role::Heading, &format!("{heading} {}", cloud.first_id)).await;
            page.sees_no(FOUND).await;
            page.fill("Source prefix", &format!("typed-to-{screen}/")).await;
            keeps(page, &format!("typed-to-{screen}/")).await;
        }
        assert_eq!(drafts(page).await.len(), 2);
        come_back(page, cloud, &format!("{rule}/edit")).await;
        is_offered(page).await;
        page.click(Role::Button, "Throw it away").await;
        page.sees_no(FOUND).await;
        assert_eq!(drafts(page).await.len(), 1);
        page.sees("Nothing is changed").await;
        page.reload().await;
        page.click(Role::Button, &format!("Connect to {}", cloud.preset)).await;
        page.sees("Nothing is changed").await;
        page.sees_no(FOUND).await;

        come_back(page, cloud, &format!("{rule}/copy")).await;
        is_offered(page).await;
        page.click(Role::Button, "Restore the draft").await;
        page.is(Role::Textbox, "Source prefix", "element.value === 'typed-to-copy/'").await;
        page.fill("ID", "made-here").await;
        page.click(Role::Button, "Create rule").await;
        page.sees("Rule made-here was created.").await;
        assert!(drafts(page).await.is_empty(), "what was sent is no draft");

        come_back(page, cloud, &format!("{rule}/edit")).await;
        page.finds(Role::Heading, &format!("Edit {}", cloud.first_id)).await;
        let before: String = page.eval("return find('textbox', 'Source prefix')[0].value").await;
        page.fill("Source prefix", "undone/").await;
        keeps(page, "undone/").await;
        page.fill("Source prefix", &before).await;
        page.wait_for("nothing to be kept", async || drafts(page).await.is_empty()).await;
    })
    .await;
}
