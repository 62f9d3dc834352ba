//! What staff and admins did, in words.

use aval_contract::Role;
use aval_contract::audit::{AuditAction, AuditEntry};
use aval_contract::companies::PersonStatus;
use aval_contract::policies::SlaPolicy;
use aval_contract::webhooks::{DisabledReason, UpdateWebhook, WebhookEvent};
use chrono::NaiveDate;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::i18n::{Records, Texts};
use crate::view_model::{promises, time};

/// An entry in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// What was done, to be read after who did it.
    pub what: String,
    /// What of it, one line each.
    pub details: Vec<String>,
}

/// A deed as a choice of a filter.
#[must_use]
pub fn deed(words: &Records, action: AuditAction) -> &'static str {
    match action {
        AuditAction::AdminCreated => words.deed_admin_created,
        AuditAction::StaffInvited => words.deed_staff_invited,
        AuditAction::StaffUpdated => words.deed_staff_updated,
        AuditAction::CompanyCreated => words.deed_company_created,
        AuditAction::CompanyUpdated => words.deed_company_updated,
        AuditAction::ReporterInvited => words.deed_reporter_invited,
        AuditAction::ReporterRemoved => words.deed_reporter_removed,
        AuditAction::CategoryCreated => words.deed_category_created,
        AuditAction::CategoryUpdated => words.deed_category_updated,
        AuditAction::ApiKeyCreated => words.deed_key_created,
        AuditAction::ApiKeyRevoked => words.deed_key_revoked,
        AuditAction::WebhookCreated => words.deed_webhook_created,
        AuditAction::WebhookUpdated => words.deed_webhook_updated,
        AuditAction::WebhookSecretRotated => words.deed_webhook_secret,
        AuditAction::WebhookTested => words.deed_webhook_tested,
        AuditAction::WebhookRedelivered => words.deed_webhook_redelivered,
        AuditAction::WebhookDisabled => words.deed_webhook_disabled,
        AuditAction::WebhookDeleted => words.deed_webhook_deleted,
        AuditAction::PolicySlaChanged => words.deed_targets_changed,
        AuditAction::PolicyTestingChanged => words.deed_testing_changed,
        AuditAction::CalendarExceptionDeclared => words.deed_exception_declared,
        AuditAction::CalendarExceptionRemoved => words.deed_exception_removed,
        AuditAction::MailDiscarded => words.deed_mail_discarded,
        AuditAction::ArticleCreated => words.deed_article_created,
        AuditAction::ArticleUpdated => words.deed_article_updated,
        AuditAction::ArticlePublished => words.deed_article_published,
        AuditAction::ArticleWithdrawn => words.deed_article_withdrawn,
        AuditAction::AnswerTemplateCreated => words.deed_template_created,
        AuditAction::AnswerTemplateUpdated => words.deed_template_updated,
        AuditAction::AnswerTemplateDeleted => words.deed_template_deleted,
    }
}

