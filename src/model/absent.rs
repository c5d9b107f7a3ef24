//! The twin of the model engine in a build without it.

use std::{path::Path, sync::Arc};

use crate::{annotate::Annotator, error::Error};

#[path = "precision.rs"]
mod precision;

pub use self::precision::Precision;

/// Why there is no model, as a clause.
pub(crate) const SOUGHT: &str = "this program was built without the feature `model`";

/// No model.
///
/// # Errors
/// None.
pub(crate) fn find(_: Option<&Path>, _: Precision) -> Result<Option<Arc<dyn Annotator>>, Error> {
    Ok(None)
}
