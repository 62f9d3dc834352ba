//! The addresses of the pages, in one place. The words are Spanish: people see and share them.

use aval_domain::lifecycle::Kind;

/// The reader's start: the customer's home, the queue, or a coordinator's morning.
pub const HOME: &str = "/";

/// Declares pages: the path that links use, and the segment that the router matches.
macro_rules! pages {
    ($($(#[$doc:meta])* $name:ident = $segment:literal,)+) => {
        $($(#[$doc])* pub const $name: &str = concat!("/", $segment);)+

        /// The same without the slash, as the router matches them.
        pub mod segment {
            $($(#[$doc])* pub const $name: &str = $segment;)+
        }
    };
}

pages! {
    /// Signing in.
    SIGN_IN = "entrar",
    /// Asking for a link to a new password.
    FORGOT = "recuperar",
    /// Where the link of a password mail leads, with the token after it.
    RESET = "reset",
    /// Where the link of an invitation leads, with the token after it.
    INVITE = "invite",
    /// Where the link that the server prints on a new installation leads, with the token after it.
    FIRST_ADMIN = "primer-admin",
    /// The customer's cases; with a number after it, one case.
    CASES = "casos",
    /// Support's queue.
    QUEUE = "cola",
    /// Customer organisations; with an id after it, one of them.
    COMPANIES = "empresas",
    /// Support staff.
    STAFF = "personal",
    /// Categories of cases.
    CATEGORIES = "categorias",
    /// Templates of answers.
    TEMPLATES = "plantillas",
    /// API keys.
    API_KEYS = "llaves",
    /// Addresses of other systems that are told what happens; with an id after it, one of them.
    WEBHOOKS = "webhooks",
    /// Holidays and exceptions.
    CALENDAR = "calendario",
    /// Targets and testing periods.
    PROMISES = "plazos",
    /// What support does outside service hours.
    AGENDA = "agenda",
    /// Figures for those who coordinate support.
    REPORTS = "reportes",
    /// The monthly service report of the reader's company.
    MONTHLY = "reporte",
    /// The designated users of the reader's company.
    TEAM = "equipo",
    /// Articles, solutions and the search; with an id after it, one article.
    KNOWLEDGE = "soluciones",
    /// What the reader was told.
    NOTICES = "avisos",
    /// The user guide; with the name of a page after it, one page.
    GUIDE = "ayuda",
    /// Mail that was put aside.
    MAIL = "correo",
    /// What staff and admins did.
    AUDIT = "auditoria",
    /// The reader herself.
    PROFILE = "perfil",
}

/// What follows [`CASES`] for a new case.
pub const NEW_SEGMENT: &str = "nuevo";
/// A new case.
pub const NEW_CASE: &str = "/casos/nuevo";

/// One case, by its number.
#[must_use]
pub fn case(number: &str) -> String {
    format!("{CASES}/{number}")
}

/// The number of the case whose page an address is.
#[must_use]
pub fn case_of(path: &str) -> Option<&str> {
    let number = path.strip_prefix(CASES)?.strip_prefix('/')?;
    (number != NEW_SEGMENT && !number.contains('/')).then_some(number)
}

/// The parameter of a case's address that opens the form of an action.
pub const ACTION: &str = "accion";

/// One case, with the form of an action open.
#[must_use]
pub fn case_action(number: &str, action: aval_domain::lifecycle::ActionKind) -> String {
    format!("{}?{}", case(number), query_pair(ACTION, action.as_str()))
}

/// What follows a case's number for its work plan.
pub const PLAN_SEGMENT: &str = "plan";

/// The work plan of a case, where support writes it.
#[must_use]
pub fn plan(number: &str) -> String {
    format!("{CASES}/{number}/{PLAN_SEGMENT}")
}

/// What follows [`KNOWLEDGE`] for a new article, and an article's id for writing on it.
pub const EDIT_SEGMENT: &str = "editar";
/// The parameter with the solution that a new article is made from.
pub const FROM_SOLUTION: &str = "solucion";
/// The parameter with the id of the category that is browsed.
pub const CATEGORY: &str = "categoria";
/// The parameter with the words of a search.
pub const SEARCHED: &str = "q";

/// One article.
#[must_use]
pub fn article(id: uuid::Uuid) -> String {
    format!("{KNOWLEDGE}/{id}")
}

/// Writing on an article; without one, on a new one.
#[must_use]
pub fn edit_article(id: Option<uuid::Uuid>) -> String {
    match id {
        Some(id) => format!("{KNOWLEDGE}/{id}/{EDIT_SEGMENT}"),
        None => format!("{KNOWLEDGE}/{EDIT_SEGMENT}"),
    }
}

/// Writing a new article about a solution.
#[must_use]
pub fn article_from(solution: uuid::Uuid) -> String {
    format!("{}?{}", edit_article(None), query_pair(FROM_SOLUTION, &solution.to_string()))
}

/// A new case that follows up a closed one.
#[must_use]
pub fn follow_up(number: &str) -> String {
    format!("{NEW_CASE}?{}", query_pair(FOLLOW_UP, number))
}

/// The parameter with the number of the closed case that a new one follows up.
pub const FOLLOW_UP: &str = "sigue";

/// A new case with this subject.
#[must_use]
pub fn case_about(subject: &str) -> String {
    format!("{NEW_CASE}?{}", query_pair(SUBJECT, subject))
}

/// A request that begins with this subject and description.
#[must_use]
pub fn request_about(subject: &str, description: &str) -> String {
    let pairs = [(KIND, Kind::Request.as_str()), (SUBJECT, subject), (DESCRIPTION, description)];
    let pairs = pairs.map(|(name, value)| query_pair(name, value));
    format!("{NEW_CASE}?{}", pairs.join("&"))
}

/// The parameter with the subject that a new case begins with.
pub const SUBJECT: &str = "asunto";
/// The one with its kind.
pub const KIND: &str = "tipo";
/// The one with its description.
pub const DESCRIPTION: &str = "descripcion";

/// Where on the reader's own page the address of her calendar feed is.
pub const CALENDAR_FEED: &str = "calendario";

/// The way there.
#[must_use]
pub fn calendar_feed() -> String {
    format!("{PROFILE}#{CALENDAR_FEED}")
}

/// One page of the user guide.
#[must_use]
pub fn guide_page(slug: &str) -> String {
    format!("{GUIDE}/{slug}")
}

/// One company.
#[must_use]
pub fn company(id: uuid::Uuid) -> String {
    format!("{COMPANIES}/{id}")
}

/// One address of another system.
#[must_use]
pub fn webhook(id: uuid::Uuid) -> String {
    format!("{WEBHOOKS}/{id}")
}

/// What follows [`REPORTS`] and comes before a company's id for its monthly report.
pub const REPORTS_OF_COMPANIES: &str = "empresas";

/// The monthly service report of a company, where support reads it.
#[must_use]
pub fn company_report(id: uuid::Uuid) -> String {
    format!("{REPORTS}/{REPORTS_OF_COMPANIES}/{id}")
}

/// The parameter of the sign-in page that says where one wanted to go.
pub const RETURN: &str = "volver";

/// Signing in, and then on to where one wanted to go.
#[must_use]
pub fn sign_in_then(path: &str) -> String {
    if path == HOME || path.is_empty() {
        SIGN_IN.to_owned()
    } else {
        let query = query_pair(RETURN, path);
        format!("{SIGN_IN}?{query}")
    }
}

/// The number of the case that somebody wants to see. Nothing else that an address may say: the
/// sign-in page repeats it.
#[must_use]
pub fn wanted_case(path: &str) -> Option<&str> {
    let number = case_of(path.split(['?', '#']).next()?)?;
    let digits = number.strip_prefix("CASO-")?;
    (!digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())).then_some(number)
}

/// Where to go after signing in. Only paths of our own: `//host` and `https:` lead elsewhere.
#[must_use]
pub fn safe_return(wanted: Option<&str>) -> String {
    match wanted {
        Some(path)
            if path.starts_with('/')
                && !path.starts_with("//")
                && !path.contains('\\')
                && ![SIGN_IN, FORGOT, RESET, INVITE, FIRST_ADMIN]
                    .iter()
                    .any(|own| path.starts_with(own)) =>
        {
            path.to_owned()
        }
        _ => HOME.to_owned(),
    }
}

/// `name=value` with the value percent-encoded for a query.
pub fn query_pair(name: &str, value: &str) -> String {
    let mut query = format!("{name}=");
    for byte in value.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                query.push(char::from(byte));
            }
            _ => query.push_str(&format!("%{byte:02X}")),
        }
    }
    query
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_back_survives_signing_in() {
        assert_eq!(sign_in_then("/casos/CASO-000123"), "/entrar?volver=/casos/CASO-000123");
        assert_eq!(sign_in_then("/cola?stage=open"), "/entrar?volver=/cola%3Fstage%3Dopen");
        assert_eq!(sign_in_then("/"), "/entrar");
    }

    #[test]
    fn the_sign_in_page_repeats_the_number_of_a_case_and_nothing_else() {
        assert_eq!(wanted_case("/casos/CASO-000123"), Some("CASO-000123"));
        assert_eq!(wanted_case("/casos/CASO-000123?accion=assign"), Some("CASO-000123"));
        for other in ["/casos/CASO-", "/casos/CASO-1 y dinos tu clave", "/casos/nuevo", "/cola"] {
            assert_eq!(wanted_case(other), None, "{other}");
        }
    }

    #[test]
    fn a_new_case_is_below_the_cases() {
        assert_eq!(NEW_CASE, format!("{CASES}/{NEW_SEGMENT}"));
    }

    #[test]
    fn the_number_of_a_case_is_read_from_its_address_alone() {
        assert_eq!(case_of(&case("CASO-000123")), Some("CASO-000123"));
        for other in [NEW_CASE, "/casos/CASO-000123/plan", "/casosx/1", "/", QUEUE] {
            assert_eq!(case_of(other), None, "{other}");
        }
    }

    #[test]
    fn nobody_is_sent_to_another_site() {
        for wanted in ["//evil.example", "https://evil.example", "/\\evil.example", "/entrar", ""] {
            assert_eq!(safe_return(Some(wanted)), "/", "{wanted}");
        }
        assert_eq!(safe_return(Some("/cola?stage=open")), "/cola?stage=open");
        assert_eq!(safe_return(None), "/");
    }
}
