//! Writes a rule as code: `code oss|cos REGION BUCKET command|terraform|python < rule.xml`. Of a list of rules it writes one
//! text for all of them.
//!
//! For checks of that code by others (`sandbox/sdk/generated_sdks.py`). What the code does not bring to the
//! provider is told on the error output.

use std::error::Error;
use std::io::{Read, Write};

use stocktake::export::bundle;
use stocktake::export::{CodeKind, codes, codes_of_all};
use stocktake::form::connection::ConnectionDraft;
use stocktake::model::Provider;

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
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    let rules = bundle::read(&text).map_err(|problem| format!("{problem:?}"))?.rules;
    let (text, omitted, zeros) = match rules.as_slice() {
        [rule] => {
            let code = codes(rule, &connection).into_iter().find(|code| code.kind == kind);
            code.map(|code| (code.text, code.omitted, code.zeros))
        }
        rules => codes_of_all(rules, &connection).into_iter().find(|code| code.kind == kind).map(|code| {
            let losses = code.losses.into_iter().map(|loss| (loss.omitted, loss.zeros));
            let (omitted, zeros): (Vec<_>, Vec<_>) = losses.unzip();
            (code.text, omitted.concat(), zeros.concat())
        }),
    }
    .ok_or("the input holds no rule")?;
    std::io::stdout().write_all(text.as_bytes())?;
    for omission in omitted {
        writeln!(std::io::stderr(), "omitted: {omission:?}")?;
    }
    for part in zeros {
        writeln!(std::io::stderr(), "sent as 0: {part:?}")?;
    }
    Ok(())
}
