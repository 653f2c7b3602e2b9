//! From a draft to a rule: every problem at once, keyed by field.
//!
//! Only what the provider's API documents as refused blocks; each check names its source.

use super::draft::RuleDraft;
use crate::model::capabilities::EncryptionKind;
use crate::model::rule::{Destination, Encryption, Filter, Frequency, Rule, Schedule, Value};
use crate::model::{BucketName, Capabilities};
use crate::provider::xml::can_be_written;

/// A control of the rule form, in the form's order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// `Id`.
    Id,
    /// `Filter/Prefix`.
    Prefix,
    /// The destination bucket.
    DestinationBucket,
    /// The destination prefix.
    DestinationPrefix,
    /// `AccountId`.
    AccountId,
    /// `RoleArn`.
    RoleArn,
    /// `SSE-KMS/KeyId`.
    KmsKeyId,
    /// `Schedule/DayOfMonth`.
    DayOfMonth,
}

/// What is wrong with a field, with what the sentence about it needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// Nothing is there and something must be.
    Missing,
    /// More characters than the provider takes.
    TooLong {
        /// The limit.
        max: usize,
        /// What is there.
        is: usize,
    },
    /// A control character, which no XML document can carry.
    ControlCharacter,
    /// Blanks at an end of the id: they would not survive most tools.
    BlanksAround,
    /// Not a bucket name.
    BucketName,
    /// Not digits only.
    AccountId,
    /// Not `acs:ram::{account}:role/{name}`.
    RoleArn,
    /// Not a whole number from 1 to 31.
    DayOfMonth,
}

/// Every problem of a draft, at most one per field, in the form's order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FieldProblems(Vec<(Field, Problem)>);

impl FieldProblems {
    /// The problem of a field.
    #[must_use]
    pub fn of(&self, field: Field) -> Option<Problem> {
        self.0.iter().find(|(known, _)| *known == field).map(|(_, problem)| *problem)
    }

    /// The top-most field with a problem.
    #[must_use]
    pub fn first(&self) -> Option<Field> {
        self.0.first().map(|(field, _)| *field)
    }

    /// How many fields have a problem.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Sets or clears the problem of one field.
    pub fn set(&mut self, field: Field, problem: Option<Problem>) {
        self.0.retain(|(known, _)| *known != field);
        self.add(field, problem);
    }

    /// Brings every field that has a problem here up to date with `found`, and no other.
    pub fn keep_current(&mut self, found: &FieldProblems) {
        let fields: Vec<Field> = self.0.iter().map(|(field, _)| *field).collect();
        fields.into_iter().for_each(|field| self.set(field, found.of(field)));
    }

    fn add(&mut self, field: Field, problem: Option<Problem>) {
        if let Some(problem) = problem.filter(|_| self.of(field).is_none()) {
            let at = self.0.iter().position(|(later, _)| *later > field).unwrap_or(self.0.len());
            self.0.insert(at, (field, problem));
        }
    }
}

/// Checks a draft.
///
/// # Errors
/// Every field with a problem.
pub fn check(draft: &RuleDraft, capabilities: &Capabilities) -> Result<Rule, FieldProblems> {
    let problems = problems(draft, capabilities);
    if problems.is_empty() { Ok(rule(draft)) } else { Err(problems) }
}

/// Every problem of a draft.
#[must_use]
pub fn problems(draft: &RuleDraft, capabilities: &Capabilities) -> FieldProblems {
    let mut problems = FieldProblems::default();
    problems.add(Field::Id, id_problem(&draft.id, capabilities));
    problems.add(Field::Prefix, text_problem(&draft.prefix, capabilities.prefix_max_chars));
    problems.add(Field::DestinationBucket, bucket_problem(&draft.destination_bucket));
    problems.add(
        Field::DestinationPrefix,
        text_problem(&draft.destination_prefix, capabilities.prefix_max_chars),
    );
    problems.add(Field::AccountId, account_problem(&draft.account_id, capabilities.account_required));
    problems.add(Field::RoleArn, role_problem(draft, capabilities.role_required));
    if draft.encryption == EncryptionKind::Kms {
        let key = draft.kms_key_id.trim();
        problems
            .add(Field::KmsKeyId, missing(key).or_else(|| text_problem(key, capabilities.prefix_max_chars)));
    }
    if draft.frequency == Frequency::Monthly {
        problems.add(Field::DayOfMonth, day(draft).is_none().then_some(Problem::DayOfMonth));
    }
    problems
}

