//! Bringing rules back from a file.

mod file;
mod importing;
mod leave;
mod list;
mod page;
mod words;

use leptos::prelude::*;

use crate::app::services::open_bucket::OpenBucket;
use page::ImportPage;

/// What draws the screen.
pub(crate) fn import_page(bucket: OpenBucket) -> AnyView {
    view! { <ImportPage bucket/> }.into_any()
}
