//! Another bucket with the credentials of an open connection: only its name is asked for.

use leptos::web_sys::Event;

use super::dialog;
use crate::app::app;
use crate::app::components::field::{Field, Typed, text_field};
use crate::app::dom::{El, el, focus};
use crate::app::session::OpenRef;
use crate::app::signal::Signal;
use crate::app::words;
use crate::app::words::{fill, language, td_string};
use crate::form::connection::{ConnectionDraft, ConnectionProblems};
use crate::route::{Place, Route};

/// Opens the dialog.
pub(super) fn open(like: &OpenRef) {
    let like = like.clone();
    dialog::open(
        "another-title",
        "another-bucket",
        || {},
        move |dialog| {
            let i18n = language();
            let of = like.client.connection();
            let draft = Signal::new(ConnectionDraft { bucket: String::new(), ..ConnectionDraft::of(of) });
            let problems = Signal::new(ConnectionProblems::default());
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
                        focus(if found.bucket.is_some() { "another-bucket" } else { "another-region" });
                    }
                    Ok(connection) => {
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
                .child(bucket(draft, problems))
                .child(region(draft, problems))
                .child(el("div.dialog-actions").child(cancel).child(submit))
                .on("submit", enter)
        },
    );
}

fn bucket(draft: Signal<ConnectionDraft>, problems: Signal<ConnectionProblems>) -> El {
    let i18n = language();
    let field = Field::new("another-bucket", td_string!(i18n, connect.bucket))
        .problem(move || problems.with(|found| found.bucket).map(|found| words::bucket_problem(i18n, found)));
    let typed = Typed {
        value: Box::new(move || draft.with(|draft| draft.bucket.clone())),
        on_input: Box::new(move |text| {
            let pasted = draft.with_untracked(|draft| draft.with_pasted_bucket(&text));
            draft.update(|draft| match pasted {
                Some(pasted) => *draft = pasted,
                None => draft.bucket = text,
            });
            problems.update(|problems| problems.bucket = None);
        }),
        on_leave: None,
    };
    text_field(field, typed)
}

fn region(draft: Signal<ConnectionDraft>, problems: Signal<ConnectionProblems>) -> El {
    let i18n = language();
    let field = Field::new("another-region", td_string!(i18n, connect.region))
        .problem(move || problems.with(|found| found.region).map(|found| words::region_problem(i18n, found)));
    let typed = Typed {
        value: Box::new(move || draft.with(|draft| draft.region.clone())),
        on_input: Box::new(move |text| {
            draft.update(|draft| draft.region = text);
            problems.update(|problems| problems.region = None);
        }),
        on_leave: None,
    };
    text_field(field, typed)
}
