//! The table taken out of the console: every rule that matches, in the table's order, with the columns in sight.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::cells::text;
use crate::app::components::menu;
use crate::app::i18n::{t_string, use_i18n};
use crate::app::services::clipboard;
use crate::app::services::clock;
use crate::app::services::download::give;
use crate::app::services::notices::{Notices, use_notices};
use crate::app::services::open_bucket::OpenBucket;
use crate::app::services::preferences::use_preferences;
use crate::app::words::{Words, use_words};
use crate::export::file_name;
use crate::export::listing::Listing;
use crate::model::Rule;
use crate::state::preferences::Preferences;
use crate::state::table::TableView;

/// What it is taken away as.
#[derive(Clone, Copy)]
enum Shape {
    /// A file for spreadsheets.
    Csv,
    /// A table on the clipboard.
    Markdown,
}

/// Both, as entries of a menu.
#[component]
pub(super) fn TakeAway(bucket: OpenBucket) -> impl IntoView {
    let i18n = use_i18n();
    let takes = Takes { bucket, words: use_words(), notices: use_notices(), preferences: use_preferences() };
    let count = Memo::new(move |_| takes.view().matches);
    let item = move |shape: Shape| {
        view! {
            <li>
                <button
                    type="button"
                    class="menu-item"
                    aria-disabled=move || (count.get() == 0).then_some("true")
                    on:click=move |_| {
                        if count.get_untracked() > 0 {
                            menu::close();
                            takes.take(shape);
                        }
                    }
                >
                    <span>
                        {move || match shape {
                            Shape::Csv => t_string!(i18n, table_out.csv),
                            Shape::Markdown => t_string!(i18n, table_out.markdown),
                        }}
                    </span>
                    <span class="reason">
                        {move || match count.get() {
                            0 => t_string!(i18n, table_out.none).to_owned(),
                            count => t_string!(i18n, table_out.all, count = count),
                        }}
                    </span>
                </button>
            </li>
        }
    };
    view! { <ul class="menu-list">{[Shape::Csv, Shape::Markdown].map(item).into_iter().collect_view()}</ul> }
}

/// What it needs. It outlives the menu. Cheap to copy.
#[derive(Clone, Copy)]
struct Takes {
    bucket: OpenBucket,
    words: Words,
    notices: Notices,
    preferences: RwSignal<Preferences>,
}

impl Takes {
    fn take(self, shape: Shape) {
        let (listing, whole) = untrack(|| (self.listing(), self.is_whole()));
        match shape {
            Shape::Csv => self.download(&listing, whole),
            Shape::Markdown => self.copy(&listing, whole),
        }
    }

    fn download(self, listing: &Listing, whole: bool) {
        let i18n = self.words.i18n;
        let name = file_name(&self.bucket.place().bucket, clock::now(), "csv");
        let count = listing.rows.len();
        if give(&name, "text/csv;charset=utf-8", &listing.csv()).is_none() {
            return self.notices.failure(t_string!(i18n, bundle.refused).to_owned(), None);
        }
        self.told(
            whole,
            match whole {
                true => t_string!(i18n, bundle.done, count = count, name = name),
                false => t_string!(i18n, table_out.csv_partial, count = count, name = name),
            },
        );
    }

    fn copy(self, listing: &Listing, whole: bool) {
        let i18n = self.words.i18n;
        let (text, count) = (listing.markdown(), listing.rows.len());
        spawn_local(async move {
            if !clipboard::put(&text).await {
                return self.notices.failure(t_string!(i18n, rule.copy_failed).to_owned(), None);
            }
            self.told(
                whole,
                match whole {
                    true => t_string!(i18n, table_out.copied, count = count),
                    false => t_string!(i18n, table_out.copied_partial, count = count),
                },
            );
        });
    }

    /// That rules may be missing is not said in passing.
    fn told(self, whole: bool, said: String) {
        match whole {
            true => self.notices.success(said, None),
            false => drop(self.notices.warning(said, None)),
        }
    }

    /// Whether the table has every rule of the bucket to choose from.
    fn is_whole(self) -> bool {
        self.bucket.rules.listing().with(|listing| listing.is_complete())
    }

    /// The rows of all view pages.
    fn view(self) -> TableView {
        let rules = self.bucket.rules;
        let query = rules.query();
        rules
            .selection()
            .with(|chosen| rules.listing().with(|listing| TableView::of(listing.rules(), &query, chosen)))
    }

    fn listing(self) -> Listing {
        let (words, view, query) = (self.words, self.view(), self.bucket.rules.query());
        self.preferences.with(|preferences| {
            let columns = query.columns_or(&preferences.columns);
            self.bucket.rules.listing().with(|listing| {
                let rules = view.matching.iter().filter_map(|at| listing.rules().get(*at));
                let row = |rule: &Rule| {
                    let held = listing.is_held(rule.id());
                    columns.iter().map(|column| text(words, rule, held, *column)).collect()
                };
                Listing {
                    columns: columns.iter().map(|column| words.column(*column).to_owned()).collect(),
                    rows: rules.map(row).collect(),
                }
            })
        })
    }
}
