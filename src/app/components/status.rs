//! Whether a rule is at work.

use super::icon::{Icon, drawing};
use crate::app::dom::{El, el, svg};
use crate::app::words;
use crate::app::words::language;
use crate::model::Rule;
use crate::model::rule::Part;

/// The state in words and with an icon, never by colour alone.
pub(crate) fn status(rule: &Rule) -> El {
    let Look { class, path, words } = look(rule);
    el("span").class(class).child(drawing(svg("path").attr("d", path))).text(&words)
}

/// How a state looks: its class, its icon's path, its words.
pub(crate) struct Look {
    pub(crate) class: &'static str,
    pub(crate) path: &'static str,
    pub(crate) words: String,
}

/// How the state of a rule looks.
pub(crate) fn look(rule: &Rule) -> Look {
    let (class, picture) = match rule.enabled() {
        Some(true) => ("status on", Icon::On),
        Some(false) => ("status off", Icon::Off),
        None => ("status", Icon::Alert),
    };
    let words = words::value(language(), rule, Part::Enabled).unwrap_or_default();
    Look { class, path: picture.path(), words }
}
