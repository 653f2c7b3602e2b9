//! The credential fields: pasted whole or typed one by one. What is typed stays in memory.

use leptos::prelude::*;

use crate::app::clock;
use crate::app::components::field::{Field, Typed, masked_field, text_field};
use crate::app::dom::{El, el};
use crate::app::words;
use crate::app::words::{language, td_string};
use crate::form::credential_text::{self, CredentialFields, CredentialProblem};

/// What is typed, and what is wrong with it after an attempt. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct CredentialForm {
    /// What is typed.
    pub(super) fields: RwSignal<CredentialFields>,
    /// What is wrong with it as a whole.
    pub(super) problem: RwSignal<Option<CredentialProblem>>,
}

impl CredentialForm {
    /// Nothing typed yet.
    pub(super) fn new() -> Self {
        CredentialForm { fields: RwSignal::new(CredentialFields::default()), problem: RwSignal::new(None) }
    }

    /// The paste box and the four fields.
    pub(super) fn draw(self) -> El {
        let i18n = language();
        use CredentialProblem::{Characters, Expired, LongTerm, NoKeyId, NoSecret, NoToken, OtherProvider};
        let key_id = Field::new("connect-key-id", "AccessKeyId").problem(self.one_of(&[
            NoKeyId,
            LongTerm,
            OtherProvider,
        ]));
        let secret =
            Field::new("connect-secret", "AccessKeySecret").problem(self.one_of(&[NoSecret, Characters]));
        let token = Field::new("connect-token", "SecurityToken").problem(self.one_of(&[NoToken]));
        let expiration = Field::new("connect-expiration", "Expiration")
            .optional()
            .hint(td_string!(i18n, connect.expiration_hint))
            .problem(self.one_of(&[Expired]));
        el("div")
            .class("fields")
            .child(self.paste_box())
            .child(text_field(key_id, self.typed(|fields| &mut fields.access_key_id)))
            .child(masked_field(
                secret,
                td_string!(i18n, connect.show_secret),
                self.typed(|fields| &mut fields.access_key_secret),
            ))
            .child(masked_field(
                token,
                td_string!(i18n, connect.show_token),
                self.typed(|fields| &mut fields.security_token),
            ))
            .child(text_field(expiration, self.typed(|fields| &mut fields.expiration)))
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
            problem.map(|problem| words::credential_problem(i18n, problem))
        }
    }

    /// Takes credentials whole; is emptied as soon as they are recognised.
    fn paste_box(self) -> El {
        let i18n = language();
        let text = RwSignal::new(String::new());
        let refused = RwSignal::new(None::<CredentialProblem>);
        let done = RwSignal::new(false);
        let take = move |pasted: String| {
            let read =
                credential_text::read(&pasted, clock::now()).and_then(|_| credential_text::find(&pasted));
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
        let wrong = move || refused.get().map(|problem| words::credential_problem(i18n, problem));
        let control = el("textarea")
            .class("mono")
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
        el("div").child(field).child(el("p").class("paste-done").attr("role", "status").bind_text(said))
    }
}
