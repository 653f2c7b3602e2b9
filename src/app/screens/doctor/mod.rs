//! The check of a connection: what each step has shown, what is in the way, and what leads out of it, ready to be copied.

mod commands;
mod cors;
mod diagnosis;
mod page;
mod rights;
mod run;
mod step;
mod text_block;
mod texts;

pub(super) use page::DoctorPage;
