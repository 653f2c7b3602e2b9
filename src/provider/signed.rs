//! The text under our signature beside the one that the provider has made of the request, where it says so when it refuses
//! the signature: what differs first, and what that is called.
//!
//! Sources: the extra elements of `SignatureDoesNotMatch`, of OSS (`StringToSign`, and with V4 `CanonicalRequest`) and of
//! COS (`StringToSign` and `FormatString`, its name for the HTTP string). Token and key id are blanked out by where they
//! stand, because what has been changed on the way is not known by its letters.

use super::SignedText;
use super::http::Response;
use super::xml::Element;
use crate::model::{Connection, Credentials, Provider, SignatureVersion};

/// Stands for what is not shown.
const BLANK: &str = "…";

/// How the texts of a signature are laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// OSS V4.
    Four,
    /// OSS V1, which has one text only.
    One,
    /// COS.
    Cos,
}

impl Form {
    /// That of a connection.
    pub(super) fn of(connection: &Connection) -> Self {
        match (connection.provider, connection.signature) {
            (Provider::Cos, _) => Form::Cos,
            (Provider::Oss, SignatureVersion::Older) => Form::One,
            (Provider::Oss, SignatureVersion::Current) => Form::Four,
        }
    }
}

/// Which of the two texts of a signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layer {
    /// The request, written down.
    Canonical,
    /// What goes through the last HMAC.
    ToSign,
}

/// What a line of such a text is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// Which signature it is.
    Algorithm,
    /// The HTTP method.
    Method,
    /// The bucket and the path.
    Path,
    /// The query.
    Query,
    /// The headers.
    Header,
    /// The names of further headers, of which there are none.
    SignedNames,
    /// The hash of the body, or the word in its place.
    Payload,
    /// `Content-MD5`.
    ContentMd5,
    /// `Content-Type`.
    ContentType,
    /// The time, or the times between which the signature is good.
    Date,
    /// Day, region and service.
    Scope,
    /// The hash of the other text.
    Digest,
}

/// The first line that is not the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Counted from 0; it may be behind the end of one of the texts.
    pub line: usize,
    /// What the line is about.
    pub subject: Subject,
    /// Of a query or of headers: which parameter or header. Empty where it has no name.
    pub name: String,
}

/// Both texts, without token and key id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SideBySide {
    /// Which text is shown: the one in which they differ, or the whole request when they do not.
    pub layer: Layer,
    /// The lines of ours.
    pub ours: Vec<String>,
    /// The lines of the provider's.
    pub theirs: Vec<String>,
    /// Where they differ first; `None` when they are the same to the letter.
    pub difference: Option<Difference>,
}

/// The texts that the provider says it has signed; `None` when it does not say.
fn theirs(response: &Response) -> Option<(Option<String>, Option<String>)> {
    let document = Element::parse(&response.body).ok().filter(|root| root.local_name() == "Error")?;
    let canonical = document.child_text("CanonicalRequest").or_else(|| document.child_text("FormatString"));
    let to_sign = document.child_text("StringToSign");
    (canonical.is_some() || to_sign.is_some()).then_some((canonical, to_sign))
}

/// Sets our texts beside those in an answer; `None` when the answer has none.
pub(super) fn side_by_side(
    form: Form,
    ours: &SignedText,
    response: &Response,
    credentials: &Credentials,
) -> Option<SideBySide> {
    let (canonical, to_sign) = theirs(response)?;
    let both = [
        (Layer::Canonical, ours.canonical.as_deref(), canonical.as_deref()),
        (Layer::ToSign, Some(ours.to_sign.as_str()), to_sign.as_deref()),
    ];
    let mut compared: Vec<_> = both
        .into_iter()
        .filter_map(|(layer, ours, theirs)| Some((layer, lines(ours?), lines(theirs?))))
        .map(|(layer, ours, theirs)| (layer, first(form, layer, &ours, &theirs), ours, theirs))
        .collect();
    let at = compared.iter().position(|(_, difference, ..)| difference.is_some()).unwrap_or_default();
    if at >= compared.len() {
        return None;
    }
    let (layer, difference, ours, theirs) = compared.swap_remove(at);
    let shown = |lines: Vec<&str>| lines.into_iter().map(|line| blanked(line, credentials)).collect();
    Some(SideBySide { layer, ours: shown(ours), theirs: shown(theirs), difference })
}

