//! What can be done with the rules that are chosen, in a menu and, once some are, above the table. What cannot be done
//! stays in sight and says why.

use leptos::prelude::*;
use loader::loader;

use super::rule_action::{Acts, RuleAction, reason, use_does};
use super::take_away::TakeAway;
use crate::app::components::icon::{Icon, Picture};
use crate::app::components::menu::{self, Menu, MenuLabel};
use crate::app::i18n::{t_string, use_i18n};
use crate::app::lazy::Loaded;
use crate::app::services::open_bucket::OpenBucket;
use crate::state::acting::{Chosen, Needs};

/// What draws the menu.
#[loader(later)]
pub(super) fn actions() -> Loaded<Acts> {
    Ok(|acts| view! { <Actions acts/> }.into_any())
}

/// What draws the buttons above the table.
#[loader(later)]
pub(super) fn verbs() -> Loaded<Acts> {
    Ok(|acts| view! { <Verbs acts/> }.into_any())
}

/// What is chosen, as it changes.
fn chosen(bucket: OpenBucket) -> Memo<Chosen> {
    let (listing, selection) = (bucket.rules.listing(), bucket.rules.selection());
    Memo::new(move |_| selection.with(|chosen| listing.with(|listing| Chosen::of(chosen, listing.rules()))))
}

/// What is in the menu of actions.
#[component]
fn Actions(acts: Acts) -> impl IntoView {
    view! {
        <Items acts actions=&RuleAction::ALL/>
        <TakeAway bucket=acts.bucket/>
    }
}

/// Actions in a menu.
#[component]
fn Items(acts: Acts, actions: &'static [RuleAction]) -> impl IntoView {
    let (i18n, does, chosen) = (use_i18n(), use_does(acts), chosen(acts.bucket));
    let item = move |action: RuleAction| {
        let refused = move || chosen.get().refuses(action.needs());
        let about_all = move || chosen.get().ids == 0 && action.needs() == Needs::ReadableOrNothing;
        view! {
            <li>
                <button
                    type="button"
                    class="menu-item"
                    aria-disabled=move || refused().map(|_| "true")
                    on:click=move |_| {
                        if untrack(refused).is_none() {
                            menu::close();
                            does.act(action);
                        }
                    }
                >
                    <span>{move || action.words(i18n)}</span>
                    {move || {
                        refused().map(|why| view! { <span class="reason">{reason(why, i18n)}</span> })
                    }}
                    {move || {
                        about_all()
                            .then(|| view! { <span class="reason">{t_string!(i18n, select.every_rule)}</span> })
                    }}
                </button>
            </li>
        }
    };
    view! { <ul class="menu-list">{actions.iter().copied().map(item).collect_view()}</ul> }
}

/// The id of the words that say why some of the buttons above the table do nothing.
const WHY: &str = "why-not";

/// The buttons above the table. Each is called by what it is done to, too: the menu has the same words. Where not all have
/// room, those that are wanted less often give way to a menu, and then all of them (`style/table.css`).
#[component]
fn Verbs(acts: Acts) -> impl IntoView {
    let i18n = use_i18n();
    let (does, chosen) = (use_does(acts), chosen(acts.bucket));
    let verb = move |action: RuleAction| {
        let refused = move || chosen.get().refuses(action.needs());
        let class = match action {
            RuleAction::Delete => "button small verb danger-quiet",
            RuleAction::Enable | RuleAction::Disable => "button small verb",
            _ => "button small verb rare",
        };
        view! {
            <button
                type="button"
                class=class
                aria-label=move || {
                    t_string!(i18n, select.act, action = action.words(i18n), count = chosen.get().ids)
                }
                aria-disabled=move || refused().map(|_| "true")
                aria-describedby=move || refused().map(|_| WHY)
                on:click=move |_| {
                    if untrack(refused).is_none() {
                        does.act(action);
                    }
                }
            >
                {move || action.words(i18n)}
            </button>
        }
    };
    // While something is chosen, all that cannot be done has one reason.
    let why = move || RuleAction::OF_MANY.into_iter().find_map(|action| chosen.get().refuses(action.needs()));
    view! {
        {RuleAction::OF_MANY.into_iter().map(verb).collect_view()}
        <div class="more">
            <Menu>
                <MenuLabel slot class="button small">
                    {move || t_string!(i18n, select.more)}
                    <Icon picture=Picture::Down/>
                </MenuLabel>
                <Items acts actions=&RuleAction::OF_MANY/>
            </Menu>
        </div>
        <span class="reason" id=WHY>
            {move || why().map(|why| reason(why, i18n))}
        </span>
    }
}
