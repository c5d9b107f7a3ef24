//! The forms of an English verb.

/// How a verb form is inflected. Regular verbs have one form for past and participle, which counts as [`Form::Past`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// `say`
    Base,
    /// `says`
    Present,
    /// `said`
    Past,
    /// `written`, where it differs from the past
    Participle,
    /// `saying`
    Ing,
}

/// All forms of `base`; `irregular` holds the past and, where it differs, the participle, or nothing.
pub(super) fn forms(base: &str, irregular: &[&str]) -> Vec<(String, Form)> {
    // The past comes first: where it looks like the base (`read`, `put`), news more often means the past.
    let mut out = Vec::with_capacity(5);
    match irregular {
        [] => out.push((past(base), Form::Past)),
        [past, rest @ ..] => {
            out.push(((*past).to_owned(), Form::Past));
            out.extend(
                rest.iter().filter(|form| *form != past).map(|form| ((*form).to_owned(), Form::Participle)),
            );
        }
    }
    out.extend([(base.to_owned(), Form::Base), (third_person(base), Form::Present), (ing(base), Form::Ing)]);
    out
}

fn third_person(base: &str) -> String {
    if let Some(stem) = consonant_y(base) {
        format!("{stem}ies")
    } else if ["s", "x", "z", "ch", "sh", "o"].iter().any(|end| base.ends_with(end)) {
        format!("{base}es")
    } else {
        format!("{base}s")
    }
}

fn past(base: &str) -> String {
    if let Some(stem) = consonant_y(base) {
        format!("{stem}ied")
    } else if base.ends_with('e') {
        format!("{base}d")
    } else {
        format!("{}ed", doubled(base))
    }
}

fn ing(base: &str) -> String {
    if let Some(stem) = base.strip_suffix("ie") {
        format!("{stem}ying")
    } else if let Some(stem) = base.strip_suffix('e').filter(|stem| !stem.ends_with(['e', 'o', 'y'])) {
        format!("{stem}ing")
    } else {
        format!("{}ing", doubled(base))
    }
}

fn consonant_y(base: &str) -> Option<&str> {
    base.strip_suffix('y').filter(|stem| !stem.ends_with(is_vowel))
}

fn is_vowel(letter: char) -> bool {
    matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u')
}

/// The stem before `-ed` and `-ing`: a stressed short last syllable doubles its consonant (`beg`, `admit`, `refer`).
fn doubled(base: &str) -> String {
    const STRESSED_END: [&str; 11] = [
        "admit", "commit", "refer", "infer", "defer", "concur", "rebut", "compel", "forget", "permit",
        "confer",
    ];
    let letters = base.as_bytes();
    let short = letters.len() >= 3
        && !is_vowel(letters[letters.len() - 1].into())
        && is_vowel(letters[letters.len() - 2].into())
        && !is_vowel(letters[letters.len() - 3].into())
        && !base.ends_with(['w', 'x', 'y']);
    let one_syllable = letters.iter().filter(|letter| is_vowel((**letter).into())).count() == 1;
    if short && (one_syllable || STRESSED_END.contains(&base)) {
        format!("{base}{}", char::from(letters[letters.len() - 1]))
    } else {
        base.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_take_their_regular_forms() {
        for (base, expected) in [
            ("claim", "claimed claim claims claiming"),
            ("deny", "denied deny denies denying"),
            ("argue", "argued argue argues arguing"),
            ("agree", "agreed agree agrees agreeing"),
            ("stress", "stressed stress stresses stressing"),
            ("beg", "begged beg begs begging"),
            ("admit", "admitted admit admits admitting"),
            ("answer", "answered answer answers answering"),
            ("lie", "lied lie lies lying"),
            ("say", "sayed say says saying"),
            ("veto", "vetoed veto vetoes vetoing"),
        ] {
            let got: Vec<String> = forms(base, &[]).into_iter().map(|(form, _)| form).collect();
            assert_eq!(got.join(" "), expected, "{base}");
        }
    }

    #[test]
    fn irregular_forms_replace_the_regular_past() {
        let got = forms("write", &["wrote", "written"]);
        assert!(
            got.contains(&("wrote".to_owned(), Form::Past))
                && got.contains(&("written".to_owned(), Form::Participle))
        );
        assert!(!got.iter().any(|(form, _)| form == "writed"));
    }
}
