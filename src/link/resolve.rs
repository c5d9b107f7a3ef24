//! Sources, and the pronouns between them, resolved in the order of the text.

mod bodies;
mod describe;
mod office;
mod owned;
mod relative;

use rustc_hash::FxHashMap;

use crate::{
    annotate::{Annotations, EntityKind, Link},
    extraction::{Evidence, Mention, MentionKind, Origin},
    text::Span,
};

use super::{
    gender::Gender,
    identities::{Identities, Kind},
    nominals::Offices,
    pronouns::Pronoun,
    referents::Referents,
    roles,
    salience::{Place, Salience, Seen, Sweep},
    sources::{self, Reference},
    view::View,
};

/// Whom a source means.
#[derive(Clone, Copy, Debug)]
pub(super) struct Meant {
    pub identity: usize,
    pub evidence: Evidence,
}

impl Meant {
    /// The same for a quotation that this link leads from to the source. The two go wrong in the same places, so that the
    /// less sure one tells how sure both are.
    pub fn through(self, link: Link) -> Self {
        let confidence = self.evidence.confidence().min(link.confidence);
        let evidence = match self.evidence.origin() {
            Origin::Rule(name) => Evidence::rule(name, confidence),
            Origin::Model => Evidence::model(confidence),
        };
        Self { evidence, ..self }
    }
}

/// For each source of the annotations, whom it means.
pub(super) fn resolve(
    view: &View<'_, '_>,
    annotations: &Annotations,
    referents: &Referents,
    identities: &mut Identities,
) -> Vec<Meant> {
    let offices = Offices::new(view, identities);
    let composed = bodies::Composed::new(view, identities);
    let mut resolver = Resolver {
        view,
        last_seen: vec![0; identities.all.len()],
        identities,
        offices,
        referents,
        salience: Salience::default(),
        quoted: Sweep::new(view.quoted()),
        reported: Sweep::new(annotations.contents.iter().map(|content| content.span).collect()),
        last_name: FxHashMap::default(),
        composed,
        described: FxHashMap::default(),
        by_head: FxHashMap::default(),
        next_name: 0,
        next_token: 0,
        sentence: 0,
    };
    let mut order: Vec<usize> = (0..annotations.sources.len()).collect();
    order.sort_by_key(|&source| annotations.sources[source].span);
    let mut resolved: Vec<Option<Meant>> = vec![None; annotations.sources.len()];
    let mut inner = Vec::new();
    for source in order {
        let span = annotations.sources[source].span;
        let tokens = view.document.tokens_in(span);
        if tokens.is_empty() {
            resolved[source] = Some(resolver.nobody(span, Kind::Unnamed));
            continue;
        }
        resolver.advance(tokens.start);
        let reference = sources::read(view, tokens.clone());
        if let Reference::Pronoun(Pronoun::I | Pronoun::We) = reference {
            inner.push(source);
            continue;
        }
        resolved[source] = Some(resolver.source(span, tokens, reference));
    }
    resolver.advance(view.len());
    for source in inner {
        resolved[source] = Some(resolver.speaker_of_quote(source, annotations, &resolved));
    }
    resolved.into_iter().map(|meant| meant.expect("each source was read above")).collect()
}

/// A name is taken for what the engine says from this chance on.
const LEAST_CHANCE: f32 = 0.3;
/// The same for a description, which often means nobody named.
const LEAST_OF_NOMINALS: f32 = 0.35;
/// The same for a source that bears a name, where the name itself says much.
const LEAST_OF_NAMES: f32 = 0.6;

struct Resolver<'v, 'd, 't> {
    view: &'v View<'d, 't>,
    identities: &'v mut Identities,
    offices: Offices,
    referents: &'v Referents,
    salience: Salience,
    /// For each identity, the token after its last mention; 0 for none.
    last_seen: Vec<usize>,
    quoted: Sweep,
    reported: Sweep,
    /// For each identity, its last name so far.
    last_name: FxHashMap<usize, usize>,
    /// Polls and campaigns that were named.
    composed: bodies::Composed,
    /// Descriptions by their words.
    described: FxHashMap<String, usize>,
    /// The last description by its main noun.
    by_head: FxHashMap<&'t str, usize>,
    next_name: usize,
    next_token: usize,
    sentence: usize,
}

