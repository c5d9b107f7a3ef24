//! The twin of the backend rust-bert in a build without it.

use super::Encoder;
use crate::{
    error::Error,
    model::{
        backend::{Backend, Device},
        config::Config,
        tensors::Tensors,
    },
};

/// No backend.
///
/// # Errors
/// Always.
pub(super) fn load(_: &Config, _: &Tensors<'_>, _: Device) -> Result<Box<dyn Encoder>, Error> {
    Err(Backend::missing())
}
