//! The examples as people run them: good, broken, huge and missing input.

mod common;

use std::{
    env, fs,
    io::{BufRead, BufReader, Write},
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

use common::Folder;
use dixit::output::json::Record;

const ARTICLE: &str = "“The bridge is safe,” said Zoë Lindqvist, mayor of Umeå.\n";

/// The program of an example, as `cargo test` builds it beside the tests.
fn example(name: &str) -> PathBuf {
    let test = env::current_exe().expect("a running test has a path");
    let target = test.parent().and_then(Path::parent).expect("tests lie in target/<profile>/deps");
    let program = target.join("examples").join(name).with_extension(env::consts::EXE_EXTENSION);
    assert!(program.exists(), "{} is missing: cargo build --example {name}", program.display());
    program
}

/// Runs `extract` with these words, in `folder`, with `stdin` coming in.
fn extract(folder: &Folder, words: &[&str], stdin: &[u8]) -> Output {
    let mut child = Command::new(example("extract"))
        .args(words)
        .args(["--engine", "rules"])
        .current_dir(&folder.path)
        .env_remove("NO_COLOR")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the example starts");
    let mut pipe = child.stdin.take().expect("standard input is piped");
    let bytes = stdin.to_vec();
    let feeder = std::thread::spawn(move || pipe.write_all(&bytes));
    let output = child.wait_with_output().expect("the example ends");
    // One that does not read its standard input closes it early.
    let _ = feeder.join().expect("the feeder does not panic");
    output
}

fn stdout(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).expect("output is UTF-8")
}

fn stderr(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).expect("errors are UTF-8")
}

fn records(output: &Output) -> Vec<Record> {
    stdout(output).lines().map(|line| serde_json::from_str(line).expect("a record a line")).collect()
}

fn ids(output: &Output) -> Vec<String> {
    records(output).into_iter().map(|record| record.id).collect()
}

#[test]
fn files_folders_and_standard_input_are_read() {
    let folder = Folder::new();
    folder.write("b.txt", ARTICLE);
    folder.write("news/deep/a.txt", ARTICLE);
    folder.write(
        "news/z.jsonl",
        "{\"id\": \"z1\", \"text\": \"One.\"}\n\n{\"id\": 2, \"text\": \"\"}\n{\"text\": \"\"}",
    );
    folder.write("news/notes.md", "not an article");
    folder.write("bare", "{\"id\": \"bare\", \"text\": \"\", \"more\": [1]}\n");
    let in_folder = ["news/deep/a.txt", "z1", "2", "news/z.jsonl:4"];
    for (words, stdin, expected) in [
        (&["b.txt"][..], "", &["b.txt"][..]),
        (&["news"], "", &in_folder),
        (&["b.txt", "news/deep", "b.txt"], "", &["b.txt", "news/deep/a.txt", "b.txt"]),
        (&["--input", "jsonl", "bare"], "", &["bare"]),
        (&["--input", "text", "news/z.jsonl"], "", &["news/z.jsonl"]),
        (&[], ARTICLE, &["standard input"]),
        (&["-", "b.txt"], ARTICLE, &["standard input", "b.txt"]),
        (&["--input=jsonl"], "{\"id\":\"x\",\"text\":\"Yes.\"}", &["x"]),
        (&["--input=jsonl"], "", &[]),
    ] {
        let output = extract(&folder, &[&["--format", "jsonl"], words].concat(), stdin.as_bytes());
        assert!(output.status.success(), "{words:?}: {}", stderr(&output));
        assert_eq!(ids(&output), expected, "{words:?}");
    }
}

