//! A labelled control with its hint and its problem.

use std::rc::Rc;

use leptos::prelude::*;

use crate::app::dom::{El, el};
use crate::app::words::{language, td_string};

/// A sentence that may be missing, and changes.
pub(crate) type Sentence = Rc<dyn Fn() -> Option<String>>;

/// What stands around a control.
pub(crate) struct Field {
    /// The control's id.
    pub(crate) id: &'static str,
    /// The label's words.
    pub(crate) label: String,
    /// Says "optional" beside the label.
    pub(crate) optional: bool,
    /// What helps.
    pub(crate) hint: Sentence,
    /// What is wrong.
    pub(crate) problem: Sentence,
}

impl Field {
    /// A field that must be filled in, with nothing wrong.
    pub(crate) fn new(id: &'static str, label: &str) -> Self {
        let none: Sentence = Rc::new(|| None);
        Field { id, label: label.to_owned(), optional: false, hint: Rc::clone(&none), problem: none }
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
        Field { problem: Rc::new(problem), ..self }
    }

    /// Label, control, hint and problem, tied together.
    pub(crate) fn around(self, control: El) -> El {
        self.describe(&control);
        self.frame(control)
    }

    /// The same, for a control with buttons beside it.
    pub(crate) fn around_group(self, control: &El, group: El) -> El {
        self.describe(control);
        self.frame(group)
    }

    /// Ties a control to its hint and problem.
    fn describe(&self, control: &El) {
        let id = self.id;
        let (invalid, problem) = (Rc::clone(&self.problem), Rc::clone(&self.problem));
        let described = control
            .clone()
            .id(id)
            .bind_attr("aria-invalid", move || invalid().map(|_| "true".to_owned()))
            .bind_attr("aria-describedby", move || {
                Some(match problem() {
                    Some(_) => format!("{id}-problem {id}-hint"),
                    None => format!("{id}-hint"),
                })
            });
        drop(described);
    }

    fn frame(self, control: El) -> El {
        let i18n = language();
        let Field { id, label, optional, hint, problem } = self;
        let optional = optional.then(|| el("span").class("optional").text(td_string!(i18n, create.optional)));
        let invalid = Rc::clone(&problem);
        el("div")
            .class("field")
            .bind_class("invalid", move || invalid().is_some())
            .child(el("label").attr("for", id).text(&label).children(optional))
            .child(control)
            .child(sentence("hint", &format!("{id}-hint"), hint))
            .child(sentence("problem", &format!("{id}-problem"), problem))
    }
}

fn sentence(class: &'static str, id: &str, words: Sentence) -> El {
    let text = Rc::clone(&words);
    el("p")
        .class(class)
        .id(id)
        .bind_attr("hidden", move || words().is_none().then(String::new))
        .bind_text(move || text().unwrap_or_default())
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

/// A field of one line of figures.
pub(crate) fn number_field(field: Field, typed: Typed) -> El {
    let input = line(typed).attr("inputmode", "numeric");
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
    let shown = RwSignal::new(false);
    let kind = move || Some(if shown.get() { "text" } else { "password" }.to_owned());
    let input = line(typed).bind_attr("type", kind);
    let button = el("button")
        .class("button small")
        .attr("type", "button")
        .attr("aria-label", show)
        .bind_attr("aria-pressed", move || Some(shown.get().to_string()))
        .text(td_string!(i18n, connect.show))
        .on_click(move || shown.update(|shown| *shown = !*shown));
    let group = el("div").class("control").child(input.clone()).child(button);
    field.around_group(&input, group)
}

fn line(typed: Typed) -> El {
    let Typed { value, on_input, on_leave } = typed;
    let input = el("input")
        .attr("type", "text")
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
    el("label").class("check").child(input).child(words)
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
