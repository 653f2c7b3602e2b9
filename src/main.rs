//! Mounts the console on the page.
fn main() {}
