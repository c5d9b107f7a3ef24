//! Where a model is sought, and how it is kept once it is loaded.

use std::{
    path::Path,
    sync::{Arc, Mutex, PoisonError},
};

use once_cell::sync::Lazy;
use rustc_hash::FxHashMap;

use super::{Backend, Model, Precision, bundle::Place};
use crate::{annotate::Annotator, error::Error};

/// Where [`find`] looks and found nothing, as a clause.
pub(crate) const SOUGHT: &str = "the options name no directory, the environment variable DIXIT_MODEL is not set, and \
                                 this program was built without the feature `embedded`";

type Models = FxHashMap<(Place, Backend, Precision), Arc<Model>>;

/// Loaded models, kept for the rest of the process.
static LOADED: Lazy<Mutex<Models>> = Lazy::new(Mutex::default);

/// The model in `directory`; or else in the directory that the environment names; or else the one that is built in.
///
/// # Errors
/// If the first of them that is there cannot be loaded, or this build has no such backend.
pub(crate) fn find(
    directory: Option<&Path>,
    backend: Backend,
    precision: Precision,
) -> Result<Option<Arc<dyn Annotator>>, Error> {
    backend.check()?;
    let place = directory.map(|directory| Place::Directory(directory.into())).or_else(Place::usual);
    let Some(place) = place else { return Ok(None) };
    let key = (place, backend, backend.precision(precision));
    let mut loaded = LOADED.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(model) = loaded.get(&key) {
        return Ok(Some(Arc::clone(model) as _));
    }
    let model = Arc::new(Model::load(&key.0, key.1, key.2)?);
    loaded.insert(key, Arc::clone(&model));
    Ok(Some(model))
}
