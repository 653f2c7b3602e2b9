//! Which rules are being taken to which buckets: what the tab keeps of it, so that after a reload it is offered again. What
//! is done by then is seen in the buckets themselves.

use serde::{Deserialize, Serialize};

use super::plan::Patterns;
use crate::model::Provider;

/// Rules of a bucket on their way to others. As JSON:
/// `{"ids": ["daily"], "file": "", "buckets": ["logs-2 cn-hangzhou"], "patterns": {"bucket": "", "prefix": ""}}`; what is
/// missing is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct KeptPlan {
    /// The ids of those that are in the list of the bucket.
    pub ids: Vec<String>,
    /// A copy with those that came in a file, in the place of those.
    pub file: String,
    /// The buckets, each as a line that names it.
    pub buckets: Vec<String>,
    /// Where the reports go.
    pub patterns: Patterns,
    /// Whose buckets they are, where it is another provider than that of the rules.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub provider: Option<Provider>,
    /// The bucket of that provider with whose credentials they are reached, as a line that names it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub lender: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_earlier_versions_have_kept_is_read_and_written_alike() {
        let text = r#"{"ids":["a","b"],"file":"","buckets":["logs-2 cn-hangzhou"],"patterns":{"bucket":"","prefix":"{id}/"}}"#;
        let kept = KeptPlan {
            ids: vec!["a".into(), "b".into()],
            file: String::new(),
            buckets: vec!["logs-2 cn-hangzhou".into()],
            patterns: Patterns { prefix: "{id}/".into(), ..Patterns::default() },
            ..KeptPlan::default()
        };
        assert_eq!(serde_json::from_str::<KeptPlan>(text).expect("JSON"), kept);
        assert_eq!(serde_json::to_string(&kept).expect("JSON"), text);
        let part: KeptPlan = serde_json::from_str(r#"{"ids":["a"],"since":1}"#).expect("JSON");
        assert_eq!(part, KeptPlan { ids: vec!["a".into()], ..KeptPlan::default() });
    }

    #[test]
    fn what_is_kept_of_a_way_to_another_provider_comes_back() {
        let text = r#"{"ids":["a"],"file":"","buckets":["logs-1250000000"],"patterns":{"bucket":"r-1250000000","prefix":"","account":"1","role":"r"},"provider":"cos","lender":"demo-1250000000 ap-guangzhou"}"#;
        let patterns = Patterns {
            bucket: "r-1250000000".into(),
            account: "1".into(),
            role: "r".into(),
            ..Patterns::default()
        };
        let kept = KeptPlan {
            ids: vec!["a".into()],
            buckets: vec!["logs-1250000000".into()],
            patterns,
            provider: Some(Provider::Cos),
            lender: "demo-1250000000 ap-guangzhou".into(),
            ..KeptPlan::default()
        };
        assert_eq!(serde_json::from_str::<KeptPlan>(text).expect("JSON"), kept);
        assert_eq!(serde_json::to_string(&kept).expect("JSON"), text);
    }
}
