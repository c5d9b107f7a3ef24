//! Which mark closes which is no matter of opinion: contents that nearly coincide with a quoted stretch become it.

use rustc_hash::FxHashMap;

use crate::{
    annotate::{Annotations, Content},
    document::Document,
    text::Span,
};

/// The share of a quoted stretch that contents within it must cover to become it, as one divided by this.
const LEAST_SHARE: usize = 3;

/// Makes one content of each quoted stretch that contents lie in and cover a good part of. What goes on beyond the
/// stretch with more than marks and space is left as it is. What refers by a content goes on to do so.
pub(super) fn snap(document: &Document<'_>, annotations: &mut Annotations) {
    let outermost = document.quoted().iter().filter(|quoted| quoted.closed && quoted.parent.is_none());
    let mut stretches: Vec<Span> = outermost.flat_map(|quoted| quoted.parts.iter().copied()).collect();
    stretches.sort_unstable();
    let contents = &mut annotations.contents;
    let mut grown: FxHashMap<Span, Span> = FxHashMap::default();
    // For each content the first one of its stretch, which it becomes part of; itself where there is none.
    let mut becomes: Vec<usize> = (0..contents.len()).collect();
    let mut free = 0;
    for stretch in stretches {
        let first = contents.partition_point(|content| content.span.end() <= stretch.start()).max(free);
        let end = contents.partition_point(|content| content.span.start() < stretch.end());
        let Some(inner) = contents.get(first..end).filter(|inner| !inner.is_empty()) else { continue };
        let covered: usize = inner.iter().map(|content| content.span.len()).sum();
        if inner.iter().all(|content| within(document.text(), content.span, stretch))
            && covered * LEAST_SHARE >= stretch.len()
        {
            grown.insert(contents[first].span, stretch);
            contents[first].span = stretch;
            becomes[first..end].fill(first);
            free = end;
        }
    }
    drop_parts(contents, &becomes);
    for reference in &mut annotations.references {
        reference.span = grown.get(&reference.span).copied().unwrap_or(reference.span);
    }
    annotations.references.sort_by_key(|reference| reference.span);
}

/// Whether nothing but marks and space of `span` lies outside of `stretch`.
fn within(text: &str, span: Span, stretch: Span) -> bool {
    let bare = |start: usize, end: usize| !text[start..end.max(start)].contains(char::is_alphanumeric);
    bare(span.start(), stretch.start()) && bare(stretch.end(), span.end())
}

/// Leaves out the contents that have become part of another, and counts links anew.
fn drop_parts(contents: &mut Vec<Content>, becomes: &[usize]) {
    let mut numbers = Vec::with_capacity(contents.len());
    let mut kept = 0;
    for (content, &whole) in becomes.iter().enumerate() {
        numbers.push(if whole == content { kept } else { numbers[whole] });
        kept += usize::from(whole == content);
    }
    let mut content = 0;
    contents.retain(|_| {
        content += 1;
        becomes[content - 1] == content - 1
    });
    for link in contents.iter_mut().filter_map(|content| content.continues.as_mut()) {
        link.to = numbers[link.to];
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        annotate::{Link, Speech},
        extraction::{Engine, Evidence},
    };

    #[test]
    fn contents_become_quoted_stretches() {
        #[rustfmt::skip]
        let rows: [(&str, &str, &[&str], &[&str]); 6] = [
            ("a mark is missing", "“We will go,” she said.", &["We will go,”"], &["“We will go,”"]),
            ("a word is missing", "“Well, we go,” she said.", &["we go,”"], &["“Well, we go,”"]),
            ("sentences of one stretch", "“We go. We stay. No,” she said.", &["“We go.", "We stay. No"], &["“We go. We stay. No,”"]),
            ("too little of it", "“We go to the very end of the world,” she said.", &["We go"], &["We go"]),
            ("it goes on beyond", "She said they “will go” soon.", &["they “will go” soon"], &["they “will go” soon"]),
            ("two stretches", "“We go,” she said. “We stay.”", &["We go", "We stay"], &["“We go,”", "“We stay.”"]),
        ];
        for (name, text, contents, expected) in rows {
            let document = Document::new(text);
            let mut annotations = Annotations::empty(Engine::Model);
            for (number, part) in contents.iter().enumerate() {
                let start = text.find(part).expect("the part is in the text");
                annotations.contents.push(Content {
                    span: Span::at(start, start + part.len()),
                    source: None,
                    cue: None,
                    continues: number.checked_sub(1).map(|to| Link { to, confidence: 1.0 }),
                    speech: Speech::Said,
                    evidence: Evidence::model(1.0),
                });
            }
            snap(&document, &mut annotations);
            let found: Vec<_> = annotations.contents.iter().map(|content| content.span.of(text)).collect();
            assert_eq!(found, expected, "{name}: {text}");
            for (number, content) in annotations.contents.iter().enumerate() {
                assert_eq!(content.continues.map(|link| link.to), number.checked_sub(1), "{name}: {text}");
            }
        }
    }
}
