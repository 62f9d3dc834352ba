//! From a template and its data to words.

use std::sync::LazyLock;

use aval_domain::clocks::Metric;
use aval_domain::lifecycle::ClosureKind;
use aval_domain::people::Locale;
use minijinja::value::Value;
use minijinja::{Environment, UndefinedBehavior, context};

use super::compose::answerable;
use super::moments::in_words;
use super::news::what_happened;
use super::{ActivityLine, NewsLine, Outgoing, Template, TicketLine, WindowLine, WindowNews};
use crate::config::Config;
use crate::markdown;
use crate::sessions::links;

/// A mail in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Rendered {
    /// One line.
    pub(super) subject: String,
    /// For readers without HTML.
    pub(super) text: String,
    /// A whole document, without remote images or scripts of ours.
    pub(super) html: String,
}

/// Names each template once: its text (the first line is the subject) and its HTML in both
/// languages. A missing file does not compile.
macro_rules! templates {
    ($($name:literal),+ $(,)?) => {
        &[$(
            (concat!($name, ".es.txt"), include_str!(concat!("templates/", $name, ".es.txt"))),
            (concat!($name, ".en.txt"), include_str!(concat!("templates/", $name, ".en.txt"))),
            (concat!($name, ".es.html"), include_str!(concat!("templates/", $name, ".es.html"))),
            (concat!($name, ".en.html"), include_str!(concat!("templates/", $name, ".en.html"))),
        )+]
    };
}

const TEMPLATES: &[(&str, &str)] = templates![
    "invite",
    "reset_password",
    "password_changed",
    "webhook_disabled",
    "ticket_opened",
    "information_requested",
    "support_answered",
    "solution_delivered",
    "testing_reminder",
    "clock_warning",
    "work_plan_submitted",
    "ticket_closed",
    "after_hours_asked",
    "after_hours_news",
    "ticket_news",
    "digest",
];

static ENVIRONMENT: LazyLock<Environment<'static>> = LazyLock::new(|| {
    let mut environment = Environment::new();
    // A forgotten value is a mistake of ours, not an empty place in somebody's mail.
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    for (name, source) in
        TEMPLATES.iter().chain(&[("layout.html", include_str!("templates/layout.html"))])
    {
        // Names that end in .html escape what is filled in; a test renders every template.
        environment.add_template(name, source).expect("a template of ours is well formed");
    }
    environment
});

/// Renders a mail in its reader's language.
pub(super) fn render(mail: &Outgoing, config: &Config) -> anyhow::Result<Rendered> {
    let name = name_of(&mail.template);
    let reply_above = answerable(mail, config).map(|_| reply_above(mail.locale));
    let common = context! {
        name => mail.to.name.as_str(),
        lang => mail.locale.as_str(),
        base_url => address(config.base_url.clone()),
        reply_above => reply_above,
        answer => answer_where(reply_above.is_some(), mail.locale),
        ..ticket_of(&mail.template, config),
    };
    let words = context! { ..data_of(&mail.template, mail.locale, config), ..common };
    let one = |kind: &str| {
        ENVIRONMENT.get_template(&format!("{name}.{}.{kind}", mail.locale))?.render(words.clone())
    };
    let text = one("txt")?;
    let (subject, text) = text.split_once('\n').unwrap_or((&text, ""));
    let marker = reply_above.map(|line| format!("{line}\n\n")).unwrap_or_default();
    Ok(Rendered {
        subject: subject.trim().to_owned(),
        text: format!("{marker}{}\n", text.trim()),
        html: one("html")?,
    })
}

/// The line at the top of a mail that can be answered. What is quoted begins there (see
/// `incoming::quote`).
const fn reply_above(locale: Locale) -> &'static str {
    match locale {
        Locale::Es => "##- Para responder, escribe por encima de esta línea -##",
        Locale::En => "##- To reply, write above this line -##",
    }
}

/// Where a mail about a ticket is answered.
const fn answer_where(by_mail: bool, locale: Locale) -> &'static str {
    match (by_mail, locale) {
        (true, Locale::Es) => "Responde a este correo o en el centro de asistencia",
        (false, Locale::Es) => "Responde en el centro de asistencia",
        (true, Locale::En) => "Reply to it or answer in the support centre",
        (false, Locale::En) => "Answer in the support centre",
    }
}

