//! Decision 8 as a search: the secret key, the token and every signature, in all that a page
//! leaves behind.

use serde_json::{Map, Value, json};

use crate::cloud::{Cloud, on_each};
use crate::journey::{Journey, journey};
use crate::page::Page;

/// Collects what the page has written, place by place, as text.
const WRITTEN: &str = r#"
const done = arguments[arguments.length - 1];
const stored = (storage) => JSON.stringify(Object.entries(storage));
const inDatabases = async () => {
  const found = [];
  for (const { name } of await indexedDB.databases()) {
    const database = await new Promise((resolve, reject) => {
      const opening = indexedDB.open(name);
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(opening.error);
    });
    for (const store of database.objectStoreNames) {
      const all = database.transaction(store).objectStore(store).getAll();
      found.push(await new Promise((resolve) => { all.onsuccess = () => resolve(all.result); }));
    }
    found.push(name);
    database.close();
  }
  return JSON.stringify(found);
};
const inCaches = async () => {
  const found = [];
  for (const name of await caches.keys()) {
    for (const request of await (await caches.open(name)).keys()) found.push(name, request.url);
  }
  return JSON.stringify(found);
};
(async () => done({
  "localStorage": stored(localStorage),
  "sessionStorage": stored(sessionStorage),
  "indexedDB": await inDatabases(),
  "caches": await inCaches(),
  "document.cookie": document.cookie,
  "location.href": location.href,
  "document.title": document.title,
  "the document": document.documentElement.outerHTML,
  "history.state": JSON.stringify(history.state),
  "window.name": window.name,
  "resource timings": performance.getEntries().map((entry) => entry.name).join("\n"),
}))().catch((error) => done({ error: String(error) }));
"#;

/// A text that must not be found, and what it is.
struct Secret {
    what: &'static str,
    text: String,
}

/// Searches everything that the journey left behind.
pub(crate) async fn assert_none_in_sight(journey: &Journey) {
    let found = in_sight(journey).await;
    assert!(found.is_empty(), "secrets in sight: {}", found.join(", "));
}

/// Searches a text that the page has given away otherwise.
pub(crate) async fn assert_none_in(journey: &Journey, what: &str, text: &str) {
    let secrets = secrets(journey).await;
    let found = secrets.iter().filter(|secret| text.contains(secret.text.as_str()));
    let found: Vec<_> = found.map(|secret| secret.what).collect();
    assert!(found.is_empty(), "{found:?} in {what}");
}

/// Where a secret is, such as `the token in localStorage`. Never the secret itself.
async fn in_sight(journey: &Journey) -> Vec<String> {
    let secrets = secrets(journey).await;
    let mut places = written(&journey.page).await;
    for entry in journey.page.console().await {
        if !entry.is_chromiums() {
            places.push(("the console".to_owned(), entry.message));
        }
    }
    for file in std::fs::read_dir(journey.downloads()).expect("the profile is still there") {
        let path = file.expect("a folder can be read").path();
        let bytes = std::fs::read(&path).unwrap_or_default();
        places
            .push((format!("the download {}", path.display()), String::from_utf8_lossy(&bytes).into_owned()));
    }
    let mut found = Vec::new();
    for (place, text) in &places {
        for Secret { what, text: secret } in &secrets {
            if text.contains(secret.as_str()) {
                found.push(format!("{what} in {place}"));
            }
        }
    }
    found.sort();
    found.dedup();
    found
}

