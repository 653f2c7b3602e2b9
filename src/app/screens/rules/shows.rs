//! What the page shows, which is what its address says, and what changes it.

use leptos::prelude::*;

use crate::app::services::navigation::{Navigation, use_navigation};
use crate::app::services::open_bucket::OpenBucket;
use crate::app::services::preferences::use_preferences;
use crate::model::rule::Part;
use crate::route::{Route, Screen};
use crate::state::preferences::Preferences;
use crate::state::selection::Selection;
use crate::state::table::{Tab, TableQuery, TableView};

/// What the page shows. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Shows {
    /// Whose rules.
    pub(super) bucket: OpenBucket,
    /// The filters, the order, the view page, and what stands beside the table.
    pub(super) query: Memo<TableQuery>,
    /// The rows.
    pub(super) view: Memo<TableView>,
    /// The rule that stands beside the table. One that was deleted here takes its panel with it.
    pub(super) details: Memo<Option<String>>,
    navigation: Navigation,
    preferences: RwSignal<Preferences>,
}

impl Shows {
    /// What the address says from now on, as long as it is about this table.
    pub(super) fn new(bucket: OpenBucket) -> Self {
        let (navigation, place, listing) = (use_navigation(), bucket.place(), bucket.rules.listing());
        let query = Memo::new(move |before: Option<&TableQuery>| {
            navigation.with_route(|route| match route {
                Route::Bucket { place: shown, screen: Screen::Rules(query) } if *shown == place => {
                    query.clone()
                }
                // The page is about to go, as it was left.
                _ => before.cloned().unwrap_or_default(),
            })
        });
        let details = Memo::new(move |_| {
            let id = query.with(|query| query.details.clone());
            id.filter(|id| !listing.with(|listing| listing.has_deleted(id)))
        });
        let selection = bucket.rules.selection();
        let view = Memo::new(move |_| {
            query.with(|query| {
                let view = |chosen: &Selection| {
                    listing.with(|listing| TableView::of(listing.rules(), query, chosen))
                };
                // Unless what is chosen decides what is shown, a choice changes nothing here.
                if query.chosen { selection.with(view) } else { selection.with_untracked(view) }
            })
        });
        Shows { bucket, query, view, details, navigation, preferences: use_preferences() }
    }

    /// An address that says nothing of its own takes the page size that the device remembers: a reload would.
    pub(super) fn remembered_page_size(self) {
        let says_nothing = move || self.query.with(|query| *query == TableQuery::default());
        let remembered = move || {
            let page_size = self.preferences.with_untracked(|preferences| preferences.page_size);
            if page_size != TableQuery::default().page_size {
                let query = TableQuery { page_size, ..TableQuery::default() };
                self.navigation.amend(&self.route(query));
            }
        };
        if untrack(says_nothing) {
            remembered();
        }
        Effect::watch(
            says_nothing,
            move |says_nothing, _, _| {
                if *says_nothing {
                    remembered();
                }
            },
            false,
        );
    }

    /// What is chosen is in no address: when none is any more, or was lost with a reload, every rule is shown again. The
    /// latter is said.
    pub(super) fn show_all_when_none_is_chosen(self) {
        let selection = self.bucket.rules.selection();
        let lacks = move || self.query.with(|query| query.chosen) && selection.with(Selection::is_empty);
        if untrack(lacks) {
            let query = self.query.with_untracked(|query| query.with_chosen(false));
            self.navigation.replace_without(&self.route(query), "chosen");
        }
        Effect::watch(
            lacks,
            move |lacks, _, _| {
                if *lacks {
                    self.only_chosen(false);
                }
            },
            false,
        );
    }

    /// The columns in sight: those of the address, or the person's own.
    pub(super) fn columns(self) -> Vec<Part> {
        self.query.with(|query| {
            self.preferences.with(|preferences| query.columns_or(&preferences.columns).to_vec())
        })
    }

