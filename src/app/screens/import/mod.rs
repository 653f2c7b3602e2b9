//! Bringing rules back from a file.

mod differences;
mod entry;
mod file;
mod importing;
mod list;
mod page;
mod row;
mod tally;
mod words;

pub(crate) use page::ImportPage;
