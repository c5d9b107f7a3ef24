//! Documents from files, folders and standard input, one after the other.

use std::{
    fs::{self, File},
    io::{self, BufRead, BufReader, Read},
    path::{Path, PathBuf},
};

use serde::Deserialize;

use crate::args::{Args, Input};

/// A text and its name.
pub struct Document {
    pub id: String,
    pub text: String,
}

/// Documents, and sentences about what could not be read.
type Documents<'a> = Box<dyn Iterator<Item = Result<Document, String>> + 'a>;

/// Everything that the command line names, read when it is its turn.
pub fn documents(args: &Args) -> Documents<'_> {
    let skipped = args.output.as_ref().and_then(|output| output.canonicalize().ok());
    let files = args.paths.iter().flat_map(move |path| files(path.clone(), skipped.clone()));
    Box::new(files.flat_map(|path| match path {
        Ok(path) => read(path, args.input),
        Err(problem) => Box::new(std::iter::once(Err(problem))),
    }))
}

/// The files that a path stands for: itself, or all articles in the folder and below, in order of their names.
fn files(path: PathBuf, skipped: Option<PathBuf>) -> impl Iterator<Item = Result<PathBuf, String>> {
    let named = path.clone();
    let (mut pending, mut found) = (vec![path], false);
    std::iter::from_fn(move || {
        while let Some(path) = pending.pop() {
            if path.is_dir() {
                match list(&path) {
                    Ok(entries) => pending.extend(entries.into_iter().rev()),
                    Err(error) => {
                        found = true;
                        return Some(Err(unreadable(&path, &error)));
                    }
                }
            } else if path == named || is_article(&path) && !is(&path, skipped.as_deref()) {
                found = true;
                return Some(Ok(path));
            }
        }
        let problem = (!found).then(|| Err(format!("{}: holds no .txt or .jsonl file", name(&named))));
        found = true;
        problem
    })
}

/// What a folder holds, without links to folders: they may lead in a circle.
fn list(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if !(entry.file_type()?.is_symlink() && entry.path().is_dir()) {
            paths.push(entry.path());
        }
    }
    paths.sort();
    Ok(paths)
}

/// Whether `path` leads to the file at `canonical`.
fn is(path: &Path, canonical: Option<&Path>) -> bool {
    canonical.is_some_and(|canonical| path.canonicalize().is_ok_and(|path| path == canonical))
}

fn is_article(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "txt" || extension == "jsonl")
}

/// The documents of one file.
fn read<'a>(path: PathBuf, input: Option<Input>) -> Documents<'a> {
    let by_name = if path.extension().is_some_and(|e| e == "jsonl") { Input::JsonLines } else { Input::Text };
    let opened: io::Result<Box<dyn Read>> = match path.to_str() {
        Some("-") => Ok(Box::new(io::stdin())),
        _ => File::open(&path).map(|file| Box::new(file) as Box<dyn Read>),
    };
    match (opened, input.unwrap_or(by_name)) {
        (Err(error), _) => Box::new(std::iter::once(Err(unreadable(&path, &error)))),
        (Ok(file), Input::Text) => Box::new(std::iter::once_with(move || article(&path, file))),
        (Ok(file), Input::JsonLines) => Box::new(lines(path, BufReader::with_capacity(1 << 16, file))),
    }
}

/// A whole file as one document, under its path.
fn article(path: &Path, mut file: impl Read) -> Result<Document, String> {
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes).map_err(|error| unreadable(path, &error))?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let byte = error.utf8_error().valid_up_to();
        format!(
            "{}: byte {byte} is not UTF-8; convert the file first, for example with: iconv -f WINDOWS-1252 -t UTF-8",
            name(path)
        )
    })?;
    Ok(Document { id: name(path), text })
}

/// A document a line; a line that is none costs that document only.
fn lines(path: PathBuf, mut file: impl BufRead) -> impl Iterator<Item = Result<Document, String>> {
    let (mut line, mut number, mut ended) = (Vec::new(), 0, false);
    std::iter::from_fn(move || {
        while !ended {
            line.clear();
            number += 1;
            match file.read_until(b'\n', &mut line) {
                Ok(0) => ended = true,
                Ok(_) if line.trim_ascii().is_empty() => {}
                Ok(_) => return Some(parse(&path, number, &line)),
                Err(error) => {
                    ended = true;
                    return Some(Err(unreadable(&path, &error)));
                }
            }
        }
        None
    })
}

/// A line of JSON Lines. Other fields than these are ignored.
#[derive(Deserialize)]
struct Line {
    id: Option<Id>,
    text: String,
}

/// Names come as words or as numbers.
#[derive(Deserialize)]
#[serde(untagged)]
enum Id {
    Word(String),
    Number(serde_json::Number),
}

fn parse(path: &Path, number: usize, line: &[u8]) -> Result<Document, String> {
    let line: Line = serde_json::from_slice(line).map_err(|error| {
        let (column, error) = (error.column(), error.to_string());
        let what = error.split(" at line ").next().unwrap_or_default();
        format!("{}: line {number}, column {column} is no {{\"id\", \"text\"}} document: {what}", name(path))
    })?;
    let id = match line.id {
        Some(Id::Word(id)) => id,
        Some(Id::Number(id)) => id.to_string(),
        None => format!("{}:{number}", name(path)),
    };
    Ok(Document { id, text: line.text })
}

fn unreadable(path: &Path, error: &io::Error) -> String {
    format!("{}: cannot be read: {error}", name(path))
}

fn name(path: &Path) -> String {
    if path.as_os_str() == "-" { "standard input".to_owned() } else { path.display().to_string() }
}
