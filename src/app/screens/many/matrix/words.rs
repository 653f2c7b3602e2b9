//! The words in the cells.

use super::super::words::step_words;
use crate::app::i18n::t_string;
use crate::app::services::open_bucket::OpenBucket;
use crate::app::words::Words;
use crate::state::plan::Step;
use crate::state::side_by_side::{Cell, Sent};

/// What a cell says, and in how many parts the rule says less there, or something else.
pub(super) fn cell_words(words: Words, bucket: OpenBucket, cell: Cell, losses: usize) -> String {
    let said = one_cell(words, bucket, cell);
    match losses {
        0 => said,
        1 => t_string!(words.i18n, many.loses_in_one, said = said),
        count => t_string!(words.i18n, many.loses_in, said = said, count = count),
    }
}

fn one_cell(words: Words, bucket: OpenBucket, cell: Cell) -> String {
    let i18n = words.i18n;
    let said = match cell {
        Cell::Unread => t_string!(i18n, many.not_read),
        Cell::Absent => t_string!(i18n, many.absent),
        Cell::Extra => t_string!(i18n, many.extra),
        Cell::Same => t_string!(i18n, many.same),
        Cell::Missing => t_string!(i18n, many.missing),
        // What no part stands for.
        Cell::Differs(0) => t_string!(i18n, many.differs),
        Cell::Differs(1) => t_string!(i18n, many.differs_in_one),
        Cell::Differs(count) => return t_string!(i18n, many.differs_in, count = count),
        Cell::Cannot(why) => return step_words(words, bucket, Step::Cannot(why)),
        Cell::Sent(Sent::Writing) => t_string!(i18n, many.acting),
        Cell::Sent(Sent::Created) => t_string!(i18n, many.created),
        Cell::Sent(Sent::Changed) => t_string!(i18n, many.changed),
        Cell::Sent(Sent::Came) => t_string!(i18n, many.came),
        Cell::Sent(Sent::Failed) => t_string!(i18n, many.failed),
        Cell::Sent(Sent::TakenBack) => t_string!(i18n, many.taken_back),
        Cell::Sent(Sent::NotTakenBack) => t_string!(i18n, many.not_taken_back),
    };
    said.to_owned()
}

/// How a cell looks, beside its words.
pub(super) fn cell_class(cell: Cell) -> &'static str {
    match cell {
        Cell::Unread | Cell::Absent | Cell::Same => "quiet-text",
        Cell::Missing | Cell::Differs(_) => "differs",
        Cell::Extra => "besides",
        Cell::Cannot(_) | Cell::Sent(Sent::Came | Sent::Failed | Sent::NotTakenBack) => "failed",
        Cell::Sent(Sent::Writing | Sent::Created | Sent::Changed | Sent::TakenBack) => "done",
    }
}
