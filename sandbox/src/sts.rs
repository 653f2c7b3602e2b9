//! `/sts/oss` and `/sts/cos`: temporary credentials in the shape of each STS's
//! answer (wire/oss.md section 9, wire/cos.md section 6). In real life this is
//! the company's own endpoint.

use serde_json::{Value, json};

use crate::arrived::Arrived;
use crate::credential::IssuedCredentials;
use crate::oss;
use crate::provider::Provider;
use crate::query;
use crate::reply::Reply;
use crate::state::State;

/// `?lifetime=SECONDS` overrides the life; zero or less gives credentials that
/// have already expired.
pub(crate) fn answer(state: &State, provider: Provider, arrived: &Arrived) -> Reply {
    if arrived.method != "GET" {
        return Reply::text(405, "Credentials are read with GET.");
    }
    let query = query::decode(&arrived.raw_query);
    let lifetime = match query::value(&query, "lifetime").map(str::parse) {
        None => state.credential_lifetime(),
        Some(Ok(seconds)) => seconds,
        Some(Err(_)) => return Reply::text(400, "lifetime is a number of seconds."),
    };
    if let Some(instead) = state.sts_answer() {
        return instead;
    }
    let issued = state.issue_credentials(provider, lifetime);
    let number = state.next_request_number();
    let document = match provider {
        Provider::Oss => assume_role(&issued, number),
        Provider::Cos => federation_token(&issued, number),
    };
    Reply::json(&document, "no-store")
}

/// Alibaba Cloud's AssumeRole.
pub(crate) fn assume_role(issued: &IssuedCredentials, number: u64) -> Value {
    json!({
        "RequestId": oss::request_id(number),
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
    })
}

/// Tencent Cloud's GetFederationToken.
pub(crate) fn federation_token(issued: &IssuedCredentials, number: u64) -> Value {
    json!({
        "Response": {
            "Credentials": {
                "Token": issued.security_token,
                "TmpSecretId": issued.access_key_id,
                "TmpSecretKey": issued.access_key_secret,
            },
            "ExpiredTime": issued.expired_time,
            "Expiration": issued.expiration,
            "RequestId": format!("4daec797-9cd2-4f09-9e7a-{number:012x}"),
        },
    })
}
