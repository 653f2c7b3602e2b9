//! What the browser gives and what the screens share. No markup.
//!
//! What is shared comes by context: a small `Copy` struct of signals with methods, provided by
//! [`provide`], and one `use_x()` beside it. A `use_x()` elsewhere takes several of them out together, for what goes on
//! when its component is gone (`use_changing`, `use_entrance`); [`here::use_here`] makes what it gives.

pub(crate) mod at_work;
pub(crate) mod attempts;
pub(crate) mod body;
pub(crate) mod change_record;
pub(crate) mod clipboard;
pub(crate) mod clock;
pub(crate) mod connections;
pub(crate) mod credential_reader;
pub(crate) mod deployment;
pub(crate) mod dialogs;
pub(crate) mod download;
pub(crate) mod files;
pub(crate) mod focus;
pub(crate) mod here;
pub(crate) mod journal;
pub(crate) mod keeper;
pub(crate) mod latest;
pub(crate) mod listing;
pub(crate) mod log;
pub(crate) mod navigation;
pub(crate) mod network;
pub(crate) mod notices;
pub(crate) mod open_bucket;
pub(crate) mod preferences;
pub(crate) mod press;
pub(crate) mod probe;
pub(crate) mod renewal;
pub(crate) mod request_log;
pub(crate) mod run;
pub(crate) mod shortcuts;
pub(crate) mod storage;
pub(crate) mod taken;
pub(crate) mod transport;
pub(crate) mod troubles;
pub(crate) mod under_way;
pub(crate) mod wake;

/// Provides every context, once, by the page itself. An order: what comes later reads what came before.
pub(crate) fn provide() {
    transport::watch_policy();
    transport::keep_no_timings();
    focus::watch();
    press::watch();
    clock::provide();
    network::provide();
    preferences::provide();
    navigation::provide();
    log::provide();
    notices::provide();
    deployment::provide();
    connections::provide();
    renewal::watch();
    troubles::provide();
    dialogs::provide();
    shortcuts::listen();
    taken::provide();
    under_way::watch();
}
