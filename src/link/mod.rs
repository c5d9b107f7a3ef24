//! Annotations into quotations and speakers, whichever engine made them.

use crate::{
    annotate::Annotations,
    document::Document,
    extraction::{Quotation, Speaker},
};

/// Quotations in order of their content, and the speakers behind them in order of their first mention.
pub(crate) fn link(_document: &Document<'_>, _annotations: &Annotations) -> (Vec<Quotation>, Vec<Speaker>) {
    (Vec::new(), Vec::new())
}
