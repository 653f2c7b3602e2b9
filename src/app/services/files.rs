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

/// Takes files that are dropped, unless it is `acting`; tells whether some are held over the window. For the top of a
/// component.
pub(crate) fn take_dropped(acting: Signal<bool>, on_given: Callback<Given>) -> ReadSignal<bool> {
    let (over, set_over) = signal(false);
    let held = window_event_listener(ev::dragover, move |event| {
        if let Some(files) = files_of(&event) {
            event.prevent_default();
            let takes = !acting.get_untracked();
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
        let files = transfer.files().filter(|_| !acting.get_untracked());
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

/// The text of a file; `None` when it cannot be read.
pub(crate) async fn text_of(file: &web_sys::File) -> Option<String> {
    JsFuture::from(file.text()).await.ok()?.as_string()
}
