//! What is shown of one rule: what it says, its document, the same for other tools, and where its reports
//! are. Beside the table and on the rule's page alike.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use super::code::Codes;
use super::overview::Overview;
use super::reading::ReadRule;
use super::results::Results;
use crate::app::components::copy::CopyButton;
use crate::app::components::shown::ShownCode;
use crate::app::i18n::{t_string, use_i18n};
use crate::app::services::focus::{after_drawing, focus};
use crate::app::services::open_bucket::OpenBucket;
use crate::model::Rule;
use crate::provider::{StoredRule, service};
use crate::state::table::Tab;

/// One rule on tabs.
#[component]
pub(crate) fn RuleTabs(
    bucket: OpenBucket,
    /// What the rule says.
    #[prop(into)]
    rule: Signal<Rule>,
    /// The rule with its document, if it has been read.
    #[prop(optional, into)]
    stored: Option<Signal<StoredRule>>,
    /// Which tab is open.
    #[prop(into)]
    tab: Signal<Tab>,
    /// Opens another.
    #[prop(into)]
    on_tab: Callback<Tab>,
) -> impl IntoView {
    let i18n = use_i18n();
    let tab = Memo::new(move |_| tab.get());
    let name = move |of| view! { <TabName of tab on_tab/> };
    view! {
        <div class="tabbed">
            <div class="tabs" role="tablist" aria-label=move || t_string!(i18n, tab.list)>
                {Tab::ALL.map(name).into_iter().collect_view()}
            </div>
            <div
                class="tab-panel"
                id="tab-panel"
                role="tabpanel"
                tabindex="0"
                aria-labelledby=move || name_id(tab.get())
            >
                {move || match tab.get() {
                    Tab::Overview => view! { <Overview bucket rule/> }.into_any(),
                    Tab::Xml => {
                        let draw = move |stored| view! { <Xml bucket stored/> }.into_any();
                        with_document(bucket, rule, stored, Callback::new(draw))
                    }
                    Tab::Code => {
                        let draw = move |stored| view! { <Codes bucket stored/> }.into_any();
                        with_document(bucket, rule, stored, Callback::new(draw))
                    }
                    Tab::Results => view! { <Results bucket rule/> }.into_any(),
                }}
            </div>
        </div>
    }
}

/// What needs the document: read now, if it has not been.
fn with_document(
    bucket: OpenBucket,
    rule: Signal<Rule>,
    stored: Option<Signal<StoredRule>>,
    draw: Callback<Signal<StoredRule>, AnyView>,
) -> AnyView {
    match stored {
        Some(stored) => untrack(|| draw.run(stored)),
        None => {
            let id = rule.with_untracked(|rule| rule.id().to_owned());
            view! { <ReadRule bucket id follow=true draw/> }.into_any()
        }
    }
}

/// The name of a tab, which opens it.
#[component]
fn TabName(
    /// Which it opens.
    of: Tab,
    /// Which is open.
    tab: Memo<Tab>,
    /// Opens another.
    on_tab: Callback<Tab>,
) -> impl IntoView {
    let i18n = use_i18n();
    let is_open = move || tab.get() == of;
    let go_by_key = move |event: KeyboardEvent| {
        if let Some(next) = neighbour(of, &event.key()) {
            event.prevent_default();
            on_tab.run(next);
            after_drawing(move || focus(&name_id(next)));
        }
    };
    view! {
        <button
            type="button"
            class="tab"
            id=name_id(of)
            role="tab"
            aria-controls="tab-panel"
            aria-selected=move || is_open().to_string()
            tabindex=move || if is_open() { "0" } else { "-1" }
            on:click=move |_| on_tab.run(of)
            on:keydown=go_by_key
        >
            {move || match of {
                Tab::Overview => t_string!(i18n, tab.overview),
                Tab::Xml => t_string!(i18n, rule.xml),
                Tab::Code => t_string!(i18n, tab.code),
                Tab::Results => t_string!(i18n, tab.results),
            }}
        </button>
    }
}

fn name_id(tab: Tab) -> String {
    ["tab-", tab.slug()].concat()
}

/// The tab to which a key leads.
fn neighbour(tab: Tab, key: &str) -> Option<Tab> {
    let (at, last) = (tab as usize, Tab::ALL.len() - 1);
    Some(
        Tab::ALL[match key {
            "ArrowRight" if at == last => 0,
            "ArrowRight" => at + 1,
            "ArrowLeft" => at.checked_sub(1).unwrap_or(last),
            "Home" => 0,
            "End" => last,
            _ => return None,
        }],
    )
}

/// The document as it can be sent: what says nothing is left out.
#[component]
fn Xml(bucket: OpenBucket, stored: Signal<StoredRule>) -> impl IntoView {
    let text = Memo::new(move |_| {
        let layout = service(bucket.place().provider).layout();
        stored.with(|stored| layout.without_unset(&stored.document).to_pretty())
    });
    view! { <Document text/> }
}

/// XML with a button that copies it.
#[component]
pub(crate) fn Document(#[prop(into)] text: Signal<String>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <section class="xml">
            <div class="card-head">
                <CopyButton text label=move || t_string!(i18n, rule.copy_xml)/>
            </div>
            <pre tabindex="0">
                <ShownCode code=text/>
            </pre>
        </section>
    }
}
