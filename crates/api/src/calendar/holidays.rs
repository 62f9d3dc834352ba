//! Somebody looks up the public holidays of a year.

use actix_web::{HttpRequest, HttpResponse, get};
use aval_contract::calendar::{Holiday, Holidays, HolidaysQuery};
use aval_contract::me::Locale;
use aval_domain::calendar::BOGOTA;
use aval_domain::holidays::{Holiday as Day, holidays_of};
use chrono::Datelike as _;

use crate::auth::SignedIn;
use crate::change::json;
use crate::clock;
use crate::error::{ApiError, Result};
use crate::http::{Params, locale_of};

/// The public holidays of a year, one entry a date, named in the language asked for
#[utoipa::path(
    tag = "calendar",
    operation_id = "list_holidays",
    params(HolidaysQuery),
    responses((status = 200, description = "By date", body = Holidays))
)]
#[get("/calendar/holidays")]
pub(super) async fn holidays(
    _who: SignedIn,
    request: HttpRequest,
    Params(query): Params<HolidaysQuery>,
) -> Result<HttpResponse> {
    let year = query.year.unwrap_or_else(|| clock::now().with_timezone(&BOGOTA).year());
    let found = holidays_of(year).map_err(|_| ApiError::invalid("?year", "out_of_range"))?;
    let locale = locale_of(&request);
    let holidays = found.into_iter().map(|holiday| answer(holiday, locale)).collect();
    Ok(json(&Holidays { year, holidays }))
}

fn answer(holiday: Day, locale: Locale) -> Holiday {
    let Day { date, names, moved, law } = holiday;
    let names = names
        .into_iter()
        .map(|name| match locale {
            Locale::Es => name.es.to_owned(),
            Locale::En => name.en.to_owned(),
        })
        .collect();
    Holiday { date, names, moved, law: law.to_owned() }
}
