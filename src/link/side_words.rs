//! Words for whose side somebody is on: parties, campaigns, followers, peoples.

/// A party's adherent or adjective: `Republican`, `Democrat`.
pub(super) fn is_party(text: &str) -> bool {
    matches!(
        text,
        "Republican"
            | "Republicans"
            | "Democrat"
            | "Democrats"
            | "Democratic"
            | "GOP"
            | "G.O.P."
            | "Libertarian"
            | "Tory"
            | "Labour"
            | "Conservative"
            | "Socialist"
            | "Communist"
            | "Independent"
            | "Green"
    )
}

/// A member of a party.
pub(super) fn is_member(text: &str) -> bool {
    matches!(text, "Republican" | "Democrat" | "Libertarian" | "Tory" | "Socialist" | "Communist")
}

/// What a candidate or officeholder has around him, in one word.
pub(super) fn is_campaign(word: &str) -> bool {
    matches!(word, "campaign" | "camp" | "team" | "office" | "administration" | "staff")
}

/// Who works for a politician and speaks for him.
pub(super) fn is_staff(word: &str) -> bool {
    matches!(
        word,
        "adviser"
            | "advisor"
            | "aide"
            | "ally"
            | "manager"
            | "spokesman"
            | "spokeswoman"
            | "strategist"
            | "official"
    )
}

/// Words for somebody by his or her standing, which is no title, but tells the party or the side.
pub(super) fn is_standing(text: &str) -> bool {
    matches!(
        text,
        "front-runner"
            | "frontrunner"
            | "Front-runner"
            | "hopeful"
            | "hopefuls"
            | "front-runners"
            | "frontrunners"
            | "standard-bearer"
            | "stalwart"
            | "loyalist"
            | "confidant"
            | "associate"
            | "ally"
            | "billionaire"
            | "millionaire"
            | "politician"
            | "incumbent"
    )
}

/// Words for somebody by what he or she thinks or feels of others, which say nothing of office or side.
pub(super) fn is_company(text: &str) -> bool {
    matches!(
        text,
        "supporter"
            | "friend"
            | "critic"
            | "fan"
            | "opponent"
            | "rival"
            | "native"
            | "neighbor"
            | "classmate"
    )
}

/// Who wrote or made what `of` names after the office.
pub(super) fn is_writer(text: &str) -> bool {
    matches!(text, "author" | "co-author" | "creator" | "translator" | "star")
}

/// Who speaks for a campaign: its word is no part of the title, as it is in `campaign manager`.
pub(super) fn speaks_for(text: &str) -> bool {
    matches!(
        text,
        "spokesman" | "spokeswoman" | "spokesperson" | "official" | "officials" | "source" | "staffer"
    )
}

/// Who stands for an election: the party before it belongs to the title.
pub(super) fn stands_for_party(text: &str) -> bool {
    matches!(
        text.to_ascii_lowercase().as_str(),
        "nominee"
            | "candidate"
            | "contender"
            | "candidates"
            | "nominees"
            | "contenders"
            | "hopeful"
            | "standard-bearer"
    )
}

/// A word for a people or creed by birth or faith, which nobody speaks for: `African-American`, `Muslim`.
pub(super) fn is_origin(text: &str) -> bool {
    text.ends_with("-American")
        || text.ends_with(" American")
        || text.starts_with("All-")
        || matches!(
            text,
            "Muslim"
                | "Christian"
                | "Jewish"
                | "Catholic"
                | "Latino"
                | "Latina"
                | "Hispanic"
                | "Hindu"
                | "Protestant"
                | "Evangelical"
                | "Western"
                | "Islamic"
                | "Arab"
                | "Sunni"
                | "Shiite"
                | "Mormon"
        )
}
