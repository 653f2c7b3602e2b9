//! A turning circle.

use crate::app::dom::{El, el};

/// Says by its movement that something is under way; words stand beside it.
pub(crate) fn spinner() -> El {
    el("span.spinner").attr("aria-hidden", "true")
}
