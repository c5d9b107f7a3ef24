//! Marked sentences, and whom names and descriptions mean in them.

use super::{linked, speaker};

#[test]
fn one_speaker_under_many_names() {
    let mut wrong = Vec::new();
    for (row, marked, label, expected) in [
        (
            "honorific within the name that the engine found",
            "{P|Omar Aziz} came. <a:{P|Mr. Aziz}> said [a:it was late].",
            'a',
            "Omar Aziz |  | ",
        ),
        (
            "office within the name that the engine found",
            "<a:{P|President Ida Holm}'s> words were [a:it was late].",
            'a',
            "Ida Holm | President | ",
        ),
        (
            "name that the engine passed over",
            "{P|Omar Aziz} came. <a:Mr. Aziz> said [a:it was late].",
            'a',
            "Omar Aziz |  | ",
        ),
        (
            "surname in capitals",
            "{P|Omar Aziz} was asked. <a:AZIZ>: [a:It was late].",
            'a',
            "Omar Aziz |  | ",
        ),
        (
            "particle and apostrophe",
            "{P|Bram de Vries} met {P|Sean O’Hara}. <a:{P|De Vries}> said [a:{P|O'Hara} was late].",
            'a',
            "Bram de Vries |  | ",
        ),
        (
            "apostrophe of another kind",
            "{P|Bram de Vries} met {P|Sean O’Hara}. <a:{P|O'Hara}> said [a:it was late].",
            'a',
            "Sean O’Hara |  | ",
        ),
        (
            "a bare surname means who was introduced first",
            "{P|Tom Weber} met {P|Clara Weber}. {P|Clara Weber} left. <a:{P|Weber}> said [a:it was late].",
            'a',
            "Tom Weber |  | ",
        ),
        (
            "a man called Mr. and a woman of that name",
            "Mr. {P|Weber} left. {P|Clara Weber} rang. {P|Clara Weber} came. <a:{P|Weber}> said [a:it was late].",
            'a',
            "Weber |  | ",
        ),
        (
            "an office before the surname of a man called Mr.",
            "President {P|Weber} rang. Mr. {P|Weber} left. {P|Clara Weber} came. \
             <a:President {P|Weber}> said [a:it was late].",
            'a',
            "Weber | President | ",
        ),
        (
            "a listed body within a longer one",
            "The {O|United Nations Security Council} met. The {O|U.N. Security Council} sat. \
             <a:The {O|Security Council}> said [a:it was late].",
            'a',
            "United Nations Security Council |  | ",
        ),
        (
            "a listed body that is not the longer one",
            "The {O|Texas Republican Party} met. <a:The {O|Republican Party}> said [a:it was late].",
            'a',
            "Republican Party |  | ",
        ),
        (
            "misspelt surname",
            "{P|Tilda Harkness} came. <a:{P|Harknes}> said [a:it was late].",
            'a',
            "Tilda Harkness |  | ",
        ),
        (
            "headline that runs on",
            "{P|Tilda Harkness Hammers} Bank\n\n<a:{P|Tilda Harkness}> said [a:it was late].",
            'a',
            "Tilda Harkness |  | ",
        ),
        (
            "surname of who was introduced first, others go by given names",
            "Mayor {P|Lars Holm} came with {P|Ida Holm}, his wife. {P|Ida} smiled. <a:{P|Holm}> said [a:it was late].",
            'a',
            "Lars Holm | Mayor | ",
        ),
        (
            "last words of the name of a body",
            "The {O|Security Board} met. It is the {O|United Harbors Security Board}. <a:The {O|Security Board}> said [a:it was late].",
            'a',
            "United Harbors Security Board |  | ",
        ),
        (
            "acronym with dots that the engine took for a place",
            "The {O|Harbor Revenue Service} met. <a:The {L|H.R.S.}> said [a:it was late].",
            'a',
            "Harbor Revenue Service |  | ",
        ),
        (
            "acronym in brackets",
            "The {O|Alliance for Clean Ports} ({O|CPA}) met. <a:{O|CPA}> said [a:it was late].",
            'a',
            "Alliance for Clean Ports |  | ",
        ),
        (
            "name at the end of a description",
            "<a:Another pollster, {P|Ida Holm} of {O|Fjord University}>, said [a:it was late].",
            'a',
            "Ida Holm |  | Fjord University",
        ),
        (
            "office with a small noun before the name",
            "<a:Former secretary of state {P|Ida Holm}> said [a:it was late].",
            'a',
            "Ida Holm | Former secretary of state | ",
        ),
        (
            "poll of two makers, named after the headline",
            "<a:New Poll>: [a:It is close]\n\n<b:The latest {O|Harbor Herald}/{O|Fjord Post} tracking poll> says [b:so]. <c:The poll> says [c:more].",
            'a',
            "Harbor Herald/Fjord Post tracking poll |  | ",
        ),
        (
            "poll of two makers, meant again",
            "<b:The latest {O|Harbor Herald}/{O|Fjord Post} tracking poll> says [b:so]. <c:This poll> says [c:more].",
            'c',
            "Harbor Herald/Fjord Post tracking poll |  | ",
        ),
        (
            "poll of one maker",
            "<b:A {O|Harbor Herald} poll> says [b:so]. <c:The poll> says [c:more].",
            'c',
            "Harbor Herald |  | ",
        ),
        (
            "campaign under two words",
            "The {P|Holm} campaign met. {P|Ida Holm} came. <a:Mrs. {P|Holm}'s team> said [a:it was late]. <b:The {P|Holm} campaign> said [b:so].",
            'a',
            "Holm campaign |  | ",
        ),
        (
            "campaign that the engine found as a body",
            "{P|Ida Holm} came. The {O|Holm campaign} met. <a:{P|Ida Holm}'s campaign> said [a:it was late].",
            'a',
            "Holm campaign |  | ",
        ),
        (
            "article of the newspaper named last",
            "{P|Ida Holm} told the {O|Harbor Herald} so on Monday. <a:The article> says [a:it was late].",
            'a',
            "Harbor Herald |  | ",
        ),
        (
            "main noun of the name of a body",
            "The {O|Alliance for Clean Ports} met the {O|Harbor Union}. <a:The alliance> said [a:it was late].",
            'a',
            "Alliance for Clean Ports |  | ",
        ),
        (
            "office that an administration tells",
            "{P|Ida Holm} spoke. The {P|Holm} administration met. <a:The president> said [a:it was late].",
            'a',
            "Ida Holm | president | ",
        ),
        (
            "state behind its abbreviation",
            "Sen. {P|Ida Holm} (R-Wis.) met Sen. {P|Tom Reyes} (D-Va.). <a:The {L|Wisconsin} senator> said [a:it was late].",
            'a',
            "Ida Holm | Sen.; senator | R-Wis.; Wisconsin",
        ),
        (
            "office in a headline before the name",
            "<a:Retired judge>: [a:It was late]\n\n{P|Ida Holm}, a retired judge, spoke on Monday.",
            'a',
            "Ida Holm | retired judge | ",
        ),
        (
            "name at birth",
            "{P|Ida Holm} was born {P|Ida Maria Weber} in {L|Oslo}. <a:{P|Weber}> said [a:it was late].",
            'a',
            "Ida Holm |  | ",
        ),
        (
            "name at birth after years in brackets, meant again",
            "{P|Ida Holm} (1923–2005), née {P|Weber}, rang. {P|Omar Aziz} came. <a:{P|Weber}> said [a:it was late].",
            'a',
            "Ida Holm |  | ",
        ),
        (
            "other name in full, before the text gives it",
            "<a:{P|Tom Reyes}> said [a:so]. {P|Omar Aziz}, better known as {P|Tom Reyes}, sings.",
            'a',
            "Omar Aziz |  | ",
        ),
        (
            "nickname in quote marks",
            "{P|Omar Aziz}, nicknamed “{P|Duke}”, and {P|Tom Reyes} came. <a:{P|Duke}> said [a:it was late].",
            'a',
            "Omar Aziz |  | ",
        ),
        (
            "one word, then the name in full",
            "{P|Duke}, whose real name is {P|Omar Aziz}, came with {P|Tom Aziz}. <a:{P|Duke}> said [a:it was late].",
            'a',
            "Duke |  | ",
        ),
        (
            "third name of one person",
            "{P|Omar Aziz} (born {P|Tom Reyes}, also known as {P|Duke}) came. <a:{P|Duke}> said [a:it was late].",
            'a',
            "Omar Aziz |  | ",
        ),
        (
            "name at birth that is the full form of the name",
            "{P|Ida Holm} (born {P|Ida Maria Holm}) came. <a:{P|Holm}> said [a:it was late].",
            'a',
            "Ida Maria Holm |  | ",
        ),
        (
            "one who gives another a name",
            "{P|Omar Aziz} nicknamed {P|Tom Reyes} the duke. <a:{P|Reyes}> said [a:it was late].",
            'a',
            "Tom Reyes |  | ",
        ),
        (
            "one who was somebody's aide",
            "{P|Omar Aziz}, formerly {P|Tom Reyes}'s aide, came. <a:{P|Reyes}> said [a:it was late].",
            'a',
            "Tom Reyes |  | ",
        ),
        (
            "former name of a body",
            "{O|Harbor Analytics}, formerly {O|Fjord Data}, met. <a:{O|Fjord Data}> said [a:it was late].",
            'a',
            "Harbor Analytics |  | ",
        ),
        (
            "some of a party are not the party",
            "{M|Democrats} met. <a:Many {M|Democrats}> said [a:it was late].",
            'a',
            "Many Democrats |  | ",
        ),
        (
            "those of a party who are somewhere",
            "{M|Democrats} met. <a:{M|Democrats} in {O|Congress}> said [a:it was late].",
            'a',
            "Democrats in Congress |  | ",
        ),
        (
            "one of a people",
            "{M|Norwegians} met. <a:Another {M|Norwegian}> said [a:it was late].",
            'a',
            "Another Norwegian |  | ",
        ),
        ("both of a kind", "<a:Both candidates> said [a:it was late].", 'a', "Both candidates |  | "),
        (
            "three persons in a list, with parties in brackets",
            "<a:Sens. {P|Ida Holm} (D-Va.), {P|Omar Aziz} (R-Ohio) and {P|Tom Reyes} (I-Vt.)> said [a:it was late].",
            'a',
            "Ida Holm (D-Va.), Omar Aziz (R-Ohio) and Tom Reyes (I-Vt.) |  | ",
        ),
        (
            "two persons with their places",
            "<a:Senator {P|Ida Holm} of {L|Texas} and Senator {P|Omar Aziz} of {L|Utah}> said [a:it was late].",
            'a',
            "Senator Ida Holm of Texas and Senator Omar Aziz of Utah |  | ",
        ),
        (
            "two persons, the first with an apposition",
            "<a:{P|Ida Holm}, the former governor, and Senator {P|Omar Aziz}> said [a:it was late].",
            'a',
            "Ida Holm, the former governor, and Senator Omar Aziz |  | ",
        ),
        (
            "two persons and what they are",
            "<a:{P|Ida Holm} and {P|Omar Aziz}, two of the survivors,> said [a:it was late].",
            'a',
            "Ida Holm and Omar Aziz |  | ",
        ),
        (
            "one person who belongs to two others",
            "<a:{P|Ida Holm}, an aide to {P|Omar Aziz} and {P|Tom Reyes},> said [a:it was late].",
            'a',
            "Ida Holm | aide | Omar Aziz",
        ),
        (
            "a body and others",
            "<a:The {O|White House} and congressional leaders> said [a:it was late].",
            'a',
            "The White House and congressional leaders |  | ",
        ),
        (
            "a body after others",
            "<a:Networks and the {O|Harbor Press}> said [a:it was late].",
            'a',
            "Networks and the Harbor Press |  | ",
        ),
        (
            "two places",
            "<a:{L|Mexico} and the {L|United States}> said [a:it was late].",
            'a',
            "Mexico and the United States |  | ",
        ),
        (
            "both of two",
            "<a:Both the candidate and her staff> said [a:it was late].",
            'a',
            "the candidate and her staff |  | ",
        ),
        (
            "several, one of them named",
            "<a:Many tax experts, including Mr. {P|Holm},> said [a:it was late].",
            'a',
            "Many tax experts |  | ",
        ),
        (
            "two bodies before a person with a plural office",
            "<a:The {O|Harbor Herald} and the {O|Fjord Post}> said [a:so]. Senators {P|Ida Holm} and {P|Tom Reyes} came.",
            'a',
            "The Harbor Herald and the Fjord Post |  | ",
        ),
        (
            "turn after two others",
            "[a:“Rain?”] asked <a:{P|Ida Holm}>.\n\n[b:“Snow,”] said <b:{P|Tom Reyes}>.\n\n[c:“When?”]\n\n[d:“Soon.”]",
            'c',
            "Ida Holm |  | ",
        ),
        (
            "turns go on alternating",
            "[a:“Rain?”] asked <a:{P|Ida Holm}>.\n\n[b:“Snow,”] said <b:{P|Tom Reyes}>.\n\n[c:“When?”]\n\n[d:“Soon.”]",
            'd',
            "Tom Reyes |  | ",
        ),
        (
            "turn before two others",
            "[c:“When?”]\n\n[a:“Rain?”] asked <a:{P|Ida Holm}>.\n\n[b:“Snow,”] said <b:{P|Tom Reyes}>.",
            'c',
            "Tom Reyes |  | ",
        ),
        (
            "no turn of a dialogue that is over",
            "[a:“Rain?”] asked <a:{P|Ida Holm}>.\n\n[b:“Snow,”] said <b:{P|Tom Reyes}>.\n\nIt did.\n\nIt stopped.\n\n[c:“When?”]",
            'c',
            "nobody",
        ),
        (
            "no turns where one speaks on",
            "[a:“Rain,”] said <a:{P|Ida Holm}>.\n\n[b:“Snow,”] <b:she> said.\n\n[c:“Ice.”]",
            'c',
            "nobody",
        ),
    ] {
        let (extraction, labels) = linked(marked);
        let found = speaker(&extraction, &labels, label);
        if found != expected {
            wrong.push(format!("{row}: {found:?} instead of {expected:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
