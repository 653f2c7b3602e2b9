//! A rule that lacks what a rule must have: its document, a copy of it, and its removal. Nothing else can be done with it.

use std::rc::Rc;

use super::bundle::download;
use super::dialog;
use super::rule::delete;
use super::tabs::document;
use crate::app::app;
use crate::app::components::icon::{Icon, icon};
use crate::app::dom::{El, el};
use crate::app::session::OpenRef;
use crate::app::words::{fill, language, td_string};
use crate::model::Rule;

/// What is shown of such a rule; `gone` is called when it was deleted.
pub(super) fn contents(open: &OpenRef, rule: &Rule, gone: Rc<dyn Fn()>) -> El {
    let i18n = language();
    let (of, id) = (open.clone(), rule.id().to_owned());
    let copy = el("button.button")
        .text(td_string!(i18n, delete.copy))
        .on_click(move || download(of.clone(), vec![id.clone()]));
    let remove = el("button.button danger-quiet")
        .child(icon(Icon::Bin))
        .text(td_string!(i18n, rule.delete))
        .on_click(delete(open, rule, gone));
    el("div.rule")
        .child(el("p.note").text(td_string!(i18n, rule.unreadable)))
        .child(el("div.rule-head").child(copy).child(remove))
        .children(rule.unreadable().map(document))
}

/// The document of a rule without an id, which cannot be asked for by itself.
pub(super) fn dialog(text: String) {
    dialog::open(
        "document-title",
        "document-title",
        || {},
        move |dialog| {
            let i18n = language();
            let closing = dialog.clone();
            let close =
                el("button.button").text(td_string!(i18n, delete.close)).on_click(move || closing.close());
            el("div")
                .child(
                    el("h2")
                        .id("document-title")
                        .attr("tabindex", "-1")
                        .text(td_string!(i18n, rules.without_id)),
                )
                .child(el("p.note").text(td_string!(i18n, rule.unreadable)))
                .child(document(&text))
                .child(el("div.dialog-actions").child(close))
        },
    );
}

/// The rules of a choice that can be changed and compared, and a sentence that names the others.
pub(super) fn readable(rules: Vec<Rule>) -> (Vec<Rule>, Option<String>) {
    let i18n = language();
    let (others, readable): (Vec<Rule>, Vec<Rule>) =
        rules.into_iter().partition(|rule| rule.unreadable().is_some());
    let ids = others.iter().map(Rule::id).collect::<Vec<_>>().join(", ");
    let named = (!others.is_empty()).then(|| fill(td_string!(i18n, select.left_out), &[("ids", &ids)]));
    (readable, named)
}

/// The same, with the others named in a message.
pub(super) fn readable_or_told(rules: Vec<Rule>) -> Vec<Rule> {
    let (readable, named) = readable(rules);
    if let Some(words) = named {
        app().notices.warning(words, None);
    }
    readable
}
