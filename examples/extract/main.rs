//! Reads news and prints who says what: files, folders or standard input in; text, JSON or a page out.

mod args;
mod input;
mod output;

use std::{
    cell::Cell,
    fmt::Display,
    fs::File,
    io::{self, BufWriter, IsTerminal, Write},
    process::ExitCode,
};

use args::{Args, Command};
use dixit::{Extractor, output::text::Style};
use output::Writer;

fn main() -> ExitCode {
    let args = match args::parse(lexopt::Parser::from_env()) {
        Ok(Command::Run(args)) => args,
        Ok(Command::Say(words)) => return finish(writeln!(io::stdout(), "{words}"), true),
        Err(problem) => {
            complain(format_args!("{problem}; --help shows what there is"));
            return ExitCode::from(2);
        }
    };
    let extractor = match Extractor::with_options(args.options.clone()) {
        Ok(extractor) => extractor,
        Err(error) => {
            complain(error);
            return ExitCode::from(2);
        }
    };
    let all_read = Cell::new(true);
    let written = run(&args, &extractor, &all_read);
    finish(written, all_read.get())
}

/// Extracts from every document that can be read; clears `all_read` where one cannot.
fn run(args: &Args, extractor: &Extractor, all_read: &Cell<bool>) -> io::Result<()> {
    let (out, style): (Box<dyn Write>, Style) = match &args.output {
        Some(path) => {
            let named = |error| io::Error::other(format!("{}: cannot be written: {error}", path.display()));
            (Box::new(File::create(path).map_err(named)?), Style::Plain)
        }
        None => (Box::new(io::stdout().lock()), terminal_style()),
    };
    let documents = input::documents(args).filter_map(|document| match document {
        Ok(document) => Some((document.id, document.text)),
        Err(problem) => {
            complain(problem);
            all_read.set(false);
            None
        }
    });
    let mut writer = Writer::begin(BufWriter::with_capacity(1 << 16, out), args, style)?;
    for (id, extraction) in extractor.extract_iter(documents) {
        writer.write(&id, &extraction)?;
    }
    writer.end()
}

/// Colours for people only: not for files and pipes, and not for those who ask for none.
fn terminal_style() -> Style {
    let wanted = std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    if wanted && io::stdout().is_terminal() { Style::Ansi } else { Style::Plain }
}

/// The exit status; a reader that has had enough (`| head`) is no failure.
fn finish(written: io::Result<()>, all_read: bool) -> ExitCode {
    match written {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            complain(error);
            ExitCode::FAILURE
        }
        _ if all_read => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    }
}

/// One sentence on standard error; where even that is closed, nobody is left to tell.
fn complain(problem: impl Display) {
    let _ = writeln!(io::stderr(), "extract: {problem}");
}
