//! What a user can do, with the mouse or with nothing but keys. The environment says which: `STOCKTAKE_HAND` is
//! `mouse` or `keys`. Every journey is made with both, but for those in `without_mouse/`, which need no hand. No
//! journey asks which it is, except for what is listed here.
//!
//! What has another way by keys: a click in a row beside its controls is the row's own box or its button for
//! details; a click beside a menu is Escape; a double click is the key twice.
//!
//! What is done by neither hand, because it is not the page's: Back, Forward, Reload and the address bar are the
//! driver's, as is the browser's dialog that gives a file, once the focus is on the field for it. The clipboard is
//! filled by a script, in another program's stead. A pointer that rests on a message is the subject of its journey
//! (`messages.rs`). A script's click on a button that is busy is made with the mouse only (`twice.rs`): by keys the
//! same journey presses Enter on it.

use std::path::Path;
use std::time::Instant;

use serde_json::{Value, json};
use thirtyfour::prelude::*;

use crate::context;
use crate::keys::times;
use crate::page::{LIMIT, Page, Role};

/// With what a journey acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hand {
    /// Clicks, and typing where they lead.
    Mouse,
    /// Tab, arrows, Enter, Space and typing.
    Keys,
}

impl Hand {
    /// What the environment says.
    pub(crate) fn told() -> Self {
        match std::env::var("STOCKTAKE_HAND").as_deref() {
            Err(std::env::VarError::NotPresent) | Ok("mouse") => Hand::Mouse,
            Ok("keys") => Hand::Keys,
            other => panic!("STOCKTAKE_HAND is mouse or keys, not {other:?}"),
        }
    }

    /// The same for names of files and failures.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Hand::Mouse => "mouse",
            Hand::Keys => "keys",
        }
    }
}

/// What is to be acted on: a script that gives all such elements, of which there should be one.
pub(crate) struct Wanted {
    pub(crate) words: String,
    pub(crate) script: &'static str,
    pub(crate) arguments: Vec<Value>,
}

impl Wanted {
    /// By role and name.
    pub(crate) fn named(role: Role, name: &str) -> Self {
        let words = format!("{role:?} {name:?}");
        Wanted { words, script: "find(arguments[0], arguments[1])", arguments: role.and_name(name) }
    }

    /// In a group, named by the beginning of its legend.
    fn in_group(group: &str, role: Role, name: &str) -> Self {
        Wanted {
            words: format!("{role:?} {name:?} of {group:?}"),
            script: "findIn(arguments[2], arguments[0], arguments[1])",
            arguments: [role.and_name(name), vec![json!(group)]].concat(),
        }
    }

    /// A cell of the table.
    fn in_row(id: &str, column: usize) -> Self {
        Wanted {
            words: format!("column {column} of the row {id:?}"),
            script: "find('rowheader', arguments[0]).filter((row) => nameOf(row) === arguments[0])
                .map((row) => row.closest('tr').cells[arguments[1]])",
            arguments: vec![json!(id), json!(column)],
        }
    }
}

impl Page {
    /// Clicks.
    pub(crate) async fn click(&self, role: Role, name: &str) {
        self.press_on("click", role, &Wanted::named(role, name)).await;
    }

    async fn press_on(&self, what: &str, role: Role, wanted: &Wanted) {
        match self.hand() {
            Hand::Mouse => self.act(what, wanted, async |element| element.click().await).await,
            Hand::Keys => self.strike(what, wanted, &times(key_for(role), 1)).await,
        }
    }

    /// Clicks the first of several that have the same name.
    pub(crate) async fn click_first(&self, role: Role, name: &str) {
        let script = "find(arguments[0], arguments[1]).slice(0, 1)";
        self.press_on("click the first", role, &Wanted { script, ..Wanted::named(role, name) }).await;
    }

