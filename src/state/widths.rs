//! How wide the columns of the table are, in pixels at the usual size of text.

use serde::{Deserialize, Serialize};

use super::table::ALL_COLUMNS;
use crate::formats::Understood;
use crate::model::Provider;
use crate::model::rule::Part;

/// No column is made wider.
pub const MOST: u16 = 800;
/// Every column can be made as narrow, unless it is narrower by itself.
const NARROW: u16 = 104;

/// How wide a column is that nobody has made wider or narrower. Those that take the room that is left have at least so
/// much.
#[must_use]
pub fn usual(column: Part) -> u16 {
    match column {
        Part::Fields => 96,
        Part::Enabled | Part::Format => 108,
        Part::Prefix | Part::Bucket | Part::SizeFrom | Part::SizeTo => 126,
        Part::Frequency | Part::Encryption | Part::AutoDelete | Part::DayOfMonth => 140,
        Part::Incremental | Part::AccountId | Part::StorageClass => 154,
        Part::Versions => 180,
        Part::Id => 216,
        Part::ModifiedFrom | Part::ModifiedTo | Part::DestinationPrefix => 190,
        _ => 220,
    }
}

/// The narrowest that a column can be made.
#[must_use]
pub fn least(column: Part) -> u16 {
    usual(column).min(NARROW)
}

/// The width of a column, of which somebody may have made an `own` one; nothing where it takes the room that is left:
/// there the texts are long.
#[must_use]
pub fn width(column: Part, own: Option<u16>) -> Option<u16> {
    let takes_room = matches!(column, Part::Prefix | Part::Bucket);
    own.or((!takes_room).then(|| usual(column)))
}

/// The column whose edge comes after that of another one, or before it: behind the last comes the first.
#[must_use]
pub fn next_edge(columns: &[Part], of: Part, forwards: bool) -> Option<Part> {
    let at = columns.iter().position(|column| *column == of)?;
    let step = if forwards { 1 } else { columns.len() - 1 };
    columns.get((at + step) % columns.len()).copied()
}

/// The widths that a person has given to columns, for each provider by itself: their values differ in length.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<Understood<Kept>>", into = "Vec<Understood<Kept>>")]
pub struct Widths(Vec<(Provider, Part, u16)>);

/// One of them as it is kept.
#[derive(Clone, Serialize, Deserialize)]
struct Kept {
    provider: Provider,
    column: String,
    width: u16,
}

impl Widths {
    /// The width of a column, if it was given one.
    #[must_use]
    pub fn of(&self, provider: Provider, column: Part) -> Option<u16> {
        let is_it = |known: &&(Provider, Part, u16)| (known.0, known.1) == (provider, column);
        self.0.iter().find(is_it).map(|(.., width)| *width)
    }

    /// Makes a column as wide as can be of this.
    pub fn set(&mut self, provider: Provider, column: Part, width: u16) {
        self.forget(provider, column);
        if ALL_COLUMNS.contains(&column) {
            self.0.push((provider, column, width.clamp(least(column), MOST)));
        }
    }

    /// Gives a column its usual width.
    pub fn forget(&mut self, provider: Provider, column: Part) {
        self.0.retain(|(of, known, _)| (*of, *known) != (provider, column));
    }

    /// Whether every column has its usual width.
    #[must_use]
    pub fn are_usual(&self) -> bool {
        self.0.is_empty()
    }
}

impl From<Widths> for Vec<Understood<Kept>> {
    fn from(widths: Widths) -> Self {
        let kept = |(provider, column, width): (Provider, Part, u16)| {
            Understood(Some(Kept { provider, column: column.slug().to_owned(), width }))
        };
        widths.0.into_iter().map(kept).collect()
    }
}

impl From<Vec<Understood<Kept>>> for Widths {
    fn from(kept: Vec<Understood<Kept>>) -> Self {
        let mut widths = Widths::default();
        for Kept { provider, column, width } in kept.into_iter().filter_map(|kept| kept.0) {
            if let Some(column) = Part::from_slug(&column) {
                widths.set(provider, column, width);
            }
        }
        widths
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_width_is_of_one_column_of_one_provider_and_within_bounds() {
        let mut widths = Widths::default();
        widths.set(Provider::Oss, Part::Id, 240);
        assert_eq!(widths.of(Provider::Oss, Part::Id), Some(240));
        assert_eq!(widths.of(Provider::Cos, Part::Id), None);
        assert_eq!(widths.of(Provider::Oss, Part::Prefix), None);
        for (wanted, width) in [(0, NARROW), (u16::MAX, MOST), (300, 300)] {
            widths.set(Provider::Oss, Part::Id, wanted);
            assert_eq!(widths.of(Provider::Oss, Part::Id), Some(width));
        }
        // What is in no table has no width.
        widths.set(Provider::Oss, Part::IncrementalFields, 200);
        widths.forget(Provider::Oss, Part::Id);
        assert!(widths.are_usual());
    }

    #[test]
    fn every_column_has_a_usual_width_within_its_bounds() {
        for column in ALL_COLUMNS {
            assert!((least(column)..=MOST).contains(&usual(column)), "{column:?}");
            assert_eq!(width(column, Some(333)), Some(333));
        }
        assert_eq!(width(Part::Prefix, None), None, "it takes the room that is left");
        assert_eq!(width(Part::Id, None), Some(usual(Part::Id)));
    }

    #[test]
    fn edges_follow_one_another_around() {
        let columns = [Part::Id, Part::Format, Part::Prefix];
        for (of, forwards, next) in [
            (Part::Id, true, Some(Part::Format)),
            (Part::Prefix, true, Some(Part::Id)),
            (Part::Id, false, Some(Part::Prefix)),
            (Part::Format, false, Some(Part::Id)),
            (Part::Bucket, true, None),
        ] {
            assert_eq!(next_edge(&columns, of, forwards), next, "{of:?}");
        }
        assert_eq!(next_edge(&[Part::Id], Part::Id, false), Some(Part::Id));
        assert_eq!(next_edge(&[], Part::Id, true), None);
    }

    #[test]
    fn what_is_kept_is_read_back_and_what_is_not_understood_is_passed_over() {
        let kept = r#"[{"provider":"oss","column":"id","width":240},{"provider":"cos","column":"prefix","width":300}]"#;
        let widths: Widths = serde_json::from_str(kept).expect("JSON");
        assert_eq!(widths.of(Provider::Cos, Part::Prefix), Some(300));
        assert_eq!(serde_json::to_string(&widths).expect("JSON"), kept);
        let odd = r#"[1, {"provider": "s3", "column": "id", "width": 240}, {"provider": "oss", "column": "new", "width": 240},
            {"provider": "oss", "column": "id", "width": -1}, {"provider": "oss", "column": "format"}]"#;
        assert!(serde_json::from_str::<Widths>(odd).expect("JSON").are_usual());
    }
}
