//! Writes a rule as code: `code oss|cos REGION BUCKET command|terraform|python < rule.xml`.
//!
//! For checks of that code by others (`sandbox/sdk/generated_sdks.py`). What the code does not bring to the
//! provider is told on the error output.

use std::error::Error;
use std::io::{Read, Write};

use stocktake::export::{CodeKind, codes};
use stocktake::form::connection::ConnectionDraft;
use stocktake::model::Provider;
use stocktake::provider::xml::Element;
use stocktake::provider::{StoredRule, service};

const USAGE: &str = "usage: code oss|cos REGION BUCKET command|terraform|python < rule.xml";

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [provider, region, bucket, kind] = arguments.as_slice() else { return Err(USAGE.into()) };
    let provider = Provider::from_slug(provider).ok_or(USAGE)?;
    let kind = match kind.as_str() {
        "command" => CodeKind::Command,
        "terraform" => CodeKind::Terraform,
        "python" => CodeKind::Python,
        _ => return Err(USAGE.into()),
    };
    let draft =
        ConnectionDraft { region: region.clone(), bucket: bucket.clone(), ..ConnectionDraft::new(provider) };
    let connection = draft.check().map_err(|problems| format!("{problems:?}"))?;
    let mut xml = Vec::new();
    std::io::stdin().read_to_end(&mut xml)?;
    let document = Element::parse(&xml).map_err(|_| "the input is not XML")?;
    let rule = service(provider).layout().read(&document).map_err(|_| "the input is not a rule")?;
    for code in codes(&StoredRule { rule, document }, &connection) {
        if code.kind == kind {
            std::io::stdout().write_all(code.text.as_bytes())?;
            for omission in code.omitted {
                writeln!(std::io::stderr(), "omitted: {omission:?}")?;
            }
            for part in code.zeros {
                writeln!(std::io::stderr(), "sent as 0: {part:?}")?;
            }
        }
    }
    Ok(())
}
