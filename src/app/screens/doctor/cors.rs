//! The CORS rule that this site needs, in the form of each tool.

use leptos::prelude::*;

use super::text_block::TextBlock;
use crate::app::i18n::{I18n, t_string, use_i18n};
use crate::app::services::deployment::own_origin;
use crate::app::services::open_bucket::OpenBucket;
use crate::export::access::cors::{rights, texts};
use crate::export::access::{Form, Text};
use crate::model::Provider;

/// Every form of it.
#[component]
pub(super) fn CorsTexts(
    bucket: OpenBucket,
    /// Whether the first form is open to begin with.
    #[prop(optional)]
    open: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let connection = bucket.connection();
    let provider = connection.provider;
    let origin = own_origin();
    let forms = texts(&origin, &connection);
    let one = move |(at, text)| view! { <OneForm provider text open=open && at == 0/> };
    let lead = move || t_string!(i18n, doctor.cors_lead, origin = origin.as_str(), rights = rights(provider));
    let console = move || match provider {
        Provider::Oss => t_string!(i18n, doctor.cors_console_oss),
        Provider::Cos => t_string!(i18n, doctor.cors_console_cos),
    };
    view! {
        <div class="codes">
            <h2>{move || t_string!(i18n, doctor.cors)}</h2>
            <p>{lead}</p>
            <p>{console}</p>
            {forms.into_iter().enumerate().map(one).collect_view()}
        </div>
    }
}

#[component]
fn OneForm(
    provider: Provider,
    text: Text,
    /// Whether it is open to begin with.
    open: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let Text { form, tool, read_first, text } = text;
    let copy = move || match form {
        // There are two.
        Form::Command => t_string!(i18n, doctor.copy_form, name = form_name(i18n, form), tool = tool),
        _ => t_string!(i18n, rule.copy, name = form_name(i18n, form)),
    };
    let first = read_first.map(|command| {
        view! {
            <p>{move || t_string!(i18n, doctor.cors_read)}</p>
            <pre tabindex="0">{command}</pre>
        }
    });
    let note = move || match (form, provider) {
        (Form::Python, _) => t_string!(i18n, doctor.cors_own),
        (Form::Terraform, Provider::Oss) => t_string!(i18n, doctor.cors_terraform_oss),
        (Form::Terraform, Provider::Cos) => t_string!(i18n, doctor.cors_terraform_cos),
        _ => "",
    };
    view! {
        <details class="code" open=open>
            <summary>
                <strong>{move || form_name(i18n, form)}</strong>
                " "
                <code>{tool}</code>
            </summary>
            <div class="fields">
                <p class="hint">{note}</p>
                {first}
                <TextBlock copy text/>
            </div>
        </details>
    }
}

fn form_name(i18n: I18n, form: Form) -> &'static str {
    match form {
        Form::Xml => t_string!(i18n, doctor.xml),
        Form::Json => t_string!(i18n, doctor.json),
        Form::Command => t_string!(i18n, code.command),
        Form::Terraform => t_string!(i18n, code.terraform),
        Form::Python => t_string!(i18n, code.python),
    }
}