fn missing(text: &str) -> Option<Problem> {
    text.is_empty().then_some(Problem::Missing)
}

/// EC 0020-00000038: a value too long or not UTF-8.
fn text_problem(text: &str, max: usize) -> Option<Problem> {
    let is = text.chars().count();
    if is > max {
        Some(Problem::TooLong { max, is })
    } else {
        (!can_be_written(text)).then_some(Problem::ControlCharacter)
    }
}

/// EC 0020-00000044: empty or too long. The service states no character set; the vendor's console
/// allows fewer characters than the API.
fn id_problem(id: &str, capabilities: &Capabilities) -> Option<Problem> {
    missing(id.trim())
        .or_else(|| text_problem(id, capabilities.id_max_chars))
        .or_else(|| (id.trim() != id).then_some(Problem::BlanksAround))
}

/// EC 0020-00000030 to 32.
fn bucket_problem(text: &str) -> Option<Problem> {
    missing(text.trim())
        .or_else(|| BucketName::parse(bucket_name(text)).is_err().then_some(Problem::BucketName))
}

/// The name in what was pasted for a bucket: an ARN is taken apart.
#[must_use]
pub fn bucket_name(text: &str) -> &str {
    let text = text.trim();
    text.strip_prefix("acs:oss:::").unwrap_or(text)
}

fn account_problem(text: &str, required: bool) -> Option<Problem> {
    let text = text.trim();
    if text.is_empty() {
        return required.then_some(Problem::Missing);
    }
    (!text.bytes().all(|byte| byte.is_ascii_digit())).then_some(Problem::AccountId)
}

/// PutBucketInventory, `RoleArn`: `acs:ram::{uid}:role/{name}`.
fn role_problem(draft: &RuleDraft, required: bool) -> Option<Problem> {
    let role = draft.role_arn.trim();
    if role.is_empty() {
        return required.then_some(Problem::Missing);
    }
    let parts = role.strip_prefix("acs:ram::").and_then(|rest| rest.split_once(":role/"));
    match parts {
        Some((account, name)) if is_account(account) && is_role_name(name) => None,
        _ => Some(Problem::RoleArn),
    }
}