#[test]
fn broken_input_is_named_and_the_rest_is_done() {
    let folder = Folder::new();
    folder.write("good.txt", ARTICLE);
    folder.write("latin.txt", b"Caf\xe9 news");
    folder.write("lines.jsonl", b"{\"id\":\"1\",\"text\":\"\"}\n{\"id\":\"2\"\n[]\n{\"id\":\"3\",\"text\":\"\xff\"}\n{\"id\":\"4\",\"text\":\"\"}\n");
    fs::create_dir(folder.path.join("empty")).expect("a new folder");
    for (words, expected, problems) in [
        (&["missing.txt", "good.txt"][..], &["good.txt"][..], &["missing.txt: cannot be read: "][..]),
        (&["latin.txt", "good.txt"], &["good.txt"], &["latin.txt: byte 3 is not UTF-8; convert"]),
        (
            &["lines.jsonl"],
            &["1", "4"],
            &["lines.jsonl: line 2, column ", "line 3, column ", "line 4, column "],
        ),
        (&["empty", "good.txt"], &["good.txt"], &["empty: holds no .txt or .jsonl file"]),
    ] {
        let output = extract(&folder, &[&["--format", "jsonl"], words].concat(), b"");
        assert_eq!(output.status.code(), Some(1), "{words:?}");
        assert_eq!(ids(&output), expected, "{words:?}");
        let said: Vec<&str> = stderr(&output).lines().collect();
        assert_eq!(said.len(), problems.len(), "a sentence for each problem of {words:?}: {said:?}");
        for (sentence, problem) in said.iter().zip(problems) {
            assert!(
                sentence.starts_with("extract: ") && sentence.contains(problem),
                "{sentence:?}: {problem:?}"
            );
        }
    }
}

#[test]
fn wrong_options_are_told_in_one_sentence() {
    let folder = Folder::new();
    folder.write("a.txt", ARTICLE);
    for (words, expected) in [
        (&["--fromat", "json"][..], "--fromat"),
        (&["--format", "xml"], "the formats are text, json, jsonl and html"),
        (&["--offsets", "words"], "offsets count bytes, chars or utf16"),
        (&["--input", "pdf"], "the kinds of input are text and jsonl"),
        (&["--engine", "magic"], "\"magic\""),
        (&["--output"], "--output"),
        (&["a.txt", "--output", "a.txt"], "a.txt is to be read and written"),
    ] {
        // The common options come last and are not reached.
        let output = Command::new(example("extract")).args(words).current_dir(&folder.path).output();
        let output = output.expect("the example runs");
        assert_eq!(output.status.code(), Some(2), "{words:?}");
        assert_eq!(stdout(&output), "", "{words:?}");
        assert_eq!(stderr(&output).lines().count(), 1, "{words:?}: {}", stderr(&output));
        assert!(stderr(&output).contains(expected), "{words:?}: {}", stderr(&output));
    }
    assert_eq!(fs::read_to_string(folder.path.join("a.txt")).expect("still there"), ARTICLE);
}

#[test]
fn help_and_version_go_to_standard_output() {
    let folder = Folder::new();
    for (word, expected) in
        [("--help", "Usage: extract"), ("--version", concat!("dixit ", env!("CARGO_PKG_VERSION")))]
    {
        let output = extract(&folder, &[word], b"");
        assert!(output.status.success());
        assert!(stdout(&output).contains(expected), "{word}");
    }
}

#[test]
fn each_format_is_what_it_says() {
    let folder = Folder::new();
    folder.write("a.txt", ARTICLE);
    folder.write("b.txt", "It rained.\n");
    let run = |words: &[&str]| {
        let output = extract(&folder, &[words, &["a.txt", "b.txt"]].concat(), b"");
        assert!(output.status.success(), "{words:?}: {}", stderr(&output));
        stdout(&output).to_owned()
    };
    assert!(run(&[]).starts_with("a.txt: "));
    let array: Vec<Record> = serde_json::from_str(&run(&["--format", "json"])).expect("an array of records");
    assert_eq!(array.len(), 2);
    let html = run(&["--format", "html"]);
    assert!(html.starts_with("<!doctype html>") && html.trim_end().ends_with("</html>"));
    assert_eq!(html.matches("<article>").count(), 2);
    assert_eq!(run(&["--format", "html", "--output", "page.html"]), "");
    assert_eq!(fs::read_to_string(folder.path.join("page.html")).expect("the page was written"), html);
    let none = extract(&folder, &["--format", "json"], b"");
    assert!(none.status.success());
    let array: Vec<Record> = serde_json::from_slice(&none.stdout).expect("an array");
    assert_eq!(array.len(), 1, "an empty text is a document");
}

