//! Who shows the attempts of which the person is to be told: a place beside what is read or written, or else the messages,
//! or the dialog that is over the page.

use leptos::prelude::*;

use super::attempts::{Attempt, What};
use super::clock::use_time;
use super::connections::{Connections, use_connections};
use super::open_bucket::OpenBucket;
use crate::model::Timestamp;

/// What a place shows.
#[derive(Clone, Copy)]
struct Shows {
    number: u32,
    bucket: OpenBucket,
    what: fn(What) -> bool,
}

/// Who shows what. Cheap to copy.
#[derive(Clone, Copy)]
pub(crate) struct Troubles {
    places: RwSignal<Vec<Shows>>,
    dialogs: RwSignal<u32>,
    count: StoredValue<u32>,
    connections: Connections,
    time: ReadSignal<Timestamp>,
}

/// Starts without a place.
pub(super) fn provide() {
    provide_context(Troubles {
        places: RwSignal::new(Vec::new()),
        dialogs: RwSignal::new(0),
        count: StoredValue::new(0),
        connections: use_connections(),
        time: use_time(),
    });
}

/// Who shows what.
pub(crate) fn use_troubles() -> Troubles {
    expect_context()
}

impl Troubles {
    /// The component that calls it shows these of a bucket, as long as it is there.
    pub(crate) fn shows(self, bucket: OpenBucket, what: fn(What) -> bool) {
        let number = self.count.get_value().wrapping_add(1);
        self.count.set_value(number);
        self.places.update(|places| places.push(Shows { number, bucket, what }));
        on_cleanup(move || {
            self.places.try_update(|places| places.retain(|place| place.number != number));
        });
    }

    /// A dialog is over the page, as long as the component that calls it is there.
    pub(crate) fn is_under_a_dialog(self) {
        self.dialogs.update(|dialogs| *dialogs += 1);
        on_cleanup(move || {
            self.dialogs.try_update(|dialogs| *dialogs -= 1);
        });
    }

    /// Whether the page can be used.
    pub(crate) fn is_no_dialog_open(self) -> bool {
        self.dialogs.get() == 0
    }

    /// Those of a bucket.
    pub(crate) fn of(self, bucket: OpenBucket, what: fn(What) -> bool) -> Vec<(OpenBucket, Attempt)> {
        self.time.track();
        let told = bucket.told_attempts().into_iter();
        told.filter(|attempt| what(attempt.what)).map(|attempt| (bucket, attempt)).collect()
    }

    /// Those that no place shows.
    pub(crate) fn others(self) -> Vec<(OpenBucket, Attempt)> {
        let all = self.connections.with_beside();
        let all = all.into_iter().flat_map(|bucket| self.of(bucket, |_| true));
        self.places.with(|places| {
            let is_shown = |(bucket, attempt): &(OpenBucket, Attempt)| {
                places.iter().any(|place| place.bucket == *bucket && (place.what)(attempt.what))
            };
            all.filter(|one| !is_shown(one)).collect()
        })
    }
}
