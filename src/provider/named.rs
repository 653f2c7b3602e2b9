//! Which parts of a rule a provider names when it refuses the rule.

use super::document::{Layout, Place};
use super::error::{Dialect, Error, ErrorKind, ProviderAnswer};
use crate::model::Rule;
use crate::model::rule::Part;

/// The parts that a refusal of `rule` is about, as far as its answer tells: by a finer code, by the name of an
/// argument, or by the name of an element in its message. A name that several elements have (`Prefix`) is told
/// apart by the value that the provider repeats; if that fails, all of them are given.
pub(super) fn named(dialect: &Dialect, layout: &Layout, error: &Error, rule: &Rule) -> Vec<Part> {
    let Some(answer) = error.answer.as_deref().filter(|_| error.kind == ErrorKind::Invalid) else {
        return Vec::new();
    };
    let by_code = dialect.parts.iter().filter(|(ec, _)| *ec == answer.ec).map(|(_, part)| *part);
    let by_code: Vec<Part> = by_code.collect();
    if !by_code.is_empty() {
        return by_code;
    }
    let candidates = by_name(layout, answer);
    let same_value =
        |part: &Part| !answer.argument_value.is_empty() && rule.text(*part) == answer.argument_value;
    let exact: Vec<Part> = candidates.iter().copied().filter(same_value).collect();
    if exact.is_empty() { candidates } else { exact }
}

/// The parts whose element has the name of the argument; without an argument, a name that stands in the message.
fn by_name(layout: &Layout, answer: &ProviderAnswer) -> Vec<Part> {
    let words: Vec<&str> = match answer.argument.as_str() {
        "" => answer.message.split(|c: char| !c.is_ascii_alphanumeric() && c != '-').collect(),
        name => vec![name],
    };
    let is_named = |place: &Place| element(place).is_some_and(|name| words.contains(&name));
    layout.places.iter().filter(|(_, place)| is_named(place)).map(|(part, _)| *part).collect()
}

/// The name of the element in which a part stands.
fn element(place: &Place) -> Option<&'static str> {
    match place {
        Place::Text(path)
        | Place::List(path, _)
        | Place::Tags(path)
        | Place::Kind(path, _)
        | Place::Name(path) => path.rsplit('/').next(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Provider;
    use crate::provider::service;

    fn refused(provider: Provider, ec: &str, argument: [&str; 2], message: &str, rule: &Rule) -> Vec<Part> {
        let answer = ProviderAnswer {
            ec: ec.to_owned(),
            argument: argument[0].to_owned(),
            argument_value: argument[1].to_owned(),
            message: message.to_owned(),
            ..ProviderAnswer::default()
        };
        let error = Error { kind: ErrorKind::Invalid, status: Some(400), answer: Some(Box::new(answer)) };
        service(provider).named(&error, rule)
    }

    #[test]
    fn a_part_is_found_by_code_by_argument_and_by_message() {
        let rule = Rule::default().with(Part::Prefix, "a/").with(Part::DestinationPrefix, "b/");
        let oss = |ec, argument, message| refused(Provider::Oss, ec, argument, message, &rule);
        assert_eq!(oss("0020-00000044", ["Id", "x"], ""), [Part::Id]);
        assert_eq!(oss("", ["RoleArn", "acs:ram::1:user/x"], ""), [Part::RoleArn]);
        assert_eq!(
            oss("0020-00000038", ["Prefix", "b/"], "The Prefix is too long."),
            [Part::DestinationPrefix]
        );
        assert_eq!(oss("0020-00000038", ["Prefix", ""], ""), [Part::Prefix, Part::DestinationPrefix]);
        assert_eq!(oss("", ["continuation-token", "x"], "The Prefix"), [] as [Part; 0]);
        let cos = |message| refused(Provider::Cos, "", ["", ""], message, &rule);
        assert_eq!(cos("The Frequency you specified is invalid."), [Part::Frequency]);
        assert_eq!(cos("Something else."), [] as [Part; 0]);
    }

    #[test]
    fn what_is_not_about_the_rule_names_nothing() {
        let error = Error::of_kind(ErrorKind::Denied);
        assert_eq!(service(Provider::Oss).named(&error, &Rule::default()), [] as [Part; 0]);
    }
}
