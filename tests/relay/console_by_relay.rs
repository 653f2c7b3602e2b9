//! The built console, in a folder below the site's own, behind each of the servers: list, create, edit, delete.
//!
//! The direct way leads to a host that the page's policy does not list, so that no request leaves this machine.

use std::path::PathBuf;
use std::time::Duration;

use sandbox::IssuedCredentials;
use serde_json::json;

use crate::browser::{self, Leaving};
use crate::context::Context;
use crate::on_both_servers;
use crate::page::{Page, Role};
use crate::recipe::Server;
use crate::site::Site;
use crate::upstream::Upstream;

on_both_servers! {
    the_relay_is_offered_when_the_direct_way_is_refused
    the_relay_is_chosen_before_anything_is_asked
}

const HOUR: Duration = Duration::from_secs(3600);

/// A bucket, and what its provider asks for.
struct Bucket {
    address: &'static str,
    name: &'static str,
    host: &'static str,
    credentials: [&'static str; 3],
    required: &'static [(&'static str, &'static str)],
}

const OSS: Bucket = Bucket {
    address: "#/oss/cn-hangzhou/demo-250/rules",
    name: "demo-250",
    host: "demo-250.oss-cn-hangzhou.aliyuncs.com",
    credentials: ["AccessKeyId", "AccessKeySecret", "SecurityToken"],
    required: &[
        ("ID", "made-here"),
        ("Destination bucket", "reports-of-demo"),
        ("Account ID", "1000000000000000"),
        ("Role ARN", "acs:ram::1000000000000000:role/AliyunOSSRole"),
    ],
};

const COS: Bucket = Bucket {
    address: "#/cos/ap-guangzhou/demo-250-1250000000/rules",
    name: "demo-250-1250000000",
    host: "demo-250-1250000000.cos.ap-guangzhou.myqcloud.com",
    credentials: ["TmpSecretId", "TmpSecretKey", "Token"],
    required: &[("ID", "made-here"), ("Destination bucket", "reports-of-demo-1250000000")],
};

async fn the_relay_is_offered_when_the_direct_way_is_refused(server: Server) {
    with_console(server, async |site, page| {
        ready(page, &OSS, &site.upstream.sandbox.issue_credentials(HOUR)).await;
        page.click(Role::Button, "Advanced").await;
        page.fill("Endpoint template", &site.upstream.sandbox.endpoint_template()).await;
        page.click(Role::Checkbox, "I trust").await;
        page.click(Role::Button, "Connect").await;
        page.finds(Role::Alert, "This page was deployed without permission").await;
        page.sees(&format!("This site has a relay, {}/relay/", site.console())).await;
        assert!(site.upstream.asked().is_empty(), "nothing goes there before a yes");
        page.click(Role::Button, "Use this site's relay").await;
        works(site, page, &OSS).await;
    })
    .await;
}

async fn the_relay_is_chosen_before_anything_is_asked(server: Server) {
    with_console(server, async |site, page| {
        ready(page, &COS, &site.upstream.sandbox.issue_cos_credentials(HOUR)).await;
        page.click(Role::Button, "Advanced").await;
        page.click(Role::Checkbox, "Send calls through this site's relay").await;
        page.click(Role::Checkbox, "I trust 127.0.0.1").await;
        page.click(Role::Button, "Connect").await;
        works(site, page, &COS).await;
    })
    .await;
}

async fn with_console(server: Server, run: impl AsyncFnOnce(&Site, &Page)) {
    let built = PathBuf::from(browser::told("STOCKTAKE_SITE"));
    let config = |_: &Upstream| json!({ "relay": "relay/" }).to_string();
    let site = Site::with_console(server, &built, config).await;
    let page = Page::new(Context::new(Leaving::Agreed).await, site.console()).await;
    run(&site, &page).await;
    page.into_context().end(true).await;
}

/// Fills in the credentials.
async fn ready(page: &Page, bucket: &Bucket, issued: &IssuedCredentials) {
    page.open(bucket.address).await;
    let texts = [&issued.access_key_id, &issued.access_key_secret, &issued.security_token];
    for (label, text) in bucket.credentials.into_iter().zip(texts) {
        page.fill(label, text).await;
    }
}

async fn works(site: &Site, page: &Page, bucket: &Bucket) {
    let stored = |id: &str| site.upstream.sandbox.rule_xml(bucket.name, id);
    page.sees("(250)").await;
    page.click(Role::Link, "Create rule").await;
    for (label, text) in bucket.required {
        page.fill(label, text).await;
    }
    page.click(Role::Button, "Create rule").await;
    page.sees("Rule made-here was created.").await;
    assert!(stored("made-here").is_some());

    page.click(Role::Link, "made-here").await;
    page.click(Role::Link, "Edit").await;
    page.focus_is_on(Role::Heading, "Edit made-here").await;
    page.fill("Source prefix", "changed/").await;
    page.click(Role::Button, "Save changes").await;
    page.click(Role::Button, "Save").await;
    page.sees("Rule made-here was saved.").await;
    assert!(stored("made-here").is_some_and(|xml| xml.contains("<Prefix>changed/</Prefix>")));

    page.click(Role::Button, "Delete made-here").await;
    page.finds(Role::Dialog, "Delete inventory rule").await;
    page.wait_until("the focus in the field", "return focused().startsWith('textbox')", vec![]).await;
    page.press("confirm").await;
    page.click(Role::Button, "Delete rule").await;
    page.sees("Rule made-here was deleted.").await;
    assert_eq!(stored("made-here"), None);

    // By the relay, signed in headers, for the provider's own host; nothing by any other way.
    let requests = site.upstream.sandbox.requests();
    assert!(requests.len() > 6);
    for request in &requests {
        assert_eq!(request.header("host"), Some(bucket.host));
        assert!(!request.preflight && request.header("authorization").is_some(), "{}", request.path);
        assert!(request.header("cookie").is_none() && request.header("referer").is_none());
    }
    assert_eq!(site.upstream.asked().len(), requests.len());
}
