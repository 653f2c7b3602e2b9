//! `config.json`, which lies beside `index.html` and may preset connections.
//!
//! Every build has the file, so one that is missing is an error, and so is a page that comes in its place: what the
//! file says, such as how reads are signed, must not be dropped in silence. Malformed JSON, an unknown key or a
//! value of the wrong form is an error that names the place.

use serde::Deserialize;
use serde::de::IgnoredAny;

use crate::form::connection::ConnectionDraft;
use crate::form::template::Template;
use crate::formats::{self, FormatProblem, FormatProblemKind, said};
use crate::model::{Connection, EndpointTemplate, Provider, ReadSigning, SignatureVersion, relay};

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
    /// What new rules can begin with.
    pub templates: Vec<Template>,
    /// How reads are signed where a connection does not say it.
    pub reads: ReadSigning,
    /// The site's relay, as it is written; see [`relay::template`].
    pub relay: Option<String>,
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

/// Why `config.json` is not accepted. Keys are paths: `connections[1].region`.
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
    /// Not JSON; the parser's own words with line and column.
    Form(String),
    /// JSON, but not of the file's format. [`explained`] says more.
    Format,
    /// Something else where an object belongs.
    NotAnObject,
    /// A key that means nothing, often a misspelt one.
    UnknownKey(String),
    /// A value that this key cannot have.
    Value(String),
    /// A key that must be there.
    Missing(String),
    /// A relay that is no folder of the page's own origin, or one without encryption.
    Relay(String),
    /// A connection with a part that is not of its form.
    Connection {
        /// The connection's name.
        name: String,
        /// The key of the part.
        key: String,
    },
}

impl From<FormatProblem> for ConfigProblem {
    fn from(problem: FormatProblem) -> Self {
        let FormatProblem { path, kind } = problem;
        match kind {
            FormatProblemKind::Unknown => ConfigProblem::UnknownKey(path),
            FormatProblemKind::Missing => ConfigProblem::Missing(path),
            FormatProblemKind::Value if path.is_empty() => ConfigProblem::NotAnObject,
            FormatProblemKind::Value => ConfigProblem::Value(path),
        }
    }
}

impl Config {
    /// Where credentials for a provider are handed out.
    #[must_use]
    pub fn credential_endpoint(&self, provider: Provider) -> Option<&CredentialEndpoint> {
        self.credential_endpoints.iter().find(|(known, _)| *known == provider).map(|(_, endpoint)| endpoint)
    }

    /// The site's relay, for a page at this address.
    ///
    /// # Errors
    /// [`ConfigProblem::Relay`].
    pub fn relay_of(&self, page: &str) -> Result<Option<EndpointTemplate>, ConfigProblem> {
        let template = |written: &String| {
            relay::template(written, page).ok_or_else(|| ConfigProblem::Relay(written.clone()))
        };
        self.relay.as_ref().map(template).transpose()
    }

    /// Reads the site's answer: its HTTP status and body.
    ///
    /// # Errors
    /// [`ConfigProblem`] for every answer but a 200 with settings.
    pub fn answered(status: u16, text: &str) -> Result<Self, ConfigProblem> {
        match status {
            // No JSON begins so.
            200 if text.trim_start().starts_with('<') => Err(ConfigProblem::Page),
            200 => Self::parse(text),
            other => Err(ConfigProblem::Status(other)),
        }
    }

    /// Reads the file.
    ///
    /// # Errors
    /// [`ConfigProblem`] says what is wrong with it; of a key that is wrong, [`explained`] does.
    pub fn parse(text: &str) -> Result<Self, ConfigProblem> {
        if text.len() > MAX_BYTES {
            return Err(ConfigProblem::TooLarge);
        }
        // A file that is no JSON is told as that, whatever its beginning says.
        serde_json::from_str::<IgnoredAny>(text).map_err(|error| ConfigProblem::Form(error.to_string()))?;
        // serde would read a list as the members' values in their order.
        if text.trim_start().starts_with('[') {
            return Err(ConfigProblem::NotAnObject);
        }
        serde_json::from_str::<File>(text).map_err(|_| ConfigProblem::Format)?.config()
    }
}

