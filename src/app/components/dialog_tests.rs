use leptos::prelude::*;
use leptos::web_sys::{Event, EventInit, HtmlDialogElement};
use wasm_bindgen::JsCast as _;
use wasm_bindgen_test::wasm_bindgen_test;

use super::*;
use crate::app::mounted::{Mounted, drawn, focused, mounted};

/// A page with a button that opens a dialog with a field in it.
fn page(open: RwSignal<bool>, locked: RwSignal<bool>) -> Mounted {
    mounted(move || {
        view! {
            <button id="opener" on:click=move |_| open.set(true)>"Open"</button>
            <Dialog open title_id="title" locked on_close=move |()| open.set(false)>
                <h2 id="title">"Title"</h2>
                <input id="first"/>
                <input id="chosen" autofocus=true/>
            </Dialog>
        }
    })
}

fn cancel(dialog: &HtmlDialogElement) -> bool {
    let init = EventInit::new();
    init.set_cancelable(true);
    let event = Event::new_with_event_init_dict("cancel", &init).expect("a name");
    drop(dialog.dispatch_event(&event));
    event.default_prevented()
}

#[wasm_bindgen_test]
async fn it_takes_the_focus_and_gives_it_back() {
    let (open, locked) = (RwSignal::new(false), RwSignal::new(false));
    let page = page(open, locked);
    assert!(page.find("dialog").is_none(), "nothing of it is there before");
    page.one("#opener").focus().expect("a button takes it");
    page.one("#opener").click();
    drawn().await;
    let dialog: HtmlDialogElement = page.one("dialog").unchecked_into();
    assert!(dialog.open() && focused() == "chosen", "{:?} has the focus", focused());
    assert!(cancel(&dialog), "whoever opened it closes it");
    drawn().await;
    assert!(page.find("dialog").is_none());
    assert_eq!(focused(), "opener");
}

#[wasm_bindgen_test]
async fn what_is_locked_stays_open() {
    let (open, locked) = (RwSignal::new(true), RwSignal::new(true));
    let page = page(open, locked);
    drawn().await;
    let dialog: HtmlDialogElement = page.one("dialog").unchecked_into();
    assert!(cancel(&dialog));
    drawn().await;
    assert!(dialog.open() && open.get_untracked());
    // A second Escape closes it, whatever `cancel` says.
    dialog.close();
    drawn().await;
    assert!(dialog.open() && open.get_untracked());
    locked.set(false);
    assert!(cancel(&dialog));
    drawn().await;
    assert!(!open.get_untracked() && page.find("dialog").is_none());
}

#[wasm_bindgen_test]
async fn what_is_typed_in_it_stays_while_it_is_open() {
    let (open, locked) = (RwSignal::new(true), RwSignal::new(false));
    let page = page(open, locked);
    drawn().await;
    let field = page.one("#first");
    open.set(true);
    drawn().await;
    assert!(field.is_connected(), "it was not drawn anew");
}
