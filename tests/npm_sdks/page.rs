//! A page with the vendors' clients in a Chromium of its own, and the sandbox that they talk to.

use std::path::{Path, PathBuf};
use std::time::Duration;

use sandbox::{IssuedCredentials, Options, Sandbox};
use serde_json::{Value, json};
use stocktake::model::Provider;
use thirtyfour::WebDriver;

use crate::browser::{self, Profile};

const FILES: [(&str, &str); 2] =
    [("index.html", include_str!("index.html")), ("clients.js", include_str!("clients.js"))];
/// For a call; the slowest lists three pages.
const LIMIT: Duration = Duration::from_secs(30);

/// Which client, and what it is pointed at.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Client {
    pub(crate) provider: Provider,
    pub(crate) region: &'static str,
    /// Version 4 of OSS's signature, not 1.
    pub(crate) v4: bool,
    pub(crate) bucket: &'static str,
}

/// What a client's call came to: its result, or status and code of its error.
pub(crate) type Outcome = Result<Value, (i64, String)>;

/// The page, open.
pub(crate) struct Page {
    pub(crate) sandbox: Sandbox,
    driver: WebDriver,
    _profile: Profile,
    _site: Site,
}

impl Page {
    pub(crate) async fn open() -> Self {
        let site = Site::new();
        let options = Options { site: Some(site.0.clone()), ..Options::default() };
        let sandbox = sandbox::start(options).await.expect("a port is free on this machine");
        let profile = Profile::new();
        let driver = browser::start(&profile, browser::Leaving::Agreed, &[]).await;
        driver.set_script_timeout(LIMIT).await.expect("a driver takes a limit");
        // The clients take what the browser's cache gives, and by `Last-Modified` alone it gives a list again for a
        // tenth of the list's age.
        for (command, arguments) in
            [("Network.enable", json!({})), ("Network.setCacheDisabled", json!({ "cacheDisabled": true }))]
        {
            driver.cdp().send_raw(command, arguments).await.expect("a browser goes without its cache");
        }
        driver.goto(sandbox.site_origin()).await.expect("the sandbox serves the page");
        Page { sandbox, driver, _profile: profile, _site: site }
    }

    /// Makes a client with these credentials and lets it do `call`, an expression of `clients.js`
    /// about `client` and `given`.
    pub(crate) async fn run(
        &self,
        client: Client,
        keys: &IssuedCredentials,
        call: &str,
        given: &Value,
    ) -> Outcome {
        let Client { provider, region, v4, bucket } = client;
        let settings = json!({
            "region": region, "port": self.sandbox.port(), "bucket": bucket, "v4": v4,
            "id": keys.access_key_id, "secret": keys.access_key_secret, "token": keys.security_token,
        });
        let script = format!(
            "const [kind, settings, given, done] = arguments;
             const client = clients[kind](settings);
             attempted(() => {call}).then(done);"
        );
        let arguments = vec![json!(provider.slug()), settings, given.clone()];
        let answer = self.driver.execute_async(script, arguments).await;
        let answer = answer.unwrap_or_else(|error| panic!("{call}: {error}")).json().clone();
        match answer.get("refused") {
            Some(refused) => Err(serde_json::from_value(refused.clone()).expect("status and code")),
            None => Ok(answer["given"].clone()),
        }
    }

    /// Ends the browser. One that is left over after a failure ends with its driver.
    pub(crate) async fn close(self) {
        self.driver.quit().await.expect("the browser ends when asked");
    }
}

/// The folder with the page and both scripts; deleted when dropped.
struct Site(PathBuf);

impl Site {
    fn new() -> Self {
        static NUMBER: std::sync::atomic::AtomicUsize = std::sync::atomic::AtomicUsize::new(0);
        let number = NUMBER.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        let site =
            Site(std::env::temp_dir().join(format!("stocktake-npm-sdks-{}-{number}", std::process::id())));
        std::fs::create_dir_all(&site.0).expect("the folder for temporary files can be written");
        for (name, text) in FILES {
            std::fs::write(site.0.join(name), text).expect("the folder can be written");
        }
        for script in browser::told("STOCKTAKE_SDK_SCRIPTS").split('\n').map(Path::new) {
            let name = script.file_name().expect("a script has a name");
            std::fs::copy(script, site.0.join(name)).expect("the script can be read");
        }
        site
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        // A leftover costs space in a folder that the system empties.
        drop(std::fs::remove_dir_all(&self.0));
    }
}
