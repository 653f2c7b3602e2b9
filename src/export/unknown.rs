//! The elements of a document that no part of a rule stands for.

use super::Omission;
use crate::model::rule::Rule;
use crate::provider::document::Layout;
use crate::provider::xml::Element;

/// Names the way to each, in the document's order. What is in one of them is not named by itself.
pub(super) fn elements(layout: &Layout, document: &Element, rule: &Rule) -> Vec<Omission> {
    layout.unknown(document, rule).into_iter().map(Omission::Element).collect()
}
