//! Small parts that take plain values and callbacks. None of them reads a route, sends a request
//! or knows a rule of a provider.

pub(crate) mod alerts;
pub(crate) mod button;
pub(crate) mod check;
pub(crate) mod copy;
pub(crate) mod dialog;
pub(crate) mod each;
pub(crate) mod field;
pub(crate) mod file_field;
pub(crate) mod fold;
pub(crate) mod forms;
pub(crate) mod gradually;
pub(crate) mod icon;
pub(crate) mod inputs;
pub(crate) mod leave_run;
pub(crate) mod menu;
pub(crate) mod names;
pub(crate) mod run_line;
pub(crate) mod separator;
pub(crate) mod shown;
pub(crate) mod spinner;
pub(crate) mod tabs;
pub(crate) mod trying;
pub(crate) mod when;
