//! The documents of rules: which values a provider's own name, and how its answers show a stored one.

pub(crate) mod cos;
pub(crate) mod elements;
pub(crate) mod oss;

use crate::document::elements::Vocabulary;
use crate::provider::Provider;

/// The values that a provider's documents name.
pub(crate) fn vocabulary(provider: Provider) -> Vocabulary {
    match provider {
        Provider::Oss => oss::vocabulary(),
        Provider::Cos => cos::vocabulary(),
    }
}

/// A stored rule as answers show it, without the XML declaration; OSS may
/// show filters that are not set.
pub(crate) fn shown(provider: Provider, xml: &str, zero_filters: bool) -> String {
    match provider {
        Provider::Oss => {
            let shown = oss::print(xml);
            if zero_filters { oss::with_zeros(&shown) } else { shown }
        }
        Provider::Cos => cos::without_declaration(xml),
    }
}
