//! Descriptions: whom they mean, and what they state.

use crate::text::Span;

use super::{
    super::{
        identities::{Identity, Kind},
        nominals,
        office_words::is_plural,
        pronouns::Pronoun,
        roles,
        sources::Nominal,
    },
    Resolver,
};
use crate::annotate::EntityKind;

impl Resolver<'_, '_, '_> {
    /// The identity with this description, made where it is new.
    pub(super) fn described(&mut self, span: Span, kind: Kind) -> usize {
        let key = key(self.view.document.slice(span));
        if let Some(&known) = self.described.get(&key) {
            return known;
        }
        self.identities.all.push(Identity::described(kind, span));
        let identity = self.identities.all.len() - 1;
        self.last_seen.resize(identity + 1, 0);
        self.described.insert(key, identity);
        identity
    }

    /// The identity that a description means, or one of its own.
    pub(super) fn nominal(&mut self, nominal: &Nominal) -> (usize, &'static str, f32) {
        let view = self.view;
        if let Some(joined) = nominal.joined.clone() {
            return (self.described(view.span(joined), Kind::Group), "several names", 0.8);
        }
        if let Some(poll) = self.poll(nominal) {
            return (poll, "poll", 0.7);
        }
        if let Some(campaign) = self.campaign(nominal) {
            return (campaign, "campaign of a person", 0.75);
        }
        if nominal.document
            && let Some(author) = self.author(nominal)
        {
            self.by_head.insert(view.text(nominal.head), author);
            return (author, "author of what is cited", 0.7);
        }
        let head = view.text(nominal.head);
        if nominal.definite && !nominal.plural {
            if nominal.body {
                if let Some((identity, confidence)) =
                    nominals::body(view, nominal, &self.salience, self.identities)
                {
                    return (identity, "short name of a body", confidence);
                }
            } else {
                let phrase = nominals::phrase(view, nominal);
                let head = phrase.head.unwrap_or(nominal.head);
                if let Some((identity, rule, confidence)) = self.holder(&phrase, head, nominal.tokens.start) {
                    roles::take(view, &phrase, &mut self.identities.all[identity], "description", 0.6);
                    return (identity, rule, confidence);
                }
            }
        }
        if !nominal.definite
            && let Some(person) = self.foretold(nominal)
        {
            return (person, "office of one named later", 0.55);
        }
        if nominal.definite
            && let Some(&known) = self.by_head.get(head)
        {
            return (known, "same main noun", 0.6);
        }
        if nominal.definite
            && let Some(outlet) = nominals::publisher(view, head, &self.salience, self.identities)
        {
            return (outlet, "publisher named last", 0.55);
        }
        if nominal.definite
            && matches!(head, "statement" | "letter" | "release" | "memo" | "tweet" | "email")
            && let Some(last) = self
                .salience
                .latest()
                .find(|seen| seen.source && self.identities.all[seen.identity].is_named())
        {
            return (last.identity, "last speaker", 0.5);
        }
        let hidden =
            matches!(head, "observers" | "Observers" | "sources" | "Sources" | "insiders" | "Insiders");
        let kind = if hidden {
            Kind::Unnamed
        } else if nominal.plural {
            Kind::Group
        } else if nominal.body || (nominal.document && nominal.modifier.is_some()) {
            Kind::Organization
        } else {
            Kind::Unnamed
        };
        let identity = self.described(view.span(nominal.core.clone()), kind);
        self.unnamed_poll(nominal, identity);
        self.by_head.insert(head, identity);
        let owner = self.owner_of(nominal);
        let known = &mut self.identities.all[identity];
        if known.mentions.is_empty() {
            let phrase = nominals::phrase(view, nominal);
            if let Some(owner) = owner {
                roles::affiliate(view, owner, known, "owner", roles::shares::OWNER);
            }
            let several = phrase.head.is_some_and(|head| is_plural(view.text(head)));
            let whole = phrase.head.is_none_or(|head| head >= nominal.head);
            if kind == Kind::Unnamed && !hidden && !several && whole {
                roles::take(view, &phrase, known, "description", roles::shares::DESCRIPTION);
            }
            if kind == Kind::Group || (kind == Kind::Unnamed && phrase.titles.is_empty()) {
                for tokens in nominals::group_affiliations(view, nominal) {
                    roles::affiliate(view, tokens, known, "description", roles::shares::DESCRIPTION);
                }
            }
        }
        (identity, "description", 0.55)
    }

    /// Whose letter, poll or statement it is.
    pub(super) fn author(&mut self, nominal: &Nominal) -> Option<usize> {
        if let Some(name) = nominal.modifier {
            let found = &self.view.names[name];
            if found.kind != EntityKind::Miscellaneous {
                return Some(self.identities.of_name[name]);
            }
        }
        match nominal.owner? {
            pronoun @ (Pronoun::He | Pronoun::She) => self.pronoun(pronoun, nominal.tokens.start, true),
            _ => None,
        }
    }
}

/// The words of a description without its article, in small letters.
fn key(text: &str) -> String {
    let text = text.to_lowercase();
    let stem =
        text.strip_prefix("the ").or_else(|| text.strip_prefix("a ")).or_else(|| text.strip_prefix("an "));
    stem.unwrap_or(&text).to_owned()
}
