//! The words about buckets that rules are taken to.

use super::target::{Entry, Fate, State};
use crate::app::i18n::t_string;
use crate::app::screens::rule::outcome::explained;
use crate::app::services::open_bucket::OpenBucket;
use crate::app::words::Words;
use crate::form::targets::{LineProblem, WrongLine};
use crate::model::visible::marked;
use crate::state::plan::{Cannot, Step};

/// Why a line names no bucket.
pub(super) fn line_words(words: Words, line: &WrongLine) -> String {
    let problem = match line.problem {
        LineProblem::Words => t_string!(words.i18n, many.line_words).to_owned(),
        LineProblem::Bucket(problem) => words.bucket_problem(problem),
        LineProblem::Region(problem) => words.region_problem(problem),
        LineProblem::Endpoint(problem) => words.endpoint_problem(problem),
    };
    t_string!(words.i18n, many.line, number = line.number, problem = problem)
}

/// What is planned for a rule.
pub(super) fn step_words(words: Words, bucket: OpenBucket, step: Step) -> String {
    let i18n = words.i18n;
    match step {
        Step::Create => t_string!(i18n, many.new).to_owned(),
        Step::Same => t_string!(i18n, many.same).to_owned(),
        Step::Differs => t_string!(i18n, many.differs).to_owned(),
        Step::Cannot(Cannot::Full) => t_string!(i18n, many.full).to_owned(),
        Step::Cannot(Cannot::Unreadable) => t_string!(i18n, many.unreadable).to_owned(),
        Step::Cannot(Cannot::Refused(part, problem)) => {
            let (part, problem) = (words.part(part), words.problem(problem, &bucket.connection()));
            t_string!(i18n, many.refused, part = part, problem = problem)
        }
        Step::Cannot(Cannot::NoWord(part)) => {
            let provider = bucket.place().provider.service_name();
            t_string!(i18n, many.no_word, part = words.part(part), provider = provider)
        }
    }
}

/// What became of a rule; empty where there was nothing to write.
pub(super) fn fate_words(words: Words, bucket: OpenBucket, entry: &Entry) -> String {
    let i18n = words.i18n;
    match &entry.fate {
        Fate::Open | Fate::Writing if entry.is_open() => t_string!(i18n, many.not_written).to_owned(),
        Fate::Open | Fate::Writing => String::new(),
        Fate::Created => t_string!(i18n, many.created).to_owned(),
        Fate::Changed(_) => t_string!(i18n, many.changed).to_owned(),
        Fate::Came => t_string!(i18n, many.came).to_owned(),
        Fate::TakenBack => t_string!(i18n, many.taken_back).to_owned(),
        Fate::NotTakenBack(failure) => {
            let why = explained(words, bucket, failure).join(" ");
            [t_string!(i18n, many.not_taken_back), &why].join(" ")
        }
        Fate::Failed(failure) => explained(words, bucket, failure).join(" "),
    }
}

/// Why there is no plan for a bucket. What can be done about it stands in its card, with what belongs to it.
pub(super) fn unread_words(words: Words, bucket: OpenBucket, state: &State) -> String {
    match state {
        State::Failed(error) => {
            let [what, ..] = words.error(error, &bucket.connection());
            what
        }
        State::Waiting | State::Reading | State::Planned(_) => {
            t_string!(words.i18n, many.not_read).to_owned()
        }
    }
}

/// A rule in a bucket, by both names.
pub(super) fn name_of(bucket: OpenBucket, id: &str) -> String {
    marked(&[bucket.place().bucket.as_str(), ": ", id].concat()).into_owned()
}
