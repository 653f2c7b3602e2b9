//! Work of which only the last beginning counts: what was found before is gone at once, and what is still under way is not
//! waited for. An action by itself takes the answer to an earlier beginning, too, however late that comes.

use std::future::Future;

use leptos::prelude::*;
use leptos::reactive::actions::ActionAbortHandle;
use leptos::reactive::signal::MappedSignal;

/// The work. Cheap to copy.
pub(crate) struct Latest<I: 'static, O: 'static> {
    action: Action<I, O>,
    under_way: StoredValue<Option<ActionAbortHandle>>,
}

impl<I, O> Clone for Latest<I, O> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<I, O> Copy for Latest<I, O> {}

impl<I: 'static, O: 'static> Latest<I, O> {
    /// Nothing begun.
    pub(crate) fn new<F: Future<Output = O> + 'static>(work: impl Fn(&I) -> F + 'static) -> Self {
        Latest { action: Action::new_local(work), under_way: StoredValue::new(None) }
    }

    /// Begins with something else.
    pub(crate) fn begin(self, with: I) {
        if let Some(earlier) = self.under_way.try_update_value(Option::take).flatten() {
            earlier.abort();
        }
        self.action.clear();
        self.under_way.set_value(Some(self.action.dispatch_local(with)));
    }

    /// What was found, once it is.
    pub(crate) fn found(self) -> MappedSignal<Option<O>> {
        self.action.value()
    }

    /// Drops what was found.
    pub(crate) fn clear(self) {
        self.action.clear();
    }
}
