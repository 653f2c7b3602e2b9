//! Key, secret, token and end, typed one by one.

use leptos::prelude::*;

use super::CredentialForm;
use crate::app::components::field::{Found, blocking};
use crate::app::components::inputs::{MaskedField, TextField};
use crate::app::i18n::{t_string, use_i18n};
use crate::app::services::clock;
use crate::app::words::use_words;
use crate::form::credential_text::CredentialFields;
use crate::form::credential_text::CredentialProblem::{
    self, Characters, Expired, LongTerm, NoKeyId, NoSecret, NoToken, OtherProvider,
};

/// Where a typed text stands among the fields, to be read and to be written.
#[derive(Clone, Copy)]
struct Typed {
    of: fn(&CredentialFields) -> &String,
    of_mut: fn(&mut CredentialFields) -> &mut String,
}

const KEY_ID: Typed =
    Typed { of: |fields| &fields.access_key_id, of_mut: |fields| &mut fields.access_key_id };
const SECRET: Typed =
    Typed { of: |fields| &fields.access_key_secret, of_mut: |fields| &mut fields.access_key_secret };
const TOKEN: Typed =
    Typed { of: |fields| &fields.security_token, of_mut: |fields| &mut fields.security_token };
const EXPIRATION: Typed = Typed { of: |fields| &fields.expiration, of_mut: |fields| &mut fields.expiration };

/// The four fields.
#[component]
pub(super) fn OneByOne(
    form: CredentialForm,
    /// What the provider calls key id, secret and token.
    names: [&'static str; 3],
) -> impl IntoView {
    let [key_id, secret, token] = names;
    let key_problem = problem_among(form, &[NoKeyId, LongTerm, OtherProvider]);
    view! {
        <div class="fields">
            <TextField
                id=form.ids.key_id
                label=key_id
                finding=blocking(key_problem)
                value=text_of(form, KEY_ID)
                on_input=type_into(form, KEY_ID)
            />
            <SecretField
                form
                id=form.ids.secret
                name=secret
                typed=SECRET
                problems=&[NoSecret, Characters]
            />
            <SecretField
                form
                id=form.ids.token
                name=token
                typed=TOKEN
                problems=&[NoToken]
            />
            <ExpirationField form/>
        </div>
    }
}

/// A text that is not shown unless somebody asks for it.
#[component]
fn SecretField(
    form: CredentialForm,
    id: &'static str,
    /// What the provider calls it.
    name: &'static str,
    typed: Typed,
    /// The problems that are said here.
    problems: &'static [CredentialProblem],
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <MaskedField
            id
            label=name
            show=move || t_string!(i18n, connect.show_secret, name = name)
            finding=blocking(problem_among(form, problems))
            value=text_of(form, typed)
            on_input=type_into(form, typed)
        />
    }
}

/// When the credentials end.
#[component]
fn ExpirationField(form: CredentialForm) -> impl IntoView {
    let i18n = use_i18n();
    let refused = problem_among(form, &[Expired]);
    // Ended by the provider's time it is refused; by the device's clock, which may be wrong, it is only told.
    let looks_ended = move || {
        let known = form.connections.provider_now(form.provider()).is_some();
        !known && form.fields.with(|fields| fields.looks_ended(clock::now()))
    };
    let finding = move || match refused.get() {
        Some(text) => Some(Found { text, blocks: true }),
        None => looks_ended()
            .then(|| Found { text: t_string!(i18n, credential.looks_ended).to_owned(), blocks: false }),
    };
    view! {
        <TextField
            id=form.ids.expiration
            label="Expiration"
            optional=true
            hint=move || t_string!(i18n, connect.expiration_hint).to_owned()
            finding=finding
            value=text_of(form, EXPIRATION)
            on_input=type_into(form, EXPIRATION)
        />
    }
}

/// What is typed in one of them.
fn text_of(form: CredentialForm, typed: Typed) -> Signal<String> {
    Signal::derive(move || form.fields.with(|fields| (typed.of)(fields).clone()))
}

/// Keeps what is typed in one of them.
fn type_into(form: CredentialForm, typed: Typed) -> Callback<String> {
    Callback::new(move |text| {
        form.fields.update(|fields| {
            *(typed.of_mut)(fields) = text;
            // They may be somebody else's by now.
            fields.account.clear();
        });
        form.problem.set(None);
    })
}

/// The sentence for the problem, if it is one of these.
fn problem_among(form: CredentialForm, wanted: &'static [CredentialProblem]) -> Signal<Option<String>> {
    let words = use_words();
    Signal::derive(move || {
        let problem = form.problem.get().filter(|problem| wanted.contains(problem));
        problem.map(|problem| words.credential_problem(problem, form.provider()))
    })
}
