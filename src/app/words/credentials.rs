//! The words for credentials: pasted ones, and those that a site hands out.

use super::Words;
use crate::app::i18n::t_string;
use crate::app::services::deployment::FetchProblem;
use crate::form::credential_text::{CredentialProblem, PastedPlace};
use crate::form::endpoint_answer::AnswerProblem;
use crate::model::visible::marked;
use crate::model::{BucketName, Provider, Region};

impl Words {
    /// The words for credentials that are not accepted.
    pub(crate) fn credential_problem(self, problem: CredentialProblem, provider: Provider) -> String {
        let i18n = self.i18n;
        match problem {
            CredentialProblem::Empty => t_string!(i18n, credential.empty),
            CredentialProblem::TooLong => t_string!(i18n, credential.too_long),
            CredentialProblem::Unrecognised => t_string!(i18n, credential.unrecognised),
            CredentialProblem::Failure => t_string!(i18n, credential.failure),
            CredentialProblem::OtherProvider => {
                return t_string!(i18n, credential.other_provider, provider = provider.service_name());
            }
            CredentialProblem::OtherCloud => t_string!(i18n, credential.other_cloud),
            CredentialProblem::Several => t_string!(i18n, credential.several),
            CredentialProblem::NoKeyId => t_string!(i18n, credential.no_key_id),
            CredentialProblem::NoSecret => t_string!(i18n, credential.no_secret),
            CredentialProblem::NoToken => t_string!(i18n, credential.no_token),
            CredentialProblem::LongTerm => {
                return t_string!(i18n, credential.long_term, command = provider.credentials_command());
            }
            CredentialProblem::Expired => t_string!(i18n, credential.expired),
            CredentialProblem::Characters => t_string!(i18n, credential.characters),
        }
        .to_owned()
    }

    /// A place that a pasted text names.
    pub(crate) fn pasted_place(self, place: &PastedPlace) -> String {
        let bucket = place.bucket.as_ref().map(BucketName::as_str);
        let region = place.region.as_ref().map(Region::as_str);
        let place_words = match (bucket, region) {
            (Some(bucket), Some(region)) => {
                Some(t_string!(self.i18n, connect.offer_bucket_in, bucket, region))
            }
            (Some(bucket), None) => Some(t_string!(self.i18n, connect.offer_bucket, bucket)),
            (None, Some(region)) => Some(t_string!(self.i18n, connect.offer_region, region)),
            (None, None) => None,
        };
        let endpoint = place.endpoint.as_deref();
        let endpoint = endpoint
            .map(|endpoint| t_string!(self.i18n, connect.offer_endpoint, endpoint = marked(endpoint)));
        place_words.into_iter().chain(endpoint).collect::<Vec<_>>().join(", ")
    }

    /// The words for a credential endpoint that gave nothing usable.
    pub(crate) fn fetch_problem(self, problem: &FetchProblem, provider: Provider) -> String {
        match problem {
            FetchProblem::NoAnswer => t_string!(self.i18n, connect.fetch_no_answer).to_owned(),
            FetchProblem::Answer(problem) => self.answer_problem(problem, provider),
        }
    }

    /// How the site's endpoint failed: it is no fault of what anybody has pasted. Its own code stands behind.
    fn answer_problem(self, problem: &AnswerProblem, provider: Provider) -> String {
        let sentence = self.answer_sentence(problem, provider);
        match problem {
            AnswerProblem::SignIn(Some(code))
            | AnswerProblem::Status(_, Some(code))
            | AnswerProblem::Failure(Some(code)) => {
                let code = t_string!(self.i18n, connect.fetch_code, code = marked(code));
                [sentence.as_str(), " ", &code].concat()
            }
            _ => sentence,
        }
    }

    fn answer_sentence(self, problem: &AnswerProblem, provider: Provider) -> String {
        let i18n = self.i18n;
        match problem {
            AnswerProblem::SignIn(_) => t_string!(i18n, connect.fetch_sign_in),
            AnswerProblem::Status(status, _) => {
                return t_string!(i18n, connect.fetch_status, status = *status);
            }
            AnswerProblem::Html => t_string!(i18n, connect.fetch_html),
            AnswerProblem::Json => t_string!(i18n, connect.fetch_json),
            AnswerProblem::Empty => t_string!(i18n, connect.fetch_empty),
            AnswerProblem::TooLarge | AnswerProblem::Credentials(CredentialProblem::TooLong) => {
                t_string!(i18n, connect.fetch_too_large)
            }
            AnswerProblem::Failure(_) => t_string!(i18n, connect.fetch_failure),
            AnswerProblem::Credentials(CredentialProblem::Expired) => t_string!(i18n, connect.fetch_expired),
            AnswerProblem::Credentials(CredentialProblem::OtherProvider) => {
                return t_string!(i18n, connect.fetch_other, provider = provider.service_name());
            }
            AnswerProblem::Credentials(CredentialProblem::LongTerm) => {
                t_string!(i18n, connect.fetch_long_term)
            }
            AnswerProblem::Credentials(CredentialProblem::Unrecognised) => {
                t_string!(i18n, connect.fetch_nothing)
            }
            AnswerProblem::Credentials(
                problem @ (CredentialProblem::Several | CredentialProblem::OtherCloud),
            ) => return self.credential_problem(*problem, provider),
            AnswerProblem::Credentials(_) => t_string!(i18n, connect.fetch_incomplete),
        }
        .to_owned()
    }
}
