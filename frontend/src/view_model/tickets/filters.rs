//! The staff queue's filters and the address bar: one to one, so that a view can be shared as a
//! link and "back" undoes a filter.

use std::str::FromStr;

use aval_contract::tickets::{TicketQuery, TicketSort};
use aval_contract::{Kind, Priority, Stage, WaitingOn};
use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::paths::{self, query_pair};
use crate::view_model::time;

/// The word for the board in the address.
const BOARD: &str = "tablero";

/// The parameter for when tickets are due, and its one value.
const DUE: &str = "vence";
const TODAY: &str = "hoy";

/// How many tickets one page of the queue asks for.
pub const QUEUE_PAGE: u32 = 50;

/// Whose tickets are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AssigneeFilter {
    /// Everybody's, and those of nobody.
    #[default]
    Anyone,
    /// Those of whoever looks: `assignee=mine` means another person in each one's browser.
    Mine,
    /// Those of nobody.
    Nobody,
    /// Those of one engineer.
    Person(Uuid),
}

impl AssigneeFilter {
    const MINE: &'static str = "mine";
    const NOBODY: &'static str = "nobody";

    /// As it stands in the address and in the select box; empty for everybody.
    #[must_use]
    pub fn as_param(self) -> String {
        match self {
            Self::Anyone => String::new(),
            Self::Mine => Self::MINE.to_owned(),
            Self::Nobody => Self::NOBODY.to_owned(),
            Self::Person(id) => id.to_string(),
        }
    }

    /// Reads what [`AssigneeFilter::as_param`] wrote; anything else is everybody.
    #[must_use]
    pub fn from_param(word: &str) -> Self {
        match word {
            Self::MINE => Self::Mine,
            Self::NOBODY => Self::Nobody,
            id => id.parse().map_or(Self::Anyone, Self::Person),
        }
    }
}

/// What the queue shows and in which order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueueFilters {
    /// Only this stage.
    pub stage: Option<Stage>,
    /// Only this kind.
    pub kind: Option<Kind>,
    /// Only this priority.
    pub priority: Option<Priority>,
    /// Only this company's.
    pub company: Option<Uuid>,
    /// Only this engineer's.
    pub assignee: AssigneeFilter,
    /// Only those that wait on this side.
    pub waiting_on: Option<WaitingOn>,
    /// Only this category.
    pub category: Option<Uuid>,
    /// Only those with a broken promise.
    pub breached: bool,
    /// Only those that are due in what is left of the day.
    pub due_today: bool,
    /// Words that occur in the ticket.
    pub q: String,
    /// Whether they are shown as a board instead of a list.
    pub board: bool,
    /// The order. Due first unless the address says otherwise: what is closed or paused has no
    /// due time and so sinks to the end of a queue that nobody filtered.
    pub sort: TicketSort,
}

impl Default for QueueFilters {
    fn default() -> Self {
        Self {
            stage: None,
            kind: None,
            priority: None,
            company: None,
            assignee: AssigneeFilter::Anyone,
            waiting_on: None,
            category: None,
            breached: false,
            due_today: false,
            q: String::new(),
            board: false,
            sort: TicketSort::DueFirst,
        }
    }
}

impl QueueFilters {
    /// Reads the address. A parameter that is not understood is as good as absent: an old
    /// bookmark still opens the queue.
    #[must_use]
    pub fn from_params(param: impl Fn(&str) -> Option<String>) -> Self {
        fn word<T: FromStr>(value: Option<String>) -> Option<T> {
            value?.parse().ok()
        }
        let sort = param("sort").unwrap_or_default();
        Self {
            stage: word(param("stage")),
            kind: word(param("kind")),
            priority: word(param("priority")),
            company: word(param("company")),
            assignee: AssigneeFilter::from_param(&param("assignee").unwrap_or_default()),
            waiting_on: word(param("waiting_on")),
            category: word(param("category")),
            breached: param("breached").as_deref() == Some("true"),
            due_today: param(DUE).as_deref() == Some(TODAY),
            q: param("q").unwrap_or_default(),
            board: param("vista").as_deref() == Some(BOARD),
            sort: TicketSort::ALL
                .into_iter()
                .find(|known| known.as_str() == sort)
                .unwrap_or(Self::default().sort),
        }
    }

    /// Reads what [`QueueFilters::query`] wrote.
    #[must_use]
    pub fn from_query(query: &str) -> Self {
        let pairs: Vec<(&str, String)> = query
            .split('&')
            .filter_map(|pair| pair.split_once('='))
            .map(|(name, value)| (name, unescaped(value)))
            .collect();
        Self::from_params(|name| {
            pairs.iter().find(|(known, _)| *known == name).map(|(_, value)| value.clone())
        })
    }

