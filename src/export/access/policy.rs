//! The smallest policies, for RAM and for CAM, and the role in whose name a provider writes reports.
//!
//! Sources: for OSS "OSS authorization syntax and elements", which maps listing rules to `oss:GetBucketInventory`, and "Bucket
//! inventory"; `oss:Prefix` as a condition is of general knowledge. For COS the CAM page of "对象存储", "PUT Bucket
//! inventory" and "Inventory Overview"; for listing the sources name two actions, so both are granted. Not
//! confirmed, and said so on the screen: the resource of COS's inventory rights, the condition, and whether saving on OSS
//! checks `ram:PassRole`.

use serde::Serialize;

use super::{Destination, json};
use crate::model::{BucketName, Connection, Provider};

/// What somebody wants to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Right {
    /// See rules.
    Look,
    /// See, write and delete rules.
    Manage,
    /// Read delivered reports.
    Reports,
}

impl Right {
    /// Every right, the smallest first.
    pub const ALL: [Right; 3] = [Right::Look, Right::Manage, Right::Reports];
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct RamPolicy {
    version: &'static str,
    statement: Vec<RamStatement>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct RamStatement {
    effect: &'static str,
    action: Vec<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    principal: Option<RamPrincipal>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    resource: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    condition: Option<Condition>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct RamPrincipal {
    service: [&'static str; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Condition {
    string_like: Prefixes,
}

#[derive(Serialize)]
struct Prefixes {
    #[serde(rename = "oss:Prefix")]
    prefixes: Vec<String>,
}

#[derive(Serialize)]
struct CamPolicy {
    version: &'static str,
    statement: Vec<CamStatement>,
}

#[derive(Serialize)]
struct CamStatement {
    effect: &'static str,
    action: Vec<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    principal: Option<CamPrincipal>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    resource: Vec<String>,
}

#[derive(Serialize)]
struct CamPrincipal {
    service: &'static str,
}

/// The policy that gives a right on the bucket of a connection, as JSON.
#[must_use]
pub fn policy(right: Right, connection: &Connection, destinations: &[Destination]) -> String {
    match connection.provider {
        Provider::Oss => json(&RamPolicy { version: "1", statement: ram(right, connection, destinations) }),
        Provider::Cos => json(&CamPolicy { version: "2.0", statement: cam(right, connection, destinations) }),
    }
}

fn allowed(action: &[&'static str], resource: Vec<String>) -> RamStatement {
    RamStatement { effect: "Allow", action: action.to_vec(), principal: None, resource, condition: None }
}

fn ram(right: Right, connection: &Connection, destinations: &[Destination]) -> Vec<RamStatement> {
    let on = |rest: &str| format!("acs:oss:*:*:{rest}");
    let source = vec![on(connection.bucket.as_str())];
    match right {
        Right::Look => vec![allowed(&["oss:GetBucketInventory"], source)],
        Right::Manage => {
            let actions = ["oss:GetBucketInventory", "oss:PutBucketInventory", "oss:DeleteBucketInventory"];
            vec![allowed(&actions, source)]
        }
        Right::Reports => destinations
            .iter()
            .flat_map(|place| {
                let objects = on(&format!("{}/{}", place.bucket, place.keys()));
                let mut list = allowed(&["oss:ListObjects"], vec![on(&place.bucket)]);
                let prefixes = (!place.prefix.is_empty()).then(|| vec![place.keys()]);
                list.condition = prefixes.map(|prefixes| Condition { string_like: Prefixes { prefixes } });
                [allowed(&["oss:GetObject"], vec![objects]), list]
            })
            .collect(),
    }
}

fn granted(action: &[&'static str], resource: Vec<String>) -> CamStatement {
    CamStatement { effect: "allow", action: action.to_vec(), principal: None, resource }
}

const CAM_LOOK: [&str; 2] = ["name/cos:GetBucketInventory", "name/cos:ListBucketInventory"];
const CAM_WRITE: [&str; 3] =
    ["name/cos:PutBucketInventory", "name/cos:PostBucketInventory", "name/cos:DeleteBucketInventory"];

fn cam(right: Right, connection: &Connection, destinations: &[Destination]) -> Vec<CamStatement> {
    let region = connection.region.as_str();
    let on = |bucket: &str, keys: &str| {
        let account = app_id(bucket).or_else(|| app_id(connection.bucket.as_str())).unwrap_or("APPID");
        format!("qcs::cos:{region}:uid/{account}:{bucket}/{keys}")
    };
    let source = || vec![on(connection.bucket.as_str(), "*")];
    let reports = || destinations.iter().map(|place| on(&place.bucket, &place.keys())).collect();
    match right {
        Right::Look => vec![granted(&CAM_LOOK, source())],
        Right::Manage => vec![
            granted(&[CAM_LOOK.as_slice(), &CAM_WRITE].concat(), source()),
            // A sub-account that sets a rule must be able to write where its reports go.
            granted(&["name/cos:PutObject"], reports()),
        ],
        Right::Reports => vec![
            granted(&["name/cos:GetObject"], reports()),
            granted(
                &["name/cos:GetBucket"],
                destinations.iter().map(|place| on(&place.bucket, "*")).collect(),
            ),
        ],
    }
}

/// The digits at the end of the name of a bucket of COS.
fn app_id(bucket: &str) -> Option<&str> {
    let name = BucketName::parse(bucket).ok().filter(BucketName::has_app_id)?;
    let digits = name.as_str().rsplit_once('-')?.1.len();
    bucket.get(bucket.len() - digits..)
}

/// The role in whose name the provider writes reports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceRole {
    /// Its name, where the provider has fixed it.
    pub name: Option<&'static str>,
    /// Who may take it on, as JSON.
    pub trust: String,
    /// What it may do, as JSON, where the smallest such policy is documented.
    pub rights: Option<String>,
}

/// The service role for the destinations of a bucket.
#[must_use]
pub fn service_role(provider: Provider, destinations: &[Destination]) -> ServiceRole {
    match provider {
        Provider::Oss => {
            let service = RamPrincipal { service: ["oss.aliyuncs.com"] };
            let trust = RamStatement { principal: Some(service), ..allowed(&["sts:AssumeRole"], Vec::new()) };
            let objects = |place: &Destination| format!("acs:oss:*:*:{}/*", place.bucket);
            let mut resource: Vec<String> = destinations.iter().map(objects).collect();
            resource.dedup();
            let rights = vec![allowed(&["oss:PutObject"], resource)];
            ServiceRole {
                name: None,
                trust: json(&RamPolicy { version: "1", statement: vec![trust] }),
                rights: Some(json(&RamPolicy { version: "1", statement: rights })),
            }
        }
        Provider::Cos => {
            let service = CamPrincipal { service: "cos.cloud.tencent.com" };
            let trust =
                CamStatement { principal: Some(service), ..granted(&["name/sts:AssumeRole"], Vec::new()) };
            ServiceRole {
                name: Some("COS_QcsRole"),
                trust: json(&CamPolicy { version: "2.0", statement: vec![trust] }),
                rights: None,
            }
        }
    }
}
