//! Whether a rule is at work.

use super::icon::{Icon, icon};
use crate::app::dom::{El, el};
use crate::app::words;
use crate::app::words::language;
use crate::model::Rule;
use crate::model::rule::Part;

/// The state in words and with an icon, never by colour alone.
pub(crate) fn status(rule: &Rule) -> El {
    let (class, picture) = look(rule);
    let words = words::value(language(), rule, Part::Enabled).unwrap_or_default();
    el("span").class(class).child(icon(picture)).text(&words)
}

/// The class and the icon of a state.
pub(crate) fn look(rule: &Rule) -> (&'static str, Icon) {
    match rule.enabled() {
        Some(true) => ("status on", Icon::On),
        Some(false) => ("status off", Icon::Off),
        None => ("status", Icon::Alert),
    }
}
