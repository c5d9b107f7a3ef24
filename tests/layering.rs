//! Who may know whom: text flows one way through the crate, and only the model's bundle touches files.

use std::{
    collections::HashMap,
    fs,
    path::{Path, PathBuf},
};

/// Each room of `src` with the rooms that it may use besides itself.
///
/// Rules and model know nothing of each other; linking serves both and knows neither; output knows no engine; the
/// extractor alone sees them all.
const ROOMS: &[(&str, &[&str])] = &[
    ("error", &[]),
    ("text", &[]),
    ("lexicon", &["text"]),
    ("document", &["text"]),
    ("extraction", &["annotate", "text"]),
    ("annotate", &["document", "extraction", "text"]),
    ("rules", &["annotate", "document", "extraction", "lexicon", "text"]),
    ("model", &["annotate", "document", "error", "extraction", "text"]),
    ("link", &["annotate", "document", "extraction", "lexicon", "text"]),
    ("output", &["annotate", "extraction", "text"]),
    ("extractor", &["annotate", "document", "error", "extraction", "link", "model", "rules", "text"]),
];

/// What a library has no business with: files, the surroundings of the process, its standard streams.
const OUTSIDE: &[&str] = &["fs", "env", "net", "process"];
const PRINTING: &[&str] =
    &["println!", "print!", "eprintln!", "eprint!", "dbg!", "std::io::stdout", "std::io::stdin"];

/// A file of `src`: its path, the room that it is in, and its code without comments.
struct Source {
    path: PathBuf,
    room: String,
    code: String,
}

impl Source {
    /// Whether `super` means the root of the crate here.
    fn is_door(&self) -> bool {
        let parts = self.path.strip_prefix("src").expect("sources lie in src").components().count();
        parts == 1 || parts == 2 && self.path.ends_with("mod.rs")
    }

    /// Whether it holds nothing but tests, which may read the files that they check against.
    fn is_test(&self) -> bool {
        self.path.components().any(|part| part.as_os_str().to_string_lossy().starts_with("tests"))
    }
}

fn sources(folder: &Path, out: &mut Vec<Source>) {
    let entries = fs::read_dir(folder).expect("tests run in the root of the repository");
    for path in entries.map(|entry| entry.expect("a readable entry").path()) {
        if path.is_dir() {
            sources(&path, out);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let inner = path.strip_prefix("src").expect("sources lie in src");
            let first = inner.components().next().expect("a file has a name").as_os_str().to_string_lossy();
            let room = first.trim_end_matches(".rs").to_owned();
            let text = fs::read_to_string(&path).expect("sources are UTF-8");
            let code: Vec<&str> = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
            out.push(Source { room, code: code.join("\n"), path });
        }
    }
}

fn all_sources() -> Vec<Source> {
    let mut out = Vec::new();
    sources(Path::new("src"), &mut out);
    out
}

/// The names right behind `prefix`, one or several in braces: `a` and `b` of `crate::{a::X, b}`.
fn names<'c>(code: &'c str, prefix: &str) -> Vec<&'c str> {
    let mut names = Vec::new();
    for (at, _) in code.match_indices(prefix) {
        if code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':') {
            continue;
        }
        let rest = &code[at + prefix.len()..];
        match rest.strip_prefix('{') {
            Some(group) => names.extend(heads(group)),
            None => names.push(head(rest)),
        }
    }
    names
}

/// The first names of what a group lists, up to its closing brace.
fn heads(group: &str) -> Vec<&str> {
    let (mut depth, mut start, mut heads) = (0, 0, Vec::new());
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth > 0 => depth -= 1,
            '}' | ',' if depth == 0 => {
                heads.push(head(group[start..at].trim_start()));
                start = at + 1;
                if c == '}' {
                    break;
                }
            }
            _ => {}
        }
    }
    heads.retain(|head| !head.is_empty());
    heads
}

fn head(path: &str) -> &str {
    let end = path.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(path.len());
    &path[..end]
}

/// The room behind each name that the crate exports from its root.
fn exports(root: &Source) -> HashMap<String, String> {
    let mut rooms = HashMap::new();
    for (room, _) in ROOMS {
        for name in names(&root.code, &format!("{room}::")) {
            rooms.insert(name.to_owned(), (*room).to_owned());
        }
    }
    rooms
}

#[test]
fn every_room_uses_only_those_before_it() {
    let sources = all_sources();
    let root = sources.iter().find(|source| source.room == "lib").expect("a crate has a root");
    let exports = exports(root);
    assert!(exports.len() > 10, "the exports of the root were not understood: {exports:?}");
    let mut used = 0;
    for source in sources.iter().filter(|source| source.room != "lib") {
        let (_, allowed) = (ROOMS.iter().find(|(room, _)| *room == source.room))
            .unwrap_or_else(|| panic!("{} is in no room of the plan", source.path.display()));
        let mut uses = names(&source.code, "crate::");
        if source.is_door() {
            uses.extend(names(&source.code, "super::").into_iter().filter(|name| is_room(name)));
        }
        for name in uses {
            let room = exports.get(name).map_or(name, String::as_str);
            used += 1;
            assert!(
                room == source.room || allowed.contains(&room),
                "{} uses {name} of {room}, which {} must not know",
                source.path.display(),
                source.room
            );
        }
    }
    assert!(used > 20, "only {used} uses were seen");
}

fn is_room(name: &str) -> bool {
    ROOMS.iter().any(|(room, _)| *room == name)
}

#[test]
fn the_root_has_no_logic() {
    let sources = all_sources();
    let root = sources.iter().find(|source| source.room == "lib").expect("a crate has a root");
    for word in ["fn ", "impl ", "struct ", "enum ", "trait ", "static "] {
        assert!(!root.code.contains(word), "src/lib.rs holds more than exports: {word}");
    }
}

#[test]
fn only_the_bundle_touches_the_outside() {
    for source in all_sources().iter().filter(|source| !source.is_test()) {
        let path = source.path.display();
        for word in PRINTING {
            assert!(!source.code.contains(word), "{path} prints: {word}");
        }
        if !source.path.starts_with("src/model/bundle") && !source.path.ends_with("model/bundle.rs") {
            let outside = names(&source.code, "std::").into_iter().find(|name| OUTSIDE.contains(name));
            assert_eq!(outside, None, "{path} touches what only the model's bundle may");
        }
    }
}

#[test]
fn uses_are_seen_in_all_their_forms() {
    let code = "use crate::text::Span;\nuse crate::{\n    a::{self, X},\n    b,\n};\nlet x = crate::c::f(mycrate::d);";
    assert_eq!(names(code, "crate::"), ["text", "a", "b", "c"]);
}
