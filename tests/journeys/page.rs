//! What a user sees and can do: things are found by role and accessible name (`page.js`), and
//! every step waits until it is possible.

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use thirtyfour::prelude::*;

use crate::context::{self, Context};

const HELPERS: &str = include_str!("page.js");
const WATCH: &str = include_str!("watch.js");
const LIMIT: Duration = Duration::from_secs(10);
const BETWEEN_LOOKS: Duration = Duration::from_millis(20);

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
    Tab,
    Table,
    Textbox,
}

/// The page in the current tab.
pub(crate) struct Page {
    context: RefCell<Context>,
    driver: WebDriver,
    origin: String,
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

    /// The driver, for what only it can do.
    pub(crate) fn driver(&self) -> &WebDriver {
        &self.driver
    }

    /// What has been done so far.
    pub(crate) fn steps(&self) -> Vec<String> {
        self.steps.borrow().clone()
    }

    fn step(&self, words: String) {
        self.steps.borrow_mut().push(words);
    }

    /// Opens an address such as `#/connect` in a new document.
    pub(crate) async fn open(&self, address: &str) {
        self.step(format!("open {address:?}"));
        self.keep_handed_out().await;
        // Between two fragments of one page a browser would load nothing.
        for url in ["about:blank".to_owned(), format!("{}/{address}", self.origin)] {
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

    async fn run(&self, script: &str, arguments: Vec<Value>) -> WebDriverResult<ScriptRet> {
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

    /// Looks until a script gives true. A document that is just being replaced gives nothing.
    pub(crate) async fn wait_until(&self, what: &str, script: &str, arguments: Vec<Value>) {
        let holds = async || {
            let answer = self.run(script, arguments.clone()).await;
            answer.is_ok_and(|answer| answer.json() == &Value::Bool(true))
        };
        self.wait_for(what, holds).await;
    }

    /// Everything that can be read on the page.
    pub(crate) async fn text(&self) -> String {
        let answer = self.run("return document.body.innerText", vec![]).await;
        answer.ok().and_then(|answer| answer.convert().ok()).unwrap_or_else(|| "(nothing)".to_owned())
    }

    /// Waits until the page says something.
    pub(crate) async fn sees(&self, words: &str) {
        let script = "return squeeze(document.body.innerText).includes(arguments[0])";
        self.wait_until(&format!("the words {words:?}"), script, vec![json!(words)]).await;
    }

    /// Waits until the page does not say something.
    pub(crate) async fn sees_no(&self, words: &str) {
        let script = "return !squeeze(document.body.innerText).includes(arguments[0])";
        self.wait_until(&format!("the words {words:?} to be gone"), script, vec![json!(words)]).await;
    }

    /// Waits for an element.
    pub(crate) async fn finds(&self, role: Role, name: &str) {
        let script = "return find(arguments[0], arguments[1]).length > 0";
        self.wait_until(&format!("{role:?} {name:?}"), script, role.and_name(name)).await;
    }

    /// Waits until an element is gone.
    pub(crate) async fn finds_no(&self, role: Role, name: &str) {
        let script = "return find(arguments[0], arguments[1]).length === 0";
        self.wait_until(&format!("{role:?} {name:?} to be gone"), script, role.and_name(name)).await;
    }

    /// Waits until the element, the only one of its role and name, fulfils a condition in
    /// JavaScript: `is("button", "Create", "!element.disabled")`.
    pub(crate) async fn is(&self, role: Role, name: &str, condition: &str) {
        let script = format!(
            "const [element, ...others] = find(arguments[0], arguments[1]);
             return element !== undefined && others.length === 0 && Boolean({condition})"
        );
        self.wait_until(&format!("{role:?} {name:?} with {condition}"), &script, role.and_name(name)).await;
    }

    /// Waits until elements stand in this order, for the eye from the top down and in the document.
    pub(crate) async fn reads_in_order(&self, elements: &[(Role, &str)]) {
        let named: Vec<_> = elements.iter().map(|(role, name)| json!([role.word(), name])).collect();
        let script = "
            const elements = arguments[0].map(([role, name]) => find(role, name)[0]);
            const top = (element) => element.getBoundingClientRect().top;
            const follows = (a, b) => a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING;
            // A line's elements differ by a few pixels.
            const under = (a, b) => top(b) > top(a) - 12;
            return elements.every((element, at) =>
                element && (at === 0 || (follows(elements[at - 1], element) && under(elements[at - 1], element))))";
        self.wait_until(&format!("the order {elements:?}"), script, vec![json!(named)]).await;
    }

    /// Does something with the only element of a role and name; again if it was redrawn meanwhile.
    async fn act(
        &self,
        what: &str,
        role: Role,
        name: &str,
        action: impl AsyncFn(&WebElement) -> WebDriverResult<()>,
    ) {
        self.step(format!("{what} {role:?} {name:?}"));
        let started = Instant::now();
        loop {
            let found = self.run("return find(arguments[0], arguments[1])", role.and_name(name)).await;
            let found = found.and_then(ScriptRet::elements).unwrap_or_default();
            let problem = match found.as_slice() {
                [element] => match action(element).await {
                    Ok(()) => return,
                    Err(error) => error.to_string(),
                },
                others => format!("{} such elements", others.len()),
            };
            if started.elapsed() > LIMIT {
                panic!(
                    "could not {what} {role:?} {name:?}: {problem}. The page says:\n{}",
                    self.text().await
                );
            }
            tokio::time::sleep(BETWEEN_LOOKS).await;
        }
    }

    /// Chooses in a group, named by the beginning of its legend.
    pub(crate) async fn choose(&self, group: &str, role: Role, name: &str) {
        self.step(format!("choose {name:?} of {group:?}"));
        let click = "const [element, ...others] = findIn(arguments[0], arguments[1], arguments[2]);
            if (!element || others.length) return false;
            if (!element.checked) element.click();
            return element.checked";
        let arguments = vec![json!(group), json!(role.word()), json!(name)];
        self.wait_until(&format!("{name:?} of {group:?} to be chosen"), click, arguments).await;
    }

    /// Waits until exactly these are chosen in a group.
    pub(crate) async fn chosen(&self, group: &str, role: Role, names: &[&str]) {
        let script = "const chosen = findIn(arguments[0], arguments[1], '').filter((element) => element.checked).map(nameOf);
            return chosen.length === arguments[2].length && arguments[2].every((name) => chosen.includes(name))";
        let what = format!("{names:?} to be all that is chosen of {group:?}");
        self.wait_until(&what, script, vec![json!(group), json!(role.word()), json!(names)]).await;
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
        self.act("focus", Role::Textbox, label, async |element| element.focus().await).await;
        self.press(date).await;
        // A year may have more digits, so the field waits.
        self.press(Key::Right).await;
        self.press(clock).await;
        self.is(Role::Textbox, label, &format!("element.value === {}", json!(time))).await;
    }

    /// Clicks.
    pub(crate) async fn click(&self, role: Role, name: &str) {
        self.act("click", role, name, async |element| element.click().await).await;
    }

    /// Clicks twice, as fast as the driver can.
    pub(crate) async fn double_click(&self, role: Role, name: &str) {
        let twice = async |element: &WebElement| {
            element.scroll_into_view().await?;
            self.driver.action_chain().double_click_element(element).perform().await
        };
        self.act("click twice", role, name, twice).await;
    }

    /// Replaces what stands in a field by typing.
    pub(crate) async fn fill(&self, label: &str, text: &str) {
        if text.is_empty() {
            // What the driver empties by itself raises no event.
            let empty = async |element: &WebElement| {
                element.send_keys(Key::Control + "a").await?;
                element.send_keys(Key::Null + Key::Backspace).await
            };
            return self.act("empty", Role::Textbox, label, empty).await;
        }
        let kind = async |element: &WebElement| {
            if !element.value().await?.unwrap_or_default().is_empty() {
                element.clear().await?;
            }
            element.send_keys(text).await
        };
        self.act("fill", Role::Textbox, label, kind).await;
    }

    /// Chooses from a list.
    pub(crate) async fn select(&self, label: &str, choice: &str) {
        let options = format!("./option[normalize-space()='{choice}']");
        let choose =
            async |element: &WebElement| element.find(By::XPath(options.as_str())).await?.click().await;
        self.act(&format!("choose {choice:?} of"), Role::Combobox, label, choose).await;
    }

    /// Gives a file to a field for files, as the browser's own dialog would.
    pub(crate) async fn give_file(&self, label: &str, path: &Path) {
        let path = path.to_string_lossy().into_owned();
        let give = async |element: &WebElement| element.send_keys(path.as_str()).await;
        self.act("give a file to", Role::File, label, give).await;
    }

    /// Clicks in a row of the table beside its controls: on the words of a column, the first of which is
    /// the box to choose the row.
    pub(crate) async fn click_in_row(&self, id: &str, column: usize) {
        let cell =
            "const row = find('rowheader', arguments[0]).filter((row) => nameOf(row) === arguments[0]);
            return row.map((row) => row.closest('tr').cells[arguments[1]])";
        self.step(format!("click in column {column} of the row {id:?}"));
        let click = async || {
            let found = self.run(cell, vec![json!(id), json!(column)]).await;
            match found.and_then(ScriptRet::elements).unwrap_or_default().as_slice() {
                [element] => element.click().await.is_ok(),
                _ => false,
            }
        };
        self.wait_for(&format!("the row {id:?} to be clicked"), click).await;
    }

    /// Pastes into a field from the clipboard.
    pub(crate) async fn paste(&self, label: &str, text: &str) {
        context::copy(&self.driver, text).await;
        self.act("paste into", Role::Textbox, label, async |element| element.focus().await).await;
        self.press_with(Key::Control, 'v').await;
    }

    /// Waits until the focus is on an element.
    pub(crate) async fn focus_is_on(&self, role: Role, name: &str) {
        let wanted = format!("{} {name}", role.word());
        let script = "return focused() === arguments[0]";
        self.wait_until(&format!("the focus on {wanted:?}"), script, vec![json!(wanted)]).await;
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

    /// The row headers of the table in sight, from the top.
    pub(crate) async fn row_headers(&self) -> Vec<String> {
        self.eval("return find('rowheader', '').map(nameOf)").await
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
}

impl Page {
    /// Drops the console's lines so far.
    pub(crate) fn forget_console(&self) {
        self.console.borrow_mut().clear();
    }
}

/// A line of the browser's console.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    /// Who wrote it: `console-api` is the page, `network`, `security` and `other` are Chromium.
    pub(crate) source: String,
    /// Such as `SEVERE`.
    pub(crate) level: String,
    /// What it says.
    pub(crate) message: String,
}

impl From<thirtyfour::BrowserLogEntry> for Line {
    fn from(entry: thirtyfour::BrowserLogEntry) -> Self {
        Line { source: entry.source.unwrap_or_default(), level: entry.level, message: entry.message }
    }
}

impl Line {
    /// Whether Chromium wrote it about a request or a file, out of the program's reach.
    pub(crate) fn is_chromiums(&self) -> bool {
        match self.source.as_str() {
            "network" | "security" | "other" => true,
            // ChromeDriver's own page, which speaks the newer protocol.
            "console-api" => self.message.contains("\"Launching Mapper instance"),
            // What `fetch` was refused comes as of a script, like an uncaught exception; CORS with
            // the request's URL.
            "javascript" => {
                // The words follow the page's address and a dash, or the source and a line number.
                let after_address = self.message.split_once(" - ").map(|(_, words)| words);
                let after_line = self.message.splitn(3, ' ').nth(2);
                [after_address, after_line].into_iter().flatten().any(|words| {
                    words.starts_with("Access to fetch at '") || words.starts_with("Fetch API cannot load ")
                })
            }
            _ => false,
        }
    }
}

impl Role {
    fn word(self) -> String {
        format!("{self:?}").to_lowercase()
    }

    fn and_name(self, name: &str) -> Vec<Value> {
        vec![json!(self.word()), json!(name)]
    }
}