    /// Clicks twice, as fast as the driver can.
    pub(crate) async fn double_click(&self, role: Role, name: &str) {
        let wanted = Wanted::named(role, name);
        match self.hand() {
            Hand::Mouse => {
                let twice = async |element: &WebElement| {
                    element.scroll_into_view().await?;
                    self.driver().action_chain().double_click_element(element).perform().await
                };
                self.act("click twice", &wanted, twice).await;
            }
            Hand::Keys => self.strike("press twice", &wanted, &times(Key::Enter, 2)).await,
        }
    }

    /// Clicks while Shift is held.
    pub(crate) async fn shift_click(&self, role: Role, name: &str) {
        let wanted = Wanted::named(role, name);
        match self.hand() {
            Hand::Mouse => {
                let click = async |element: &WebElement| {
                    element.scroll_into_view().await?;
                    let held = self.driver().action_chain().key_down(Key::Shift);
                    held.click_element(element).key_up(Key::Shift).perform().await
                };
                self.act("click with Shift", &wanted, click).await;
            }
            Hand::Keys => {
                self.reach(&wanted).await;
                self.press_with(Key::Shift, ' ').await;
            }
        }
    }

    /// Moves a bar so many pixels to the right, or to the left if the number is negative: a multiple of those that an
    /// arrow makes.
    pub(crate) async fn move_bar(&self, name: &str, pixels: isize) {
        const ARROW: isize = 16;
        let wanted = Wanted::named(Role::Separator, name);
        match self.hand() {
            Hand::Mouse => {
                let pull = async |element: &WebElement| {
                    let chain = self.driver().action_chain().click_and_hold_element(element);
                    let offset = i64::try_from(pixels).unwrap_or_default();
                    chain.move_by_offset(offset, 0).release().perform().await
                };
                self.act("move", &wanted, pull).await;
            }
            Hand::Keys => {
                let key = if pixels < 0 { Key::Left } else { Key::Right };
                self.strike("move", &wanted, &times(key, pixels / ARROW)).await;
            }
        }
    }

    /// Clicks in a row of the table beside its controls: on the words of a column, the first of which is
    /// the box to choose the row.
    pub(crate) async fn click_in_row(&self, id: &str, column: usize) {
        match (self.hand(), column) {
            (Hand::Mouse, _) => {
                let click = async |element: &WebElement| element.click().await;
                self.act("click", &Wanted::in_row(id, column), click).await;
            }
            (Hand::Keys, 0) => self.click(Role::Checkbox, &format!("Select {id}")).await,
            (Hand::Keys, _) => self.click(Role::Button, &format!("Details of {id}")).await,
        }
    }

    /// Clicks beside an open menu, on what is no control.
    pub(crate) async fn click_beside(&self, role: Role, name: &str) {
        match self.hand() {
            Hand::Mouse => self.click(role, name).await,
            Hand::Keys => self.press(Key::Escape).await,
        }
    }

    /// Chooses in a group, named by the beginning of its legend, unless it is chosen.
    pub(crate) async fn choose(&self, group: &str, role: Role, name: &str) {
        let wanted = Wanted::in_group(group, role, name);
        let chosen = format!("return {}.map((element) => element.checked)", wanted.script);
        let arguments = || wanted.arguments.clone();
        self.wait_until(&wanted.words, &format!("{chosen}.length === 1"), arguments()).await;
        if self.eval_with::<Vec<bool>>(&chosen, arguments()).await == [false] {
            self.press_on("choose", role, &wanted).await;
        }
        self.wait_until(&format!("{} to be chosen", wanted.words), &format!("{chosen}[0]"), arguments())
            .await;
    }

    /// Chooses from a list.
    pub(crate) async fn select(&self, label: &str, choice: &str) {
        let wanted = Wanted::named(Role::Combobox, label);
        match self.hand() {
            Hand::Mouse => {
                let option = format!("./option[normalize-space()='{choice}']");
                let choose = async |element: &WebElement| {
                    element.find(By::XPath(option.as_str())).await?.click().await
                };
                self.act(&format!("choose {choice:?} of"), &wanted, choose).await;
            }
            Hand::Keys => self.select_by_arrows(&wanted, choice).await,
        }
    }

