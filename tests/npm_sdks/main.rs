//! The vendors' clients for pages, npm's `ali-oss` and `cos-js-sdk-v5`, against the sandbox in a real
//! Chromium: its CORS, its signatures and its XML as somebody else's code in a page sees them. They also
//! read what the console writes. Run with: cargo xtask test --only npm-sdks

#[allow(dead_code, reason = "the journeys also look at downloads")]
#[path = "../journeys/browser.rs"]
mod browser;
mod page;
mod rules;

use std::time::Duration;

use sandbox::{Auth, IssuedCredentials};
use serde_json::{Value, json};
use stocktake::model::rule::Part;
use stocktake::model::{Provider, Rule};
use stocktake::provider::service;
use stocktake::provider::xml::Element;

use page::{Client, Outcome, Page};
use rules::{Put, Read};

const OSS_V4: Client =
    Client { provider: Provider::Oss, region: "cn-hangzhou", v4: true, bucket: "demo-empty" };
const OSS_V1: Client = Client { v4: false, bucket: "demo-v1-empty", ..OSS_V4 };
const COS: Client =
    Client { provider: Provider::Cos, region: "ap-guangzhou", v4: false, bucket: "demo-empty-1250000000" };

const HOUR: Duration = Duration::from_secs(3600);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ali_oss_with_v4() {
    conversation(OSS_V4).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ali_oss_with_v1() {
    conversation(OSS_V1).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn cos_js_sdk_v5() {
    conversation(COS).await;
}

async fn conversation(client: Client) {
    let page = Page::open().await;
    let keys = issued(&page, client.provider, HOUR);
    let talk = Talk { page, client, keys };
    for put in rules::put(client.provider) {
        talk.puts_gets_and_removes(&put).await;
    }
    let ours = rules::ours(client.provider);
    talk.reads_what_the_console_writes(&ours).await;
    talk.lists_over_pages(&ours.rule).await;
    talk.is_refused().await;
    talk.asks_first();
    talk.page.close().await;
}

fn issued(page: &Page, provider: Provider, life: Duration) -> IssuedCredentials {
    match provider {
        Provider::Oss => page.sandbox.issue_credentials(life),
        Provider::Cos => page.sandbox.issue_cos_credentials(life),
    }
}

/// A client, with good credentials, and the bucket that it talks about.
struct Talk {
    page: Page,
    client: Client,
    keys: IssuedCredentials,
}

impl Talk {
    async fn run(&self, call: &str, given: &Value) -> Outcome {
        self.page.run(self.client, &self.keys, call, given).await
    }

    /// Puts a rule into the bucket as the console would write it.
    fn write(&self, rule: &Rule) {
        let document = service(self.client.provider).document(rule, None);
        self.page.sandbox.put_rule(self.client.bucket, rule.id(), &document.to_document());
    }

    /// What the provider holds under an id, read by the console's code.
    fn held(&self, id: &str) -> Rule {
        let xml = self.page.sandbox.rule_xml(self.client.bucket, id).unwrap_or_default();
        let document = Element::parse(xml.as_bytes()).expect("the sandbox holds XML under this id");
        service(self.client.provider).layout().read(&document).expect("a rule")
    }

    async fn puts_gets_and_removes(&self, put: &Put) {
        let Read { rule, read } = &put.read;
        let id = json!(rule.id());
        // What a browser keeps of an empty list is what it would give for the next one.
        let none = match self.client.provider {
            Provider::Oss => Err((404, "NoSuchInventory".to_owned())),
            Provider::Cos => Ok(json!([[]])),
        };
        assert_eq!(self.run("listed(client)", &Value::Null).await, none);
        assert_eq!(self.run("client.put(given)", &put.given).await, Ok(json!(200)));
        assert_eq!(self.held(rule.id()), *rule);
        assert_eq!(self.run("client.get(given)", &id).await, Ok(read.clone()));
        assert_eq!(self.run("listed(client)", &Value::Null).await, Ok(json!([[read]])));
        assert_eq!(self.run("client.remove(given)", &id).await, Ok(json!(204)));
        assert_eq!(self.page.sandbox.rule_ids(self.client.bucket), Vec::<String>::new());
        let gone = match self.client.provider {
            Provider::Oss => "NoSuchInventory",
            Provider::Cos => "InventoryConfigurationNotFoundError",
        };
        assert_eq!(self.run("client.get(given)", &id).await, Err((404, gone.to_owned())));
    }

    async fn reads_what_the_console_writes(&self, ours: &Read) {
        let Read { rule, read } = ours;
        self.write(rule);
        assert_eq!(self.run("client.get(given)", &json!(rule.id())).await, Ok(read.clone()));
        self.page.sandbox.remove_rule(self.client.bucket, rule.id());
    }

    async fn lists_over_pages(&self, rule: &Rule) {
        let ids: Vec<String> = (0..250).map(|number| format!("listed-{number}")).collect();
        for id in &ids {
            self.write(&rule.clone().with(Part::Id, id));
        }
        let call =
            "listed(client).then((pages) => pages.map((page) => page.map((rule) => rule.Id ?? rule.id)))";
        let pages = self.run(call, &Value::Null).await;
        assert_eq!(pages, Ok(json!([ids[..100], ids[100..200], ids[200..]])));
    }

    async fn is_refused(&self) {
        let listing = async |client, keys: &IssuedCredentials| {
            let outcome = self.page.run(client, keys, "listed(client)", &Value::Null).await;
            outcome.expect_err("this list is refused")
        };
        let refused = |status: i64, code: &str| (status, code.to_owned());
        let mut wrong = self.keys.clone();
        wrong.access_key_secret.insert(0, 'x');
        assert_eq!(listing(self.client, &wrong).await, refused(403, "SignatureDoesNotMatch"));

        let (told, bucket, kept_from_it) = match self.client.provider {
            Provider::Oss => {
                (refused(403, "SecurityTokenExpired"), "demo-cors-none", refused(-1, "RequestError"))
            }
            Provider::Cos => (refused(400, "ExpiredToken"), "demo-cors-none-1250000000", refused(0, "Error")),
        };
        assert_eq!(listing(Client { bucket, ..self.client }, &self.keys).await, kept_from_it);
        // Long ago: a life of no seconds would be over now, and not yet where a machine's clock steps back.
        self.page.sandbox.expire_all_credentials();
        assert_eq!(listing(self.client, &self.keys).await, told);
    }

    /// Signed in headers, the calls were preceded by the browser's question, once for each address: the
    /// answer that allows PUT allows DELETE as well.
    fn asks_first(&self) {
        let mut requests = self.page.sandbox.requests();
        requests.retain(|request| request.bucket.as_deref() == Some(self.client.bucket));
        for method in ["GET", "PUT"] {
            let asked = requests.iter().find(|request| {
                request.preflight && request.header("access-control-request-method") == Some(method)
            });
            let asked = asked.unwrap_or_else(|| panic!("no preflight for {method}"));
            assert_eq!(asked.status, 200, "{method}");
            let headers = asked.header("access-control-request-headers").unwrap_or_default();
            assert!(headers.contains("authorization"), "{method}: {headers}");
        }
        assert!(requests.iter().all(|request| request.preflight || request.auth == Auth::Header));
    }
}
