//! `config.json`, which lies beside `index.html` and may preset connections.
//!
//! Every build has the file, so one that is missing is an error, and so is a page that comes in its place: what the
//! file says, such as how reads are signed, must not be dropped in silence. Malformed JSON, an unknown key or a
//! value of the wrong form is an error that names the place.

use crate::json::{Json, Parse};

use crate::form::connection::ConnectionDraft;
use crate::model::{Connection, Provider, ReadSigning, SignatureVersion};

/// Bytes of the largest file read.
pub const MAX_BYTES: usize = 256 << 10;

/// What a deployment says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Config {
    /// Shown beside the name of the console.
    pub title: Option<String>,
    /// Connections to choose from.
    pub connections: Vec<Preset>,
    /// Where credentials are handed out, by provider.
    pub credential_endpoints: Vec<(Provider, CredentialEndpoint)>,
    /// How reads are signed where a connection does not say it.
    pub reads: ReadSigning,
}

/// A connection that the deployment offers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preset {
    /// The name that people know it by.
    pub name: String,
    /// The connection.
    pub connection: Connection,
}

/// An address that answers a GET with temporary credentials.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CredentialEndpoint {
    /// Relative to the page, or absolute.
    pub url: String,
    /// Whether cookies go to another origin, too.
    pub include_cookies: bool,
}

