//! What the rules know and another engine left out.

use super::{
    Found, draft,
    draft::Draft,
    find,
    left_over::{Taken, left_over},
};
use crate::{
    annotate::{Annotations, Content, Link, Source},
    document::Document,
    text::Span,
};

/// Adds to another engine's annotations what stands in quote marks and is in none of its contents, and the sources of
/// contents that it found and could not attribute. No quotation is lost because a model leaves it out.
pub(crate) fn supplement(document: &Document<'_>, mut annotations: Annotations) -> Annotations {
    let Found { direct: mut quoted, indirect } = find(document);
    attribute(&mut annotations, quoted.iter().chain(&indirect));
    quoted.extend(left_over(document, &quoted));
    let taken = Taken::new(annotations.contents.iter().map(|content| content.span));
    quoted.retain(|draft| !draft.contents.iter().any(|part| taken.overlaps(*part)));
    annotations.merge(draft::assemble(quoted, Vec::new()))
}

/// Gives contents without a source the one that the rules found for the same words.
fn attribute<'d>(annotations: &mut Annotations, drafts: impl Iterator<Item = &'d Draft>) {
    let mut sourced: Vec<(Span, &Draft)> = drafts
        .filter(|draft| draft.source.is_some())
        .flat_map(|draft| draft.contents.iter().map(move |&part| (part, draft)))
        .collect();
    sourced.sort_by_key(|&(part, _)| part);
    let Annotations { sources, contents, .. } = annotations;
    let without = |content: &&mut Content| content.source.is_none() && content.continues.is_none();
    for content in contents.iter_mut().filter(without) {
        let first = sourced.partition_point(|(part, _)| part.end() <= content.span.start());
        let same = sourced[first..]
            .iter()
            .take_while(|(part, _)| part.start() < content.span.end())
            .find(|(part, _)| nearly_same(*part, content.span));
        let Some((span, evidence)) = same.and_then(|(_, draft)| Some((draft.source?, draft.evidence))) else {
            continue;
        };
        content.source = Some(Link { to: sources.len(), confidence: evidence.confidence() });
        sources.push(Source { span, evidence });
    }
}

/// Whether two spans share all but a tenth of their words.
fn nearly_same(one: Span, other: Span) -> bool {
    let shared = one.end().min(other.end()).saturating_sub(one.start().max(other.start()));
    shared * 10 >= one.cover(other).len() * 9
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        annotate::Speech,
        extraction::{Engine, Evidence},
    };

    #[test]
    fn quotations_left_out_and_sources_not_found_are_the_rules() {
        let text = "“It holds,” said Ana Ruiz. Tom Berg said that it leaks.";
        let document = Document::new(text);
        let start = text.find("that").expect("the clause is there");
        let found = Content {
            span: Span::at(start, text.len() - 1),
            source: None,
            cue: None,
            continues: None,
            speech: Speech::Said,
            evidence: Evidence::rule("test", 1.0),
        };
        let annotations = Annotations { contents: vec![found], ..Annotations::empty(Engine::Rules) };
        let whole = supplement(&document, annotations);
        let shown: Vec<(&str, Option<&str>)> = whole
            .contents
            .iter()
            .map(|content| {
                let source = content.source.map(|link| document.slice(whole.sources[link.to].span));
                (document.slice(content.span), source)
            })
            .collect();
        assert_eq!(shown, [("“It holds,”", Some("Ana Ruiz")), ("that it leaks", Some("Tom Berg"))]);
    }
}
