//! The sandbox's own `config.json`: the connections that the demo offers, or what was set to be answered in its place.

use serde_json::{Value, json};

use crate::provider::Provider;
use crate::reply::{PORTAL, Reply};
use crate::site_config::SiteConfig;
use crate::state::State;

/// The answer for `config.json`.
pub(crate) fn answer(state: &State) -> Reply {
    match state.site_config() {
        SiteConfig::Demo => Reply::json(&config(state), "no-cache"),
        SiteConfig::Text(text) => {
            let mut reply = Reply::json(&Value::Null, "no-cache");
            reply.body = text.into_bytes();
            reply
        }
        SiteConfig::Page => Reply::html(200, PORTAL.into()),
        SiteConfig::Missing => Reply::text(404, "There is no such file."),
        SiteConfig::Redirect => {
            let mut reply = Reply::empty(302);
            reply.headers.push(("location", "/login".into()));
            reply
        }
    }
}

/// Buckets of OSS with V4 signatures, and their names in the list.
const OSS: [(&str, &str); 16] = [
    ("demo-250", "250 rules"),
    ("demo-1000", "1,000 rules (the limit)"),
    ("demo-every-field", "Every documented field"),
    ("demo-empty", "No rules yet"),
    ("demo-cors-none", "No CORS rule"),
    ("demo-cors-read-only", "CORS for reading only"),
    ("error-403", "No permission"),
    ("error-put-403", "May not write"),
    ("error-delete-403", "May not delete"),
    ("error-expired", "Credentials expired"),
    ("error-503", "Service unavailable"),
    ("error-page-3", "Third page fails at first"),
    ("error-html", "A proxy answers"),
    ("slow-2000", "Two seconds slower"),
    ("demo-zeros", "Answers zeros for not set"),
    ("demo-look-alikes", "Ids that are not what they look like"),
];

/// Old buckets of OSS.
const OSS_V1: [(&str, &str); 1] = [("demo-v1", "OSS with V1 signatures: 250 rules")];

/// Buckets of COS.
const COS: [(&str, &str); 10] = [
    ("demo-250-1250000000", "COS sandbox: 250 rules"),
    ("demo-1000-1250000000", "COS sandbox: 1,000 rules (the limit)"),
    ("demo-every-field-1250000000", "COS sandbox: every documented field"),
    ("demo-empty-1250000000", "COS sandbox: no rules yet"),
    ("demo-cors-none-1250000000", "COS sandbox: no CORS rule"),
    ("demo-cors-read-only-1250000000", "COS sandbox: CORS for reading only"),
    ("error-403-1250000000", "COS sandbox: no permission"),
    ("error-put-403-1250000000", "COS sandbox: may not write"),
    ("error-expired-1250000000", "COS sandbox: credentials expired"),
    ("error-503-1250000000", "COS sandbox: service unavailable"),
];

fn config(state: &State) -> Value {
    let preset = |provider: Provider, (bucket, name): &(&str, &str)| {
        json!({
            "name": name,
            "provider": provider.as_str(),
            "region": provider.region(),
            "bucket": bucket,
            "endpoint": state.endpoint_template(provider),
        })
    };
    let with_v1 = |mut preset: Value| {
        preset["signature"] = json!("v1");
        preset
    };
    let connections: Vec<Value> = OSS
        .iter()
        .map(|shown| preset(Provider::Oss, shown))
        .chain(OSS_V1.iter().map(|shown| with_v1(preset(Provider::Oss, shown))))
        .chain(COS.iter().map(|shown| preset(Provider::Cos, shown)))
        .collect();
    json!({
        "title": "Stocktake sandbox",
        "relay": "relay/",
        "connections": connections,
        "credential_endpoints": { "oss": { "url": "sts/oss" }, "cos": { "url": "sts/cos" } },
    })
}
