//! Templates: what new rules can begin with. They are saved from a rule or a form, and chosen in the form of a new rule.

pub(crate) mod choosing;
mod kept;
mod save_dialog;

pub(crate) use save_dialog::{SaveAsTemplate, SaveTemplateDialog};