/// What was done.
#[must_use]
pub fn told(texts: &Texts, today: NaiveDate, entry: &AuditEntry) -> Told {
    let words = texts.records();
    let data = &entry.data;
    let of = |key: &str| data[key].as_str().unwrap_or_default();
    // What was changed is known by its newer name.
    let renamed = || data["to"]["name"].as_str().unwrap_or_default();
    let date = || match of("date").parse() {
        Ok(date) => time::date_words(texts, today, date),
        Err(_) => of("date").to_owned(),
    };
    let plain = |what: String| Told { what, details: Vec::new() };
    match entry.action {
        AuditAction::CompanyCreated => Told {
            what: (words.company_created)(of("name")),
            details: labelled(words.field_nit, of("nit")),
        },
        AuditAction::CompanyUpdated => changed(texts, (words.company_updated)(renamed()), data),
        AuditAction::ReporterInvited => plain((words.reporter_invited)(of("name"), of("email"))),
        AuditAction::ReporterRemoved => plain((words.reporter_removed)(of("name"), of("email"))),
        AuditAction::StaffInvited => {
            let role = word::<Role>(&data["role"]).map_or(of("role"), |role| texts.role(role));
            plain((words.staff_invited)(of("name"), of("email"), role))
        }
        AuditAction::StaffUpdated => changed(texts, (words.staff_updated)(renamed()), data),
        AuditAction::AdminCreated => plain((words.admin_created)(of("name"), of("email"))),
        AuditAction::CategoryCreated => plain((words.category_created)(of("name"))),
        AuditAction::CategoryUpdated => changed(texts, (words.category_updated)(renamed()), data),
        AuditAction::ApiKeyCreated => key(texts, (words.key_created)(of("name")), of("prefix")),
        AuditAction::ApiKeyRevoked => key(texts, (words.key_revoked)(of("name")), of("prefix")),
        AuditAction::WebhookCreated => Told {
            what: (words.webhook_created)(of("url")),
            details: word(&data["events"])
                .map(|events| told_of(texts, events))
                .into_iter()
                .collect(),
        },
        AuditAction::WebhookUpdated => webhook_changed(texts, data),
        AuditAction::WebhookSecretRotated => plain((words.webhook_secret_rotated)(of("url"))),
        AuditAction::WebhookDeleted => Told {
            what: (words.webhook_deleted)(of("url")),
            details: labelled(words.field_description, of("description")),
        },
        AuditAction::WebhookTested => plain((words.webhook_tested)(of("url"))),
        AuditAction::WebhookRedelivered => plain((words.webhook_redelivered)(of("url"))),
        AuditAction::WebhookDisabled => {
            let say = match word::<DisabledReason>(&data["reason"]) {
                Some(DisabledReason::Gone) => words.webhook_gone,
                Some(DisabledReason::Failing) => words.webhook_failing,
                None => words.webhook_deactivated,
            };
            plain(say(of("url")))
        }
        AuditAction::PolicySlaChanged => {
            Told { what: words.targets_changed.to_owned(), details: targets(texts, data) }
        }
        AuditAction::PolicyTestingChanged => plain(words.testing_changed.to_owned()),
        AuditAction::CalendarExceptionDeclared => {
            let declared = match of("kind") {
                "working_day" => words.working_day_declared,
                _ => words.closure_declared,
            };
            plain(declared(&date(), of("name")))
        }
        AuditAction::CalendarExceptionRemoved => plain((words.exception_removed)(&date())),
        AuditAction::MailDiscarded => {
            let subject = Some(of("subject")).filter(|subject| !subject.is_empty());
            let sender = Some(of("from")).filter(|sender| !sender.is_empty());
            Told {
                what: (words.mail_was_discarded)(subject.unwrap_or(words.mail_no_subject)),
                details: sender.map(words.mail_was_from).into_iter().collect(),
            }
        }
        AuditAction::ArticleCreated => plain((words.article_created)(of("title"))),
        AuditAction::ArticleUpdated => plain((words.article_updated)(of("title"))),
        AuditAction::ArticlePublished => plain((words.article_published)(of("title"))),
        AuditAction::ArticleWithdrawn => plain((words.article_withdrawn)(of("title"))),
        AuditAction::AnswerTemplateCreated => plain((words.template_created)(of("name"))),
        AuditAction::AnswerTemplateUpdated => {
            changed(texts, (words.template_updated)(renamed()), data)
        }
        AuditAction::AnswerTemplateDeleted => plain((words.template_deleted)(of("name"))),
    }
}

fn labelled(label: &str, value: &str) -> Vec<String> {
    if value.is_empty() { Vec::new() } else { vec![format!("{label}: {value}")] }
}

fn key(texts: &Texts, what: String, prefix: &str) -> Told {
    Told { what, details: labelled(texts.records().field_prefix, prefix) }
}

