//! Bringing rules back from a file.

mod file;
mod importing;
mod leave;
mod list;
mod page;
mod words;

pub(crate) use page::ImportPage;
