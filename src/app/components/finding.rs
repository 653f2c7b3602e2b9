//! What was found in a field.

use std::rc::Rc;

use crate::app::dom::{El, el};

/// What was found in a field: the words, and whether it must be mended.
pub(crate) struct Found {
    /// What is wrong, or worth knowing.
    pub(crate) text: String,
    /// Whether the field keeps the form from being sent.
    pub(crate) blocks: bool,
}

/// A finding that may be missing, and changes.
pub(crate) type Finding = Rc<dyn Fn() -> Option<Found>>;

/// Whether it keeps the form from being sent.
pub(super) fn blocks(finding: &Finding) -> bool {
    finding().is_some_and(|found| found.blocks)
}

/// The line that says what was found about the control `id`.
pub(crate) fn finding(id: &str, found: Finding) -> El {
    let (mild, text) = (Rc::clone(&found), Rc::clone(&found));
    el("p.problem")
        .id(&format!("{id}-problem"))
        .bind_class("mild", move || mild().is_some_and(|found| !found.blocks))
        .bind_attr("hidden", move || found().is_none().then(String::new))
        .bind_text(move || text().map(|found| found.text).unwrap_or_default())
}
