//! Reads the same articles with each engine, and compares what they find, how fast they are, and in how much memory.
//!
//! Each engine reads in a process of its own, which this program starts of itself, so that the peak of its memory holds
//! no other's.

mod reading;
mod table;

use std::{
    env,
    error::Error,
    io::{self, Write},
    path::PathBuf,
    process::{Command, ExitCode, Stdio},
};

use dixit::{Backend, Device, EngineChoice, Options, Precision};
use lexopt::{Arg, ValueExt};
use reading::Reading;

const HELP: &str = "\
Compares the engines of this program on the same articles, in one table.

Usage: compare_engines [OPTIONS] PATH...

  PATH               an article (.txt), articles as JSON Lines ({\"text\"} a line), or a folder of such files
  --threads NUMBER   how many threads read; default: 1
  --engine NAME      read with this one alone, and print what it found as JSON
  --help

Words a second are those of the quickest of three readings, without loading. Peak memory is that of a process with this
engine alone: program, libraries, model and texts. Agreement is with the engine rten-int8, the default: of the
quotations of both, the share that both have, by content, and by content together with cue, source and name of the
speaker.";

/// An engine that is compared.
struct Engine {
    name: &'static str,
    options: Options,
}

/// What all are compared with.
const REFERENCE: &str = "rten-int8";

/// The engines of this program.
fn engines() -> Vec<Engine> {
    let model = |name, backend, precision| {
        let mut options = Options::default();
        options.engine = EngineChoice::Model;
        options.backend = backend;
        options.precision = precision;
        Engine { name, options }
    };
    let mut rules = Options::default();
    rules.engine = EngineChoice::Rules;
    let mut engines = vec![
        Engine { name: "rules", options: rules },
        model(REFERENCE, Backend::Rten, Precision::Int8),
        model("rten-f32", Backend::Rten, Precision::F32),
    ];
    if cfg!(feature = "rust-bert") {
        engines.push(model("rust-bert", Backend::RustBert(Device::Cpu), Precision::F32));
    }
    engines
}

fn main() -> ExitCode {
    // A reader that has had enough is no failure, and where even standard error is closed, nobody is left to tell.
    match run(lexopt::Parser::from_env()) {
        Ok(words) => {
            let _ = writeln!(io::stdout(), "{words}");
            ExitCode::SUCCESS
        }
        Err(problem) => {
            let _ = writeln!(io::stderr(), "compare_engines: {problem}");
            ExitCode::FAILURE
        }
    }
}

/// The table, or what else is asked for.
fn run(mut parser: lexopt::Parser) -> Result<String, Box<dyn Error>> {
    let (mut threads, mut engine, mut paths) = (1, None, Vec::new());
    while let Some(arg) = parser.next()? {
        match arg {
            Arg::Value(path) => paths.push(PathBuf::from(path)),
            Arg::Long("threads") => threads = parser.value()?.parse()?,
            Arg::Long("engine") => engine = Some(parser.value()?.string()?),
            Arg::Long("help") => return Ok(HELP.to_owned()),
            _ => return Err(arg.unexpected().into()),
        }
    }
    let mut engines = engines();
    let Some(name) = engine else {
        let read = |engine: &Engine| Ok((engine.name, apart(engine.name, threads, &paths)?));
        let readings: Result<Vec<_>, Box<dyn Error>> = engines.iter().map(read).collect();
        return Ok(table::table(&readings?, REFERENCE));
    };
    let place = engines.iter().position(|engine| engine.name == name);
    let names = || engines.iter().map(|engine| engine.name).collect::<Vec<_>>().join(", ");
    let place =
        place.ok_or_else(|| format!("there is no engine {name:?} in this program; there are {}", names()))?;
    Ok(serde_json::to_string(&reading::read(engines.swap_remove(place).options, threads, &paths)?)?)
}

/// What an engine reads in a process of its own.
fn apart(name: &str, threads: usize, paths: &[PathBuf]) -> Result<Reading, Box<dyn Error>> {
    let mut own = Command::new(env::current_exe()?);
    own.args(["--engine", name, "--threads", &threads.to_string()]).args(paths).stderr(Stdio::inherit());
    let output = own.output()?;
    if !output.status.success() {
        return Err(format!("the engine {name} could not read").into());
    }
    Ok(serde_json::from_slice(&output.stdout)?)
}