/// A change of an address, whose data have what was sent; somebody who only switched it off or on did
/// just that.
fn webhook_changed(texts: &Texts, data: &Value) -> Told {
    let words = texts.records();
    let url = data["url"].as_str().unwrap_or_default();
    let changes = word::<UpdateWebhook>(&data["changes"]).unwrap_or_default();
    let UpdateWebhook { url: address, description, events, active } = changes;
    let details: Vec<_> = [
        address.map(|url| labelled(words.field_url, &url)),
        description.map(|text| vec![labelled_or_none(words, words.field_description, &text)]),
        events.map(|events| vec![told_of(texts, events)]),
    ]
    .into_iter()
    .flatten()
    .flatten()
    .collect();
    let what = match active {
        Some(true) if details.is_empty() => words.webhook_activated,
        Some(false) if details.is_empty() => words.webhook_deactivated,
        Some(_) | None => words.webhook_updated,
    };
    Told { what: what(url), details }
}

fn labelled_or_none(words: &Records, label: &str, value: &str) -> String {
    format!("{label}: {}", if value.is_empty() { words.value_none } else { value })
}

/// What an address is told of, by the words that other programs know.
fn told_of(texts: &Texts, events: Vec<WebhookEvent>) -> String {
    let words = texts.records();
    let names: Vec<_> = events.into_iter().map(|event| texts.webhooks().event(event)).collect();
    let told = if names.is_empty() { words.field_everything.to_owned() } else { names.join(", ") };
    format!("{}: {told}", words.field_events)
}

/// Whether somebody did it on the command line: nobody was signed in, and Aval did not do it itself.
#[must_use]
pub fn is_by_hand(entry: &AuditEntry) -> bool {
    entry.actor.id.is_none() && entry.action != AuditAction::WebhookDisabled
}

fn word<T: DeserializeOwned>(value: &Value) -> Option<T> {
    serde_json::from_value(value.clone()).ok()
}

/// A deed whose data say how something was and how it is.
fn changed(texts: &Texts, what: String, data: &Value) -> Told {
    let words = texts.records();
    let fields = [
        ("name", words.field_name),
        ("role", words.field_role),
        ("status", words.field_status),
        ("active", words.field_active),
        ("contract", words.field_contract),
        ("sla_override", words.field_targets),
    ];
    let differing = fields.into_iter().filter_map(|(key, label)| {
        let (from, to) = (&data["from"][key], &data["to"][key]);
        (from != to).then(|| match key {
            // Its value is for programs; the page of the company shows it.
            "sla_override" => (words.changed_plainly)(label),
            _ => (words.changed)(label, &value(texts, key, from), &value(texts, key, to)),
        })
    });
    Told { what, details: differing.collect() }
}

fn value(texts: &Texts, key: &str, value: &Value) -> String {
    let words = texts.records();
    let role = || word::<Role>(value).map(|role| texts.role(role));
    let status = || word::<PersonStatus>(value).map(|status| texts.person_status(status));
    let known = match (key, value) {
        (_, Value::Null) => Some(words.value_none),
        (_, Value::Bool(true)) => Some(words.value_yes),
        (_, Value::Bool(false)) => Some(words.value_no),
        ("role", _) => role(),
        ("status", _) => status(),
        _ => value.as_str(),
    };
    known.map_or_else(|| value.to_string(), str::to_owned)
}

fn targets(texts: &Texts, data: &Value) -> Vec<String> {
    let policies = word::<SlaPolicy>(&data["from"]).zip(word::<SlaPolicy>(&data["to"]));
    let Some((from, to)) = policies else { return Vec::new() };
    let changes = promises::changes(texts, &from, &to).into_iter();
    changes.map(|(which, how)| format!("{which}: {how}")).collect()
}

#[cfg(test)]
mod tests {
    use aval_contract::audit::AuditActor;
    use aval_contract::me::Locale;
    use serde_json::json;
    use uuid::Uuid;

    use super::*;
    use crate::view_model::tickets::samples::at;

    fn entry(action: AuditAction, data: Value) -> AuditEntry {
        let actor = AuditActor { id: None, name: "Patricia".to_owned() };
        let id = Uuid::nil();
        AuditEntry { id, at: at(0), actor, action, target_id: None, company: None, data }
    }