/// The lines of a text. What stands at its end is the document's own indentation, perhaps.
fn lines(text: &str) -> Vec<&str> {
    text.trim_end().split('\n').map(|line| line.trim_end_matches('\r')).collect()
}

fn first(form: Form, layer: Layer, ours: &[&str], theirs: &[&str]) -> Option<Difference> {
    let count = ours.len().max(theirs.len());
    let line = (0..count).find(|at| ours.get(*at) != theirs.get(*at))?;
    let [our, their] = [ours, theirs].map(|lines| lines.get(line).copied().unwrap_or_default());
    let subject = subject(form, layer, line, ours.len(), (our, their));
    let name = match (subject, form) {
        (Subject::Query, Form::One) => name_in(behind_path(our), behind_path(their)),
        (Subject::Query, _) | (Subject::Header, Form::Cos) => name_in(our, their),
        (Subject::Header, _) => name_of(if our.is_empty() { their } else { our }, ':').to_owned(),
        _ => String::new(),
    };
    Some(Difference { line, subject, name })
}

fn behind_path(line: &str) -> &str {
    line.split_once('?').map_or("", |(_, query)| query)
}

/// What the line of a number is about; `count` is how many lines ours has.
fn subject(form: Form, layer: Layer, line: usize, count: usize, texts: (&str, &str)) -> Subject {
    match (form, layer, line) {
        (Form::Four | Form::Cos, Layer::Canonical, 0) | (Form::One, _, 0) => Subject::Method,
        (Form::Four | Form::Cos, Layer::Canonical, 1) => Subject::Path,
        (Form::Four | Form::Cos, Layer::Canonical, 2) => Subject::Query,
        (Form::Four, Layer::Canonical, line) if line + 1 >= count => Subject::Payload,
        (Form::Four, Layer::Canonical, line) if line + 2 == count => Subject::SignedNames,
        (Form::Four | Form::Cos, Layer::Canonical, _) => Subject::Header,
        (Form::Four | Form::Cos, Layer::ToSign, 0) => Subject::Algorithm,
        (Form::Four | Form::Cos, Layer::ToSign, 1) => Subject::Date,
        (Form::Four, Layer::ToSign, 2) => Subject::Scope,
        (Form::Four | Form::Cos, Layer::ToSign, _) => Subject::Digest,
        (Form::One, _, 1) => Subject::ContentMd5,
        (Form::One, _, 2) => Subject::ContentType,
        (Form::One, _, 3) => Subject::Date,
        (Form::One, _, line) if line + 1 < count => Subject::Header,
        (Form::One, ..) => {
            let path = |text: &str| text.split('?').next().unwrap_or_default().to_owned();
            if path(texts.0) == path(texts.1) { Subject::Query } else { Subject::Path }
        }
    }
}

/// The name of the first of the pairs `name=value&…` that is not the same.
fn name_in(ours: &str, theirs: &str) -> String {
    let mut theirs = theirs.split('&');
    let mut ours = ours.split('&');
    loop {
        match (ours.next(), theirs.next()) {
            (None, None) => return String::new(),
            (our, their) if our != their => {
                return name_of(our.or(their).unwrap_or_default(), '=').to_owned();
            }
            _ => {}
        }
    }
}

fn name_of(pair: &str, between: char) -> &str {
    pair.split(between).next().unwrap_or_default()
}

/// A line without token, key id and secrets.
fn blanked(line: &str, credentials: &Credentials) -> String {
    let line = without_values(&without_values(line, "security-token"), "x-oss-credential");
    credentials.redact(&line).replace(&credentials.access_key_id, BLANK)
}

/// A line in which what stands behind a name is blanked out, however it reads. Of a credential its scope stays.
fn without_values(line: &str, name: &str) -> String {
    let mut kept = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = rest.find(name) {
        let (before, behind) = rest.split_at(at + name.len());
        kept.push_str(before);
        let end = match behind.chars().next() {
            Some('=') => behind.find('&').unwrap_or(behind.len()),
            Some(':') => behind.len(),
            // A list of names.
            _ => {
                rest = behind;
                continue;
            }
        };
        let value = &behind[1..end];
        let scope =
            if name == "x-oss-credential" { value.find("%2F").map_or("", |at| &value[at..]) } else { "" };
        kept.push_str(&behind[..1]);
        kept.push_str(BLANK);
        kept.push_str(scope);
        rest = &behind[end..];
    }
    kept + rest
}

#[cfg(test)]
#[path = "signed_tests.rs"]
mod tests;
