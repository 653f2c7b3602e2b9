//! Controls: a line, several lines, a masked line, a choice, a list.

use leptos::prelude::*;

use super::field::Field;
use crate::app::dom::{El, el};
use crate::app::signal::Signal;
use crate::app::words::{language, td_string};

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
