//! One way to write: a transaction that ends in an answer, once for each `Idempotency-Key`.

use actix_web::dev::Payload;
use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderName, HeaderValue};
use actix_web::{FromRequest, HttpMessage, HttpRequest, HttpResponse, HttpResponseBuilder, web};
use aval_contract::error::ErrorCode;
use aval_domain::record::hex;
use chrono::{DateTime, Utc};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Set};
use serde::Serialize;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use crate::app::State;
use crate::clock;
use crate::db::{Tx, idempotency_key};
use crate::error::{ApiError, Result};
use crate::http::BodyDigest;

/// The wish to change something, before the transaction begins.
#[derive(Clone)]
pub struct Change {
    request: HttpRequest,
    state: web::Data<State>,
    key: Option<String>,
}

impl FromRequest for Change {
    type Error = ApiError;
    type Future = std::future::Ready<Result<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        std::future::ready(Self::read(request))
    }
}

impl Change {
    fn read(request: &HttpRequest) -> Result<Self> {
        let key = match request.headers().get("idempotency-key") {
            None => None,
            Some(value) => {
                let text = value.to_str().unwrap_or_default().trim();
                if text.is_empty() || text.len() > 255 {
                    return Err(ApiError::invalid("Idempotency-Key", "out_of_range"));
                }
                Some(text.to_owned())
            }
        };
        Ok(Self { request: request.clone(), state: State::of(request), key })
    }

    /// Begins the transaction, unless this principal's key has an answer already.
    ///
    /// # Errors
    /// [`ApiError::Replay`] with the first answer, 422 when the key came with another request.
    pub async fn begin(&self, principal: Uuid) -> Result<Pending> {
        let now = clock::now();
        let tx = self.state.db.begin().await?;
        let record = match &self.key {
            None => None,
            Some(key) => {
                let fingerprint = self.fingerprint();
                reserve(&tx, principal, key, &fingerprint, now).await?;
                Some((principal, key.clone()))
            }
        };
        Ok(Pending { tx, now, record })
    }

    fn fingerprint(&self) -> String {
        let mut digest = Sha256::new();
        digest.update(self.request.method().as_str());
        digest.update([0]);
        digest.update(self.request.uri().path());
        digest.update([0]);
        digest.update(
            self.request.headers().get(header::IF_MATCH).map_or(&b""[..], HeaderValue::as_bytes),
        );
        digest.update([0]);
        if let Some(body) = self.request.extensions().get::<BodyDigest>() {
            digest.update(body.0);
        }
        hex(&digest.finalize())
    }
}

/// Puts the key down, or finds who did. A parallel request with the same key waits here until the
/// first one has committed.
async fn reserve(
    tx: &Tx,
    principal: Uuid,
    key: &str,
    fingerprint: &str,
    now: DateTime<Utc>,
) -> Result<()> {
    let inserted = idempotency_key::Entity::insert(idempotency_key::ActiveModel {
        principal_id: Set(principal),
        key: Set(key.to_owned()),
        fingerprint: Set(fingerprint.to_owned()),
        status: Set(None),
        headers: Set(None),
        body: Set(None),
        created_at: Set(now),
    })
    .on_conflict(
        OnConflict::columns([idempotency_key::Column::PrincipalId, idempotency_key::Column::Key])
            .do_nothing()
            .to_owned(),
    )
    .exec_without_returning(tx)
    .await?;
    if inserted == 1 {
        return Ok(());
    }
    let first = idempotency_key::Entity::find_by_id((principal, key.to_owned()))
        .one(tx)
        .await?
        .ok_or(ApiError::Code(ErrorCode::Unavailable))?;
    if first.fingerprint != fingerprint {
        return Err(ApiError::Code(ErrorCode::IdempotencyMismatch));
    }
    let stored = StoredAnswer::from_row(&first)?;
    Err(ApiError::Replay(Box::new(stored)))
}

/// An open transaction, and the instant at which it happens.
pub struct Pending {
    /// The transaction.
    pub tx: Tx,
    /// The instant that all its rows and events carry.
    pub now: DateTime<Utc>,
    record: Option<(Uuid, String)>,
}

impl Pending {
    /// A change that nobody asked for by a request.
    ///
    /// # Errors
    /// When the database can't be reached.
    pub async fn unasked(state: &State) -> Result<Self> {
        Ok(Self { tx: state.db.begin().await?, now: clock::now(), record: None })
    }

