//! The recipes of `deploy/`, started as they are written: real nginx and real Caddy, which serve the console and pass
//! its calls on, by TLS, to a sandbox that stands under the providers' names.
//!
//! Put in the place of what a recipe says are addresses, ports, the name server and the authority that is trusted, and
//! nothing else (`recipe.rs`). Nothing leaves this machine: a name server of the test knows one address for every name
//! (`names.rs`), and there an nginx with certificates of a throw-away authority plays the providers' hosts
//! (`upstream.rs`). Run with: cargo xtask test --only relay

#[allow(dead_code, reason = "the journeys do more with it")]
#[path = "../journeys/browser.rs"]
mod browser;
#[allow(dead_code, reason = "the journeys do more with it")]
#[path = "../journeys/console.rs"]
mod console;
mod console_by_relay;
#[allow(dead_code, reason = "the journeys do more with it")]
#[path = "../journeys/context.rs"]
mod context;
mod cost;
#[allow(dead_code, reason = "the journeys do more with it")]
#[path = "../journeys/hands.rs"]
mod hands;
#[allow(dead_code, reason = "the journeys do more with it")]
#[path = "../journeys/keys.rs"]
mod keys;
#[allow(dead_code, reason = "the journeys do more with it")]
#[path = "../journeys/mouse.rs"]
mod mouse;
mod names;
#[allow(dead_code, reason = "the journeys do more with it")]
#[path = "../journeys/on_the_way.rs"]
mod on_the_way;
#[allow(dead_code, reason = "the journeys do more with it")]
#[path = "../journeys/page.rs"]
mod page;
mod passed_on;
mod place;
mod raw;
mod recipe;
mod refused;
#[allow(dead_code, reason = "the journeys do more with it")]
#[path = "../journeys/seeing.rs"]
mod seeing;
mod site;
mod upstream;

/// Makes a test of an async function for each of the servers.
macro_rules! on_both_servers {
    ($($test:ident)+) => { $(
        mod $test {
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn nginx() {
                super::$test($crate::recipe::Server::Nginx).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn caddy() {
                super::$test($crate::recipe::Server::Caddy).await;
            }
        }
    )+ };
}
pub(crate) use on_both_servers;
