//! The message area: what happened, newest first.

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;

use crate::model::Provider;
use crate::route::Place;

/// What a message is about, which decides whether it goes away by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    /// Something was done. Goes away, unless it can be taken back.
    Success,
    /// Something was begun that goes on at the provider, and the message alone says where. Stays until it is closed.
    Begun,
    /// Something is under way. Turns into one of the others.
    Progress,
    /// Something that the user should do soon. Stays until it is closed.
    Warning,
    /// Something failed. Stays until it is closed.
    Failure,
}

/// One message.
#[derive(Clone, PartialEq)]
pub(crate) struct Notice {
    /// Tells messages apart.
    pub(crate) number: u32,
    /// What it is about.
    pub(crate) kind: Kind,
    /// What it says; words from the catalogue.
    pub(crate) text: String,
    /// The ways on.
    pub(crate) ways: Vec<Way>,
    /// What stands behind the words while something is under way.
    pub(crate) line: Option<Line>,
    /// Another one each time that it says something else: a success that is to go may have turned into a failure.
    edition: u32,
}

/// A way on from a message.
#[derive(Clone, PartialEq)]
pub(crate) enum Way {
    /// A place to go to, and the link's words.
    To(String, String),
    /// New credentials for this bucket.
    Renew(Place),
    /// The site's endpoint of this cloud, once more.
    TryAgain(Provider),
    /// Credentials for this bucket that somebody has.
    Paste(Place),
    /// Takes back what the message says was done.
    Undo(Undo),
}

/// What takes back what was done.
#[derive(Clone)]
pub(crate) struct Undo {
    /// Does it, and turns the message of the number into what comes of it.
    pub(crate) act: Arc<dyn Fn(u32) + Send + Sync>,
    /// What the message says when it is the news no more.
    pub(crate) later: String,
    /// Whether it does again what was taken back.
    pub(crate) is_again: bool,
}

impl PartialEq for Undo {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.act, &other.act)
    }
}

/// Draws how far something is. It comes with who does it, and not with the messages.
#[derive(Clone)]
pub(crate) struct Line(pub(crate) Arc<dyn Fn() -> AnyView + Send + Sync>);

impl PartialEq for Line {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Notice {
    /// Whether what it says was done can be taken back from it.
    fn offers_undo(&self) -> bool {
        self.ways.iter().any(|way| matches!(way, Way::Undo(_)))
    }
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

    /// Whether a message is still there, at this moment.
    pub(crate) fn is_shown(self, number: u32) -> bool {
        self.shown.with_untracked(|shown| shown.iter().any(|notice| notice.number == number))
    }

    /// Says that something was done. It goes away by itself, or if it can be taken back, when something newer can.
    pub(crate) fn success(self, text: String, ways: impl IntoIterator<Item = Way>) {
        self.add(Kind::Success, text, ways);
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
        self.goes_on(None, text, None)
    }

    /// The same with a line that says how far it is, in the place of another message if there is a number.
    pub(crate) fn goes_on(self, number: Option<u32>, text: String, line: Option<Line>) -> u32 {
        let number = number.unwrap_or_else(|| self.next());
        self.put(number, Kind::Progress, text, Vec::new(), line);
        number
    }

    /// Turns a message about something under way into its result, in its place.
    pub(crate) fn turn_into(
        self,
        number: u32,
        kind: Kind,
        text: String,
        ways: impl IntoIterator<Item = Way>,
    ) {
        self.put(number, kind, text, ways.into_iter().collect(), None);
    }

    /// Takes away what was said about work that is done: something new begins, and its outcome is another. What can be
    /// taken back stays, and says no more than that.
    pub(crate) fn begin(self) {
        self.told.set(String::new());
        self.set_shown.update(|shown| {
            shown.retain(|notice| notice.kind != Kind::Success || notice.offers_undo());
            for notice in shown.iter_mut().filter(|notice| notice.kind == Kind::Success) {
                notice.ways.retain(|way| matches!(way, Way::Undo(_)));
                if let [Way::Undo(undo)] = notice.ways.as_slice() {
                    notice.text.clone_from(&undo.later);
                }
            }
        });
    }

    /// Takes a message away.
    pub(crate) fn dismiss(self, number: u32) {
        self.say(Kind::Success, "");
        self.say(Kind::Failure, "");
        self.set_shown.update(|shown| shown.retain(|notice| notice.number != number));
    }

    /// Says something; gives its number.
    pub(crate) fn add(self, kind: Kind, text: String, ways: impl IntoIterator<Item = Way>) -> u32 {
        let number = self.next();
        self.turn_into(number, kind, text, ways);
        number
    }

    /// A number that nothing has.
    fn next(self) -> u32 {
        self.count.update_value(|count| *count = count.wrapping_add(1));
        self.count.get_value()
    }

    /// Puts a message in the place of the one with its number, or on top.
    fn put(self, number: u32, kind: Kind, text: String, ways: Vec<Way>, line: Option<Line>) {
        self.say(kind, &text);
        let notice = Notice { number, kind, text, ways, line, edition: self.next() };
        // What can be taken back goes as soon as something newer can be.
        if notice.offers_undo() {
            self.dismiss_those(|notice| notice.number != number && notice.offers_undo());
        }
        self.set_shown.update(|shown| match shown.iter_mut().find(|known| known.number == number) {
            Some(known) => *known = notice,
            None => shown.insert(0, notice),
        });
        self.dismiss_those(|notice| notice.number == number && !notice.offers_undo());
    }

    /// Takes successes away after a while.
    fn dismiss_those(self, which: impl Fn(&Notice) -> bool) {
        let goes = |notice: &&Notice| notice.kind == Kind::Success && which(notice);
        let later = |notice: &Notice| self.dismiss_later(notice.number, notice.edition);
        self.shown.with_untracked(|shown| shown.iter().filter(goes).for_each(later));
    }

    /// Takes a message away after a while, unless it says something else by then or is being read (hovered or focused).
    fn dismiss_later(self, number: u32, edition: u32) {
        let dismiss = move || {
            let is_it = |notice: &Notice| notice.number == number && notice.edition == edition;
            if !self.shown.with_untracked(|shown| shown.iter().any(is_it)) {
                return;
            }
            let selector = format!("#notice-{number}:is(:hover, :focus-within)");
            match document().query_selector(&selector) {
                Ok(Some(_)) => self.dismiss_later(number, edition),
                _ => self.dismiss(number),
            }
        };
        set_timeout(dismiss, STAYS);
    }
}
