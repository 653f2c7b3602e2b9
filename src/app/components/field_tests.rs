use leptos::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

use super::*;
use crate::app::mounted::{drawn, mounted};

#[wasm_bindgen_test]
async fn a_finding_is_tied_to_its_control_as_long_as_it_is_there() {
    let found = RwSignal::new(None::<Found>);
    let page = mounted(move || {
        let tied = Tied::new("prefix", found.into());
        let (id, invalid, described_by) = (tied.id(), tied.invalid(), tied.described_by());
        view! {
            <Field tied label="Prefix" hint=Signal::stored(Some("Keys begin so".to_owned()))>
                <input
                    id=id
                    aria-invalid=move || invalid.get().then_some("true")
                    aria-describedby=move || described_by.get()
                />
            </Field>
        }
    });
    let control = page.one("#prefix");
    let is = |name: &str| control.get_attribute(name);
    assert_eq!(is("aria-describedby").as_deref(), Some("prefix-hint"));
    assert!(page.one("#prefix-problem").hidden() && is("aria-invalid").is_none());

    found.set(Some(Found { text: "Too long".to_owned(), blocks: true }));
    drawn().await;
    assert_eq!(is("aria-describedby").as_deref(), Some("prefix-problem prefix-hint"));
    assert_eq!(is("aria-invalid").as_deref(), Some("true"));
    assert_eq!(page.one("#prefix-problem").text_content().as_deref(), Some("Too long"));
    assert!(page.one(".field").class_list().contains("invalid"));

    found.set(Some(Found { text: "Unusual".to_owned(), blocks: false }));
    drawn().await;
    assert!(is("aria-invalid").is_none(), "what does not block is no error");
    assert!(page.one("#prefix-problem").class_list().contains("mild"));

    found.set(None);
    drawn().await;
    assert_eq!(is("aria-describedby").as_deref(), Some("prefix-hint"));
    assert!(page.one("#prefix-problem").hidden());
}
