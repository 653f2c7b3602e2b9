//! What the device remembers: connections without their secrets, and nothing else.
//!
//! One key of `localStorage`, in the form of `config.json`, newest first. Storage may be forbidden or full: then
//! nothing is remembered, which costs typing and nothing else.

use leptos::prelude::window;
use leptos::web_sys::Storage;

use super::json;
use crate::config::{Config, written};
use crate::json::Json;
use crate::model::Connection;

const KEY: &str = "stocktake.connections";
const MOST: usize = 12;

/// The remembered connections, newest first.
pub(crate) fn connections() -> Vec<Connection> {
    let text = storage().and_then(|storage| storage.get_item(KEY).ok().flatten()).unwrap_or_default();
    // What another version has left there, or somebody else, is as good as nothing.
    let known = Config::parse(&text, &json::parse).unwrap_or_default();
    known.connections.into_iter().map(|preset| preset.connection).collect()
}

/// Puts a connection first.
pub(crate) fn remember(connection: &Connection) {
    let mut known = connections();
    known.retain(|other| !other.same_bucket(connection.provider, &connection.region, &connection.bucket));
    known.insert(0, connection.clone());
    known.truncate(MOST);
    let list = Json::List(known.iter().map(written).collect());
    let text = json::written(&Json::Object(vec![("connections".to_owned(), list)]));
    if storage().is_none_or(|storage| storage.set_item(KEY, &text).is_err()) {
        leptos::logging::warn!("the browser does not store connections for this page");
    }
}

fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}
