//! Results in the format that was asked for, written one after the other.

use std::io::{self, Write};

use dixit::{
    Extraction,
    output::{
        html::Page,
        json::Record,
        text::{self, Style},
    },
    text::OffsetUnit,
};

use crate::args::{Args, Format};

/// Writes documents as they come; holds none of them.
pub enum Writer<W: Write> {
    Text { out: W, style: Style },
    Json { out: W, unit: OffsetUnit, written: usize },
    JsonLines { out: W, unit: OffsetUnit },
    Html(Page<W>),
}

impl<W: Write> Writer<W> {
    pub fn begin(mut out: W, args: &Args, style: Style) -> io::Result<Self> {
        let unit = args.offsets;
        Ok(match args.format {
            Format::Text => Self::Text { out, style },
            Format::Json => {
                write!(out, "[")?;
                Self::Json { out, unit, written: 0 }
            }
            Format::JsonLines => Self::JsonLines { out, unit },
            Format::Html => Self::Html(Page::begin(out, "Who says what")?),
        })
    }

    pub fn write(&mut self, id: &str, extraction: &Extraction<'_>) -> io::Result<()> {
        match self {
            Self::Text { out, style } => text::write(out, id, extraction, *style),
            Self::Json { out, unit, written } => {
                write!(out, "{}", if *written == 0 { "\n" } else { ",\n" })?;
                *written += 1;
                Ok(serde_json::to_writer_pretty(out, &Record::new(id, extraction, *unit))?)
            }
            Self::JsonLines { out, unit } => {
                serde_json::to_writer(&mut *out, &Record::new(id, extraction, *unit))?;
                writeln!(out)
            }
            Self::Html(page) => page.article(id, extraction),
        }
    }

    pub fn end(self) -> io::Result<()> {
        match self {
            Self::Text { mut out, .. } | Self::JsonLines { mut out, .. } => out.flush(),
            Self::Json { mut out, .. } => {
                writeln!(out, "\n]")?;
                out.flush()
            }
            Self::Html(page) => page.end()?.flush(),
        }
    }
}
