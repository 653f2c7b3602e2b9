//! What a screen can be showing, as plain values: no signals, no requests.

pub mod acting;
pub mod at_once;
pub mod at_work;
pub mod cell_keys;
pub mod change_record;
pub mod changing;
pub mod cut_off;
pub mod failure;
pub mod filter;
pub mod gathering;
pub mod import;
pub mod kept_plan;
pub mod listing;
pub mod pace;
pub mod patterns;
pub mod plan;
pub mod preferences;
pub mod renewal;
pub mod request_log;
pub mod selection;
pub mod shortened;
pub mod side_by_side;
mod sort;
pub mod table;
pub mod widths;
