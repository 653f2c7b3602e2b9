//! What each provider does and says in its own way. `oss` and `cos` write it out; what both do alike (`service`,
//! `operations`) asks by this alone.

use time::OffsetDateTime;

use crate::bucket::Bucket;
use crate::call::Call;
use crate::credential::Credentials;
use crate::error::{Error, Reason};
use crate::log::Auth;
use crate::reply::Reply;
use crate::switches::Switches;

/// A rule on its way into a bucket.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Write<'a> {
    pub(crate) id: &'a str,
    pub(crate) body: &'a [u8],
    /// By the provider's clock.
    pub(crate) now: OffsetDateTime,
    pub(crate) switches: &'a Switches,
}

/// What each provider does and says in its own way.
pub(crate) trait Api: Sync {
    /// Its words for a refusal that both know.
    fn error(&self, reason: Reason<'_>) -> Error;

    /// A refusal as it is sent.
    fn error_reply(&self, error: &Error, request_id: &str, host: &str) -> Reply;

    /// Another one for each number.
    fn request_id(&self, number: u64) -> String;

    /// What every answer carries.
    fn headers(&self, request_id: String) -> Vec<(&'static str, String)>;

    /// Whether the host that was asked knows of the bucket at all.
    fn knows(&self, bucket: &Bucket, call: &Call) -> bool;

    /// How a call claims to be signed and with which token: by its looks
    /// alone, so that refused ones are logged rightly too.
    fn claim(&self, call: &Call) -> (Auth, Option<String>);

    /// Lets a call in that is rightly signed; `now` is by the provider's clock.
    fn admit(
        &self,
        call: &Call,
        bucket: &Bucket,
        credentials: &Credentials,
        now: OffsetDateTime,
        switches: &Switches,
    ) -> Result<Auth, Error>;

    /// Compares the body with its Content-MD5, if one was sent.
    fn check_digest(&self, call: &Call) -> Result<(), Error>;

    /// Checks the body of a PUT for the rule `id`.
    fn check_rule(&self, body: &[u8], id: &str, bucket: &Bucket) -> Result<(), Error>;

    /// The root element of a list.
    fn list_root(&self) -> &'static str;

    /// What stands around a continuation token, full of characters that are
    /// easy to damage.
    fn token_ends(&self) -> (&'static str, &'static str);

    /// Starts a job that runs once.
    fn run_once(&self, bucket: &mut Bucket, write: &Write<'_>) -> Result<Reply, Error>;
}
