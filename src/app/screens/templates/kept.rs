//! The templates that the device keeps.

use crate::app::services::storage;
use crate::form::template::{self, MAX_BYTES, Template};
use crate::model::Provider;

const KEY: &str = "stocktake.templates";

/// Those of a provider.
pub(super) fn of(provider: Provider) -> Vec<Template> {
    let mut all = all();
    all.retain(|template| template.provider == provider);
    all
}

/// Keeps one, in the place of another one with its name; false when the device did not.
pub(super) fn keep(template: Template) -> bool {
    keep_all(vec![template])
}

/// Keeps several in this way, all of them or none.
pub(super) fn keep_all(templates: Vec<Template>) -> bool {
    let mut all = all();
    all.retain(|other| !templates.iter().any(|template| other.is_called(&template.name, template.provider)));
    all.extend(templates);
    write(&all)
}

/// Drops one; false when the device did not.
pub(super) fn remove(template: &Template) -> bool {
    write(&without(template))
}

fn all() -> Vec<Template> {
    template::read(&storage::read(KEY).unwrap_or_default())
}

fn without(template: &Template) -> Vec<Template> {
    let mut others = all();
    others.retain(|other| !other.is_called(&template.name, template.provider));
    others
}

fn write(templates: &[Template]) -> bool {
    // What is longer would not be read again.
    template::written(templates).is_ok_and(|text| text.len() <= MAX_BYTES && storage::write(KEY, &text))
}
