//! Who asks. The signature of a handler is its permission: an extractor for each kind of caller.

pub mod passwords;
pub mod throttle;
pub mod tokens;

use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpMessage, HttpRequest};
use aval_contract::api_keys::Scope;
use aval_contract::error::ErrorCode;
use aval_domain::lifecycle::{Actor, Role};
use aval_domain::people::Locale;
use aval_domain::record::ActorType;
use uuid::Uuid;

use crate::app::State;
use crate::clock;
use crate::db::{api_key, person, session};
use crate::error::{ApiError, Result};

/// Whoever makes a request: a person or a key.
#[derive(Clone, Debug)]
pub struct Caller {
    /// As the rules see it.
    pub actor: Actor,
    /// As the record names it.
    pub name: String,
    /// The language of mails to a person.
    pub locale: Locale,
    /// With a person: the session.
    pub session: Option<Uuid>,
    scopes: Option<Vec<Scope>>,
    by_mail: bool,
}

impl Caller {
    /// The id of the person or key.
    #[must_use]
    pub fn id(&self) -> Uuid {
        match self.actor {
            Actor::Person { id, .. } | Actor::Integration { id, .. } => id,
            Actor::Timer | Actor::Mail => Uuid::nil(),
        }
    }

    /// The id of the person; keys are none.
    #[must_use]
    pub fn person_id(&self) -> Option<Uuid> {
        match self.actor {
            Actor::Person { id, .. } => Some(id),
            Actor::Integration { .. } | Actor::Timer | Actor::Mail => None,
        }
    }

    /// The company whose tickets the caller is confined to; `None` for support.
    #[must_use]
    pub fn company(&self) -> Option<Uuid> {
        match self.actor {
            Actor::Person { company, .. } | Actor::Integration { company, .. } => company,
            Actor::Timer | Actor::Mail => None,
        }
    }

    /// Whether the caller belongs to support and so sees what is internal.
    #[must_use]
    pub fn is_staff(&self) -> bool {
        match self.actor {
            Actor::Person { role, .. } => role.is_staff(),
            Actor::Integration { company, .. } => company.is_none(),
            Actor::Timer | Actor::Mail => false,
        }
    }

    /// The role of a person.
    #[must_use]
    pub fn role(&self) -> Option<Role> {
        match self.actor {
            Actor::Person { role, .. } => Some(role),
            Actor::Integration { .. } | Actor::Timer | Actor::Mail => None,
        }
    }

    /// As the record calls this kind of actor.
    #[must_use]
    pub fn actor_type(&self) -> ActorType {
        match self.actor {
            Actor::Person { .. } if self.by_mail => ActorType::Mail,
            Actor::Person { .. } => ActorType::Person,
            Actor::Integration { .. } => ActorType::Integration,
            Actor::Timer => ActorType::Timer,
            Actor::Mail => ActorType::Mail,
        }
    }

    /// Acts as a person without a request: the command line and the demo.
    #[must_use]
    pub fn of_person(person: &person::Model) -> Self {
        Self {
            actor: Actor::Person { id: person.id, role: person.role.0, company: person.company_id },
            name: person.name.clone(),
            locale: person.locale.0,
            session: None,
            scopes: None,
            by_mail: false,
        }
    }

    /// Acts as the person who wrote a mail: with her rights, and the record says how she did it.
    #[must_use]
    pub fn by_mail(person: &person::Model) -> Self {
        Self { by_mail: true, ..Self::of_person(person) }
    }

    /// Aval itself, on time.
    #[must_use]
    pub fn timer() -> Self {
        Self::nobody(Actor::Timer, String::new())
    }

    /// A system of a company, which sees what its reporters see. It may do nothing.
    #[must_use]
    pub fn system_of(company: Uuid) -> Self {
        let actor = Actor::Integration { id: Uuid::nil(), company: Some(company) };
        Self::nobody(actor, String::new())
    }

    /// Whatever sent a mail that no person wrote. It may do nothing; the record names its address.
    #[must_use]
    pub fn machine_mail(address: String) -> Self {
        Self::nobody(Actor::Mail, address)
    }

    fn nobody(actor: Actor, name: String) -> Self {
        Self { actor, name, locale: Locale::Es, session: None, scopes: None, by_mail: false }
    }

    fn needs_role(self, allowed: impl Fn(Role) -> bool) -> Result<Self> {
        match self.role() {
            Some(role) if allowed(role) => Ok(self),
            _ => Err(ApiError::Code(ErrorCode::Forbidden)),
        }
    }

    /// People may do what their role allows; a key needs the scope.
    #[must_use]
    pub fn has_scope(&self, scope: Scope) -> bool {
        self.scopes.as_ref().is_none_or(|scopes| scopes.contains(&scope))
    }

    fn needs_scope(self, scope: Scope) -> Result<Self> {
        if self.has_scope(scope) { Ok(self) } else { Err(ApiError::Code(ErrorCode::ScopeMissing)) }
    }
}

