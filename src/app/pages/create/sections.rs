//! The form's sections, in the order of the table's columns.

use leptos::prelude::*;

use super::Form;
use crate::app::components::field::{Field as Framed, Typed, check, number_field, select, text_field};
use crate::app::dom::{El, el};
use crate::app::words;
use crate::app::words::{fill, language, td_string};
use crate::form::check::Field;
use crate::form::draft::RuleDraft;
use crate::model::capabilities::EncryptionKind;
use crate::model::rule::Frequency;

/// The id of a field's control.
pub(super) fn control_id(field: Field) -> &'static str {
    match field {
        Field::Id => "rule-id",
        Field::Prefix => "rule-prefix",
        Field::DestinationBucket => "rule-bucket",
        Field::DestinationPrefix => "rule-destination-prefix",
        Field::AccountId => "rule-account",
        Field::RoleArn => "rule-role",
        Field::KmsKeyId => "rule-kms-key",
        Field::DayOfMonth => "rule-day",
    }
}

impl Form {
    /// The frame of a field, with its problem.
    fn framed(self, field: Field, label: &str) -> Framed {
        Framed::new(control_id(field), label).problem(self.problem(field))
    }

    /// A text of the draft, checked when it is left.
    fn typed(self, field: Field, part: fn(&mut RuleDraft) -> &mut String) -> Typed {
        Typed {
            value: Box::new(move || part(&mut self.draft.get()).clone()),
            on_input: Box::new(move |text| self.edit(|draft| *part(draft) = text)),
            on_leave: Some(Box::new(move || self.leave(field))),
        }
    }
}

fn section(title: &str) -> El {
    el("fieldset").class("card").child(el("legend").text(title))
}

/// A group of choices with the provider's own word for it.
fn choice(title: &str, term: Option<&str>) -> El {
    let term = term.map(|term| el("code").text(term));
    el("fieldset").class("choice").child(el("legend").text(title).text(" ").children(term))
}

/// Id and status.
pub(super) fn basics(form: Form) -> El {
    let i18n = language();
    let id = form.framed(Field::Id, td_string!(i18n, create.id)).hint(td_string!(i18n, create.id_hint));
    let enabled = check(
        "checkbox",
        "enabled",
        el("span").text(td_string!(i18n, create.enabled)),
        move || form.draft.with(|draft| draft.enabled),
        move |on| form.edit(|draft| draft.enabled = on),
    );
    section(td_string!(i18n, create.basics))
        .child(text_field(id, form.typed(Field::Id, |draft| &mut draft.id)))
        .child(
            el("div").child(enabled).child(el("p").class("hint").text(td_string!(i18n, create.enabled_hint))),
        )
}

/// Which objects are listed.
pub(super) fn scope(form: Form) -> El {
    let i18n = language();
    let prefix = form
        .framed(Field::Prefix, td_string!(i18n, create.prefix))
        .optional()
        .hint(td_string!(i18n, create.prefix_hint));
    let versions = form.capabilities.versions.iter().map(|&versions| {
        check(
            "radio",
            "versions",
            el("span").text(&words::versions(i18n, versions)),
            move || form.draft.with(|draft| draft.versions == versions),
            move |_| form.edit(|draft| draft.versions = versions),
        )
    });
    section(td_string!(i18n, create.scope))
        .child(text_field(prefix, form.typed(Field::Prefix, |draft| &mut draft.prefix)))
        .child(choice(td_string!(i18n, create.versions), Some("IncludedObjectVersions")).children(versions))
}

/// Which fields are recorded.
pub(super) fn record(form: Form) -> El {
    let i18n = language();
    let capabilities = form.capabilities;
    let fields = capabilities.fields.iter().map(|&field| {
        check(
            "checkbox",
            "fields",
            el("code").text(field),
            move || form.draft.with(|draft| draft.fields.iter().any(|known| known == field)),
            move |on| form.edit(|draft| draft.set_field(capabilities, field, on)),
        )
    });
    let all_or_none = |words: &str, fields: &'static [&'static str]| {
        el("button").class("button small").attr("type", "button").text(words).on_click(move || {
            form.edit(|draft| draft.fields = fields.iter().map(|&field| field.to_owned()).collect());
        })
    };
    let buttons = el("div")
        .class("choice-actions")
        .child(all_or_none(td_string!(i18n, create.all), capabilities.fields))
        .child(all_or_none(td_string!(i18n, create.nothing), &[]));
    let group = choice(td_string!(i18n, create.fields), Some("OptionalFields"))
        .child(el("p").class("hint").text(td_string!(i18n, create.fields_hint)))
        .child(el("div").class("checks").children(fields))
        .child(buttons);
    section(td_string!(i18n, create.record)).child(group)
}

