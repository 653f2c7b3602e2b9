//! Which rules are being taken to which buckets: what the tab keeps of it, so that after a reload it is offered again. What
//! is done by then is seen in the buckets themselves.

use serde::{Deserialize, Serialize};

use super::patterns::Patterns;
use crate::config::Preset;
use crate::form::targets::line_of;
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

impl KeptPlan {
    /// Of its buckets, at a provider: the places of those that are among the site's connections, and the lines of the
    /// others.
    #[must_use]
    pub fn taken_apart(&self, provider: Provider, presets: &[Preset]) -> (Vec<usize>, String) {
        let is_it = |preset: &Preset, line: &str| {
            preset.connection.provider == provider && line_of(&preset.connection) == line
        };
        let place = |line: &&String| presets.iter().position(|preset| is_it(preset, line));
        let ticked = self.buckets.iter().filter_map(|line| place(&line)).collect();
        let others = self.buckets.iter().filter(|line| place(line).is_none());
        (ticked, others.map(String::as_str).collect::<Vec<_>>().join("\n"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::connection::ConnectionDraft;

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

    #[test]
    fn buckets_that_the_site_offers_are_told_from_those_that_were_typed() {
        let preset = |provider, region: &str, bucket: &str| {
            let draft = ConnectionDraft {
                region: region.into(),
                bucket: bucket.into(),
                ..ConnectionDraft::new(provider)
            };
            Preset { name: bucket.to_owned(), connection: draft.check().expect("a connection") }
        };
        let presets = [
            preset(Provider::Cos, "ap-guangzhou", "a-1250000000"),
            preset(Provider::Oss, "cn-hangzhou", "b-1"),
        ];
        let buckets = ["typed", "b-1 cn-hangzhou", "b-1 cn-beijing"].map(str::to_owned).to_vec();
        let kept = KeptPlan { buckets, ..KeptPlan::default() };
        let typed = "typed\nb-1 cn-beijing".to_owned();
        assert_eq!(kept.taken_apart(Provider::Oss, &presets), (vec![1], typed));
        let all = kept.buckets.join("\n");
        assert_eq!(kept.taken_apart(Provider::Cos, &presets), (Vec::new(), all));
    }
}
