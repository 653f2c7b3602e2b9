//! Asks for a yes to a host that is not the provider's, before a corrected connection goes there.

use super::dialog;
use crate::app::app;
use crate::app::dom::el;
use crate::app::right_region::go_there;
use crate::app::session::OpenRef;
use crate::app::words::{fill, language, td_string};
use crate::model::Connection;

/// Opens the dialog; a yes opens the connection in the place of the one to the wrong region.
pub(super) fn ask(wrong: &OpenRef, right: Connection, host: String) {
    let wrong = wrong.clone();
    dialog::open(
        "trust-title",
        "trust-title",
        || {},
        move |dialog| {
            let i18n = language();
            let provider = right.provider.service_name();
            let region = right.region.as_str();
            let title = fill(td_string!(i18n, error.connect_in), &[("region", &region)]);
            let named = fill(td_string!(i18n, connect.foreign), &[("host", &host), ("provider", &provider)]);
            let yes = fill(td_string!(i18n, connect.foreign_yes), &[("host", &host)]);
            let (leaving, agreed) = (dialog.clone(), dialog.clone());
            let cancel =
                el("button.button").text(td_string!(i18n, another.cancel)).on_click(move || leaving.close());
            let agree = el("button.button primary").text(&yes).on_click(move || {
                agreed.close();
                app().session.trust(host.clone());
                go_there(&wrong, &right);
            });
            el("div")
                .child(el("h2").id("trust-title").attr("tabindex", "-1").text(&title))
                .child(el("p").text(&named))
                .child(el("div.dialog-actions").child(cancel).child(agree))
        },
    );
}
