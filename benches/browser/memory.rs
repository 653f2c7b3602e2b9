//! What a page holds when its 1,000 rules are there. Each turn has a browser of its own: pages of one site share
//! a process, and with it what earlier ones left behind.

use std::path::{Path, PathBuf};

use serde_json::json;
use stocktake::model::Provider;
use thirtyfour::WebDriver;

use crate::browser::{self, Leaving, Profile, told};
use crate::listing::{Side, listed, metric, opened, sides};
use crate::sides::Sides;
use crate::{SCRIPT_LIMIT, cdp};

/// Megabytes of JavaScript's heap after a collection, and of the memory of the page's wasm.
pub(crate) async fn measure(page: &Path, rounds: usize) -> Vec<Sides> {
    let site = PathBuf::from(told("STOCKTAKE_SITE"));
    let mut found = Provider::ALL.map(|_| Sides::default());
    for _ in 0..rounds {
        for (provider, memory) in Provider::ALL.into_iter().zip(&mut found) {
            let [ours, theirs] = sides(&site, page, provider);
            memory.push(held(&ours).await, held(&theirs).await);
        }
    }
    found.to_vec()
}

async fn held(side: &Side) -> f64 {
    let profile = Profile::new();
    let driver = browser::start(&profile, Leaving::Agreed, &[]).await;
    driver.set_script_timeout(SCRIPT_LIMIT).await.expect("a driver takes a limit");
    cdp(&driver, "Performance.enable", json!({})).await;
    watch(&driver).await;
    let sandbox = opened(&driver, side).await;
    listed(&driver, &sandbox, side).await;
    cdp(&driver, "HeapProfiler.collectGarbage", json!({})).await;
    let bytes = metric(&driver, "JSHeapUsedSize").await + wasm_memory(&driver).await;
    sandbox.stop();
    driver.quit().await.expect("the browser ends when asked");
    bytes / 1e6
}

/// Keeps what wasm the page starts: no figure of Chromium's counts its memory. (`Runtime.queryObjects`, which finds every
/// memory there is, ends the tab of Chromium 156.)
const WATCH: &str = "
const memories = new Set();
for (const name of ['instantiate', 'instantiateStreaming']) {
  const start = WebAssembly[name];
  WebAssembly[name] = async (...given) => {
    const started = await start.apply(WebAssembly, given);
    const { exports } = started.instance ?? started;
    for (const one of Object.values(exports)) if (one instanceof WebAssembly.Memory) memories.add(one);
    return started;
  };
}
globalThis.wasmBytes = () => [...memories].reduce((sum, one) => sum + one.buffer.byteLength, 0);";

/// Has [`WATCH`] run before the scripts of each page.
async fn watch(driver: &WebDriver) {
    cdp(driver, "Page.addScriptToEvaluateOnNewDocument", json!({ "source": WATCH })).await;
}

/// Bytes of all wasm memories of the page.
async fn wasm_memory(driver: &WebDriver) -> f64 {
    let bytes = driver.execute("return wasmBytes()", vec![]).await.expect("the script above runs");
    bytes.json().as_f64().expect("a number of bytes")
}
