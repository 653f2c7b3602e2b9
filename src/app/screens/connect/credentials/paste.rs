//! The box that takes credentials whole. It is emptied as soon as they are recognised.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::CredentialForm;
use super::offers::{OfferedPlaces, PastedSets};
use crate::app::components::field::{Field, Tied, blocking};
use crate::app::components::inputs::TextLines;
use crate::app::i18n::{I18n, t_string, use_i18n};
use crate::app::services::credential_reader::{Reader, reader};
use crate::app::words::use_words;
use crate::form::credential_text::{CredentialFields, CredentialProblem, Offer, PastedPlace};
use crate::model::Provider;

/// What is in the box, and what was found in it. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Paste {
    text: RwSignal<String>,
    refused: RwSignal<Option<CredentialProblem>>,
    /// Whether what reads it did not come.
    not_loaded: RwSignal<bool>,
    /// Whether credentials were taken out of it.
    done: RwSignal<bool>,
    /// Sets to choose from: more than one.
    pub(super) sets: RwSignal<Vec<Offer>>,
    pub(super) chosen: RwSignal<Option<usize>>,
    /// Where the taken credentials are for.
    pub(super) places: RwSignal<Vec<(Provider, PastedPlace)>>,
}

impl Paste {
    /// Empty.
    pub(super) fn new() -> Self {
        Paste {
            text: RwSignal::new(String::new()),
            refused: RwSignal::new(None),
            not_loaded: RwSignal::new(false),
            done: RwSignal::new(false),
            sets: RwSignal::new(Vec::new()),
            chosen: RwSignal::new(None),
            places: RwSignal::new(Vec::new()),
        }
    }

    /// What became of the text.
    fn said(self, i18n: I18n) -> String {
        match self.sets.with(Vec::len) {
            _ if self.done.get() => t_string!(i18n, connect.paste_done).to_owned(),
            0 => String::new(),
            count => t_string!(i18n, connect.paste_choice, count = count),
        }
    }
}

/// The box, what became of its text, and what can be chosen of it.
#[component]
pub(super) fn PasteBox(form: CredentialForm) -> impl IntoView {
    let i18n = use_i18n();
    let words = use_words();
    let paste = form.paste;
    let refused = move || match paste.not_loaded.get() {
        true => Some(t_string!(i18n, connect.paste_not_loaded).to_owned()),
        false => paste.refused.get().map(|problem| words.credential_problem(problem, form.provider())),
    };
    let tied = Tied::new(form.ids.paste, blocking(Signal::derive(refused)));
    let control = tied.clone();
    view! {
        <div class="fields">
            <Field
                tied
                label=move || t_string!(i18n, connect.paste)
                hint=move || t_string!(i18n, connect.paste_hint).to_owned()
            >
                <TextLines tied=control value=paste.text on_input=move |text| form.read(text)/>
            </Field>
            <p class="paste-done" role="status">{move || paste.said(i18n)}</p>
            <PastedSets form/>
            <OfferedPlaces form/>
        </div>
    }
}

impl CredentialForm {
    /// Reads what is in the box.
    fn read(self, pasted: String) {
        let Paste { text, done, sets, chosen, places, .. } = self.paste;
        // Some browsers report the emptying of the box as one more change.
        if !pasted.is_empty() || !done.get_untracked() {
            done.set(false);
            sets.set(Vec::new());
            chosen.set(None);
            places.set(Vec::new());
        }
        text.set(pasted.clone());
        spawn_local(async move {
            let reader = reader().await;
            // The form may be gone, or the text another one.
            if text.try_get_untracked().as_ref() == Some(&pasted) {
                self.paste.not_loaded.set(reader.is_err());
                if let Ok(reader) = reader {
                    self.take_from(&pasted, &reader);
                }
            }
        });
    }

    /// Takes what a text holds, or says what is wrong with it.
    fn take_from(self, text: &str, reader: &Reader) {
        let Paste { refused, sets, .. } = self.paste;
        let draft = self.draft.get_untracked();
        // Credentials say whose they are: where no bucket is named yet, they choose the provider.
        let others =
            Provider::ALL.into_iter().filter(|one| *one != draft.provider && draft.bucket.is_empty());
        let providers: Vec<Provider> = [draft.provider].into_iter().chain(others).collect();
        let now = self.connections.provider_now(draft.provider);
        let found = (reader.offers)(text, &providers, now).or_else(|_| {
            // What is wrong is said for the provider that is chosen.
            (reader.offers)(text, &[draft.provider], now)
        });
        match found {
            Ok(found) => {
                refused.set(None);
                match found.as_slice() {
                    [only] => self.take(only),
                    _ => {
                        // What an earlier paste has left is not what is chosen now.
                        self.fields.set(CredentialFields::default());
                        sets.set(found);
                    }
                }
            }
            Err(problem) => refused.set(Some(problem).filter(|problem| *problem != CredentialProblem::Empty)),
        }
    }

    /// Takes credentials over into the fields.
    pub(super) fn take(self, offer: &Offer) {
        let Paste { text, done, places, .. } = self.paste;
        if self.draft.with_untracked(|draft| draft.bucket.is_empty()) {
            self.draft.update(|draft| draft.provider = offer.provider);
        }
        self.fields.set(offer.set.fields.clone());
        self.problem.set(None);
        let named = offer.set.places_at(offer.provider).into_iter();
        places.set(named.map(|place| (offer.provider, place)).collect());
        done.set(true);
        text.set(String::new());
    }
}