impl<'t> Resolver<'_, '_, 't> {
    /// Reads on to `token`: names and pronouns on the way become known.
    fn advance(&mut self, token: usize) {
        while self.next_token < token {
            let at = self.next_token;
            if let Some(name) = self.view.names.get(self.next_name).filter(|name| name.tokens.start <= at) {
                let end = name.tokens.end;
                let identity = self.identities.of_name[self.next_name];
                let kind = name.kind;
                self.last_name.insert(identity, self.next_name);
                self.next_name += 1;
                if kind != EntityKind::Miscellaneous {
                    self.see(identity, at, end, false);
                }
                self.next_token = end.max(at + 1);
                continue;
            }
            if let Some(pronoun @ (Pronoun::He | Pronoun::She)) = Pronoun::of(self.view.text(at)) {
                let found = self.pronoun(pronoun, at, false);
                let quoted = self.quoted.holds(self.byte(at));
                if let Some(identity) = found.filter(|_| !quoted) {
                    roles::of_pronoun(self.view, at, &mut self.identities.all[identity]);
                }
                if let Some(owner) = found {
                    self.owned(at, owner);
                }
            }
            if matches!(self.view.text(at), "the" | "The") {
                self.description(at);
            }
            self.next_token += 1;
        }
    }

    /// Remembers a mention on the tokens `start..end`.
    fn see(&mut self, identity: usize, start: usize, end: usize, source: bool) {
        let place = self.place(start);
        let reported = self.reported.holds(self.byte(start));
        let seen = Seen {
            identity,
            sentence: place.sentence,
            paragraph: place.paragraph,
            subject: source || self.is_subject(start, end),
            source,
            quoted: place.quoted,
            reported,
            possessive: self.view.is_possessive(end),
        };
        self.last_seen.resize(self.identities.all.len(), 0);
        self.last_seen[identity] = end;
        self.salience.add(seen);
    }

    fn byte(&self, token: usize) -> usize {
        self.view.document.tokens()[token].span.start()
    }

    fn place(&mut self, token: usize) -> Place {
        let sentences = self.view.document.sentences();
        while sentences[self.sentence].tokens.end <= token {
            self.sentence += 1;
        }
        Place {
            sentence: self.sentence,
            paragraph: sentences[self.sentence].paragraph,
            quoted: self.quoted.holds(self.byte(token)),
        }
    }

    /// Whether what follows looks like a verb of which this is the subject.
    fn is_subject(&self, start: usize, end: usize) -> bool {
        let next = self.view.text(end);
        let verb = matches!(
            next,
            "is" | "was"
                | "has"
                | "had"
                | "will"
                | "would"
                | "says"
                | "could"
                | "can"
                | "may"
                | "does"
                | "did"
                | "told"
                | "went"
                | "made"
                | "took"
                | "won"
                | "lost"
                | "came"
                | "also"
                | "who"
                | "gave"
                | "spoke"
                | "met"
                | "kept"
                | "held"
                | "’s"
                | "wrote"
        ) || (next.len() > 4
            && next.ends_with("ed")
            && next.bytes().all(|byte| byte.is_ascii_lowercase()));
        let opens = self.view.sentence(start).start + 5 > start;
        verb || (opens && next == ",")
    }

    /// Resolves a pronoun; `None` where nobody fits.
    fn pronoun(&mut self, pronoun: Pronoun, token: usize, source: bool) -> Option<usize> {
        let (identity, evidence) = self.antecedent(pronoun, token)?;
        let known = &mut self.identities.all[identity];
        let ruled = !matches!(evidence.origin(), Origin::Model);
        if ruled && known.gender == Gender::Unknown {
            known.gender = pronoun.gender();
        }
        if !source {
            let span = self.view.span(token..token + 1);
            self.identities.all[identity].mentions.push(Mention {
                span,
                kind: MentionKind::Pronoun,
                evidence,
            });
        }
        if !source {
            self.see(identity, token, token + 1, false);
        }
        Some(identity)
    }

    /// Whom a pronoun means: whom the engine takes it for, or else, where the engine was not asked or finds nobody with
    /// a name, whom the text has in mind.
    fn antecedent(&mut self, pronoun: Pronoun, token: usize) -> Option<(usize, Evidence)> {
        let place = self.place(token);
        let gender = pronoun.gender();
        let all = &self.identities.all;
        let salient = self.salience.antecedent(pronoun, gender, place, all);
        let fits = |identity: usize| pronoun.may_mean(&all[identity]);
        let Some(learnt) = self.referents.likeliest(self.view.span(token..token + 1), fits) else {
            return salient.map(|(identity, confidence)| (identity, Evidence::rule("pronoun", confidence)));
        };
        if learnt.1 >= LEAST_CHANCE {
            return Some((learnt.0, self.referents.evidence(learnt.1)));
        }
        let nameless = salient.filter(|&(identity, _)| !all[identity].is_named());
        nameless.map(|(identity, confidence)| (identity, Evidence::rule("pronoun", confidence)))
    }

    fn mention(
        &mut self,
        identity: usize,
        span: Span,
        kind: MentionKind,
        rule: &'static str,
        confidence: f32,
    ) {
        let evidence = Evidence::rule(rule, confidence);
        self.identities.all[identity].mentions.push(Mention { span, kind, evidence });
    }