/// What is wrong with a file that is JSON and not of the format, with the path to the key. Only whoever writes such a
/// file meets this, so that what follows the path through it is no part of a first visit.
#[must_use]
pub fn explained(text: &str) -> ConfigProblem {
    match formats::read::<File>(&mut serde_json::Deserializer::from_str(text)) {
        Ok(_) => ConfigProblem::Format,
        Err(problem) => problem.into(),
    }
}

impl File {
    fn config(self) -> Result<Config, ConfigProblem> {
        let preset = |(at, entry): (usize, ConnectionEntry)| entry.preset(at, self.reads);
        let Endpoints { oss, cos } = self.credential_endpoints;
        let endpoint = |(provider, entry): (Provider, Option<EndpointEntry>)| {
            let EndpointEntry { url, credentials } = entry?;
            Some((provider, CredentialEndpoint { url, include_cookies: credentials == Cookies::Include }))
        };
        if let Some(at) = self.templates.iter().position(|template| template.name.trim().is_empty()) {
            return Err(ConfigProblem::Value(format!("templates[{at}].name")));
        }
        Ok(Config {
            title: self.title,
            templates: self.templates,
            connections: self.connections.into_iter().enumerate().map(preset).collect::<Result<_, _>>()?,
            credential_endpoints: [(Provider::Oss, oss), (Provider::Cos, cos)]
                .into_iter()
                .filter_map(endpoint)
                .collect(),
            reads: self.reads,
            relay: self.relay,
        })
    }
}

/// The file: `boot/config.sample.json` has one.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct File {
    #[serde(deserialize_with = "said")]
    title: Option<String>,
    #[serde(rename = "language", deserialize_with = "said")]
    _language: Option<String>,
    reads: ReadSigning,
    #[serde(deserialize_with = "said")]
    relay: Option<String>,
    connections: Vec<ConnectionEntry>,
    credential_endpoints: Endpoints,
    templates: Vec<Template>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ConnectionEntry {
    name: String,
    provider: Provider,
    region: String,
    bucket: String,
    #[serde(default)]
    endpoint: String,
    #[serde(default)]
    reads: ReadSigning,
    #[serde(default, deserialize_with = "said")]
    signature: Option<SignatureVersion>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Endpoints {
    #[serde(deserialize_with = "said")]
    oss: Option<EndpointEntry>,
    #[serde(deserialize_with = "said")]
    cos: Option<EndpointEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EndpointEntry {
    url: String,
    #[serde(default)]
    credentials: Cookies,
}

/// The names of the Fetch standard.
#[derive(Default, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Cookies {
    #[default]
    SameOrigin,
    Include,
}

impl ConnectionEntry {
    /// The connection in its place of the list; `reads` is what the file says for all of them.
    fn preset(self, at: usize, reads: ReadSigning) -> Result<Preset, ConfigProblem> {
        let ConnectionEntry { name, provider, region, bucket, endpoint, reads: own_reads, signature } = self;
        let problem = |name, key: &str| {
            Err(ConfigProblem::Connection { name, key: format!("connections[{at}].{key}") })
        };
        // Only OSS has several.
        if provider != Provider::Oss && signature.is_some() {
            return problem(name, "signature");
        }
        let reads = if own_reads == ReadSigning::Automatic { reads } else { own_reads };
        let signature = signature.unwrap_or_default();
        match (ConnectionDraft { provider, region, bucket, endpoint, reads, signature }).check() {
            Ok(connection) => Ok(Preset { name, connection }),
            Err(wrong) if wrong.region.is_some() => problem(name, "region"),
            Err(wrong) if wrong.bucket.is_some() => problem(name, "bucket"),
            Err(_) => problem(name, "endpoint"),
        }
    }
}

#[cfg(test)]
#[path = "config_tests.rs"]
mod tests;
