//! Makes the demo's data: the house first, then all cases in the order in which they happened.

use actix_web::middleware::from_fn;
use actix_web::test::TestRequest;
use actix_web::{App, web};
use anyhow::Context as _;
use aval_contract::api_keys::Scope;
use aval_contract::calendar::ExceptionKind;
use aval_domain::people::PersonStatus;
use aval_domain::text::{Email, PersonName};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use sea_orm::{ActiveModelTrait as _, ColumnTrait as _, EntityTrait as _, QueryFilter as _, Set};
use serde_json::json;
use uuid::Uuid;

use super::people::{Category, Company, Entry, PEOPLE, Who};
use super::player::{Player, Proof};
use super::templates::TEMPLATES;
use super::{PASSWORD, articles, cases, plan};
use crate::app::State;
use crate::db::{job, notification, person, session};
use crate::{clock, middleware, server, sessions};

/// Mails of the last days of history are still written to the folder; older ones have been read.
const MAILS_KEPT: TimeDelta = TimeDelta::days(3);

/// Fills an empty database with what has happened until `today`; the secret of the API key.
///
/// # Errors
/// What the API answered to which step.
pub(super) async fn seed(
    state: &web::Data<State>,
    today: NaiveDate,
    mut progress: impl FnMut(usize, usize),
) -> anyhow::Result<String> {
    let cases = cases::all();
    let calendar = plan::calendar(today)?;
    let steps = plan::plan(&cases, &calendar, today)?;
    let set_up_at = plan::set_up_at(&calendar, today)?;
    let service = actix_web::test::init_service(
        App::new().wrap(from_fn(middleware::around)).configure(server::configure(state.clone())),
    )
    .await;
    let api = async |request: TestRequest| {
        use actix_web::dev::Service as _;
        service.call(request.to_request()).await
    };
    let mut player = Player::new(api, state.clone(), calendar, today);

    let history_ends = plan::at(today, 0, 0)?;
    let mut minutes = (0..).map(|minute| set_up_at + TimeDelta::minutes(minute * 3));
    let mut next = || minutes.next().context("time goes on");
    let [admin, others @ ..] = &PEOPLE;
    let first = clock::at(next()?, enter_admin(state, admin)).await?;
    let mut people = vec![first];
    player.proofs.insert(admin.who, open_session(state, first, set_up_at, history_ends).await?);

    for (date, name) in plan::closures(today)? {
        let body = json!({ "date": date, "kind": ExceptionKind::Closure, "name": name });
        player.create(Who::Patricia, "calendar/exceptions", &body, next()?).await?;
    }
    for category in Category::ALL {
        let body = json!({ "name": category.name() });
        let made = player.create(Who::Patricia, "categories", &body, next()?).await?;
        player.categories.insert(category, id_of(&made)?);
    }
    for company in Company::ALL {
        let body =
            json!({ "name": company.name(), "nit": company.nit(), "contract": company.contract() });
        let made = player.create(Who::Patricia, "companies", &body, next()?).await?;
        player.companies.insert(company, id_of(&made)?);
    }
    for entry in others {
        let (path, body) = match entry.company.and_then(|company| player.companies.get(&company)) {
            Some(company) => (
                format!("companies/{company}/reporters"),
                json!({ "email": entry.email, "name": entry.name }),
            ),
            None => (
                "staff".to_owned(),
                json!({ "email": entry.email, "name": entry.name, "role": entry.role }),
            ),
        };
        let at = next()?;
        let id = id_of(&player.create(Who::Patricia, &path, &body, at).await?)?;
        choose_password(state, id).await?;
        player.proofs.insert(entry.who, open_session(state, id, at, history_ends).await?);
        people.push(id);
    }
    let body = json!({
        "name": "Monitoreo de Contacto Andino",
        "scopes": Scope::ALL,
        "company_id": player.companies.get(&Company::Andino),
    });
    let key = player.create(Who::Patricia, "api-keys", &body, next()?).await?;
    let key = key["secret"].as_str().context("a key has a secret")?.to_owned();
    player.proofs.insert(Who::Monitor, Proof::Key(key.clone()));

    for (name, body) in TEMPLATES {
        let body = json!({ "name": name, "body": body });
        player.create(Who::Camila, "answer-templates", &body, next()?).await?;
    }

    let total = steps.len();
    for (done, step) in steps.into_iter().enumerate() {
        progress(done, total);
        player.play(&cases, step).await?;
    }
    articles::write(&player, history_ends).await?;
    progress(total, total);
    forget_traces(state, &people, history_ends).await?;
    Ok(key)
}

/// The first admin comes in as from the shell.
async fn enter_admin(state: &State, entry: &Entry) -> anyhow::Result<Uuid> {
    let email = Email::parse(entry.email)?;
    let name = PersonName::parse(entry.name)?;
    let admin = sessions::create_admin(state, email, name, PASSWORD.to_owned().into()).await?;
    Ok(admin.id)
}

/// An invited person accepts; the link in her mail leads nowhere afterwards.
async fn choose_password(state: &State, id: Uuid) -> anyhow::Result<()> {
    let hash = state.passwords.hash(PASSWORD.to_owned().into()).await?;
    let tx = state.db.begin().await?;
    let invited = person::lock(&tx, id, PersonStatus::Invited).await?;
    person::set_password(&tx, invited.context("an invited person")?, hash).await?;
    tx.commit().await?;
    Ok(())
}

/// A session as long as the history. Nobody could renew it: its refresh token is never told.
async fn open_session(
    state: &State,
    person: Uuid,
    from: DateTime<Utc>,
    until: DateTime<Utc>,
) -> anyhow::Result<Proof> {
    let id = Uuid::now_v7();
    let tx = state.db.begin().await?;
    session::ActiveModel {
        id: Set(id),
        person_id: Set(person),
        refresh_hash: Set(crate::auth::tokens::digest(&crate::config::random_secret())),
        previous_hash: Set(None),
        rotated_at: Set(from),
        created_at: Set(from),
        expires_at: Set(until),
        ended_at: Set(None),
        user_agent: Set(None),
        address: Set(None),
    }
    .insert(&tx)
    .await?;
    tx.commit().await?;
    Ok(Proof::Session { person, session: id })
}

/// Removes what only the making needed: the sessions, and mails and notifications that were read
/// long ago.
async fn forget_traces(
    state: &State,
    people: &[Uuid],
    history_ends: DateTime<Utc>,
) -> anyhow::Result<()> {
    let tx = state.db.begin().await?;
    session::Entity::delete_many()
        .filter(session::Column::PersonId.is_in(people.iter().copied()))
        .exec(&tx)
        .await?;
    job::Entity::delete_many()
        .filter(job::Column::RunAt.lt(history_ends - MAILS_KEPT))
        .exec(&tx)
        .await?;
    for person in people {
        let long_ago = notification::Reading::Until(history_ends - MAILS_KEPT);
        notification::read(&tx, *person, &long_ago, history_ends).await?;
    }
    tx.commit().await?;
    Ok(())
}

fn id_of(made: &serde_json::Value) -> anyhow::Result<Uuid> {
    Ok(made["id"].as_str().context("what was made has an id")?.parse()?)
}
