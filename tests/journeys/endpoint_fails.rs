//! A credential endpoint of the site that gives no credentials.

use crate::cloud::OSS;
use crate::journey::journey;
use crate::page::Role;

/// E: it is said that the site's endpoint failed, and how; its code is shown, and nothing else of its answer.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_failure_of_the_sites_endpoint_is_told_as_such() {
    journey("the_failure_of_the_sites_endpoint_is_told_as_such", async |journey| {
        let page = &journey.page;
        let json = "application/json";
        for (status, kind, body, said) in [
            (200, "text/html", "<!DOCTYPE html><p>Sign in to the network", "answered with a web page"),
            (200, json, "{\"AccessKeyId\": \"STS", "JSON that is cut off"),
            (200, json, "", "answered with nothing"),
            (
                401,
                json,
                "{\"error\": \"login_required\"}",
                "wants you to sign in (status 401). Its code: login_required.",
            ),
            (500, "text/plain", "ask your administrator", "answered with status 500."),
            (
                200,
                json,
                "{\"StatusCode\": 500, \"ErrorCode\": \"NoPermission\", \"ErrorMessage\": \"not-shown\"}",
                "says that it failed to get credentials. Its code: NoPermission.",
            ),
            (200, json, "{}", "answered without credentials"),
        ] {
            journey.sandbox.set_sts_answer(status, kind, body);
            journey.connect(OSS.preset).await;
            page.finds(Role::Alert, "The credential endpoint of this site").await;
            page.sees(said).await;
            page.sees_no("Paste the whole answer of STS").await;
            page.sees_no("not-shown").await;
            page.sees_no("ask your administrator").await;
        }
        journey.sandbox.reset_sts_answer();
        journey.connect(OSS.preset).await;
        page.sees("(250)").await;
    })
    .await;
}
