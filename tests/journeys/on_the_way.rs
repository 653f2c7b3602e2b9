//! What happens to the page's requests on their way, and to its tabs: `watch.js` holds a request, loses it, or
//! answers it in the provider's place, where the sandbox has no fault for one call among many.

use serde_json::json;
use thirtyfour::WindowHandle;

use crate::page::Page;

/// Where a request is held or lost.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Held {
    /// The provider has not seen it.
    Before,
    /// The provider has done it, and the page does not know yet.
    After,
}

impl Page {
    /// Holds the next request such as `PUT logs-daily-0001`, or of a method alone, until
    /// [`Page::release`]. A page that is left takes it along.
    pub(crate) async fn hold(&self, held: Held, request: &str) {
        self.hold_each(held, &[request.to_owned()]).await;
    }

    /// Holds the next of each of these requests, all of them until [`Page::release`].
    pub(crate) async fn hold_each(&self, held: Held, requests: &[String]) {
        let name = |request: &String| format!("{} {request}", format!("{held:?}").to_lowercase());
        let names: Vec<_> = requests.iter().map(name).collect();
        let hold = "globalThis.journey.held = 0; globalThis.journey.hold = arguments[0]; return true";
        let _: bool = self.eval_with(hold, vec![json!(names)]).await;
    }

    /// Waits until a request is held.
    pub(crate) async fn holds(&self) {
        self.holds_all(1).await;
    }

    /// Waits until so many are held at the same time.
    pub(crate) async fn holds_all(&self, count: usize) {
        let held = "return globalThis.journey.held === arguments[0]";
        self.wait_until(&format!("{count} requests to be held"), held, vec![json!(count)]).await;
    }

    /// Lets what is held go on.
    pub(crate) async fn release(&self) {
        let _: bool = self.eval("globalThis.journey.release(); return true").await;
    }

    /// Loses requests such as `PUT logs-daily-0001` as a network does that is gone: each once, one after another in
    /// this order. A lost request never arrives or its answer does not; the page cannot tell which.
    pub(crate) async fn lose(&self, requests: &[(Held, String)]) {
        let name =
            |(held, request): &(Held, String)| format!("{} {request}", format!("{held:?}").to_lowercase());
        let names: Vec<_> = requests.iter().map(name).collect();
        let lose = "globalThis.journey.lose = arguments[0]; return true";
        let _: bool = self.eval_with(lose, vec![json!(names)]).await;
    }

    /// Loses every read of a rule for as long as the page tries.
    pub(crate) fn read_is_lost(id: &str) -> Vec<(Held, String)> {
        vec![(Held::Before, format!("GET {id}")); 3]
    }

    /// Ends the half a minute at once that the page gives an answer.
    pub(crate) async fn time_is_up(&self) {
        let _: bool = self.eval("globalThis.journey.timeIsUp(); return true").await;
    }

    /// Answers every request such as `DELETE logs-daily-0001` in the provider's place from now on, with a
    /// status and a code.
    pub(crate) async fn answer_instead(&self, request: &str, status: u16, code: &str) {
        let body = format!("<Error><Code>{code}</Code><Message>Made up by the journey.</Message></Error>");
        self.answer_with(request, status, &body).await;
    }

    /// The same with a body.
    pub(crate) async fn answer_with(&self, request: &str, status: u16, body: &str) {
        let answer = "globalThis.journey.answers[arguments[0]] = arguments[1]; return true";
        let arguments = vec![json!(request), json!({ "status": status, "body": body })];
        let _: bool = self.eval_with(answer, arguments).await;
    }

    /// Lets the provider answer for itself again.
    pub(crate) async fn answer_no_more(&self) {
        let _: bool = self.eval("globalThis.journey.answers = {}; return true").await;
    }

    /// Takes the network away from the tab, or gives it back.
    pub(crate) async fn offline(&self, offline: bool) {
        self.cdp("Network.enable", json!({})).await;
        let line =
            json!({ "offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
        self.cdp("Network.emulateNetworkConditions", line).await;
    }

    /// The tab that is driven.
    pub(crate) async fn tab(&self) -> WindowHandle {
        self.driver().window().await.expect("a tab is open")
    }

    /// Drives another tab; what the one before knows is kept.
    pub(crate) async fn to_tab(&self, tab: &WindowHandle) {
        self.keep_handed_out().await;
        self.driver().switch_to_window(tab.clone()).await.expect("the tab is still there");
        self.cdp("Page.bringToFront", json!({})).await;
    }

    /// Ends the tab that is driven, and drives a new one.
    pub(crate) async fn lose_tab(&self, end: TabEnd) {
        let lost = self.tab().await;
        let next = self.new_tab().await;
        self.to_tab(&lost).await;
        self.keep_handed_out().await;
        // The console of a crashed tab cannot be asked for any more.
        self.console().await;
        if let TabEnd::Crashed = end {
            // The answer is that the tab has crashed.
            drop(self.driver().cdp().send_raw("Page.crash", json!({})).await);
        }
        self.close_tab(&next).await;
    }

    /// Closes the tab that is driven, and drives another one.
    pub(crate) async fn close_tab(&self, next: &WindowHandle) {
        self.driver().close_window().await.expect("a tab can be closed");
        self.driver().switch_to_window(next.clone()).await.expect("the other tab is there");
        self.cdp("Page.bringToFront", json!({})).await;
    }
}

/// How a tab ends.
#[derive(Clone, Copy, Debug)]
pub(crate) enum TabEnd {
    /// Closed.
    Closed,
    /// Its process is gone, with all that was in its memory.
    Crashed,
}
