//! The name that signs a quotation: `“It is too late.” — Ana Ruiz, Oviedo`.

use super::{
    beside::Stretch,
    tail::Insert,
    words::{Class, Words},
};

/// The most tokens of a name.
const LONGEST_NAME: usize = 7;

/// The most tokens after the comma that follows a name: an office, a town.
const LONGEST_REST: usize = 12;

/// Reads a dash and a name that end the paragraph of a quotation, or make up the next one.
pub(super) fn signature(words: &Words<'_, '_>, stretch: &Stretch) -> Option<Insert> {
    let document = words.document;
    let dash = stretch.end;
    if !matches!(words.text(dash), "―" | "—" | "–" | "--" | "-") || !stretch.closes_sentence(words) {
        return None;
    }
    let sentence = |token: usize| &document.sentences()[document.sentence_of(token)];
    let paragraph = sentence(dash).paragraph;
    let last = document.paragraphs()[paragraph].sentences.end - 1;
    let end = document.sentences()[last].tokens.end;
    let first = document.sentences()[document.paragraphs()[paragraph].sentences.start].tokens.start;
    let near = sentence(stretch.end - 1).paragraph;
    let own = near != paragraph;
    if own && (near + 1 != paragraph || first != dash) {
        return None;
    }
    let is_name = |token: usize| {
        let text = words.text(token);
        text.starts_with(char::is_uppercase)
            || matches!(text, "." | "de" | "del" | "van" | "von" | "bin" | "al")
    };
    let begin = dash + 1;
    let stop = (begin..end.min(begin + LONGEST_NAME + 1)).find(|&token| !is_name(token)).unwrap_or(end);
    let name = begin..if words.class(stop - 1) == Class::Stop { stop - 1 } else { stop };
    if name.is_empty() || name.len() > LONGEST_NAME || !words.text(begin).starts_with(char::is_uppercase) {
        return None;
    }
    let closes = stop >= end || (words.class(stop) == Class::Comma && end - stop <= LONGEST_REST);
    closes.then_some(Insert {
        range: dash..name.end,
        cue: dash..begin,
        source: Some(name),
        rule: "signature",
    })
}
