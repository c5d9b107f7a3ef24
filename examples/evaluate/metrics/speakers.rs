//! Speakers end to end: the right name behind each attribution, and the right titles and affiliations.

use std::collections::{BTreeSet, HashMap};

use dixit::output::json::{Quote, Record, Role, Speaker};

use super::{
    report::{Counts, Figure, Report, percent},
    spans::{is_space, of_gold, of_parts, shared},
};
use crate::documents::{GoldRole, GoldSpeaker, GoldSpeakers, Pair};

/// Attributions of one group of speakers.
#[derive(Default)]
struct Tally {
    gold: usize,
    found: usize,
    name: usize,
    partial: usize,
}

/// Titles, or affiliations: exactly right, and right where one holds the other.
#[derive(Default)]
struct Roles {
    exact: Counts,
    loose: Counts,
}

/// For a predicted speaker the gold speakers of its attributions with their number, in order of appearance.
type Votes = Vec<(usize, Vec<(usize, usize)>)>;

/// Measures the documents that have gold speakers.
pub fn speakers(pairs: &[Pair], gold: &[GoldSpeakers]) -> Report {
    let by_id: HashMap<&str, &Pair> = pairs.iter().map(|pair| (pair.gold.id.as_str(), pair)).collect();
    let [mut named, mut unnamed]: [Tally; 2] = Default::default();
    let [mut titles, mut affiliations]: [Roles; 2] = Default::default();
    for document in gold {
        let pair = by_id[document.id.as_str()];
        let votes = count_names(pair, &document.speakers, &mut named, &mut unnamed);
        let predicted = pair.predicted.as_ref().map_or(&[][..], |record| &record.speakers);
        let matches = matches(&votes);
        titles.add(&document.speakers, predicted, &votes, &matches, (|g| &g.titles, |p| &p.titles));
        let fields: Fields = (|g| &g.affiliations, |p| &p.affiliations);
        affiliations.add(&document.speakers, predicted, &votes, &matches, fields);
    }
    let mut report = Report::default();
    named.report("named", &mut report);
    unnamed.report("unnamed", &mut report);
    titles.report("titles", &mut report);
    affiliations.report("affiliations", &mut report);
    report
}

/// Counts the attributions of one document; says which gold speakers each predicted one was taken for.
fn count_names(pair: &Pair, speakers: &[GoldSpeaker], named: &mut Tally, unnamed: &mut Tally) -> Votes {
    let behind: HashMap<&str, usize> = (speakers.iter().enumerate())
        .flat_map(|(index, speaker)| speaker.sources.iter().map(move |source| (source.as_str(), index)))
        .collect();
    let mut votes = Votes::new();
    for quote in pair.gold.quotes.iter().filter(|quote| !quote.content.is_empty()) {
        let Some(&index) = behind.get(quote.id.as_str()) else { continue };
        let speaker = &speakers[index];
        let tally =
            if matches!(speaker.kind.as_str(), "unnamed" | "group") { &mut *unnamed } else { &mut *named };
        tally.gold += 1;
        let Some((record, found)) = best(pair, &quote.content) else { continue };
        tally.found += 1;
        let Some(predicted) = found.speaker else { continue };
        vote(&mut votes, predicted, index);
        let (name, expected) = (normal(&record.speakers[predicted].name), normal(&speaker.name));
        if name == expected {
            tally.name += 1;
        } else if !words(&name).is_disjoint(&words(&expected)) {
            tally.partial += 1;
        }
    }
    votes
}

/// The predicted attribution that shares most with a gold content, and at least half.
pub fn best<'p>(pair: &'p Pair, content: &[(usize, usize)]) -> Option<(&'p Record, &'p Quote)> {
    let record = pair.predicted.as_ref()?;
    let gold = of_gold(&pair.text, content);
    let mut best: Option<(f64, &Quote)> = None;
    for quote in &record.quotes {
        if let Some(share) = shared(&gold, &of_parts(&pair.text, &quote.content))
            && best.is_none_or(|(most, _)| share > most)
        {
            best = Some((share, quote));
        }
    }
    best.filter(|&(share, _)| share >= 0.5).map(|(_, quote)| (record, quote))
}

/// Counts in order of appearance: where two are even, the first wins.
fn vote(votes: &mut Votes, predicted: usize, gold: usize) {
    let place = votes.iter().position(|(key, _)| *key == predicted).unwrap_or_else(|| {
        votes.push((predicted, Vec::new()));
        votes.len() - 1
    });
    let counts = &mut votes[place].1;
    match counts.iter_mut().find(|(key, _)| *key == gold) {
        Some((_, count)) => *count += 1,
        None => counts.push((gold, 1)),
    }
}

/// For each gold speaker the predicted one with most of its attributions.
fn matches(votes: &Votes) -> HashMap<usize, (usize, usize)> {
    let mut matches: HashMap<usize, (usize, usize)> = HashMap::new();
    for (predicted, counts) in votes {
        let most = counts.iter().map(|&(_, count)| count).max().unwrap_or_default();
        let first = counts.iter().find(|&&(_, count)| count == most);
        if let Some(&(gold, count)) = first
            && matches.get(&gold).is_none_or(|&(_, other)| count > other)
        {
            matches.insert(gold, (*predicted, count));
        }
    }
    matches
}

/// Where titles, or affiliations, stand in a gold and in a predicted speaker.
type Fields = (fn(&GoldSpeaker) -> &[GoldRole], fn(&Speaker) -> &[Role]);

