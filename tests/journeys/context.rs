//! What a journey has of a browser: a browser context of its own (cookies, storage, cache), downloads of its own.
//! The browser itself is used by journey after journey, because to start one takes longer than most journeys.

use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde_json::{Value, json};
use thirtyfour::prelude::*;
use tungstenite::{Message, WebSocket};

use crate::browser::{self, Leaving, Profile};

const LIMIT: Duration = Duration::from_secs(20);
/// Journeys look at what is drawn and not at how fast: a sixth less work for the machine.
const ONE_PROCESS_LESS: &str = "--in-process-gpu";
/// As large as the window that the browser is started with.
const WINDOW: (u32, u32) = (1280, 900);

/// A context with one tab, which is driven.
pub(crate) struct Context {
    browser: Browser,
    id: String,
    downloads: PathBuf,
    _running: Running,
}

impl Context {
    /// A new context, in a browser that is at rest or in a new one.
    pub(crate) async fn new(leaving: Leaving) -> Self {
        let running = Running::new();
        let rested = if leaving == Leaving::Agreed { pool().idle.pop() } else { None };
        let mut browser = match rested {
            Some(browser) => browser,
            None => Browser::start(leaving).await,
        };
        let id = browser.command("Target.createBrowserContext", &json!({}))["browserContextId"].take();
        let id = id.as_str().expect("a context has an id").to_owned();
        let downloads = browser.profile.downloads().join(&id);
        std::fs::create_dir_all(&downloads).expect("the folder for temporary files can be written");
        let saving = json!({ "behavior": "allow", "browserContextId": id, "downloadPath": downloads });
        browser.command("Browser.setDownloadBehavior", &saving);
        let mut context = Context { browser, id, downloads, _running: running };
        let tab = context.new_tab();
        let driver = context.driver();
        driver.switch_to_window(tab).await.expect("the new tab can be driven");
        // What the journey before left behind: the last lines of its console, and the clipboard.
        driver.browser_log().await.expect("ChromeDriver keeps the browser's log");
        // One blank: Chromium copies no empty text.
        copy(driver, " ").await;
        context
    }

    /// Opens another tab, which is not driven yet.
    pub(crate) fn new_tab(&mut self) -> WindowHandle {
        let (width, height) = WINDOW;
        let tab = json!({ "url": "about:blank", "browserContextId": self.id, "newWindow": true,
            "width": width, "height": height });
        let tab = self.browser.command("Target.createTarget", &tab);
        WindowHandle::from(tab["targetId"].as_str().expect("a tab has an id").to_owned())
    }

    /// The driver of the whole browser.
    pub(crate) fn driver(&self) -> &WebDriver {
        &self.browser.driver
    }

    /// Where the browser puts files that a page of this context saves.
    pub(crate) fn downloads(&self) -> &Path {
        &self.downloads
    }

    /// Ends it with all that it has stored. The browser is used again, if it may be; the last journey that runs ends
    /// those that are at rest.
    pub(crate) async fn end(mut self, use_again: bool) {
        self.browser.command("Target.disposeBrowserContext", &json!({ "browserContextId": self.id }));
        let Context { browser, _running: running, .. } = self;
        let mut ended = Vec::new();
        if use_again {
            pool().idle.push(browser);
        } else {
            ended.push(browser);
        }
        drop(running);
        ended.extend(pool().left_over());
        for browser in ended {
            browser.driver.quit().await.expect("the browser ends when asked");
        }
    }
}

/// Puts a text into the clipboard as another program would: the page keeps its focus and what is chosen in it.
pub(crate) async fn copy(driver: &WebDriver, text: &str) {
    let expression = format!(
        "document.addEventListener('copy', (event) => {{
           event.clipboardData.setData('text/plain', {});
           event.preventDefault();
           event.stopImmediatePropagation();
         }}, {{ once: true, capture: true }});
         document.execCommand('copy')",
        json!(text)
    );
    let parameters = json!({ "expression": expression, "userGesture": true });
    let copied = driver.cdp().send_raw("Runtime.evaluate", parameters).await;
    let copied = copied.expect("a script runs")["result"]["value"].take();
    assert_eq!(copied, true, "something can be copied");
}

/// A Chromium with its profile, and the line to it as a whole: ChromeDriver speaks for tabs only.
struct Browser {
    driver: WebDriver,
    debugger: WebSocket<TcpStream>,
    commands: u64,
    profile: Profile,
}

impl Browser {
    async fn start(leaving: Leaving) -> Self {
        let profile = Profile::new();
        let driver = browser::start(&profile, leaving, &[ONE_PROCESS_LESS]).await;
        // Chromium writes a port and a path there, a line each.
        let written = std::fs::read_to_string(profile.user_data().join("DevToolsActivePort"))
            .expect("Chromium says where its debugger is");
        let (port, path) = written.split_once('\n').expect("it says it in two lines");
        let stream = TcpStream::connect(format!("127.0.0.1:{port}")).expect("the debugger is there");
        stream.set_read_timeout(Some(LIMIT)).expect("a limit can be set");
        let address = format!("ws://127.0.0.1:{port}{}", path.trim());
        let (debugger, _) = tungstenite::client(address, stream).expect("the debugger speaks WebSocket");
        Browser { driver, debugger, commands: 0, profile }
    }

    /// A command of the DevTools protocol to the browser, not to a tab.
    fn command(&mut self, name: &str, parameters: &Value) -> Value {
        self.commands += 1;
        let command = json!({ "id": self.commands, "method": name, "params": parameters });
        self.debugger.send(Message::text(command.to_string())).expect("the browser listens");
        loop {
            let message = self.debugger.read().unwrap_or_else(|error| panic!("{name}: {error}"));
            let text = message.to_text().expect("the protocol is text");
            let mut answer: Value = serde_json::from_str(text).expect("the protocol is JSON");
            if answer["id"] == self.commands {
                assert!(answer["error"].is_null(), "{name}: {}", answer["error"]);
                return answer["result"].take();
            }
        }
    }
}

/// Browsers at rest, and how many journeys run.
struct Pool {
    idle: Vec<Browser>,
    running: usize,
}

static POOL: Mutex<Pool> = Mutex::new(Pool { idle: Vec::new(), running: 0 });

fn pool() -> MutexGuard<'static, Pool> {
    POOL.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Pool {
    /// The browsers that nobody will end, because tests have no common end: those at rest when no journey runs.
    fn left_over(&mut self) -> Vec<Browser> {
        if self.running == 0 { std::mem::take(&mut self.idle) } else { Vec::new() }
    }
}

/// Counted while it lives.
struct Running;

impl Running {
    fn new() -> Self {
        pool().running += 1;
        Running
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        pool().running -= 1;
    }
}