/// The file of a template, without language and kind.
fn name_of(template: &Template) -> &'static str {
    match template {
        Template::Invite { .. } => "invite",
        Template::ResetPassword { .. } => "reset_password",
        Template::PasswordChanged { .. } => "password_changed",
        Template::WebhookDisabled { .. } => "webhook_disabled",
        Template::TicketOpened { .. } => "ticket_opened",
        Template::InformationRequested { .. } => "information_requested",
        Template::SupportAnswered { .. } => "support_answered",
        Template::SolutionDelivered { .. } => "solution_delivered",
        Template::TestingReminder { .. } => "testing_reminder",
        Template::ClockWarning { .. } => "clock_warning",
        Template::WorkPlanSubmitted { .. } => "work_plan_submitted",
        Template::TicketClosed { .. } => "ticket_closed",
        Template::AfterHoursAsked { .. } => "after_hours_asked",
        Template::AfterHoursNews { .. } => "after_hours_news",
        Template::TicketNews { .. } => "ticket_news",
        Template::Digest { .. } => "digest",
    }
}

fn ticket_of(template: &Template, config: &Config) -> Value {
    template.ticket().map_or_else(
        || context! {},
        |ticket| {
            context! {
                number => ticket.number.as_str(),
                subject => ticket.subject.as_str(),
                link => address(page_of(ticket, config)),
            }
        },
    )
}

/// Where the page of a ticket is.
fn page_of(ticket: &TicketLine, config: &Config) -> String {
    format!("{}/casos/{}", config.base_url, ticket.number)
}

fn data_of(template: &Template, locale: Locale, config: &Config) -> Value {
    match template {
        Template::Invite { seed, company, until } => context! {
            link => address(links::invite_url(config, seed)),
            company => company,
            until => in_words(*until, locale),
        },
        Template::ResetPassword { seed, until } => context! {
            link => address(links::reset_url(config, seed)),
            until => in_words(*until, locale),
        },
        Template::PasswordChanged { at } => context! {
            at => in_words(*at, locale),
            link => address(links::forgot_url(config)),
        },
        Template::WebhookDisabled { host, description, gone } => context! {
            host => host,
            description => description,
            gone => gone,
        },
        Template::TicketOpened { next_opening, .. } => context! {
            next_opening => next_opening.map(|at| in_words(at, locale)),
        },
        Template::InformationRequested { author, body, .. }
        | Template::SupportAnswered { author, body, .. } => context! {
            author => author,
            body => body,
            body_html => html(body),
        },
        Template::SolutionDelivered { summary, test_steps, ends_at, .. } => context! {
            summary => summary,
            summary_html => html(summary),
            test_steps => test_steps,
            test_steps_html => html(test_steps),
            ends_at => in_words(*ends_at, locale),
        },
        Template::TestingReminder { ends_at, .. } => context! {
            ends_at => in_words(*ends_at, locale),
        },
        Template::ClockWarning { metric, breached, due_at, .. } => context! {
            clock => name_of_clock(*metric, locale),
            breached => breached,
            due_at => due_at.map(|at| in_words(at, locale)),
        },
        Template::WorkPlanSubmitted { author, objective, activities, .. } => context! {
            author => author,
            objective => objective,
            objective_html => html(objective),
            activities => activities.iter().map(|line| activity(line, locale)).collect::<Vec<_>>(),
        },
        Template::TicketClosed { closure, reopen_until, .. } => context! {
            how => how_closed(*closure, locale),
            reopen_until => reopen_until.map(|at| in_words(at, locale)),
        },
        Template::TicketNews { news } => context! { news => news_line(news, locale, config) },
        Template::Digest { news } => context! {
            news => news.iter().map(|line| news_line(line, locale, config)).collect::<Vec<_>>(),
            link => address(format!("{}/avisos", config.base_url)),
        },
        Template::AfterHoursAsked { window, author, .. } => context! {
            author => author,
            ..window_of(window, locale),
        },
        Template::AfterHoursNews { window, news, author, reason, .. } => {
            let (title, what) = what_became(*news, locale);
            context! {
                title => title,
                what => what,
                author => author,
                reason => reason,
                ..window_of(window, locale),
            }
        }
    }
}

fn window_of(window: &WindowLine, locale: Locale) -> Value {
    let WindowLine { starts_at, ends_at, task, contact, engineer } = window;
    context! {
        starts_at => in_words(*starts_at, locale),
        ends_at => in_words(*ends_at, locale),
        task => task,
        contact => contact,
        engineer => engineer,
    }
}

const fn name_of_clock(metric: Metric, locale: Locale) -> &'static str {
    match (metric, locale) {
        (Metric::FirstContact, Locale::Es) => "el primer contacto",
        (Metric::FirstContact, Locale::En) => "the first contact",
        (Metric::Resolution, Locale::Es) => "la solución",
        (Metric::Resolution, Locale::En) => "the solution",
    }
}

