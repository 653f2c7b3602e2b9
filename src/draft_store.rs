//! A form that is not sent yet, as the device keeps it: it outlives a session that ends and a page that
//! crashes.
//!
//! Rules hold no secret, and nothing else is in it. What is read back may be of another version or
//! spoilt: what is understood is taken, and a draft whose place or purpose is not is none.

use crate::form::draft::RuleDraft;
use crate::json::Json;
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

/// A form with what was typed into it.
#[derive(Clone, Debug, PartialEq, Eq)]
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

    /// What is kept.
    #[must_use]
    pub fn to_json(&self) -> Json {
        let (purpose, id) = match &self.purpose {
            Purpose::Create => (CREATE, None),
            Purpose::Edit { id } => (EDIT, Some(id)),
            Purpose::Copy { id } => (COPY, Some(id)),
        };
        let typed = Part::all()
            .filter_map(|part| Some((part.slug().to_owned(), Json::text(self.typed.get(part)?))))
            .collect();
        let place = &self.place;
        let members = [
            ("purpose", Some(Json::text(purpose))),
            ("id", id.map(|id| Json::text(id))),
            ("provider", Some(Json::text(place.provider.slug()))),
            ("region", Some(Json::text(place.region.as_str()))),
            ("bucket", Some(Json::text(place.bucket.as_str()))),
            ("saved_at", Some(Json::Number(self.saved_at.0.to_string()))),
            ("typed", Some(Json::Object(typed))),
            ("document", self.document.as_deref().map(Json::text)),
        ];
        let there = |(name, value): (&str, Option<Json>)| Some((name.to_owned(), value?));
        Json::Object(members.into_iter().filter_map(there).collect())
    }

    /// Reads what was kept; `None` when it does not say for which bucket and what.
    #[must_use]
    pub fn from_json(kept: &Json) -> Option<Self> {
        let text = |name: &str| kept.get(name).and_then(Json::as_text);
        let id = || text("id").filter(|id| !id.is_empty()).map(str::to_owned);
        let purpose = match text("purpose")? {
            CREATE => Purpose::Create,
            EDIT => Purpose::Edit { id: id()? },
            COPY => Purpose::Copy { id: id()? },
            _ => return None,
        };
        let provider = Provider::from_slug(text("provider")?)?;
        let place = Place {
            provider,
            region: Region::read(provider, text("region")?).ok()?,
            bucket: BucketName::parse(text("bucket")?).ok()?,
        };
        let mut typed = Rule::default();
        if let Some(parts) = kept.get("typed") {
            for part in Part::all() {
                typed.set(part, parts.get(part.slug()).and_then(Json::as_text).map(str::to_owned));
            }
        }
        // A draft without its time is as old as can be.
        let saved_at = match kept.get("saved_at") {
            Some(Json::Number(seconds)) => seconds.parse().unwrap_or_default(),
            _ => 0,
        };
        let document = text("document").map(str::to_owned);
        Some(KeptDraft { purpose, place, saved_at: Timestamp(saved_at), typed, document })
    }
}

