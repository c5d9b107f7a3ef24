//! Models that are not whole: each makes one error that says what is wrong, and where.

use std::{fs, path::PathBuf};

use safetensors::{SafeTensors, serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::tiny;
use crate::{
    error::ErrorKind,
    model::{Backend, Model, Precision, bundle::Place},
};

/// A copy of the small model in a directory of its own, removed when it is no longer needed.
struct Copy(PathBuf);

impl Copy {
    fn new(name: &str) -> Self {
        let to =
            std::env::temp_dir().join(format!("dixit-{}-{}", std::process::id(), name.replace(' ', "-")));
        fs::create_dir_all(&to).expect("the temporary directory can be written");
        for file in ["config.json", "tokenizer.json", "weights.safetensors", "SHA256SUMS"] {
            fs::copy(tiny().join(file), to.join(file)).expect("the small model is part of the repository");
        }
        Self(to)
    }

    fn read(&self, file: &str) -> Vec<u8> {
        fs::read(self.0.join(file)).expect("it was copied")
    }

    fn write(&self, file: &str, bytes: &[u8]) {
        fs::write(self.0.join(file), bytes).expect("the copy can be written");
    }

    /// Changes a file and its hash with it.
    fn replace(&self, file: &str, bytes: &[u8]) {
        let hash =
            |bytes: &[u8]| Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect::<String>();
        let sums = String::from_utf8(self.read("SHA256SUMS")).expect("hashes are ASCII");
        self.write("SHA256SUMS", sums.replace(&hash(&self.read(file)), &hash(bytes)).as_bytes());
        self.write(file, bytes);
    }

    fn set(&self, pointer: &str, value: Value) {
        let mut config: Value = serde_json::from_slice(&self.read("config.json")).expect("it is JSON");
        *config.pointer_mut(pointer).expect("the configuration has it") = value;
        self.replace("config.json", config.to_string().as_bytes());
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        // Left behind where it cannot be removed: nothing depends on it.
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// What is done to the copy, and what kind of error then says what.
type Row = (&'static str, fn(&Copy), ErrorKind, &'static [&'static str]);

#[test]
fn broken_models_say_what_is_wrong() {
    let rows: [Row; 13] = [
        (
            "no file",
            |copy| fs::remove_file(copy.0.join("weights.safetensors")).expect("it is there"),
            ErrorKind::ModelMissing,
            &["weights.safetensors"],
        ),
        (
            "no hashes",
            |copy| fs::remove_file(copy.0.join("SHA256SUMS")).expect("it is there"),
            ErrorKind::ModelMissing,
            &["SHA256SUMS"],
        ),
        (
            "no hash of one file",
            |copy| copy.write("SHA256SUMS", b""),
            ErrorKind::ModelInvalid,
            &["config.json", "no line"],
        ),
        (
            "truncated file",
            |copy| copy.write("weights.safetensors", &copy.read("weights.safetensors")[..9000]),
            ErrorKind::ModelInvalid,
            &["weights.safetensors", "SHA-256"],
        ),
        (
            "truncated weights with their hash",
            |copy| copy.replace("weights.safetensors", &copy.read("weights.safetensors")[..9000]),
            ErrorKind::ModelInvalid,
            &["weights.safetensors", "no safetensors file"],
        ),
        (
            "empty weights",
            |copy| copy.replace("weights.safetensors", b""),
            ErrorKind::ModelInvalid,
            &["weights.safetensors"],
        ),
        (
            "missing tensor",
            |copy| without(copy, "heads.role.linear.bias"),
            ErrorKind::ModelInvalid,
            &["heads.role.linear.bias", "is missing"],
        ),
        (
            "missing scale",
            |copy| without(copy, "encoder.layer.1.output.dense.weight.scale"),
            ErrorKind::ModelInvalid,
            &["encoder.layer.1.output.dense.weight.scale", "is missing"],
        ),
        (
            "wrong shape",
            |copy| copy.set("/intermediate_size", 96.into()),
            ErrorKind::ModelInvalid,
            &["intermediate.dense.weight", "[128, 64]", "[96, 64]"],
        ),
        (
            "another format",
            |copy| copy.set("/dixit/format", 1.into()),
            ErrorKind::ModelInvalid,
            &["config.json", "format is 1"],
        ),
        (
            "other tags",
            |copy| copy.set("/dixit/role_tags", serde_json::json!(["O"])),
            ErrorKind::ModelInvalid,
            &["config.json", "tags"],
        ),
        (
            "no configuration",
            |copy| copy.replace("config.json", b"{"),
            ErrorKind::ModelInvalid,
            &["config.json"],
        ),
        (
            "a tokenizer of another size",
            |copy| copy.set("/vocab_size", 50.into()),
            ErrorKind::ModelInvalid,
            &["tokenizer.json", "50"],
        ),
    ];
    for (name, harm, kind, parts) in rows {
        let copy = Copy::new(name);
        harm(&copy);
        let Err(error) = Model::load(&Place::Directory(copy.0.clone()), Backend::Rten, Precision::Int8)
        else {
            panic!("{name}: the model was loaded");
        };
        let message = error.to_string();
        assert_eq!(error.kind(), kind, "{name}: {message}");
        assert!(!message.contains('\n'), "{name}: more than a sentence: {message}");
        for part in parts.iter().copied().chain([copy.0.to_str().expect("the path is UTF-8")]) {
            assert!(message.contains(part), "{name}: {part} is not in: {message}");
        }
    }
}

fn without(copy: &Copy, tensor: &str) {
    let bytes = copy.read("weights.safetensors");
    let tensors = SafeTensors::deserialize(&bytes).expect("it was whole");
    let kept = tensors.tensors().into_iter().filter(|(name, _)| name != tensor);
    copy.replace("weights.safetensors", &serialize(kept, None).expect("it was whole"));
}
