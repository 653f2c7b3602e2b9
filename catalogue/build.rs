//! Turns `locales/` into the typed catalogue. Nothing is done for any other target than wasm32.
//!
//! This calls what `leptos_i18n_build` calls. That crate also makes data for dates, numbers and plurals, which no sentence
//! here has, and brings 85 crates for it, ICU's sources and a numerics library among them.

use std::env;
use std::error::Error;
use std::fs;
use std::path::PathBuf;

use leptos_i18n_parser::parse_locales::options::{Config, ParseOptions};
use leptos_i18n_parser::parse_locales::parse_locales;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    if env::var("CARGO_CFG_TARGET_ARCH").as_deref() != Ok("wasm32") {
        return Ok(());
    }
    let workspace = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?).join("..");
    let options = ParseOptions::new().interpolate_display(true);
    let catalogue = parse_locales(Some(workspace), Config::new("en")?.parse_options(options))?;
    for file in catalogue.tracked_files.iter().flatten() {
        println!("cargo::rerun-if-changed={file}");
    }
    // A key that one language lacks is a mistake like any other.
    let (errors, warnings) = catalogue.diag.borrow();
    errors.iter().for_each(|error| println!("cargo::error={error}"));
    warnings.iter().for_each(|warning| println!("cargo::error={warning}"));
    // The last: each key has its sentences as documentation.
    let code = leptos_i18n_codegen::gen_code(&catalogue, None, false, None, true)?;
    let folder = PathBuf::from(env::var("OUT_DIR")?).join("i18n");
    fs::create_dir_all(&folder)?;
    fs::write(folder.join("mod.rs"), code.to_string())?;
    Ok(())
}