/// Where reports are delivered.
pub(super) fn target(form: Form, this_bucket: &str) -> El {
    let i18n = language();
    let bucket = form
        .framed(Field::DestinationBucket, td_string!(i18n, create.bucket))
        .hint(td_string!(i18n, create.bucket_hint));
    let prefix = form
        .framed(Field::DestinationPrefix, td_string!(i18n, create.destination_prefix))
        .optional()
        .hint(td_string!(i18n, create.destination_prefix_hint));
    let account = form
        .framed(Field::AccountId, td_string!(i18n, create.account))
        .hint(td_string!(i18n, create.account_hint));
    let role =
        form.framed(Field::RoleArn, td_string!(i18n, create.role)).hint(td_string!(i18n, create.role_hint));
    let words = fill(td_string!(i18n, create.this_bucket), &[("bucket", &this_bucket)]);
    let this_bucket = this_bucket.to_owned();
    let use_this =
        el("button").class("button small").attr("type", "button").text(&words).on_click(move || {
            form.edit(|draft| draft.destination_bucket.clone_from(&this_bucket));
        });
    let typed_bucket = form.typed(Field::DestinationBucket, |draft| &mut draft.destination_bucket);
    let typed_prefix = form.typed(Field::DestinationPrefix, |draft| &mut draft.destination_prefix);
    let row = el("div")
        .class("field-row")
        .child(
            el("div")
                .class("fields")
                .child(text_field(bucket, typed_bucket))
                .child(el("div").child(use_this)),
        )
        .child(text_field(prefix, typed_prefix));
    section(td_string!(i18n, create.target))
        .child(row)
        .child(number_field(account, form.typed(Field::AccountId, |draft| &mut draft.account_id)))
        .child(text_field(role, form.typed(Field::RoleArn, |draft| &mut draft.role_arn)))
        .child(encryption(form))
}

fn encryption(form: Form) -> El {
    let i18n = language();
    let choices = form.capabilities.encryptions;
    let names = choices.iter().map(|kind| {
        match kind {
            EncryptionKind::None => td_string!(i18n, value.none),
            EncryptionKind::ServiceKey => td_string!(i18n, value.sse_oss),
            EncryptionKind::Kms => td_string!(i18n, value.sse_kms),
        }
        .to_owned()
    });
    let kinds = select(
        names,
        move || {
            form.draft
                .with(|draft| choices.iter().position(|kind| *kind == draft.encryption).unwrap_or_default())
        },
        move |at| {
            form.edit(|draft| draft.encryption = choices.get(at).copied().unwrap_or(EncryptionKind::None))
        },
    );
    let framed = Framed::new("rule-encryption", td_string!(i18n, create.encryption)).around(kinds);
    let with_key = move || form.draft.with(|draft| draft.encryption == EncryptionKind::Kms).then_some(());
    el("div").class("fields").child(framed).bind_one(with_key, move |()| {
        let key = form.framed(Field::KmsKeyId, td_string!(i18n, create.kms_key));
        text_field(key, form.typed(Field::KmsKeyId, |draft| &mut draft.kms_key_id))
    })
}

/// How often the rule runs.
pub(super) fn schedule(form: Form) -> El {
    let i18n = language();
    let frequencies = form.capabilities.frequencies.iter().map(|&frequency| {
        check(
            "radio",
            "frequency",
            el("span").text(&words::frequency(i18n, frequency)),
            move || form.draft.with(|draft| draft.frequency == frequency),
            move |_| form.edit(|draft| draft.frequency = frequency),
        )
    });
    let group = choice(td_string!(i18n, create.frequency), None)
        .child(el("div").class("checks").children(frequencies))
        .child(el("p").class("hint").text(td_string!(i18n, create.frequency_hint)));
    let chosen = move || {
        let frequency = form.draft.with(|draft| draft.frequency);
        Some(frequency).filter(|frequency| matches!(frequency, Frequency::Monthly | Frequency::Once))
    };
    section(td_string!(i18n, create.schedule)).child(group).bind_one(chosen, move |frequency| {
        if *frequency == Frequency::Monthly {
            let day = form
                .framed(Field::DayOfMonth, td_string!(i18n, create.day))
                .hint(td_string!(i18n, create.day_hint));
            return number_field(day, form.typed(Field::DayOfMonth, |draft| &mut draft.day_of_month));
        }
        check(
            "checkbox",
            "auto-delete",
            el("span").text(td_string!(i18n, create.auto_delete)),
            move || form.draft.with(|draft| draft.auto_delete),
            move |on| form.edit(|draft| draft.auto_delete = on),
        )
    })
}
