//! Turns `locales/` into the typed catalogue that `src/app` includes. The pure layer has no
//! words, so nothing is done for any other target than wasm32.

use std::error::Error;
use std::path::PathBuf;

use leptos_i18n_build::{Config, ParseOptions, TranslationsInfos};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    if std::env::var("CARGO_CFG_TARGET_ARCH").as_deref() != Ok("wasm32") {
        return Ok(());
    }
    // What the linker knows of which function needs which: `xtask/src/split.rs` cuts the wasm along it.
    println!("cargo::rustc-link-arg-bins=--emit-relocs");
    let options = ParseOptions::new().interpolate_display(true);
    let catalogue = TranslationsInfos::parse(Config::new("en")?.parse_options(options))?;
    catalogue.emit_diagnostics();
    catalogue.rerun_if_locales_changed();
    let folder = PathBuf::from(std::env::var("OUT_DIR")?).join("i18n");
    catalogue.generate_i18n_module(folder)?;
    Ok(())
}
