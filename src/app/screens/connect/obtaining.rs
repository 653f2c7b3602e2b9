//! How to get temporary credentials: what to type, to copy.

use leptos::prelude::*;

use crate::app::components::copy::CopyButton;
use crate::app::i18n::{I18n, t, t_string, use_i18n};
use crate::form::connection::ConnectionDraft;
use crate::form::obtaining::{Obtaining, Source, ways};

/// The ways, folded away.
#[component]
pub(super) fn HowToGet(
    /// Whose credentials are wanted.
    draft: RwSignal<ConnectionDraft>,
) -> impl IntoView {
    let i18n = use_i18n();
    let provider = Memo::new(move |_| draft.with(|draft| draft.provider));
    view! {
        <details class="how-to-get">
            <summary>{move || t_string!(i18n, connect.how_title)}</summary>
            <p class="hint">{t!(i18n, connect.how_lead)}</p>
            {move || ways(provider.get()).iter().map(|way| view! { <Way way=*way/> }).collect_view()}
        </details>
    }
}

#[component]
fn Way(way: Obtaining) -> impl IntoView {
    let i18n = use_i18n();
    let Obtaining { source, tool, command } = way;
    view! {
        <div class="way">
            <p>{move || said(i18n, source)}</p>
            <pre tabindex="0">{command}</pre>
            <CopyButton text=command label=move || t_string!(i18n, connect.how_copy, tool = tool)/>
        </div>
    }
}

fn said(i18n: I18n, source: Source) -> &'static str {
    match source {
        Source::Cli => t_string!(i18n, connect.how_cli),
        Source::SingleSignOn => t_string!(i18n, connect.how_sign_on),
        Source::Machine => t_string!(i18n, connect.how_machine),
    }
}
