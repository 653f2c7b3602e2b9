//! The catalogue: what `build.rs` made of `locales/`.
//!
//! `{move || t_string!(i18n, …)}` is a sentence that follows the language, in text and attributes alike: such closures
//! share their code, while `t!` gives one of its own type for each sentence. It is for the few with elements inside.

#[allow(missing_docs, dead_code, unreachable_pub, unused_imports, clippy::all)]
mod catalogue {
    include!(concat!(env!("OUT_DIR"), "/i18n/mod.rs"));
}

pub(crate) use catalogue::i18n::{I18nContextProvider, Locale, t, t_string, use_i18n};

/// The words of the page in its language. Cheap to copy.
pub(crate) type I18n = leptos_i18n::I18nContext<Locale>;
