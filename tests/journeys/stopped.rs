//! A program that has stopped, or whose files do not come, says so, and lets nobody sit before a dead page.

use serde_json::json;

use crate::cloud::OSS;
use crate::failures::connect_to;
use crate::journey::{Journey, journey};
use crate::page::{Page, Role};

/// From now on the program cannot draw, which it takes for impossible.
const TRAP: &str = "Document.prototype.createElement = () => { throw new Error('planted'); }; return true";

/// Waits of 20 seconds are over in a moment.
const IMPATIENT: &str = "
    const patient = globalThis.setTimeout;
    globalThis.setTimeout = (act, time, ...rest) => patient(act, time === 20_000 ? 500 : time, ...rest);";

/// Counts the bytes that are read of answers, whole or piece by piece.
const COUNT_BYTES: &str = "
    globalThis.bytesRead = 0;
    const { arrayBuffer } = Response.prototype;
    Response.prototype.arrayBuffer = async function () {
        const bytes = await arrayBuffer.call(this);
        globalThis.bytesRead += bytes.byteLength;
        return bytes;
    };
    const { read } = ReadableStreamDefaultReader.prototype;
    ReadableStreamDefaultReader.prototype.read = async function () {
        const piece = await read.call(this);
        globalThis.bytesRead += piece.value?.byteLength ?? 0;
        return piece;
    };";

/// Connects, and lets the program run into a fault at the next click.
async fn stop(journey: &Journey) {
    let page = &journey.page;
    journey.connect(OSS.preset).await;
    page.sees("(250)").await;
    let _: bool = page.eval(TRAP).await;
    page.click(Role::Link, "Create rule").await;
    page.finds(Role::Alert, "Stocktake stopped. This is a fault of the program").await;
    page.sees_no("Inventory rules").await;
    assert!(!page.console().await.is_empty(), "Chromium writes what was thrown");
}

/// Drops what Chromium has written: the journey has planted the fault, and a program that has stopped may run into it
/// again.
async fn forget_the_fault(page: &Page) {
    page.console().await;
    page.forget_console();
}

/// U9: a trap puts a sentence over everything; Reload leads back to the same address.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_program_that_has_stopped_says_so() {
    journey("a_program_that_has_stopped_says_so", async |journey| {
        let page = &journey.page;
        stop(journey).await;
        page.focus_is_on(Role::Button, "Reload").await;
        page.click(Role::Button, "Reload").await;
        page.finds(Role::Heading, "Connect to demo-250").await;
        forget_the_fault(page).await;
    })
    .await;
}

/// C8: Forget works without the program, and reaches the other tabs.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn forget_works_in_a_program_that_has_stopped() {
    journey("forget_works_in_a_program_that_has_stopped", async |journey| {
        let page = &journey.page;
        journey.connect(OSS.preset).await;
        page.sees("(250)").await;
        let other = page.tab().await;
        page.new_tab().await;
        stop(journey).await;
        page.click(Role::Button, "Forget credentials in every tab").await;
        page.finds(Role::Heading, "Connect to demo-250").await;
        page.to_tab(&other).await;
        page.finds(Role::Heading, "Connect to demo-250").await;
        forget_the_fault(page).await;
    })
    .await;
}

/// What somebody else throws into the page is not the program's end.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_fault_of_an_extension_stops_nothing() {
    journey("the_fault_of_an_extension_stops_nothing", async |journey| {
        let page = &journey.page;
        journey.connect(OSS.preset).await;
        page.sees("(250)").await;
        let _: bool = page
            .eval(
                "setTimeout(() => { throw new Error('of an extension'); });
                Promise.reject(new TypeError('of an extension'));
                Promise.reject(new DOMException('ended', 'AbortError'));
                return true",
            )
            .await;
        page.click(Role::Link, "Create rule").await;
        page.focus_is_on(Role::Heading, "Create an inventory rule").await;
        page.finds_no(Role::Alert, "").await;
        page.console().await;
        page.forget_console();
    })
    .await;
}

/// Lets no file arrive whose address is like the pattern.
async fn hold_file(page: &Page, pattern: &str) {
    page.cdp("Page.addScriptToEvaluateOnNewDocument", json!({ "source": IMPATIENT })).await;
    page.cdp("Fetch.enable", json!({ "patterns": [{ "urlPattern": pattern }] })).await;
}

async fn let_files_come(page: &Page) {
    page.cdp("Fetch.disable", json!({})).await;
}

/// The program's file does not come: it is said, and when it comes after all the program starts.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_program_that_is_late_is_said() {
    journey("a_program_that_is_late_is_said", async |journey| {
        let page = &journey.page;
        hold_file(page, "*stocktake-*.wasm").await;
        page.open("").await;
        page.sees("A file of Stocktake has not arrived for 20 seconds.").await;
        page.finds(Role::Button, "Reload").await;
        let_files_come(page).await;
        page.finds(Role::Heading, "Connect to a bucket").await;
        page.sees_no("has not arrived").await;
    })
    .await;
}

/// The later part does not come: it is said in the place of its screen, with Retry.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_later_part_that_is_late_is_said() {
    journey("a_later_part_that_is_late_is_said", async |journey| {
        let page = &journey.page;
        hold_file(page, "*later-*.wasm").await;
        journey.connect(OSS.preset).await;
        page.sees("(250)").await;
        page.click(Role::Link, "Create rule").await;
        page.finds(Role::Button, "Retry").await;
        let_files_come(page).await;
        page.click(Role::Button, "Retry").await;
        page.focus_is_on(Role::Heading, "Create an inventory rule").await;
    })
    .await;
}

/// U9: an answer of a gigabyte is given up as soon as it is larger than any real one.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_answer_without_end_is_not_read_to_its_end() {
    journey("an_answer_without_end_is_not_read_to_its_end", async |journey| {
        let page = &journey.page;
        page.cdp("Page.addScriptToEvaluateOnNewDocument", json!({ "source": COUNT_BYTES })).await;
        connect_to(journey, &OSS, "error-huge").await;
        page.finds(Role::Alert, "The answer is not one that the provider gives.").await;
        let read: f64 = page.eval("return globalThis.bytesRead / 1e6").await;
        assert!((8.0..20.0).contains(&read), "{read} MB were read");
    })
    .await;
}

/// C9: over a connection that others can read no credentials are taken: there is no field for them, and the shell says
/// why.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn over_plain_http_no_credentials_are_taken() {
    journey("over_plain_http_no_credentials_are_taken", async |journey| {
        let page = &journey.page;
        let insecure = "Object.defineProperty(globalThis, 'isSecureContext', { value: false })";
        page.cdp("Page.addScriptToEvaluateOnNewDocument", json!({ "source": insecure })).await;
        page.open("#/oss/cn-hangzhou/demo-250/rules").await;
        page.finds(Role::Alert, "Stocktake takes no credentials over an unencrypted connection").await;
        page.finds_no(Role::Textbox, "").await;
        page.finds_no(Role::Button, "").await;
    })
    .await;
}
