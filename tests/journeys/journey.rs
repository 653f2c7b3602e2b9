//! What surrounds every journey: a sandbox, a browser, the search for secrets, and a report when
//! something was not as it should be.

use std::any::Any;
use std::cell::RefCell;
use std::fmt::Write as _;
use std::panic::AssertUnwindSafe;
use std::path::{Path, PathBuf};
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use sandbox::{IssuedCredentials, LoggedRequest, Operation, Options, Sandbox};

use crate::browser::{self, Leaving};
use crate::context::Context;
use crate::page::{Page, Role};
use crate::secrets;

/// A running journey.
pub(crate) struct Journey {
    /// What the user sees.
    pub(crate) page: Page,
    /// The provider and the site.
    pub(crate) sandbox: Sandbox,
    issued: RefCell<Vec<IssuedCredentials>>,
}

/// Runs a journey on the built site.
pub(crate) async fn journey(name: &str, run: impl AsyncFnOnce(&Journey)) {
    journey_on(name, PathBuf::from(browser::told("STOCKTAKE_SITE")), run).await;
}

/// Runs a journey in which the browser asks before a page is left.
pub(crate) async fn journey_with_questions(name: &str, run: impl AsyncFnOnce(&Journey)) {
    surrounded(name, PathBuf::from(browser::told("STOCKTAKE_SITE")), Leaving::Asked, run).await;
}

/// Runs a journey on the site in a folder.
pub(crate) async fn journey_on(name: &str, site: PathBuf, run: impl AsyncFnOnce(&Journey)) {
    surrounded(name, site, Leaving::Agreed, run).await;
}

/// The context ends whatever happens.
async fn surrounded(name: &str, site: PathBuf, leaving: Leaving, run: impl AsyncFnOnce(&Journey)) {
    let options = Options { site: Some(site), ..Options::default() };
    let sandbox = sandbox::start(options).await.expect("a port is free on this machine");
    let context = Context::new(leaving).await;
    let page = Page::new(context, sandbox.site_origin()).await;
    let journey = Journey { page, sandbox, issued: RefCell::default() };
    let name = &format!("{name}_by_{}", journey.page.hand().name());
    let outcome = caught(async {
        run(&journey).await;
        secrets::assert_none_in_sight(&journey).await;
        journey.assert_console_is_empty().await;
    })
    .await;
    let report = match &outcome {
        Ok(()) => None,
        Err(panic) => Some(journey.report(name, panic).await),
    };
    // What was not as it should be may be the browser's fault.
    let use_again = report.is_none() && leaving == Leaving::Agreed;
    journey.page.into_context().end(use_again).await;
    if let Some(report) = report {
        panic!("{report}");
    }
}

/// Awaits a future; a panic in it becomes its outcome.
async fn caught<F: Future<Output = ()>>(future: F) -> Result<(), Box<dyn Any + Send>> {
    let mut future = pin!(future);
    std::future::poll_fn(|context| {
        match std::panic::catch_unwind(AssertUnwindSafe(|| future.as_mut().poll(context))) {
            Ok(Poll::Pending) => Poll::Pending,
            Ok(Poll::Ready(())) => Poll::Ready(Ok(())),
            Err(panic) => Poll::Ready(Err(panic)),
        }
    })
    .await
}

impl Journey {
    /// Opens the start page and connects with one click on a connection of the site.
    pub(crate) async fn connect(&self, preset: &str) {
        self.page.open("").await;
        self.page.click(Role::Button, &format!("Connect to {preset}")).await;
    }

    /// Ends all credentials, and the site has no others until `reset_sts_answer`: only a person can give new ones.
    pub(crate) fn end_all_credentials(&self) {
        self.sandbox.set_sts_answer(503, "text/plain", "");
        self.sandbox.expire_all_credentials();
    }

    /// How often the site was asked for credentials.
    pub(crate) fn handed_out(&self) -> usize {
        let requests = self.sandbox.requests();
        requests.iter().filter(|request| request.operation == Some(Operation::Sts)).count()
    }

