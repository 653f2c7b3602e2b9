//! The credential fields: pasted whole or typed one by one. What is typed stays in memory.

use std::rc::Rc;

use crate::app::app;
use crate::app::components::field::Field;
use crate::app::components::finding::{Finding, Found};
use crate::app::components::inputs::{Typed, check, masked_field, text_field};
use crate::app::dom::{El, el, focus};
use crate::app::signal::Signal;
use crate::app::words::{fill, language, td_string};
use crate::app::{clock, words};
use crate::form::connection::ConnectionDraft;
use crate::form::credential_text::{self, CredentialFields, CredentialProblem, Offer, PastedPlace};
use crate::model::Provider;

/// What is typed, and what is wrong with it after an attempt. Cheap to copy.
#[derive(Clone, Copy)]
pub(crate) struct CredentialForm {
    /// Whose credentials are wanted.
    draft: Signal<ConnectionDraft>,
    /// What is typed.
    pub(crate) fields: Signal<CredentialFields>,
    /// What is wrong with it as a whole.
    pub(crate) problem: Signal<Option<CredentialProblem>>,
    paste: Paste,
    /// The field for the bucket, where the place that a text names can be used.
    bucket: Option<&'static str>,
}

/// What is in the paste box, and what was found in it. Cheap to copy.
#[derive(Clone, Copy)]
struct Paste {
    text: Signal<String>,
    refused: Signal<Option<CredentialProblem>>,
    /// Whether credentials were taken out of it.
    done: Signal<bool>,
    /// Sets to choose from: more than one.
    sets: Signal<Vec<Offer>>,
    chosen: Signal<Option<usize>>,
    /// Where the taken credentials are for.
    places: Signal<Vec<(Provider, PastedPlace)>>,
}

impl CredentialForm {
    /// Nothing typed yet.
    pub(crate) fn new(draft: Signal<ConnectionDraft>) -> Self {
        let paste = Paste {
            text: Signal::new(String::new()),
            refused: Signal::new(None),
            done: Signal::new(false),
            sets: Signal::new(Vec::new()),
            chosen: Signal::new(None),
            places: Signal::new(Vec::new()),
        };
        let (fields, problem) = (Signal::new(CredentialFields::default()), Signal::new(None));
        CredentialForm { draft, fields, problem, paste, bucket: None }
    }

    /// With bucket, region and endpoint of a pasted text on offer, for the form that this field is of.
    pub(crate) fn offering_places(self, bucket: &'static str) -> Self {
        CredentialForm { bucket: Some(bucket), ..self }
    }

    fn provider(self) -> Provider {
        self.draft.with(|draft| draft.provider)
    }

    /// The paste box and the four fields, by the provider's names.
    pub(crate) fn draw(self) -> El {
        let provider = move || Some(self.provider());
        el("div.fields")
            .child(self.paste_box())
            .bind_one(provider, move |provider| self.one_by_one(provider.credential_names()))
    }

