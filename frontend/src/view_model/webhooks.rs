//! Addresses of other systems: how each stands, and what came of what it was sent.

use aval_contract::error::ErrorCode;
use aval_contract::webhooks::{
    DeliveryState, DisabledReason, UpdateWebhook, Webhook, WebhookAttempt, WebhookDelivery,
    WebhookEvent,
};
use aval_domain::webhooks::OLD_SECRET_FOR;
use chrono::{DateTime, TimeDelta, Utc};

use crate::i18n::Texts;
use crate::view_model::failure::Failure;
use crate::view_model::time;

/// How an address stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It is told what happens.
    Active,
    /// It is told, and has taken nothing since then.
    Failing(DateTime<Utc>),
    /// Somebody has switched it off.
    Off,
    /// Aval has, and why.
    Disabled(DisabledReason),
}

impl Standing {
    /// Of this address.
    #[must_use]
    pub fn of(webhook: &Webhook) -> Self {
        match (webhook.active, webhook.disabled_reason, webhook.failing_since) {
            (true, _, None) => Self::Active,
            (true, _, Some(since)) => Self::Failing(since),
            (false, None, _) => Self::Off,
            (false, Some(reason), _) => Self::Disabled(reason),
        }
    }

    /// In a word or two.
    #[must_use]
    pub fn word(self, texts: &Texts) -> &'static str {
        let words = texts.webhooks();
        match self {
            Self::Active => words.standing_active,
            Self::Failing(_) => words.standing_failing,
            Self::Off => words.standing_off,
            Self::Disabled(_) => words.standing_disabled,
        }
    }

    /// What that means and what to do; nothing where all is well.
    #[must_use]
    pub fn why(self, texts: &Texts, now: DateTime<Utc>) -> Option<String> {
        let words = texts.webhooks();
        match self {
            Self::Active => None,
            Self::Failing(since) => Some((words.why_failing)(&time::when(texts, now, since))),
            Self::Off => Some(words.why_off.to_owned()),
            Self::Disabled(DisabledReason::Gone) => Some(words.why_gone.to_owned()),
            Self::Disabled(DisabledReason::Failing) => Some(words.why_given_up.to_owned()),
        }
    }
}

/// What an address is called: what it is for or, where nobody said that, its host.
#[must_use]
pub fn name(webhook: &Webhook) -> String {
    if webhook.description.is_empty() { host(&webhook.url) } else { webhook.description.clone() }
}

/// The host of an address, with its port.
#[must_use]
pub fn host(url: &str) -> String {
    let behind = url.split_once("://").map_or(url, |(_, behind)| behind);
    behind.split(['/', '?']).next().unwrap_or_default().to_owned()
}

/// Of how much it is told, in words.
#[must_use]
pub fn told_of(texts: &Texts, webhook: &Webhook) -> String {
    let words = texts.webhooks();
    match webhook.events.len() {
        0 if webhook.company.is_some() => words.events_all_of_company.to_owned(),
        0 => words.events_all.to_owned(),
        some => (words.events_some)(some),
    }
}

/// What an address can choose to be told of; the test needs no asking.
#[must_use]
pub fn choices(of_company: bool) -> Vec<WebhookEvent> {
    WebhookEvent::ALL
        .into_iter()
        .filter(|event| *event != WebhookEvent::Test && !(of_company && event.is_for_support()))
        .collect()
}

/// What is written into the form of an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Where messages are sent.
    pub url: String,
    /// What it is for.
    pub description: String,
    /// What it is told of, in the order of [`WebhookEvent::ALL`]; none: of everything.
    pub events: Vec<WebhookEvent>,
}

/// What of it is new: the rest is left as somebody else may have changed it meanwhile.
#[must_use]
pub fn changes(before: &Webhook, written: Written) -> UpdateWebhook {
    let Written { url, description, events } = written;
    UpdateWebhook {
        url: Some(url).filter(|url| *url != before.url),
        description: Some(description).filter(|text| *text != before.description),
        events: Some(events).filter(|events| *events != before.events),
        active: None,
    }
}

/// Whether a change was refused because there is a newer version than the page shows.
#[must_use]
pub fn is_outdated(failure: &Failure) -> bool {
    failure.code() == Some(ErrorCode::PreconditionFailed)
}

