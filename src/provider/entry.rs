//! An entry of the journal, and the JSON in which the device keeps it.

use std::fmt;

use serde::de::{Error as _, IgnoredAny, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::xml::Element;
use crate::formats::Understood;
use crate::model::{Rule, Timestamp};

/// Seconds for which a removal may still be carried out. OSS takes a signature within 15 minutes of its time on either
/// side, so one of a device whose clock is that much ahead is good for 30; the rest is for the way.
pub const MAY_BE_REMOVED: i64 = 35 * 60;

/// How far the save of an entry has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Progress {
    /// Under way, or cut off: its own removal may be in the middle.
    #[default]
    #[serde(rename = "under way")]
    UnderWay,
    /// Its own removal is over, or among the open ones; whether the rule is there is not known.
    Removed,
    /// The provider held the rule at the end.
    Finished,
}

/// How a rule stands that is there, while something is kept of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The provider holds it for good.
    Settled,
    /// A removal may still be carried out.
    MayBeRemoved,
    /// Somebody else's rule is there, and neither of the forms.
    Replaced,
}

/// What is kept of a rule. As JSON it is a list, in the order of the fields:
/// `["<…>", "<…>", 1773475750, "under way", [1773477850]]`. The documents alone are an entry: what is missing behind them
/// or not understood says nothing, and what a later version may have put behind it is passed over.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// The document before the change and after it; empty where only removals are noted.
    pub documents: [String; 2],
    /// When they were kept.
    pub at: Timestamp,
    /// How far their save has come.
    pub progress: Progress,
    /// Until when each removal of which nothing is known may still be carried out.
    pub removals: Vec<Timestamp>,
}

impl Entry {
    /// Whether it holds no documents.
    #[must_use]
    pub fn is_mark(&self) -> bool {
        self.documents[0].is_empty()
    }

    /// Whether a removal may still be carried out.
    #[must_use]
    pub fn may_be_removed(&self, now: Timestamp) -> bool {
        let own =
            (self.progress == Progress::UnderWay && !self.is_mark()).then(|| self.at.plus(MAY_BE_REMOVED));
        self.removals.iter().copied().chain(own).any(|until| until > now)
    }

    /// The documents, where both can be read.
    #[must_use]
    pub fn parsed(&self) -> Option<[Element; 2]> {
        let [before, after] = &self.documents;
        let document = |text: &str| Element::parse(text.as_bytes()).ok();
        Some([document(before)?, document(after)?])
    }

    /// How a rule stands that the provider holds as `now`; `forms` are the rule before and after the save.
    #[must_use]
    pub fn standing(&self, time: Timestamp, now: &Rule, forms: [Option<&Rule>; 2]) -> Standing {
        let [is_old, is_new] = forms.map(|form| form.is_some_and(|form| form.agrees_in_all(now)));
        let open = match self.progress {
            // Where the new form is there the removal before it is over, or among the open ones.
            Progress::UnderWay if !is_new => self.may_be_removed(time),
            _ => self.removals.iter().any(|until| *until > time),
        };
        match (open, is_old || is_new || self.progress == Progress::Finished) {
            (true, _) => Standing::MayBeRemoved,
            (false, true) => Standing::Settled,
            (false, false) => Standing::Replaced,
        }
    }

    /// Counts the removal of a save that was cut off among the open ones, and leaves out what is past.
    pub(super) fn accounted(mut self, now: Timestamp) -> Self {
        if self.progress == Progress::UnderWay && !self.is_mark() {
            self.removals.push(self.at.plus(MAY_BE_REMOVED));
            self.progress = Progress::Removed;
        }
        self.removals.retain(|until| *until > now);
        self
    }
}

impl Serialize for Entry {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let Entry { documents: [before, after], at, progress, removals } = self;
        (before, after, at, progress, removals).serialize(to)
    }
}

impl<'de> Deserialize<'de> for Entry {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_seq(Members)
    }
}

struct Members;

impl<'de> Visitor<'de> for Members {
    type Value = Entry;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list that begins with two documents")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut members: A) -> Result<Entry, A::Error> {
        let mut document =
            |at| members.next_element::<String>()?.ok_or_else(|| A::Error::invalid_length(at, &self));
        let documents = [document(0)?, document(1)?];
        let at = members.next_element::<Understood<Timestamp>>()?.unwrap_or_default();
        let progress = members.next_element::<Understood<Progress>>()?.unwrap_or_default();
        let removals = members.next_element::<Understood<Vec<Understood<Timestamp>>>>()?.unwrap_or_default();
        while members.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Entry {
            documents,
            at: at.0.unwrap_or_default(),
            progress: progress.0.unwrap_or_default(),
            removals: removals.0.into_iter().flatten().filter_map(|time| time.0).collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(progress: Progress, removals: &[i64]) -> Entry {
        Entry {
            documents: ["<a b=\"1\">\n清</a>".into(), "<b/>".into()],
            at: Timestamp(1_773_475_750),
            progress,
            removals: removals.iter().copied().map(Timestamp).collect(),
        }
    }

    /// What a browser holds in which the page still wrote with `JSON.stringify`.
    #[test]
    fn what_earlier_versions_have_kept_is_read_and_written_alike() {
        for (text, expected) in [
            (r#"["<a b=\"1\">\n清</a>","<b/>",1773475750,"under way",[]]"#, entry(Progress::UnderWay, &[])),
            (
                r#"["<a b=\"1\">\n清</a>","<b/>",1773475750,"removed",[1773477850]]"#,
                entry(Progress::Removed, &[1_773_477_850]),
            ),
            (
                r#"["<a b=\"1\">\n清</a>","<b/>",1773475750,"finished",[1,-2]]"#,
                entry(Progress::Finished, &[1, -2]),
            ),
            (
                r#"["","",0,"removed",[1773477850]]"#,
                Entry {
                    documents: Default::default(),
                    at: Timestamp(0),
                    ..entry(Progress::Removed, &[1_773_477_850])
                },
            ),
        ] {
            assert_eq!(serde_json::from_str::<Entry>(text).expect(text), expected);
            assert_eq!(serde_json::to_string(&expected).expect("JSON"), text);
        }
    }

    #[test]
    fn the_documents_alone_are_an_entry_and_what_is_not_understood_costs_nothing_else() {
        let read = |text: &str| serde_json::from_str::<Entry>(text).expect(text);
        let documents = ["<a/>".to_owned(), "<b/>".to_owned()];
        let bare = Entry { documents, ..Entry::default() };
        assert_eq!(read(r#"["<a/>","<b/>"]"#), bare);
        assert_eq!(read(r#"["<a/>","<b/>",null,null,null]"#), bare);
        assert_eq!(read(r#"["<a/>","<b/>","soon","paused",7,{"new":[1]},"more"]"#), bare);
        assert_eq!(read(r#"["<a/>","<b/>",5]"#), Entry { at: Timestamp(5), ..bare });
        let later = read(r#"["<a/>","<b/>",5,"paused",[1,"2",3]]"#);
        assert_eq!((later.progress, later.removals), (Progress::UnderWay, vec![Timestamp(1), Timestamp(3)]));
    }

    #[test]
    fn what_has_no_two_documents_is_none() {
        for text in [
            "",
            "null",
            "{}",
            "[]",
            r#"["<a/>"]"#,
            r#"["<a/>", null]"#,
            r#"[1, "<b/>"]"#,
            r#"["<a/>","<b/>""#,
        ] {
            assert!(serde_json::from_str::<Entry>(text).is_err(), "{text}");
        }
    }
}
