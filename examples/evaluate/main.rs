//! Measures extractions against gold: spans and links, named entities, speakers with titles and affiliations.

mod documents;
mod metrics;

use std::{
    fmt::Display,
    io::{self, Write},
    path::PathBuf,
    process::ExitCode,
};

use dixit::{Extractor, Listed, Options, Precision};
use lexopt::{Arg, ValueExt};

const HELP: &str = "\
Measures extractions against gold documents, one JSON object a line, offsets in characters.

Usage: evaluate attribution GOLD [--speech]     spans and links, by role and by kind
       evaluate entities GOLD                   named entities, exact span and type
       evaluate speakers GOLD SPEAKERS          who spoke, title, affiliation, end to end
       evaluate pronouns GOLD                   whom pronouns mean, of those named
       evaluate fiction GOLD                    who speaks in novels

  --engine ENGINE       what reads the gold texts: auto (default), rules or model
  --model FOLDER        the model's folder; default: the one that DIXIT_MODEL names, or else the one built in
  --backend BACKEND     what computes the model: rten (default), rust-bert or rust-bert:cuda
  --precision NUMBERS   what the model computes with: int8 (default) or f32
  --predictions FILE    measure these results of `extract --format jsonl --offsets chars` instead
  --speech              only attributions whose cue is a speech verb; then recall alone is meaningful
  --help

The last line of each report is one JSON object with every figure.";

/// What the user asks for.
#[derive(Default)]
struct Args {
    words: Vec<PathBuf>,
    speech: bool,
    predictions: Option<PathBuf>,
    options: Options,
}

fn main() -> ExitCode {
    let said = match parse(lexopt::Parser::from_env()) {
        Ok(Some(args)) => run(args),
        Ok(None) => Ok(HELP.to_owned()),
        Err(error) => Err(format!("{error}; --help shows what there is")),
    };
    match said {
        // A reader that has had enough is no failure.
        Ok(words) => {
            let _ = writeln!(io::stdout(), "{words}");
            ExitCode::SUCCESS
        }
        Err(problem) => {
            complain(problem);
            ExitCode::FAILURE
        }
    }
}

/// The command line; `None` where help is wanted.
fn parse(mut parser: lexopt::Parser) -> Result<Option<Args>, lexopt::Error> {
    let mut args = Args::default();
    while let Some(arg) = parser.next()? {
        match arg {
            Arg::Value(word) => args.words.push(word.into()),
            Arg::Long("speech") => args.speech = true,
            Arg::Long("predictions") => args.predictions = Some(parser.value()?.into()),
            Arg::Long("engine") => args.options.engine = parser.value()?.parse()?,
            Arg::Long("model") => args.options.model = Some(parser.value()?.into()),
            Arg::Long("backend") => args.options.backend = parser.value()?.parse()?,
            Arg::Long("precision") => args.options.precision = parser.value()?.parse_with(precision)?,
            Arg::Long("help") | Arg::Short('h') => return Ok(None),
            _ => return Err(arg.unexpected()),
        }
    }
    Ok(Some(args))
}

fn precision(name: &str) -> Result<Precision, &'static str> {
    match name {
        "int8" => Ok(Precision::Int8),
        "f32" => Ok(Precision::F32),
        _ => Err("the model computes with int8 or f32"),
    }
}

/// The report that the user asks for.
fn run(args: Args) -> Result<String, String> {
    let words: Vec<&str> = args.words.iter().filter_map(|word| word.to_str()).collect();
    let (gold, speakers) = match words[..] {
        ["attribution" | "entities" | "pronouns" | "fiction", gold] => (gold, None),
        ["speakers", gold, speakers] => (gold, Some(speakers)),
        _ => return Err("say what to measure and against which gold; --help shows how".to_owned()),
    };
    let gold = documents::gold(gold.as_ref())?;
    let pairs = match &args.predictions {
        Some(path) => documents::with_predictions(gold, path)?,
        None => {
            let mut options = args.options;
            if words[0] == "pronouns" {
                options.listed = Listed::Everyone;
            }
            let extractor = Extractor::with_options(options).map_err(|error| error.to_string())?;
            documents::with_extractions(gold, &extractor)
        }
    };
    let missing = pairs.iter().filter(|pair| pair.predicted.is_none()).count();
    if missing > 0 {
        complain(format_args!("{missing} of {} gold documents have no prediction", pairs.len()));
    }
    let report = match (words[0], speakers) {
        (_, Some(speakers)) => metrics::speakers(&pairs, &documents::speakers(speakers.as_ref(), &pairs)?),
        ("entities", None) => metrics::entities(&pairs),
        ("pronouns", None) => metrics::pronouns(&pairs),
        ("fiction", None) => metrics::fiction(&pairs),
        _ => metrics::attribution(&pairs, args.speech),
    };
    Ok(format!("{report}"))
}

/// One sentence on standard error; where even that is closed, nobody is left to tell.
fn complain(problem: impl Display) {
    let _ = writeln!(io::stderr(), "evaluate: {problem}");
}
