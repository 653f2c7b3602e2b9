//! Modal dialogs: the browser's own `<dialog>`, which keeps the focus inside, closes on Escape and gives the
//! focus back to the opener.

use std::rc::Rc;

use leptos::prelude::*;
use leptos::web_sys::HtmlDialogElement;
use send_wrapper::SendWrapper;
use wasm_bindgen::JsCast as _;

use crate::app::app;
use crate::app::components::heading::TITLE;
use crate::app::dom::{self, El, after_drawing, el, focus, follow};
use crate::app::signal::Signal;
use crate::route::{Route, Screen};
use crate::state::table::TableQuery;

/// An open dialog. Cheap to clone.
#[derive(Clone)]
pub(super) struct Dialog {
    element: El,
    owner: Owner,
    /// While it is set, Escape does not close the dialog: what is under way must stay in sight.
    locked: Signal<bool>,
    /// While it is set, the dialog outlives its page.
    stays: Signal<bool>,
    on_close: Rc<dyn Fn()>,
}

/// Opens a dialog with what `draw` makes. `first` is the id that takes the focus. A click beside the dialog
/// does nothing; `on_close` is called when it was closed, however that came.
pub(super) fn open(
    title_id: &str,
    first: &'static str,
    on_close: impl Fn() + 'static,
    draw: impl FnOnce(&Dialog) -> El,
) {
    let owner = Owner::current().unwrap_or_default().child();
    let element = el("dialog.dialog").attr("aria-labelledby", title_id).attr("aria-modal", "true");
    let dialog = owner.with(|| Dialog {
        element: element.clone(),
        owner: owner.clone(),
        locked: Signal::new(false),
        stays: Signal::new(false),
        on_close: Rc::new(on_close),
    });
    let contents = owner.with(|| draw(&dialog));
    let (cancelled, closed) = (dialog.clone(), dialog.clone());
    let element = element
        .child(contents)
        .on("cancel", move |event| {
            event.prevent_default();
            cancelled.close();
        })
        // A press beside the dialog would take the focus out of it.
        .on("mousedown", move |event| {
            let beside = event.target().is_some_and(|target| target.is_instance_of::<HtmlDialogElement>());
            if beside {
                event.prevent_default();
            }
        })
        // A second Escape closes a dialog whatever `cancel` says.
        .on("close", move |_| closed.was_closed());
    // A dialog goes with the page that has opened it: what it asks about is gone.
    let gone = SendWrapper::new(element.element().clone());
    owner.with(|| on_cleanup(move || gone.remove()));
    let Some(root) = document().get_element_by_id("app") else { return };
    dom::mount(&root, &element);
    dialog.show();
    owner.with(|| dialog.go_with_page());
    after_drawing(move || focus(first));
}

/// Gives the focus a place when the opener is gone, as after a deletion, or goes by what the dialog has done.
fn find_lost_focus() {
    let lost = document().active_element().is_none_or(|active| active.tag_name() == "BODY");
    if lost {
        focus(TITLE);
        focus("rules-table");
    }
}

impl Dialog {
    /// Closes, unless something is under way.
    pub(super) fn close(&self) {
        if self.locked.try_get_untracked() == Some(false)
            && let Some(element) = self.html()
        {
            element.close();
            // Its event comes later, and then there is nothing left to do.
            self.was_closed();
        }
    }

    /// Says that it asks for nothing but yes or no.
    pub(super) fn ask_only(&self) {
        drop(self.element.clone().attr("role", "alertdialog"));
    }

    /// Lets the dialog outlive its page: what it holds is nowhere else.
    pub(super) fn stay(&self) {
        self.stays.try_set(true);
    }

    /// Keeps the dialog open while something is under way.
    pub(super) fn lock(&self, locked: bool) {
        self.locked.try_set(locked);
    }

    /// Closes it when the address, or the connection of the address, is another one. What is under way stays in
    /// sight, and its end with it: nothing else tells of it.
    fn go_with_page(&self) {
        let here = || {
            let page = match app().navigation.route() {
                // Rows are looked at in many ways without leaving them.
                Route::Bucket { place, screen: Screen::Rules(_) } => {
                    Route::bucket(&place, Screen::Rules(TableQuery::default()))
                }
                page => page,
            };
            let is_open = match &page {
                Route::Bucket { place, .. } => app().session.open_at(place).is_some(),
                // What is opened there may be about any of the connections.
                Route::Connect | Route::Unknown => !app().session.open().is_empty(),
            };
            (page, is_open)
        };
        let (opened_at, dialog) = (untrack(here), self.clone());
        follow(Box::new(move || {
            if here() != opened_at && !dialog.stays.get_untracked() {
                dialog.close();
            }
        }));
    }

    fn show(&self) {
        if let Some(element) = self.html() {
            // Fails only for a dialog that is open or not in the document.
            drop(element.show_modal());
        }
    }

    fn was_closed(&self) {
        match self.locked.try_get_untracked() {
            Some(true) => self.show(),
            Some(false) => {
                self.element.element().remove();
                after_drawing(find_lost_focus);
                (self.on_close)();
                self.owner.cleanup();
            }
            None => {}
        }
    }

    fn html(&self) -> Option<HtmlDialogElement> {
        self.element.element().clone().dyn_into().ok()
    }
}
