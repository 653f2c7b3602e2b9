use std::cell::Cell;

use leptos::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

use super::*;
use crate::app::mounted::{drawn, mounted};

thread_local! {
    static COMES: Cell<bool> = const { Cell::new(false) };
}

/// A loader whose file comes when the test says so.
async fn screen() -> Loaded<&'static str> {
    let draw: fn(&'static str) -> AnyView = |name| view! { <p id="screen">{name}</p> }.into_any();
    if COMES.get() { Ok(draw) } else { Err(NotLoaded) }
}

#[wasm_bindgen_test]
async fn a_file_that_does_not_come_is_said_and_tried_again() {
    COMES.set(false);
    let page = mounted(|| view! { <Lazy load=screen with="Rules"/> });
    let region = page.one("[role=alert]");
    assert!(page.find("[role=status]").is_some(), "it says that it waits: {}", page.text());
    drawn().await;
    assert!(page.find("[role=status]").is_none());
    assert!(region.is_connected() && region.text_content().is_some_and(|said| !said.is_empty()));
    let retry = page.one("[role=alert] button");

    retry.click();
    drawn().await;
    assert!(page.find("#screen").is_none(), "it did not come again");

    COMES.set(true);
    page.one("[role=alert] button").click();
    drawn().await;
    assert_eq!(page.one("#screen").text_content().as_deref(), Some("Rules"));
    assert!(region.text_content().is_none_or(|said| said.is_empty()), "nothing is wrong any more");
}

#[wasm_bindgen_test]
async fn a_file_that_comes_is_drawn_and_nothing_is_said() {
    COMES.set(true);
    let page = mounted(|| view! { <Lazy load=screen with="Rules"/> });
    drawn().await;
    assert_eq!(page.text(), "Rules");
}

#[wasm_bindgen_test]
async fn a_place_that_is_gone_when_its_file_comes_is_no_trouble() {
    COMES.set(true);
    drop(mounted(|| view! { <Lazy load=screen with="Rules"/> }));
    drawn().await;
}
