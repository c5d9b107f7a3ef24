//! The example `compare_engines`, on the small model.

use std::{
    env,
    path::Path,
    process::{Command, Output},
};

/// Runs the example with these words.
fn compare(words: &[&str]) -> Output {
    let test = env::current_exe().expect("a running test has a path");
    let target = test.parent().and_then(Path::parent).expect("tests lie in target/<profile>/deps");
    let program = target.join("examples/compare_engines").with_extension(env::consts::EXE_EXTENSION);
    assert!(program.exists(), "{} is missing: cargo build --example compare_engines", program.display());
    Command::new(program)
        .args(words)
        .env("DIXIT_MODEL", Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reference/tiny"))
        .output()
        .expect("the example starts")
}

#[test]
fn every_engine_has_a_row() {
    let output = compare(&["tests/articles/mine-letter.txt"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let table = String::from_utf8(output.stdout).expect("output is UTF-8");
    let rows: Vec<Vec<&str>> = table
        .lines()
        .filter_map(|line| line.strip_prefix("| ")?.strip_suffix(" |"))
        .map(|row| row.split(" | ").collect())
        .collect();
    let names: Vec<&str> = rows.iter().skip(2).map(|row| row[0]).collect();
    let mut expected = vec!["rules", "rten-int8", "rten-f32"];
    expected.extend(cfg!(feature = "rust-bert").then_some("rust-bert"));
    assert_eq!(names, expected, "{table}");
    for row in &rows[2..] {
        assert_eq!(row.len(), rows[0].len(), "{table}");
        assert!(row[4].parse::<usize>().is_ok_and(|quotations| quotations > 0), "{table}");
    }
    let agrees = |row: &[&str]| row[5..].iter().all(|share| *share == "100.0 %");
    assert!(agrees(&rows[3]) && rows[3][2] == "1.00", "the default engine agrees with itself: {table}");
    assert!(!agrees(&rows[2]), "the rules do not read like a model with random weights: {table}");
}

#[test]
fn what_cannot_be_read_is_named() {
    let rows: [(&[&str], &str); 4] = [
        (&["no/such/file.txt"], "no/such/file.txt"),
        (&["--engine", "none", "tests/articles"], "rten-int8"),
        (&["--nothing"], "--nothing"),
        (&["--threads", "many", "tests/articles"], "many"),
    ];
    for (words, part) in rows {
        let output = compare(words);
        let problem = String::from_utf8_lossy(&output.stderr);
        assert!(!output.status.success(), "{words:?}");
        assert!(problem.contains(part), "{words:?}: {problem}");
    }
}
