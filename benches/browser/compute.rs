//! Signing and reading, without any network: `measure.js`.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use serde_json::{Value, json};
use stocktake::model::Provider;
use thirtyfour::WebDriver;

use crate::sides::Sides;
use crate::{Effort, inputs, open, sandbox_with};

/// Calls for each millisecond, by the comparison's name in `measure.js`.
pub(crate) async fn measure(driver: &WebDriver, page: &Path, effort: Effort) -> BTreeMap<String, Sides> {
    let sandbox = sandbox_with(page, Duration::ZERO).await;
    open(driver, &sandbox, "index.html").await;
    let settings = json!({
        "oss": settings(Provider::Oss, "cn-hangzhou"),
        "cos": settings(Provider::Cos, "ap-guangzhou"),
        "warm": effort.warm,
    });
    run(driver, "prepare", settings).await;
    let mut found: BTreeMap<String, Sides> = BTreeMap::new();
    for _ in 0..effort.rounds {
        let round = run(driver, "round", json!(effort.turn)).await;
        let round: BTreeMap<String, (f64, f64)> = serde_json::from_value(round).expect("two speeds each");
        for (name, (ours, theirs)) in round {
            found.entry(name).or_default().push(ours, theirs);
        }
    }
    found
}

fn settings(provider: Provider, region: &str) -> Value {
    json!({
        "region": region, "bucket": "demo-1250000000",
        // As long as real ones.
        "id": format!("STS.{}", "i".repeat(24)), "secret": "s".repeat(44), "token": "t".repeat(550),
        "document": inputs::document(provider), "page": inputs::list_page(provider),
        "rules": inputs::RULES_PER_PAGE,
    })
}

/// Calls a function of `measure`, which a module makes when it is loaded.
async fn run(driver: &WebDriver, function: &str, argument: Value) -> Value {
    let script = format!(
        "const [argument, done] = arguments;
         const ready = () => globalThis.measure ? Promise.resolve() : new Promise((r) => setTimeout(r, 20)).then(ready);
         ready().then(() => measure.{function}(argument)).then((given) => done({{ given }}), (e) => done({{ failed: String(e) }}));"
    );
    let answer = driver.execute_async(script, vec![argument]).await;
    let answer = answer.unwrap_or_else(|error| panic!("{function}: {error}"));
    assert!(answer.json().get("failed").is_none(), "{function}: {}", answer.json());
    answer.json()["given"].clone()
}
