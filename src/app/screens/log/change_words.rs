//! A change in words: on the screen, and in a ticket.

use crate::app::i18n::t_string;
use crate::app::words::Words;
use crate::export::change_record::Told;
use crate::export::listing::Listing;
use crate::state::change_record::Change;

/// What is known of a change, each with its name.
pub(super) fn facts(words: Words, change: &Change) -> Vec<(String, String)> {
    let i18n = words.i18n;
    let part_of = change.part_of.map(|part_of| words.part_of(part_of).to_owned());
    let sent = change.sent.iter().map(|sent| {
        let status = sent.status.map_or_else(|| t_string!(i18n, log.no_answer).to_owned(), |s| s.to_string());
        [sent.method.as_str(), &status, &sent.request_id].join(" ").trim_end().to_owned()
    });
    let facts = [
        (t_string!(i18n, log.time), change.at.zoned(0)),
        (t_string!(i18n, log.bucket), words.place(&change.place)),
        (t_string!(i18n, log.rule), change.rule.clone()),
        (t_string!(i18n, log.part_of), part_of.unwrap_or_default()),
        (t_string!(i18n, log.outcome), words.change_outcome(change.why.outcome).to_owned()),
        (t_string!(i18n, error.code), change.why.code.clone()),
        (t_string!(i18n, log.writes), sent.collect::<Vec<_>>().join(", ")),
    ];
    let facts = facts.into_iter().filter(|(_, value)| !value.is_empty());
    facts.map(|(name, value)| (name.to_owned(), value)).collect()
}

/// A change as a ticket tells it.
pub(super) fn told(words: Words, change: &Change) -> Told {
    let i18n = words.i18n;
    let [before, after] = change.rules();
    let said = |rule: &Option<_>, part| rule.as_ref().map(|rule| words.said(rule, part)).unwrap_or_default();
    let row = |part| vec![words.part(part).to_owned(), said(&before, part), said(&after, part)];
    let columns = [t_string!(i18n, edit.part), t_string!(i18n, review.before), t_string!(i18n, review.after)];
    Told {
        title: format!("{} · {}", words.act(change.act), change.rule),
        facts: facts(words, change),
        parts: Listing {
            columns: columns.map(str::to_owned).to_vec(),
            rows: change.differing().into_iter().map(|differing| row(differing.part)).collect(),
        },
    }
}
