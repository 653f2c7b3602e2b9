//! What a screen can be showing, as plain values: no signals, no requests.

pub mod listing;
pub mod table;
