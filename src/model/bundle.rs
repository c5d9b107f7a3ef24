//! The files of a model: found, read and checked against their hashes.

use std::{
    borrow::Cow,
    env, fs,
    path::{Path, PathBuf},
};

use sha2::{Digest, Sha256};

use crate::error::{Error, ErrorKind};

const CONFIG: &str = "config.json";
const TOKENIZER: &str = "tokenizer.json";
const WEIGHTS: &str = "weights.safetensors";
const SUMS: &str = "SHA256SUMS";

/// Where the files of a model lie.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Place {
    /// In the program itself.
    #[cfg(feature = "embedded")]
    Embedded,
    /// In a directory.
    Directory(PathBuf),
}

/// The files of a model, whole and unharmed.
pub(crate) struct Bundle {
    pub(crate) config: Cow<'static, [u8]>,
    pub(crate) tokenizer: Cow<'static, [u8]>,
    pub(crate) weights: Cow<'static, [u8]>,
    place: Place,
}

impl Bundle {
    /// Reads the files and checks each against its hash.
    ///
    /// # Errors
    /// If a file cannot be read, or is not the one that `SHA256SUMS` speaks of.
    pub(crate) fn read(place: &Place) -> Result<Self, Error> {
        let sums = place.file(SUMS)?;
        let checked = |name| -> Result<Cow<'static, [u8]>, Error> {
            let bytes = place.file(name)?;
            check(&sums, name, &bytes).map_err(|complaint| place.invalid(name, &complaint))?;
            Ok(bytes)
        };
        Ok(Self {
            config: checked(CONFIG)?,
            tokenizer: checked(TOKENIZER)?,
            weights: checked(WEIGHTS)?,
            place: place.clone(),
        })
    }

    /// The name of the weights' file, for errors.
    pub(crate) fn weights_name(&self) -> String {
        self.place.name(WEIGHTS)
    }

    /// The error of a configuration that makes no sense.
    pub(crate) fn invalid_config(&self, complaint: &str) -> Error {
        self.place.invalid(CONFIG, complaint)
    }

    /// The error of a tokenizer that cannot be used.
    pub(crate) fn invalid_tokenizer(&self, complaint: &str) -> Error {
        self.place.invalid(TOKENIZER, complaint)
    }
}

impl Place {
    /// The directory that the environment names, or else the program itself if it holds a model.
    pub(crate) fn usual() -> Option<Self> {
        let named = env::var_os("DIXIT_MODEL").filter(|value| !value.is_empty());
        named.map(|directory| Self::Directory(directory.into())).or_else(Self::built_in)
    }

    #[cfg(feature = "embedded")]
    fn built_in() -> Option<Self> {
        Some(Self::Embedded)
    }

    #[cfg(not(feature = "embedded"))]
    fn built_in() -> Option<Self> {
        None
    }

    fn file(&self, name: &str) -> Result<Cow<'static, [u8]>, Error> {
        match self {
            #[cfg(feature = "embedded")]
            Self::Embedded => Ok(Cow::Borrowed(embedded(name))),
            Self::Directory(directory) => read(directory, name).map(Cow::Owned),
        }
    }

    fn name(&self, file: &str) -> String {
        match self {
            #[cfg(feature = "embedded")]
            Self::Embedded => format!("the built-in {file}"),
            Self::Directory(directory) => directory.join(file).display().to_string(),
        }
    }

    fn invalid(&self, file: &str, complaint: &str) -> Error {
        Error::new(ErrorKind::ModelInvalid, format!("{}: {complaint}", self.name(file)))
    }
}

fn read(directory: &Path, name: &str) -> Result<Vec<u8>, Error> {
    let path = directory.join(name);
    fs::read(&path).map_err(|error| {
        let kind = if error.kind() == std::io::ErrorKind::NotFound {
            ErrorKind::ModelMissing
        } else {
            ErrorKind::Io
        };
        let message = format!("cannot read {} of the model in {}: {error}", name, directory.display());
        Error::new(kind, message).caused_by(error)
    })
}

/// Compares `bytes` with the line of `sums` that ends in `name`.
fn check(sums: &[u8], name: &str, bytes: &[u8]) -> Result<(), String> {
    let sums = String::from_utf8_lossy(sums);
    let expected = sums
        .lines()
        .filter_map(|line| line.split_once(char::is_whitespace))
        .find(|(_, file)| file.trim_start().trim_start_matches('*') == name)
        .map(|(sum, _)| sum.to_ascii_lowercase())
        .ok_or_else(|| format!("{SUMS} has no line for it"))?;
    let found: String = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    if found == expected {
        Ok(())
    } else {
        Err(format!("its SHA-256 is {found}, and {SUMS} asks for {expected}; copy the model again"))
    }
}

#[cfg(feature = "embedded")]
fn embedded(name: &str) -> &'static [u8] {
    macro_rules! file {
        ($name:literal) => {
            include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/models/dixit-small-en/", $name))
        };
    }
    match name {
        CONFIG => file!("config.json"),
        TOKENIZER => file!("tokenizer.json"),
        WEIGHTS => file!("weights.safetensors"),
        _ => file!("SHA256SUMS"),
    }
}