#[test]
fn an_output_file_in_a_folder_is_not_read() {
    let folder = Folder::new();
    folder.write("a.txt", ARTICLE);
    for _ in 0..2 {
        let output = extract(&folder, &["--format", "jsonl", "--output", "out.jsonl", "."], b"");
        assert!(output.status.success(), "{}", stderr(&output));
        assert_eq!(fs::read_to_string(folder.path.join("out.jsonl")).expect("written").lines().count(), 1);
    }
}

#[test]
fn a_reader_that_has_had_enough_is_no_failure() {
    let folder = Folder::new();
    let lines: String =
        (0..4_000).map(|id| format!("{{\"id\":{id},\"text\":\"“Yes,” said Ana Ruiz.\"}}\n")).collect();
    folder.write("many.jsonl", lines);
    let mut child = Command::new(example("extract"))
        .args(["--format", "jsonl", "--engine", "rules", "many.jsonl"])
        .current_dir(&folder.path)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the example starts");
    let mut first = String::new();
    let mut reader = BufReader::new(child.stdout.take().expect("standard output is piped"));
    reader.read_line(&mut first).expect("a line comes");
    drop(reader);
    let output = child.wait_with_output().expect("the example ends");
    assert!(first.starts_with("{\"schema\":"), "{first}");
    assert!(output.status.success(), "{}", stderr(&output));
    assert_eq!(stderr(&output), "");
}

#[test]
fn many_and_long_documents_are_read() {
    let folder = Folder::new();
    let long = ARTICLE.repeat(3_000);
    folder.write("long.txt", &long);
    folder.write("unbroken.txt", "“".repeat(10_000) + &"x".repeat(90_000));
    for number in 0..600 {
        folder.write(&format!("many/{number:04}.txt"), ARTICLE);
    }
    let output = extract(
        &folder,
        &["--format", "jsonl", "--offsets", "chars", "long.txt", "unbroken.txt", "many"],
        b"",
    );
    assert!(output.status.success(), "{}", stderr(&output));
    let ids = ids(&output);
    assert_eq!(ids.len(), 602);
    assert_eq!(ids[2..].first().map(String::as_str), Some("many/0000.txt"));
    assert!(ids[2..].is_sorted(), "a folder is read in order of its names");
}

#[test]
fn evaluate_reports_in_lines_and_in_json() {
    let gold = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gold");
    let run = |words: &[&str]| {
        let output = Command::new(example("evaluate"))
            .args(words)
            .args(["--engine", "rules"])
            .current_dir(&gold)
            .output();
        output.expect("the example runs")
    };
    for (words, first) in [
        (&["attribution", "news.jsonl"][..], "source   exact P "),
        (&["attribution", "news.jsonl", "--speech"], "source   exact P "),
        (&["entities", "news.jsonl"], "PER   P "),
        (&["speakers", "news.jsonl", "speakers.jsonl"], "named    attributions "),
    ] {
        let output = run(words);
        assert!(output.status.success(), "{words:?}: {}", stderr(&output));
        assert!(stdout(&output).starts_with(first), "{words:?}: {}", stdout(&output));
        let last = stdout(&output).lines().last().unwrap_or_default();
        assert!(serde_json::from_str::<serde_json::Value>(last).is_ok(), "{words:?}: {last}");
    }
    for (words, problem) in [
        (&[][..], "say what to measure"),
        (&["speakers", "news.jsonl"], "say what to measure"),
        (&["attribution", "missing.jsonl"], "missing.jsonl: cannot be read"),
        (&["attribution", "README.md"], "README.md: line 1 is not as it should be"),
        (&["speakers", "speakers.jsonl", "news.jsonl"], "speakers.jsonl: line 1"),
        (&["attribution", "news.jsonl", "--loud"], "--loud"),
    ] {
        let output = run(words);
        assert_eq!(output.status.code(), Some(1), "{words:?}");
        assert_eq!(stderr(&output).lines().count(), 1, "{words:?}: {}", stderr(&output));
        assert!(stderr(&output).contains(problem), "{words:?}: {}", stderr(&output));
    }
}
