//! Whether a screen is still there: what goes on after an `await` asks before it reads what went with it. Writing needs
//! no question: a signal that is gone takes nothing and says nothing.

use leptos::prelude::*;

/// The screen, or the part of one, under which it was made. Cheap to copy.
#[derive(Clone, Copy)]
pub(crate) struct Here(StoredValue<()>);

/// The component that calls it, at its top.
pub(crate) fn use_here() -> Here {
    Here(StoredValue::new(()))
}

impl Here {
    /// Whether it was left.
    pub(crate) fn is_gone(self) -> bool {
        self.0.is_disposed()
    }
}
