//! How wide the columns are: as the person has made them, with the room that is left for the longest texts, and no word
//! broken.

use serde_json::json;
use thirtyfour::Key;

use crate::appearance::{as_it_was, resize};
use crate::cloud::{COS, Cloud, OSS, on_both};
use crate::journey::journey;
use crate::page::{Page, Role};
use crate::without_mouse::keyboard::tab_to;

on_both! {
    a_column_is_made_wider_and_stays_so
    the_edges_of_columns_are_one_stop
    long_texts_take_the_room_that_is_left
    no_word_is_broken
}

/// How wide a column is.
async fn width(page: &Page, column: &str) -> f64 {
    let script = "return find('columnheader', arguments[0])[0].getBoundingClientRect().width";
    page.eval_with(script, vec![json!(column)]).await
}

async fn is_wide(page: &Page, column: &str, wide: f64) {
    let what = format!("{column:?} to be {wide} pixels wide");
    page.wait_for(&what, async || (width(page, column).await - wide).abs() < 3.0).await;
}

/// T3, A1: by its edge, with bounds, remembered for this provider, and taken back.
async fn a_column_is_made_wider_and_stays_so(cloud: &Cloud) {
    journey(&cloud.named("a_column_is_made_wider_and_stays_so"), async |journey| {
        let page = &journey.page;
        journey.connect(cloud.preset).await;
        page.sees("(250)").await;
        let usual = width(page, "ID").await;
        page.is(Role::Button, "ID", "!element.ariaPressed").await;
        page.move_bar("Width of ID", 64).await;
        is_wide(page, "ID", usual + 64.0).await;
        let said = format!("Math.abs(element.ariaValueNow - {}) < 3", usual + 64.0);
        page.is(Role::Separator, "Width of ID", &said).await;
        page.is(Role::ColumnHeader, "ID", "!element.ariaSort").await;
        let frequency = width(page, "Frequency").await;
        page.move_bar("Width of Frequency", -320).await;
        is_wide(page, "Frequency", 104.0).await;

        page.reload().await;
        page.click(Role::Button, &format!("Connect to {}", cloud.preset)).await;
        page.sees("(250)").await;
        is_wide(page, "ID", usual + 64.0).await;
        is_wide(page, "Frequency", 104.0).await;
        let other = if cloud.slug == OSS.slug { &COS } else { &OSS };
        journey.connect(other.preset).await;
        page.sees("(250)").await;
        is_wide(page, "ID", usual).await;

        page.click(Role::Button, "Preferences").await;
        page.click(Role::Button, "Reset widths").await;
        page.is(Role::Button, "Reset widths", "element.ariaDisabled === 'true'").await;
        page.click(Role::Button, "Close").await;
        journey.connect(cloud.preset).await;
        page.sees("(250)").await;
        is_wide(page, "ID", usual).await;
        is_wide(page, "Frequency", frequency).await;
    })
    .await;
}

/// A1: Tab stops at one of the edges, which is the one that was left, and up and down lead around among them.
async fn the_edges_of_columns_are_one_stop(cloud: &Cloud) {
    journey(&cloud.named("the_edges_of_columns_are_one_stop"), async |journey| {
        let page = &journey.page;
        journey.connect(cloud.preset).await;
        page.sees("(250)").await;
        let stops = "return find('separator', 'Width of').filter((edge) => edge.tabIndex === 0).length === 1";
        page.wait_until("one stop of Tab", stops, vec![]).await;
        tab_to(page, Role::Separator, "Width of ID").await;
        for (key, column) in [
            (Key::Down, "Status"),
            (Key::Up, "ID"),
            (Key::Up, "Fields"),
            (Key::Down, "ID"),
            (Key::Down, "Status"),
        ] {
            page.press(key).await;
            page.focus_is_on(Role::Separator, &format!("Width of {column}")).await;
        }
        page.press(Key::Tab).await;
        page.focus_is_on(Role::Button, "Frequency").await;
        page.press_with(Key::Shift, Key::Tab).await;
        page.focus_is_on(Role::Separator, "Width of Status").await;
        let usual = width(page, "Status").await;
        page.press(Key::Right).await;
        is_wide(page, "Status", usual + 16.0).await;
        page.wait_until("one stop of Tab still", stops, vec![]).await;
    })
    .await;
}

/// What is wider in a wider window.
async fn long_texts_take_the_room_that_is_left(cloud: &Cloud) {
    journey(&cloud.named("long_texts_take_the_room_that_is_left"), async |journey| {
        let page = &journey.page;
        journey.connect(cloud.preset).await;
        page.sees("(250)").await;
        resize(page, 1440, 900).await;
        let (id, prefix, destination) =
            (width(page, "ID").await, width(page, "Source prefix").await, width(page, "Destination").await);
        resize(page, 1920, 900).await;
        is_wide(page, "Source prefix", prefix + 240.0).await;
        is_wide(page, "Destination", destination + 240.0).await;
        is_wide(page, "ID", id).await;
        // One that was given a width leaves the room to the other.
        page.move_bar("Width of Source prefix", -160).await;
        is_wide(page, "Source prefix", prefix + 80.0).await;
        is_wide(page, "Destination", destination + 400.0).await;
        as_it_was(page).await;
    })
    .await;
}

/// How many words of the rows that are no longer than their column stand on more than one line, and how many lines the
/// tallest ID has. A line can end behind a hyphen.
const LINES: &str = "
    const lines = (range) => new Set([...range.getClientRects()].map(({ bottom }) => Math.round(bottom))).size;
    const context = document.createElement('canvas').getContext('2d');
    let broken = 0;
    let most = 1;
    for (const cut of document.querySelectorAll('tbody .cut')) {
      const whole = document.createRange();
      whole.selectNodeContents(cut);
      if (cut.closest('th')) most = Math.max(most, lines(whole));
      // A text can stand in two pieces.
      const texts = document.createTreeWalker(cut, NodeFilter.SHOW_TEXT);
      const letters = [];
      while (texts.nextNode()) {
        [...texts.currentNode.data].forEach((letter, at) => letters.push({ letter, node: texts.currentNode, at }));
      }
      if (letters.length === 0) continue;
      context.font = getComputedStyle(letters[0].node.parentElement).font;
      for (const word of letters.map(({ letter }) => letter).join('').matchAll(/[!-,.-~]+-?/g)) {
        if (context.measureText(word[0]).width > cut.clientWidth - 1) continue;
        const [first, last] = [letters[word.index], letters[word.index + word[0].length - 1]];
        const range = document.createRange();
        range.setStart(first.node, first.at);
        range.setEnd(last.node, last.at + 1);
        if (lines(range) > 1) broken += 1;
      }
    }
    return [broken, most]";

/// T12: texts that are wrapped run over several lines, and each word stands on one where it has the room.
async fn no_word_is_broken(cloud: &Cloud) {
    journey(&cloud.named("no_word_is_broken"), async |journey| {
        let page = &journey.page;
        journey.connect(cloud.preset).await;
        page.sees("(250)").await;
        assert_eq!(page.eval::<(usize, usize)>(LINES).await, (0, 1));
        page.click(Role::Button, "Preferences").await;
        page.choose("Table and times", Role::Checkbox, "Wrap long texts").await;
        page.click(Role::Button, "Close").await;
        page.finds_no(Role::Dialog, "").await;
        page.move_bar("Width of ID", -192).await;
        is_wide(page, "ID", 104.0).await;
        let (broken, most) = page.eval::<(usize, usize)>(LINES).await;
        assert!(broken == 0 && most > 1, "{broken} words are broken on up to {most} lines");
    })
    .await;
}