/// Until when messages are signed with the old secret as well; nothing when that is over.
#[must_use]
pub fn old_secret_until(webhook: &Webhook, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    webhook.secret_rotated_at.map(|rotated| rotated + OLD_SECRET_FOR).filter(|end| *end > now)
}

/// What came of an attempt: "Respondió 500", "No respondió a tiempo".
#[must_use]
pub fn outcome(texts: &Texts, attempt: &WebhookAttempt) -> String {
    let words = texts.webhooks();
    match (attempt.status, attempt.failure) {
        (Some(status @ 300..=399), _) => (words.redirected)(status),
        (Some(status), _) => (words.answered)(status),
        (None, Some(failure)) => words.failure(failure).to_owned(),
        (None, None) => words.not_reached.to_owned(),
    }
}

/// Whether an attempt got its message through.
#[must_use]
pub fn has_arrived(attempt: &WebhookAttempt) -> bool {
    attempt.status.is_some_and(|status| (200..300).contains(&status))
}

/// How long an attempt took: "840 ms", "1,2 s".
#[must_use]
pub fn took(texts: &Texts, milliseconds: i32) -> String {
    let words = texts.webhooks();
    if milliseconds < 1_000 {
        (words.milliseconds)(milliseconds)
    } else {
        (words.seconds)(milliseconds / 1_000, milliseconds % 1_000 / 100)
    }
}

/// How long the log stays true, in milliseconds: until what is under way is sent next. Nothing where
/// nothing is under way.
#[must_use]
pub fn looks_again_in(now: DateTime<Utc>, deliveries: &[WebhookDelivery]) -> Option<i32> {
    /// After that much waiting nobody sends, it seems: once in a while is enough.
    const LATE: TimeDelta = TimeDelta::seconds(30);
    let pending = deliveries.iter().filter(|one| one.state == DeliveryState::Pending);
    let due = pending.filter_map(|one| one.next_attempt_at).min()?;
    let pause = if due > now {
        // It takes a moment to send it.
        (due - now).min(TimeDelta::hours(1)) + TimeDelta::seconds(1)
    } else if now - due < LATE {
        TimeDelta::seconds(1)
    } else {
        TimeDelta::seconds(10)
    };
    i32::try_from(pause.num_milliseconds()).ok()
}

#[cfg(test)]
mod tests {
    use aval_contract::companies::CompanyRef;
    use aval_contract::me::Locale;
    use aval_contract::webhooks::DeliveryFailure;
    use uuid::Uuid;

    use super::*;
    use crate::view_model::tickets::samples::at;

