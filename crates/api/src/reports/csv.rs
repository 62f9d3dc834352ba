//! Tables as RFC 4180 has them, for spreadsheets.

use actix_web::dev::Payload;
use actix_web::http::header::{self, HeaderValue};
use actix_web::{FromRequest, HttpRequest, HttpResponse};
use aval_contract::IsoDuration;
use aval_domain::calendar::BOGOTA;
use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::error::ApiError;

/// What spreadsheets take for a sign that a file is in UTF-8.
pub(super) const BYTE_ORDER_MARK: &str = "\u{feff}";
/// The type of tables.
pub(super) const CONTENT_TYPE: &str = "text/csv; charset=utf-8";

/// The form of an answer, by `Accept`: the first of ours that is named, else JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Json,
    Csv,
}

impl FromRequest for Format {
    type Error = ApiError;
    type Future = std::future::Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let accepted = request.headers().get(header::ACCEPT).and_then(|value| value.to_str().ok());
        std::future::ready(Ok(Self::accepted(accepted.unwrap_or_default())))
    }
}

impl Format {
    fn accepted(header: &str) -> Self {
        let named = header.split(',').find_map(|part| {
            match part.split(';').next().unwrap_or_default().trim() {
                "text/csv" => Some(Self::Csv),
                "application/json" => Some(Self::Json),
                _ => None,
            }
        });
        named.unwrap_or(Self::Json)
    }

    /// A report in this form. As a table it is a file of this name.
    pub(super) fn answer<T: Serialize>(
        self,
        report: &T,
        name: &str,
        table: impl FnOnce(&T) -> Table,
    ) -> HttpResponse {
        let mut answer = HttpResponse::Ok();
        answer.insert_header((header::VARY, HeaderValue::from_static("Accept")));
        match self {
            Self::Json => answer.json(report),
            Self::Csv => answer
                .content_type(CONTENT_TYPE)
                .insert_header(attached(name))
                .body(format!("{BYTE_ORDER_MARK}{}", table(report).text)),
        }
    }
}

/// The header by which a browser keeps an answer as a file. Names are ours: letters, digits, `-`.
pub(super) fn attached(name: &str) -> (header::HeaderName, String) {
    (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}.csv\""))
}

/// A table that is being written.
pub(super) struct Table {
    text: String,
}

impl Table {
    /// With the names of its columns.
    pub(super) fn with_head(names: &[&str]) -> Self {
        let mut table = Self::without_head();
        table.row(names.iter().map(|name| (*name).to_owned()));
        table
    }

    /// The rest of one.
    pub(super) fn without_head() -> Self {
        Self { text: String::new() }
    }

    /// Adds a row.
    pub(super) fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        for (place, cell) in cells.into_iter().enumerate() {
            if place > 0 {
                self.text.push(',');
            }
            self.text.push_str(&escaped(harmless(cell)));
        }
        self.text.push_str("\r\n");
    }

    /// What was written.
    pub(super) fn into_text(self) -> String {
        self.text
    }
}

/// A cell that no spreadsheet takes for a formula, as OWASP advises: what begins like one gets an
/// apostrophe before it.
fn harmless(cell: String) -> String {
    let begins = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
    if cell.starts_with(begins) { format!("'{cell}") } else { cell }
}

fn escaped(cell: String) -> String {
    if cell.contains(['"', ',', '\r', '\n', ';']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell
    }
}

/// A cell with something that may be missing.
pub(super) fn cell<T: ToString>(value: Option<T>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

/// Hours with two digits after the point.
pub(super) fn hours(length: IsoDuration) -> String {
    let hundredths = (length.span().num_seconds() + 18) / 36;
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

/// A wall time of Bogota as spreadsheets read it: `2026-10-01 14:05:00`.
pub(super) fn wall_time(at: DateTime<Utc>) -> String {
    at.with_timezone(&BOGOTA).format("%Y-%m-%d %H:%M:%S").to_string()
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    fn row(cells: &[&str]) -> String {
        let mut table = Table::without_head();
        table.row(cells.iter().map(|cell| (*cell).to_owned()));
        table.into_text()
    }

    #[test]
    fn what_would_break_a_row_is_quoted() {
        assert_eq!(
            row(&["a", "b,c", "d\"e", "f\r\ng", ""]),
            "a,\"b,c\",\"d\"\"e\",\"f\r\ng\",\r\n"
        );
    }

    #[test]
    fn nothing_begins_like_a_formula() {
        for begins in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1"] {
            assert!(row(&[begins]).trim_start_matches('"').starts_with('\''), "{begins:?}");
        }
        assert_eq!(
            row(&["=HYPERLINK(\"http://x\",\"y\")"]),
            "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"\r\n"
        );
        assert_eq!(row(&["\r=1"]), "\"'\r=1\"\r\n");
        assert_eq!(row(&["a=1", "2-1", "a@b.co"]), "a=1,2-1,a@b.co\r\n");
    }

    #[test]
    fn the_first_known_type_decides_the_form() {
        assert_eq!(Format::accepted(""), Format::Json);
        assert_eq!(Format::accepted("*/*"), Format::Json);
        assert_eq!(Format::accepted("text/csv"), Format::Csv);
        assert_eq!(Format::accepted("text/html, text/csv;q=0.9, application/json"), Format::Csv);
        assert_eq!(Format::accepted("application/json, text/csv"), Format::Json);
    }

    #[test]
    fn hours_have_two_digits() {
        let told = |minutes| hours(IsoDuration::new(TimeDelta::minutes(minutes)));
        assert_eq!(
            (told(0), told(90), told(5)),
            ("0.00".to_owned(), "1.50".to_owned(), "0.08".to_owned())
        );
    }
}
