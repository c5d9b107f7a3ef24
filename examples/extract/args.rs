//! The command line.

use std::path::PathBuf;

use dixit::{Listed, Options, QuotedText, output::json, text::OffsetUnit};
use lexopt::{Arg, ValueExt};

const HELP: &str = "\
Reads news and prints who says what.

Usage: extract [OPTIONS] [PATH]...

  PATH               a file, a folder (every .txt and .jsonl in it), or - for standard input, the default

  --format FORMAT    text (default), json (one array), jsonl (a document a line), html (one page)
  --offsets UNIT     what offsets count: bytes (default), chars or utf16
  --engine ENGINE    auto (default: the model where there is one, or else the rules), rules or model
  --model FOLDER     the model's folder; default: the one that DIXIT_MODEL names, or else the one built in
  --backend BACKEND  what computes the model: rten (default), rust-bert or rust-bert:cuda
  --input KIND       text (an article a file) or jsonl ({\"id\", \"text\"} a line); default: by the file's name
  --quoted-text      also report what stands in quote marks without being anybody's statement
  --everyone         also list who has a name and says nothing
  --output FILE      write there instead of to standard output
  --help, --version

What cannot be read is named on standard error, the rest is done, and the exit status is 1.";

/// What the user asks for.
pub enum Command {
    /// To extract.
    Run(Args),
    /// To be told something.
    Say(String),
}

/// How results are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Text,
    Json,
    JsonLines,
    Html,
}

/// How files are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Input {
    Text,
    JsonLines,
}

/// How to extract what, and where to put it.
pub struct Args {
    pub paths: Vec<PathBuf>,
    pub input: Option<Input>,
    pub format: Format,
    pub offsets: OffsetUnit,
    pub options: Options,
    pub output: Option<PathBuf>,
}

/// Reads the command line.
pub fn parse(mut parser: lexopt::Parser) -> Result<Command, lexopt::Error> {
    let mut args = Args {
        paths: Vec::new(),
        input: None,
        format: Format::Text,
        offsets: OffsetUnit::Bytes,
        options: Options::default(),
        output: None,
    };
    while let Some(arg) = parser.next()? {
        match arg {
            Arg::Value(path) => args.paths.push(path.into()),
            Arg::Long("format") => args.format = parser.value()?.parse_with(format)?,
            Arg::Long("offsets") => args.offsets = parser.value()?.parse_with(offsets)?,
            Arg::Long("input") => args.input = Some(parser.value()?.parse_with(input)?),
            Arg::Long("engine") => args.options.engine = parser.value()?.parse()?,
            Arg::Long("model") => args.options.model = Some(parser.value()?.into()),
            Arg::Long("backend") => args.options.backend = parser.value()?.parse()?,
            Arg::Long("quoted-text") => args.options.quoted_text = QuotedText::Include,
            Arg::Long("everyone") => args.options.listed = Listed::Everyone,
            Arg::Long("output") | Arg::Short('o') => args.output = Some(parser.value()?.into()),
            Arg::Long("help") | Arg::Short('h') => return Ok(Command::Say(HELP.to_owned())),
            Arg::Long("version") | Arg::Short('V') => {
                let version = env!("CARGO_PKG_VERSION");
                return Ok(Command::Say(format!("dixit {version} (schema {})", json::SCHEMA)));
            }
            _ => return Err(arg.unexpected()),
        }
    }
    if args.paths.is_empty() {
        args.paths.push(PathBuf::from("-"));
    }
    let same = |path: &&PathBuf| {
        path.canonicalize().ok() == args.output.as_ref().and_then(|o| o.canonicalize().ok())
    };
    if let Some(path) = args.paths.iter().filter(|path| path.is_file()).find(same) {
        let path = path.display();
        return Err(format!("{path} is to be read and written; choose another --output").into());
    }
    Ok(Command::Run(args))
}

fn format(name: &str) -> Result<Format, &'static str> {
    match name {
        "text" => Ok(Format::Text),
        "json" => Ok(Format::Json),
        "jsonl" => Ok(Format::JsonLines),
        "html" => Ok(Format::Html),
        _ => Err("the formats are text, json, jsonl and html"),
    }
}

fn offsets(name: &str) -> Result<OffsetUnit, &'static str> {
    match name {
        "bytes" => Ok(OffsetUnit::Bytes),
        "chars" => Ok(OffsetUnit::Chars),
        "utf16" => Ok(OffsetUnit::Utf16),
        _ => Err("offsets count bytes, chars or utf16"),
    }
}

fn input(name: &str) -> Result<Input, &'static str> {
    match name {
        "text" => Ok(Input::Text),
        "jsonl" => Ok(Input::JsonLines),
        _ => Err("the kinds of input are text and jsonl"),
    }
}