    fn in_spanish(action: AuditAction, data: Value) -> Told {
        let today = "2026-07-08".parse().expect("a date");
        told(Texts::of(Locale::Es), today, &entry(action, data))
    }

    #[test]
    fn every_deed_has_words_also_with_data_that_say_nothing() {
        for deed in AuditAction::ALL {
            for locale in [Locale::Es, Locale::En] {
                let today = "2026-07-08".parse().expect("a date");
                let told = told(Texts::of(locale), today, &entry(deed, json!({})));
                assert!(!told.what.is_empty(), "{deed}");
                assert!(!told.what.contains(deed.as_str()), "{deed}: {}", told.what);
            }
        }
    }

    #[test]
    fn what_was_changed_is_told_with_before_and_after() {
        let told = in_spanish(
            AuditAction::StaffUpdated,
            json!({
                "from": { "name": "Luis", "role": "engineer", "status": "active" },
                "to": { "name": "Luis", "role": "coordinator", "status": "inactive" },
            }),
        );
        assert_eq!(told.what, "cambió a Luis en el personal");
        assert_eq!(told.details, ["Rol: Ingeniero → Coordinador", "Estado: Activo → Inactivo"]);
        let told = in_spanish(
            AuditAction::CompanyUpdated,
            json!({
                "from": { "name": "Acme", "contract": null, "active": true, "sla_override": null },
                "to": { "name": "Acme", "contract": "C-1", "active": false, "sla_override": "{}" },
            }),
        );
        assert_eq!(
            told.details,
            ["Activa: sí → no", "Contrato: sin dato → C-1", "Plazos de su contrato: cambió",]
        );
    }

    #[test]
    fn a_webhook_is_told_with_what_was_changed_or_that_it_was_switched_off() {
        let of = |changes: Value| {
            let url = "https://crm.example.com/aval";
            in_spanish(AuditAction::WebhookUpdated, json!({ "url": url, "changes": changes }))
        };
        let told = of(json!({ "active": false }));
        assert_eq!(told.what, "desactivó el webhook https://crm.example.com/aval");
        assert!(told.details.is_empty(), "{told:?}");
        let told = of(json!({ "events": ["ticket.closed"], "description": "", "active": true }));
        assert_eq!(told.what, "cambió el webhook https://crm.example.com/aval");
        assert_eq!(told.details, ["Para qué es: sin dato", "Se entera de: Se cerró un caso"]);
        assert_eq!(of(json!({ "events": [] })).details, ["Se entera de: todo"]);
    }

    #[test]
    fn what_aval_switched_off_nobody_did_on_the_command_line() {
        let gone = json!({ "url": "https://crm.example.com/aval", "reason": "gone" });
        let entry = entry(AuditAction::WebhookDisabled, gone.clone());
        assert!(!is_by_hand(&entry));
        assert!(
            in_spanish(AuditAction::WebhookDisabled, gone).what.contains("no quiere más mensajes")
        );
        assert!(is_by_hand(&AuditEntry { action: AuditAction::AdminCreated, ..entry }));
    }

    #[test]
    fn other_targets_are_told_one_by_one() {
        let before = SlaPolicy::default();
        let mut data = json!({ "from": before, "to": before });
        data["to"]["normal"]["first_contact"] = json!("PT5H30M");
        let told = in_spanish(AuditAction::PolicySlaChanged, data);
        assert_eq!(told.details.len(), 1, "{told:?}");
        assert!(told.details[0].contains("5 h 30 min"), "{told:?}");
    }

    #[test]
    fn days_are_told_in_words_and_by_what_they_became() {
        let day = json!({ "date": "2026-12-24", "kind": "closure", "name": "Inventario" });
        let told = in_spanish(AuditAction::CalendarExceptionDeclared, day);
        assert_eq!(told.what, "declaró un cierre el jueves 24 de diciembre: Inventario");
        let day = json!({ "date": "2026-12-24", "kind": "working_day", "name": "Relevo" });
        let told = in_spanish(AuditAction::CalendarExceptionDeclared, day);
        assert!(told.what.starts_with("declaró día laborable"), "{told:?}");
    }
}
