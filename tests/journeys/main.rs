//! Whole-browser runs: the built console in a real Chromium, against the sandbox.
//!
//! Each journey has its own sandbox, browser and profile, finds things by role and name as a
//! user does, waits for what a user would see, and ends with a search for secrets.
//! Reading order: `journey` (what surrounds each), `page` (what a user can do), `cloud` (what differs
//! between the providers), then any other.

mod addresses;
mod browser;
mod clock;
mod cloud;
mod connecting;
mod cors;
mod editing;
mod every_field;
mod expiry;
mod failures;
mod first_light;
mod journey;
mod keyboard;
mod page;
mod sealed;
mod secrets;
mod thousand;
mod widths;
