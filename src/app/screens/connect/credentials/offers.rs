//! What a pasted text leaves to choose: sets of credentials, and the places that it names.

use leptos::prelude::*;

use super::CredentialForm;
use crate::app::components::button::Button;
use crate::app::components::check::{Check, CheckKind};
use crate::app::i18n::{t_string, use_i18n};
use crate::app::services::focus::focus;
use crate::app::words::use_words;
use crate::form::credential_text::{Offer, PastedPlace};
use crate::model::Provider;
use crate::model::visible::marked;

/// The sets of a text that holds more than one: none is taken until one is chosen.
#[component]
pub(super) fn PastedSets(form: CredentialForm) -> impl IntoView {
    let i18n = use_i18n();
    let paste = form.paste;
    let choice = move |(at, label): (usize, String)| {
        let choose = move |_| {
            paste.chosen.set(Some(at));
            if let Some(offer) = paste.sets.with_untracked(|sets| sets.get(at).cloned()) {
                form.take(&offer);
            }
        };
        view! {
            <Check
                kind=CheckKind::Radio
                name="pasted-set"
                checked=move || paste.chosen.get() == Some(at)
                on_change=choose
            >
                <span>{label}</span>
            </Check>
        }
    };
    move || {
        let labels: Vec<String> = paste.sets.with(|sets| sets.iter().map(label).collect());
        (!labels.is_empty()).then(|| {
            view! {
                <fieldset class="choice">
                    <legend>{move || t_string!(i18n, connect.paste_sets)}</legend>
                    <div class="checks">{labels.into_iter().enumerate().map(choice).collect_view()}</div>
                </fieldset>
            }
        })
    }
}

/// What tells a set from others: never its secrets.
fn label(offer: &Offer) -> String {
    let id = &offer.set.fields.access_key_id;
    if offer.set.name.is_empty() { id.clone() } else { format!("{} · {id}", offer.set.name) }
}

/// Buttons for the places that the text names, as long as the form says something else.
#[component]
pub(super) fn OfferedPlaces(form: CredentialForm) -> impl IntoView {
    let i18n = use_i18n();
    let words = use_words();
    let draft = form.draft;
    let button = move |bucket: &'static str, (provider, place): (Provider, PastedPlace)| {
        let place = StoredValue::new(place);
        let use_it = move || {
            draft.update(|draft| *draft = place.with_value(|place| draft.with_place(provider, place)));
            focus(bucket);
        };
        let said = move || {
            let named = place.with_value(|place| words.pasted_place(place));
            t_string!(i18n, connect.paste_offer, place = marked(&named))
        };
        view! { <Button on_click=use_it>{said}</Button> }
    };
    // The draft changes with each key; the buttons only with what they say.
    let news = Memo::new(move |_| form.news());
    move || {
        let (news, bucket) = (news.get(), form.bucket?);
        (!news.is_empty()).then(|| {
            let buttons = news.into_iter().map(|place| button(bucket, place)).collect_view();
            view! { <div class="paste-places">{buttons}</div> }
        })
    }
}

impl CredentialForm {
    /// The places of the text that say something else than the form.
    fn news(self) -> Vec<(Provider, PastedPlace)> {
        let mut places = self.paste.places.get();
        self.draft.with(|draft| {
            places.retain(|(provider, place)| {
                draft.provider == *provider && draft.with_place(*provider, place) != *draft
            });
        });
        places
    }
}
