//! Marked sentences, and the titles and affiliations that they state of the speaker of `[a:...]`.

use super::{linked, speaker};

#[test]
fn titles_and_affiliations() {
    let mut wrong = Vec::new();
    for (row, marked, expected) in [
        (
            "two offices without article",
            "{P|Ida Holm}, president and CEO of the {O|Fjord Institute}, stated: <a:{P|Holm}> said [a:it rained].",
            "Ida Holm | president; CEO | Fjord Institute",
        ),
        (
            "without article at the end of an inverted clause",
            "[a:“It rained,”] said <a:{P|Ida Holm}, director of the {O|Ada Lind Center} for music and dance at the {O|University of Oslo}>.",
            "Ida Holm | director | Ada Lind Center; University of Oslo",
        ),
        (
            "deputy without article",
            "[a:“It rained,”] said <a:{P|Ida Holm}, deputy campaign manager for {P|Tom Reyes}'s 2004 presidential campaign>.",
            "Ida Holm | deputy campaign manager | Tom Reyes",
        ),
        (
            "attorney for others",
            "<a:{P|Ida Holm}, attorney for one of four groups>, said [a:it rained].",
            "Ida Holm | attorney | ",
        ),
        (
            "assistant to and director of",
            "<a:{P|Ida Holm}, assistant to the president and director of the {L|White House}'s {O|Office of Ports}>, said [a:it rained].",
            "Ida Holm | assistant; director | Office of Ports",
        ),
        (
            "veteran as a judgement",
            "<a:{P|Ida Holm}, a veteran {M|Democratic} strategist>, said [a:it rained].",
            "Ida Holm | strategist | Democratic",
        ),
        (
            "office of a body before a comma and the name",
            "<a:The secretary of the {O|Treasury}, {P|Ida Holm}>, said [a:it rained].",
            "Ida Holm | secretary | Treasury",
        ),
        (
            "two offices before the name",
            "<a:Lobbyist and {O|GOP} strategist {P|Ida Holm}> said [a:it rained].",
            "Ida Holm | Lobbyist; strategist | GOP",
        ),
        (
            "supporter and president",
            "<a:{P|Ida Holm}, a {P|Reyes} supporter and president of the {O|Fjord Institute}>, said [a:it rained].",
            "Ida Holm | president | Fjord Institute",
        ),
        (
            "party and office in a clause",
            "<a:{P|Ida Holm}, a {P|Reyes} supporter who is the {M|Democratic} chairman in {L|Nassau County}>, said [a:it rained].",
            "Ida Holm | chairman | Democratic",
        ),
        (
            "country before a president",
            "<a:{L|U.S.} President {P|Ida Holm}> said [a:it rained].",
            "Ida Holm | President | U.S.",
        ),
        ("title inside the name", "<a:{P|Gov. Holm}> said [a:it rained].", "Holm | Gov. | "),
        (
            "several offices, one article",
            "<a:{P|Ida Holm}, a former first lady, secretary of state and senator>, said [a:it rained].",
            "Ida Holm | former first lady; secretary of state; senator | ",
        ),
        (
            "a clause before is no part of the title",
            "That is the reason <a:President {P|Ida Holm}> says [a:it rained].",
            "Ida Holm | President | ",
        ),
        (
            "title of several",
            "Sens. {P|Tom Reyes} ({O|R-Ohio}) and <a:{P|Ida Holm}> of {L|Maine} said [a:it rained].",
            "Ida Holm | Sens. | Maine",
        ),
        (
            "owner in common words",
            "<a:{P|Ida Holm}, the province's environment minister>, said [a:it rained].",
            "Ida Holm | environment minister | ",
        ),
        (
            "owner that is no subject",
            "<a:{P|Ida Holm}> said [a:it rained]. {P|Holm}'s deputy, {P|Tom Reyes}, left.",
            "Ida Holm |  | ",
        ),
        (
            "party without office",
            "<a:{P|Ida Holm}, a {L|Maine} {M|Democrat} on the {O|Finance Committee}>, said [a:it rained].",
            "Ida Holm |  | Maine; Democrat; Finance Committee",
        ),
        (
            "party before the name",
            "<a:{O|House} {M|Republican} {P|Ida Holm}> said [a:it rained].",
            "Ida Holm |  | House; Republican",
        ),
        (
            "standing is no title",
            "<a:{M|Democratic} front-runner {P|Ida Holm}> said [a:it rained].",
            "Ida Holm |  | Democratic",
        ),
        (
            "running mate before the office",
            "{P|Reyes}'s running mate, {L|Maine} Gov. {P|Ida Holm}, spoke. <a:{P|Holm}> said [a:it rained].",
            "Ida Holm | running mate; Gov. | Reyes; Maine",
        ),
        (
            "role of a name",
            "{P|Ida Holm}'s role as party chairwoman ended. <a:{P|Holm}> said [a:it rained].",
            "Ida Holm | party chairwoman | ",
        ),
        (
            "as at the beginning",
            "As governor of {L|Maine}, {P|Ida Holm} built roads. <a:{P|Holm}> said [a:it rained].",
            "Ida Holm | governor | Maine",
        ),
        (
            "served as",
            "<a:{P|Ida Holm}, who served as mayor of {L|Oslo}>, said [a:it rained].",
            "Ida Holm | mayor | Oslo",
        ),
        (
            "was, without article",
            "<a:{P|Ida Holm}> said [a:it rained]. {P|Holm} was campaign manager for {P|Tom Reyes}.",
            "Ida Holm | campaign manager | Tom Reyes",
        ),
        (
            "an opinion in quote marks",
            "<a:{P|Ida Holm}> said [a:it rained]. “{P|Holm} is the founder of this mess,” {P|Reyes} said.",
            "Ida Holm |  | ",
        ),
        (
            "campaign manager of whom a pronoun means",
            "{P|Tom Reyes} came. His campaign manager, {P|Ida Holm}, left. <a:{P|Holm}> said [a:it rained].",
            "Ida Holm | campaign manager | Tom Reyes",
        ),
        (
            "campaign of whom a pronoun means",
            "{P|Tom Reyes} came. <a:His campaign> said [a:it rained].",
            "His campaign |  | Tom Reyes",
        ),
        ("campaign with a name", "<a:The {O|Reyes campaign}> said [a:it rained].", "Reyes campaign |  | "),
        ("campaign of a name", "<a:{P|Reyes}'s campaign> said [a:it rained].", "Reyes's campaign |  | "),
        (
            "party of a state as one name",
            "<a:Senator {P|Ida Holm}, {O|Democrat of Maine}>, said [a:it rained].",
            "Ida Holm | Senator | Democrat; Maine",
        ),
        (
            "state and party as one name",
            "<a:{P|Ida Holm}, a {O|Maine Democrat}>, said [a:it rained].",
            "Ida Holm |  | Maine; Democrat",
        ),
        (
            "everyday words in the name of a body",
            "<a:{P|Ida Holm}, director of the {O|progressive Fjord Institute}>, said [a:it rained].",
            "Ida Holm | director | Fjord Institute",
        ),
        (
            "author of a book",
            "<a:{P|Ida Holm}, author of {M|The Long Rain}>, said [a:it rained].",
            "Ida Holm | author | ",
        ),
        (
            "a supporter belongs to nobody",
            "<a:{P|Ida Holm}, a member of the {O|Teamsters} and a supporter of Mr. {P|Reyes}>, said [a:it rained].",
            "Ida Holm | member | Teamsters",
        ),
        ("first lady", "<a:First lady {P|Ida Holm}> said [a:it rained].", "Ida Holm | First lady | "),
        (
            "moderators before a comma are others",
            "When pressed by the debate's moderators, <a:{P|Ida Holm}> said [a:it rained].",
            "Ida Holm |  | ",
        ),
        (
            "a comparison gives no title",
            "Like a family member, <a:{P|Ida Holm}> said [a:it rained].",
            "Ida Holm |  | ",
        ),
        (
            "a word of no list before the office",
            "<a:{P|Ida Holm}, a glaciology professor who measures ice>, said [a:it rained].",
            "Ida Holm | glaciology professor | ",
        ),
        (
            "as after a comma",
            "<a:{P|Ida Holm}, as chairwoman of the {O|Tea Board}>, said [a:it rained].",
            "Ida Holm | chairwoman | Tea Board",
        ),
        (
            "as after a noun of its own",
            "In her time as mayor of {L|Oslo}, {P|Ida Holm} built roads. <a:{P|Holm}> said [a:it rained].",
            "Ida Holm | mayor | Oslo",
        ),
        (
            "everyday words after the body",
            "[a:“It rained,”] said <a:{P|Ida Holm}, president of the {O|Fjord Institute} think tank>.",
            "Ida Holm | president | Fjord Institute",
        ),
        (
            "everyday words before the office, without article",
            "[a:“It rained,”] said <a:pizza magnate {P|Ida Holm}>.",
            "Ida Holm | pizza magnate | ",
        ),
        (
            "verbs are no everyday words before the office",
            "They went to meet <a:chairwoman {P|Ida Holm}>, who said [a:it rained].",
            "Ida Holm | chairwoman | ",
        ),
        (
            "named",
            "<a:A former weather reporter named {P|Ida Holm}> said [a:it rained].",
            "Ida Holm | former weather reporter | ",
        ),
        ("then", "<a:{P|Ida Holm}, then a harbor pilot>, said [a:it rained].", "Ida Holm | harbor pilot | "),
        (
            "age and town before the office",
            "<a:{P|Ida Holm}, 32, of {L|Oslo}, an account executive>, said [a:it rained].",
            "Ida Holm | account executive | ",
        ),
        (
            "spokeswoman for what",
            "<a:{P|Ida Holm}, a spokeswoman for the committee raising money>, said [a:it rained].",
            "Ida Holm | spokeswoman | ",
        ),
        (
            "secretary of state and more",
            "<a:{P|Ida Holm}, the secretary of state and a former judge>, said [a:it rained].",
            "Ida Holm | secretary of state; former judge | ",
        ),
        (
            "two offices with bodies before the name",
            "<a:{O|Fox News} Vice President and {L|Oslo} Managing Editor {P|Ida Holm}> said [a:it rained].",
            "Ida Holm | Vice President; Managing Editor | Fox News; Oslo",
        ),
        (
            "leader of those of the world",
            "<a:Pope {P|Ida}, leader of the world's 1.2 billion farmers>, said [a:it rained].",
            "Ida | Pope; leader | ",
        ),
        (
            "former governor and candidate",
            "It was the challenge <a:former {L|Maine} Gov. and {M|Republican} candidate {P|Ida Holm}> sent, who said [a:it rained].",
            "Ida Holm | former Maine Gov.; Republican candidate | Maine; Republican",
        ),
        (
            "everyday words after and",
            "According to <a:{O|Harbor Herald} contributor and harbor historian {P|Ida Holm}>, [a:it rained].",
            "Ida Holm | contributor; harbor historian | Harbor Herald",
        ),
        (
            "everyday words after former",
            "They met <a:former technology executive {P|Ida Holm}>, who said [a:it rained].",
            "Ida Holm | former technology executive | ",
        ),
        (
            "chief of what",
            "<a:{O|Harbor Herald}'s chief human resources executive, {P|Ida Holm}>, said [a:it rained].",
            "Ida Holm | chief human resources executive | Harbor Herald",
        ),
        (
            "place and office as one name",
            "<a:{O|Maine Rep.} {P|Ida Holm}> said [a:it rained].",
            "Ida Holm | Rep. | Maine",
        ),
        (
            "capitals before the office that the annotations leave out",
            "<a:FHI pollster {P|Ida Holm}> said [a:it rained].",
            "Ida Holm | pollster | FHI",
        ),
        (
            "place and party that the annotations leave out",
            "<a:{P|Ida Holm}, a Maine Democrat who flew in>, said [a:it rained].",
            "Ida Holm |  | Maine; Democrat",
        ),
        (
            "party in brackets",
            "<a:{P|Ida Holm} (a {M|Democrat})> said [a:it rained].",
            "Ida Holm |  | Democrat",
        ),
        (
            "role of a body as",
            "{P|Ida Holm}'s role as {O|Finance Committee} chairwoman ended. <a:{P|Holm}> said [a:it rained].",
            "Ida Holm | chairwoman | Finance Committee",
        ),
        (
            "party of a rival",
            "<a:{M|Republican} rival {P|Ida Holm}> said [a:it rained].",
            "Ida Holm |  | Republican",
        ),
        (
            "office of a campaign",
            "<a:{P|Ida Holm}, the {P|Reyes} campaign's communications director>, said [a:it rained].",
            "Ida Holm | communications director | Reyes campaign",
        ),
        ("an office before another noun", "<a:Official data> said [a:it rained].", "Official data |  | "),
        (
            "spokesman of a campaign",
            "<a:{P|Reyes} campaign spokesman {P|Ida Holm}> said [a:it rained].",
            "Ida Holm | spokesman | Reyes campaign",
        ),
    ] {
        let (extraction, labels) = linked(marked);
        let found = speaker(&extraction, &labels, 'a');
        if found != expected {
            wrong.push(format!("{row}: {found:?} instead of {expected:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
