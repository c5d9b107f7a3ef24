use proptest::prelude::*;

use super::*;
use crate::{
    extraction::{Engine, Evidence},
    output::sample::sample,
};

fn page(extraction: &Extraction<'_>) -> String {
    let mut page = Page::begin(Vec::new(), "<Today>").expect("a vector takes everything");
    page.article("a & b", extraction).expect("a vector takes everything");
    String::from_utf8(page.end().expect("a vector takes everything")).expect("a page is UTF-8")
}

/// The elements of the body in order; panics where one is closed that is not the last opened.
fn check_nesting(html: &str) -> Vec<String> {
    let body =
        &html[html.find("<body>").expect("a page has a body")..html.find("<script>").expect("and a script")];
    let (mut open, mut seen) = (Vec::new(), Vec::new());
    for tag in body.split('<').skip(1).map(|rest| &rest[..rest.find('>').expect("a tag that ends")]) {
        match tag.strip_prefix('/') {
            Some(name) => assert_eq!(open.pop(), Some(name), "closed out of turn"),
            None => {
                open.push(tag.split(' ').next().expect("a split yields at least one part"));
                seen.push(tag.to_owned());
            }
        }
    }
    assert_eq!(open, ["body"], "left open");
    seen
}

/// The words of the article on the page, without the numbers of quotations.
fn words(html: &str) -> String {
    let article =
        &html[html.find("<article>").expect("an article")..html.find("</article>").expect("its end")];
    let mut words = String::new();
    for piece in article.split("<a ") {
        let piece = piece.split_once("</a>").map_or(piece, |(_, rest)| rest);
        for part in piece.split('<') {
            words.push_str(part.split_once('>').map_or(part, |(_, text)| text));
        }
    }
    for (entity, c) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")] {
        words = words.replace(entity, c);
    }
    words
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn values<'t>(tags: &'t [String], attribute: &str) -> Vec<&'t str> {
    let start = format!(" {attribute}=\"");
    tags.iter().filter_map(|tag| tag.split_once(&start)?.1.split('"').next()).collect()
}

#[test]
fn the_article_is_there_word_for_word() {
    let sample = sample();
    assert_eq!(squeezed(&words(&page(&sample))), squeezed(&sample.text));
}

#[test]
fn every_link_leads_somewhere_and_every_anchor_is_one() {
    let tags = check_nesting(&page(&sample()));
    let (mut ids, links) = (values(&tags, "id"), values(&tags, "href"));
    assert_eq!(links.len(), 2 * sample().quotations.len(), "there and back for each quotation");
    for link in links {
        assert!(ids.contains(&link.trim_start_matches('#')), "{link} leads nowhere");
    }
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all, "an id stands twice");
}

#[test]
fn the_page_shows_what_was_found() {
    let html = page(&sample());
    for expected in [
        "<title>&lt;Today&gt;</title>",
        "<h1>a &amp; b</h1>",
        "5 quotations · 3 speakers · read by the rules",
        "We checked &lt;every&gt; bolt &amp; beam twice.",
        "<h3>Zoë Lindqvist <span class=\"count\">2</span></h3>\n<p class=\"roles\">mayor · Umeå</p>",
        "<h3>Unknown speaker <span class=\"count\">1</span></h3>",
        "class=\"content mixed\"",
        "class=\"content direct unknown\"",
        "title=\"2. mixed · Zoë Lindqvist · 90% sure · rule:by-hand · speaker 80% sure · rule:name in the source\"",
        "title=\"Cue of 2. mixed",
    ] {
        assert!(html.contains(expected), "{expected} is missing");
    }
    for outside in ["://", "url(", "src=", "@import", "<link"] {
        assert!(!html.contains(outside), "the page asks for something from outside: {outside}");
    }
}

#[test]
fn a_headline_is_short_and_has_no_full_stop() {
    for (paragraph, expected) in [
        ("Ministers Meet on Fishing Row", true),
        ("“Go home,” she said.", false),
        (&"Ministers ".repeat(40), false),
        ("", false),
    ] {
        assert_eq!(is_headline(paragraph), expected, "{paragraph:?}");
    }
}

proptest! {
    /// Marks may nest, cross, touch, repeat and run over paragraphs: the page stays well formed and keeps every word.
    #[test]
    fn any_marks_leave_the_words_as_they_are(
        text in "[ab<&é\\n \"]{0,60}",
        marks in prop::collection::vec((0..60usize, 0..60usize, 0..3usize, prop::option::of(0..2usize)), 0..12),
    ) {
        let mut extraction = sample();
        let quotations = marks.iter().filter_map(|&(a, b, role, speaker)| {
            let span = Span::new(&text, a.min(b), a.max(b))?;
            let mut lists = [vec![], vec![], vec![]];
            lists[role].push(span);
            let [content, cue, source] = lists;
            let evidence = Evidence::rule("any", 0.5);
            let (kind, speaker_evidence) = (QuotationKind::Indirect, speaker.map(|_| evidence));
            Some(Quotation { kind, content, cue, source, speaker, speaker_evidence, evidence })
        });
        extraction.quotations = quotations.collect();
        extraction.speakers.clear();
        extraction.text = text.as_str().into();
        extraction.engine = Engine::Rules;
        let html = page(&extraction);
        check_nesting(&html);
        prop_assert_eq!(squeezed(&words(&html)), squeezed(&text));
    }
}
