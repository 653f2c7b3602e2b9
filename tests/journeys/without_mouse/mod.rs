//! Walks that are made of keys alone, whichever hand the environment names. `cargo xtask test` makes them once, with
//! the keys.

mod by_keys;
mod dialogs;
pub(crate) mod focus;
pub(crate) mod keyboard;
