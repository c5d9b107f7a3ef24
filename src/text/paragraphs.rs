//! Paragraphs: what a line break sets apart, unless it only wraps a line.

use super::Span;

/// The narrowest and widest line, in characters, at which text is wrapped by hand.
const WRAP: std::ops::RangeInclusive<usize> = 50..=100;

/// The paragraphs of `text`, in order, without white space at their ends; none is empty.
///
/// Each line is a paragraph, except in a block of lines that was wrapped to a width: there, only a line that stops
/// short of it ends one.
pub(crate) fn paragraphs(text: &str) -> Vec<Span> {
    let mut out = Vec::new();
    let mut block = Vec::new();
    for line in lines(text) {
        let line = line.trim(text);
        if line.is_empty() {
            close(text, &mut block, &mut out);
        } else {
            block.push(line);
        }
    }
    close(text, &mut block, &mut out);
    out
}

/// The lines of `text`, each with its break.
fn lines(text: &str) -> impl Iterator<Item = Span> {
    let mut start = 0;
    std::iter::from_fn(move || {
        let rest = text.get(start..).filter(|rest| !rest.is_empty())?;
        let is_break = |c: char| matches!(c, '\n' | '\r' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}');
        let length = match rest.find(is_break) {
            Some(at) if rest[at..].starts_with("\r\n") => at + 2,
            Some(at) => at + rest[at..].chars().next().map_or(0, char::len_utf8),
            None => rest.len(),
        };
        start += length;
        Some(Span::at(start - length, start))
    })
}

/// Makes paragraphs of the lines of one block, and empties it.
fn close(text: &str, block: &mut Vec<Span>, out: &mut Vec<Span>) {
    match wrap(text, block) {
        None => out.append(block),
        Some(width) => {
            let mut open: Option<Span> = None;
            for (at, &line) in block.iter().enumerate() {
                let paragraph = open.map_or(line, |open| open.cover(line));
                let goes_on = block.get(at + 1).is_some_and(|&next| is_full(text, line, next, width));
                open = goes_on.then_some(paragraph);
                if !goes_on {
                    out.push(paragraph);
                }
            }
            block.clear();
        }
    }
}

/// The width that the lines of `block` were wrapped to, where they were: most lines have no room for the first
/// word of the next, and most next lines begin small, as only the middle of a sentence does.
fn wrap(text: &str, block: &[Span]) -> Option<usize> {
    let width = block.iter().map(|line| line.len()).max().filter(|_| block.len() > 1)?;
    // Bytes bound characters from above, so most blocks are told apart without counting.
    if width > 4 * WRAP.end() {
        return None;
    }
    let width = block.iter().map(|line| columns(text, *line)).max().filter(|width| WRAP.contains(width))?;
    let breaks = block.len() - 1;
    let count = |test: &dyn Fn(&[Span]) -> bool| block.windows(2).filter(|pair| test(pair)).count();
    let full = count(&|pair| is_full(text, pair[0], pair[1], width));
    let small = count(&|pair| pair[1].of(text).starts_with(char::is_lowercase));
    (full * 4 >= breaks * 3 && small * 2 >= breaks).then_some(width)
}

fn columns(text: &str, line: Span) -> usize {
    line.of(text).chars().count()
}

/// Whether `line` has no room, in `width`, for the first word of `next`.
fn is_full(text: &str, line: Span, next: Span, width: usize) -> bool {
    let first = next.of(text).split_whitespace().next().map_or(0, |word| word.chars().count());
    columns(text, line) + 1 + first > width
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn breaks() {
        let wrapped = "The council met on Monday evening to hear the plan for the old\n\
                       harbour, which has been closed since the spring floods and\n\
                       needs new walls before winter.";
        let two = "The council met on Monday evening to hear the plan for the old\n\
                   harbour, which has been closed since the spring floods and\n\
                   needs new walls before winter.\n\
                   Residents came in numbers, and most of those who spoke said\n\
                   they would rather keep the old walls.";
        let rows = [
            ("", 0),
            (" \n\t\r\n ", 0),
            ("one\ntwo", 2),
            ("one\r\ntwo\r\rthree", 3),
            ("one\n\n\ntwo", 2),
            ("one\u{2029}two\u{85}three", 3),
            ("a headline of some length, without a stop\nand a line that begins small", 2),
            (wrapped, 1),
            (two, 2),
            ("He said it was time to go now.\nShe said it was time to stay.\nThey said nothing of note.", 3),
        ];
        for (text, want) in rows {
            assert_eq!(paragraphs(text).len(), want, "{text:?}");
        }
    }
}
