//! A labelled control with its hint and its problem.

use std::rc::Rc;

use super::finding::{Finding, Found, blocks, finding};
use crate::app::dom::{El, el};
use crate::app::words::{language, td_string};

/// A sentence that may be missing, and changes.
pub(crate) type Sentence = Rc<dyn Fn() -> Option<String>>;

/// What stands around a control.
pub(crate) struct Field {
    id: String,
    label: String,
    optional: bool,
    hint: Sentence,
    finding: Finding,
}

impl Field {
    /// A field that must be filled in, with nothing wrong.
    pub(crate) fn new(id: &str, label: &str) -> Self {
        Field {
            id: id.to_owned(),
            label: label.to_owned(),
            optional: false,
            hint: Rc::new(|| None),
            finding: Rc::new(|| None),
        }
    }

    /// Says that it may stay empty.
    pub(crate) fn optional(self) -> Self {
        Field { optional: true, ..self }
    }

    /// With a hint.
    pub(crate) fn hint(self, hint: &str) -> Self {
        let hint = hint.to_owned();
        self.changing_hint(move || Some(hint.clone()))
    }

    /// With a hint that changes.
    pub(crate) fn changing_hint(self, hint: impl Fn() -> Option<String> + 'static) -> Self {
        Field { hint: Rc::new(hint), ..self }
    }

    /// With what is wrong.
    pub(crate) fn problem(self, problem: impl Fn() -> Option<String> + 'static) -> Self {
        self.finding(Rc::new(move || problem().map(|text| Found { text, blocks: true })))
    }

    /// With what was found.
    pub(crate) fn finding(self, finding: Finding) -> Self {
        Field { finding, ..self }
    }

    /// Label, control, hint and finding, tied together.
    pub(crate) fn around(self, control: El) -> El {
        self.describe(&control);
        self.frame(control)
    }

    /// The same, for a control with buttons beside it.
    pub(crate) fn around_group(self, control: &El, group: El) -> El {
        self.describe(control);
        self.frame(group)
    }

    /// Ties a control to its hint and finding.
    fn describe(&self, control: &El) {
        let (invalid, found) = (Rc::clone(&self.finding), Rc::clone(&self.finding));
        let (hint, both) = (format!("{}-hint", self.id), format!("{0}-problem {0}-hint", self.id));
        let described = control
            .clone()
            .id(&self.id)
            .bind_attr("aria-invalid", move || blocks(&invalid).then(|| "true".to_owned()))
            .bind_attr("aria-describedby", move || {
                Some(if found().is_some() { both.clone() } else { hint.clone() })
            });
        drop(described);
    }

    fn frame(self, control: El) -> El {
        let i18n = language();
        let Field { id, label, optional, hint, finding: found } = self;
        let optional = optional.then(|| el("span.optional").text(td_string!(i18n, create.optional)));
        let invalid = Rc::clone(&found);
        let said = Rc::clone(&hint);
        let hint = el("p.hint")
            .id(&format!("{id}-hint"))
            .bind_attr("hidden", move || said().is_none().then(String::new))
            .bind_text(move || hint().unwrap_or_default());
        el("div.field")
            .bind_class("invalid", move || blocks(&invalid))
            .child(el("label").attr("for", &id).text(&label).children(optional))
            .child(control)
            .child(hint)
            .child(finding(&id, found))
    }
}
