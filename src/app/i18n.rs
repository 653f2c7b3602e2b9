//! The catalogue: what the crate `catalogue` made of `locales/`.
//!
//! `{move || t_string!(i18n, …)}` is a sentence that follows the language, in text and attributes alike: such closures
//! share their code, while `t!` gives one of its own type for each sentence. It is for the few with elements inside.

use std::borrow::Cow;
use std::fmt::Display;

use crate::model::size::thousands;

pub(crate) use catalogue::i18n::{I18nContextProvider, Locale, t, t_string as filled, use_i18n};

/// The words of the page in its language. Cheap to copy.
pub(crate) type I18n = leptos_i18n::I18nContext<Locale>;

/// A sentence of the catalogue as a text. A number in a place has its thousands apart: nobody has to think of it.
macro_rules! t_string {
    ($i18n:expr, $($key:ident).+ $(, $place:ident $(= $value:expr)?)* $(,)?) => {
        $crate::app::i18n::filled!(
            $i18n,
            $($key).+
            $(, $place = $crate::app::i18n::Filling::written($crate::app::i18n::filling!($place $(= $value)?)))*
        )
    };
}

/// What fills a place: what is named after it, if nothing else is said.
macro_rules! filling {
    ($place:ident) => {
        $place
    };
    ($place:ident = $value:expr) => {
        $value
    };
}

pub(crate) use {filling, t_string};

/// What can fill a place of a sentence.
pub(crate) trait Filling {
    /// As it stands there.
    type Written: Display;

    /// A text stays as it is; a number has its thousands apart.
    fn written(self) -> Self::Written;
}

macro_rules! texts {
    ($($text:ty),*) => {
        $(impl<'a> Filling for $text {
            type Written = $text;

            fn written(self) -> $text {
                self
            }
        })*
    };
}

texts!(&'a str, &'a String, Cow<'a, str>);

impl Filling for String {
    type Written = String;

    fn written(self) -> String {
        self
    }
}

impl Filling for char {
    type Written = char;

    fn written(self) -> char {
        self
    }
}

impl Filling for u64 {
    type Written = String;

    fn written(self) -> String {
        thousands(self)
    }
}

impl Filling for usize {
    type Written = String;

    fn written(self) -> String {
        thousands(self as u64)
    }
}

impl Filling for u32 {
    type Written = String;

    fn written(self) -> String {
        u64::from(self).written()
    }
}

impl Filling for u16 {
    type Written = String;

    fn written(self) -> String {
        u64::from(self).written()
    }
}

impl Filling for i64 {
    type Written = String;

    fn written(self) -> String {
        // A span of time, which is never less than none.
        self.unsigned_abs().written()
    }
}
