//! Asks the linker what the parts of a release's wasm are cut along.

use std::env;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let is_page = env::var("CARGO_CFG_TARGET_ARCH").as_deref() == Ok("wasm32");
    // What it knows of which function needs which: `xtask/src/split.rs` reads it.
    if is_page && env::var("PROFILE").as_deref() == Ok("release") {
        println!("cargo::rustc-link-arg-bins=--emit-relocs");
    }
}
