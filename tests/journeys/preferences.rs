//! How the user likes the table: in force at once, remembered on the device, and taken back by Reset.

use serde_json::json;
use thirtyfour::Key;

use crate::cloud::{Cloud, OSS, on_both};
use crate::journey::journey;
use crate::page::{Page, Role};

on_both! { the_table_is_as_the_user_likes_it }

/// The heads of the table's columns, from the left, without the one of the actions.
pub(crate) async fn columns(page: &Page) -> Vec<String> {
    page.eval("return find('columnheader', '').filter((head) => head.querySelector('button')).map(nameOf)")
        .await
}

/// How much room the cells have, and whether their texts are cut.
async fn look(page: &Page) -> (f64, String) {
    page.eval(
        "const cell = find('rowheader', '')[0];
         return [parseFloat(getComputedStyle(cell).paddingTop), getComputedStyle(cell.querySelector('.cut')).whiteSpace]",
    )
    .await
}

const USUAL: [&str; 8] =
    ["ID", "Status", "Frequency", "Source prefix", "Destination", "Format", "Object versions", "Fields"];

async fn connect_again(page: &Page, cloud: &Cloud) {
    page.open(&cloud.address(cloud.bucket)).await;
    page.click(Role::Button, &format!("Connect to {}", cloud.preset)).await;
    page.sees("(250)").await;
}

/// T3, T5, T11: columns (never without the ID), density, wrapped texts and rows on a page are remembered over a
/// reload; Reset brings the usual back.
async fn the_table_is_as_the_user_likes_it(cloud: &Cloud) {
    journey(&cloud.named("the_table_is_as_the_user_likes_it"), async |journey| {
        let page = &journey.page;
        journey.connect(cloud.preset).await;
        page.sees("(250)").await;
        assert_eq!(columns(page).await, USUAL);
        let (usual_room, cut) = look(page).await;
        assert_eq!(cut, "nowrap");

        page.click(Role::Button, "Preferences").await;
        page.finds(Role::Dialog, "Preferences").await;
        page.focus_is_on(Role::Heading, "Preferences").await;
        page.choose("Columns", Role::Checkbox, "Encryption").await;
        page.click(Role::Checkbox, "Format").await;
        page.is(Role::Checkbox, "Format", "!element.checked").await;
        let id_is_off_limits = "const id = [...document.querySelectorAll('dialog label')]
            .find((label) => squeeze(label.innerText) === 'ID')?.querySelector('input');
            return Boolean(id) && id.checked && (id.disabled || Boolean(id.closest('[inert]')))";
        page.wait_until("the ID to be fixed", id_is_off_limits, vec![]).await;
        page.choose("Table and times", Role::Radio, "Compact rows").await;
        page.choose("Table and times", Role::Checkbox, "Wrap long texts").await;
        page.press(Key::Escape).await;
        page.finds_no(Role::Dialog, "").await;
        page.focus_is_on(Role::Button, "Preferences").await;
        let liked = [
            "ID",
            "Status",
            "Frequency",
            "Source prefix",
            "Destination",
            "Object versions",
            "Fields",
            "Encryption",
        ];
        assert_eq!(columns(page).await, liked);
        let (room, wrapped) = look(page).await;
        assert!(room < usual_room, "{room} px and {usual_room} px");
        assert_ne!(wrapped, "nowrap");
        page.select("Rows per page", "50").await;
        page.sees("1–50 of 250").await;
        assert_eq!(page.row_headers().await.len(), 50);
        assert_eq!(page.address().await, format!("{}?size=50", cloud.address(cloud.bucket)));

        // The plain address: what is liked is not in it.
        connect_again(page, cloud).await;
        page.sees("1–50 of 250").await;
        assert_eq!(columns(page).await, liked);
        assert_eq!(look(page).await, (room, wrapped));

        page.click(Role::Button, "Preferences").await;
        page.click(Role::Button, "Reset").await;
        page.is(Role::Checkbox, "Format", "element.checked").await;
        page.is(Role::Radio, "Comfortable rows", "element.checked").await;
        page.is(Role::Checkbox, "Wrap long texts", "!element.checked").await;
        page.click(Role::Button, "Close").await;
        page.finds_no(Role::Dialog, "").await;
        assert_eq!(columns(page).await, USUAL);
        assert_eq!(look(page).await, (usual_room, cut.clone()));
        connect_again(page, cloud).await;
        page.sees("1–20 of 250").await;
        assert_eq!(columns(page).await, USUAL);
        assert_eq!(look(page).await, (usual_room, cut));
    })
    .await;
}

/// T11: the preferences are at hand on every screen, before anything is connected, too; the colours change at once.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_preferences_are_at_hand_everywhere() {
    journey("the_preferences_are_at_hand_everywhere", async |journey| {
        let page = &journey.page;
        let list = OSS.address(OSS.bucket);
        let like = async |theme: &str, colours: &str| {
            page.click(Role::Button, "Preferences").await;
            page.finds(Role::Dialog, "Preferences").await;
            page.choose("Colours", Role::Radio, theme).await;
            let script = "return (document.documentElement.dataset.theme ?? '') === arguments[0]";
            page.wait_until("the colours", script, vec![json!(colours)]).await;
            page.press(Key::Escape).await;
            page.finds_no(Role::Dialog, "").await;
            page.focus_is_on(Role::Button, "Preferences").await;
        };
        page.open("#/connect").await;
        page.finds(Role::Heading, "Connect to a bucket").await;
        like("Dark", "dark").await;
        journey.connect(OSS.preset).await;
        page.sees("(250)").await;
        like("Light", "light").await;
        for (address, heading) in [
            (format!("{list}/id/{}", OSS.first_id), OSS.first_id),
            (format!("{list}/new"), "Create an inventory rule"),
            (format!("{list}/import"), "Import rules"),
        ] {
            let _: bool =
                page.eval_with("location.hash = arguments[0]; return true", vec![json!(address)]).await;
            page.finds(Role::Heading, heading).await;
            like("Dark", "dark").await;
            like("Light", "light").await;
            assert_eq!(page.address().await, address);
        }
    })
    .await;
}
