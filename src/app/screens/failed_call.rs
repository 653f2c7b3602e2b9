//! A failed call over a connection in words: what, why, what next, the provider's own answer behind it, and the ways
//! out that belong to the connection.

use leptos::prelude::*;

use crate::app::components::alerts::ErrorFrame;
use crate::app::components::button::Button;
use crate::app::components::copy::{CopyButton, CopyIcon};
use crate::app::components::shown::Shown;
use crate::app::frame::show_request::ShowRequest;
use crate::app::i18n::{t_string, use_i18n};
use crate::app::screens::by_relay::ByRelay;
use crate::app::screens::connect::RightRegion;
use crate::app::services::connections::use_connections;
use crate::app::services::deployment::own_origin;
use crate::app::services::dialogs::{Asks, use_dialogs};
use crate::app::services::open_bucket::OpenBucket;
use crate::app::services::request_log::with_requests;
use crate::app::words::use_words;
use crate::doctor;
use crate::form::right_region::corrected;
use crate::model::Connection;
use crate::provider::error::{Error, ErrorKind};
use crate::provider::service;
use crate::route::{Place, Route, Screen};

/// What went wrong. Where the refusal names the right region, the way there comes first.
#[component]
pub(crate) fn FailedCall(
    error: Error,
    /// Whose call it was.
    bucket: OpenBucket,
    /// Reads again what was not read: the first that is done by another way. A write is never sent again by it.
    #[prop(optional, into)]
    again: Option<Callback<()>>,
    /// What else can be done about it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let connection = bucket.connection();
    let wrong = use_connections().at_untracked(&bucket.place());
    let way =
        corrected(&connection, &error).zip(wrong).map(|(right, wrong)| view! { <RightRegion wrong right/> });
    let others = children.map(|children| children());
    let relay = view! { <ByRelay error=error.clone() bucket again/> }.into_any();
    let check = wrong.filter(|_| doctor::helps(&error)).map(|wrong| view! { <CheckLink bucket=wrong/> });
    if way.is_none() && others.is_none() && check.is_none() {
        return view! { <ErrorPanel error connection relay/> }.into_any();
    }
    view! { <ErrorPanel error connection relay>{way}{others}{check}</ErrorPanel> }.into_any()
}

/// The way to the check of the connection.
#[component]
fn CheckLink(bucket: OpenBucket) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <a class="button" href=Route::bucket(&bucket.place(), Screen::Doctor).address()>
            {move || t_string!(i18n, doctor.link)}
        </a>
    }
}

/// An error of a call over a connection.
#[component]
fn ErrorPanel(
    error: Error,
    connection: Connection,
    /// The way by the site's relay.
    relay: AnyView,
    /// What can be done about it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let (i18n, words) = (use_i18n(), use_words());
    let help = error.answer.as_ref().and_then(|answer| service(connection.provider).help_page(answer));
    let cors = (error.kind == ErrorKind::NoResponse).then(|| {
        let page = own_origin();
        service(connection.provider).cors_rule(&page)
    });
    let answer = error.clone();
    let request = with_requests(|requests| requests.of_error(&Place::of(&connection), &error));
    let said = Memo::new(move |_| words.error(&error, &connection));
    let sentence = move |at: usize| said.with(|said| said[at].clone());
    view! {
        <ErrorFrame what=move || sentence(0)>
            <p>{move || sentence(1)}</p>
            <p class="error-next">{move || sentence(2)}</p>
            {relay}
            {cors.map(|rule| view! { <CorsRule rule/> })}
            {children.map(|actions| view! { <div class="error-actions">{actions()}</div> })}
            <Answer error=answer/>
            <ShowRequest number=request/>
            {help
                .map(|page| {
                    view! {
                        <a href=page target="_blank" rel="noopener noreferrer">
                            {move || t_string!(i18n, error.doc)}
                        </a>
                    }
                })}
        </ErrorFrame>
    }
}

/// A row of the provider's own words.
#[derive(Clone, Copy)]
enum Row {
    Status,
    Code,
    Ec,
    Message,
    RequestId,
}

/// The provider's own words: status, code, message and request id.
#[component]
fn Answer(error: Error) -> impl IntoView {
    let i18n = use_i18n();
    let answer = error.answer.as_deref().cloned().unwrap_or_default();
    let rows = [
        (Row::Status, error.status.map(|status| status.to_string()).unwrap_or_default()),
        (Row::Code, answer.code),
        (Row::Ec, answer.ec),
        (Row::Message, answer.message),
        (Row::RequestId, answer.request_id),
    ];
    let name = move |row: Row| match row {
        Row::Status => t_string!(i18n, error.status),
        Row::Code => t_string!(i18n, error.code),
        Row::Ec => t_string!(i18n, error.ec),
        Row::Message => t_string!(i18n, error.message),
        Row::RequestId => t_string!(i18n, error.request_id),
    };
    let row = |(row, value): (Row, String)| {
        view! {
            <div>
                <dt>{move || name(row)}</dt>
                <dd>
                    <Shown name=value.clone()/>
                    " "
                    <CopyIcon text=value label=move || t_string!(i18n, rule.copy, name = name(row))/>
                </dd>
            </div>
        }
    };
    let rows: Vec<_> = rows.into_iter().filter(|(_, value)| !value.is_empty()).map(row).collect();
    (!rows.is_empty()).then(|| view! { <dl class="answer">{rows}</dl> })
}

/// The CORS rule that this site needs on the bucket.
#[component]
fn CorsRule(rule: String) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <details class="cors-rule" open>
            <summary>{move || t_string!(i18n, error.cors_rule)}</summary>
            <pre tabindex="0">{rule.clone()}</pre>
            <CopyButton text=rule label=move || t_string!(i18n, error.copy_cors)/>
        </details>
    }
}

/// The button that leads out of credentials that have ended or are refused.
#[component]
pub(crate) fn RenewButton(
    /// Whose credentials are to be renewed.
    bucket: OpenBucket,
) -> impl IntoView {
    let i18n = use_i18n();
    let (dialogs, connections) = (use_dialogs(), use_connections());
    // A bucket beside those that are open has the credentials of one of them.
    let renew = move || dialogs.ask(Asks::Renew(connections.lender(bucket).unwrap_or(bucket)));
    view! {
        <Button on_click=renew>
            {move || t_string!(i18n, error.connect_again)}
        </Button>
    }
}