    /// Credentials for the own-credentials form; searched for at the end.
    pub(crate) fn issue(&self) -> IssuedCredentials {
        self.issue_for(Duration::from_secs(3600))
    }

    /// The same with another life.
    pub(crate) fn issue_for(&self, life: Duration) -> IssuedCredentials {
        self.keep(self.sandbox.issue_credentials(life))
    }

    /// The same for COS.
    pub(crate) fn issue_cos(&self) -> IssuedCredentials {
        self.issue_cos_for(Duration::from_secs(3600))
    }

    /// The same with another life.
    pub(crate) fn issue_cos_for(&self, life: Duration) -> IssuedCredentials {
        self.keep(self.sandbox.issue_cos_credentials(life))
    }

    fn keep(&self, credentials: IssuedCredentials) -> IssuedCredentials {
        self.issued.borrow_mut().push(credentials.clone());
        credentials
    }

    /// What was issued to the test itself.
    pub(crate) fn issued(&self) -> Vec<IssuedCredentials> {
        self.issued.borrow().clone()
    }

    /// The program is silent: a panic, a warning or an exception would stand in the console.
    async fn assert_console_is_empty(&self) {
        let mut lines = self.page.console().await;
        lines.retain(|line| !line.is_chromiums());
        assert!(lines.is_empty(), "the console is not empty: {lines:#?}");
    }

    /// Where the browser would put downloads.
    pub(crate) fn downloads(&self) -> PathBuf {
        self.page.downloads()
    }

    /// The calls about rules, oldest first, such as `list query 200` or `preflight put 200`.
    pub(crate) fn calls(&self) -> Vec<String> {
        self.about_rules().iter().map(call).collect()
    }

    /// The requests about rules, oldest first.
    pub(crate) fn about_rules(&self) -> Vec<LoggedRequest> {
        let mut requests = self.sandbox.requests();
        requests
            .retain(|request| !matches!(request.operation, None | Some(Operation::Site | Operation::Sts)));
        requests
    }

    /// Saves picture, steps, page, console and requests; gives the words to fail with.
    async fn report(&self, name: &str, panic: &Box<dyn Any + Send>) -> String {
        let words = panic
            .downcast_ref::<String>()
            .map(String::as_str)
            .or_else(|| panic.downcast_ref::<&str>().copied())
            .unwrap_or("a panic without words");
        let picture = pictures().join(format!("{name}.png"));
        let saved = self.page.driver().screenshot(&picture).await;
        let mut text = format!("{words}\n\n── steps ──\n{}\n", self.page.steps().join("\n"));
        let address = self.page.driver().current_url().await.map(String::from).unwrap_or_default();
        let _ = write!(text, "\n── page: {address} ──\n{}\n\n── console ──\n", self.page.text().await);
        for line in self.page.console().await {
            let _ = writeln!(text, "{} {} {}", line.level, line.source, line.message);
        }
        text.push_str("\n── requests ──\n");
        for request in self.sandbox.requests() {
            let what = call(&request);
            let _ = writeln!(text, "{} {}{} {what}", request.method, request.host, request.path);
        }
        let written = pictures().join(format!("{name}.txt"));
        let kept = std::fs::write(&written, text);
        let note = if saved.is_ok() && kept.is_ok() { "more" } else { "not all could be saved" };
        format!("{name}: {words}\n{note}: {} and {}", picture.display(), written.display())
    }
}

fn call(request: &LoggedRequest) -> String {
    let operation = request.operation.map_or("?", Operation::as_str);
    let status = request.status;
    if request.preflight {
        format!("preflight {operation} {status}")
    } else {
        format!("{operation} {} {status}", request.auth.as_str())
    }
}

/// `target/journeys`.
pub(crate) fn pictures() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("journeys");
    std::fs::create_dir_all(&folder).expect("target/ can be written");
    folder
}
