//! Plays the cases through the API: every step is a request that a person could have made, at the
//! instant at which she is told to have made it.

use std::collections::HashMap;

use actix_web::body::{BoxBody, to_bytes};
use actix_web::dev::{Service, ServiceResponse};
use actix_web::http::{Method, header};
use actix_web::test::TestRequest;
use actix_web::web;
use anyhow::{Context as _, anyhow, bail, ensure};
use aval_domain::calendar::{BOGOTA, Calendar};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde_json::{Value, json};
use uuid::Uuid;

use super::people::{Category, Company, Who};
use super::picture::Picture;
use super::plan::Planned;
use super::script::{Case, Does, Ends};
use crate::app::State;
use crate::clock;

/// The whole API, called within the process.
pub(super) trait Api:
    Service<actix_http::Request, Response = ServiceResponse<BoxBody>, Error = actix_web::Error>
{
}
