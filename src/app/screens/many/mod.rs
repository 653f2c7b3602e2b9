//! Taking rules to many other buckets, of the same provider or of another one: where they are named, what would change in each, and the
//! writing of it. A part of the wasm of its own.

mod card;
mod fields;
mod form;
mod jobs;
mod keeping;
mod page;
mod plan;
mod planning;
mod report;
mod result;
mod row;
mod running;
mod side;
mod source;
mod target;
mod words;

use leptos::prelude::*;
use loader::loader;

use self::page::ManyPage;
use crate::app::lazy::Loaded;
use crate::app::services::open_bucket::OpenBucket;

/// What draws the screen.
#[loader(many)]
pub(super) fn many_page() -> Loaded<OpenBucket> {
    Ok(|bucket| view! { <ManyPage bucket/> }.into_any())
}