    /// Replaces what stands in a field by typing.
    pub(crate) async fn fill(&self, label: &str, text: &str) {
        let wanted = Wanted::named(Role::Textbox, label);
        match self.hand() {
            Hand::Keys => self.retype(&wanted, text).await,
            Hand::Mouse if text.is_empty() => {
                // What the driver empties by itself raises no event.
                let empty = async |element: &WebElement| {
                    element.send_keys(Key::Control + "a").await?;
                    element.send_keys(Key::Null + Key::Backspace).await
                };
                self.act("empty", &wanted, empty).await;
            }
            Hand::Mouse => {
                let kind = async |element: &WebElement| {
                    if !element.value().await?.unwrap_or_default().is_empty() {
                        element.clear().await?;
                    }
                    element.send_keys(text).await
                };
                self.act("fill", &wanted, kind).await;
            }
        }
    }

    /// Puts the focus into a field.
    async fn enter_field(&self, wanted: &Wanted) {
        match self.hand() {
            Hand::Mouse => self.act("focus", wanted, async |element| element.focus().await).await,
            Hand::Keys => self.reach(wanted).await,
        }
    }

    /// Types a date and time such as `2021-11-25T23:40:49`, as a browser that speaks American English
    /// asks for it: a part after the other.
    pub(crate) async fn fill_time(&self, label: &str, time: &str) {
        let number = |from: usize, to: usize| time[from..to].parse::<u32>().expect("a number of the time");
        let (hour, half) = match number(11, 13) {
            hour @ 0..12 => (hour, "AM"),
            hour => (hour - 12, "PM"),
        };
        let hour = if hour == 0 { 12 } else { hour };
        let date = format!("{}{}{}", &time[5..7], &time[8..10], &time[..4]);
        let clock = format!("{hour:02}{}{half}", [&time[14..16], &time[17..19]].concat());
        let wanted = Wanted::named(Role::Textbox, label);
        self.enter_field(&wanted).await;
        if self.hand() == Hand::Keys {
            self.to_the_first_part(&wanted).await;
        }
        self.press(date).await;
        // A year may have more digits, so the field waits.
        self.press(Key::Right).await;
        self.press(clock).await;
        self.is(Role::Textbox, label, &format!("element.value === {}", json!(time))).await;
    }

    /// Pastes into a field from the clipboard. Once in some hundred times the keys paste what was in Chromium's clipboard
    /// before: then `watch.js` lets nothing through, and it is done again.
    pub(crate) async fn paste(&self, label: &str, text: &str) {
        let started = Instant::now();
        loop {
            context::copy(self.driver(), text).await;
            self.enter_field(&Wanted::named(Role::Textbox, label)).await;
            self.eval_with::<()>("journey.paste(arguments[0])", vec![json!(text)]).await;
            self.press_with(Key::Control, 'v').await;
            self.wait_until("something to be pasted", "return journey.pasted !== null", vec![]).await;
            if self.eval("return journey.pasted").await {
                return;
            }
            assert!(started.elapsed() < LIMIT, "the clipboard does not hold what was copied");
            self.step("paste again: the clipboard held something else".to_owned());
        }
    }

    /// Gives a file to a field for files, as the browser's own dialog would: a click opens it, which the driver leaves
    /// out.
    pub(crate) async fn give_file(&self, label: &str, path: &Path) {
        let wanted = Wanted::named(Role::File, label);
        if self.hand() == Hand::Keys {
            self.reach(&wanted).await;
        }
        let path = path.to_string_lossy().into_owned();
        let click = "const stay = (event) => event.preventDefault();
            arguments[0].addEventListener('click', stay, { once: true });
            arguments[0].click()";
        let give = async |element: &WebElement| {
            self.driver().execute(click, vec![element.to_json()?]).await?;
            element.send_keys(path.as_str()).await
        };
        self.act("give a file to", &wanted, give).await;
    }
}

/// The key that does what a click does. A button does it with Enter too, which `without_mouse/` presses.
fn key_for(role: Role) -> Key {
    match role {
        Role::Button | Role::Checkbox | Role::Radio => Key::Space,
        _ => Key::Enter,
    }
}
