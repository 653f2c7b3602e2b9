//! A labelled control with its hint and its problem.

use std::rc::Rc;

use leptos::prelude::*;

use crate::app::dom::{El, el};
use crate::app::signal::Signal;
use crate::app::words::{language, td_string};

/// A sentence that may be missing, and changes.
pub(crate) type Sentence = Rc<dyn Fn() -> Option<String>>;

/// What was found in a field: the words, and whether it must be mended.
pub(crate) struct Found {
    /// What is wrong, or worth knowing.
    pub(crate) text: String,
    /// Whether the field keeps the form from being sent.
    pub(crate) blocks: bool,
}

/// A finding that may be missing, and changes.
pub(crate) type Finding = Rc<dyn Fn() -> Option<Found>>;

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

fn blocks(finding: &Finding) -> bool {
    finding().is_some_and(|found| found.blocks)
}

/// The line that says what was found about the control `id`.
pub(crate) fn finding(id: &str, found: Finding) -> El {
    let (mild, text) = (Rc::clone(&found), Rc::clone(&found));
    el("p.problem")
        .id(&format!("{id}-problem"))
        .bind_class("mild", move || mild().is_some_and(|found| !found.blocks))
        .bind_attr("hidden", move || found().is_none().then(String::new))
        .bind_text(move || text().map(|found| found.text).unwrap_or_default())
}

/// A text that is typed: where it is kept, and what happens with each change and on leaving.
pub(crate) struct Typed {
    /// What is typed.
    pub(crate) value: Box<dyn Fn() -> String>,
    /// Called with each change.
    pub(crate) on_input: Box<dyn Fn(String)>,
    /// Called when the field is left.
    pub(crate) on_leave: Option<Box<dyn Fn()>>,
}

/// A field of one line.
pub(crate) fn text_field(field: Field, typed: Typed) -> El {
    let input = line(typed);
    field.around(input)
}

/// A field of one line that suggests the entries of a `datalist`.
pub(crate) fn suggesting_field(field: Field, list: &str, typed: Typed) -> El {
    let input = line(typed).attr("list", list);
    field.around(input)
}

/// A masked field of one line; the button named `show` unmasks it.
pub(crate) fn masked_field(field: Field, show: &str, typed: Typed) -> El {
    let i18n = language();
    let shown = Signal::new(false);
    let kind = move || Some(if shown.get() { "text" } else { "password" }.to_owned());
    let input = line(typed).bind_attr("type", kind);
    let button = el("button.button small")
        .attr("aria-label", show)
        .bind_attr("aria-pressed", move || Some(shown.get().to_string()))
        .text(td_string!(i18n, connect.show))
        .on_click(move || shown.update(|shown| *shown = !*shown));
    let group = el("div.control").child(input.clone()).child(button);
    field.around_group(&input, group)
}

/// A control of one line.
pub(crate) fn line(typed: Typed) -> El {
    text_control(el("input").attr("type", "text"), typed)
}

/// A control of several lines.
pub(crate) fn lines(typed: Typed) -> El {
    text_control(el("textarea.mono").attr("rows", "3"), typed)
}

fn text_control(control: El, typed: Typed) -> El {
    let Typed { value, on_input, on_leave } = typed;
    let input = control
        .attr("autocomplete", "off")
        .attr("autocapitalize", "none")
        .attr("spellcheck", "false")
        .bind_value(value)
        .on_input(on_input);
    match on_leave {
        Some(on_leave) => input.on("blur", move |_| on_leave()),
        None => input,
    }
}

/// A check box or radio button with its words.
pub(crate) fn check(
    kind: &str,
    name: &str,
    words: El,
    checked: impl Fn() -> bool + 'static,
    on_change: impl Fn(bool) + 'static,
) -> El {
    let input = el("input")
        .attr("type", kind)
        .attr("name", name)
        .bind_checked(checked)
        .on("change", move |event| on_change(event_target_checked(&event)));
    el("label.check").child(input).child(words)
}

/// A list to choose from by position.
pub(crate) fn select(
    choices: impl IntoIterator<Item = String>,
    chosen: impl Fn() -> usize + 'static,
    on_change: impl Fn(usize) + 'static,
) -> El {
    let options = choices
        .into_iter()
        .enumerate()
        .map(|(at, words)| el("option").attr("value", &at.to_string()).text(&words));
    el("select").children(options).bind_value(move || chosen().to_string()).on("change", move |event| {
        if let Ok(at) = event_target_value(&event).parse() {
            on_change(at);
        }
    })
}