    /// The identity of a source, which is not `I` or `we`.
    fn source(&mut self, span: Span, tokens: std::ops::Range<usize>, reference: Reference) -> Meant {
        // A name that is the whole source is among the mentions already.
        let named = matches!(reference, Reference::Name(name) if self.view.names[name].span == span);
        let learnt = self.learnt(span, &reference);
        let (identity, kind, evidence) = match reference {
            Reference::Name(name) => {
                let identity = self.identities.of_name[name];
                let (rule, confidence) = match self.view.names[name].kind {
                    EntityKind::Person => ("name in the source", 0.95),
                    _ => ("body in the source", 0.65),
                };
                let (identity, evidence) = learnt.unwrap_or((identity, Evidence::rule(rule, confidence)));
                (identity, MentionKind::Name, evidence)
            }
            Reference::Pronoun(pronoun) => {
                let found = learnt.or_else(|| {
                    let ruled = match pronoun {
                        Pronoun::Who | Pronoun::Which => self.relative(pronoun, tokens.start),
                        _ => self.pronoun(pronoun, tokens.start, true),
                    };
                    ruled.map(|identity| (identity, Evidence::rule("pronoun", 0.7)))
                });
                self.next_token = self.next_token.max(tokens.end);
                let (identity, evidence) = found.unwrap_or_else(|| {
                    let Meant { identity, evidence } = self.nobody(span, unknown(pronoun));
                    (identity, evidence)
                });
                (identity, MentionKind::Pronoun, evidence)
            }
            Reference::Nominal(nominal) => {
                let own = nominal.joined.is_some() || self.has_own_name(&nominal);
                let learnt = learnt.filter(|&(identity, _)| !own && !self.is_owner(&nominal, identity));
                let (identity, evidence) = learnt.unwrap_or_else(|| {
                    let (identity, rule, confidence) = self.nominal(&nominal);
                    (identity, Evidence::rule(rule, confidence))
                });
                (identity, MentionKind::Nominal, evidence)
            }
        };
        // Names inside the source come before it in what is remembered: the source itself is the last word.
        self.advance(tokens.end);
        self.see(identity, tokens.start, tokens.end, true);
        if !named {
            self.identities.all[identity].mentions.push(Mention { span, kind, evidence });
        }
        Meant { identity, evidence }
    }

    /// Whom the engine takes a source for, where it is sure enough to be taken at its word.
    fn learnt(&self, span: Span, reference: &Reference) -> Option<(usize, Evidence)> {
        let all = &self.identities.all;
        let (least, found) = match reference {
            Reference::Pronoun(pronoun) => {
                let fits = |identity: usize| pronoun.may_mean(&all[identity]);
                (LEAST_CHANCE, self.referents.likeliest(span, fits))
            }
            Reference::Nominal(nominal) => {
                // A description of several means no single person.
                let is_single = |identity: usize| nominal.plural && all[identity].kind == Kind::Person;
                let fits = |identity: usize| !is_single(identity) && !self.serves_another(nominal, identity);
                (LEAST_OF_NOMINALS, self.referents.likeliest(span, fits))
            }
            Reference::Name(_) => (LEAST_OF_NAMES, self.referents.likeliest(span, |_| true)),
        };
        found
            .filter(|(_, chance)| *chance >= least)
            .map(|(identity, chance)| (identity, self.referents.evidence(chance)))
    }

    /// Somebody who is known by nothing but the words of `span`.
    fn nobody(&mut self, span: Span, kind: Kind) -> Meant {
        Meant { identity: self.described(span, kind), evidence: Evidence::rule("unresolved pronoun", 0.3) }
    }

    /// Who says `I` or `we`: the speaker of the quotation around it.
    fn speaker_of_quote(
        &mut self,
        source: usize,
        annotations: &Annotations,
        resolved: &[Option<Meant>],
    ) -> Meant {
        let span = annotations.sources[source].span;
        let first = annotations.contents.partition_point(|content| content.span.start() <= span.start());
        let around = annotations.contents[..first]
            .iter()
            .rev()
            .take(16)
            .filter(|content| content.span.contains(span))
            .filter_map(|content| content.source)
            .filter(|link| link.to != source)
            .find_map(|link| resolved.get(link.to).copied().flatten());
        let meant = match around {
            Some(Meant { identity, .. }) => {
                Meant { identity, evidence: Evidence::rule("speaker of the quotation", 0.8) }
            }
            None => self.nobody(span, Kind::Unnamed),
        };
        let mention = Mention { span, kind: MentionKind::Pronoun, evidence: meant.evidence };
        self.identities.all[meant.identity].mentions.push(mention);
        meant
    }
}

/// What a pronoun is for whom nobody was found.
fn unknown(pronoun: Pronoun) -> Kind {
    match pronoun {
        Pronoun::They | Pronoun::We => Kind::Group,
        _ => Kind::Unnamed,
    }
}
