//! Says in time that credentials are about to end, and that the device's clock is wrong.

use std::cell::{Cell, RefCell};

use crate::app::dom::follow;
use crate::app::notices::Way;
use crate::app::session::OpenRef;
use crate::app::words;
use crate::app::words::{fill, language, td_string};
use crate::app::{app, for_good};
use crate::model::Timestamp;
use crate::route::Place;

/// Seconds before the end at which it is said: once at each.
const SAID_AT: [i64; 2] = [600, 120];

/// What was said about one connection.
struct Said {
    place: Place,
    /// The end that it was about: new credentials have another.
    end: Option<Timestamp>,
    /// How many of [`SAID_AT`] have passed.
    steps: usize,
    /// The message.
    notice: Option<u32>,
    clock: bool,
}

thread_local! {
    static WATCHING: Cell<bool> = const { Cell::new(false) };
}

/// Looks each second, for as long as the page lives.
pub(super) fn watch() {
    if !WATCHING.replace(true) {
        for_good(start);
    }
}

fn start() {
    let said = RefCell::new(Vec::<Said>::new());
    follow(Box::new(move || {
        let now = app().time.get();
        let open = app().session.open();
        let mut said = said.borrow_mut();
        said.retain(|said| {
            let stays = open.iter().any(|open| open.place == said.place);
            if !stays {
                said.notice.into_iter().for_each(|number| app().notices.dismiss(number));
            }
            stays
        });
        for open in &open {
            let known = said.iter().position(|said| said.place == open.place);
            let at = known.unwrap_or_else(|| {
                said.push(Said {
                    place: open.place.clone(),
                    end: None,
                    steps: 0,
                    notice: None,
                    clock: false,
                });
                said.len() - 1
            });
            said[at].look(open, now);
        }
    }));
}

impl Said {
    fn look(&mut self, open: &OpenRef, now: Timestamp) {
        let offset = open.client.clock_offset();
        if offset != 0 && !self.clock {
            self.clock = true;
            say_clock(open, offset);
        }
        let end = open.expires_at.get();
        if end != self.end {
            self.end = end;
            self.steps = 0;
            self.notice.take().into_iter().for_each(|number| app().notices.dismiss(number));
        }
        let left = open.seconds_left(now).filter(|left| *left > 0);
        let steps = left.map_or(0, |left| SAID_AT.iter().filter(|at| left <= **at).count());
        if let Some(left) = left.filter(|_| steps > self.steps) {
            self.steps = steps;
            self.say(open, left);
        }
    }

    /// The second warning takes the place of the first.
    fn say(&mut self, open: &OpenRef, left: i64) {
        let i18n = language();
        let bucket = open.place.bucket.as_str();
        let time = words::span(i18n, left);
        let text = fill(td_string!(i18n, ending.soon), &[("bucket", &bucket), ("time", &time)]);
        self.notice.take().into_iter().for_each(|number| app().notices.dismiss(number));
        self.notice = Some(app().notices.warning(text, Some(Way::Renew(open.place.clone()))));
    }
}

/// Says by how much the device's clock is wrong, and what is done about it.
fn say_clock(open: &OpenRef, offset: i64) {
    let i18n = language();
    // To the next minute: the answer was on its way for a moment.
    let time = words::span(i18n, (offset.abs() + 30) / 60 * 60);
    let provider = open.place.provider.service_name();
    let text = if offset > 0 {
        fill(td_string!(i18n, ending.clock_behind), &[("time", &time), ("provider", &provider)])
    } else {
        fill(td_string!(i18n, ending.clock_ahead), &[("time", &time), ("provider", &provider)])
    };
    app().notices.warning(text, None);
}