    fn spanish() -> &'static Texts {
        Texts::of(Locale::Es)
    }

    fn webhook() -> Webhook {
        Webhook {
            id: Uuid::nil(),
            url: "https://crm.example.com:8443/aval?key=1".to_owned(),
            description: String::new(),
            events: Vec::new(),
            company: None,
            active: true,
            disabled_reason: None,
            failing_since: None,
            secret_number: 1,
            secret_rotated_at: None,
            created_at: at(0),
            updated_at: at(0),
            version: 1,
        }
    }

    fn delivery(state: DeliveryState, next_attempt_at: Option<DateTime<Utc>>) -> WebhookDelivery {
        WebhookDelivery {
            id: Uuid::nil(),
            message_id: Uuid::nil(),
            event: WebhookEvent::Test,
            ticket_id: None,
            ticket_number: None,
            state,
            created_at: at(0),
            next_attempt_at,
            attempts: Vec::new(),
        }
    }

    fn attempt(status: Option<u16>, failure: Option<DeliveryFailure>) -> WebhookAttempt {
        WebhookAttempt { at: at(0), duration_ms: 12, status, failure, answer: String::new() }
    }

    #[test]
    fn an_address_says_how_it_stands_and_why() {
        let said = |webhook: &Webhook| {
            let standing = Standing::of(webhook);
            (standing.word(spanish()), standing.why(spanish(), at(2)))
        };
        assert_eq!(said(&webhook()), ("Activo", None));
        let failing = Webhook { failing_since: Some(at(0)), ..webhook() };
        let (word, why) = said(&failing);
        assert_eq!(word, "Con fallas");
        assert!(why.as_deref().is_some_and(|why| why.contains("desde hoy a las 08:00")), "{why:?}");
        let off = Webhook { active: false, failing_since: Some(at(0)), ..webhook() };
        assert_eq!(said(&off).0, "Desactivado");
        for reason in DisabledReason::ALL {
            let (word, why) = said(&Webhook { disabled_reason: Some(reason), ..off.clone() });
            assert_eq!(word, "Desactivado por Aval");
            assert!(why.is_some(), "{reason}");
        }
    }

    #[test]
    fn an_address_is_called_by_what_it_is_for_or_by_its_host() {
        assert_eq!(name(&webhook()), "crm.example.com:8443");
        assert_eq!(name(&Webhook { description: "CRM".to_owned(), ..webhook() }), "CRM");
        assert_eq!(host("https://crm.example.com?key=1"), "crm.example.com");
    }

    #[test]
    fn it_is_told_of_everything_or_of_so_many_things() {
        assert_eq!(told_of(spanish(), &webhook()), "De todo");
        let company = CompanyRef { id: Uuid::nil(), name: "Acme".to_owned() };
        let own = Webhook { company: Some(company), ..webhook() };
        assert_eq!(told_of(spanish(), &own), "De todo lo de sus casos");
        let two = vec![WebhookEvent::TicketOpened, WebhookEvent::TicketClosed];
        assert_eq!(told_of(spanish(), &Webhook { events: two, ..webhook() }), "2 eventos");
    }

    #[test]
    fn systems_of_a_company_cannot_choose_clocks_and_nobody_chooses_the_test() {
        let all = choices(false);
        assert_eq!(all.len(), WebhookEvent::ALL.len() - 1);
        assert!(!all.contains(&WebhookEvent::Test));
        assert!(!choices(true).iter().any(|event| event.is_for_support()));
        assert_eq!(choices(true).len(), all.len() - 2);
    }

    #[test]
    fn only_what_was_changed_is_sent() {
        let before = webhook();
        let same = Written {
            url: before.url.clone(),
            description: String::new(),
            events: before.events.clone(),
        };
        assert_eq!(changes(&before, same.clone()), UpdateWebhook::default());
        let written = Written { events: vec![WebhookEvent::TicketClosed], ..same };
        let wanted = Some(vec![WebhookEvent::TicketClosed]);
        assert_eq!(
            changes(&before, written),
            UpdateWebhook { events: wanted, ..UpdateWebhook::default() }
        );
    }

    #[test]
    fn the_old_secret_holds_for_a_day() {
        assert_eq!(old_secret_until(&webhook(), at(1)), None);
        let rotated = Webhook { secret_rotated_at: Some(at(0)), ..webhook() };
        assert_eq!(old_secret_until(&rotated, at(23)), Some(at(24)));
        assert_eq!(old_secret_until(&rotated, at(24)), None);
    }

    #[test]
    fn an_attempt_says_what_came_of_it_and_how_long_it_took() {
        let said = |attempt: WebhookAttempt| outcome(spanish(), &attempt);
        assert_eq!(said(attempt(Some(204), None)), "Respondió 204");
        assert!(said(attempt(Some(302), None)).contains("no se siguen"));
        for failure in DeliveryFailure::ALL {
            let said = said(attempt(None, Some(failure)));
            assert!(!said.contains("Respondió"), "{said}");
        }
        assert!(has_arrived(&attempt(Some(204), None)));
        assert!(!has_arrived(&attempt(Some(302), None)));
        assert!(!has_arrived(&attempt(None, Some(DeliveryFailure::TimedOut))));
        assert_eq!(took(spanish(), 840), "840 ms");
        assert_eq!(took(spanish(), 1_260), "1,2 s");
    }

    #[test]
    fn the_log_is_looked_at_again_when_something_is_to_be_sent() {
        let pending = |due| delivery(DeliveryState::Pending, Some(due));
        assert_eq!(looks_again_in(at(1), &[delivery(DeliveryState::Delivered, None)]), None);
        assert_eq!(looks_again_in(at(1), &[pending(at(1))]), Some(1_000));
        assert_eq!(looks_again_in(at(2), &[pending(at(1))]), Some(10_000), "nobody sends");
        let soon = at(1) + TimeDelta::seconds(5);
        assert_eq!(looks_again_in(at(1), &[pending(at(9)), pending(soon)]), Some(6_000));
        assert_eq!(looks_again_in(at(1), &[pending(at(9))]), Some(3_601_000));
    }
}
