//! Files that a person gives: their text, and those that are dropped on the window while a screen is there, wherever they
//! fall. A browser would leave the page for a file that falls beside its place.

use leptos::ev;
use leptos::prelude::*;
use leptos::web_sys::{self, DataTransfer, DragEvent};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// What was chosen or dropped.
#[derive(Clone)]
pub(crate) enum Given {
    /// A file.
    One(web_sys::File),
    /// So many at once.
    Several(u32),
}

/// Why there is no text.
#[derive(Clone, Copy, Debug)]
pub(crate) enum NoText {
    /// The browser does not give it.
    Unreadable,
    /// There are so many files.
    Several(u32),
    /// It has more bytes than are read.
    TooLarge,
}

impl Given {
    /// The text of the one file.
    ///
    /// # Errors
    /// [`NoText`]. Nothing larger than this is read into memory at all.
    pub(crate) async fn text(&self, most: usize) -> Result<String, NoText> {
        match self {
            Given::Several(count) => Err(NoText::Several(*count)),
            Given::One(file) if file.size() > most as f64 => Err(NoText::TooLarge),
            Given::One(file) => {
                let text = JsFuture::from(file.text()).await.ok();
                text.and_then(|text| text.as_string()).ok_or(NoText::Unreadable)
            }
        }
    }
}

/// Takes files that are dropped, unless they are not wanted now; tells whether some are held over the window. For the top of
/// a component.
pub(crate) fn take_dropped(inert: Signal<bool>, on_given: Callback<Given>) -> ReadSignal<bool> {
    let (over, set_over) = signal(false);
    let held = window_event_listener(ev::dragover, move |event| {
        if let Some(files) = files_of(&event) {
            event.prevent_default();
            let takes = !inert.get_untracked();
            files.set_drop_effect(if takes { "copy" } else { "none" });
            if over.get_untracked() != takes {
                set_over.set(takes);
            }
        }
    });
    // From one element to the next it is still over the window.
    let left = window_event_listener(ev::dragleave, move |event| {
        if event.related_target().is_none() {
            set_over.set(false);
        }
    });
    let dropped = window_event_listener(ev::drop, move |event| {
        let Some(transfer) = files_of(&event) else { return };
        event.prevent_default();
        set_over.set(false);
        let files = transfer.files().filter(|_| !inert.get_untracked());
        let given = files.and_then(|files| match files.length() {
            1 => files.get(0).map(Given::One),
            // A folder, perhaps.
            0 => None,
            count => Some(Given::Several(count)),
        });
        if let Some(given) = given {
            on_given.run(given);
        }
    });
    on_cleanup(move || {
        held.remove();
        left.remove();
        dropped.remove();
    });
    over
}

/// What is dragged, if it is files.
fn files_of(event: &DragEvent) -> Option<DataTransfer> {
    let transfer = event.data_transfer()?;
    transfer.types().includes(&JsValue::from_str("Files"), 0).then_some(transfer)
}
