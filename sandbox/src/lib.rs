//! The sandbox: the providers' inventory API, CORS, STS and the console's
//! static site from one process on 127.0.0.1, for demos and tests.
//!
//! It was written from the wire documents and the recorded vectors alone. It
//! shares no code with the console: signatures are checked by a second
//! implementation, so that one mistake cannot hide in both.
//!
//! Reading order: `handle` ([`start`]), `server`, `target` and `address` (who is
//! asked?), `service` and `operations` (what do both providers answer?), `api`,
//! `oss` and `cos` (what does each in its own way?), `state` and `bucket` (what
//! is remembered?), `document` (what is a rule?), `fault` and `aftermath` (what
//! goes wrong on purpose?). Known differences from the real services are in
//! `README.md`.
//!
//! Imports go one way: no two modules need each other, and none but tests needs
//! this one.

mod address;
mod aftermath;
mod api;
mod arrived;
mod body;
mod bucket;
mod bytes_text;
mod call;
mod clock;
mod control;
#[cfg(test)]
mod conversation_tests;
mod cors;
mod cos;
mod credential;
mod document;
mod error;
mod fault;
mod handle;
mod log;
mod mac;
mod operations;
mod options;
mod oss;
mod page;
mod presets;
mod provider;
mod query;
mod reply;
mod seed;
mod server;
mod service;
mod sign_in;
mod site;
mod site_config;
mod state;
mod sts;
mod sts_api;
mod switches;
mod target;
#[cfg(test)]
mod test_user;
mod unclear_answer;
#[cfg(test)]
mod vectors;

pub use aftermath::{Aftermath, Answer, CarriedOut};
pub use cors::CorsRule;
pub use credential::IssuedCredentials;
pub use handle::{Sandbox, start};
pub use log::{Auth, LoggedRequest, Operation};
pub use options::Options;
pub use provider::Provider;
pub use site_config::SiteConfig;
pub use switches::{ListOrder, PutExisting, Switches};
