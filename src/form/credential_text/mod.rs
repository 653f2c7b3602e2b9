//! Reads pasted temporary credentials, whatever tool they come from.
//!
//! Known shapes: the AssumeRole or GetFederationToken answer as JSON or XML, whole or in part; the
//! flat answer of instance metadata; objects of application servers; profiles of the aliyun CLI; `export`, `set` and
//! `$env:` lines; INI, YAML and HCL; literals of Python and JavaScript; settings of Hadoop and of containers; the
//! hand-over code of ossbrowser, which is Base64 of JSON, and Base64 of anything else here.
//!
//! They all come down to sections of names with values: `reader` makes these of a text, `names` knows the names,
//! `group` and `lend` know what belongs together, `choose` makes the sets of it, `place` finds where they are for.

mod choose;
mod grammar;
mod group;
mod lend;
mod names;
mod place;
mod reader;
mod scan;
mod section;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};

pub use place::{PastedPlace, PlaceText};

use crate::model::{Credentials, Provider, Secret, Timestamp};
use section::Section;

/// Bytes of the longest text looked at.
const MAX_BYTES: usize = 64 << 10;

/// Why a text gives no credentials.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CredentialProblem {
    /// Nothing was given.
    Empty,
    /// Longer than any real one.
    TooLong,
    /// Neither JSON, XML, INI nor variables with the names of credentials.
    Unrecognised,
    /// An answer of STS that says that it failed.
    Failure,
    /// The credentials of another provider.
    OtherProvider,
    /// The credentials of a cloud that is not known here.
    OtherCloud,
    /// More than one complete set, of which somebody has to choose.
    Several,
    /// No key id.
    NoKeyId,
    /// No secret.
    NoSecret,
    /// No token, which every temporary key needs.
    NoToken,
    /// A long-term key: it never expires, so it does not belong into a page.
    LongTerm,
    /// Already past its end.
    Expired,
    /// A character that cannot be sent in a header: usually a line break in the middle.
    Characters,
}

/// The four fields, as typed or as found in a text.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct CredentialFields {
    /// The key id.
    pub access_key_id: String,
    /// The secret.
    pub access_key_secret: String,
    /// The token.
    pub security_token: String,
    /// The end, as text.
    pub expiration: String,
    /// The account, where the text that they are from says one.
    pub account: String,
}

impl std::fmt::Debug for CredentialFields {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("CredentialFields(…)")
    }
}

impl CredentialFields {
    /// The credentials, if the fields make some that can work. `now` is the time by which they may have ended: the
    /// provider's. While that is not known there is none, because a device's clock that is ahead would have fresh
    /// ones refused; [`CredentialFields::looks_ended`] is for a warning.
    ///
    /// # Errors
    /// [`CredentialProblem`] says what is missing or wrong.
    pub fn credentials(
        &self,
        provider: Provider,
        now: impl Into<Option<Timestamp>>,
    ) -> Result<Credentials, CredentialProblem> {
        let id = self.access_key_id.trim();
        let (secret, token) = (self.access_key_secret.trim(), self.security_token.trim());
        if id.is_empty() {
            return Err(CredentialProblem::NoKeyId);
        }
        if owner(id).is_some_and(|owner| owner != provider) {
            return Err(CredentialProblem::OtherProvider);
        }
        if is_of_aws(id) {
            return Err(CredentialProblem::OtherCloud);
        }
        if is_long_term(id, token) {
            return Err(CredentialProblem::LongTerm);
        }
        if secret.is_empty() {
            return Err(CredentialProblem::NoSecret);
        }
        if token.is_empty() {
            return Err(CredentialProblem::NoToken);
        }
        if [id, secret, token].iter().any(|text| !text.bytes().all(|byte| byte.is_ascii_graphic())) {
            return Err(CredentialProblem::Characters);
        }
        let credentials = Credentials {
            access_key_id: id.to_owned(),
            access_key_secret: Secret::new(secret),
            security_token: Secret::new(token),
            expires_at: expiry(&self.expiration),
            account: Some(self.account.clone()).filter(|account| !account.is_empty()),
        };
        match now.into() {
            Some(now) if credentials.expired(now) => Err(CredentialProblem::Expired),
            _ => Ok(credentials),
        }
    }

    /// Whether the end that is named has passed by a clock.
    #[must_use]
    pub fn looks_ended(&self, now: Timestamp) -> bool {
        expiry(&self.expiration).is_some_and(|end| end <= now)
    }
}

