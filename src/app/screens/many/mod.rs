//! Taking rules to many other buckets, of the same provider or of another one, or comparing them with those: where they are
//! named, what would change in each, bucket by bucket or side by side, the writing of it and the taking back. A part of the
//! wasm of its own.

mod card;
mod done;
mod fields;
mod form;
mod jobs;
mod keeping;
mod matrix;
mod not_taken_back;
mod page;
mod places;
mod plan;
mod planning;
mod report;
mod result;
mod row;
mod running;
mod side;
mod source;
mod target;
mod undoing;
mod words;

use leptos::prelude::*;
use loader::loader;

pub(crate) use self::not_taken_back::NotTakenBackDialog;
use self::page::ManyPage;
use crate::app::lazy::Loaded;
use crate::app::services::open_bucket::OpenBucket;

/// What draws the screen.
#[loader(many)]
pub(super) fn many_page() -> Loaded<OpenBucket> {
    Ok(|bucket| view! { <ManyPage bucket/> }.into_any())
}