/// Why `config.json` is not accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConfigProblem {
    /// The site gave no answer, or sent the browser on to another address, as to a login.
    NoAnswer,
    /// Another status than 200.
    Status(u16),
    /// A page: a login, or what a host shows in place of a missing file.
    Page,
    /// Larger than any real one.
    TooLarge,
    /// Not JSON; the reader's own words with line and column.
    Form(String),
    /// Something else where an object belongs.
    NotAnObject,
    /// A key that means nothing, often a misspelt one.
    UnknownKey(String),
    /// A value that this key cannot have.
    Value(&'static str),
    /// A key that must be there.
    Missing(&'static str),
    /// A connection with a part that is not of its form.
    Connection {
        /// The connection's name.
        name: String,
        /// The key of the part.
        key: &'static str,
    },
}

impl Config {
    /// Where credentials for a provider are handed out.
    #[must_use]
    pub fn credential_endpoint(&self, provider: Provider) -> Option<&CredentialEndpoint> {
        self.credential_endpoints.iter().find(|(known, _)| *known == provider).map(|(_, endpoint)| endpoint)
    }

    /// Reads the site's answer: its HTTP status and body.
    ///
    /// # Errors
    /// [`ConfigProblem`] for every answer but a 200 with settings.
    pub fn answered(status: u16, text: &str, parse: Parse<'_>) -> Result<Self, ConfigProblem> {
        match status {
            // No JSON begins so.
            200 if text.trim_start().starts_with('<') => Err(ConfigProblem::Page),
            200 => Self::parse(text, parse),
            other => Err(ConfigProblem::Status(other)),
        }
    }

    /// Reads the file.
    ///
    /// # Errors
    /// [`ConfigProblem`] says what is wrong with it.
    pub fn parse(text: &str, parse: Parse<'_>) -> Result<Self, ConfigProblem> {
        if text.len() > MAX_BYTES {
            return Err(ConfigProblem::TooLarge);
        }
        let file = parse(text).map_err(ConfigProblem::Form)?;
        let file = Object::of(&file, &["title", "connections", "credential_endpoints", "reads", "language"])?;
        file.text("language")?;
        let reads = read_signing(&file)?;
        let connections = match file.get("connections") {
            None => &[],
            Some(Json::List(connections)) => connections.as_slice(),
            Some(_) => return Err(ConfigProblem::Value("connections")),
        };
        let slugs = Provider::ALL.map(Provider::slug);
        let endpoints =
            file.get("credential_endpoints").map(|value| Object::of(value, &slugs)).transpose()?;
        let endpoint = |provider: Provider| {
            let value = endpoints.as_ref()?.get(provider.slug())?;
            Some(credential_endpoint(value).map(|endpoint| (provider, endpoint)))
        };
        Ok(Config {
            title: file.text("title")?.map(str::to_owned),
            connections: connections.iter().map(|value| preset(value, reads)).collect::<Result<_, _>>()?,
            credential_endpoints: Provider::ALL.into_iter().filter_map(endpoint).collect::<Result<_, _>>()?,
            reads,
        })
    }
}

fn preset(value: &Json, reads: ReadSigning) -> Result<Preset, ConfigProblem> {
    let keys = ["name", "provider", "region", "bucket", "endpoint", "reads", "signature"];
    let object = Object::of(value, &keys)?;
    let name = object.required("name")?.to_owned();
    let problem = |key| ConfigProblem::Connection { name: name.clone(), key };
    let own_reads = read_signing(&object)?;
    let provider = Provider::from_slug(object.required("provider")?).ok_or_else(|| problem("provider"))?;
    let draft = ConnectionDraft {
        provider,
        region: object.required("region")?.to_owned(),
        bucket: object.required("bucket")?.to_owned(),
        endpoint: object.text("endpoint")?.unwrap_or_default().to_owned(),
        reads: if own_reads == ReadSigning::Automatic { reads } else { own_reads },
        signature: match (provider, object.text("signature")?) {
            (_, None) | (Provider::Oss, Some("v4")) => SignatureVersion::Current,
            (Provider::Oss, Some("v1")) => SignatureVersion::Older,
            _ => return Err(problem("signature")),
        },
    };
    let connection = draft.check().map_err(|wrong| {
        problem(match (wrong.region, wrong.bucket) {
            (Some(_), _) => "region",
            (_, Some(_)) => "bucket",
            _ => "endpoint",
        })
    })?;
    Ok(Preset { name, connection })
}

fn credential_endpoint(value: &Json) -> Result<CredentialEndpoint, ConfigProblem> {
    let object = Object::of(value, &["url", "credentials"])?;
    let include_cookies = match object.text("credentials")? {
        None | Some("same-origin") => false,
        Some("include") => true,
        Some(_) => return Err(ConfigProblem::Value("credentials")),
    };
    Ok(CredentialEndpoint { url: object.required("url")?.to_owned(), include_cookies })
}

fn read_signing(object: &Object<'_>) -> Result<ReadSigning, ConfigProblem> {
    match object.text("reads")? {
        None => Ok(ReadSigning::Automatic),
        Some("query") => Ok(ReadSigning::Query),
        Some("header") => Ok(ReadSigning::Header),
        Some(_) => Err(ConfigProblem::Value("reads")),
    }
}

/// A connection in the form that [`Config::parse`] reads, for remembering it.
#[must_use]
pub fn written(connection: &Connection) -> Json {
    let name = connection.bucket.as_str();
    let endpoint = connection.endpoint.as_ref().map(|endpoint| ("endpoint", endpoint.as_str()));
    let reads = match connection.reads {
        ReadSigning::Automatic => None,
        ReadSigning::Query => Some(("reads", "query")),
        ReadSigning::Header => Some(("reads", "header")),
    };
    let older = connection.signature == SignatureVersion::Older;
    let members = [
        ("name", name),
        ("provider", connection.provider.slug()),
        ("region", connection.region.as_str()),
        ("bucket", name),
    ];
    let members =
        members.into_iter().chain(endpoint).chain(reads).chain(older.then_some(("signature", "v1")));
    Json::Object(members.map(|(key, text)| (key.to_owned(), Json::text(text))).collect())
}

/// An object with known keys only.
struct Object<'a>(&'a Json);

impl<'a> Object<'a> {
    fn of(value: &'a Json, known: &[&str]) -> Result<Self, ConfigProblem> {
        let Json::Object(members) = value else { return Err(ConfigProblem::NotAnObject) };
        match members.iter().find(|(key, _)| !known.contains(&key.as_str())) {
            Some((key, _)) => Err(ConfigProblem::UnknownKey(key.clone())),
            None => Ok(Object(value)),
        }
    }

