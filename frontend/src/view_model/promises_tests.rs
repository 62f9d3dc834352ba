use aval_contract::me::Locale;

use super::*;

fn minutes(text: &str) -> Option<i64> {
    read_target(text).map(|target| target.time().num_minutes())
}

fn target(text: &str) -> Target {
    read_target(text).expect("a target")
}

#[test]
fn hours_are_read_as_people_write_them() {
    for (text, expected) in [
        ("8", 480),
        (" 27 ", 1620),
        ("1,5", 90),
        ("0.25", 15),
        ("1:30", 90),
        ("4 h", 240),
        ("1 h 30 min", 90),
        ("45 min", 45),
        ("10000", 600_000),
    ] {
        assert_eq!(minutes(text), Some(expected), "{text}");
    }
}

#[test]
fn what_is_no_target_is_refused() {
    for text in
        ["", "0", "-4", "1:75", "1:", ":30", "ocho", "0,333", "10001", "9999999", "1,", "1e3"]
    {
        assert_eq!(minutes(text), None, "{text}");
    }
}

#[test]
fn a_target_goes_into_its_field_and_back() {
    for text in ["27", "1:30", "0:05"] {
        assert_eq!(write_target(target(text)), text);
    }
}

#[test]
fn hours_are_told_in_service_days_too() {
    let texts = Texts::of(Locale::Es);
    assert_eq!(hours_words(texts, target("27")), "27 h hábiles");
    assert_eq!(hours_words(texts, target("1")), "1 h hábil");
    let days = |text| days_note(texts, target(text));
    assert_eq!(days("27").as_deref(), Some("3 días de servicio"));
    assert_eq!(days("9").as_deref(), Some("1 día de servicio"));
    assert_eq!(days("22").as_deref(), Some("2 días y 4 h de servicio"));
    assert_eq!(days("9:30").as_deref(), Some("más de 1 día de servicio"));
    assert_eq!(days("8"), None, "the hours say it all");
    assert_eq!(target_words(texts, target("27")), "3 días de servicio");
    assert_eq!(target_words(texts, target("8")), "");
    assert_eq!(target_words(texts, target("1,5")), "1 h 30 min hábiles");
}

#[test]
fn a_policy_survives_its_form() {
    let policy = SlaPolicy::default();
    let typed = targets(&policy).map(|row| row.map(write_target));
    assert_eq!(policy_of(&typed), Some(policy));
    let mut wrong = typed;
    wrong[2][1] = String::new();
    assert_eq!(policy_of(&wrong), None);
}

#[test]
fn a_contract_says_only_what_differs() {
    let mut typed = PerTarget::<String>::default();
    assert_eq!(override_of(&typed), Some(SlaOverride::default()));
    typed[0][1] = "6".to_owned();
    let contract = override_of(&typed).expect("understood");
    assert_eq!(contract.critical.resolution, Some(target("6")));
    assert_eq!(overrides(&contract)[0], [None, Some(target("6"))]);
    typed[3][0] = "mañana".to_owned();
    assert_eq!(override_of(&typed), None);
}

#[test]
fn changes_name_the_target_and_both_lengths() {
    let texts = Texts::of(Locale::Es);
    let before = SlaPolicy::default();
    let mut after = before;
    after.critical.resolution = target("6");
    assert_eq!(
        changes(texts, &before, &after),
        [("Crítica, solución".to_owned(), "de 8 h hábiles a 6 h hábiles".to_owned())]
    );
    assert_eq!(changes(texts, &before, &before), []);
}

#[test]
fn changes_of_a_contract_say_where_the_general_target_holds() {
    let texts = Texts::of(Locale::Es);
    let general = SlaPolicy::default();
    let (nothing, mut own) = (SlaOverride::default(), SlaOverride::default());
    own.critical.resolution = Some(target("6"));
    own.low.first_contact = Some(general.low.first_contact);
    let told = |change: &str| ("Crítica, solución".to_owned(), change.to_owned());
    assert_eq!(
        contract_changes(texts, &general, &nothing, &own),
        [
            told("de 8 h hábiles (general) a 6 h hábiles"),
            (
                "Baja, primer contacto".to_owned(),
                "de 9 h hábiles (general) a 9 h hábiles".to_owned()
            )
        ]
    );
    let mut later = own;
    later.critical.resolution = Some(target("7"));
    assert_eq!(
        contract_changes(texts, &general, &own, &later),
        [told("de 6 h hábiles a 7 h hábiles")]
    );
    assert_eq!(contract_changes(texts, &general, &own, &nothing).len(), 2);
    assert_eq!(contract_changes(texts, &general, &own, &own), []);
}

