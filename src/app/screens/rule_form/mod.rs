//! The form of a rule: a new one, what a stored one says, and one change to several.

mod among;
mod choice;
mod clash;
mod control;
mod date;
mod destination;
mod differing;
mod draft_offer;
mod drafts;
mod field;
mod flag;
mod footer;
mod form_findings;
mod form_state;
mod from_template;
mod leave;
mod line;
mod lines;
mod more_filters;
mod outcome;
mod page;
mod preview;
mod replace;
mod review;
mod run_once;
mod sections;
mod send;
mod several;
mod several_changes;
mod several_review;
mod suggestions;

pub(crate) use form_state::Purpose;
pub(crate) use page::{NewRuleForm, StoredRuleForm};
pub(crate) use several::SeveralPage;