    fn get(&self, key: &str) -> Option<&'a Json> {
        self.0.get(key)
    }

    fn text(&self, key: &'static str) -> Result<Option<&'a str>, ConfigProblem> {
        match self.get(key) {
            None => Ok(None),
            Some(Json::Text(text)) => Ok(Some(text)),
            Some(_) => Err(ConfigProblem::Value(key)),
        }
    }

    fn required(&self, key: &'static str) -> Result<&'a str, ConfigProblem> {
        self.text(key)?.ok_or(ConfigProblem::Missing(key))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::native;

    fn parse(text: &str) -> Result<Config, ConfigProblem> {
        Config::parse(text, &native::parse)
    }

    /// Whatever is not the file must not pass for a file without settings.
    #[test]
    fn only_an_answer_with_settings_is_taken() {
        let answered = |status, text: &str| Config::answered(status, text, &native::parse);
        assert_eq!(
            answered(200, r#"{"reads": "header"}"#).map(|config| config.reads),
            Ok(ReadSigning::Header)
        );
        for page in
            ["<!doctype html><title>Sign in</title>", "\n <html></html>", "<?xml version=\"1.0\"?><Error/>"]
        {
            assert_eq!(answered(200, page), Err(ConfigProblem::Page), "{page}");
        }
        for status in [204, 206, 301, 401, 403, 404, 500] {
            assert_eq!(answered(status, "{}"), Err(ConfigProblem::Status(status)));
        }
        for text in ["", " ", "null", "true", "\"<\"", "not found", "[]"] {
            assert!(answered(200, text).is_err(), "{text}");
        }
    }

    #[test]
    fn an_empty_object_means_the_defaults() {
        assert_eq!(parse("{}"), Ok(Config::default()));
    }

    #[test]
    fn a_full_file_is_read() {
        let config = parse(
            r#"{"title": "Ours", "reads": "header", "language": "en",
                "connections": [{"name": "Logs", "provider": "oss", "region": "cn-hangzhou", "bucket": "logs-1",
                                 "endpoint": "https://{bucket}.example.com"}],
                "credential_endpoints": {"oss": {"url": "sts/oss", "credentials": "include"}}}"#,
        )
        .expect("accepted");
        assert_eq!(config.connections[0].connection.reads, ReadSigning::Header);
        assert_eq!(
            config.credential_endpoint(Provider::Oss),
            Some(&CredentialEndpoint { url: "sts/oss".into(), include_cookies: true })
        );
        assert_eq!(config.credential_endpoint(Provider::Cos), None);
    }

    #[test]
    fn the_sample_that_is_shipped_is_accepted() {
        let config = parse(include_str!("../boot/config.sample.json")).expect("accepted");
        assert!(Provider::ALL.into_iter().all(|provider| {
            config.credential_endpoint(provider).is_some()
                && config.connections.iter().any(|preset| preset.connection.provider == provider)
        }));
    }

    #[test]
    fn what_is_wrong_is_named() {
        let problem = |text: &str| parse(text).expect_err(text);
        for broken in ["{", "<!doctype html>", "{\"a\": 1,}"] {
            assert!(
                matches!(problem(broken), ConfigProblem::Form(words) if words.contains("line 1")),
                "{broken}"
            );
        }
        let deep = "[".repeat(100_000);
        assert!(matches!(problem(&deep), ConfigProblem::Form(_)));
        assert_eq!(problem("[]"), ConfigProblem::NotAnObject);
        assert_eq!(problem(r#"{"titel": "x"}"#), ConfigProblem::UnknownKey("titel".into()));
        assert_eq!(problem(r#"{"title": 1}"#), ConfigProblem::Value("title"));
        assert_eq!(problem(r#"{"reads": "cookies"}"#), ConfigProblem::Value("reads"));
        assert_eq!(problem(r#"{"connections": [{"name": "A"}]}"#), ConfigProblem::Missing("provider"));
        assert_eq!(problem(r#"{"credential_endpoints": {"oss": {}}}"#), ConfigProblem::Missing("url"));
        let connection =
            r#"{"connections": [{"name": "A", "provider": "oss", "region": "x", "bucket": "B!"}]}"#;
        assert_eq!(problem(connection), ConfigProblem::Connection { name: "A".into(), key: "bucket" });
        let older_cos = r#"{"connections": [{"name": "A", "provider": "cos", "region": "x",
            "bucket": "b-1250000000", "signature": "v1"}]}"#;
        assert_eq!(problem(older_cos), ConfigProblem::Connection { name: "A".into(), key: "signature" });
    }

    #[test]
    fn a_written_connection_is_read_back() {
        let text = r#"{"connections": [{"name": "logs-1", "provider": "oss", "region": "cn-hangzhou",
            "bucket": "logs-1", "endpoint": "https://{bucket}.example.com", "reads": "header",
            "signature": "v1"}]}"#;
        let config = parse(text).expect("accepted");
        let connections = Json::List(vec![written(&config.connections[0].connection)]);
        let again = Json::Object(vec![("connections".into(), connections)]);
        assert_eq!(Config::parse("", &|_| Ok(again.clone())), Ok(config));
    }
}