impl Roles {
    fn add(
        &mut self,
        speakers: &[GoldSpeaker],
        predicted: &[Speaker],
        votes: &Votes,
        matches: &HashMap<usize, (usize, usize)>,
        (of_gold, of_predicted): Fields,
    ) {
        let roles = |index: usize| -> BTreeSet<String> {
            of_predicted(&predicted[index]).iter().map(|role| normal(&role.part.text)).collect()
        };
        for (index, speaker) in speakers.iter().enumerate() {
            let gold: BTreeSet<String> = of_gold(speaker).iter().map(|role| normal(&role.text)).collect();
            let found = matches.get(&index).map(|&(predicted, _)| roles(predicted)).unwrap_or_default();
            let same = gold.intersection(&found).count();
            self.exact.add(found.len(), same, gold.len(), same);
            let alike = |x: &str, others: &BTreeSet<String>| {
                others.iter().any(|y| y.contains(x) || x.contains(y.as_str()))
            };
            let right_found = found.iter().filter(|role| alike(role, &gold)).count();
            let right_gold = gold.iter().filter(|role| alike(role, &found)).count();
            self.loose.add(found.len(), right_found, gold.len(), right_gold);
        }
        // A gold speaker split in two: what the second half says of itself is one too many.
        for (index, _) in votes {
            if !matches.values().any(|(used, _)| used == index) {
                let spurious = roles(*index).len();
                self.exact.add(spurious, 0, 0, 0);
                self.loose.add(spurious, 0, 0, 0);
            }
        }
    }

    fn report(&self, field: &str, report: &mut Report) {
        let (exact, loose) = (self.exact.f1(), self.loose.f1());
        report.line(format!(
            "{field:13} exact P {:.1} R {:.1} F1 {:.1}; loose F1 {:.1}   gold {} predicted {}",
            exact.precision, exact.recall, exact.f1, loose.f1, self.exact.gold, self.exact.predicted
        ));
        report.figure(field, Figure::group([("exact", exact.into()), ("loose", loose.into())]));
    }
}

impl Tally {
    fn report(&self, group: &str, report: &mut Report) {
        let found = percent(self.found, self.gold);
        let end_to_end = percent(self.name, self.gold);
        let of_found = percent(self.name, self.found);
        let partial = percent(self.partial, self.found);
        report.line(format!(
            "{group:8} attributions {}: found {found:.1}; full name right end to end {end_to_end:.1}, \
             of those found {of_found:.1} (+{partial:.1} partly)",
            self.gold
        ));
        report.figure(
            group,
            Figure::group([
                ("gold", Figure::Count(self.gold)),
                ("found", Figure::Percent(found)),
                ("name_end_to_end", Figure::Percent(end_to_end)),
                ("name_of_found", Figure::Percent(of_found)),
                ("partial_of_found", Figure::Percent(partial)),
            ]),
        );
    }
}

const ARTICLES: [&str; 3] = ["the ", "a ", "an "];
const HONORIFICS: [&str; 12] = [
    "mr. ",
    "mrs. ",
    "ms. ",
    "mr ",
    "mrs ",
    "ms ",
    "dr. ",
    "sen. ",
    "rep. ",
    "gov. ",
    "president ",
    "prof. ",
];

/// One role or party under its usual spellings.
const SAME: [(&str, &[&str]); 8] = [
    ("republican", &["gop", "republicans", "republican party", "r"]),
    ("democratic", &["democrat", "democrats", "democratic party", "d"]),
    ("governor", &["gov"]),
    ("senator", &["sen"]),
    ("representative", &["rep"]),
    ("general", &["gen"]),
    ("professor", &["prof"]),
    ("united states", &["u.s"]),
];

/// A name as it is compared: without case, article, honorific, possessive and marks at its ends.
pub fn normal(name: &str) -> String {
    let folded = name.to_lowercase().replace('ß', "ss").replace('ς', "σ").replace('’', "'");
    let mut rest = folded.trim_matches([' ', '.', ',', ';', ':', '"', '“', '”', '\'']);
    for prefix in ARTICLES.iter().chain(&HONORIFICS) {
        rest = rest.strip_prefix(prefix).unwrap_or(rest);
    }
    let rest = rest.strip_suffix("'s").unwrap_or(rest);
    SAME.iter().find(|(_, spellings)| spellings.contains(&rest)).map_or(rest, |(usual, _)| usual).to_owned()
}

fn words(name: &str) -> BTreeSet<&str> {
    name.split(is_space).filter(|word| !word.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_without_their_trimmings() {
        for (name, expected) in [
            ("Ana Ruiz", "ana ruiz"),
            ("Mrs. Ruiz’s", "ruiz"),
            ("“The Daily Planet,”", "daily planet"),
            ("President Ruiz", "ruiz"),
            ("Republicans", "republican"),
            ("U.S.", "united states"),
            ("Gov.", "governor"),
            ("Weiß", "weiss"),
        ] {
            assert_eq!(normal(name), expected, "{name}");
        }
    }

    #[test]
    fn a_gold_speaker_goes_to_the_one_with_most_of_its_attributions() {
        let mut votes = Votes::new();
        for (predicted, gold) in [(0, 0), (1, 0), (1, 0), (2, 1), (2, 0)] {
            vote(&mut votes, predicted, gold);
        }
        let matches = matches(&votes);
        assert_eq!(matches.get(&0), Some(&(1, 2)));
        assert_eq!(matches.get(&1), Some(&(2, 1)), "even votes: the first");
    }
}
