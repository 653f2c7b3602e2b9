//! Acting by keys alone: Tab and Shift+Tab lead from where the focus is to the element that is wanted (`walk.js`
//! says how often), arrows within a group, and then it is pressed or typed into, if the focus is there to be seen.

use std::time::Instant;

use serde::Deserialize;
use serde_json::json;
use thirtyfour::prelude::*;

use crate::hands::Wanted;
use crate::page::{BETWEEN_LOOKS, LIMIT, Page};

const WALK: &str = include_str!("walk.js");
/// More than any way that is walked straight.
const MOST_ROUNDS: usize = 60;

/// What is left of a way.
#[derive(Deserialize)]
#[serde(untagged)]
enum Way {
    None { problem: String },
    Left { tabs: isize, arrows: isize, sideways: bool },
}

/// Whether nothing stands in the field that has the focus.
const EMPTY: &str = "return document.activeElement.value === ''";

/// Which elements a way may lead to.
#[derive(Clone, Copy)]
enum Goal {
    /// The only one, by arrows too.
    Only,
    /// The nearest of all, by Tab.
    Nearest,
}

/// How many keys have come to the element, and how many to others.
#[derive(Deserialize)]
struct Aim {
    struck: usize,
    missed: usize,
}

impl Page {
    /// Moves the focus to the only such element.
    pub(crate) async fn reach(&self, wanted: &Wanted) {
        self.walk(wanted, Goal::Only).await;
    }

    /// Moves the focus to the nearest of such elements by Tab alone.
    pub(crate) async fn tab_to(&self, wanted: &Wanted) {
        self.walk(wanted, Goal::Nearest).await;
    }

    async fn walk(&self, wanted: &Wanted, goal: Goal) {
        let (only, arrows) = match goal {
            Goal::Only => (true, true),
            Goal::Nearest => (false, false),
        };
        let script = format!("{WALK}\nreturn wayTo({}, {only}, {arrows})", wanted.script);
        let started = Instant::now();
        let (mut rounds, mut before) = (0, 0);
        loop {
            let way = self.run(&script, wanted.arguments.clone()).await.and_then(|way| way.convert());
            match way {
                Ok(Way::Left { tabs: 0, arrows: 0, .. }) => return,
                Ok(Way::Left { tabs: 0, arrows, sideways }) => {
                    let [back, forth] = if sideways { [Key::Left, Key::Right] } else { [Key::Up, Key::Down] };
                    self.press(times(if arrows < 0 { back } else { forth }, arrows)).await;
                }
                Ok(Way::Left { tabs, .. }) => {
                    // Whoever has gone too far goes on slowly.
                    let step = if tabs.signum() == -before { tabs.signum() } else { tabs };
                    before = step.signum();
                    self.press_tab(step).await;
                }
                Ok(Way::None { problem }) => {
                    self.give_up_after(started, "reach", wanted, &problem).await;
                    tokio::time::sleep(BETWEEN_LOOKS).await;
                    continue;
                }
                Err(error) => {
                    self.give_up_after(started, "reach", wanted, &error.to_string()).await;
                    tokio::time::sleep(BETWEEN_LOOKS).await;
                    continue;
                }
            }
            rounds += 1;
            assert!(
                rounds < MOST_ROUNDS,
                "Tab does not lead to {}:\n{}",
                wanted.words,
                self.steps().join("\n")
            );
        }
    }

    /// Presses Tab, backwards if the number is negative.
    async fn press_tab(&self, steps: isize) {
        if steps > 0 {
            return self.press(times(Key::Tab, steps)).await;
        }
        self.step(format!("press Shift and {steps} Tab"));
        let keys = self.driver().action_chain().key_down(Key::Shift).send_keys(times(Key::Tab, steps));
        keys.key_up(Key::Shift).perform().await.expect("keys can be pressed");
    }

    /// Reaches the element and presses keys, the first of which must come to it; again if the focus was taken elsewhere
    /// meanwhile.
    pub(crate) async fn strike(&self, what: &str, wanted: &Wanted, keys: &str) {
        self.aimed(what, wanted, |_| true, async || self.press(keys).await).await;
    }

    async fn aimed(&self, what: &str, wanted: &Wanted, enough: impl Fn(&Aim) -> bool, keys: impl AsyncFn()) {
        self.step(format!("{what} {}", wanted.words));
        let started = Instant::now();
        loop {
            self.reach(wanted).await;
            keys().await;
            let aim = self.run("return globalThis.journey?.aim ?? null", vec![]).await;
            let aim: Option<Aim> = aim.ok().and_then(|aim| aim.convert().ok()).flatten();
            // A document that has been left tells nothing.
            let Some(aim) = aim else { return };
            if aim.struck > 0 && enough(&aim) {
                return;
            }
            let problem = format!("{} keys went elsewhere", aim.missed);
            self.give_up_after(started, what, wanted, &problem).await;
        }
    }

    /// Replaces what stands in a field.
    pub(crate) async fn retype(&self, wanted: &Wanted, text: &str) {
        let kind = async || {
            if !self.eval::<bool>(EMPTY).await {
                self.press_with(Key::Control, 'a').await;
                if text.is_empty() {
                    self.press(Key::Backspace).await;
                }
            }
            if !text.is_empty() {
                self.press(text).await;
            }
        };
        self.reach(wanted).await;
        let is_done = text.is_empty() && self.eval::<bool>(EMPTY).await;
        if !is_done {
            self.aimed("fill", wanted, |aim| aim.missed == 0, kind).await;
        }
    }

    /// Chooses from a list with the arrows.
    pub(crate) async fn select_by_arrows(&self, wanted: &Wanted, choice: &str) {
        self.step(format!("choose {choice:?} of {}", wanted.words));
        let left = format!(
            "const [list] = {};
             const choices = [...(list?.options ?? [])].filter((option) => !option.disabled);
             const to = choices.findIndex((option) => squeeze(option.text) === arguments[2]);
             return to < 0 ? null : to - choices.indexOf(list.selectedOptions[0])",
            wanted.script
        );
        let arguments = || [wanted.arguments.clone(), vec![json!(choice)]].concat();
        let started = Instant::now();
        loop {
            match self.eval_with::<Option<isize>>(&left, arguments()).await {
                Some(0) => return,
                Some(left) => {
                    self.reach(wanted).await;
                    self.press(times(if left < 0 { Key::Up } else { Key::Down }, left)).await;
                }
                None => tokio::time::sleep(BETWEEN_LOOKS).await,
            }
            self.give_up_after(started, "choose from", wanted, "there is no such choice").await;
        }
    }

    /// Goes to the first part of a field that has several: Tab, pressed from before it, stops there.
    pub(crate) async fn to_the_first_part(&self, wanted: &Wanted) {
        let inside = format!("return {}.includes(document.activeElement)", wanted.script);
        let started = Instant::now();
        while self.eval_with(&inside, wanted.arguments.clone()).await {
            assert!(started.elapsed() < LIMIT, "Shift and Tab do not lead out of {}", wanted.words);
            self.press_tab(-1).await;
        }
        self.press_tab(1).await;
        assert!(self.eval_with::<bool>(&inside, wanted.arguments.clone()).await, "Tab leads back");
    }
}

/// A key as often as a number says, whatever its sign.
pub(crate) fn times(key: Key, number: isize) -> String {
    String::from(char::from(key)).repeat(number.unsigned_abs())
}