    /// Commits and answers.
    ///
    /// # Errors
    /// What the database says.
    pub async fn answer(self, answer: Answer) -> Result<HttpResponse> {
        self.keep(answer).await?.commit().await
    }

    /// Keeps the answer for its key in the same transaction, so that after a crash there are both
    /// or neither.
    ///
    /// # Errors
    /// What the database says; nothing is written then.
    pub async fn keep(self, answer: Answer) -> Result<Kept> {
        if let Some((principal, key)) = self.record {
            idempotency_key::Entity::update_many()
                .set(idempotency_key::ActiveModel {
                    status: Set(Some(i16::try_from(answer.0.status).unwrap_or(500))),
                    headers: Set(Some(
                        serde_json::to_string(&answer.0.headers).map_err(anyhow::Error::from)?,
                    )),
                    body: Set(Some(answer.0.body.clone())),
                    ..Default::default()
                })
                .filter(idempotency_key::Column::PrincipalId.eq(principal))
                .filter(idempotency_key::Column::Key.eq(key))
                .exec(&self.tx)
                .await?;
        }
        Ok(Kept { tx: self.tx, answer })
    }
}

/// All is written but for the commit.
pub struct Kept {
    tx: Tx,
    answer: Answer,
}

impl Kept {
    /// Commits and answers.
    ///
    /// # Errors
    /// What the database says. Whether it is written is open then: the connection may have been
    /// lost before the commit or after it.
    pub async fn commit(self) -> Result<HttpResponse> {
        self.tx.commit().await?;
        Ok(self.answer.0.build(false))
    }
}

/// An answer that can be given twice.
#[derive(Clone, Debug)]
pub struct Answer(StoredAnswer);

impl Answer {
    /// An answer with a body.
    ///
    /// # Errors
    /// When the body is no JSON, which is a mistake of ours.
    pub fn json<T: Serialize>(status: StatusCode, body: &T) -> Result<Self> {
        Ok(Self(StoredAnswer {
            status: status.as_u16(),
            headers: Vec::new(),
            body: serde_json::to_string(body).map_err(anyhow::Error::from)?,
        }))
    }

    /// 204
    #[must_use]
    pub fn empty() -> Self {
        Self(StoredAnswer {
            status: StatusCode::NO_CONTENT.as_u16(),
            headers: Vec::new(),
            body: String::new(),
        })
    }

    /// Adds a header.
    #[must_use]
    pub fn header(mut self, name: HeaderName, value: impl Into<String>) -> Self {
        self.0.headers.push((name.to_string(), value.into()));
        self
    }

    /// Adds the version as `ETag`.
    #[must_use]
    pub fn version(self, version: i64) -> Self {
        self.header(header::ETAG, format!("\"{version}\""))
    }
}

/// An answer as it is kept.
#[derive(Clone, Debug)]
pub struct StoredAnswer {
    status: u16,
    headers: Vec<(String, String)>,
    body: String,
}

impl StoredAnswer {
    fn from_row(row: &idempotency_key::Model) -> Result<Self> {
        let (Some(status), Some(headers), Some(body)) = (row.status, &row.headers, &row.body)
        else {
            return Err(ApiError::Code(ErrorCode::Conflict));
        };
        Ok(Self {
            status: u16::try_from(status).unwrap_or(500),
            headers: serde_json::from_str(headers).map_err(anyhow::Error::from)?,
            body: body.clone(),
        })
    }

    /// The status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    /// The same answer once more.
    #[must_use]
    pub fn render(&self) -> HttpResponse {
        self.build(true)
    }

    fn build(&self, replayed: bool) -> HttpResponse {
        let mut builder = HttpResponseBuilder::new(self.status());
        for (name, value) in &self.headers {
            builder.insert_header((name.as_str(), value.as_str()));
        }
        if replayed {
            builder.insert_header(("Idempotency-Replayed", "true"));
        }
        if self.body.is_empty() {
            builder.finish()
        } else {
            builder.content_type("application/json").body(self.body.clone())
        }
    }
}

/// An answer to a question, without a transaction.
#[must_use]
pub fn json<T: Serialize>(body: &T) -> HttpResponse {
    HttpResponse::Ok().json(body)
}
