//! What is typed, and what it means: a rule's draft with its checks, and pasted credentials and buckets.

pub mod check;
pub mod connection;
pub mod connection_store;
mod console;
pub mod credential_text;
pub mod crossing;
pub mod draft;
pub mod edits;
pub mod endpoint_answer;
pub mod obtaining;
pub mod paste;
pub mod relay;
pub mod right_region;
pub mod several;
pub mod suggested;
pub mod targets;
pub mod template;
