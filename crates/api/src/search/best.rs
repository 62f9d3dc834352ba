//! What fits a question best.

use std::collections::HashMap;

use aval_domain::knowledge::TextSource;
use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::words::{Question, Wanted};
use crate::app::State;
use crate::auth::Caller;
use crate::db::search_document::{self, Bounds, Found, Narrowed};
use crate::error::Result;

/// How many texts are looked at that have the words in their title, and among how many of the newest
/// it looks for whole words only: most texts are of a ticket that has one with a title.
const TITLES: Bounds = Bounds { limit: 100, newest: 5_000 };
/// The same of all texts that have the words: the newest ones.
const TEXTS: Bounds = Bounds { limit: 300, newest: 4_500 };
/// How many times as many of the newest texts are looked through where there seem to be enough: that
/// is quicker than putting the newest together from an index that has the words in no order.
const FURTHER: u64 = 4;

/// A ticket or article with what was found of it.
#[derive(Clone, Debug)]
pub struct Group {
    /// Its id.
    pub id: Uuid,
    /// The text to show: the title's own where it has the words, else the newest.
    pub shown: Found,
    /// Whether the title has the words.
    pub titled: bool,
    /// When the newest of its texts was written.
    newest: DateTime<Utc>,
    texts: usize,
}

impl Group {
    /// How well it fits. Whole numbers, so that both engines and all replicas agree.
    fn score(&self) -> usize {
        let title = if self.titled { 100 } else { 0 };
        let source = match self.shown.source.0 {
            TextSource::Article => 30,
            TextSource::Ticket | TextSource::Solution => 20,
            TextSource::Draft | TextSource::Message | TextSource::Note | TextSource::File => 10,
        };
        title + source + self.texts.min(5)
    }
}

/// What was found, best first.
pub struct Best {
    /// One entry a ticket or article.
    pub groups: Vec<Group>,
    /// Whether there were more texts than were looked at.
    pub is_cut: bool,
}

/// Finds what fits best. However much there is, it looks at a bounded number of texts.
///
/// # Errors
/// What the database says.
pub async fn best(
    state: &State,
    caller: &Caller,
    question: &Question,
    wanted: Wanted,
    narrowed: &Narrowed,
) -> Result<Best> {
    let company = caller.company().filter(|_| !caller.is_staff());
    let (db, actor) = (state.db.read(), &caller.actor);
    // Whole words before beginnings: where so many of the newest texts have them, that is enough.
    let found = async |in_title, bounds: Bounds| {
        let words = question.pattern_of_words(wanted, in_title, company);
        let found = search_document::of_the_newest(db, actor, &words, narrowed, bounds).await?;
        let found_so_far = found.len() as u64;
        if found_so_far == bounds.limit {
            return Ok(found);
        }
        let pattern = question.pattern(wanted, in_title, company);
        let goes_further = found_so_far * FURTHER >= bounds.limit;
        let newest = bounds.newest * if goes_further { FURTHER } else { 1 };
        search_document::newest(db, actor, &pattern, narrowed, Bounds { newest, ..bounds }).await
    };
    let titles = found(true, TITLES).await?;
    let texts = found(false, TEXTS).await?;
    let is_cut = texts.len() as u64 == TEXTS.limit;
    let mut groups: HashMap<Uuid, Group> = HashMap::new();
    for (found, titled) in titles
        .into_iter()
        .map(|found| (found, true))
        .chain(texts.into_iter().map(|found| (found, false)))
    {
        let Some(id) = found.ticket_id.or(found.article_id) else { continue };
        let group = groups.entry(id).or_insert(Group {
            id,
            shown: found,
            titled,
            newest: found.at,
            texts: 0,
        });
        group.newest = group.newest.max(found.at);
        group.texts += usize::from(!titled);
    }
    let mut groups: Vec<Group> = groups.into_values().collect();
    groups.sort_unstable_by(|one, other| {
        (other.score(), other.newest, other.id).cmp(&(one.score(), one.newest, one.id))
    });
    Ok(Best { groups, is_cut })
}
