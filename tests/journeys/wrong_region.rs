//! A connection to the wrong region, where the right one is known.

use crate::cloud::OSS;
use crate::failures::connect_to;
use crate::journey::journey;
use crate::page::Role;

/// E, H: the right region is a button, which keeps bucket and credentials; a host that is not the provider's is named
/// before it is asked.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_endpoint_that_a_refusal_names_is_a_button() {
    for bucket in ["demo-shanghai", "moved-shanghai"] {
        journey(&format!("the_endpoint_that_a_refusal_names_is_a_button_{bucket}"), async |journey| {
            let page = &journey.page;
            connect_to(journey, &OSS, bucket).await;
            page.finds(Role::Alert, "The bucket cannot be reached at this endpoint.").await;
            page.sees("oss-cn-shanghai.aliyuncs.com").await;
            let before = journey.calls().len();
            page.click(Role::Button, "Use cn-shanghai").await;
            let host = format!("{bucket}.oss-cn-shanghai.localhost");
            page.sees(&format!("Signed requests will go to {host}")).await;
            assert_eq!(journey.calls().len(), before, "nothing is asked there before the yes");
            page.click(Role::Button, &format!("I trust {host}")).await;
            page.sees("(12)").await;
            page.finds_no(Role::Alert, "The bucket cannot be reached").await;
            assert!(page.address().await.contains("cn-shanghai"), "the address names the right region");
        })
        .await;
    }
}

/// The same where the signature names another region than the host: through the relay, whose answers name the
/// provider's own host. It has a yes already.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_region_of_the_host_is_a_button_when_the_signature_names_another() {
    journey("the_region_of_the_host_is_a_button_when_the_signature_names_another", async |journey| {
        let page = &journey.page;
        let issued = OSS.issue(journey);
        page.open("#/oss/cn-beijing/demo-250/rules").await;
        let texts = [&issued.access_key_id, &issued.access_key_secret, &issued.security_token];
        for (label, text) in OSS.credentials.into_iter().zip(texts) {
            page.fill(label, text).await;
        }
        page.click(Role::Button, "Advanced").await;
        let relay = format!(
            "http://127.0.0.1:{}/relay/{{bucket}}.oss-cn-hangzhou.aliyuncs.com",
            journey.sandbox.port()
        );
        page.fill("Endpoint template", &relay).await;
        page.click(Role::Checkbox, "I trust").await;
        page.click(Role::Button, "Connect").await;
        page.finds(Role::Alert, "The request is signed for another region than the bucket's.").await;
        page.click(Role::Button, "Use cn-hangzhou").await;
        page.sees("(250)").await;
        assert!(page.address().await.contains("cn-hangzhou"));
    })
    .await;
}
