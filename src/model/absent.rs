//! The twin of the model engine in a build without it.

use std::{path::Path, sync::Arc};

use crate::{annotate::Annotator, error::Error};

#[path = "backend.rs"]
mod backend;
#[path = "precision.rs"]
mod precision;

pub use self::{
    backend::{Backend, Device},
    precision::Precision,
};

/// Why there is no model, as a clause.
pub(crate) const SOUGHT: &str = "this program was built without the feature `model`";

/// No model.
///
/// # Errors
/// If a backend is asked for that no build without the model has.
pub(crate) fn find(
    _: Option<&Path>,
    backend: Backend,
    _: Precision,
) -> Result<Option<Arc<dyn Annotator>>, Error> {
    backend.check()?;
    Ok(None)
}
