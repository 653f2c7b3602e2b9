//! The form of a rule: a new one, what a stored one says, and one change to several.

mod choice;
mod control;
mod date;
mod destination;
mod differing;
mod draft_offer;
mod drafts;
mod field;
mod flag;
mod form_findings;
mod form_state;
mod keys;
mod leave;
mod line;
mod lines;
mod more_filters;
mod outcome;
mod page;
mod preview;
mod review;
mod sections;
mod send;
mod several;
mod several_review;

use leptos::prelude::*;

use crate::app::services::open_bucket::OpenBucket;
use form_state::Purpose;
use page::{RuleForm, StoredRuleForm};
use several::SeveralPage;

/// What draws the form for a new rule.
pub(crate) fn create_form(bucket: OpenBucket) -> AnyView {
    view! { <RuleForm bucket purpose=Purpose::Create stored=None typed=None/> }.into_any()
}

/// What draws the form that changes a rule.
pub(crate) fn edit_form((bucket, id): (OpenBucket, String)) -> AnyView {
    view! { <StoredRuleForm bucket id purpose=Purpose::Edit/> }.into_any()
}

/// What draws the form for a rule like another one.
pub(crate) fn copy_form((bucket, id): (OpenBucket, String)) -> AnyView {
    view! { <StoredRuleForm bucket id purpose=Purpose::Copy/> }.into_any()
}

/// What draws the form for one change to all rules that are chosen.
pub(crate) fn several_form(bucket: OpenBucket) -> AnyView {
    view! { <SeveralPage bucket/> }.into_any()
}
