//! Several rules as code of other tools: one text for each, to be copied or kept as a file.

use crate::choosing::act;
use crate::cloud::{Cloud, on_both};
use crate::importing::dated_file;
use crate::journey::journey;
use crate::on_the_way::Held;
use crate::page::Role;
use crate::runs::chosen_of;

on_both! {
    chosen_rules_are_one_text_for_each_tool
    code_is_not_made_of_half_the_rules
}

const TEXT: &str = "return document.querySelector('dialog pre').textContent";

/// F: Terraform with import blocks, Python and a shell script of all that is chosen; a rule that is gone meanwhile is named.
async fn chosen_rules_are_one_text_for_each_tool(cloud: &Cloud) {
    journey(&cloud.named("chosen_rules_are_one_text_for_each_tool"), async |journey| {
        let page = &journey.page;
        let ids = chosen_of(journey, cloud, 3).await;
        assert!(journey.sandbox.remove_rule(cloud.bucket, &ids[2]));
        page.click(Role::Button, "Show as code 3 selected").await;
        page.finds(Role::Dialog, "Code of the rules: 3").await;
        page.sees("Each makes these rules anew with another tool: 2.").await;
        page.sees(&format!("Not there any more, and left out: {}.", ids[2])).await;
        let terraform = if cloud.slug == "oss" { "alicloud" } else { "tencentcloud" };
        let resource = format!("resource \"{terraform}_");
        let cases: [(&str, &str, &str, usize); 3] = [
            ("Command line", "sh", "<InventoryConfiguration>", 2),
            ("Terraform", "tf", &resource, 2),
            ("Python", "py", "put_bucket_inventory(", 2),
        ];
        for (tab, ending, each, count) in cases {
            page.click(Role::Tab, tab).await;
            page.is(Role::Tab, tab, "element.ariaSelected === 'true'").await;
            page.click(Role::Button, "Download the file").await;
            let (name, text) = dated_file(journey, cloud.bucket, ending).await;
            page.sees(&format!("Written to {name}.")).await;
            assert_eq!(page.eval::<String>(TEXT).await, text, "what is shown is what is kept");
            assert_eq!(text.matches(each).count(), count, "{text}");
            assert!(text.contains(&ids[0]) && text.contains(&ids[1]) && !text.contains(&ids[2]), "{text}");
            assert_eq!(text.matches("import {").count(), if ending == "tf" { 2 } else { 0 });
        }
        page.click(Role::Button, "Close").await;
        page.finds_no(Role::Dialog, "").await;
        page.focus_is_on(Role::Button, "Show as code 3 selected").await;
    })
    .await;
}

/// What was stopped, or could not be read, gives no code: a text that lacks rules would pass for a whole one.
async fn code_is_not_made_of_half_the_rules(cloud: &Cloud) {
    journey(&cloud.named("code_is_not_made_of_half_the_rules"), async |journey| {
        let page = &journey.page;
        let ids = chosen_of(journey, cloud, 3).await;
        page.hold(Held::Before, &format!("GET {}", ids[1])).await;
        act(page, "Show as code").await;
        page.finds(Role::Dialog, "Code of the rules: 3").await;
        page.sees(&format!("Reading {}… 1 of 3 done", ids[1])).await;
        page.click(Role::Button, "Stop").await;
        page.release().await;
        page.finds(Role::Alert, "There is no code: reading was stopped after 2 of 3 rules.").await;
        page.finds_no(Role::Tab, "Terraform").await;
        page.click(Role::Button, "Close").await;
        page.finds_no(Role::Dialog, "").await;

        page.answer_instead(&format!("GET {}", ids[2]), 403, "AccessDenied").await;
        act(page, "Show as code").await;
        page.finds(Role::Alert, &format!("There is no code: reading {} failed.", ids[2])).await;
        page.answer_no_more().await;
        page.click(Role::Button, "Close").await;
        page.finds_no(Role::Dialog, "").await;
    })
    .await;
}
