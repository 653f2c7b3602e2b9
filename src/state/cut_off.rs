//! How far work on several rules is: what the tab keeps of it, to be told if a reload cuts the work off.

use serde::{Deserialize, Serialize};

/// Work on the rules of a bucket, one after another. As JSON:
/// `{"bucket": "logs-1", "list": "#/oss/…", "now": "daily", "left": ["weekly"]}`; what is missing is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CutOff {
    /// The bucket's name.
    pub bucket: String,
    /// The address of its list.
    pub list: String,
    /// The id of the rule that is worked on; empty before the first.
    pub now: String,
    /// The ids of those that come after it.
    pub left: Vec<String>,
    /// Whether rules were being taken back from buckets, which then are what is named here.
    #[serde(skip_serializing_if = "is_no")]
    pub back: bool,
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
            back: false,
        };
        assert_eq!(serde_json::from_str::<CutOff>(text).expect("JSON"), cut_off);
        assert_eq!(serde_json::to_string(&cut_off).expect("JSON"), text);
        let part: CutOff = serde_json::from_str(r#"{"bucket":"logs-1","since":1}"#).expect("JSON");
        assert_eq!(part, CutOff { bucket: "logs-1".into(), ..CutOff::default() });
    }
}
