//! Views under names: saved, opened, deleted, and given to somebody by their address.

use thirtyfour::Key;

use crate::cloud::{Cloud, on_both};
use crate::journey::journey;
use crate::page::{Page, Role};
use crate::preferences::columns;

on_both! { a_view_is_saved_opened_given_away_and_deleted }

const LIKED: [&str; 7] =
    ["ID", "Status", "Frequency", "Source prefix", "Destination", "Object versions", "Fields"];

/// The link that the menu copies.
async fn link(page: &Page) -> String {
    let note = "
        globalThis.copied = '';
        const write = navigator.clipboard.writeText.bind(navigator.clipboard);
        navigator.clipboard.writeText = (text) => { globalThis.copied = text; return write(text); };
        return true";
    let _: bool = page.eval(note).await;
    page.click(Role::Button, "Copy link").await;
    page.sees("Copied").await;
    page.eval("return globalThis.copied").await
}

/// L2: filters, order, rows per page and columns come back together, here and from a link; what is the person's own stays
/// so until it is changed.
async fn a_view_is_saved_opened_given_away_and_deleted(cloud: &Cloud) {
    journey(&cloud.named("a_view_is_saved_opened_given_away_and_deleted"), async |journey| {
        let page = &journey.page;
        let (filter, matches, ..) = cloud.filter;
        let list = cloud.address(cloud.bucket);
        journey.connect(cloud.preset).await;
        page.sees("(250)").await;
        page.fill("Filter rules", filter).await;
        page.sees(&format!("({matches}/250)")).await;
        page.click(Role::Button, "Source prefix").await;
        page.is(Role::ColumnHeader, "Source prefix", "element.ariaSort === 'ascending'").await;
        page.select("Rows per page", "10").await;
        page.sees(&format!("1–10 of {matches}")).await;
        page.click(Role::Button, "Preferences").await;
        page.click(Role::Checkbox, "Format").await;
        page.is(Role::Checkbox, "Format", "!element.checked").await;
        page.press(Key::Escape).await;
        page.finds_no(Role::Dialog, "").await;

        page.click(Role::Disclosure, "Views").await;
        page.sees("No views yet.").await;
        page.fill("Name of this view", "By prefix").await;
        page.click(Role::Button, "Save this view").await;
        page.sees("Saved on this device.").await;
        page.is(Role::Link, "By prefix", "element.ariaCurrent === 'page'").await;
        let seen = "columns=id,status,frequency,prefix,destination,versions,fields";
        let view = format!("{list}?filter={filter}&sort=prefix&size=10&{seen}");
        let link = link(page).await;
        assert!(link.starts_with("http") && link.ends_with(&view), "{link}");
        page.press(Key::Escape).await;

        // What the person likes is something else by now.
        page.click(Role::Button, "Preferences").await;
        page.click(Role::Button, "Reset").await;
        page.press(Key::Escape).await;
        page.finds_no(Role::Dialog, "").await;
        page.open(&list).await;
        page.click(Role::Button, &format!("Connect to {}", cloud.preset)).await;
        page.sees("1–20 of 250").await;
        assert_eq!(columns(page).await.len(), 8);
        page.click(Role::Disclosure, "Views").await;
        page.click(Role::Link, "By prefix").await;
        page.sees(&format!("1–10 of {matches}")).await;
        assert_eq!(page.address().await, view);
        assert_eq!(columns(page).await, LIKED);
        page.reload().await;
        page.click(Role::Button, &format!("Connect to {}", cloud.preset)).await;
        page.sees(&format!("1–10 of {matches}")).await;
        assert_eq!(columns(page).await, LIKED);

        page.click(Role::Button, "Preferences").await;
        page.sees("These columns are part of the address.").await;
        page.is(Role::Checkbox, "Format", "!element.checked").await;
        page.click(Role::Button, "Show my own columns").await;
        page.is(Role::Checkbox, "Format", "element.checked").await;
        page.press(Key::Escape).await;
        page.finds_no(Role::Dialog, "").await;
        assert_eq!(columns(page).await.len(), 8);
        assert_eq!(page.address().await, format!("{list}?filter={filter}&sort=prefix&size=10"));

        page.click(Role::Disclosure, "Views").await;
        page.fill("Name of this view", "By prefix").await;
        page.finds(Role::Button, "Replace the view of this name").await;
        page.click(Role::Button, "Delete the view By prefix").await;
        page.finds_no(Role::Link, "By prefix").await;
        page.sees("No views yet.").await;
    })
    .await;
}
