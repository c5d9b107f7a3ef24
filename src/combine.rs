//! What one engine leaves out and another does not.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::{
    annotate::{Annotations, Content, Link},
    document::Document,
    text::Span,
};

/// Adds to `annotations` the quoted stretches that `others` have and they leave out, said or only quoted, with the source
/// and cue that `others` give them. Everything keeps its own evidence.
pub(crate) fn keep_quoted(
    document: &Document<'_>,
    annotations: Annotations,
    others: &Annotations,
) -> Annotations {
    let stretches: FxHashSet<Span> =
        document.quoted().iter().flat_map(|quoted| &quoted.parts).copied().collect();
    let left_out = |content: &Content| {
        let own = &annotations.contents;
        stretches.contains(&content.span) && overlapping(own, content.span, |own| own.span).is_none()
    };
    let kept: Vec<usize> =
        (0..others.contents.len()).filter(|&number| left_out(&others.contents[number])).collect();
    let linked = |link: fn(&Content) -> Option<Link>| {
        let links = kept.iter().filter_map(|&number| link(&others.contents[number]));
        let mut numbers: Vec<usize> = links.map(|link| link.to).collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers
    };
    let sources =
        join(annotations.sources, &others.sources, &linked(|content| content.source), |source| source.span);
    let cues = join(annotations.cues, &others.cues, &linked(|content| content.cue), |cue| cue.span);
    let mut contents = join(annotations.contents, &others.contents, &kept, |content| content.span);
    let others_new: FxHashSet<usize> = contents.others.values().copied().collect();
    for (number, content) in contents.items.iter_mut().enumerate() {
        let new = others_new.contains(&number);
        content.source = content.source.and_then(|link| sources.link(link, new));
        content.cue = content.cue.and_then(|link| cues.link(link, new));
        content.continues = content.continues.and_then(|link| {
            let to = if new { contents.others.get(&link.to).copied() } else { Some(contents.own[link.to]) };
            to.map(|to| Link { to, ..link })
        });
    }
    Annotations { sources: sources.items, cues: cues.items, contents: contents.items, ..annotations }
}

/// Two lists as one, in order of the text, and where the items of either are in it.
struct Joined<T> {
    items: Vec<T>,
    own: Vec<usize>,
    others: FxHashMap<usize, usize>,
}

impl<T> Joined<T> {
    /// A link counted anew; `new` says that it was made in the other list.
    fn link(&self, link: Link, new: bool) -> Option<Link> {
        let to = if new { self.others.get(&link.to).copied() } else { Some(self.own[link.to]) };
        to.map(|to| Link { to, ..link })
    }
}

/// Puts the items `used` of `others` among the `own` ones. Where one overlaps an own item, that stands for it.
fn join<T: Clone>(own: Vec<T>, others: &[T], used: &[usize], span: fn(&T) -> Span) -> Joined<T> {
    let mut joined = Joined { items: Vec::new(), own: Vec::new(), others: FxHashMap::default() };
    let mut same = Vec::new();
    let mut added = used.iter().copied().filter(|&number| {
        let twin = overlapping(&own, span(&others[number]), span);
        same.extend(twin.map(|twin| (number, twin)));
        twin.is_none()
    });
    let mut next = added.next();
    for item in &own {
        while let Some(number) = next.filter(|&number| span(&others[number]) < span(item)) {
            joined.others.insert(number, joined.items.len());
            joined.items.push(others[number].clone());
            next = added.next();
        }
        joined.own.push(joined.items.len());
        joined.items.push(item.clone());
    }
    while let Some(number) = next {
        joined.others.insert(number, joined.items.len());
        joined.items.push(others[number].clone());
        next = added.next();
    }
    drop(added);
    for (number, twin) in same {
        joined.others.insert(number, joined.own[twin]);
    }
    joined
}

/// The first of `items`, which are in order and apart, that overlaps `place`.
fn overlapping<T>(items: &[T], place: Span, span: impl Fn(&T) -> Span) -> Option<usize> {
    let next = items.partition_point(|item| span(item).end() <= place.start());
    items.get(next).filter(|item| span(item).overlaps(place)).map(|_| next)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        annotate::{Source, Speech},
        extraction::{Engine, Evidence},
    };

    const TEXT: &str = "“We go,” she said. He said “no” and left. “We stay,” Kim said.";

    fn span(part: &str) -> Span {
        let start = TEXT.find(part).expect("the part is in the text");
        Span::at(start, start + part.len())
    }

    /// Contents with their sources, in order of the text.
    fn annotations(engine: Engine, evidence: Evidence, rows: &[(&str, &str)]) -> Annotations {
        let mut out = Annotations::empty(engine);
        for (number, (content, source)) in rows.iter().enumerate() {
            out.sources.push(Source { span: span(source), evidence });
            out.contents.push(Content {
                span: span(content),
                source: Some(Link { to: number, confidence: 1.0 }),
                cue: None,
                continues: number.checked_sub(1).map(|to| Link { to, confidence: 1.0 }),
                speech: Speech::Said,
                evidence,
            });
        }
        out
    }

    /// Contents with their sources: what the model finds, and what comes out.
    type Pairs = &'static [(&'static str, &'static str)];

    #[test]
    fn quoted_stretches_that_are_left_out_are_kept() {
        let rule = Evidence::rule("test", 0.9);
        let rules =
            annotations(Engine::Rules, rule, &[("“We go,”", "she"), ("“no”", "He"), ("“We stay,”", "Kim")]);
        #[rustfmt::skip]
        let rows: [(&str, Pairs, Pairs); 4] = [
            ("nothing found", &[], &[("“We go,”", "she"), ("“no”", "He"), ("“We stay,”", "Kim")]),
            ("all found", &[("“We go,”", "she"), ("said “no” and", "He"), ("We stay", "Kim")],
                &[("“We go,”", "she"), ("said “no” and", "He"), ("We stay", "Kim")]),
            ("one left out", &[("“We go,”", "she"), ("“We stay,”", "Kim")],
                &[("“We go,”", "she"), ("“no”", "He"), ("“We stay,”", "Kim")]),
            ("a source that overlaps stands for the other", &[("“no”", "Kim said")],
                &[("“We go,”", "she"), ("“no”", "Kim said"), ("“We stay,”", "Kim said")]),
        ];
        for (name, model, expected) in rows {
            let document = Document::new(TEXT);
            let own = annotations(Engine::Model, Evidence::model(0.9), model);
            let out = keep_quoted(&document, own, &rules);
            let source =
                |content: &Content| content.source.map_or("", |link| out.sources[link.to].span.of(TEXT));
            let found: Vec<_> =
                out.contents.iter().map(|content| (content.span.of(TEXT), source(content))).collect();
            assert_eq!(found, expected, "{name}");
            assert!(out.sources.is_sorted_by_key(|source| source.span), "{name}: sources in order");
            for (number, content) in out.contents.iter().enumerate() {
                assert!(content.continues.is_none_or(|link| link.to < number), "{name}: {content:?}");
            }
        }
    }
}
