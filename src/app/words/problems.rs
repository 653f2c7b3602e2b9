//! The words for what is not accepted in a field.

use super::Words;
use crate::app::i18n::t_string;
use crate::model::Connection;
use crate::model::connection::NameProblem;
use crate::model::endpoint::EndpointProblem;
use crate::model::problem::Problem;
use crate::provider::service;

impl Words {
    /// The words for a region that is not accepted.
    pub(crate) fn region_problem(self, problem: NameProblem) -> String {
        match problem {
            NameProblem::Empty => t_string!(self.i18n, name.empty_region),
            NameProblem::Endpoint => t_string!(self.i18n, name.region_endpoint),
            NameProblem::UnknownRegion => t_string!(self.i18n, name.region_unknown),
            _ => t_string!(self.i18n, name.region),
        }
        .to_owned()
    }

    /// The words for a bucket name that is not accepted.
    pub(crate) fn bucket_problem(self, problem: NameProblem) -> String {
        match problem {
            NameProblem::Empty => t_string!(self.i18n, name.empty_bucket),
            NameProblem::AppId => t_string!(self.i18n, name.app_id),
            NameProblem::OtherProvider(provider) => {
                return t_string!(self.i18n, name.other_provider, provider = provider.service_name());
            }
            _ => t_string!(self.i18n, name.bucket),
        }
        .to_owned()
    }

    /// The words for an endpoint template that is not accepted.
    pub(crate) fn endpoint_problem(self, problem: EndpointProblem) -> String {
        match problem {
            EndpointProblem::Scheme => t_string!(self.i18n, endpoint.scheme),
            EndpointProblem::NotEncrypted => t_string!(self.i18n, endpoint.not_encrypted),
            EndpointProblem::Characters => t_string!(self.i18n, endpoint.characters),
            EndpointProblem::Host => t_string!(self.i18n, endpoint.host),
            EndpointProblem::PathStyle => t_string!(self.i18n, endpoint.path_style),
            EndpointProblem::Website => t_string!(self.i18n, endpoint.website),
        }
        .to_owned()
    }

    /// The words for a finding about a part.
    pub(crate) fn problem(self, problem: Problem, connection: &Connection) -> String {
        let i18n = self.i18n;
        let capabilities = service(connection.provider).capabilities();
        match problem {
            Problem::Missing => t_string!(i18n, problem.missing),
            Problem::TooLong { max, is } => return t_string!(i18n, problem.too_long, max, is),
            Problem::ControlCharacter => t_string!(i18n, problem.control),
            Problem::BlanksAround => t_string!(i18n, problem.blanks),
            Problem::IdCharacters => t_string!(i18n, problem.id_characters),
            Problem::BucketName => {
                let form =
                    capabilities.written_bucket(connection.region.as_str(), connection.bucket.as_str());
                return t_string!(i18n, problem.bucket, form);
            }
            Problem::OtherRegion => {
                return t_string!(i18n, problem.other_region, region = connection.region.as_str());
            }
            Problem::AccountId => {
                return t_string!(i18n, problem.account, example = capabilities.account_example);
            }
            Problem::RoleArn => t_string!(i18n, problem.role),
            Problem::WholeNumber { from, to } if from == to => {
                return t_string!(i18n, problem.only, only = from);
            }
            Problem::WholeNumber { from, to } => return t_string!(i18n, problem.number, from, to),
            Problem::Time => t_string!(i18n, problem.time),
            Problem::Order => t_string!(i18n, problem.order),
            Problem::TagForm => t_string!(i18n, problem.tag_form),
            Problem::TagsNeedField => t_string!(i18n, problem.tags_need_field),
            Problem::MetadataName => t_string!(i18n, problem.metadata_name),
            Problem::NamedByProvider => t_string!(i18n, problem.named),
            Problem::Taken => t_string!(i18n, problem.taken),
            Problem::ConsoleId => t_string!(i18n, problem.console_id),
            Problem::LateDay => t_string!(i18n, problem.late_day),
            Problem::LastDay => t_string!(i18n, problem.last_day),
            Problem::FrequencyElsewhere => t_string!(i18n, problem.frequency_elsewhere),
            Problem::EndsWithSlash => t_string!(i18n, problem.ends_with_slash),
            Problem::LongerThanKeys { max } => return t_string!(i18n, problem.longer_than_keys, max),
            Problem::LongForIncremental { max } => {
                return t_string!(i18n, problem.long_for_incremental, max);
            }
            Problem::SpecialCharacters => t_string!(i18n, problem.special_characters),
            Problem::Unseen => t_string!(i18n, problem.unseen),
            Problem::KeyResource => t_string!(i18n, problem.key_resource),
            Problem::ServiceFolder => t_string!(i18n, problem.service_folder),
            Problem::SomeRegions => t_string!(i18n, problem.some_regions),
            Problem::OnRequest => t_string!(i18n, problem.on_request),
        }
        .to_owned()
    }
}
