//! What the relay costs a request: the same calls by it and past it, one after the other on lines that stay open.

use std::time::{Duration, Instant};

use crate::on_both_servers;
use crate::raw::Line;
use crate::recipe::Server;
use crate::site::{CONSOLE, Site};

on_both_servers! { a_request_costs_little_more }

const HOST: &str = "demo-250.oss-cn-hangzhou.aliyuncs.com";
const ROUNDS: usize = 8;
const CALLS: usize = 25;
/// How long a provider that is far away takes; and in how many rounds that is measured.
const FAR: (Duration, usize) = (Duration::from_millis(40), 1);
/// Far more than is measured; what is passed on here is a relay that is broken.
const MOST: Duration = Duration::from_millis(100);

#[allow(clippy::print_stdout, reason = "the figures are what it is for")]
async fn a_request_costs_little_more(server: Server) {
    let site = Site::start(server).await;
    for (latency, rounds) in [(Duration::ZERO, ROUNDS), FAR] {
        site.upstream.sandbox.set_latency(latency);
        let [direct, by_relay] = measured(&site, rounds);
        let ratio = by_relay.as_secs_f64() / direct.as_secs_f64();
        let name = server.name();
        println!(
            "{name}: {by_relay:.2?} a request, {direct:.2?} past it, {ratio:.2} times; {latency:?} at the provider"
        );
        assert!(by_relay.saturating_sub(direct) < MOST, "{by_relay:?} by the relay, {direct:?} past it");
    }
}

/// The median past the relay, and by it.
fn measured(site: &Site, rounds: usize) -> [Duration; 2] {
    let head = |path: &str, host: &str| format!("GET {path}?inventory HTTP/1.1\r\nHost: {host}");
    let by_relay = head(&format!("/{CONSOLE}/relay/{HOST}/"), &format!("127.0.0.1:{}", site.port));
    let direct = head("/", HOST);
    let mut times = [Vec::new(), Vec::new()];
    // In turns, so that what else this machine does falls on both.
    for _ in 0..rounds {
        for (times, (port, head)) in
            times.iter_mut().zip([(site.upstream.plain_port, &direct), (site.port, &by_relay)])
        {
            let mut line = Line::to(port);
            for _ in 0..CALLS {
                let started = Instant::now();
                let answer = line.ask(head, b"");
                times.push(started.elapsed());
                assert!(answer.body.contains("<Code>"), "{answer:?}");
            }
        }
    }
    times.map(median)
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}
