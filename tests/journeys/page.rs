//! The page and what is asked of it. Things are found by role and accessible name (`page.js`), and every step waits
//! until it is possible.

use std::cell::{Cell, RefCell};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use thirtyfour::prelude::*;

use crate::console::Line;
use crate::context::Context;
use crate::hands::Hand;

const HELPERS: &str = include_str!("page.js");
const WATCH: &str = include_str!("watch.js");
/// How long a step may take, on a machine that does other things besides.
pub(crate) const LIMIT: Duration = Duration::from_secs(20);
pub(crate) const BETWEEN_LOOKS: Duration = Duration::from_millis(20);

/// A role with the elements that have it in `page.js`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Alert,
    Button,
    Checkbox,
    ColumnHeader,
    Combobox,
    Dialog,
    /// What opens a menu, where a button has the same name.
    Disclosure,
    File,
    Heading,
    Link,
    Radio,
    RowHeader,
    Separator,
    Tab,
    Table,
    Textbox,
}

/// The page in the current tab.
pub(crate) struct Page {
    context: RefCell<Context>,
    driver: WebDriver,
    origin: String,
    hand: Hand,
    opened: Cell<bool>,
    steps: RefCell<Vec<String>>,
    /// Credentials that the site handed out in documents that are gone.
    handed_out: RefCell<Vec<String>>,
    console: RefCell<Vec<Line>>,
}

impl Page {
    /// The page of a context; nothing is opened yet.
    pub(crate) async fn new(context: Context, origin: String) -> Self {
        let page = Page {
            driver: context.driver().clone(),
            context: RefCell::new(context),
            origin,
            hand: Hand::told(),
            opened: Cell::default(),
            steps: RefCell::default(),
            handed_out: RefCell::default(),
            console: RefCell::default(),
        };
        page.watch().await;
        page
    }

    /// Installs `watch.js` in the current tab.
    async fn watch(&self) {
        self.cdp("Page.addScriptToEvaluateOnNewDocument", json!({ "source": WATCH })).await;
    }

    /// A command of the DevTools protocol.
    pub(crate) async fn cdp(&self, command: &str, parameters: Value) -> Value {
        let answer = self.driver.cdp().send_raw(command, parameters).await;
        answer.unwrap_or_else(|error| panic!("{command}: {error}"))
    }

    /// What the page has of a browser.
    pub(crate) fn into_context(self) -> Context {
        self.context.into_inner()
    }

    /// Where the browser puts files that the page saves.
    pub(crate) fn downloads(&self) -> PathBuf {
        self.context.borrow().downloads().to_owned()
    }

    /// Opens another tab and drives it.
    pub(crate) async fn new_tab(&self) -> WindowHandle {
        let tab = self.context.borrow_mut().new_tab();
        self.to_tab(&tab).await;
        self.watch().await;
        tab
    }

    /// With what it is used.
    pub(crate) fn hand(&self) -> Hand {
        self.hand
    }

    /// The driver, for what only it can do.
    pub(crate) fn driver(&self) -> &WebDriver {
        &self.driver
    }

    /// What has been done so far.
    pub(crate) fn steps(&self) -> Vec<String> {
        self.steps.borrow().clone()
    }

    /// Notes what is being done.
    pub(crate) fn step(&self, words: String) {
        self.steps.borrow_mut().push(words);
    }

    /// Opens an address such as `#/connect` in a new document.
    pub(crate) async fn open(&self, address: &str) {
        self.step(format!("open {address:?}"));
        self.keep_handed_out().await;
        // Between two fragments of one page a browser would load nothing.
        let blank = self.opened.replace(true).then(|| "about:blank".to_owned());
        for url in blank.into_iter().chain([format!("{}/{address}", self.origin)]) {
            self.driver.goto(&url).await.unwrap_or_else(|error| panic!("open {url}: {error}"));
        }
    }

    /// Reloads the document.
    pub(crate) async fn reload(&self) {
        self.step("reload".to_owned());
        self.keep_handed_out().await;
        self.driver.refresh().await.expect("a page can be reloaded");
    }

    /// The address bar's fragment.
    pub(crate) async fn address(&self) -> String {
        self.eval("return location.hash").await
    }

    /// Runs a script with the helpers of `page.js`.
    pub(crate) async fn eval<T: DeserializeOwned>(&self, script: &str) -> T {
        self.eval_with(script, vec![]).await
    }

