//! How far work on several rules is: what the tab keeps of it, to be told if a reload cuts the work off.

use serde::{Deserialize, Serialize};

/// Work on the rules of a bucket. As JSON: `{"bucket": "logs-1", "list": "#/oss/…", "now": "daily", "left": ["weekly"]}`, and
/// `"also": ["hourly"]` while more than one is worked on; what is missing is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CutOff {
    /// The bucket's name.
    pub bucket: String,
    /// The address of its list.
    pub list: String,
    /// The id of a rule that is worked on; empty while there is none.
    now: String,
    /// The ids of those that are worked on besides.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    also: Vec<String>,
    /// The ids of those that were not begun.
    pub left: Vec<String>,
    /// Whether rules were being taken back from buckets, which then are what is named here.
    #[serde(skip_serializing_if = "is_no")]
    pub back: bool,
}

impl CutOff {
    /// Nothing begun yet, of these.
    #[must_use]
    pub fn of(bucket: String, list: String, left: Vec<String>, back: bool) -> Self {
        CutOff { bucket, list, left, back, ..CutOff::default() }
    }

    /// Notes that one rule is worked on now; what came before it has its result.
    pub fn at(&mut self, id: &str) {
        self.now.clear();
        self.also.clear();
        self.begins(id);
    }

    /// Notes that work on a rule begins beside others, before anything of it is sent.
    pub fn begins(&mut self, id: &str) {
        self.left.retain(|left| left != id);
        match self.now.is_empty() {
            true => id.clone_into(&mut self.now),
            false => self.also.push(id.to_owned()),
        }
    }

    /// Notes that a rule has its result.
    pub fn has_result(&mut self, id: &str) {
        match self.now == id {
            true if self.also.is_empty() => self.now.clear(),
            true => self.now = self.also.remove(0),
            false => self.also.retain(|also| also != id),
        }
    }

    /// The ids of those that are worked on: each may be carried out or not.
    pub fn under_way(&self) -> impl Iterator<Item = &str> {
        [&self.now].into_iter().chain(&self.also).map(String::as_str).filter(|id| !id.is_empty())
    }
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
fn is_no(said: &bool) -> bool {
    !said
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a tab holds in which the page still wrote with `JSON.stringify`.
    #[test]
    fn what_earlier_versions_have_kept_is_read_and_written_alike() {
        let text =
            r##"{"bucket":"logs-1","list":"#/oss/cn-hangzhou/logs-1","now":"a \"b\"","left":["c","d"]}"##;
        let cut_off = CutOff {
            bucket: "logs-1".into(),
            list: "#/oss/cn-hangzhou/logs-1".into(),
            now: "a \"b\"".into(),
            left: vec!["c".into(), "d".into()],
            ..CutOff::default()
        };
        assert_eq!(serde_json::from_str::<CutOff>(text).expect("JSON"), cut_off);
        assert_eq!(serde_json::to_string(&cut_off).expect("JSON"), text);
        let part: CutOff = serde_json::from_str(r#"{"bucket":"logs-1","since":1}"#).expect("JSON");
        assert_eq!(part, CutOff { bucket: "logs-1".into(), ..CutOff::default() });
    }

    #[test]
    fn several_that_are_worked_on_are_kept_and_read() {
        let text = r#"{"bucket":"","list":"","now":"a","also":["b","c"],"left":["d"]}"#;
        let cut_off: CutOff = serde_json::from_str(text).expect("JSON");
        assert_eq!(cut_off.under_way().collect::<Vec<_>>(), ["a", "b", "c"]);
        assert_eq!(serde_json::to_string(&cut_off).expect("JSON"), text);
    }

    /// What was begun is never among those that were not.
    #[test]
    fn each_is_named_once_from_its_beginning_to_its_result() {
        let mut cut_off = CutOff { left: ["a", "b", "c", "d"].map(Into::into).to_vec(), ..CutOff::default() };
        let told =
            |cut_off: &CutOff| (cut_off.under_way().collect::<Vec<_>>().join(" "), cut_off.left.join(" "));
        let said = |under_way: &str, left: &str| (under_way.to_owned(), left.to_owned());
        assert_eq!(told(&cut_off), said("", "a b c d"));
        for (begins, id, under_way, left) in [
            (true, "a", "a", "b c d"),
            (true, "b", "a b", "c d"),
            (true, "c", "a b c", "d"),
            (false, "b", "a c", "d"),
            (false, "a", "c", "d"),
            (true, "d", "c d", ""),
            (false, "c", "d", ""),
            // What has its result already changes nothing.
            (false, "c", "d", ""),
            (false, "d", "", ""),
        ] {
            match begins {
                true => cut_off.begins(id),
                false => cut_off.has_result(id),
            }
            assert_eq!(told(&cut_off), said(under_way, left), "{begins} {id}");
        }
    }

    #[test]
    fn one_after_another_each_has_its_result_when_the_next_begins() {
        let mut cut_off = CutOff { left: ["a", "b", "c"].map(Into::into).to_vec(), ..CutOff::default() };
        for (id, left) in [("a", "b c"), ("b", "c"), ("c", "")] {
            cut_off.at(id);
            assert_eq!(
                (cut_off.under_way().collect::<Vec<_>>(), cut_off.left.join(" ")),
                (vec![id], left.into())
            );
        }
    }
}
