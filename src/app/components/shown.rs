//! A text of a rule, shown as what it is: an id, a prefix, a destination, or code that holds them.
//!
//! What is not seen stands as its number, and a text keeps its direction to itself. What is copied or sent is never
//! taken from here.

use crate::app::dom::{self, El};
use crate::app::words::{self, language, td_string};
use crate::model::visible::{self, Doubt, Mark, MarkKind, Piece, Setting};

/// Adds a name to an element. Most are plain, and then it is a text and nothing more.
pub(crate) fn shown(el: El, name: &str) -> El {
    if visible::is_plain(name) {
        return el.text(name);
    }
    el.child(add(dom::el("bdi"), name, Setting::Name)).children(doubt(name))
}

/// Adds code in lines to an element.
pub(crate) fn shown_code(el: El, code: &str) -> El {
    add(el, code, Setting::Code)
}

/// Adds a sentence whose places `{name}` are filled with names.
pub(crate) fn fill(sentence: &str, values: &[(&str, &str)], el: El) -> El {
    let (mut el, mut rest) = (el, sentence);
    while let Some((before, place)) = rest.split_once('{') {
        let Some((name, behind)) = place.split_once('}') else { break };
        let value = values.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| *value);
        el = shown(el.text(before), value);
        rest = behind;
    }
    el.text(rest)
}

fn add(el: El, text: &str, setting: Setting) -> El {
    visible::pieces(text, setting).into_iter().fold(el, |el, piece| match piece {
        Piece::Plain(text) => el.text(text),
        Piece::Mark(mark) => el.child(number(mark)),
    })
}

fn number(mark: Mark) -> El {
    dom::el("span.unseen").attr("title", &why(mark.kind)).text(&mark.code())
}

fn why(kind: MarkKind) -> String {
    let i18n = language();
    match kind {
        MarkKind::Control => td_string!(i18n, shown.control),
        MarkKind::Blank => td_string!(i18n, shown.blank),
        MarkKind::Direction => td_string!(i18n, shown.direction),
        MarkKind::Invisible => td_string!(i18n, shown.invisible),
        MarkKind::Tag(of) => return words::fill(td_string!(i18n, shown.tag), &[("of", &of)]),
        MarkKind::LooksLike(like) => {
            return words::fill(td_string!(i18n, shown.looks_like), &[("like", &like)]);
        }
    }
    .to_owned()
}

/// Says why the letters of a name are not to be trusted.
fn doubt(name: &str) -> Option<El> {
    let i18n = language();
    let (words, why) = match visible::doubt(name)? {
        Doubt::MixedScripts => (td_string!(i18n, shown.mixed), td_string!(i18n, shown.mixed_why)),
        Doubt::LooksLatin => (td_string!(i18n, shown.looks_latin), td_string!(i18n, shown.looks_latin_why)),
    };
    Some(dom::el("span.doubt").attr("title", why).text(words))
}
