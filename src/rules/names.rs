//! Names of persons, bodies, places and other things, by shape, word lists and context.
//!
//! A first pass cuts every run of words in capital letters into names and decides what it can; a second one
//! settles the rest by what the same words name elsewhere in the document.

mod classify;
mod headline;
mod reuse;
mod run;
mod segment;
mod shape;
mod word;

use crate::{
    annotate::{Entity, EntityKind},
    document::Document,
    extraction::Evidence,
};

use self::{
    run::Runs,
    shape::{Style, style},
};

/// A name as the first pass leaves it.
#[derive(Clone, Debug)]
struct Found {
    /// First token.
    first: usize,
    /// One past the last token.
    end: usize,
    /// What it names; `None` where only other mentions can tell.
    kind: Option<EntityKind>,
    /// The rule that decided.
    rule: &'static str,
    /// How sure it is.
    confidence: f32,
}

/// The names in `document`, in order and without overlap, in time linear in its length.
pub(crate) fn names(document: &Document<'_>) -> Vec<Entity> {
    let mut found = Vec::new();
    let mut runs = Runs::new(document);
    for sentence in document.sentences() {
        let tokens = sentence.tokens.clone();
        match style(document, tokens.clone()) {
            Style::Plain => {
                let mut at = tokens.start;
                while let Some(run) = runs.next(at, tokens.clone()) {
                    at = run.end;
                    segment::segment(document, runs.words(), tokens.start, &mut found);
                }
            }
            headline => headline::headline(document, tokens, headline, &mut found),
        }
    }
    reuse::settle(document, &mut found);
    join_partners(document, &mut found);
    found
        .into_iter()
        .filter_map(|name| {
            let tokens = document.tokens();
            let span = tokens[name.first].span.cover(tokens[name.end - 1].span);
            Some(Entity { span, kind: name.kind?, evidence: Evidence::rule(name.rule, name.confidence) })
        })
        .collect()
}

/// Joins two bodies with only a slash between them into one: `CNN/ORC`.
fn join_partners(document: &Document<'_>, found: &mut Vec<Found>) {
    let mut kept = 0;
    for next in 1..found.len() {
        let (last, name) = (&found[kept], &found[next]);
        let bodies = [last, name].iter().all(|name| name.kind == Some(EntityKind::Organization));
        let slash = name.first == last.end + 1 && document.slice(document.tokens()[last.end].span) == "/";
        if bodies && slash {
            found[kept].end = name.end;
        } else {
            kept += 1;
            found.swap(kept, next);
        }
    }
    found.truncate(kept + 1);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// `PER Anna Weber, LOC Oslo` for the names in `text`.
    fn listed(text: &str) -> String {
        let document = Document::new(text);
        let name = |entity: &Entity| {
            let kind = match entity.kind {
                EntityKind::Person => "PER",
                EntityKind::Organization => "ORG",
                EntityKind::Location => "LOC",
                EntityKind::Miscellaneous => "MISC",
            };
            format!("{kind} {}", document.slice(entity.span))
        };
        names(&document).iter().map(name).collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn names_and_what_they_name() {
        let mut wrong = Vec::new();
        for (text, expected) in [
            ("The mayor met Anna Weber in Oslo.", "PER Anna Weber, LOC Oslo"),
            ("Deputy Foreign Secretary Tom Reyes left.", "PER Tom Reyes"),
            ("Secretary of State Paula Quist left.", "PER Paula Quist"),
            ("They met Larry King. Mr. King left.", "PER Larry King, PER King"),
            ("Ms. May met Theresa May in May.", "PER May, PER Theresa May"),
            ("A word from Mrs. Okonkwo was enough.", "PER Okonkwo"),
            ("He asked Park Min-ho and Choi Sung Il.", "PER Park Min-ho, PER Choi Sung Il"),
            ("They saw J.K. Harlow and Peter W. Lund there.", "PER J.K. Harlow, PER Peter W. Lund"),
            ("It was Jan van der Berg who won.", "PER Jan van der Berg"),
            ("Nigerian President Ade Bello spoke.", "MISC Nigerian, PER Ade Bello"),
            ("The Department of Water and Power closed.", "ORG Department of Water and Power"),
            ("He left Harbor & Sons for Brightwater Inc. in May.", "ORG Harbor & Sons, ORG Brightwater Inc."),
            ("Prices rose in New South Wales.", "LOC New South Wales"),
            ("They crossed Marlow County on Monday.", "LOC Marlow County"),
            ("She won the Copper Cup.", "MISC Copper Cup"),
            ("A London-based firm failed.", "MISC London-based"),
            ("Nothing here but words.", ""),
            ("Rosa Lindqvist came. Later Lindqvist left.", "PER Rosa Lindqvist, PER Lindqvist"),
            ("Mayor Quist Warns of Flood\nThe mayor, Paula Quist, said so.", "PER Quist, PER Paula Quist"),
            ("FLOOD HITS OSLO AS RIVER RISES\nIt rained.", "LOC OSLO"),
        ] {
            let found = listed(text);
            if found != expected {
                wrong.push(format!("{text}: {found:?} instead of {expected:?}"));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    proptest! {
        #[test]
        fn names_lie_in_order_on_whole_tokens(
            words in prop::collection::vec("(Mr\\.|of|the|and|&|University|Paris|John|al|New|U\\.S\\.|[A-Z]{1,4}\\.?|[A-Z][a-z]{1,6}|[a-zé,.“”'-]{1,5}|\n)", 0..60)
        ) {
            let text = words.join(" ");
            let document = Document::new(&text);
            let mut end = 0;
            for entity in names(&document) {
                let span = entity.span;
                prop_assert!(end <= span.start() && span.start() < span.end(), "{:?} after {}", span, end);
                let tokens = document.tokens_in(span);
                prop_assert_eq!(document.tokens()[tokens.start].span.start(), span.start());
                prop_assert_eq!(document.tokens()[tokens.end - 1].span.end(), span.end());
                end = span.end();
            }
        }
    }
}
