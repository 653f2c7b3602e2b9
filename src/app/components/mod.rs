//! Small parts that take plain values and callbacks. None of them reads a route, sends a request
//! or knows a rule of a provider.

pub(crate) mod copy;
pub(crate) mod error_panel;
pub(crate) mod field;
pub(crate) mod finding;
pub(crate) mod footer;
pub(crate) mod frame;
pub(crate) mod heading;
pub(crate) mod icon;
pub(crate) mod inputs;
pub(crate) mod menu;
mod messages;
pub(crate) mod pager;
pub(crate) mod shown;
pub(crate) mod spinner;
pub(crate) mod status;
mod time_left;
