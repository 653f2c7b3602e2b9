//! What the rules of a bucket say already in parts that are often the same in several of them: where the reports go, and in
//! whose name they are written.

use crate::model::Rule;
use crate::model::rule::{Part, bucket_name};
use crate::model::visible::needs_telling;

/// The parts in which another rule's text is of use.
pub const SUGGESTED: [Part; 4] = [Part::Bucket, Part::DestinationPrefix, Part::AccountId, Part::RoleArn];

/// How many texts are offered for a part: nobody looks for one among hundreds.
const MOST: usize = 20;

/// What rules say in a part, the most used first; what is used as often stands in the order in which it comes. A text that
/// is not what it looks like is nobody's advice. `own` is the account of the credentials, which owns most destinations: it is
/// offered behind those that are used.
#[must_use]
pub fn suggested<'a>(
    rules: impl IntoIterator<Item = &'a Rule>,
    part: Part,
    own: Option<&'a str>,
) -> Vec<&'a str> {
    let mut counted: Vec<(&str, usize)> = Vec::new();
    for text in rules.into_iter().filter_map(|rule| rule.said(part)) {
        let text = if part == Part::Bucket { bucket_name(text) } else { text };
        match counted.iter_mut().find(|(known, _)| *known == text) {
            Some((_, count)) => *count += 1,
            None => counted.push((text, 1)),
        }
    }
    counted.retain(|(text, _)| !text.trim().is_empty() && !needs_telling(text));
    counted.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let own = own.filter(|own| part == Part::AccountId && counted.iter().all(|(text, _)| text != own));
    counted.into_iter().map(|(text, _)| text).take(MOST).chain(own).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(bucket: &str, prefix: Option<&str>) -> Rule {
        let mut rule = Rule::default().with(Part::Id, "a").with(Part::Bucket, bucket);
        rule.put(Part::DestinationPrefix, prefix);
        rule
    }

    #[test]
    fn the_most_used_comes_first_and_the_earlier_of_two_that_are_used_as_often() {
        let rules = [
            rule("acs:oss:::first", Some("inventory/")),
            rule("acs:oss:::second", None),
            rule("acs:oss:::third", Some("daily/")),
            rule("acs:oss:::third", Some("daily/")),
            rule("acs:oss:::second", Some("")),
        ];
        assert_eq!(suggested(&rules, Part::Bucket, None), ["second", "third", "first"]);
        assert_eq!(suggested(&rules, Part::DestinationPrefix, None), ["daily/", "inventory/"]);
        assert_eq!(suggested(&rules, Part::RoleArn, None), [""; 0]);
        assert_eq!(suggested(&[], Part::Bucket, None), [""; 0]);
    }

    #[test]
    fn a_bucket_is_one_whichever_way_it_is_written() {
        let rules = [rule("reports", None), rule("acs:oss:::reports", None), rule("acs:oss:::other", None)];
        assert_eq!(suggested(&rules, Part::Bucket, None), ["reports", "other"]);
    }

    #[test]
    fn what_only_looks_like_another_text_is_not_offered() {
        let rules = [
            rule("rep\u{43e}rts", Some("a\u{200b}/")),
            rule("reports", Some(" ")),
            Rule::of_unreadable("odd", String::new()),
        ];
        assert_eq!(suggested(&rules, Part::Bucket, None), ["reports"]);
        assert_eq!(suggested(&rules, Part::DestinationPrefix, None), [""; 0]);
    }

    #[test]
    fn nobody_has_to_look_through_hundreds() {
        let rules: Vec<Rule> =
            (0..1000).map(|at| rule("reports", Some(&format!("team-{}/", at / 2)))).collect();
        let prefixes = suggested(&rules, Part::DestinationPrefix, None);
        assert_eq!((prefixes.len(), prefixes[0]), (MOST, "team-0/"));
    }

    #[test]
    fn the_account_of_the_credentials_is_offered_where_no_rule_says_it() {
        let rules = [rule("reports", None).with(Part::AccountId, "7")];
        assert_eq!(suggested(&rules, Part::AccountId, Some("1")), ["7", "1"]);
        assert_eq!(suggested(&rules, Part::AccountId, Some("7")), ["7"]);
        assert_eq!(suggested(&[], Part::AccountId, Some("1")), ["1"]);
        assert_eq!(suggested(&[], Part::RoleArn, Some("1")), [""; 0]);
    }
}