fn activity(line: &ActivityLine, locale: Locale) -> Value {
    context! {
        title => line.title.as_str(),
        responsible => line.responsible.as_str(),
        starts_at => in_words(line.starts_at, locale),
        ends_at => in_words(line.ends_at, locale),
    }
}

fn news_line(line: &NewsLine, locale: Locale, config: &Config) -> Value {
    context! {
        number => line.ticket.number.as_str(),
        subject => line.ticket.subject.as_str(),
        link => address(page_of(&line.ticket, config)),
        what => what_happened(line.kind, locale),
        author => line.author.as_deref(),
        at => in_words(line.at, locale),
    }
}

/// Sanitised HTML, which is not escaped again.
fn html(markdown: &str) -> Value {
    Value::from_safe_string(markdown::to_html(markdown))
}

/// An address of ours. It has nothing to escape, and its slashes are better left alone.
fn address(url: String) -> Value {
    Value::from_safe_string(url)
}

const fn how_closed(closure: ClosureKind, locale: Locale) -> &'static str {
    let (es, en) = match closure {
        ClosureKind::Approved => (
            "Se cerró con el aval de tu empresa: alguien confirmó que la solución funciona.",
            "It was closed with your company's approval: somebody confirmed that the solution \
             works.",
        ),
        ClosureKind::Tacit => (
            "Se cerró porque el periodo de pruebas terminó sin respuesta: entendemos que la \
             solución fue correcta.",
            "It was closed because the testing period ended without an answer: we take it that \
             the solution was correct.",
        ),
        ClosureKind::Withdrawn => (
            "Se cerró porque tu empresa lo retiró.",
            "It was closed because your company withdrew it.",
        ),
        ClosureKind::Duplicate => (
            "Se cerró porque otro caso de tu empresa trata de lo mismo. La conversación sigue \
             allí.",
            "It was closed because another ticket of your company is about the same. The \
             conversation goes on there.",
        ),
    };
    match locale {
        Locale::Es => es,
        Locale::En => en,
    }
}