    /// The same with `arguments`.
    pub(crate) async fn eval_with<T: DeserializeOwned>(&self, script: &str, arguments: Vec<Value>) -> T {
        let answer = self.run(script, arguments).await.and_then(|answer| answer.convert());
        answer.unwrap_or_else(|error| panic!("the script {script:?} failed: {error}"))
    }

    /// The same with what went wrong.
    pub(crate) async fn run(&self, script: &str, arguments: Vec<Value>) -> WebDriverResult<ScriptRet> {
        self.driver.execute(format!("{HELPERS}\n{script}"), arguments).await
    }

    /// Looks until a condition holds.
    pub(crate) async fn wait_for(&self, what: &str, condition: impl AsyncFn() -> bool) {
        self.wait_for_up_to(LIMIT, what, condition).await;
    }

    /// The same for what takes longer.
    pub(crate) async fn wait_for_up_to(
        &self,
        limit: Duration,
        what: &str,
        condition: impl AsyncFn() -> bool,
    ) {
        self.step(format!("wait for {what}"));
        let started = Instant::now();
        while !condition().await {
            if started.elapsed() > limit {
                panic!("waited {limit:?} for {what}. The page says:\n{}", self.text().await);
            }
            tokio::time::sleep(BETWEEN_LOOKS).await;
        }
    }

    /// Looks until a script gives true. The page looks by itself for a while: each command to the browser costs more
    /// than many looks. A document that is just being replaced gives nothing.
    pub(crate) async fn wait_until(&self, what: &str, script: &str, arguments: Vec<Value>) {
        let looking = format!("return until(async function () {{ {script}\n }}, arguments)");
        let holds = async || {
            let answer = self.run(&looking, arguments.clone()).await;
            answer.is_ok_and(|answer| answer.json() == &Value::Bool(true))
        };
        self.wait_for(what, holds).await;
    }

    /// Everything that can be read on the page.
    pub(crate) async fn text(&self) -> String {
        let answer = self.run("return document.body.innerText", vec![]).await;
        answer.ok().and_then(|answer| answer.convert().ok()).unwrap_or_else(|| "(nothing)".to_owned())
    }

    /// Presses keys wherever the focus is.
    pub(crate) async fn press(&self, keys: impl Into<TypingData>) {
        let keys: TypingData = keys.into();
        let text: String = keys.as_vec().into_iter().collect();
        self.step(format!("press {text:?}"));
        let pressed = self.driver.action_chain().send_keys(text).perform().await;
        pressed.expect("keys can be pressed");
    }

    /// Presses a key while another one is held.
    pub(crate) async fn press_with(&self, held: Key, key: impl Into<char>) {
        let key = key.into();
        self.step(format!("press {held:?} and {key:?}"));
        let keys = self.driver.action_chain().key_down(held.clone()).key_down(key).key_up(key).key_up(held);
        keys.perform().await.expect("keys can be pressed");
    }

    /// The longest task of this document in milliseconds.
    pub(crate) async fn longest_task(&self) -> f64 {
        self.eval("return globalThis.journey.longestTask").await
    }

    /// Credentials that the site has handed out, as it wrote them.
    pub(crate) async fn handed_out(&self) -> Vec<String> {
        self.keep_handed_out().await;
        self.handed_out.borrow().clone()
    }

    /// A document takes what it knows with it.
    pub(crate) async fn keep_handed_out(&self) {
        let answers: Vec<String> = self.eval("return globalThis.journey?.credentials.splice(0) ?? []").await;
        self.handed_out.borrow_mut().extend(answers);
    }

    /// The console's lines so far; the driver gives each once.
    pub(crate) async fn console(&self) -> Vec<Line> {
        let new = self.driver.browser_log().await.expect("ChromeDriver keeps the browser's log");
        self.console.borrow_mut().extend(new.into_iter().map(Line::from));
        self.console.borrow().clone()
    }

    /// Drops the console's lines so far.
    pub(crate) fn forget_console(&self) {
        self.console.borrow_mut().clear();
    }
}

impl Role {
    /// Its name in `page.js`.
    pub(crate) fn word(self) -> String {
        format!("{self:?}").to_lowercase()
    }

    /// The arguments of `find` in `page.js`.
    pub(crate) fn and_name(self, name: &str) -> Vec<Value> {
        vec![json!(self.word()), json!(name)]
    }
}