#[test]
fn slips_are_told() {
    let texts = Texts::of(Locale::Es);
    let mut policy = SlaPolicy::default();
    assert_eq!(doubts(texts, &policy), Vec::<String>::new());
    policy.critical.resolution = target("0:30");
    policy.high.first_contact = target("5");
    let found = doubts(texts, &policy);
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found[0].contains("Crítica"), "{found:?}");
    assert!(found[1].contains("Alta") && found[1].contains("Normal"), "{found:?}");
}

#[test]
fn a_preview_is_one_sentence() {
    let texts = Texts::of(Locale::Es);
    let said = |moved, running| preview_words(texts, Preview { running, moved });
    assert_eq!(said(14, 230), "Mueve 14 de 230 casos en curso.");
    assert_eq!(said(1, 1), "Mueve 1 de 1 caso en curso.");
    assert_eq!(said(0, 230), "No mueve ninguno de los 230 casos en curso.");
    assert_eq!(said(0, 1), "No mueve el único caso en curso.");
    assert_eq!(said(0, 0), "Ahora no hay casos en curso.");
    let english = Texts::of(Locale::En);
    let said = |moved, running| preview_words(english, Preview { running, moved });
    assert_eq!(said(14, 230), "Moves 14 of 230 running cases.");
    assert_eq!(said(1, 1), "Moves 1 of 1 running case.");
    assert_eq!(said(0, 230), "Moves none of the 230 running cases.");
    assert_eq!(said(0, 1), "Does not move the only running case.");
    assert_eq!(said(0, 0), "No case is running now.");
}

#[test]
fn a_preview_of_a_contract_speaks_of_the_company() {
    let told = |locale, moved, running| {
        company_preview_words(Texts::of(locale), Preview { running, moved })
    };
    for (moved, running, es, en) in [
        (0, 0, "La empresa no tiene casos en curso.", "The company has no running cases."),
        (
            0,
            1,
            "No mueve el único caso en curso de la empresa.",
            "Does not move the company's only running case.",
        ),
        (
            0,
            12,
            "No mueve ninguno de los 12 casos en curso de la empresa.",
            "Moves none of the company's 12 running cases.",
        ),
        (
            1,
            1,
            "Mueve 1 de 1 caso en curso de la empresa.",
            "Moves 1 of the company's 1 running case.",
        ),
        (
            3,
            12,
            "Mueve 3 de 12 casos en curso de la empresa.",
            "Moves 3 of the company's 12 running cases.",
        ),
    ] {
        assert_eq!(told(Locale::Es, moved, running), es);
        assert_eq!(told(Locale::En, moved, running), en);
    }
}

#[test]
fn a_testing_policy_survives_its_form() {
    let mut policy = TestingPolicy::default();
    policy.request.by_priority.insert(Priority::Critical, TestingDays::new(2).expect("in range"));
    let typed = periods(&policy)
        .map(|row| row.map(|days| days.map_or_else(String::new, |n| n.to_string())));
    assert_eq!(typed[1][1], "2");
    assert_eq!(testing_of(&typed), Some(policy));
    for wrong in ["0", "31", "tres", ""] {
        let mut typed = typed.clone();
        typed[0][0] = wrong.to_owned();
        assert_eq!(testing_of(&typed), None, "{wrong}");
    }
    assert!(is_period("", true) && !is_period("", false) && !is_period("31", true));
}

#[test]
fn a_draft_of_another_table_is_none() {
    let cells = |n: usize| TypedCells(vec!["1".to_owned(); n]);
    assert!(cells(8).cells::<2>().is_some());
    assert!(cells(20).cells::<5>().is_some());
    assert!(cells(7).cells::<2>().is_none());
    assert!(cells(20).cells::<2>().is_none());
}
