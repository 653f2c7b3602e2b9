//! Bringing rules back from a file.

mod entry;
mod file;
mod importing;
mod leave;
mod list;
mod page;
mod words;

pub(crate) use page::ImportPage;
