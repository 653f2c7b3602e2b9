//! The offer of what was typed before and is still on the device.

use leptos::prelude::*;

use super::drafts::{self, Begun};
use super::form_state::Form;
use crate::app::components::button::{Button, Size};
use crate::app::components::when::When;
use crate::app::i18n::{t_string, use_i18n};
use crate::app::services::open_bucket::OpenBucket;
use crate::app::words::use_words;
use crate::draft_store::KeptDraft;
use crate::route::{Route, Screen};

/// Offers what was kept of this form before, and keeps what is typed from now on.
#[component]
pub(super) fn DraftOffer(
    form: Form,
    /// Called with what the form begins with again.
    on_begin: Callback<Begun>,
) -> impl IntoView {
    let now = drafts::kept(form);
    let before = now.as_ref().and_then(|now| {
        let before = drafts::of_form(&now.route())?;
        (before.typed != now.typed).then_some(before)
    });
    drafts::keep_from_now_on(form);
    now.map(|now| view! { <Offer form address=now.route() before document=now.document on_begin/> })
}

#[component]
fn Offer(
    form: Form,
    /// Where the form is.
    address: Route,
    before: Option<KeptDraft>,
    /// The document that the form started from.
    document: Option<String>,
    on_begin: Callback<Begun>,
) -> impl IntoView {
    let (i18n, words) = (use_i18n(), use_words());
    let address = StoredValue::new(address);
    let offered = RwSignal::new(before);
    let is_of_another = RwSignal::new(false);
    let restore = Callback::new(move |before: KeptDraft| {
        if let Some(begun) = drafts::with_its_template(form, &before) {
            return on_begin.run(begun);
        }
        is_of_another.set(before.document != document);
        form.change(|typed| *typed = before.typed);
        offered.set(None);
    });
    let found = move |before: KeptDraft| {
        let text = t_string!(i18n, draft.found, time = words.time(before.saved_at));
        view! {
            <DraftNote text address offered>
                <Button size=Size::Small on_click=move || restore.run(before.clone())>
                    {move || t_string!(i18n, draft.restore)}
                </Button>
            </DraftNote>
        }
    };
    view! {
        <div class="draft-place" role="status">
            {move || offered.get().map(found)}
            <When when=move || is_of_another.get()>
                <p class="note">{move || t_string!(i18n, draft.other)}</p>
            </When>
        </div>
    }
}

/// Offers what was typed for a rule that is gone: it can become a new rule.
#[component]
pub(super) fn DraftOfGone(
    bucket: OpenBucket,
    /// The form that it was typed into.
    screen: Screen,
    /// Called with what the form for the new rule begins with.
    #[prop(into)]
    on_begin: Callback<Begun>,
) -> impl IntoView {
    let (i18n, words) = (use_i18n(), use_words());
    let place = bucket.place();
    let address = Route::bucket(&place, screen);
    let kept = drafts::of_gone(&address, place.provider);
    let address = StoredValue::new(address);
    let offer = move |(draft, begun): (KeptDraft, Begun)| {
        let begun = StoredValue::new(begun);
        let offered = RwSignal::new(Some(draft));
        let gone = move |draft: KeptDraft| {
            let text = t_string!(i18n, draft.gone, time = words.time(draft.saved_at));
            let begin = move || {
                let begun = begun.get_value();
                if let Some(of) = &begun.stored {
                    address.with_value(|old| drafts::become_a_copy(&draft, of.rule.id(), old));
                }
                on_begin.run(begun);
            };
            view! {
                <DraftNote text address offered>
                    <Button size=Size::Small on_click=begin>
                        {move || t_string!(i18n, draft.again)}
                    </Button>
                </DraftNote>
            }
        };
        view! {
            <div class="draft-place" role="status">
                {move || offered.get().map(gone)}
            </div>
        }
    };
    kept.map(offer)
}

/// Says what is kept, with the way to bring it back and the one to throw it away.
#[component]
fn DraftNote(
    text: String,
    /// The form that it is of.
    address: StoredValue<Route>,
    offered: RwSignal<Option<KeptDraft>>,
    /// The way to bring it back.
    children: Children,
) -> impl IntoView {
    let i18n = use_i18n();
    let drop = move || {
        address.with_value(drafts::remove);
        offered.set(None);
    };
    view! {
        <div class="note draft">
            <p>{text}</p>
            <div class="form-actions">
                {children()} <Button size=Size::Small on_click=drop>
                    {move || t_string!(i18n, draft.drop)}
                </Button>
            </div>
        </div>
    }
}
