//! What is in a file of templates: what each is to those of the device, and taking those that are chosen.

use std::sync::Arc;

use leptos::prelude::*;

use super::kept;
use crate::app::components::alerts::Alerts;
use crate::app::components::button::Button;
use crate::app::components::check::{Check, CheckKind};
use crate::app::components::shown::Shown;
use crate::app::components::when::When;
use crate::app::i18n::{t_string, use_i18n};
use crate::app::services::open_bucket::OpenBucket;
use crate::export::template_file::Contents;
use crate::form::template::{Standing, Template};
use crate::model::visible::marked;

/// A template of a file.
#[derive(Clone)]
struct Offer {
    template: Template,
    standing: Standing,
    wanted: RwSignal<bool>,
}

/// What is in a file. What is new is taken unless it is left out; what would replace another one only if that is chosen.
#[component]
pub(super) fn Offers(
    bucket: OpenBucket,
    own: RwSignal<Vec<Template>>,
    contents: Arc<Contents>,
    on_taken: Callback<usize>,
) -> impl IntoView {
    let i18n = use_i18n();
    let connection = bucket.connection();
    let offer = |template: &Template| {
        let standing = own.with_untracked(|own| template.standing(own, &connection));
        let wanted = RwSignal::new(standing == Standing::New);
        Offer { template: template.clone(), standing, wanted }
    };
    let offers: Vec<Offer> = contents.templates.iter().map(offer).collect();
    let rows = offers.clone().into_iter().map(|offer| view! { <OfferRow offer/> }).collect_view();
    let offers = StoredValue::new(offers);
    let count = Memo::new(move |_| {
        offers.with_value(|offers| offers.iter().filter(|offer| offer.wanted.get()).count())
    });
    let refused = RwSignal::new(false);
    let take = move || {
        // Another tab may have kept others meanwhile: what would be replaced is chosen anew.
        let now = kept::of(bucket.place().provider);
        if own.with_untracked(|own| *own != now) {
            return own.set(now);
        }
        let is_wanted = |offer: &&Offer| offer.wanted.get_untracked();
        let wanted: Vec<Template> = offers.with_value(|offers| {
            offers.iter().filter(is_wanted).map(|offer| offer.template.clone()).collect()
        });
        let count = wanted.len();
        match kept::keep_all(wanted) {
            true => on_taken.run(count),
            false => refused.set(true),
        }
    };
    let (of_other, unreadable) = (contents.of_other.join(", "), contents.unreadable.join(", "));
    let left_out = [
        (!of_other.is_empty()).then(|| t_string!(i18n, template.of_other, names = marked(&of_other))),
        (!unreadable.is_empty()).then(|| t_string!(i18n, select.left_out, ids = marked(&unreadable))),
    ];
    let left_out = left_out.into_iter().flatten().map(|said| view! { <p class="note">{said}</p> });
    view! {
        <div class="fields">
            <h3>{move || t_string!(i18n, template.in_file)}</h3>
            <ul class="names">{rows}</ul>
            {left_out.collect_view()}
            <Alerts>
                <When when=move || refused.get()>
                    <p class="problem">{move || t_string!(i18n, template.not_kept)}</p>
                </When>
            </Alerts>
            <div class="form-actions">
                <Button inert=move || count.get() == 0 on_click=take>
                    {move || match count.get() {
                        1 => t_string!(i18n, template.take_one).to_owned(),
                        count => t_string!(i18n, template.take_many, count = count),
                    }}
                </Button>
            </div>
        </div>
    }
}

/// What a template of a file is, and whether it is to be taken.
#[component]
fn OfferRow(offer: Offer) -> impl IntoView {
    let i18n = use_i18n();
    let Offer { template, standing, wanted } = offer;
    let said = move || match standing {
        Standing::New => t_string!(i18n, import.new),
        Standing::Same => t_string!(i18n, template.same),
        Standing::Differs => t_string!(i18n, template.differs),
    };
    let name = view! {
        <span>
            <Shown name=template.name/>
        </span>
    };
    // What is kept already needs no choice.
    let named = match standing {
        Standing::Same => name.into_any(),
        Standing::New | Standing::Differs => {
            let on_change = move |on| wanted.set(on);
            view! {
                <Check kind=CheckKind::Box name="template-taken" checked=wanted on_change>
                    {name}
                </Check>
            }
            .into_any()
        }
    };
    view! {
        <li>
            {named}
            " "
            <span class="quiet-text">{said}</span>
        </li>
    }
}
