//! A form that is not sent yet, as the device keeps it: it outlives a session that ends and a page that
//! crashes.
//!
//! Rules hold no secret, and nothing else is in it. What is read back may be of another version or
//! spoilt: what is understood is taken, and a draft whose place or purpose is not is none.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::form::draft::RuleDraft;
use crate::formats::Understood;
use crate::model::rule::{Part, Rule};
use crate::model::{BucketName, Provider, Region, Timestamp};
use crate::provider::StoredRule;
use crate::route::{Place, Route, Screen};

/// What a form is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// A new rule.
    Create,
    /// Changing a stored rule.
    Edit {
        /// Its id.
        id: String,
    },
    /// A new rule like a stored one.
    Copy {
        /// The id of the one that is copied.
        id: String,
    },
}

/// A form with what was typed into it. As JSON it is
/// `{"purpose": "edit", "id": "…", "provider": "oss", "region": "…", "bucket": "…", "saved_at": 1773475750,
/// "typed": {"prefix": "…"}, "document": "<…>"}`; reading one fails when it does not say for which bucket and what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "Kept", try_from = "Kept")]
pub struct KeptDraft {
    /// What the form is for.
    pub purpose: Purpose,
    /// The bucket whose rule it makes.
    pub place: Place,
    /// When it was kept.
    pub saved_at: Timestamp,
    /// The parts as typed.
    pub typed: Rule,
    /// The document that the form started from, where there was one.
    pub document: Option<String>,
}

impl KeptDraft {
    /// What is to be kept of a form.
    #[must_use]
    pub fn of(
        purpose: Purpose,
        place: &Place,
        draft: &RuleDraft,
        started_from: Option<&StoredRule>,
        now: Timestamp,
    ) -> Self {
        KeptDraft {
            purpose,
            place: place.clone(),
            saved_at: now,
            typed: draft.typed.clone(),
            document: started_from.map(|stored| stored.document.to_document()),
        }
    }

    /// The address of the form. There is one draft of a form, so its address names it.
    #[must_use]
    pub fn route(&self) -> Route {
        let screen = match self.purpose.clone() {
            Purpose::Create => Screen::Create,
            Purpose::Edit { id } => Screen::Edit { id },
            Purpose::Copy { id } => Screen::Copy { id },
        };
        Route::bucket(&self.place, screen)
    }
}

/// A draft as it is kept. Members that are not known are passed over.
#[derive(Serialize, Deserialize)]
struct Kept {
    purpose: PurposeName,
    #[serde(default, skip_serializing_if = "Understood::is_nothing")]
    id: Understood<String>,
    provider: Provider,
    region: String,
    bucket: String,
    /// A draft without its time is as old as can be.
    #[serde(default)]
    saved_at: Understood<Timestamp>,
    /// The texts, by the short names of their parts.
    #[serde(default)]
    typed: Understood<BTreeMap<String, Understood<String>>>,
    #[serde(default, skip_serializing_if = "Understood::is_nothing")]
    document: Understood<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum PurposeName {
    Create,
    Edit,
    Copy,
}

impl From<KeptDraft> for Kept {
    fn from(draft: KeptDraft) -> Self {
        let KeptDraft { purpose, place: Place { provider, region, bucket }, saved_at, typed, document } =
            draft;
        let (purpose, id) = match purpose {
            Purpose::Create => (PurposeName::Create, None),
            Purpose::Edit { id } => (PurposeName::Edit, Some(id)),
            Purpose::Copy { id } => (PurposeName::Copy, Some(id)),
        };
        let text = |part: Part| Some((part.slug().to_owned(), Understood(Some(typed.get(part)?.to_owned()))));
        Kept {
            purpose,
            id: Understood(id),
            provider,
            region: region.as_str().to_owned(),
            bucket: bucket.as_str().to_owned(),
            saved_at: Understood(Some(saved_at)),
            typed: Understood(Some(Part::all().filter_map(text).collect())),
            document: Understood(document),
        }
    }
}

impl TryFrom<Kept> for KeptDraft {
    /// The member without which it is no draft.
    type Error = &'static str;

    fn try_from(kept: Kept) -> Result<Self, Self::Error> {
        let id = kept.id.0.filter(|id| !id.is_empty()).ok_or("id");
        let purpose = match kept.purpose {
            PurposeName::Create => Purpose::Create,
            PurposeName::Edit => Purpose::Edit { id: id? },
            PurposeName::Copy => Purpose::Copy { id: id? },
        };
        let place = Place {
            provider: kept.provider,
            region: Region::read(kept.provider, &kept.region).map_err(|_| "region")?,
            bucket: BucketName::parse(&kept.bucket).map_err(|_| "bucket")?,
        };
        let mut typed = Rule::default();
        let mut texts = kept.typed.0.unwrap_or_default();
        for part in Part::all() {
            typed.set(part, texts.remove(part.slug()).and_then(|text| text.0));
        }
        let saved_at = kept.saved_at.0.unwrap_or_default();
        Ok(KeptDraft { purpose, place, saved_at, typed, document: kept.document.0 })
    }
}

#[cfg(test)]
#[path = "draft_store_tests.rs"]
mod tests;
