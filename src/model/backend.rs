//! What computes the encoder, and where.

use std::str::FromStr;

#[cfg(feature = "model")]
use super::Precision;
use crate::error::{Error, ErrorKind};

/// What computes the model's encoder; everything else of the model is the same for all of them, and so are the results,
/// to the last digits of a confidence.
///
/// Every build can name all of them. One that is not there is an error of
/// [`Extractor::with_options`](crate::Extractor::with_options) that says what to do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Backend {
    /// The kernels of rten: pure Rust, in every build with a model, on the processor, in int8 or f32.
    #[default]
    Rten,
    /// rust-bert over libtorch, in builds with the feature `rust-bert`. It computes in f32, whatever
    /// [`Options::precision`](crate::Options::precision) says. Reading panics where libtorch itself fails: where a card
    /// has no memory left, say.
    RustBert(Device),
}

/// Where libtorch computes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Device {
    /// The processor.
    #[default]
    Cpu,
    /// The graphics card of this number, counted from 0, by CUDA.
    Cuda(usize),
}

impl Backend {
    /// Whether this build has the backend.
    ///
    /// # Errors
    /// If it has not.
    pub(crate) fn check(self) -> Result<(), Error> {
        match self {
            Self::RustBert(_) if !cfg!(feature = "rust-bert") => Err(Self::missing()),
            _ => Ok(()),
        }
    }

    /// The numbers that it computes with where `wanted` are asked for.
    #[cfg(feature = "model")]
    pub(crate) fn precision(self, wanted: Precision) -> Precision {
        match self {
            Self::Rten => wanted,
            Self::RustBert(_) => Precision::F32,
        }
    }

    /// The error of a build without rust-bert.
    pub(crate) fn missing() -> Error {
        Error::new(
            ErrorKind::Option,
            "this program was built without the backend rust-bert; build it with the feature `rust-bert`",
        )
    }
}

impl FromStr for Backend {
    type Err = Error;

    /// Reads `rten`, `rust-bert`, `rust-bert:cuda` or `rust-bert:cuda:1`, as command lines spell them.
    fn from_str(name: &str) -> Result<Self, Error> {
        let card = |number: &str| number.parse().ok().map(|number| Self::RustBert(Device::Cuda(number)));
        let backend = match name {
            "rten" => Some(Self::Rten),
            "rust-bert" => Some(Self::RustBert(Device::Cpu)),
            "rust-bert:cuda" => Some(Self::RustBert(Device::Cuda(0))),
            _ => name.strip_prefix("rust-bert:cuda:").and_then(card),
        };
        backend.ok_or_else(|| {
            Error::new(
                ErrorKind::Option,
                format!(
                    "there is no backend called {name:?}; there are rten, rust-bert, rust-bert:cuda and, for \
                     another card than the first, rust-bert:cuda:1 and so on"
                ),
            )
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn backends_are_called_by_name() {
        let rows = [
            ("rten", Some(Backend::Rten)),
            ("rust-bert", Some(Backend::RustBert(Device::Cpu))),
            ("rust-bert:cuda", Some(Backend::RustBert(Device::Cuda(0)))),
            ("rust-bert:cuda:3", Some(Backend::RustBert(Device::Cuda(3)))),
            ("rust-bert:cuda:", None),
            ("rust-bert:cuda:-1", None),
            ("rust-bert:tpu", None),
            ("Rten", None),
            ("", None),
        ];
        for (name, expected) in rows {
            let found = name.parse::<Backend>();
            if let Err(error) = &found {
                assert_eq!(error.kind(), ErrorKind::Option, "{name}");
                assert!(error.to_string().contains(&format!("{name:?}")), "{name}: {error}");
            }
            assert_eq!(found.ok(), expected, "{name}");
        }
    }
}
