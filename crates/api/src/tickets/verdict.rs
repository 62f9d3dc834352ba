//! What the customer said of the solution that was delivered last.

use sea_orm::{ActiveModelTrait, IntoActiveModel, Set};

use super::work::Work;
use crate::db::solution;
use crate::error::Result;

/// A customer's verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It works.
    Approved,
    /// It does not.
    Rejected,
    /// Silence.
    Tacit,
}

/// Writes the verdict beside the solution.
///
/// # Errors
/// What the database says.
pub async fn give(work: &Work, verdict: Verdict, comment: Option<&str>) -> Result<()> {
    let Some(last) = solution::last_of(work.tx(), work.ticket.id).await? else { return Ok(()) };
    let mut row = last.into_active_model();
    let word = match verdict {
        Verdict::Approved => "approved",
        Verdict::Rejected => "rejected",
        Verdict::Tacit => "tacit",
    };
    row.verdict = Set(Some(word.to_owned()));
    row.verdict_at = Set(Some(work.now()));
    row.verdict_by = Set(work.caller.person_id());
    row.verdict_comment = Set(comment.map(str::to_owned));
    row.update(work.tx()).await?;
    Ok(())
}
