//! The engine as a whole: against PyTorch, against itself, and with files that are not what they should be.

#[cfg(feature = "rust-bert")]
mod backends;
mod broken;
mod parity;
mod whole;

use std::path::PathBuf;

/// A small model with random weights.
fn tiny() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/reference/tiny")
}
