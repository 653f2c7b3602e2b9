//! A text of a rule, shown as what it is: an id, a prefix, a destination, or code that holds them.
//!
//! What is not seen stands as its number, and a text keeps its direction to itself. What is copied or sent is never
//! taken from here.

use leptos::prelude::*;

use crate::app::i18n::{I18n, t_string, use_i18n};
use crate::model::visible::{self, Doubt, Mark, MarkKind, Piece, Setting};

/// A name. Most are plain, and then it is a text and nothing more.
#[component]
pub(crate) fn Shown(#[prop(into)] name: Signal<String>) -> impl IntoView {
    let i18n = use_i18n();
    move || {
        name.with(|name| match visible::is_plain(name) {
            true => name.clone().into_any(),
            false => odd(i18n, name).into_any(),
        })
    }
}

/// The same without an effect of its own, for a closure that draws a whole row.
pub(crate) fn shown(name: String) -> AnyView {
    if visible::is_plain(&name) { name.into_any() } else { view! { <Shown name/> }.into_any() }
}

/// Code in lines.
#[component]
pub(crate) fn ShownCode(#[prop(into)] code: Signal<String>) -> impl IntoView {
    let i18n = use_i18n();
    move || code.with(|code| pieces(i18n, code, Setting::Code))
}

fn odd(i18n: I18n, name: &str) -> impl IntoView + use<> {
    view! {
        <bdi>{pieces(i18n, name, Setting::Name)}</bdi>
        {doubt(i18n, name)}
    }
}

fn pieces(i18n: I18n, text: &str, setting: Setting) -> Vec<AnyView> {
    let piece = |piece| match piece {
        Piece::Plain(text) => text.to_owned().into_any(),
        Piece::Mark(mark) => number(i18n, &mark).into_any(),
    };
    visible::pieces(text, setting).into_iter().map(piece).collect()
}

fn number(i18n: I18n, mark: &Mark) -> impl IntoView + use<> {
    view! { <span class="unseen" title=why(i18n, mark.kind)>{mark.code()}</span> }
}

fn why(i18n: I18n, kind: MarkKind) -> String {
    match kind {
        MarkKind::Control => t_string!(i18n, shown.control).to_owned(),
        MarkKind::Blank => t_string!(i18n, shown.blank).to_owned(),
        MarkKind::Direction => t_string!(i18n, shown.direction).to_owned(),
        MarkKind::Invisible => t_string!(i18n, shown.invisible).to_owned(),
        MarkKind::Tag(of) => t_string!(i18n, shown.tag, of = of),
        MarkKind::LooksLike(like) => t_string!(i18n, shown.looks_like, like = like),
    }
}

/// Says why the letters of a name are not to be trusted.
fn doubt(i18n: I18n, name: &str) -> Option<impl IntoView + use<>> {
    let (words, why) = match visible::doubt(name)? {
        Doubt::MixedScripts => (t_string!(i18n, shown.mixed), t_string!(i18n, shown.mixed_why)),
        Doubt::LooksLatin => (t_string!(i18n, shown.looks_latin), t_string!(i18n, shown.looks_latin_why)),
    };
    Some(view! { <span class="doubt" title=why>{words}</span> })
}
