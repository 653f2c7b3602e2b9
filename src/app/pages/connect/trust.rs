//! The yes to a host that is not the provider's: before it is given, nothing that is signed goes there.

use leptos::prelude::untrack;

use crate::app::app;
use crate::app::components::inputs::check;
use crate::app::dom::{El, el};
use crate::app::signal::Signal;
use crate::app::words::{fill, language, td_string};
use crate::form::connection::ConnectionDraft;

/// What the user has said in one form. Cheap to copy.
#[derive(Clone, Copy)]
pub(crate) struct Trust {
    draft: Signal<ConnectionDraft>,
    /// The host to which the user said yes in this form.
    agreed: Signal<Option<String>>,
    /// Whether a yes was needed and missing.
    asked: Signal<bool>,
    /// The id of the question, for the focus.
    id: &'static str,
}

impl Trust {
    /// Nothing said yet.
    pub(crate) fn new(draft: Signal<ConnectionDraft>, id: &'static str) -> Self {
        Trust { draft, agreed: Signal::new(None), asked: Signal::new(false), id }
    }

    /// The host of the draft that still needs a yes: not the provider's, and not trusted before in this tab.
    fn host(self) -> Option<String> {
        self.draft.with(ConnectionDraft::foreign_host).filter(|host| !app().session.trusts(host))
    }

    /// The question, while there is one.
    pub(crate) fn draw(self) -> El {
        el("div").bind_one(move || self.host(), move |host: &String| self.question(host))
    }

    /// Whether requests may go where the draft says; if not, the question says that it needs an answer.
    pub(crate) fn agrees(self) -> bool {
        let host = untrack(|| self.host());
        let agrees = host.is_none() || host == self.agreed.get_untracked();
        self.asked.set(!agrees);
        agrees
    }

    /// Notes the yes for as long as the tab is open. Only after [`Trust::agrees`].
    pub(crate) fn keep(self) {
        untrack(|| self.host()).into_iter().for_each(|host| app().session.trust(host));
    }

    /// Names the host, and asks.
    fn question(self, host: &str) -> El {
        let i18n = language();
        let Trust { draft, agreed, asked, id } = self;
        let provider = draft.with_untracked(|draft| draft.provider.service_name());
        let named = fill(td_string!(i18n, connect.foreign), &[("host", &host), ("provider", &provider)]);
        let yes = fill(td_string!(i18n, connect.foreign_yes), &[("host", &host)]);
        let (trusted, host) = (host.to_owned(), host.to_owned());
        let agree = check(
            "checkbox",
            "trust",
            el("span").text(&yes),
            move || agreed.with(|agreed| agreed.as_ref() == Some(&trusted)),
            move |on| {
                agreed.set(on.then(|| host.clone()));
                asked.set(false);
            },
        );
        let needed = move || match asked.get() {
            true => td_string!(i18n, connect.foreign_needed).to_owned(),
            false => String::new(),
        };
        el("div.trust")
            .id(id)
            .attr("tabindex", "-1")
            .bind_class("invalid", move || asked.get())
            .child(el("p").text(&named))
            .child(agree)
            .child(el("p.problem").attr("role", "alert").bind_text(needed))
    }
}
