//! Pages of lists: limits and opaque cursors. Always by keyset, never by offset.

use aval_contract::error::ErrorCode;
use aval_contract::page::{Page, PageQuery};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Datelike as _, Utc};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::error::{ApiError, Result};

/// Reads `limit`: 1 to 100, 50 when left out.
///
/// # Errors
/// 422 outside of that.
pub fn limit(asked: Option<u32>) -> Result<usize> {
    match asked.unwrap_or(50) {
        limit @ 1..=100 => Ok(limit as usize),
        _ => Err(ApiError::invalid("?limit", "out_of_range")),
    }
}

/// Reads the place after which a page begins.
///
/// # Errors
/// 422 `cursor_invalid` when it is none of ours.
pub fn read_cursor<P: DeserializeOwned>(cursor: Option<&str>) -> Result<Option<P>> {
    cursor
        .map(|text| {
            let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
            serde_json::from_slice(&bytes).ok()
        })
        .map(|place: Option<P>| place.ok_or(ApiError::Code(ErrorCode::CursorInvalid)))
        .transpose()
}

/// What is asked of a list without other parameters: how many entries, after which place.
///
/// # Errors
/// 422, as [`limit`] and [`read_cursor`].
pub fn asked<P: DeserializeOwned>(query: &PageQuery) -> Result<(usize, Option<P>)> {
    Ok((limit(query.limit)?, read_cursor(query.cursor.as_deref())?))
}

/// Whether a row can have this instant. Postgres refuses to look for years far outside of it.
#[must_use]
pub fn is_instant_of_rows(at: DateTime<Utc>) -> bool {
    is_year_of_rows(at.year())
}

fn is_year_of_rows(year: i32) -> bool {
    (1970..=9999).contains(&year)
}

/// Goes on only with an instant that a row can have: a made-up cursor must not reach a database
/// that does not know its year.
///
/// # Errors
/// 422 `cursor_invalid`
pub fn check_instant(at: DateTime<Utc>) -> Result<()> {
    check_year(at.year())
}

/// The same for a date.
///
/// # Errors
/// 422 `cursor_invalid`
pub fn check_year(year: i32) -> Result<()> {
    if is_year_of_rows(year) { Ok(()) } else { Err(ApiError::Code(ErrorCode::CursorInvalid)) }
}

/// Goes on only with a text that a database takes: Postgres refuses one with NUL.
///
/// # Errors
/// 422 `cursor_invalid`
pub fn check_text(text: &str) -> Result<()> {
    if text.contains('\0') { Err(ApiError::Code(ErrorCode::CursorInvalid)) } else { Ok(()) }
}

/// Where a page of a list by name begins.
#[derive(Debug, Serialize, Deserialize)]
pub struct NamePlace {
    /// Folded.
    pub name: String,
    /// The tie-breaker.
    pub id: Uuid,
}

impl NamePlace {
    /// The place for a query.
    ///
    /// # Errors
    /// 422 `cursor_invalid`
    pub fn checked(self) -> Result<(String, Uuid)> {
        check_text(&self.name)?;
        Ok((self.name, self.id))
    }
}

/// Where a page of a list by instant begins.
#[derive(Debug, Serialize, Deserialize)]
pub struct InstantPlace {
    /// When.
    pub at: DateTime<Utc>,
    /// The tie-breaker.
    pub id: Uuid,
}

impl InstantPlace {
    /// The place for a query.
    ///
    /// # Errors
    /// 422 `cursor_invalid`
    pub fn checked(self) -> Result<(DateTime<Utc>, Uuid)> {
        check_instant(self.at)?;
        Ok((self.at, self.id))
    }
}

/// The page from rows that were asked for with one more than `limit`: that one tells whether
/// there is a next page.
///
/// # Errors
/// When a place is no JSON, which is a mistake of ours.
pub fn page<R, P: Serialize, T>(
    mut rows: Vec<R>,
    limit: usize,
    total: Option<u64>,
    place_of: impl Fn(&R) -> P,
    answer: impl Fn(R) -> T,
) -> Result<Page<T>> {
    let more = rows.len() > limit;
    rows.truncate(limit);
    let next_cursor = match rows.last() {
        Some(last) if more => {
            let place = serde_json::to_vec(&place_of(last)).map_err(anyhow::Error::from)?;
            Some(URL_SAFE_NO_PAD.encode(place))
        }
        _ => None,
    };
    Ok(Page { items: rows.into_iter().map(answer).collect(), next_cursor, total })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_names_its_last_entry_only_when_more_follow() {
        let of = |rows| page(rows, 2, None, |row: &i32| *row, |row| row).expect("a page");
        assert_eq!(of(vec![1, 2]).next_cursor, None);
        let first = of(vec![1, 2, 3]);
        assert_eq!(first.items, [1, 2]);
        let place: Option<i32> = read_cursor(first.next_cursor.as_deref()).expect("ours");
        assert_eq!(place, Some(2));
    }

    #[test]
    fn limits_outside_one_to_a_hundred_are_refused() {
        assert!(limit(Some(0)).is_err());
        assert!(limit(Some(101)).is_err());
        assert_eq!(limit(Some(100)).expect("a limit"), 100);
        assert_eq!(limit(None).expect("the default"), 50);
    }

    #[test]
    fn a_made_up_cursor_is_refused() {
        assert!(read_cursor::<i32>(Some("!")).is_err());
        assert!(read_cursor::<i32>(Some("eyJ4IjoxfQ")).is_err());
        assert_eq!(read_cursor::<i32>(None).expect("none"), None);
    }
}
