//! What tests of the examples share.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process,
    sync::atomic::{AtomicUsize, Ordering},
};

/// The program of an example, as `cargo test` builds it beside the tests.
pub fn example(name: &str) -> PathBuf {
    let test = env::current_exe().expect("a running test has a path");
    let target = test.parent().and_then(Path::parent).expect("tests lie in target/<profile>/deps");
    let program = target.join("examples").join(name).with_extension(env::consts::EXE_EXTENSION);
    assert!(program.exists(), "{} is missing: cargo build --example {name}", program.display());
    program
}

/// A folder of its own for one test, gone with it.
pub struct Folder {
    pub path: PathBuf,
}

impl Folder {
    pub fn new() -> Self {
        static MADE: AtomicUsize = AtomicUsize::new(0);
        let number = MADE.fetch_add(1, Ordering::Relaxed);
        let path = env::temp_dir().join(format!("dixit-{}-{number}", process::id()));
        fs::create_dir_all(&path).expect("the folder for temporary files takes new ones");
        Self { path }
    }

    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.path.join(name);
        fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("a new folder");
        fs::write(path, content).expect("a new file");
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What is left behind lies in the folder for temporary files and harms nobody.
        let _ = fs::remove_dir_all(&self.path);
    }
}
