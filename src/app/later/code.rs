//! A rule for other tools: as a command, as Terraform and as Python, each to be copied.

use crate::app::components::copy::copy_button;
use crate::app::components::shown::shown_code;
use crate::app::dom::{El, el};
use crate::app::words;
use crate::app::words::{fill, language, td_string};
use crate::export::{Code, CodeKind, Omission, codes};
use crate::model::Connection;
use crate::provider::StoredRule;

/// Every form of the rule, the first one open.
pub(super) fn code(stored: &StoredRule, connection: &Connection) -> El {
    let i18n = language();
    let items = codes(stored, connection);
    let shown = items.iter().enumerate().map(|(at, code)| one(code, at == 0));
    el("div.codes").child(el("p.hint").text(td_string!(i18n, code.lead))).children(shown)
}

fn one(code: &Code, open: bool) -> El {
    let i18n = language();
    let name = match code.kind {
        CodeKind::Command => td_string!(i18n, code.command),
        CodeKind::Terraform => td_string!(i18n, code.terraform),
        CodeKind::Python => td_string!(i18n, code.python),
    };
    let label = fill(td_string!(i18n, rule.copy), &[("name", &name)]);
    let details = el("details.code")
        .child(el("summary").child(el("strong").text(name)).text(" ").child(el("code").text(code.tool)));
    let details = if open { details.attr("open", "") } else { details };
    let omitted = (!code.omitted.is_empty()).then(|| {
        let names: Vec<String> = code.omitted.iter().map(omission).collect();
        let names = names.join(", ");
        el("p.note").text(&fill(td_string!(i18n, code.omitted), &[("names", &names)]))
    });
    let zeros = (!code.zeros.is_empty()).then(|| {
        let names: Vec<&str> = code.zeros.iter().map(|part| words::part(i18n, *part)).collect();
        let names = names.join(", ");
        el("p.note").text(&fill(td_string!(i18n, code.zeros), &[("names", &names)]))
    });
    let normalised = (code.kind == CodeKind::Terraform && !is_normal(&code.text))
        .then(|| el("p.note").text(td_string!(i18n, code.normalised)));
    details
        .children(omitted)
        .children(zeros)
        .children(normalised)
        .child(el("div.card-head").child(copy_button(code.text.clone(), &label)))
        .child(shown_code(el("pre").attr("tabindex", "0"), &code.text))
}

/// Whether a text is in Unicode's form NFC, into which Terraform brings every text. The browser has the tables for it.
fn is_normal(text: &str) -> bool {
    js_sys::JsString::from(text).normalize("NFC") == *text
}

fn omission(omission: &Omission) -> String {
    match omission {
        Omission::Part(part) => words::part(language(), *part).to_owned(),
        Omission::Element(path) => path.clone(),
    }
}
