//! Templates: what new rules can begin with. They are saved from a rule or a form, chosen in the form of a new rule, and taken
//! to another device in a file.

pub(crate) mod choosing;
mod file;
mod importing;
mod kept;
mod offers;
mod save_dialog;

pub(crate) use save_dialog::{SaveAsTemplate, SaveTemplateDialog};