/// What became of an after-hours window: for the subject, and before who did it.
const fn what_became(news: WindowNews, locale: Locale) -> (&'static str, &'static str) {
    match (news, locale) {
        (WindowNews::Agreed, Locale::Es) => {
            ("Horario especial acordado", "Quedó acordado el horario especial. Lo aceptó")
        }
        (WindowNews::Agreed, Locale::En) => {
            ("After-hours window agreed", "The after-hours window is agreed. It was accepted by")
        }
        (WindowNews::Declined, Locale::Es) => {
            ("Horario especial no aceptado", "No se aceptó el horario especial. Respondió")
        }
        (WindowNews::Declined, Locale::En) => (
            "After-hours window declined",
            "The after-hours window was not accepted. The answer came from",
        ),
        (WindowNews::Cancelled, Locale::Es) => {
            ("Horario especial cancelado", "Se canceló el horario especial. Lo canceló")
        }
        (WindowNews::Cancelled, Locale::En) => {
            ("After-hours window called off", "The after-hours window was called off by")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mail::Recipient;
    use aval_domain::notifications::NotificationKind;
    use chrono::{DateTime, TimeDelta, Utc};

    fn config() -> (Config, tempfile::TempDir) {
        let dir = tempfile::tempdir().expect("a directory");
        let mut config = Config::embedded(dir.path(), "127.0.0.1:1".parse().expect("an address"));
        "https://soporte.example.com".clone_into(&mut config.base_url);
        (config, dir)
    }

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().expect("an instant")
    }

    fn all() -> Vec<Template> {
        let ticket = || TicketLine {
            number: "CASO-000123".to_owned(),
            subject: "El marcador no <abre> & falla".to_owned(),
        };
        let until = at("2026-07-16T22:00:00Z");
        let body = || "Hola **Ana**\n\n<script>alert(1)</script>".to_owned();
        let author = || "Camilo Rojas".to_owned();
        vec![
            Template::Invite {
                seed: "s".to_owned(),
                company: Some("Óptica A&B".to_owned()),
                until,
            },
            Template::Invite { seed: "s".to_owned(), company: None, until },
            Template::ResetPassword { seed: "s".to_owned(), until },
            Template::PasswordChanged { at: until },
            disabled("El CRM de <abre>", true),
            disabled("", false),
            Template::TicketOpened { ticket: ticket(), next_opening: None },
            Template::TicketOpened { ticket: ticket(), next_opening: Some(until) },
            Template::InformationRequested { ticket: ticket(), author: author(), body: body() },
            Template::SupportAnswered { ticket: ticket(), author: author(), body: body() },
            Template::SolutionDelivered {
                ticket: ticket(),
                summary: body(),
                test_steps: body(),
                ends_at: until,
            },
            Template::TicketClosed {
                ticket: ticket(),
                closure: ClosureKind::Approved,
                reopen_until: Some(until),
            },
            Template::TicketClosed {
                ticket: ticket(),
                closure: ClosureKind::Duplicate,
                reopen_until: None,
            },
            Template::TestingReminder { ticket: ticket(), ends_at: until },
            Template::ClockWarning {
                ticket: ticket(),
                metric: Metric::FirstContact,
                breached: false,
                due_at: Some(until),
            },
            Template::ClockWarning {
                ticket: ticket(),
                metric: Metric::Resolution,
                breached: true,
                due_at: None,
            },
            Template::WorkPlanSubmitted {
                ticket: ticket(),
                author: author(),
                objective: body(),
                activities: vec![
                    ActivityLine {
                        title: "Abrir el <rango> RTP".to_owned(),
                        responsible: "Luis & Sara".to_owned(),
                        starts_at: until - TimeDelta::hours(3),
                        ends_at: until,
                    },
                    ActivityLine {
                        title: "Probar con dos agentes".to_owned(),
                        responsible: "Ana".to_owned(),
                        starts_at: until,
                        ends_at: until + TimeDelta::hours(1),
                    },
                ],
            },
            Template::AfterHoursAsked { ticket: ticket(), window: window(None), author: author() },
            news(WindowNews::Agreed, None),
            news(WindowNews::Declined, Some("Esa noche hay <cierre> de mes")),
            news(WindowNews::Cancelled, None),
            Template::TicketNews { news: happened(NotificationKind::CustomerAnswered) },
            Template::Digest { news: NotificationKind::ALL.map(happened).to_vec() },
        ]
    }

    fn disabled(description: &str, gone: bool) -> Template {
        let (host, description) = ("crm.example.com".to_owned(), description.to_owned());
        Template::WebhookDisabled { host, description, gone }
    }

    fn happened(kind: NotificationKind) -> NewsLine {
        NewsLine {
            ticket: TicketLine {
                number: "CASO-000123".to_owned(),
                subject: "El marcador no <abre> & falla".to_owned(),
            },
            kind,
            author: Some("Ana Gil".to_owned()),
            at: at("2026-07-16T22:00:00Z"),
        }
    }

    fn window(engineer: Option<&str>) -> WindowLine {
        WindowLine {
            starts_at: at("2026-07-16T22:00:00Z"),
            ends_at: at("2026-07-17T02:30:00Z"),
            task: "Cambiar el <abre> puertas\nde la sede".to_owned(),
            contact: "Portería, 300 123 4567".to_owned(),
            engineer: engineer.map(str::to_owned),
        }
    }

    fn news(news: WindowNews, reason: Option<&str>) -> Template {
        Template::AfterHoursNews {
            ticket: TicketLine { number: "CASO-000123".to_owned(), subject: "Puertas".to_owned() },
            window: window(Some("Luis Mora")),
            news,
            author: "Ana Gil".to_owned(),
            reason: reason.map(str::to_owned),
        }
    }

    /// The samples of one template, in their order.
    fn named(name: &str) -> Vec<Template> {
        all().into_iter().filter(|template| name_of(template) == name).collect()
    }

    fn rendered(template: Template, locale: Locale, config: &Config) -> Rendered {
        let (name, email) = ("Ana <b>".to_owned(), "ana@example.com".to_owned());
        let to = Recipient { name, email, may_reply: true };
        render(&Outgoing { to, locale, template }, config).expect("rendered")
    }

    #[test]
    fn every_template_has_a_subject_text_and_escaped_html_in_each_language() {
        let (config, _dir) = config();
        for template in all() {
            for locale in Locale::ALL {
                let mail = rendered(template.clone(), locale, &config);
                let seen = format!("{template:?} in {locale}: {mail:?}");
                assert!(!mail.subject.is_empty() && !mail.subject.contains('\n'), "{seen}");
                assert!(mail.text.contains("Ana <b>"), "{seen}");
                assert!(mail.html.contains("Ana &lt;b&gt;"), "{seen}");
                assert!(!mail.html.contains("<script"), "{seen}");
                assert!(!mail.html.contains("<abre>"), "{seen}");
                assert!(!mail.text.contains("{{") && !mail.text.contains("{%"), "{seen}");
                assert!(mail.html.contains(&format!("lang=\"{locale}\"")), "{seen}");
            }
        }
    }

    #[test]
    fn all_links_begin_with_the_base_url() {
        let (config, _dir) = config();
        for template in all() {
            for locale in Locale::ALL {
                let mail = rendered(template.clone(), locale, &config);
                for part in [&mail.text, &mail.html] {
                    assert!(part.contains("https://soporte.example.com/"), "{part}");
                    for link in part.split("http").skip(1) {
                        assert!(link.starts_with("s://soporte.example.com"), "{part}");
                    }
                }
            }
        }
    }

    #[test]
    fn what_can_be_answered_says_above_which_line() {
        let (mut config, _dir) = config();
        let [delivered] = named("solution_delivered").try_into().expect("one");
        let closed = rendered(delivered.clone(), Locale::Es, &config);
        assert!(!closed.text.contains("##-") && !closed.html.contains("##-"), "{}", closed.html);
        assert!(closed.text.contains("Responde en el centro de asistencia"), "{}", closed.text);
        config.mail_replies = true;
        let mail = rendered(delivered, Locale::En, &config);
        let line = "##- To reply, write above this line -##";
        assert!(mail.text.starts_with(line), "{}", mail.text);
        assert!(mail.html.contains(line), "{}", mail.html);
        for body in [&mail.text, &mail.html] {
            assert!(body.contains("Reply to it or answer in the support centre"), "{body}");
        }
    }

    #[test]
    fn a_delivered_solution_says_until_when_and_what_silence_does() {
        let (config, _dir) = config();
        let [delivered] = named("solution_delivered").try_into().expect("one");
        let mail = rendered(delivered, Locale::Es, &config);
        assert_eq!(
            mail.subject,
            "[CASO-000123] Hay una solución por probar: El marcador no <abre> & falla"
        );
        for part in [&mail.text, &mail.html] {
            assert!(part.contains("jueves 16 de julio de 2026 a las 5:00 p. m."), "{part}");
            assert!(part.contains("se cerrará"), "{part}");
        }
        assert!(mail.html.contains("<strong>Ana</strong>"), "{}", mail.html);
    }

    #[test]
    fn a_work_plan_says_what_is_done_by_whom_and_when() {
        let (config, _dir) = config();
        let [submitted] = named("work_plan_submitted").try_into().expect("one");
        let mail = rendered(submitted, Locale::Es, &config);
        assert!(mail.subject.starts_with("[CASO-000123] Hay un plan de trabajo por aprobar"));
        let activity = "1. Abrir el <rango> RTP (Luis & Sara)\n   \
             Del jueves 16 de julio de 2026 a las 2:00 p. m. (hora de Bogotá)\n   \
             al jueves 16 de julio de 2026 a las 5:00 p. m. (hora de Bogotá)\n\
             2. Probar con dos agentes (Ana)\n";
        assert!(mail.text.contains(activity), "{}", mail.text);
        assert!(mail.html.contains("Abrir el &lt;rango&gt; RTP"), "{}", mail.html);
        assert!(mail.html.contains("Luis &amp; Sara"), "{}", mail.html);
        assert!(mail.html.contains("<strong>Ana</strong>"), "{}", mail.html);
    }

    #[test]
    fn whoever_reports_outside_service_hours_reads_when_support_opens() {
        let (config, _dir) = config();
        let both: [Template; 2] = named("ticket_opened").try_into().expect("two");
        let [open, closed] = both.map(|template| rendered(template, Locale::En, &config));
        assert!(closed.text.contains("opens on Thursday, July 16, 2026"), "{}", closed.text);
        assert!(!open.text.contains("opens on"), "{}", open.text);
    }

    #[test]
    fn an_agreed_window_says_when_in_bogota_time_where_and_who() {
        let (config, _dir) = config();
        let agreed = || news(WindowNews::Agreed, None);
        let es = rendered(agreed(), Locale::Es, &config);
        assert_eq!(es.subject, "[CASO-000123] Horario especial acordado: Puertas");
        for part in [&es.text, &es.html] {
            assert!(part.contains("jueves 16 de julio de 2026 a las 5:00 p. m."), "{part}");
            assert!(part.contains("jueves 16 de julio de 2026 a las 9:30 p. m."), "{part}");
            assert!(part.contains("Portería, 300 123 4567"), "{part}");
            assert!(part.contains("Luis Mora") && part.contains("Ana Gil"), "{part}");
        }
        let en = rendered(agreed(), Locale::En, &config);
        assert!(en.text.contains("Thursday, July 16, 2026 at 5:00 p.m."), "{}", en.text);
        let declined = news(WindowNews::Declined, Some("Hay cierre de mes"));
        assert!(rendered(declined, Locale::Es, &config).text.contains("Hay cierre de mes"));
    }
}