/// Finds out who asks, from the `Authorization` header.
async fn identify(request: &HttpRequest, state: &State) -> Result<Caller> {
    let header = request
        .headers()
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|text| text.split_once(' '))
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
        .map(|(_, token)| token.trim())
        .ok_or(ApiError::Code(ErrorCode::Unauthorized))?;
    match header.strip_prefix("aval_") {
        Some(key) => identify_key(key, state).await,
        None => identify_person(header, state).await,
    }
}

async fn identify_person(token: &str, state: &State) -> Result<Caller> {
    let claims =
        state.tokens.read(token, clock::now()).ok_or(ApiError::Code(ErrorCode::Unauthorized))?;
    let person = session::person_of_open(state.db.read(), claims.sid, clock::now())
        .await?
        .filter(|person| person.id == claims.sub)
        .ok_or(ApiError::Code(ErrorCode::Unauthorized))?;
    let mut caller = Caller::of_person(&person);
    caller.session = Some(claims.sid);
    Ok(caller)
}

async fn identify_key(key: &str, state: &State) -> Result<Caller> {
    let unauthorized = || ApiError::Code(ErrorCode::Unauthorized);
    let (prefix, secret) = key.split_once('_').ok_or_else(unauthorized)?;
    let row = api_key::usable(state.db.read(), prefix, clock::now())
        .await?
        .filter(|row| tokens::same(&row.secret_hash, &tokens::digest(secret)))
        .ok_or_else(unauthorized)?;
    state.note_key_use(row.id);
    Ok(Caller {
        actor: Actor::Integration { id: row.id, company: row.company_id },
        name: row.name,
        locale: Locale::Es,
        session: None,
        scopes: Some(crate::api_keys::scopes_of(&row.scopes)),
        by_mail: false,
    })
}

/// What the middleware found out before any handler runs. Being there already, it is asked for
/// first: a stranger hears 401 whatever else is wrong with the request.
pub struct Identity(Result<Caller>);

impl Identity {
    /// Looks the caller up.
    pub async fn of(request: &HttpRequest, state: &State) -> Self {
        Self(identify(request, state).await)
    }

    /// The caller, when there is one.
    #[must_use]
    pub fn caller(&self) -> Option<&Caller> {
        self.0.as_ref().ok()
    }
}

macro_rules! extractor {
    ($(#[$doc:meta])* $name:ident, $check:expr) => {
        $(#[$doc])*
        #[derive(Clone, Debug)]
        pub struct $name(pub Caller);

        impl FromRequest for $name {
            type Error = ApiError;
            type Future = std::future::Ready<Result<Self>>;

            fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
                let check: fn(Caller) -> Result<Caller> = $check;
                let found = request
                    .extensions_mut()
                    .remove::<Identity>()
                    .map_or(Err(ApiError::Code(ErrorCode::Unauthorized)), |identity| identity.0);
                std::future::ready(found.and_then(check).map(Self))
            }
        }
    };
}

/// Whoever asks, also nobody in particular. Credentials that are brought have to be good: whoever
/// was signed in is told that this has ended, instead of being shown less.
#[derive(Clone, Debug)]
pub struct Anybody(pub Option<Caller>);

impl FromRequest for Anybody {
    type Error = ApiError;
    type Future = std::future::Ready<Result<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let found = request.extensions_mut().remove::<Identity>();
        std::future::ready(found.map(|identity| identity.0).transpose().map(Self))
    }
}

extractor! {
    /// Any signed-in person.
    SignedIn, |caller| caller.needs_role(|_| true)
}
extractor! {
    /// A reporter.
    Reporter, |caller| caller.needs_role(|role| role == Role::Reporter)
}
extractor! {
    /// Anybody of support.
    Staff, |caller| caller.needs_role(Role::is_staff)
}
extractor! {
    /// A coordinator or admin.
    Coordinator, |caller| caller.needs_role(|role| role.at_least(Role::Coordinator))
}
extractor! {
    /// Whoever may take figures out: coordinators and admins of all, a reporter of her company.
    ReportReader, |caller| {
        caller.needs_role(|role| role == Role::Reporter || role.at_least(Role::Coordinator))
    }
}
extractor! {
    /// An admin.
    Admin, |caller| caller.needs_role(|role| role == Role::Admin)
}
extractor! {
    /// Whoever may read tickets: people, and keys with `tickets:read`.
    TicketReader, |caller| caller.needs_scope(Scope::TicketsRead)
}
extractor! {
    /// Whoever may write tickets: people, and keys with `tickets:write`.
    TicketWriter, |caller| caller.needs_scope(Scope::TicketsWrite)
}
extractor! {
    /// Whoever manages webhooks: admins, and keys with `webhooks:write`.
    WebhookManager, |caller| match caller.role() {
        Some(Role::Admin) | None => caller.needs_scope(Scope::WebhooksWrite),
        Some(Role::Reporter | Role::Engineer | Role::Coordinator) => {
            Err(ApiError::Code(ErrorCode::Forbidden))
        }
    }
}
