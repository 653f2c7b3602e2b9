//! The message area: newest first, few at a time.

use std::time::Duration;

use leptos::prelude::*;

use super::held_up::{HeldUp, NoNetwork};
use crate::app::components::button::{Button, IconButton, Size};
use crate::app::components::each::Each;
use crate::app::components::icon::{Icon, Picture};
use crate::app::components::spinner::Spinner;
use crate::app::i18n::{t_string, use_i18n};
use crate::app::services::connections::use_connections;
use crate::app::services::dialogs::{Asks, use_dialogs};
use crate::app::services::notices::{Kind, Undo, Way, use_notices};
use crate::model::Provider;
use crate::route::Place;

/// How many messages are in sight at once; the others are counted.
const MOST: usize = 3;

/// Messages, newest first. What was said last is heard from a region of its own, which is in the page before
/// anything is said.
#[component]
pub(super) fn Messages() -> impl IntoView {
    let i18n = use_i18n();
    let notices = use_notices();
    let in_sight = Signal::derive(move || {
        notices.shown().with(|shown| shown.iter().take(MOST).map(|notice| notice.number).collect())
    });
    let more = move || notices.shown().with(Vec::len).checked_sub(MOST).filter(|more| *more > 0);
    view! {
        <section class="messages" aria-label=move || t_string!(i18n, frame.messages)>
            <p class="visually-hidden" role="status">
                {move || notices.told()}
            </p>
            <p class="visually-hidden" role="alert">
                {move || notices.warned()}
            </p>
            <NoNetwork/>
            <HeldUp/>
            <Each
                numbers=in_sight
                draw=|number| view! { <Message number/> }.into_any()
            />
            {move || {
                more()
                    .map(|count| {
                        view! {
                            <p class="messages-more">
                                {move || t_string!(i18n, frame.more_messages, count = count)}
                            </p>
                        }
                    })
            }}
        </section>
    }
}

/// One message, which may turn into another.
#[component]
fn Message(
    /// What tells it from others.
    number: u32,
) -> impl IntoView {
    let i18n = use_i18n();
    let notices = use_notices();
    // Drawn anew only when they are others: the focus may be in them.
    let ways = Memo::new(move |_| notices.with(number, |notice| notice.ways.clone()).unwrap_or_default());
    let line = Memo::new(move |_| notices.with(number, |notice| notice.line.clone()).flatten());
    let class = |kind| match kind {
        Kind::Success | Kind::Begun => "message",
        Kind::Progress => "message under-way",
        Kind::Warning => "message warning",
        Kind::Failure => "message failure",
    };
    view! {
        <div class=move || notices.with(number, |notice| class(notice.kind)) id=format!("notice-{number}")>
            {move || notices.with(number, |notice| picture(notice.kind))}
            <bdi>{move || notices.with(number, |notice| notice.text.clone())}</bdi>
            {move || line.get().map(|line| (line.0)())}
            {move || ways.get().into_iter().map(|way| view! { <WayOn way number/> }).collect_view()}
            <IconButton
                picture=Picture::Close
                label=move || t_string!(i18n, frame.dismiss)
                on_click=move || notices.dismiss(number)
            />
        </div>
    }
}

fn picture(kind: Kind) -> AnyView {
    let picture = match kind {
        Kind::Success | Kind::Begun => Picture::On,
        Kind::Progress => return view! { <Spinner/> }.into_any(),
        Kind::Warning => Picture::Clock,
        Kind::Failure => Picture::Alert,
    };
    view! { <Icon picture/> }.into_any()
}

#[component]
fn WayOn(
    way: Way,
    /// The message's.
    number: u32,
) -> impl IntoView {
    match way {
        Way::To(address, words) => view! { <a href=address>{words}</a> }.into_any(),
        Way::Renew(place) => view! { <Renew place pasting=false/> }.into_any(),
        Way::Paste(place) => view! { <Renew place pasting=true/> }.into_any(),
        Way::TryAgain(provider) => view! { <TryAgain provider/> }.into_any(),
        Way::Undo(undo) => view! { <UndoIt undo number/> }.into_any(),
    }
}

/// How long what does something again does nothing: it comes where Undo was, which may have been pressed twice.
const NOT_YET: Duration = Duration::from_secs(1);

#[component]
fn UndoIt(undo: Undo, number: u32) -> impl IntoView {
    let i18n = use_i18n();
    let is_again = undo.is_again;
    let waits = RwSignal::new(is_again);
    if is_again {
        set_timeout(move || waits.set(false), NOT_YET);
    }
    view! {
        <Button size=Size::Small inert=waits on_click=move || (undo.act)(number)>
            {move || match is_again {
                true => t_string!(i18n, undo.redo),
                false => t_string!(i18n, undo.undo),
            }}
        </Button>
    }
}

/// Asks the site's endpoint once more.
#[component]
fn TryAgain(
    /// Whose credentials it hands out.
    provider: Provider,
) -> impl IntoView {
    let i18n = use_i18n();
    let connections = use_connections();
    let waits = Signal::derive(move || connections.renewals().is_asked(provider));
    view! {
        <Button size=Size::Small inert=waits on_click=move || connections.renew_now(provider)>
            {move || t_string!(i18n, renewal.again)}
        </Button>
    }
}

#[component]
fn Renew(
    place: Place,
    /// Whether the site has none, so that they are to be pasted.
    pasting: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let (connections, dialogs) = (use_connections(), use_dialogs());
    let renew = move || {
        if let Some(bucket) = connections.at_untracked(&place) {
            dialogs.ask(Asks::Renew(bucket));
        }
    };
    view! {
        <Button size=Size::Small on_click=renew>
            {move || match pasting {
                true => t_string!(i18n, renewal.paste),
                false => t_string!(i18n, ending.renew),
            }}
        </Button>
    }
}
