//! Figures, for reading and for machines.

use std::fmt;

/// A report: lines for people, then one JSON object with every figure.
#[derive(Default)]
pub struct Report {
    lines: Vec<String>,
    figures: Vec<(String, Figure)>,
}

impl Report {
    /// Adds a line for people.
    pub fn line(&mut self, line: String) {
        self.lines.push(line);
    }

    /// Adds a figure, or a group of them.
    pub fn figure(&mut self, name: impl Into<String>, figure: impl Into<Figure>) {
        self.figures.push((name.into(), figure.into()));
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for line in &self.lines {
            writeln!(f, "{line}")?;
        }
        write_group(f, &self.figures)
    }
}

/// A number, or several under their names.
pub enum Figure {
    Count(usize),
    Percent(f64),
    Group(Vec<(String, Figure)>),
}

impl Figure {
    pub fn group<const N: usize>(figures: [(&str, Figure); N]) -> Self {
        Self::Group(figures.into_iter().map(|(name, figure)| (name.to_owned(), figure)).collect())
    }
}

impl From<F1> for Figure {
    fn from(f1: F1) -> Self {
        Self::group([
            ("p", Self::Percent(f1.precision)),
            ("r", Self::Percent(f1.recall)),
            ("f1", Self::Percent(f1.f1)),
        ])
    }
}

impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Count(count) => write!(f, "{count}"),
            Self::Percent(percent) => write!(f, "{percent:.1}"),
            Self::Group(figures) => write_group(f, figures),
        }
    }
}

fn write_group(f: &mut fmt::Formatter<'_>, figures: &[(String, Figure)]) -> fmt::Result {
    write!(f, "{{")?;
    for (index, (name, figure)) in figures.iter().enumerate() {
        write!(f, "{}\"{name}\": {figure}", if index == 0 { "" } else { ", " })?;
    }
    write!(f, "}}")
}

/// Precision, recall and their harmonic mean, in per cent with one decimal.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct F1 {
    pub precision: f64,
    pub recall: f64,
    pub f1: f64,
}

/// Of what was predicted and of what is gold, how much is right.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counts {
    pub right_predicted: usize,
    pub predicted: usize,
    pub right_gold: usize,
    pub gold: usize,
}

impl Counts {
    /// Counts one document more.
    pub fn add(&mut self, predicted: usize, right_predicted: usize, gold: usize, right_gold: usize) {
        self.predicted += predicted;
        self.right_predicted += right_predicted;
        self.gold += gold;
        self.right_gold += right_gold;
    }

    pub fn f1(self) -> F1 {
        let share = |right: usize, all: usize| if all == 0 { 0.0 } else { right as f64 / all as f64 };
        let (p, r) = (share(self.right_predicted, self.predicted), share(self.right_gold, self.gold));
        let f1 = if p + r == 0.0 { 0.0 } else { 200.0 * p * r / (p + r) };
        F1 { precision: rounded(100.0 * p), recall: rounded(100.0 * r), f1: rounded(f1) }
    }
}

/// How many of `all`, in per cent with one decimal; of none, 0.
pub fn percent(some: usize, all: usize) -> f64 {
    rounded((100 * some) as f64 / all.max(1) as f64)
}

/// To one decimal by the exact binary value, a tie to the even digit: what is printed is what is compared.
fn rounded(value: f64) -> f64 {
    format!("{value:.1}").parse().expect("a printed number can be read")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounding_is_exact_and_ties_go_to_the_even_digit() {
        for (value, expected) in
            [(0.25, 0.2), (0.75, 0.8), (12.25, 12.2), (56.75, 56.8), (0.05, 0.1), (0.15, 0.1), (99.95, 100.0)]
        {
            assert_eq!(rounded(value), expected, "{value}");
        }
    }

    #[test]
    fn nothing_of_nothing_is_zero() {
        assert_eq!(percent(0, 0), 0.0);
        assert_eq!(Counts::default().f1(), F1 { precision: 0.0, recall: 0.0, f1: 0.0 });
    }

    #[test]
    fn a_report_ends_with_all_figures_as_json() {
        let mut report = Report::default();
        report.line("content  …".to_owned());
        let counts = Counts { right_predicted: 1, predicted: 2, right_gold: 1, gold: 3 };
        report.figure("content", Figure::group([("exact", counts.f1().into()), ("gold", Figure::Count(3))]));
        report.figure("recall", Figure::Percent(percent(1, 1)));
        let expected = "content  …\n\
            {\"content\": {\"exact\": {\"p\": 50.0, \"r\": 33.3, \"f1\": 40.0}, \"gold\": 3}, \"recall\": 100.0}";
        assert_eq!(report.to_string(), expected);
    }
}
