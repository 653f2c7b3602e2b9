//! Reading one rule: a line until it is there, and instead what went wrong.

use leptos::prelude::*;

use super::interrupted::InterruptedNote;
use crate::app::components::alerts::Alerts;
use crate::app::components::button::{Button, Look};
use crate::app::components::icon::{Icon, Picture};
use crate::app::components::spinner::Spinner;
use crate::app::components::trying::{Names, Trying};
use crate::app::components::when::When;
use crate::app::i18n::{t_string, use_i18n};
use crate::app::screens::failed_call::{FailedCall, RenewButton};
use crate::app::services::attempts::What;
use crate::app::services::network::use_online;
use crate::app::services::open_bucket::OpenBucket;
use crate::model::visible::marked;
use crate::provider::StoredRule;
use crate::provider::error::Error;

/// What is known of the rule.
#[derive(Clone, PartialEq)]
enum Known {
    /// Nothing yet.
    Waiting,
    /// That there is none.
    Missing,
    /// Nothing: the reading failed.
    Failed(Error),
    /// What it says.
    Read,
}

impl Known {
    fn of(answer: &Result<StoredRule, Error>) -> Self {
        match answer {
            Ok(_) => Known::Read,
            Err(error) if error.is_absence() => Known::Missing,
            Err(error) => Known::Failed(error.clone()),
        }
    }
}

/// Draws what is read.
type Draw = Callback<Signal<StoredRule>, AnyView>;

/// Draws what is shown when there is no such rule; it is given what reads again.
type DrawMissing = Callback<Callback<()>, AnyView>;

/// Reads a rule and shows what is drawn of it. The live regions stand there before there is something in them, which is
/// why it is no `Suspense`: that draws what is in it, regions and all, when the answer has come.
#[component]
pub(crate) fn ReadRule(
    bucket: OpenBucket,
    #[prop(into)] id: String,
    /// Also one that cannot be read as a rule: to be looked at, never to be changed.
    #[prop(optional)]
    any: bool,
    /// Reads again what this console has written meanwhile; until then what was read stays in sight. Not for a form:
    /// what is typed belongs to what was read first.
    #[prop(optional)]
    follow: bool,
    /// Draws what was read. It follows by itself what is read again.
    #[prop(into)]
    draw: Draw,
    /// Draws something else than the plain words when there is no such rule.
    #[prop(optional, into)]
    missing: Option<DrawMissing>,
) -> impl IntoView {
    let tries = RwSignal::new(0_u32);
    let again = Callback::new(move |()| tries.update(|tries| *tries = tries.wrapping_add(1)));
    let wanted = id.clone();
    let answers = LocalResource::new(move || {
        let this_try = tries.get();
        if follow {
            bucket.rules.track_writes();
        }
        let (client, id) = (bucket.client(), wanted.clone());
        async move {
            let call = if any { client.get_any(&id) } else { client.get_rule(&id) };
            (this_try, call.await)
        }
    });
    // The answer to an earlier try is none to this one.
    let known = Memo::new(move |_| {
        let this_try = tries.get();
        answers.with(|answer| match answer {
            Some((of, answer)) if *of == this_try => Known::of(answer),
            _ => Known::Waiting,
        })
    });
    // What a missing network has cut off is read when it is back.
    let online = use_online();
    Effect::new(move |was_online: Option<bool>| {
        let is_cut_off =
            |known: &Known| matches!(known, Known::Failed(error) if error.kind.is_about_the_network());
        if online.get() && was_online == Some(false) && known.with_untracked(is_cut_off) {
            again.run(());
        }
        online.get_untracked()
    });
    let last = Memo::new(move |before: Option<&Option<StoredRule>>| {
        answers.with(|answer| match answer {
            Some((_, Ok(stored))) => Some(stored.clone()),
            _ => before.cloned().flatten(),
        })
    });
    let id = StoredValue::new(id);
    let not_read = move || match known.get() {
        Known::Waiting | Known::Read => ().into_any(),
        Known::Missing => match missing {
            Some(missing) => untrack(|| missing.run(again)),
            None => view! { <Missing bucket id=id.get_value() on_again=again/> }.into_any(),
        },
        Known::Failed(error) => view! { <NotRead bucket error on_again=again/> }.into_any(),
    };
    let is_read = Memo::new(move |_| known.with(|known| *known == Known::Read));
    let contents = move || {
        if !is_read.get() {
            return None;
        }
        let first = last.get_untracked()?;
        let stored = Memo::new(move |_| last.get().unwrap_or_else(|| first.clone()));
        Some(untrack(|| draw.run(stored.into())))
    };
    view! {
        <div class="read">
            <div role="status">
                <When when=move || known.with(|known| *known == Known::Waiting)>
                    <Waiting><Trying bucket what=|what| what == What::Read names=Names::Nothing/></Waiting>
                </When>
            </div>
            <Alerts>{not_read}</Alerts>
            {contents}
        </div>
    }
}

/// Says that a rule is being read.
#[component]
pub(crate) fn Waiting(
    /// What holds it up.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <p class="progress">
            <Spinner/>
            <span>{move || t_string!(i18n, rule.loading)}</span>
            {children.map(|children| children())}
        </p>
    }
}

/// Why a rule was not read, with Retry.
#[component]
fn NotRead(
    bucket: OpenBucket,
    error: Error,
    /// Reads again.
    on_again: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let renew = error.kind.is_about_credentials().then(|| view! { <RenewButton bucket/> });
    view! {
        <FailedCall error bucket again=on_again>
            <Button look=Look::Primary on_click=on_again>
                <Icon picture=Picture::Refresh/>
                {move || t_string!(i18n, rules.retry)}
            </Button>
            {renew}
        </FailedCall>
    }
}

/// The plain words for a rule that does not exist.
#[component]
fn Missing(
    bucket: OpenBucket,
    id: String,
    /// Reads again.
    on_again: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <NotFound bucket id on_again>
            <h2>{move || t_string!(i18n, rule.not_found_title)}</h2>
        </NotFound>
    }
}

/// Says under a heading that there is no such rule, and offers what the device keeps of it.
#[component]
pub(crate) fn NotFound(
    bucket: OpenBucket,
    #[prop(into)] id: String,
    /// Reads again: what the device kept was written.
    on_again: Callback<()>,
    /// The heading.
    children: Children,
) -> impl IntoView {
    let i18n = use_i18n();
    let name = marked(&id).into_owned();
    let words = move || {
        let place = bucket.place();
        t_string!(i18n, rule.not_found_text, bucket = place.bucket.as_str(), id = name.as_str())
    };
    view! {
        <div class="fields">
            <InterruptedNote bucket id on_written=on_again/>
            <div class="nothing">
                {children()}
                <p>{words}</p>
                <a class="button primary" href=bucket.list().address()>
                    {move || t_string!(i18n, rule.to_list)}
                </a>
            </div>
        </div>
    }
}