fn is_account(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// RAM, CreateRole: letters, digits, `.` and `-`, up to 64; older roles have `_` as well.
fn is_role_name(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-_/".contains(&byte))
}

fn day(draft: &RuleDraft) -> Option<u8> {
    draft.day_of_month.trim().parse().ok().filter(|day| (1..=31).contains(day))
}

/// The rule as far as it is typed, for showing its document; it may have problems.
#[must_use]
pub fn preview(draft: &RuleDraft) -> Rule {
    rule(draft)
}

fn rule(draft: &RuleDraft) -> Rule {
    let optional = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    Rule {
        id: draft.id.clone(),
        enabled: Value::Known(draft.enabled),
        filter: Filter { prefix: optional(&draft.prefix), ..Filter::default() },
        destination: Destination {
            format: Value::Known(draft.format),
            account_id: optional(draft.account_id.trim()),
            role_arn: optional(draft.role_arn.trim()),
            bucket: Value::Known(bucket_name(&draft.destination_bucket).to_owned()),
            prefix: optional(&draft.destination_prefix),
            encryption: match draft.encryption {
                EncryptionKind::None => Encryption::None,
                EncryptionKind::ServiceKey => Encryption::ServiceKey,
                EncryptionKind::Kms => Encryption::Kms { key_id: draft.kms_key_id.trim().to_owned() },
            },
        },
        schedule: Schedule {
            frequency: Value::Known(draft.frequency),
            day_of_month: (draft.frequency == Frequency::Monthly)
                .then(|| day(draft).map(Value::Known))
                .flatten(),
            auto_delete: (draft.frequency == Frequency::Once).then_some(Value::Known(draft.auto_delete)),
        },
        versions: Value::Known(draft.versions),
        fields: draft.fields.clone(),
        incremental: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Provider;
    use crate::provider::service;

    fn capabilities() -> &'static Capabilities {
        service(Provider::Oss).capabilities()
    }

    fn complete() -> RuleDraft {
        RuleDraft {
            id: "report1".into(),
            destination_bucket: "reports".into(),
            account_id: "1000000000000000".into(),
            role_arn: "acs:ram::1000000000000000:role/AliyunOSSRole".into(),
            ..RuleDraft::new(capabilities())
        }
    }

    #[track_caller]
    fn check_one(change: impl Fn(&mut RuleDraft), expected: &[(Field, Problem)]) {
        let mut draft = complete();
        change(&mut draft);
        assert_eq!(problems(&draft, capabilities()).0, expected);
    }

    #[test]
    fn an_id_and_a_destination_complete_a_new_rule() {
        let rule = check(&complete(), capabilities()).expect("no problem");
        assert_eq!(rule.destination.bucket, Value::Known("reports".into()));
        assert_eq!(rule.schedule.day_of_month, None);
        assert_eq!(rule.filter.prefix, None);
    }

    #[test]
    fn every_problem_is_found_at_once_in_the_order_of_the_form() {
        let empty = RuleDraft::new(capabilities());
        let found = problems(&empty, capabilities());
        assert_eq!(
            found.0,
            [Field::Id, Field::DestinationBucket, Field::AccountId, Field::RoleArn]
                .map(|field| (field, Problem::Missing))
        );
        assert_eq!(found.first(), Some(Field::Id));
    }

    #[test]
    fn ids_may_have_any_characters_up_to_the_limit() {
        check_one(|d| d.id = "清".repeat(192), &[]);
        check_one(|d| d.id = "Report.A_b/c".into(), &[]);
        check_one(|d| d.id = "清".repeat(193), &[(Field::Id, Problem::TooLong { max: 192, is: 193 })]);
        check_one(|d| d.id = " a".into(), &[(Field::Id, Problem::BlanksAround)]);
        check_one(|d| d.id = "a\u{1}b".into(), &[(Field::Id, Problem::ControlCharacter)]);
    }

    #[test]
    fn a_pasted_bucket_arn_is_taken_apart() {
        check_one(|d| d.destination_bucket = " acs:oss:::reports ".into(), &[]);
        check_one(
            |d| d.destination_bucket = "Reports!".into(),
            &[(Field::DestinationBucket, Problem::BucketName)],
        );
    }

    #[test]
    fn roles_and_accounts_have_their_documented_form() {
        check_one(|d| d.account_id = "12a".into(), &[(Field::AccountId, Problem::AccountId)]);
        for bad in [
            "AliyunOSSRole",
            "acs:ram::x:role/a",
            "acs:ram::1:user/a",
            "acs:ram::1:role/",
            "acs:ram::1:role/a b",
        ] {
            check_one(|d| d.role_arn = bad.into(), &[(Field::RoleArn, Problem::RoleArn)]);
        }
    }

    #[test]
    fn a_day_counts_only_for_monthly_and_a_key_only_for_kms() {
        check_one(|d| d.day_of_month = "40".into(), &[]);
        check_one(
            |d| {
                d.day_of_month = "32".into();
                d.frequency = Frequency::Monthly;
                d.encryption = EncryptionKind::Kms;
            },
            &[(Field::KmsKeyId, Problem::Missing), (Field::DayOfMonth, Problem::DayOfMonth)],
        );
    }

    #[test]
    fn optional_fields_stay_in_the_providers_order() {
        let mut draft = complete();
        draft.set_field(capabilities(), "ETag", true);
        draft.set_field(capabilities(), "Size", false);
        assert_eq!(draft.fields, ["LastModifiedDate", "ETag", "StorageClass"]);
    }
}
