//! The table taken out of the console: a file for spreadsheets, and a text on the clipboard.

use thirtyfour::Key;

use crate::choosing::act;
use crate::cloud::{Cloud, on_both};
use crate::importing::dated_file;
use crate::journey::{Journey, journey};
use crate::page::Role;

on_both! {
    the_table_is_downloaded_as_it_is_shown
    the_table_is_copied_as_markdown
    nothing_is_taken_of_an_empty_table
}

/// What stands in the rows in sight, without the box and the buttons.
const CELLS: &str = "
    const said = (cell) => {
      const seen = cell.cloneNode(true);
      for (const mark of seen.querySelectorAll('[aria-hidden=true]')) mark.remove();
      return squeeze(seen.textContent);
    };
    return [...find('table', 'Inventory rules')[0].rows].map((row) => [...row.cells].slice(1, -1).map(said))";

/// Filters and turns the order around; gives the lines in sight, the head first.
async fn filtered(journey: &Journey, cloud: &Cloud) -> Vec<Vec<String>> {
    let page = &journey.page;
    let (filter, matches, ..) = cloud.filter;
    journey.connect(cloud.preset).await;
    page.sees("(250)").await;
    page.fill("Filter rules", filter).await;
    page.sees(&format!("({matches}/250)")).await;
    page.click(Role::Button, "ID").await;
    page.click(Role::Button, "ID").await;
    page.is(Role::ColumnHeader, "ID", "element.ariaSort === 'descending'").await;
    let lines: Vec<Vec<String>> = page.eval(CELLS).await;
    assert_eq!(lines.len(), 21, "the head and a view page");
    lines
}

/// A line of CSV.
fn csv(cells: &[String]) -> String {
    let quoted = |cell: &String| if cell.contains(',') { format!("\"{cell}\"") } else { cell.clone() };
    cells.iter().map(quoted).collect::<Vec<_>>().join(",")
}

/// All that match, in the table's order, with the columns in sight and what they say.
async fn the_table_is_downloaded_as_it_is_shown(cloud: &Cloud) {
    journey(&cloud.named("the_table_is_downloaded_as_it_is_shown"), async |journey| {
        let page = &journey.page;
        let matches = cloud.filter.1;
        let shown = filtered(journey, cloud).await;
        act(page, "Download as CSV").await;
        let (name, text) = dated_file(journey, cloud.bucket, "csv").await;
        assert!(text.ends_with("\r\n"), "the last line is whole");
        page.sees(&format!("Rules written to {name}: {matches}.")).await;
        let lines: Vec<&str> =
            text.strip_prefix('\u{feff}').expect("a byte order mark").split_terminator("\r\n").collect();
        assert_eq!(lines.len(), matches + 1);
        assert_eq!(lines[..21], shown.iter().map(|cells| csv(cells)).collect::<Vec<_>>());
        page.focus_is_on(Role::Button, "Actions").await;
    })
    .await;
}

/// Notes what is put on the clipboard.
pub(crate) const NOTE_COPIES: &str = "
    const clipboard = navigator.clipboard;
    const write = clipboard.writeText.bind(clipboard);
    clipboard.writeText = (text) => {
      globalThis.copied = text;
      return write(text);
    };
    return true";

/// The same as a table of Markdown.
async fn the_table_is_copied_as_markdown(cloud: &Cloud) {
    journey(&cloud.named("the_table_is_copied_as_markdown"), async |journey| {
        let page = &journey.page;
        let matches = cloud.filter.1;
        let shown = filtered(journey, cloud).await;
        let _: bool = page.eval(NOTE_COPIES).await;
        act(page, "Copy as Markdown").await;
        page.sees(&format!("Rules copied as Markdown: {matches}.")).await;
        let copied: String = page.eval("return globalThis.copied").await;
        let lines: Vec<&str> = copied.split_terminator('\n').collect();
        assert_eq!(lines.len(), matches + 2);
        assert_eq!(lines[1], "| --- ".repeat(shown[0].len()) + "|");
        let line = |cells: &Vec<String>| format!("| {} |", cells.join(" | ")).replace('_', "\\_");
        assert_eq!(lines[0], line(&shown[0]));
        assert_eq!(lines[2..22], shown[1..].iter().map(line).collect::<Vec<_>>());
    })
    .await;
}

/// Whether an entry of the menu cannot be used.
const OFF: &str = "element.ariaDisabled === 'true'";

/// T10: where no rule is shown the entries stay in their place and say why.
async fn nothing_is_taken_of_an_empty_table(cloud: &Cloud) {
    journey(&cloud.named("nothing_is_taken_of_an_empty_table"), async |journey| {
        let page = &journey.page;
        journey.connect(cloud.preset).await;
        page.sees("(250)").await;
        page.click(Role::Disclosure, "Actions").await;
        page.is(Role::Button, "Download as CSV All 250 in the table", &format!("!({OFF})")).await;
        page.press(Key::Escape).await;
        page.fill("Filter rules", "no such rule").await;
        page.finds(Role::Heading, "No rule matches").await;
        page.click(Role::Disclosure, "Actions").await;
        for entry in ["Download as CSV", "Copy as Markdown"] {
            let name = format!("{entry} No rule is in the table");
            page.is(Role::Button, &name, OFF).await;
            page.click(Role::Button, &name).await;
        }
        page.finds_no(Role::Button, "Dismiss").await;
    })
    .await;
}
