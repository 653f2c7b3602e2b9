//! Whole-browser runs: the built console in a real Chromium, against the sandbox.
//!
//! Each journey has its own sandbox and browser context, finds things by role and name as a
//! user does, waits for what a user would see, and ends with a search for secrets.
//! Reading order: `journey` (what surrounds each), `page`, `seeing` and `hands` (what a user sees and does, with
//! the mouse or by keys alone), `cloud` (what differs between the providers), `on_the_way` (what goes wrong at
//! will), then any other.

mod addresses;
mod appearance;
mod as_code;
mod at_hand;
mod at_once;
mod back_from_many;
mod beside;
mod broken_saves;
mod browser;
mod bulk;
mod by_relay;
mod choosing;
mod clock;
mod cloud;
mod comparing;
mod connecting;
mod connections;
mod console;
mod context;
mod copies;
mod cors;
mod crossing;
mod days_work;
mod doctor;
mod doctor_walls;

mod drafts;
mod editing;
mod endpoint_fails;
mod every_field;
mod expiry;
mod failures;
mod finding;
mod first_light;
mod first_rows;
mod hands;
mod heard_later;
mod import_table;
mod importing;
mod importing_on;
mod in_sight;
mod journey;
mod keys;
mod leaving;
mod left_behind;
mod log;
mod look_alikes;
mod lost_answers;
mod many_buckets;
mod messages;
mod midway;
mod mouse;
mod odd_rules;
mod on_the_way;
mod open_writes;
mod page;
mod panel_size;
mod pasting;
mod preferences;
mod print;
mod recovering;
mod removing;
mod renewing;
mod renewing_fails;
mod runs;
mod same_view;
mod screens;
mod sealed;
mod secrets;
mod seeing;
mod shortcuts;
mod side_by_side;
mod site_config;
mod sixty_buckets;
mod stopped;
mod suggesting;
mod survival;
mod switching;
mod taking_away;
mod templates;
mod thousand;
mod together;
mod twice;
mod undo;
mod views;
mod widths;
mod without_mouse;
mod wrong_region;