    /// What is compared is what is chosen, as long as something stands beside the table: the address says it, and who
    /// opens it chooses these.
    pub(super) fn keep_compared(self, is_open: impl Fn() -> bool + Send + Sync + 'static) {
        let (listing, selection) = (self.bucket.rules.listing(), self.bucket.rules.selection());
        let said = Memo::new(move |_| self.query.with(|query| query.compared.clone()));
        let compared = Memo::new(move |_| match is_open() {
            true => selection.with(Selection::compared),
            false => Vec::new(),
        });
        Effect::new(move |before: Option<Vec<String>>| {
            let (said, compared) = (said.get(), compared.get());
            let is_new = before.as_ref() != Some(&said);
            if is_new && !said.is_empty() && said != compared {
                self.bucket.rules.choose_only(&said);
            } else if said != compared {
                let route = self.route(self.query.with_untracked(|query| query.with_compared(compared)));
                match listing.with_untracked(|listing| listing.lacks_any(&said)) {
                    true => self.navigation.replace_without(&route, "compare"),
                    false => self.navigation.replace(&route),
                }
            }
            said
        });
    }

    /// Notes what is shown where the way back from other screens finds it. It outlives the page.
    pub(super) fn keep_for_the_way_back(self) {
        Effect::new(move || self.bucket.rules.keep_query(self.query.get()));
    }

    /// Shows what has this text in it.
    pub(super) fn filter(self, text: &str) {
        self.change(|query| query.with_text(text));
    }

    /// Shows what has a value, beside what has others that are chosen; or does not any more.
    pub(super) fn facet(self, part: Part, value: &str, on: bool) {
        self.change(|query| query.with_facet(part, value, on));
    }

    /// Shows only what is chosen, or not.
    pub(super) fn only_chosen(self, only: bool) {
        self.change(|query| query.with_chosen(only));
    }

    /// Shows every rule.
    pub(super) fn clear_filters(self) {
        self.change(TableQuery::without_filters);
    }

    /// Sorts by a column.
    pub(super) fn sort(self, column: Part) {
        self.change(|query| query.sorted_by(column));
    }

    /// Shows a rule beside the table, or nothing.
    pub(super) fn beside(self, id: Option<&str>) {
        self.change(|query| query.with_details(id));
    }

    /// Shows a tab of the rule beside the table.
    pub(super) fn tab(self, tab: Tab) {
        self.change(|query| TableQuery { tab, ..query.clone() });
    }

    /// Shows so many rows on a view page, here and from now on.
    pub(super) fn page_size(self, page_size: usize) {
        self.preferences.update(|preferences| preferences.page_size = page_size);
        self.change(|query| TableQuery { page: 0, page_size, ..query.clone() });
    }

    /// Shows another view page: Back leads to the one before.
    pub(super) fn turn(self, page: usize) {
        let query = TableQuery { page, ..self.query.get_untracked() };
        self.navigation.turn(&self.route(query));
    }

    /// Shows something else of the same screen: the history stays as it is. Called from a later frame, too, when the page
    /// may be gone.
    pub(super) fn change(self, change: impl FnOnce(&TableQuery) -> TableQuery) {
        if let Some(query) = self.query.try_with_untracked(change) {
            self.navigation.replace(&self.route(query));
        }
    }

    /// The ids of all rules that match, in the table's order. One without an id cannot be asked for: nothing can be done
    /// with it.
    pub(super) fn matching_ids(self) -> Vec<String> {
        self.bucket.rules.listing().with(|listing| {
            let id = |at: &usize| listing.rules().get(*at).map(|rule| rule.id().to_owned());
            let id = |at: &usize| id(at).filter(|id| !id.is_empty());
            self.view.with(|view| view.matching.iter().filter_map(id).collect())
        })
    }

    fn route(self, query: TableQuery) -> Route {
        Route::bucket(&self.bucket.place(), Screen::Rules(query))
    }
}
