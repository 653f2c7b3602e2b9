//! What the device remembers: connections without their secrets, and nothing else.
//!
//! One key of `localStorage`, a JSON list, newest first. Storage may be forbidden or full: then
//! nothing is remembered, which costs typing and nothing else.

use leptos::prelude::window;
use serde::{Deserialize, Serialize};

use crate::model::{BucketName, Connection, EndpointTemplate, Provider, ReadSigning, Region};

const KEY: &str = "stocktake.connections";
const MOST: usize = 12;

#[derive(Serialize, Deserialize)]
struct Remembered {
    provider: String,
    region: String,
    bucket: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    endpoint: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    reads: Option<String>,
}

/// The remembered connections, newest first. Entries that do not read well are left out.
pub(crate) fn connections() -> Vec<Connection> {
    let text =
        window().local_storage().ok().flatten().and_then(|storage| storage.get_item(KEY).ok().flatten());
    let remembered: Vec<Remembered> =
        text.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
    remembered.iter().filter_map(Remembered::read).collect()
}

/// Puts a connection first.
pub(crate) fn remember(connection: &Connection) {
    let mut known = connections();
    known.retain(|other| !other.same_bucket(connection.provider, &connection.region, &connection.bucket));
    known.insert(0, connection.clone());
    known.truncate(MOST);
    write(&known);
}

fn write(connections: &[Connection]) {
    let remembered: Vec<_> = connections.iter().map(Remembered::of).collect();
    let written = serde_json::to_string(&remembered)
        .ok()
        .and_then(|text| window().local_storage().ok().flatten()?.set_item(KEY, &text).ok());
    if written.is_none() {
        leptos::logging::warn!("the browser does not store connections for this page");
    }
}

impl Remembered {
    fn of(connection: &Connection) -> Self {
        Remembered {
            provider: connection.provider.slug().to_owned(),
            region: connection.region.as_str().to_owned(),
            bucket: connection.bucket.as_str().to_owned(),
            endpoint: connection.endpoint.as_ref().map(|endpoint| endpoint.as_str().to_owned()),
            reads: match connection.reads {
                ReadSigning::Automatic => None,
                ReadSigning::Query => Some("query".to_owned()),
                ReadSigning::Header => Some("header".to_owned()),
            },
        }
    }

    fn read(&self) -> Option<Connection> {
        Some(Connection {
            provider: Provider::from_slug(&self.provider)?,
            region: Region::parse(&self.region).ok()?,
            bucket: BucketName::parse(&self.bucket).ok()?,
            endpoint: self.endpoint.as_deref().map(EndpointTemplate::parse).transpose().ok()?,
            reads: match self.reads.as_deref() {
                Some("query") => ReadSigning::Query,
                Some("header") => ReadSigning::Header,
                _ => ReadSigning::Automatic,
            },
        })
    }
}
