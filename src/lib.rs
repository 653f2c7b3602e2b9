//! Stocktake: a browser console for the inventory rules of object-storage buckets.
//!
//! The modules in reading order. Everything but `app` is pure: no browser crate, no clock, no
//! I/O. It compiles and is tested on the host; the browser crates are dependencies of the wasm32
//! target only, so that a stray import breaks the native build.

// A page runs its tests by name (`tests/components`): the host's way of running them would start with the program.
#![cfg_attr(all(test, target_arch = "wasm32"), no_main)]

pub mod model;

pub mod provider;

pub mod form;

pub mod export;

pub mod doctor;

pub mod state;
pub mod view_store;

pub mod config;
pub mod draft_store;
mod formats;
pub mod route;
#[cfg(test)]
mod worked;

#[cfg(target_arch = "wasm32")]
pub mod app;