/// All secrets of a journey in each form that they could be written in.
async fn secrets(journey: &Journey) -> Vec<Secret> {
    let mut known: Vec<(&'static str, String)> = Vec::new();
    for issued in journey.issued() {
        known.push(("the secret key", issued.access_key_secret));
        known.push(("the token", issued.security_token));
    }
    for answer in journey.page.handed_out().await {
        let answer: Value = serde_json::from_str(&answer).unwrap_or_default();
        // COS wraps it once more.
        let credentials = answer.get("Response").unwrap_or(&answer).get("Credentials");
        // A journey may let the site answer something else, which holds no secret.
        let Some(credentials) = credentials else { continue };
        for (what, members) in [
            ("the secret key", ["AccessKeySecret", "TmpSecretKey"]),
            ("the token", ["SecurityToken", "Token"]),
        ] {
            let text = members.iter().find_map(|member| credentials[member].as_str());
            known.push((what, text.expect("an answer of STS has it").to_owned()));
        }
    }
    for request in journey.sandbox.requests() {
        let given = |names: &[&str]| names.iter().find_map(|name| request.query_value(name));
        let token = request.header("x-oss-security-token").or(request.header("x-cos-security-token"));
        let token = token.or(given(&["x-oss-security-token", "x-cos-security-token", "security-token"]));
        known.extend(token.map(|token| ("the token", token.to_owned())));
        let signature = request.header("authorization").and_then(signature_of);
        let signature = signature.or(given(&["x-oss-signature", "q-signature", "Signature"]));
        known.extend(signature.map(|signature| ("a signature", signature.to_owned())));
    }
    known.sort();
    known.dedup();
    let forms = |(what, text): (&'static str, String)| {
        let escaped = text.replace('+', "%2B").replace('/', "%2F").replace('=', "%3D");
        let lower = text.replace('+', "%2b").replace('/', "%2f").replace('=', "%3d");
        [text, escaped, lower].map(|text| Secret { what, text })
    };
    known.into_iter().filter(|(_, text)| !text.is_empty()).flat_map(forms).collect()
}

/// The signature in an `Authorization` of OSS V4, of COS, or of OSS V1.
fn signature_of(authorization: &str) -> Option<&str> {
    ["Signature=", "q-signature="]
        .iter()
        .find_map(|name| authorization.split(name).nth(1))
        .or_else(|| authorization.strip_prefix("OSS ")?.split(':').nth(1))
}

async fn written(page: &Page) -> Vec<(String, String)> {
    let answer = page.driver().execute_async(WRITTEN, vec![]).await;
    let places: Map<String, Value> = answer
        .and_then(|answer| answer.convert())
        .unwrap_or_else(|error| panic!("the search failed: {error}"));
    assert!(!places.contains_key("error"), "the search failed: {:?}", places["error"]);
    places.into_iter().map(|(place, text)| (place, text.as_str().unwrap_or_default().to_owned())).collect()
}

on_each!(planted_secrets_are_found: oss OSS, oss_with_v1 OSS_V1, cos COS);

async fn planted_secrets_are_found(cloud: &Cloud) {
    journey(&cloud.named("planted_secrets_are_found"), async |journey| {
        let page = &journey.page;
        journey.connect(cloud.preset).await;
        page.sees("(250)").await;
        let credentials = cloud.issue(journey);
        assert_eq!(in_sight(journey).await, Vec::<String>::new());

        let answers = page.handed_out().await;
        let [answer] = answers.as_slice() else { panic!("the site hands out credentials once") };
        let answer: Value = serde_json::from_str(answer).expect("STS answers with JSON");
        let tokens = ["/Credentials/SecurityToken", "/Response/Credentials/Token"];
        let token = tokens.iter().find_map(|path| answer.pointer(path)).expect("it has a token");
        let plant = "
            localStorage.setItem('planted', arguments[0]);
            document.body.dataset.planted = encodeURIComponent(arguments[1]);
            sessionStorage.setItem('planted', arguments[2]);
            console.info(arguments[0]);
            return true";
        let requests = journey.about_rules();
        let of_signature = |(name, _): &&(&'static str, _)| name.to_lowercase().contains("signature");
        let (name, _) = cloud.read_parameters.iter().find(of_signature).expect("one of them is it");
        let signature = requests.iter().find_map(|request| request.query_value(name));
        let arguments = vec![
            json!(credentials.access_key_secret),
            json!(token),
            json!(signature.expect("lists are signed in the query")),
        ];
        let _: bool = page.eval_with(plant, arguments).await;
        assert_eq!(
            in_sight(journey).await,
            [
                "a signature in sessionStorage",
                "the secret key in localStorage",
                "the secret key in the console",
                "the token in the document",
            ]
        );
        // A journey ends with a search; this one's traces have done their work.
        page.forget_console();
        let clean =
            "localStorage.clear(); sessionStorage.clear(); delete document.body.dataset.planted; return true";
        let _: bool = page.eval(clean).await;
    })
    .await;
}
