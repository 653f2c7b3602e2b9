//! The message area: what happened, newest first.

use std::time::Duration;

use leptos::prelude::*;

use crate::route::Place;

/// What a message is about, which decides whether it goes away by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    /// Something was done. Goes away.
    Success,
    /// Something is under way. Turns into one of the others.
    Progress,
    /// Something that the user should do soon. Stays until it is closed.
    Warning,
    /// Something failed. Stays until it is closed.
    Failure,
}

/// One message.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Notice {
    /// Tells messages apart.
    pub(crate) number: u32,
    /// What it is about.
    pub(crate) kind: Kind,
    /// What it says; words from the catalogue.
    pub(crate) text: String,
    /// A way on.
    pub(crate) way: Option<Way>,
}

/// A way on from a message.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Way {
    /// A place to go to, and the link's words.
    To(String, String),
    /// One of two such places.
    ToEither([(String, String); 2]),
    /// New credentials for this bucket.
    Renew(Place),
}

/// How long a success stays.
const STAYS: Duration = Duration::from_secs(8);

/// The messages in sight. Cheap to copy.
#[derive(Clone, Copy)]
pub(crate) struct Notices {
    shown: ReadSignal<Vec<Notice>>,
    set_shown: WriteSignal<Vec<Notice>>,
    count: StoredValue<u32>,
    /// What was said last, for who does not see it: politely, and about failures.
    told: RwSignal<String>,
    warned: RwSignal<String>,
}

/// Starts without messages.
pub(super) fn provide() {
    let (shown, set_shown) = signal(Vec::new());
    provide_context(Notices {
        shown,
        set_shown,
        count: StoredValue::new(0),
        told: RwSignal::new(String::new()),
        warned: RwSignal::new(String::new()),
    });
}

/// The messages.
pub(crate) fn use_notices() -> Notices {
    expect_context()
}

impl Notices {
    /// What was said last, but for failures.
    pub(crate) fn told(self) -> String {
        self.told.get()
    }

    /// The last failure.
    pub(crate) fn warned(self) -> String {
        self.warned.get()
    }

    fn say(self, kind: Kind, text: &str) {
        let region = if kind == Kind::Failure { self.warned } else { self.told };
        region.set(text.to_owned());
    }

    /// The messages, newest first.
    pub(crate) fn shown(self) -> ReadSignal<Vec<Notice>> {
        self.shown
    }

    /// Looks at a message, if it is still there.
    pub(crate) fn with<T>(self, number: u32, look: impl FnOnce(&Notice) -> T) -> Option<T> {
        self.shown.with(|shown| shown.iter().find(|notice| notice.number == number).map(look))
    }

    /// Says that something was done. It goes away by itself.
    pub(crate) fn success(self, text: String, way: Option<Way>) {
        let number = self.add(Kind::Success, text, way);
        self.dismiss_later(number);
    }

    /// Says that something failed. It stays until it is closed.
    pub(crate) fn failure(self, text: String, way: Option<Way>) {
        self.add(Kind::Failure, text, way);
    }

    /// Says what the user should do soon. It stays until it is closed.
    pub(crate) fn warning(self, text: String, way: Option<Way>) -> u32 {
        self.add(Kind::Warning, text, way)
    }

    /// Says that something is under way; the number is for [`Notices::turn_into`].
    pub(crate) fn progress(self, text: String) -> u32 {
        self.add(Kind::Progress, text, None)
    }

    /// Turns a message about something under way into its result, in its place.
    pub(crate) fn turn_into(self, number: u32, kind: Kind, text: String, way: Option<Way>) {
        self.say(kind, &text);
        let result = Notice { number, kind, text, way };
        self.set_shown.update(|shown| match shown.iter_mut().find(|notice| notice.number == number) {
            Some(notice) => *notice = result,
            None => shown.insert(0, result),
        });
        if kind == Kind::Success {
            self.dismiss_later(number);
        }
    }

    /// Takes away what was said about work that is done: something new begins, and its outcome is another.
    pub(crate) fn begin(self) {
        self.told.set(String::new());
        self.set_shown.update(|shown| shown.retain(|notice| notice.kind != Kind::Success));
    }

    /// Takes a message away.
    pub(crate) fn dismiss(self, number: u32) {
        self.say(Kind::Success, "");
        self.say(Kind::Failure, "");
        self.set_shown.update(|shown| shown.retain(|notice| notice.number != number));
    }

    fn add(self, kind: Kind, text: String, way: Option<Way>) -> u32 {
        let number = self.count.get_value().wrapping_add(1);
        self.count.set_value(number);
        self.say(kind, &text);
        self.set_shown.update(|shown| shown.insert(0, Notice { number, kind, text, way }));
        number
    }

    /// Takes a message away after a while, unless it is being read (hovered or focused).
    fn dismiss_later(self, number: u32) {
        let dismiss = move || {
            let selector = format!("#notice-{number}:is(:hover, :focus-within)");
            match document().query_selector(&selector) {
                Ok(Some(_)) => self.dismiss_later(number),
                _ => self.dismiss(number),
            }
        };
        set_timeout(dismiss, STAYS);
    }
}