    /// The query string without its question mark, as a view keeps it; empty when nothing is
    /// filtered.
    #[must_use]
    pub fn query(&self) -> String {
        self.to_query_string().trim_start_matches('?').to_owned()
    }

    /// The query string with its question mark, or nothing when nothing is filtered.
    #[must_use]
    pub fn to_query_string(&self) -> String {
        let Self {
            stage,
            kind,
            priority,
            company,
            assignee,
            waiting_on,
            category,
            breached,
            due_today,
            q,
            board,
            sort,
        } = self;
        let mut pairs = Vec::new();
        let mut put = |name: &str, value: Option<String>| {
            if let Some(value) = value.filter(|value| !value.is_empty()) {
                pairs.push(query_pair(name, &value));
            }
        };
        put("stage", stage.map(|word| word.to_string()));
        put("kind", kind.map(|word| word.to_string()));
        put("priority", priority.map(|word| word.to_string()));
        put("company", company.map(|id| id.to_string()));
        put("assignee", Some(assignee.as_param()));
        put("waiting_on", waiting_on.map(|word| word.to_string()));
        put("category", category.map(|id| id.to_string()));
        put("breached", breached.then(|| "true".to_owned()));
        put(DUE, due_today.then(|| TODAY.to_owned()));
        put("q", Some(q.clone()));
        put("vista", board.then(|| BOARD.to_owned()));
        put("sort", (*sort != Self::default().sort).then(|| sort.as_str().to_owned()));
        if pairs.is_empty() { String::new() } else { format!("?{}", pairs.join("&")) }
    }

    /// The address of the queue with these filters.
    #[must_use]
    pub fn path(&self) -> String {
        format!("{}{}", paths::QUEUE, self.to_query_string())
    }

    /// What the API is asked for, `me` being whoever looks, and `now` when.
    #[must_use]
    pub fn to_ticket_query(&self, me: Uuid, now: DateTime<Utc>) -> TicketQuery {
        let q = self.q.trim();
        let tomorrow = || time::midnight(time::date_of(now).succ_opt()?);
        TicketQuery {
            stage: self.stage,
            kind: self.kind,
            priority: self.priority,
            company_id: self.company,
            assignee_id: match self.assignee {
                AssigneeFilter::Anyone | AssigneeFilter::Nobody => None,
                AssigneeFilter::Mine => Some(me),
                AssigneeFilter::Person(id) => Some(id),
            },
            assigned: (self.assignee == AssigneeFilter::Nobody).then_some(false),
            waiting_on: self.waiting_on,
            category_id: self.category,
            breached: self.breached.then_some(true),
            due_from: self.due_today.then_some(now),
            due_to: if self.due_today { tomorrow() } else { None },
            q: (!q.is_empty()).then(|| q.to_owned()),
            sort: Some(self.sort),
            limit: Some(QUEUE_PAGE),
            ..TicketQuery::default()
        }
    }

    /// Whether anything is left out of the list: by a filter or by the words searched for.
    #[must_use]
    pub fn narrows(&self) -> bool {
        self.active() > 0 || !self.q.trim().is_empty()
    }

    /// How many filters are set. The order is none, nor are the words searched for: they stand in
    /// their own field.
    #[must_use]
    pub fn active(&self) -> usize {
        [
            self.stage.is_some(),
            self.kind.is_some(),
            self.priority.is_some(),
            self.company.is_some(),
            self.assignee != AssigneeFilter::Anyone,
            self.waiting_on.is_some(),
            self.category.is_some(),
            self.breached,
            self.due_today,
        ]
        .into_iter()
        .filter(|set| *set)
        .count()
    }

    /// The same order and look without any filter.
    #[must_use]
    pub fn cleared(&self) -> Self {
        Self { sort: self.sort, board: self.board, ..Self::default() }
    }
}