    fn one_by_one(self, [key_id, secret, token]: [&'static str; 3]) -> El {
        let i18n = language();
        use CredentialProblem::{Characters, Expired, LongTerm, NoKeyId, NoSecret, NoToken, OtherProvider};
        let show = |name: &str| fill(td_string!(i18n, connect.show_secret), &[("name", &name)]);
        let masked = |id: &str, name: &str, problems, part| {
            let field = Field::new(id, name).problem(self.one_of(problems));
            masked_field(field, &show(name), self.typed(part))
        };
        let key_id =
            Field::new("connect-key-id", key_id).problem(self.one_of(&[NoKeyId, LongTerm, OtherProvider]));
        let expiration = Field::new("connect-expiration", "Expiration")
            .optional()
            .hint(td_string!(i18n, connect.expiration_hint))
            .finding(self.end(self.one_of(&[Expired])));
        el("div.fields")
            .child(text_field(key_id, self.typed(|fields| &mut fields.access_key_id)))
            .child(masked("connect-secret", secret, &[NoSecret, Characters], |f| &mut f.access_key_secret))
            .child(masked("connect-token", token, &[NoToken], |f| &mut f.security_token))
            .child(text_field(expiration, self.typed(|fields| &mut fields.expiration)))
    }

    /// What is wrong with the end, or that it has passed by a clock that may be wrong.
    fn end(self, refused: impl Fn() -> Option<String> + 'static) -> Finding {
        let i18n = language();
        let looks_ended = move || {
            let known = app().session.provider_now(self.provider()).is_some();
            !known && self.fields.with(|fields| fields.looks_ended(clock::now()))
        };
        let mild = move || looks_ended().then(|| td_string!(i18n, credential.looks_ended).to_owned());
        Rc::new(move || match refused() {
            Some(text) => Some(Found { text, blocks: true }),
            None => mild().map(|text| Found { text, blocks: false }),
        })
    }

    fn typed(self, part: fn(&mut CredentialFields) -> &mut String) -> Typed {
        Typed {
            value: Box::new(move || part(&mut self.fields.get()).clone()),
            on_input: Box::new(move |text| {
                self.fields.update(|fields| *part(fields) = text);
                self.problem.set(None);
            }),
            on_leave: None,
        }
    }

    /// The sentence for the problem, if it is one of these.
    fn one_of(self, wanted: &'static [CredentialProblem]) -> impl Fn() -> Option<String> + 'static {
        let i18n = language();
        move || {
            let problem = self.problem.get().filter(|problem| wanted.contains(problem));
            problem.map(|problem| words::credential_problem(i18n, problem, self.provider()))
        }
    }

    /// Takes credentials whole; is emptied as soon as they are recognised.
    fn paste_box(self) -> El {
        let i18n = language();
        let Paste { text, refused, .. } = self.paste;
        let wrong =
            move || refused.get().map(|problem| words::credential_problem(i18n, problem, self.provider()));
        let control = el("textarea.mono")
            .attr("rows", "3")
            .attr("autocomplete", "off")
            .attr("autocapitalize", "none")
            .attr("spellcheck", "false")
            .bind_value(move || text.get())
            .on_input(move |pasted| self.read(pasted));
        let field = Field::new("connect-paste", td_string!(i18n, connect.paste))
            .hint(td_string!(i18n, connect.paste_hint))
            .problem(wrong)
            .around(control);
        el("div.fields")
            .child(field)
            .child(el("p.paste-done").attr("role", "status").bind_text(move || self.said()))
            .bind_child(move || self.choice())
            .bind_child(move || self.offered_places())
    }

    /// Reads what is in the paste box.
    fn read(self, pasted: String) {
        let Paste { text, refused, done, sets, chosen, places } = self.paste;
        let draft = self.draft.get_untracked();
        // Credentials say whose they are: where no bucket is named yet, they choose the provider.
        let others =
            Provider::ALL.into_iter().filter(|one| *one != draft.provider && draft.bucket.is_empty());
        let providers: Vec<Provider> = [draft.provider].into_iter().chain(others).collect();
        let now = app().session.provider_now(draft.provider);
        let found = credential_text::offers(&pasted, &providers, now);
        // Some browsers report the emptying of the box as one more change.
        if !pasted.is_empty() || !done.get_untracked() {
            done.set(false);
            sets.set(Vec::new());
            chosen.set(None);
            places.set(Vec::new());
        }
        text.set(pasted);
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
            Err(_) => {
                let problem =
                    text.with_untracked(|text| credential_text::offers(text, &[draft.provider], now).err());
                refused.set(problem.filter(|problem| *problem != CredentialProblem::Empty));
            }
        }
    }

    /// Takes credentials over into the fields.
    fn take(self, offer: &Offer) {
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

    /// What became of the text.
    fn said(self) -> String {
        let i18n = language();
        let Paste { done, sets, .. } = self.paste;
        match sets.with(Vec::len) {
            _ if done.get() => td_string!(i18n, connect.paste_done).to_owned(),
            0 => String::new(),
            count => fill(td_string!(i18n, connect.paste_choice), &[("count", &count)]),
        }
    }

    /// The sets of a text that holds more than one: none is taken until one is chosen.
    fn choice(self) -> Option<El> {
        let i18n = language();
        let Paste { sets, chosen, .. } = self.paste;
        let labels: Vec<String> = sets.with(|sets| sets.iter().map(label).collect());
        let choices = labels.into_iter().enumerate().map(|(at, label)| {
            let choose = move |_| {
                chosen.set(Some(at));
                if let Some(offer) = sets.with_untracked(|sets| sets.get(at).cloned()) {
                    self.take(&offer);
                }
            };
            check("radio", "pasted-set", el("span").text(&label), move || chosen.get() == Some(at), choose)
        });
        (choices.len() > 0).then(|| {
            el("fieldset.choice")
                .child(el("legend").text(td_string!(i18n, connect.paste_sets)))
                .child(el("div.checks").children(choices))
        })
    }

    /// Buttons for the places that the text names, as long as the form says something else.
    fn offered_places(self) -> Option<El> {
        let i18n = language();
        let (draft, bucket) = (self.draft, self.bucket?);
        let places = self.paste.places.get();
        let news = places.into_iter().filter(|(provider, place)| {
            draft.with(|draft| draft.provider == *provider && draft.with_place(*provider, place) != *draft)
        });
        let buttons: Vec<El> = news
            .map(|(provider, place)| {
                let named = words::pasted_place(i18n, &place);
                let words = fill(td_string!(i18n, connect.paste_offer), &[("place", &named)]);
                el("button.button").text(&words).on_click(move || {
                    draft.update(|draft| *draft = draft.with_place(provider, &place));
                    focus(bucket);
                })
            })
            .collect();
        (!buttons.is_empty()).then(|| el("div.paste-places").children(buttons))
    }
}

/// What tells a set from others: never its secrets.
fn label(offer: &Offer) -> String {
    let id = &offer.set.fields.access_key_id;
    if offer.set.name.is_empty() { id.clone() } else { format!("{} · {id}", offer.set.name) }
}
