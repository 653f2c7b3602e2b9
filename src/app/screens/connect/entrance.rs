//! The way in: from a connection and its credentials to the bucket's rules.

use crate::app::services::connections::{Connections, use_connections};
use crate::app::services::navigation::{Navigation, use_navigation};
use crate::app::services::open_bucket::GivenBy;
use crate::model::{Connection, Credentials};
use crate::route::{Place, Route};

/// The way in. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Entrance {
    connections: Connections,
    navigation: Navigation,
}

/// The way in.
pub(super) fn use_entrance() -> Entrance {
    Entrance { connections: use_connections(), navigation: use_navigation() }
}

impl Entrance {
    /// Opens a connection and goes to its rules, or back to the screen that waited for it.
    pub(super) fn enter(self, connection: Connection, credentials: Credentials, given_by: GivenBy) {
        let place = Place::of(&connection);
        // A checked connection always has an endpoint: the draft and the configuration made sure.
        if self.connections.connect(connection, credentials, given_by).is_err() {
            return;
        }
        match self.navigation.route_untracked() {
            Route::Bucket { place: waiting, .. } if waiting == place => {}
            _ => self.navigation.open(&Route::rules(&place)),
        }
    }
}
