//! What the device remembers in `localStorage`: connections without their secrets, in the form of
//! `config.json`, newest first; preferences; drafts. Storage may be forbidden or full: then nothing is
//! remembered, which costs typing and nothing else.

use leptos::prelude::window;
use leptos::web_sys::Storage;

use crate::form::connection_store;
use crate::model::Connection;

const KEY: &str = "stocktake.connections";
const MOST: usize = 12;

/// The remembered connections, newest first.
pub(crate) fn connections() -> Vec<Connection> {
    connection_store::read(&read(KEY).unwrap_or_default())
}

/// Puts a connection first.
pub(crate) fn remember(connection: &Connection) {
    let mut known = without(connection);
    known.insert(0, connection.clone());
    known.truncate(MOST);
    keep(&known);
}

/// Drops a connection.
pub(crate) fn forget(connection: &Connection) {
    keep(&without(connection));
}

fn without(connection: &Connection) -> Vec<Connection> {
    let mut known = connections();
    known.retain(|other| !other.same_bucket(connection.provider, &connection.region, &connection.bucket));
    known
}

fn keep(known: &[Connection]) {
    if !connection_store::written(known).is_ok_and(|text| write(KEY, &text)) {
        leptos::logging::warn!("the browser does not store connections for this page");
    }
}

/// What is kept under a key.
pub(crate) fn read(key: &str) -> Option<String> {
    storage()?.get_item(key).ok()?
}

/// Keeps a text under a key; false when the device did not.
pub(crate) fn write(key: &str, text: &str) -> bool {
    storage().is_some_and(|storage| storage.set_item(key, text).is_ok())
}

/// Drops what is kept under a key.
pub(crate) fn remove(key: &str) {
    if let Some(storage) = storage() {
        // Fails for no key.
        drop(storage.remove_item(key));
    }
}

fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}