const CREATE: &str = "create";
const EDIT: &str = "edit";
const COPY: &str = "copy";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::native::parse;
    use crate::provider::service;
    use crate::provider::xml::Element;

    const DOCUMENT: &str = "<InventoryConfiguration><Id>daily</Id><IsEnabled>True</IsEnabled><New/>\
        <Destination><COSBucketDestination><Format>CSV</Format><Bucket>qcs::cos:ap-guangzhou::r-1250000000</Bucket>\
        </COSBucketDestination></Destination><Schedule><Frequency>Daily</Frequency></Schedule>\
        <IncludedObjectVersions>All</IncludedObjectVersions></InventoryConfiguration>";

    fn place() -> Place {
        Place {
            provider: Provider::Cos,
            region: Region::parse("ap-guangzhou").expect("a region"),
            bucket: BucketName::parse("demo-1250000000").expect("a bucket"),
        }
    }

    fn stored() -> StoredRule {
        let document = Element::parse(DOCUMENT.as_bytes()).expect("XML");
        let rule = service(Provider::Cos).layout().read(&document).expect("a rule");
        StoredRule { rule, document }
    }

    fn of(purpose: Purpose) -> KeptDraft {
        let stored = stored();
        let (mut draft, from) = match purpose {
            Purpose::Create => (RuleDraft::new(service(Provider::Cos).capabilities()), None),
            Purpose::Edit { .. } => (RuleDraft::of(&stored.rule), Some(&stored)),
            Purpose::Copy { .. } => (RuleDraft::like(&stored.rule), Some(&stored)),
        };
        draft.typed.set(Part::Prefix, Some("a\"b\n清 ".into()));
        draft.typed.set(Part::Fields, None);
        KeptDraft::of(purpose, &place(), &draft, from, Timestamp(1_773_475_750))
    }

    #[test]
    fn each_form_comes_back_as_it_was_left() {
        let id = || "daily".to_owned();
        for (purpose, address) in [
            (Purpose::Create, "/new"),
            (Purpose::Edit { id: id() }, "/id/daily/edit"),
            (Purpose::Copy { id: id() }, "/id/daily/copy"),
        ] {
            let kept = of(purpose);
            let read = KeptDraft::from_json(&kept.to_json()).expect("a draft");
            assert_eq!(read, kept);
            assert!(read.route().address().ends_with(address));
        }
    }

    #[test]
    fn the_document_keeps_what_this_version_does_not_know() {
        let kept = of(Purpose::Edit { id: "daily".into() });
        assert!(kept.document.is_some_and(|document| document.contains("<New")));
    }

    #[test]
    fn what_is_kept_is_the_form_and_nothing_else() {
        let kept = of(Purpose::Edit { id: "daily".into() });
        let Json::Object(members) = kept.to_json() else { panic!("no object") };
        let names: Vec<&str> = members.iter().map(|(name, _)| name.as_str()).collect();
        let expected = ["purpose", "id", "provider", "region", "bucket", "saved_at", "typed", "document"];
        assert_eq!(names, expected);
        let Some(Json::Object(typed)) = kept.to_json().get("typed").cloned() else { panic!("no texts") };
        assert!(typed.iter().all(|(slug, _)| Part::from_slug(slug).is_some()));
    }

    fn read(members: &str) -> Option<KeptDraft> {
        let place = r#""provider": "cos", "region": "ap-guangzhou", "bucket": "demo-1250000000""#;
        KeptDraft::from_json(&parse(&format!("{{{place}, {members}}}")).expect("JSON"))
    }

    #[test]
    fn what_is_not_understood_of_a_draft_is_left_out() {
        let draft = read(
            r#""purpose": "create", "saved_at": "now", "typed": {"id": "a", "new": "x", "prefix": 1}, "document": 2, "more": null"#,
        )
        .expect("a draft");
        assert_eq!(draft.saved_at, Timestamp(0));
        assert_eq!(draft.typed, Rule::default().with(Part::Id, "a"));
        assert_eq!(draft.document, None);
        assert_eq!(
            read(r#""purpose": "create", "typed": []"#).map(|draft| draft.typed),
            Some(Rule::default())
        );
    }

    #[test]
    fn a_draft_of_nothing_or_nowhere_is_none() {
        assert_eq!(read(r#""purpose": "delete""#), None);
        assert_eq!(read(r#""purpose": "edit", "id": """#), None);
        assert_eq!(read(r#""id": "a""#), None);
        for text in [
            "null",
            "[]",
            r#"{"purpose": "create", "provider": "s3", "region": "a", "bucket": "demo"}"#,
            r#"{"purpose": "create", "provider": "cos", "region": "a/b", "bucket": "demo"}"#,
            r#"{"purpose": "create", "provider": "cos", "region": "a", "bucket": "Demo"}"#,
        ] {
            assert_eq!(KeptDraft::from_json(&parse(text).expect("JSON")), None, "{text}");
        }
    }
}