/// Credentials that a text holds together, whole or not. None of it prints: its name is a piece of the text as well.
#[derive(Clone)]
pub struct PastedSet {
    /// What tells it from others in the same text: the name of a section, a profile or a variable. May be empty.
    pub name: String,
    /// The parts.
    pub fields: CredentialFields,
    /// Where they are for, the nearest first.
    pub places: Vec<PlaceText>,
    /// Whether its names are those of a cloud that is not known here.
    is_foreign: bool,
    /// Whether what it stands in says that it failed.
    says_failure: bool,
    /// Whether its form is one of long-term keys.
    is_long_term: bool,
}

impl std::fmt::Debug for PastedSet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PastedSet(…)")
    }
}

impl PastedSet {
    /// The places for which it is, as far as they can be.
    #[must_use]
    pub fn places_at(&self, provider: Provider) -> Vec<PastedPlace> {
        self.places.iter().filter_map(|place| place.read(provider)).collect()
    }

    fn credentials(
        &self,
        provider: Provider,
        now: Option<Timestamp>,
    ) -> Result<Credentials, CredentialProblem> {
        if self.says_failure {
            return Err(CredentialProblem::Failure);
        }
        if self.is_foreign && owner(self.fields.access_key_id.trim()).is_none() {
            return Err(CredentialProblem::OtherCloud);
        }
        if self.is_long_term {
            return Err(CredentialProblem::LongTerm);
        }
        self.fields.credentials(provider, now)
    }

    /// Whether it says the same as another one.
    fn is_same(&self, other: &PastedSet) -> bool {
        let CredentialFields { access_key_id, access_key_secret, security_token, .. } = &other.fields;
        self.fields.access_key_id == *access_key_id
            && self.fields.access_key_secret == *access_key_secret
            && self.fields.security_token == *security_token
    }

    /// How many of id, secret and token are there.
    fn parts(&self) -> usize {
        let CredentialFields { access_key_id, access_key_secret, security_token, .. } = &self.fields;
        [access_key_id, access_key_secret, security_token].iter().filter(|part| !part.is_empty()).count()
    }
}

/// Credentials that can work, and for whom.
#[derive(Clone, Debug)]
pub struct Offer {
    /// The cloud.
    pub provider: Provider,
    /// What was found.
    pub set: PastedSet,
}

/// The sets in a pasted text that can work for one of these providers, which are asked in their order. With more than
/// one of them the user has to choose. `now` is what [`CredentialFields::credentials`] takes.
///
/// # Errors
/// [`CredentialProblem`] says why there are no usable credentials in it.
pub fn offers(
    text: &str,
    providers: &[Provider],
    now: impl Into<Option<Timestamp>>,
) -> Result<Vec<Offer>, CredentialProblem> {
    let now = now.into();
    if text.trim().is_empty() {
        return Err(CredentialProblem::Empty);
    }
    if text.len() > MAX_BYTES {
        return Err(CredentialProblem::TooLong);
    }
    let whole = sections(text);
    let mut sets = choose::sets(&whole);
    // Of several sets nobody knows whose it is.
    if let [only] = sets.as_mut_slice() {
        only.fields.account = account(text).unwrap_or_default();
    }
    let works =
        |set: &PastedSet| providers.iter().copied().find(|provider| set.credentials(*provider, now).is_ok());
    let usable: Vec<Offer> =
        sets.iter().filter_map(|set| Some(Offer { provider: works(set)?, set: set.clone() })).collect();
    if usable.is_empty() { Err(problem(&whole, &sets, providers, now)) } else { Ok(usable) }
}

/// Why no set can work: what is wrong with the fullest one.
fn problem(
    whole: &Section,
    sets: &[PastedSet],
    providers: &[Provider],
    now: Option<Timestamp>,
) -> CredentialProblem {
    let fullest = sets.iter().map(PastedSet::parts).max().unwrap_or_default();
    match sets.iter().find(|set| set.parts() == fullest) {
        Some(set) if fullest > 0 => {
            let problems = providers.iter().filter_map(|provider| set.credentials(*provider, now).err());
            let own = problems.clone().find(|problem| *problem != CredentialProblem::OtherProvider);
            own.or_else(|| problems.clone().next()).unwrap_or(CredentialProblem::Unrecognised)
        }
        _ if choose::is_failure(whole) => CredentialProblem::Failure,
        _ => CredentialProblem::Unrecognised,
    }
}

