//! Rules as a file that Import brings back.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::changing::line_of;
use crate::app::i18n::t_string;
use crate::app::services::clock;
use crate::app::services::download::give;
use crate::app::services::notices::{Kind, Line, Notices};
use crate::app::services::open_bucket::OpenBucket;
use crate::app::services::run::Running;
use crate::app::services::transport::FetchTransport;
use crate::app::words::Words;
use crate::export::bundle::written;
use crate::export::file_name;
use crate::model::visible::marked;
use crate::provider::StoredRule;
use crate::provider::client::Client;
use crate::provider::error::Error;
use crate::provider::xml::Element;
use crate::state::at_work::{Deed, NotBegun};
use crate::state::gathering::Gathering;

/// Reads rules anew and gives them to the browser as one file. All or nothing: a copy
/// that lacks rules would be mistaken for a whole one. A rule that does not exist any more is left out. Nothing else on this
/// page writes one of them meanwhile: it may be nowhere between its removal and its new form.
pub(crate) fn download(words: Words, notices: Notices, bucket: OpenBucket, ids: Vec<String>) {
    let Some(first) = ids.first() else { return };
    let running = match Running::begin(&bucket.place(), ids.clone(), Deed::Copy) {
        Ok(running) => running,
        Err(NotBegun::AtWork(ids)) => return notices.failure(words.at_work(&ids), None),
        // Copies do each other no harm.
        Err(NotBegun::Same) => return,
    };
    let line = line_of(running.run());
    let said = t_string!(words.i18n, bundle.reading, id = marked(first));
    let notice = notices.goes_on(None, said, line.clone());
    let copying = Copying { words, notices, bucket, notice, line };
    spawn_local(async move {
        let (kind, said) = match copying.copied(ids, running).await {
            Ok(said) => (Kind::Success, said),
            Err(said) => (Kind::Failure, said),
        };
        notices.turn_into(notice, kind, said, None);
    });
}

/// A copy under way.
struct Copying {
    words: Words,
    notices: Notices,
    bucket: OpenBucket,
    notice: u32,
    line: Option<Line>,
}

impl Copying {
    /// Makes the file; says what is in it, or why there is none.
    async fn copied(&self, ids: Vec<String>, running: Running) -> Result<String, String> {
        let i18n = self.words.i18n;
        let rules = self.read(&ids, running).await?;
        let connection = self.bucket.connection();
        let name = file_name(&connection.bucket, clock::now(), "json");
        let text = written(&connection, &rules).to_text().ok();
        match text.and_then(|text| give(&name, "application/json", &text)) {
            Some(()) => Ok(t_string!(i18n, bundle.done, count = rules.len(), name = name)),
            None => Err(t_string!(i18n, bundle.refused).to_owned()),
        }
    }

    /// The documents by their ids, or why there are none.
    async fn read(&self, ids: &[String], running: Running) -> Result<Vec<(String, Element)>, String> {
        let i18n = self.words.i18n;
        let begins = |id: &str| {
            let said = t_string!(i18n, bundle.reading, id = marked(id));
            self.notices.goes_on(Some(self.notice), said, self.line.clone());
        };
        match read_each(self.bucket, ids, running, begins).await {
            Ok(rules) => Ok(rules.into_iter().map(|(id, stored)| (id, stored.document)).collect()),
            Err(NotRead::Stopped { done }) => {
                Err(t_string!(i18n, bundle.stopped, done = done, count = ids.len()))
            }
            Err(NotRead::Failed { id, error }) => {
                let [what, ..] = self.words.error(&error, &self.bucket.connection());
                Err(t_string!(i18n, bundle.failed, id = marked(&id), what = what))
            }
        }
    }
}

/// Why not all of several rules were read.
pub(super) enum NotRead {
    /// It was stopped after so many.
    Stopped {
        /// How many were read.
        done: usize,
    },
    /// The reading of one failed.
    Failed {
        /// Which.
        id: String,
        /// Why.
        error: Error,
    },
}

/// Reads rules anew: out of the pages of the list where those are fewer requests, and one after another what they have not
/// brought. Each is told before; one that does not exist any more is left out.
pub(super) async fn read_each(
    bucket: OpenBucket,
    ids: &[String],
    mut running: Running,
    begins: impl Fn(&str),
) -> Result<Vec<(String, StoredRule)>, NotRead> {
    let client = bucket.client();
    let listing = bucket.rules.listing();
    let mut gathering = listing.with_untracked(|listing| Gathering::new(ids, listing, client.capabilities()));
    read_pages(&client, &mut gathering, &mut running, &begins).await?;
    let mut done = gathering.count();
    let mut rules = Vec::with_capacity(ids.len());
    for id in ids {
        if let Some(stored) = gathering.take(id) {
            rules.push((id.clone(), stored));
            continue;
        }
        if !running.goes_on_with(id).await {
            return Err(NotRead::Stopped { done });
        }
        begins(id);
        match client.get_any(id).await {
            Ok(stored) => rules.push((id.clone(), stored)),
            Err(error) if error.is_absence() => {}
            Err(error) => return Err(NotRead::Failed { id: id.clone(), error }),
        }
        running.has_result();
        done += 1;
    }
    Ok(rules)
}

/// Reads as many pages of the list as it takes. Before each the first rule is told that it may bring.
async fn read_pages(
    client: &Client<FetchTransport>,
    gathering: &mut Gathering,
    running: &mut Running,
    begins: &dyn Fn(&str),
) -> Result<(), NotRead> {
    while let Some((id, token)) = gathering.next_page() {
        if !running.goes_on_with(id).await {
            return Err(NotRead::Stopped { done: gathering.count() });
        }
        begins(id);
        match client.stored_page(token).await {
            Ok(page) => {
                let came = gathering.page_arrived(page, clock::now());
                (0..came).for_each(|_| running.has_result());
            }
            Err(error) => return Err(NotRead::Failed { id: id.to_owned(), error }),
        }
    }
    Ok(())
}
