//! What the user talks about: a bucket, temporary credentials, a rule, a point in time.
//!
//! Nothing here knows a provider's XML or signature; nothing here does I/O.

pub mod capabilities;
pub mod connection;
pub mod credentials;
pub mod diff;
pub(crate) mod echo;
pub mod endpoint;
pub mod host;
pub mod problem;
pub mod region;
mod regions;
pub mod relay;
pub(crate) mod resource;
pub mod results;
pub mod rule;
pub mod size;
pub mod summary;
pub mod time;
pub mod visible;

pub use capabilities::Capabilities;
pub use connection::{BucketName, Connection, Provider, ReadSigning, SignatureVersion};
pub use credentials::{Credentials, Secret};
pub use endpoint::{Endpoint, EndpointTemplate};
pub use region::Region;
pub use rule::Rule;
pub use time::Timestamp;
