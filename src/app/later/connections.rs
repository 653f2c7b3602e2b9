//! The menu of open connections.

use super::another;
use crate::app::app;
use crate::app::components::frame::current;
use crate::app::components::icon::{Icon, icon};
use crate::app::components::menu;
use crate::app::dom::{El, el};
use crate::app::for_good;
use crate::app::session::OpenRef;
use crate::app::words::{fill, language, td_string};
use crate::route::Route;

/// The open connections, and the ways to more of them.
pub(super) fn choices() -> El {
    let i18n = language();
    let open = app().session.open();
    let item = |open: &OpenRef| {
        let place = &open.place;
        let at = format!("{} · {}", place.provider.service_name(), place.region.as_str());
        let link = el("a.menu-item")
            .attr("href", &Route::rules(place).address())
            .child(el("strong").text(place.bucket.as_str()))
            .child(el("span").text(&at));
        let here = place.clone();
        let current = move || (current().as_ref() == Some(&here)).then(|| "page".to_owned());
        let label = fill(td_string!(i18n, frame.another), &[("bucket", &place.bucket.as_str())]);
        let like = open.clone();
        let another = el("button.button quiet tiny")
            .attr("aria-label", &label)
            .attr("title", &label)
            .child(icon(Icon::Copy))
            .on_click(move || {
                menu::close();
                for_good(|| another::open(&like));
            });
        el("li").child(link.bind_attr("aria-current", current).on_click(menu::close)).child(another)
    };
    let connect = el("a.button")
        .attr("href", &Route::Connect.address())
        .child(icon(Icon::Plus))
        .text(td_string!(i18n, frame.connect))
        .on_click(menu::close);
    el("div.choices")
        .child(
            el("ul").attr("aria-label", td_string!(i18n, frame.connections)).children(open.iter().map(item)),
        )
        .child(connect)
}