/// Undoes percent-encoding, as the browser does before the router sees a parameter. What is no UTF-8
/// then is no text.
fn unescaped(value: &str) -> String {
    let mut bytes = Vec::with_capacity(value.len());
    let mut rest = value.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let digits = after.get(..2).and_then(|pair| std::str::from_utf8(pair).ok());
        let escaped = digits.and_then(|pair| u8::from_str_radix(pair, 16).ok());
        let (byte, behind) = match (first, escaped) {
            (b'%', Some(byte)) => (byte, after.get(2..).unwrap_or_default()),
            (b'+', _) => (b' ', after),
            (other, _) => (other, after),
        };
        bytes.push(byte);
        rest = behind;
    }
    String::from_utf8(bytes).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view_model::tickets::samples::at;

    fn read(query: &[(&str, &str)]) -> QueueFilters {
        QueueFilters::from_params(|name| {
            let found = query.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn an_unfiltered_queue_has_a_bare_address_and_asks_for_what_is_due_first() {
        let filters = read(&[]);
        assert_eq!(filters, QueueFilters::default());
        assert_eq!(filters.to_query_string(), "");
        assert_eq!(filters.active(), 0);
        let query = filters.to_ticket_query(Uuid::nil(), at(0));
        assert_eq!(query.sort, Some(TicketSort::DueFirst));
        assert_eq!(query.assignee_id, None);
        assert_eq!(query.breached, None);
        assert_eq!((query.due_from, query.due_to), (None, None));
    }

    #[test]
    fn what_is_due_today_is_due_before_the_next_midnight_in_bogota() {
        // The sample's clock begins at 08:00 in Bogota.
        let query = read(&[("vence", "hoy")]).to_ticket_query(Uuid::nil(), at(2));
        assert_eq!((query.due_from, query.due_to), (Some(at(2)), Some(at(16))));
    }

    #[test]
    fn every_filter_comes_back_from_the_address() {
        let company = Uuid::from_u128(7);
        let filters = QueueFilters {
            stage: Some(Stage::Testing),
            kind: Some(Kind::PlannedTask),
            priority: Some(Priority::Critical),
            company: Some(company),
            assignee: AssigneeFilter::Mine,
            waiting_on: Some(WaitingOn::Customer),
            category: Some(Uuid::from_u128(9)),
            breached: true,
            due_today: true,
            q: "llamadas caídas & más".to_owned(),
            board: true,
            sort: TicketSort::MostUrgentFirst,
        };
        assert_eq!(filters.active(), 9);
        assert_eq!(QueueFilters::from_query(&filters.query()), filters);
    }

    #[test]
    fn a_link_to_a_companys_tickets_is_an_address_that_the_queue_reads() {
        let company = Uuid::from_u128(7);
        let filters = QueueFilters { company: Some(company), ..QueueFilters::default() };
        let path = filters.path();
        let (name, value) =
            path.strip_prefix("/cola?").expect("the queue").split_once('=').expect("name=value");
        assert_eq!(read(&[(name, value)]), filters);
    }

    #[test]
    fn what_is_not_understood_is_ignored() {
        let filters =
            read(&[("stage", "sixth"), ("sort", "name"), ("company", "7"), ("kind", "question")]);
        assert_eq!(filters, QueueFilters { kind: Some(Kind::Question), ..QueueFilters::default() });
    }

    #[test]
    fn mine_is_whoever_looks() {
        let me = Uuid::from_u128(3);
        let filters = read(&[("assignee", "mine")]);
        assert_eq!(filters.to_ticket_query(me, at(0)).assignee_id, Some(me));
        let other = Uuid::from_u128(4);
        let filters = read(&[("assignee", &other.to_string())]);
        assert_eq!(filters.to_ticket_query(me, at(0)).assignee_id, Some(other));
    }

    #[test]
    fn those_of_nobody_are_asked_for_as_such() {
        let filters = read(&[("assignee", "nobody")]);
        assert_eq!(filters.assignee, AssigneeFilter::Nobody);
        let query = filters.to_ticket_query(Uuid::from_u128(3), at(0));
        assert_eq!((query.assignee_id, query.assigned), (None, Some(false)));
        assert_eq!(read(&[]).to_ticket_query(Uuid::nil(), at(0)).assigned, None);
    }

    #[test]
    fn what_a_view_keeps_comes_back_and_what_is_broken_in_it_is_ignored() {
        assert_eq!(QueueFilters::from_query(""), QueueFilters::default());
        let found = QueueFilters::from_query("q=ca%C3%ADda+de%20voz&stage=open&x&=&sort=%2");
        assert_eq!((found.q.as_str(), found.stage), ("caída de voz", Some(Stage::Open)));
        assert_eq!(QueueFilters::from_query("q=%FF").q, "");
        assert_eq!(QueueFilters::from_query("q=100%").q, "100%");
    }

    #[test]
    fn clearing_keeps_the_order_and_the_look() {
        let mut filters = read(&[("stage", "open"), ("q", "vpn"), ("sort", "-priority")]);
        assert_eq!(filters.cleared().to_query_string(), "?sort=-priority");
        filters.board = true;
        assert_eq!(filters.cleared().to_query_string(), "?vista=tablero&sort=-priority");
    }
}
