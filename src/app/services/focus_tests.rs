use leptos::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::app::mounted::{Mounted, drawn, focused, mounted};

/// A region with a button for each number, and another one behind it.
fn list(numbers: RwSignal<Vec<u32>>) -> Mounted {
    // Once in a page; a second time changes nothing that a test sees.
    super::watch();
    mounted(move || {
        view! {
            <section>
                <For each=move || numbers.get() key=|number| *number let:number>
                    <button id=format!("button-{number}")>{number}</button>
                </For>
            </section>
            <button id="beside">"Beside"</button>
        }
    })
}

async fn focus_on(page: &Mounted, number: u32) {
    page.one(&format!("#button-{number}")).focus().expect("a button takes it");
    drawn().await;
}

#[wasm_bindgen_test]
async fn the_neighbour_of_a_row_that_goes_has_the_focus() {
    let numbers = RwSignal::new(vec![1, 2, 3]);
    let page = list(numbers);
    focus_on(&page, 2).await;
    numbers.set(vec![1, 3]);
    drawn().await;
    assert_eq!(focused(), "button-3", "what stands in its place");
    numbers.set(vec![1]);
    drawn().await;
    assert_eq!(focused(), "button-1", "behind the last there is the one before");
}

#[wasm_bindgen_test]
async fn a_row_that_goes_elsewhere_takes_no_focus_along() {
    let numbers = RwSignal::new(vec![1, 2, 3]);
    let page = list(numbers);
    page.one("#beside").focus().expect("a button takes it");
    drawn().await;
    numbers.set(vec![1, 3]);
    drawn().await;
    assert_eq!(focused(), "beside");
}
