//! CORS, the first wall: a refusal has no words of the provider, so ours must help.

use serde_json::json;

use crate::cloud::{Cloud, on_both};
use crate::first_light::fill_in;
use crate::journey::journey;
use crate::page::Role;

on_both! { cors_refused_altogether cors_for_reading_only }

async fn cors_refused_altogether(cloud: &Cloud) {
    journey(&cloud.named("cors_refused_altogether"), async |journey| {
        let page = &journey.page;
        journey.connect(&cloud.preset("No CORS rule")).await;
        page.finds(Role::Alert, "The browser got no answer").await;
        page.reads_in_order(&[(Role::Heading, "Inventory rules"), (Role::Alert, "The browser")]).await;
        let rule: String =
            page.eval("return find('alert', 'The browser')[0].querySelector('pre').textContent").await;
        assert!(rule.contains(&journey.sandbox.site_origin()), "the rule names this page: {rule}");
        page.finds(Role::Button, "Copy CORS rule").await;
        for of_the_provider in ["HTTP status", "Provider's message", "Request ID"] {
            assert!(!page.text().await.contains(of_the_provider), "{of_the_provider} is not known");
        }
        assert_eq!(journey.calls(), ["list query 200"], "a missing answer is no reason for another form");

        page.click(Role::Button, "Retry").await;
        page.wait_for("a second try", async || journey.calls().len() == 2).await;
        page.finds(Role::Alert, "The browser got no answer").await;
        journey
            .sandbox
            .set_cors(&cloud.bucket("demo-cors-none"), vec![sandbox::CorsRule::any_origin(&["GET"])]);
        page.click(Role::Button, "Retry").await;
        page.sees("(12)").await;
    })
    .await;
}

async fn cors_for_reading_only(cloud: &Cloud) {
    journey(&cloud.named("cors_for_reading_only"), async |journey| {
        let page = &journey.page;
        journey.connect(&cloud.preset("CORS for reading only")).await;
        page.sees("(12)").await;
        page.click(Role::Link, "Create rule").await;
        fill_in(page, cloud, "made-here").await;
        page.click(Role::Button, "Create rule").await;
        page.finds(Role::Alert, "The browser got no answer").await;
        page.sees("Whether the rule was created is not known").await;
        let calls = journey.calls();
        let looks = calls.iter().rev().take_while(|call| *call == "get query 404").count();
        assert_eq!(
            (calls[0].as_str(), calls[calls.len() - 1 - looks].as_str()),
            ("list query 200", "preflight put 403")
        );
        assert!(looks > 0, "what became of it is looked at: {calls:?}");
        assert!(calls.iter().all(|call| !call.starts_with("put")), "{calls:?}");
        assert_eq!(journey.sandbox.rule_ids(&cloud.bucket("demo-cors-read-only")).len(), 12);
        for (label, typed) in cloud.required {
            let kept = format!("element.value === {}", json!(typed));
            page.is(Role::Textbox, label, &kept).await;
        }
    })
    .await;
}
