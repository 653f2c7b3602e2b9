//! The reader of pasted credentials and of a site's answers: a part of its own, because nobody pastes before the page
//! is there. It is fetched ahead while the form is looked at.

use leptos::task::spawn_local;
use leptos::wasm_split::SplitLoaderError;
use loader::loader;

use crate::form::credential_text::{self, CredentialProblem, Offer};
use crate::form::endpoint_answer::{self, AnswerProblem};
use crate::model::{Credentials, Provider, Timestamp};

/// Finds the sets of credentials in a pasted text, for one of these providers. The time is the provider's, if known.
type ReadPasted = fn(&str, &[Provider], Option<Timestamp>) -> Result<Vec<Offer>, CredentialProblem>;

/// Reads the credentials in an answer with this status, which may say of itself that it is a page for people.
type ReadAnswer = fn((u16, bool), &str, Provider, Option<Timestamp>) -> Result<Credentials, AnswerProblem>;

/// What it reads.
pub(crate) struct Reader {
    /// Pasted texts.
    pub(crate) offers: ReadPasted,
    /// Answers of a site's credential endpoint.
    pub(crate) answer: ReadAnswer,
}

/// The reader; an error when its file does not come.
#[loader(credentials)]
pub(crate) fn reader() -> Result<Reader, SplitLoaderError> {
    Ok(Reader { offers: credential_text::offers, answer: endpoint_answer::read })
}

/// Fetches it before it is asked for. A failure shows when it is.
pub(crate) fn fetch_ahead() {
    spawn_local(async {
        let _ = reader().await;
    });
}
