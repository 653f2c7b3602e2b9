//! What is shown of one rule: what it says, its document, the same for other tools, and where its reports
//! are. Beside the table and on the rule's page alike.

use leptos::prelude::*;

use super::code::Codes;
use super::overview::Overview;
use super::reading::ReadRule;
use super::results::Results;
use crate::app::components::copy::CopyButton;
use crate::app::components::shown::ShownCode;
use crate::app::components::tabs::Tabs;
use crate::app::i18n::{t_string, use_i18n};
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
    let name = |of: Tab| {
        Signal::derive(move || {
            let name = match of {
                Tab::Overview => t_string!(i18n, tab.overview),
                Tab::Xml => t_string!(i18n, rule.xml),
                Tab::Code => t_string!(i18n, tab.code),
                Tab::Results => t_string!(i18n, tab.results),
            };
            name.to_owned()
        })
    };
    view! {
        <Tabs
            id="tab"
            label=move || t_string!(i18n, tab.list).to_owned()
            names=Tab::ALL.map(name).into()
            open=move || tab.get() as usize
            on_open=move |at: usize| on_tab.run(Tab::ALL[at.min(Tab::ALL.len() - 1)])
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
        </Tabs>
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
