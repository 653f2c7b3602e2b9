//! Another bucket with the credentials of an open connection: only its name is asked for.

use leptos::web_sys::Event;

use super::dialog;
use crate::app::app;
use crate::app::dom::{el, focus};
use crate::app::pages::{PlaceIds, Trust, bucket_and_region};
use crate::app::session::OpenRef;
use crate::app::signal::Signal;
use crate::app::words::{fill, language, td_string};
use crate::form::connection::{ConnectionDraft, ConnectionProblems};
use crate::route::{Place, Route};

const PLACE: PlaceIds =
    PlaceIds { bucket: "another-bucket", region: "another-region", regions: "another-regions" };

/// Opens the dialog.
pub(super) fn open(like: &OpenRef) {
    let like = like.clone();
    dialog::open(
        "another-title",
        PLACE.bucket,
        || {},
        move |dialog| {
            let i18n = language();
            let of = like.client.connection();
            let draft = Signal::new(ConnectionDraft { bucket: String::new(), ..ConnectionDraft::of(of) });
            let problems = Signal::new(ConnectionProblems::default());
            let trust = Trust::new(draft, "another-trust");
            let lead = fill(td_string!(i18n, another.lead), &[("bucket", &of.bucket.as_str())]);
            let close = dialog.clone();
            let cancel =
                el("button.button").text(td_string!(i18n, another.cancel)).on_click(move || close.close());
            let submit =
                el("button.button primary").attr("type", "submit").text(td_string!(i18n, another.submit));
            let dialog = dialog.clone();
            let enter = move |event: Event| {
                event.prevent_default();
                match draft.with_untracked(ConnectionDraft::check) {
                    Err(found) => {
                        problems.set(found);
                        focus(if found.bucket.is_some() { PLACE.bucket } else { PLACE.region });
                    }
                    // Forgotten meanwhile, they are not to be used again.
                    Ok(_) if !app().session.holds(&like) => dialog.close(),
                    Ok(_) if !trust.agrees() => focus("another-trust"),
                    Ok(connection) => {
                        trust.keep();
                        let route = Route::rules(&Place::of(&connection));
                        // A checked connection always has an endpoint.
                        if app().session.connect(connection, like.client.credentials()).is_ok() {
                            dialog.close();
                            app().navigation.open(&route);
                        }
                    }
                }
            };
            el("form")
                .attr("novalidate", "")
                .child(el("h2").id("another-title").text(td_string!(i18n, another.title)))
                .child(el("p").text(&lead))
                .child(bucket_and_region(PLACE, draft, problems, false))
                .child(trust.draw())
                .child(el("div.dialog-actions").child(cancel).child(submit))
                .on("submit", enter)
        },
    );
}
