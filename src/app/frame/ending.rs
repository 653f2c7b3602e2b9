//! Says in time that credentials are about to end, and that the device's clock is wrong.

use leptos::prelude::*;

use crate::app::i18n::t_string;
use crate::app::services::clock::use_time;
use crate::app::services::connections::use_connections;
use crate::app::services::notices::{Notices, Way, use_notices};
use crate::app::services::open_bucket::OpenBucket;
use crate::app::words::{Words, use_words};
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

/// Looks each second, for as long as the page lives.
pub(crate) fn watch() {
    let (time, connections) = (use_time(), use_connections());
    let says = Says { words: use_words(), notices: use_notices() };
    let said = StoredValue::new(Vec::<Said>::new());
    Effect::new(move || {
        let (now, open) = (time.get(), connections.all());
        said.update_value(|said| look(said, &open, now, says));
    });
}

/// What is needed to say it.
#[derive(Clone, Copy)]
struct Says {
    words: Words,
    notices: Notices,
}

fn look(said: &mut Vec<Said>, open: &[OpenBucket], now: Timestamp, says: Says) {
    said.retain(|said| {
        let stays = open.iter().any(|open| open.place() == said.place);
        if let Some(number) = said.notice.filter(|_| !stays) {
            says.notices.dismiss(number);
        }
        stays
    });
    for open in open {
        let place = open.place();
        let at = said.iter().position(|said| said.place == place).unwrap_or_else(|| {
            said.push(Said { place, end: None, steps: 0, notice: None, clock: false });
            said.len() - 1
        });
        said[at].look(*open, now, says);
    }
}

impl Said {
    fn look(&mut self, open: OpenBucket, now: Timestamp, says: Says) {
        let offset = open.client().clock_offset();
        if offset != 0 && !self.clock {
            self.clock = true;
            says.clock(open, offset);
        }
        let end = open.expires_at();
        if end != self.end || open.renews_itself() {
            self.end = end;
            self.steps = 0;
            self.take_back(says.notices);
        }
        // What the site renews does not end, unless it fails to: then `renewing` says so.
        let left = open.seconds_left(now).filter(|left| *left > 0 && !open.renews_itself());
        let steps = left.map_or(0, |left| SAID_AT.iter().filter(|at| left <= **at).count());
        if let Some(left) = left.filter(|_| steps > self.steps) {
            self.steps = steps;
            self.say(open, left, says);
        }
    }

    /// Takes away what was said.
    fn take_back(&mut self, notices: Notices) {
        if let Some(number) = self.notice.take() {
            notices.dismiss(number);
        }
    }

    /// The second warning takes the place of the first.
    fn say(&mut self, open: OpenBucket, left: i64, Says { words, notices }: Says) {
        let (i18n, place) = (words.i18n, open.place());
        let time = words.span(left);
        let text = t_string!(i18n, ending.soon, bucket = place.bucket.as_str(), time = time);
        self.take_back(notices);
        self.notice = Some(notices.warning(text, Some(Way::Renew(place))));
    }
}

impl Says {
    /// Says by how much the device's clock is wrong, and what is done about it.
    fn clock(self, open: OpenBucket, offset: i64) {
        let i18n = self.words.i18n;
        let time = self.words.apart(offset);
        let provider = open.place().provider.service_name();
        let text = if offset > 0 {
            t_string!(i18n, ending.clock_behind, time = time, provider = provider)
        } else {
            t_string!(i18n, ending.clock_ahead, time = time, provider = provider)
        };
        self.notices.warning(text, None);
    }
}
