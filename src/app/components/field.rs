//! A labelled control with its hint and its problem.

use leptos::prelude::*;

use crate::app::dom::{El, el};
use crate::app::words::{language, td_string};

/// A sentence that may be missing, and changes.
pub(crate) type Sentence = Signal<Option<String>>;

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
        let none = Signal::stored(None);
        Field { id, label: label.to_owned(), optional: false, hint: none, problem: none }
    }

    /// Says that it may stay empty.
    pub(crate) fn optional(self) -> Self {
        Field { optional: true, ..self }
    }

    /// With a hint.
    pub(crate) fn hint(self, hint: &str) -> Self {
        Field { hint: Signal::stored(Some(hint.to_owned())), ..self }
    }

    /// With a hint that changes.
    pub(crate) fn changing_hint(self, hint: Sentence) -> Self {
        Field { hint, ..self }
    }

    /// With what is wrong.
    pub(crate) fn problem(self, problem: Sentence) -> Self {
        Field { problem, ..self }
    }

    /// Label, control, hint and problem, tied together.
    pub(crate) fn around(self, control: El) -> El {
        let Field { id, label, optional, hint, problem } = self;
        self::describe(&control, id, problem);
        self::frame(id, &label, optional, hint, problem, control)
    }

    /// The same, for a control with buttons beside it.
    pub(crate) fn around_group(self, control: &El, group: El) -> El {
        let Field { id, label, optional, hint, problem } = self;
        self::describe(control, id, problem);
        self::frame(id, &label, optional, hint, problem, group)
    }
}

/// Ties a control to its hint and problem.
fn describe(control: &El, id: &'static str, problem: Sentence) {
    let wrong = move || problem.with(Option::is_some);
    let control = control
        .clone()
        .id(id)
        .bind_attr("aria-invalid", move || wrong().then(|| "true".to_owned()))
        .bind_attr("aria-describedby", move || {
            Some(if wrong() { format!("{id}-problem {id}-hint") } else { format!("{id}-hint") })
        });
    drop(control);
}

fn frame(
    id: &'static str,
    label: &str,
    optional: bool,
    hint: Sentence,
    problem: Sentence,
    control: El,
) -> El {
    let i18n = language();
    let optional = optional.then(|| el("span").class("optional").text(td_string!(i18n, create.optional)));
    el("div")
        .class("field")
        .bind_class("invalid", move || problem.with(Option::is_some))
        .child(el("label").attr("for", id).text(label).children(optional))
        .child(control)
        .child(sentence("hint", &format!("{id}-hint"), hint))
        .child(sentence("problem", &format!("{id}-problem"), problem))
}

fn sentence(class: &'static str, id: &str, words: Sentence) -> El {
    el("p")
        .class(class)
        .id(id)
        .bind_attr("hidden", move || words.with(Option::is_none).then(String::new))
        .bind_text(move || words.get().unwrap_or_default())
}

/// A text that is typed: where it is kept, and what happens with each change and on leaving.
pub(crate) struct Typed {
    /// What is typed.
    pub(crate) value: Signal<String>,
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
        .bind_value(move || value.get())
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
