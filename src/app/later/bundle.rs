//! Rules as a file that Import brings back, and the words for one that it does not take.

use std::time::Duration;

use leptos::web_sys::{self, HtmlElement};
use wasm_bindgen::{JsCast as _, JsValue};

use crate::app::app;
use crate::app::dom::{after, el, spawn};
use crate::app::json;
use crate::app::notices::Kind;
use crate::app::session::OpenRef;
use crate::app::words;
use crate::app::words::{Words, fill, language, td_string};
use crate::export::bundle::{BundleProblem, Note, RuleProblem, written};
use crate::provider::error::ErrorKind;

/// Reads rules anew, one after another, and gives them to the browser as one file. All or nothing: a copy
/// that lacks rules would be mistaken for a whole one. A rule that does not exist any more is left out.
pub(super) fn download(open: OpenRef, ids: Vec<String>) {
    let i18n = language();
    let notices = app().notices;
    let count = ids.len();
    let number = notices.progress(td_string!(i18n, bundle.reading).to_owned());
    spawn(async move {
        let mut rules = Vec::with_capacity(count);
        for id in ids {
            match open.client.get_any(&id).await {
                Ok(stored) => rules.push((id, stored.document)),
                Err(error) if error.kind == ErrorKind::NoSuchRule => {}
                Err(error) => {
                    let [what, ..] = words::error(i18n, &error, open.client.connection());
                    let said = fill(td_string!(i18n, bundle.failed), &[("id", &id), ("what", &what)]);
                    return notices.turn_into(number, Kind::Failure, said, None);
                }
            }
        }
        let bucket = open.place.bucket.as_str();
        let name = format!("{bucket}-inventory-rules.json");
        let text = json::written(&written(open.client.connection(), &rules));
        let (kind, said) = if give(&name, "application/json", &text).is_some() {
            let said = fill(td_string!(i18n, bundle.done), &[("count", &rules.len()), ("name", &name)]);
            (Kind::Success, said)
        } else {
            (Kind::Failure, td_string!(i18n, bundle.refused).to_owned())
        };
        notices.turn_into(number, kind, said, None);
    });
}

/// Gives a text to the browser as a file; `None` when the browser does not take it.
pub(super) fn give(name: &str, kind: &str, text: &str) -> Option<()> {
    let parts = js_sys::Array::of1(&JsValue::from_str(text));
    let options = web_sys::BlobPropertyBag::new();
    options.set_type(kind);
    let blob = web_sys::Blob::new_with_str_sequence_and_options(&parts, &options).ok()?;
    let address = web_sys::Url::create_object_url_with_blob(&blob).ok()?;
    let link = el("a").attr("href", &address).attr("download", name);
    link.element().dyn_ref::<HtmlElement>()?.click();
    // The download has its own hold on the file by the time this runs.
    after(Duration::from_secs(60), move || drop(web_sys::Url::revoke_object_url(&address)));
    Some(())
}

/// What the user should know of a file that is accepted.
pub(super) fn note_words(i18n: Words, note: &Note) -> String {
    match note {
        Note::Page { goes_on: true } => td_string!(i18n, import.page_goes_on).to_owned(),
        Note::Page { goes_on: false } => td_string!(i18n, import.page).to_owned(),
        Note::LeftOut { number, id } if id.is_empty() => {
            fill(td_string!(i18n, import.left_out_nameless), &[("number", number)])
        }
        Note::LeftOut { number, id } => {
            fill(td_string!(i18n, import.left_out), &[("number", number), ("id", id)])
        }
        Note::Unknown { id, names } => {
            let names = names.join(", ");
            fill(td_string!(i18n, import.unknown), &[("id", id), ("names", &names)])
        }
        Note::NoElements(names) => {
            let names = names.join(", ");
            fill(td_string!(i18n, import.no_elements), &[("names", &names)])
        }
    }
}

/// The words for a file that is not accepted.
pub(super) fn problem_words(i18n: Words, problem: &BundleProblem) -> String {
    match problem {
        BundleProblem::TooLarge => td_string!(i18n, import.too_large).to_owned(),
        BundleProblem::TooMany { limit } => fill(td_string!(i18n, import.too_many), &[("limit", limit)]),
        BundleProblem::Json(words) => fill(td_string!(i18n, import.json), &[("words", words)]),
        BundleProblem::Xml => td_string!(i18n, import.xml).to_owned(),
        BundleProblem::Version(_) => td_string!(i18n, import.version).to_owned(),
        BundleProblem::Member(name) => fill(td_string!(i18n, import.member), &[("name", name)]),
        BundleProblem::Rule { number, problem } => match problem {
            RuleProblem::Form => fill(td_string!(i18n, import.rule_form), &[("number", number)]),
            RuleProblem::Document => fill(td_string!(i18n, import.rule_document), &[("number", number)]),
            RuleProblem::OtherId { file, document } => fill(
                td_string!(i18n, import.rule_id),
                &[("number", number), ("file", file), ("document", document)],
            ),
            RuleProblem::Twice(id) => fill(td_string!(i18n, import.rule_twice), &[("id", id)]),
        },
    }
}
