//! How the user likes the console. Every change is in force at once.

use super::dialog;
use crate::app::app;
use crate::app::components::inputs::check;
use crate::app::dom::{El, el};
use crate::app::words;
use crate::app::words::{language, td_string};
use crate::model::rule::Part;
use crate::state::preferences::{Density, Preferences, Theme};
use crate::state::table::ALL_COLUMNS;

/// Opens the dialog.
pub(super) fn open() {
    dialog::open(
        "preferences-title",
        "preferences-title",
        || {},
        |dialog| {
            let i18n = language();
            let closing = dialog.clone();
            let close = el("button.button primary")
                .id("preferences-close")
                .text(td_string!(i18n, delete.close))
                .on_click(move || closing.close());
            let reset = el("button.button")
                .text(td_string!(i18n, preferences.reset))
                .on_click(|| app().preferences.set(Preferences::default()));
            el("div.preferences")
                .child(
                    el("h2")
                        .id("preferences-title")
                        .attr("tabindex", "-1")
                        .text(td_string!(i18n, preferences.title)),
                )
                .child(columns())
                .child(table())
                .child(theme())
                .child(el("div.dialog-actions").child(reset).child(close))
        },
    );
}

/// The columns of the table. The id cannot be hidden.
fn columns() -> El {
    let i18n = language();
    let preferences = app().preferences;
    let column = |part: Part| {
        let chosen = move || preferences.with(|now| now.shows(part));
        let choose = move |on: bool| preferences.update(|now| now.set_column(part, on));
        let control = check("checkbox", "column", el("span").text(words::column(i18n, part)), chosen, choose);
        if part == Part::Id { control.attr("inert", "") } else { control }
    };
    group(td_string!(i18n, preferences.columns), ALL_COLUMNS.map(column))
}

/// Reads or writes one preference that is on or off.
type Read = fn(&Preferences) -> bool;
type Write = fn(&mut Preferences, bool);

fn table() -> El {
    let i18n = language();
    let preferences = app().preferences;
    let density = |density: Density, words: &str| {
        check(
            "radio",
            "density",
            el("span").text(words),
            move || preferences.with(|now| now.density == density),
            move |_| preferences.update(|now| now.density = density),
        )
    };
    let switches: [(&str, &str, Read, Write); 4] = [
        ("wrap", td_string!(i18n, preferences.wrap), |now| now.wrap, |now, on| now.wrap = on),
        ("utc", td_string!(i18n, preferences.utc), |now| now.utc, |now, on| now.utc = on),
        (
            "shortcuts",
            td_string!(i18n, preferences.shortcuts),
            |now| now.shortcuts,
            |now, on| now.shortcuts = on,
        ),
        (
            "ask-replacing",
            td_string!(i18n, preferences.ask_replacing),
            |now| !now.knows_replacing,
            |now, on| now.knows_replacing = !on,
        ),
    ];
    let switch = |(name, words, read, write): (&'static str, &str, Read, Write)| {
        check(
            "checkbox",
            name,
            el("span").text(words),
            move || preferences.with(read),
            move |on| preferences.update(|now| write(now, on)),
        )
    };
    let comfortable = density(Density::Comfortable, td_string!(i18n, preferences.comfortable));
    let compact = density(Density::Compact, td_string!(i18n, preferences.compact));
    let controls = [comfortable, compact].into_iter().chain(switches.map(switch));
    group(td_string!(i18n, preferences.look), controls)
}

fn theme() -> El {
    let i18n = language();
    let preferences = app().preferences;
    let choices = [
        (Theme::System, td_string!(i18n, preferences.system)),
        (Theme::Light, td_string!(i18n, preferences.light)),
        (Theme::Dark, td_string!(i18n, preferences.dark)),
    ];
    let choice = |(theme, words): (Theme, &str)| {
        check(
            "radio",
            "theme",
            el("span").text(words),
            move || preferences.with(|now| now.theme == theme),
            move |_| preferences.update(|now| now.theme = theme),
        )
    };
    group(td_string!(i18n, preferences.theme), choices.map(choice))
}

fn group(name: &str, controls: impl IntoIterator<Item = El>) -> El {
    el("fieldset.choice").child(el("legend").text(name)).child(el("div.checks").children(controls))
}
