//! The credential fields: pasted whole or typed one by one. What is typed stays in memory.

use std::rc::Rc;

use leptos::prelude::*;

use crate::app::app;
use crate::app::components::field::Field;
use crate::app::components::finding::{Finding, Found};
use crate::app::components::inputs::{Typed, masked_field, text_field};
use crate::app::dom::{El, el};
use crate::app::signal::Signal;
use crate::app::words;
use crate::app::words::{fill, language, td_string};
use crate::app::{clock, json};
use crate::form::connection::ConnectionDraft;
use crate::form::credential_text::{self, CredentialFields, CredentialProblem};
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
}

impl CredentialForm {
    /// Nothing typed yet.
    pub(crate) fn new(draft: Signal<ConnectionDraft>) -> Self {
        CredentialForm { draft, fields: Signal::new(CredentialFields::default()), problem: Signal::new(None) }
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
        let text = Signal::new(String::new());
        let refused = Signal::new(None::<CredentialProblem>);
        let done = Signal::new(false);
        let take = move |pasted: String| {
            let read_as = |provider: Provider| {
                credential_text::read(&pasted, &json::parse, provider, app().session.provider_now(provider))
            };
            let works = |provider: &Provider| read_as(*provider).is_ok();
            // Credentials say whose they are: where no bucket is named yet, they choose the provider.
            if self.draft.with_untracked(|draft| draft.bucket.is_empty()) {
                let theirs = Provider::ALL.into_iter().find(works).unwrap_or(untrack(|| self.provider()));
                self.draft.update(|draft| draft.provider = theirs);
            }
            let read = read_as(untrack(|| self.provider()))
                .and_then(|_| credential_text::find(&pasted, &json::parse));
            // Some browsers report the emptying of the box as one more change.
            if !pasted.is_empty() {
                done.set(read.is_ok());
            }
            refused.set(read.as_ref().err().copied().filter(|problem| *problem != CredentialProblem::Empty));
            match read {
                Ok(fields) => {
                    self.fields.set(fields);
                    self.problem.set(None);
                    text.set(String::new());
                }
                Err(_) => text.set(pasted),
            }
        };
        let wrong =
            move || refused.get().map(|problem| words::credential_problem(i18n, problem, self.provider()));
        let control = el("textarea.mono")
            .attr("rows", "3")
            .attr("autocomplete", "off")
            .attr("autocapitalize", "none")
            .attr("spellcheck", "false")
            .bind_value(move || text.get())
            .on_input(take);
        let field = Field::new("connect-paste", td_string!(i18n, connect.paste))
            .hint(td_string!(i18n, connect.paste_hint))
            .problem(wrong)
            .around(control);
        let said =
            move || if done.get() { td_string!(i18n, connect.paste_done).to_owned() } else { String::new() };
        el("div").child(field).child(el("p.paste-done").attr("role", "status").bind_text(said))
    }
}
