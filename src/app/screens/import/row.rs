//! The rows of the table: what is in the file, and what became of it.

use leptos::prelude::*;

use super::entry::{Entry, Fate};
use super::importing::Importing;
use super::words::refused_words;
use crate::app::components::button::{Button, Size};
use crate::app::components::icon::{Icon, Picture};
use crate::app::components::shown::{Shown, shown};
use crate::app::components::spinner::Spinner;
use crate::app::i18n::{I18n, t_string, use_i18n};
use crate::app::screens::rule::status::look;
use crate::app::words::{Words, use_words};
use crate::export::bundle::RefusedRule;
use crate::model::Rule;
use crate::model::rule::Part;
use crate::model::visible::marked;
use crate::state::import::Standing;

/// What is told of each rule besides its id and what becomes of it.
pub(super) const COLUMNS: [Part; 4] = [Part::Enabled, Part::Frequency, Part::Prefix, Part::Bucket];

/// A rule of the file, with the box that chooses it while it can be created.
#[component]
pub(super) fn Row(
    importing: Importing,
    entry: Entry,
    /// Called to see in what it differs.
    on_differences: Callback<usize>,
) -> impl IntoView {
    let words = use_words();
    let (at, fate, wanted) = (entry.at, entry.fate, entry.wanted);
    let (id, stored) = (entry.stored.rule.id().to_owned(), entry.stored.clone());
    let is_open = move || fate.with(|fate| fate.is_open(importing.standing(at)));
    let is_done = move || fate.with(|fate| matches!(fate, Fate::Creating | Fate::Created));
    let name = id.clone();
    view! {
        <tr>
            <th scope="row">
                <label class="check">
                    <input
                        type="checkbox"
                        prop:checked=move || wanted.get() && (is_open() || is_done())
                        disabled=move || !is_open() || importing.acting.get()
                        on:change=move |event| importing.want(&entry, event_target_checked(&event))
                    />
                    <span>{shown(id)}</span>
                </label>
            </th>
            <td>{move || became(words.i18n, &fate.get(), importing.standing(at), &name, at, on_differences)}</td>
            {move || cells(words, &stored.rule)}
        </tr>
    }
}

/// What became of a rule, or what it is to the bucket as long as nothing did.
fn became(
    i18n: I18n,
    fate: &Fate,
    standing: Standing,
    id: &str,
    at: usize,
    on_differences: Callback<usize>,
) -> AnyView {
    let plain = |class: &'static str, picture: Picture, words: &'static str| {
        view! {
            <span class=class>
                <Icon picture/>
                {words}
            </span>
        }
        .into_any()
    };
    let there = |words: &'static str| plain("status off", Picture::Off, words);
    match fate {
        Fate::Creating => view! { <Spinner/> }.into_any(),
        Fate::Failed(_) => plain("status", Picture::Alert, t_string!(i18n, import.not_created)),
        Fate::Exists => there(t_string!(i18n, import.exists)),
        Fate::Created if standing != Standing::Deleted => {
            plain("status on", Picture::On, t_string!(i18n, import.created))
        }
        Fate::Open | Fate::Created => match standing {
            Standing::New | Standing::Deleted => {
                view! { <span class="status">{t_string!(i18n, import.new)}</span> }.into_any()
            }
            Standing::Same => there(t_string!(i18n, import.same)),
            Standing::Unreadable => there(t_string!(i18n, import.exists)),
            Standing::Differs => {
                let label = t_string!(i18n, import.differences_of, id = marked(id));
                view! {
                    {there(t_string!(i18n, import.differs))}
                    " "
                    <Button size=Size::Small label on_click=move || on_differences.run(at)>
                        {t_string!(i18n, import.differences)}
                    </Button>
                }
                .into_any()
            }
        },
    }
}

/// What it says, in one closure: an effect for each text takes longer than writing all of them.
fn cells(words: Words, rule: &Rule) -> Vec<AnyView> {
    let cell = |part: Part| match part {
        Part::Enabled => {
            let (class, picture) = look(rule);
            let said = words.value(rule, part).unwrap_or_default();
            view! {
                <td>
                    <span class=class>
                        <Icon picture/>
                        {said}
                    </span>
                </td>
            }
            .into_any()
        }
        Part::Bucket => text_cell(rule.destination()),
        part => text_cell(words.value(rule, part).unwrap_or_default()),
    };
    COLUMNS.into_iter().map(cell).collect()
}

fn text_cell(said: String) -> AnyView {
    view! { <td>{shown(said)}</td> }.into_any()
}

/// A rule of the file that cannot be taken, and why.
#[component]
pub(super) fn RefusedRow(rule: RefusedRule) -> impl IntoView {
    let i18n = use_i18n();
    let id = rule.id.clone();
    let name = move || match id.as_str() {
        "" => view! { <em>{t_string!(i18n, rules.without_id)}</em> }.into_any(),
        id => view! { <Shown name=id.to_owned()/> }.into_any(),
    };
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td colspan=(COLUMNS.len() + 1).to_string()>
                <span class="status">
                    <Icon picture=Picture::Alert/>
                    {move || refused_words(i18n, &rule)}
                </span>
            </td>
        </tr>
    }
}