/// Reads a fetched text, or one that is asked for one set.
///
/// # Errors
/// [`CredentialProblem`] says why there are no usable credentials in it; [`CredentialProblem::Several`] when there are
/// more than one set.
pub fn read(
    text: &str,
    provider: Provider,
    now: impl Into<Option<Timestamp>>,
) -> Result<Credentials, CredentialProblem> {
    let now = now.into();
    match offers(text, &[provider], now)?.as_slice() {
        [only] => only.set.credentials(provider, now),
        _ => Err(CredentialProblem::Several),
    }
}

/// The sections of a text, by its own grammar.
fn sections(text: &str) -> Section {
    let text = text.trim().trim_start_matches('\u{feff}').trim();
    let decoded = decoded(text);
    let text = decoded.as_deref().unwrap_or(text).trim();
    // Headers may stand before a document, and the words of a tool behind it.
    let xml = text.starts_with('<').then_some(text).or_else(|| Some(&text[text.find("\n<")? + 1..]));
    let xml = xml.and_then(|text| Section::of_xml(&text[..=text.rfind('>')?]));
    xml.unwrap_or_else(|| reader::read(text))
}

/// The one account that a text names in the way of RAM (`acs:ram::{account}:…`) or CAM (`qcs::cam::uin/{account}:…`): an answer of
/// STS says so whose role it is.
fn account(text: &str) -> Option<String> {
    let named =
        ["acs:ram::", "qcs::cam::uin/"].into_iter().flat_map(|beginning| text.split(beginning).skip(1));
    let mut accounts = named.filter_map(|rest| {
        let (account, _) = rest.split_once(':')?;
        (!account.is_empty() && account.bytes().all(|byte| byte.is_ascii_digit())).then_some(account)
    });
    let first = accounts.next()?;
    accounts.all(|other| other == first).then(|| first.to_owned())
}

/// What a text is that is Base64 as a whole, in quotes and lines or not.
fn decoded(text: &str) -> Option<String> {
    let code: String = text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '"' | '\'')).collect();
    let code = code.trim_end_matches('=');
    let bytes = STANDARD_NO_PAD.decode(code).or_else(|_| URL_SAFE_NO_PAD.decode(code)).ok()?;
    let text = String::from_utf8(bytes).ok()?;
    // What is no text was no code.
    let is_text =
        text.chars().all(|c| !c.is_control() || c.is_whitespace()) && text.contains([':', '=', '<']);
    is_text.then_some(text)
}

/// Whose key it is, as far as its beginning tells.
fn owner(id: &str) -> Option<Provider> {
    match id {
        id if id.starts_with("AKID") => Some(Provider::Cos),
        id if id.starts_with("STS.") || id.starts_with("LTAI") => Some(Provider::Oss),
        _ => None,
    }
}

/// Whether it has the form of a key of AWS (IAM, "Unique identifiers").
fn is_of_aws(id: &str) -> bool {
    let beginning = id.starts_with("AKIA") || id.starts_with("ASIA");
    beginning && id.len() == 20 && id.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
}

/// `LTAI` marks a long-term key of OSS. At COS both kinds begin with `AKID`; a long-term one has 32
/// characters behind it and comes without a token.
fn is_long_term(id: &str, token: &str) -> bool {
    id.starts_with("LTAI") || (id.starts_with("AKID") && id.len() == 36 && token.is_empty())
}

/// Seconds of the year 5138: a number that is larger counts thousandths.
const MOST_SECONDS: i64 = 100_000_000_000;
/// Seconds of March 1973, three years in all: a number that is smaller says how long, not until when.
const LEAST_SECONDS: i64 = 100_000_000;

/// Unix time in seconds, milliseconds, microseconds or nanoseconds, which its size tells, or RFC 3339; anything else is
/// an unknown end, and shown as such. So is a duration: from when on it counts nobody says.
fn expiry(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    match whole.parse::<i64>() {
        Ok(mut number) if number >= LEAST_SECONDS && fraction.bytes().all(|byte| byte.is_ascii_digit()) => {
            while number >= MOST_SECONDS {
                number /= 1_000;
            }
            Some(Timestamp(number))
        }
        _ => Timestamp::parse_rfc3339(text),
    }
}

#[cfg(test)]
mod case_tests;
#[cfg(test)]
mod choice_tests;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod time_tests;
