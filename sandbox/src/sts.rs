//! `/sts/oss`: temporary credentials in the shape of an AssumeRole answer
//! (wire/oss.md section 9). In real life this is the company's own endpoint.

use serde_json::json;

use crate::oss::Reply;
use crate::query;
use crate::server::{Arrived, text};
use crate::state::State;

/// `?lifetime=SECONDS` overrides the life; zero or less gives credentials that
/// have already expired.
pub(crate) fn answer(state: &State, arrived: &Arrived) -> Reply {
    if arrived.method != "GET" {
        return text(405, "Credentials are read with GET.");
    }
    let query = query::decode(&arrived.raw_query);
    let lifetime = match query::value(&query, "lifetime").map(str::parse) {
        None => state.credential_lifetime(),
        Some(Ok(seconds)) => seconds,
        Some(Err(_)) => return text(400, "lifetime is a number of seconds."),
    };
    let issued = state.issue_credentials(lifetime);
    let document = json!({
        "RequestId": state.next_request_id(),
        "AssumedRoleUser": {
            "Arn": "acs:ram::1000000000000000:role/inventory-admin/stocktake",
            "AssumedRoleId": "300000000000000000:stocktake",
        },
        "Credentials": {
            "AccessKeyId": issued.access_key_id,
            "AccessKeySecret": issued.access_key_secret,
            "SecurityToken": issued.security_token,
            "Expiration": issued.expiration,
        },
    });
    Reply {
        headers: vec![("content-type", "application/json".into()), ("cache-control", "no-store".into())],
        body: format!("{document:#}\n").into_bytes(),
        ..Reply::empty(200)
    }
}
