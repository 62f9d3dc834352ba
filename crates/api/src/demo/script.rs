//! The words in which the cases of the demo are told: when, who, what. Nothing happens here.

use aval_domain::lifecycle::{
    ContactChannel, ContactDirection, ContactOutcome, Kind, Priority, ResolutionType,
};

use super::people::{Category, Who};
use super::picture::Picture;

/// When a case is opened. History ends with the day before today, whatever the hour at which the
/// demo is started, so that a day's data is always the same.
#[derive(Clone, Copy, Debug)]
pub(super) enum Opened {
    /// So many business days before today, at least 1.
    Day(u32, u32, u32),
    /// So many Saturdays before today, at least 1.
    Saturday(u32, u32, u32),
}

/// The `days`-th business day before today, at a wall time.
pub(super) const fn day(days: u32, hour: u32, minute: u32) -> Opened {
    Opened::Day(days, hour, minute)
}

/// The `weeks`-th Saturday before today, at a wall time.
pub(super) const fn saturday(weeks: u32, hour: u32, minute: u32) -> Opened {
    Opened::Saturday(weeks, hour, minute)
}

/// When a step follows the one before.
#[derive(Clone, Copy, Debug)]
pub(super) enum After {
    /// After so many minutes of service time.
    Minutes(i64),
    /// On the same date at a wall time, for customers who write after hours.
    SameDay(u32, u32),
}

/// When a testing period ends.
#[derive(Clone, Copy, Debug)]
pub(super) enum Ends {
    /// As the policy has it.
    ByPolicy,
    /// On the n-th business day after today: these cases are still being tested today.
    InDays(u32),
}

/// What somebody does.
#[derive(Clone, Debug)]
pub(super) enum Does {
    Assigns(Who),
    LogsContact(ContactChannel, ContactDirection, ContactOutcome, &'static str),
    Asks(&'static str),
    StartsAnalysis,
    Recategorizes {
        kind: Option<Kind>,
        category: Option<Category>,
        priority: Option<Priority>,
        reason: &'static str,
    },
    /// Identification, validation, structure, alarm type; an empty text is not recorded yet.
    Finds([&'static str; 4]),
    StartsSolution,
    ReturnsToAnalysis(&'static str),
    Delivers {
        resolution: ResolutionType,
        summary: &'static str,
        test: &'static str,
        ends: Ends,
    },
    ExtendsTesting(u32, &'static str),
    Confirms(Option<&'static str>),
    Rejects(&'static str),
    Withdraws(&'static str),
    MarksDuplicateOf(&'static str),
    Reopens(&'static str),
    Writes(&'static str, Option<Picture>),
    Notes(&'static str),
    Corrects {
        description: &'static str,
    },
    Attaches(Picture),
    /// Objective and activities.
    WritesPlan(&'static str, &'static [Activity]),
    SubmitsPlan,
    ApprovesPlan(&'static str),
    /// The activity at this place of the plan, from 0.
    Finishes(usize),
    AsksForWindow(Window),
    AgreesToWindow,
}

/// One activity of a work plan. Its instants are business days from today, at least one away (-1 is
/// the last one before), and an hour.
#[derive(Clone, Copy, Debug)]
pub(super) struct Activity {
    pub(super) title: &'static str,
    pub(super) responsible: Who,
    pub(super) starts: (i32, u32),
    pub(super) ends: (i32, u32),
}

/// A window of some hours of the n-th business day after today, which is always far enough away.
#[derive(Clone, Copy, Debug)]
pub(super) struct Window {
    pub(super) day: i32,
    pub(super) from: u32,
    pub(super) to: u32,
    pub(super) task: &'static str,
    pub(super) contact: &'static str,
}

/// One thing that happens to a case.
#[derive(Clone, Debug)]
pub(super) struct Step {
    pub(super) after: After,
    pub(super) who: Who,
    pub(super) does: Does,
}

/// One case from its opening to where it stands today.
#[derive(Clone, Debug)]
pub(super) struct Case {
    pub(super) opened: Opened,
    pub(super) by: Who,
    pub(super) on_behalf_of: Option<Who>,
    pub(super) kind: Kind,
    pub(super) priority: Priority,
    pub(super) category: Category,
    pub(super) key: Option<&'static str>,
    pub(super) follow_up_of: Option<&'static str>,
    pub(super) subject: &'static str,
    pub(super) description: &'static str,
    pub(super) how: Option<&'static str>,
    pub(super) affected_user: Option<&'static str>,
    pub(super) campaign: Option<&'static str>,
    /// Minutes before the opening, and how many it lasted if it is over.
    pub(super) happened: Option<(i64, Option<i64>)>,
    pub(super) pictures: Vec<Picture>,
    pub(super) story: Vec<Step>,
}

impl Case {
    pub(super) fn new(
        opened: Opened,
        by: Who,
        kind: Kind,
        priority: Priority,
        category: Category,
    ) -> Self {
        Self {
            opened,
            by,
            on_behalf_of: None,
            kind,
            priority,
            category,
            key: None,
            follow_up_of: None,
            subject: "",
            description: "",
            how: None,
            affected_user: None,
            campaign: None,
            happened: None,
            pictures: Vec::new(),
            story: Vec::new(),
        }
    }

    /// A name by which other cases refer to this one.
    pub(super) fn named(mut self, key: &'static str) -> Self {
        self.key = Some(key);
        self
    }

    pub(super) fn following_up(mut self, key: &'static str) -> Self {
        self.follow_up_of = Some(key);
        self
    }

    /// Support opens it for somebody who called.
    pub(super) fn on_behalf_of(mut self, who: Who) -> Self {
        self.on_behalf_of = Some(who);
        self
    }

    pub(super) fn about(mut self, subject: &'static str, description: &'static str) -> Self {
        (self.subject, self.description) = (subject, description);
        self
    }

    /// The steps that lead to it.
    pub(super) fn how(mut self, steps: &'static str) -> Self {
        self.how = Some(steps);
        self
    }

    pub(super) fn of_user(mut self, user: &'static str) -> Self {
        self.affected_user = Some(user);
        self
    }

    pub(super) fn in_campaign(mut self, campaign: &'static str) -> Self {
        self.campaign = Some(campaign);
        self
    }

    /// It began so many minutes before it was reported and goes on.
    pub(super) fn since(mut self, minutes_before: i64) -> Self {
        self.happened = Some((minutes_before, None));
        self
    }

    /// It began so many minutes before it was reported and was over so many minutes later.
    pub(super) fn happened(mut self, minutes_before: i64, lasted: i64) -> Self {
        self.happened = Some((minutes_before, Some(lasted)));
        self
    }

    pub(super) fn showing(mut self, picture: Picture) -> Self {
        self.pictures.push(picture);
        self
    }

    /// The next step, so many minutes of service time later.
    pub(super) fn then(self, minutes: i64, who: Who, does: Does) -> Self {
        self.step(After::Minutes(minutes), who, does)
    }

    /// The next step, on the same date at a wall time.
    pub(super) fn that_day_at(self, hour: u32, minute: u32, who: Who, does: Does) -> Self {
        self.step(After::SameDay(hour, minute), who, does)
    }

    fn step(mut self, after: After, who: Who, does: Does) -> Self {
        self.story.push(Step { after, who, does });
        self
    }
}

pub(super) fn assigns(to: Who) -> Does {
    Does::Assigns(to)
}

/// Calls the customer and reaches her.
pub(super) fn phones(summary: &'static str) -> Does {
    Does::LogsContact(
        ContactChannel::Phone,
        ContactDirection::Outbound,
        ContactOutcome::Reached,
        summary,
    )
}

/// Calls the customer in vain.
pub(super) fn finds_nobody(summary: &'static str) -> Does {
    Does::LogsContact(
        ContactChannel::Phone,
        ContactDirection::Outbound,
        ContactOutcome::NoAnswer,
        summary,
    )
}

/// Notes that the customer called.
pub(super) fn is_phoned(summary: &'static str) -> Does {
    Does::LogsContact(
        ContactChannel::Phone,
        ContactDirection::Inbound,
        ContactOutcome::Reached,
        summary,
    )
}

/// Writes to the customer outside the portal.
pub(super) fn mails(summary: &'static str) -> Does {
    Does::LogsContact(
        ContactChannel::Email,
        ContactDirection::Outbound,
        ContactOutcome::Reached,
        summary,
    )
}

pub(super) fn asks(body: &'static str) -> Does {
    Does::Asks(body)
}

pub(super) fn analyses() -> Does {
    Does::StartsAnalysis
}

pub(super) fn finds(
    identification: &'static str,
    validation: &'static str,
    structure: &'static str,
    alarm_type: &'static str,
) -> Does {
    Does::Finds([identification, validation, structure, alarm_type])
}

pub(super) fn solves() -> Does {
    Does::StartsSolution
}

pub(super) fn delivers(
    resolution: ResolutionType,
    summary: &'static str,
    test: &'static str,
) -> Does {
    Does::Delivers { resolution, summary, test, ends: Ends::ByPolicy }
}

/// Delivers with a testing period that ends on the n-th business day after today.
pub(super) fn delivers_until(
    days: u32,
    resolution: ResolutionType,
    summary: &'static str,
    test: &'static str,
) -> Does {
    Does::Delivers { resolution, summary, test, ends: Ends::InDays(days) }
}

pub(super) fn confirms() -> Does {
    Does::Confirms(None)
}

pub(super) fn confirms_saying(comment: &'static str) -> Does {
    Does::Confirms(Some(comment))
}

pub(super) fn rejects(reason: &'static str) -> Does {
    Does::Rejects(reason)
}

pub(super) fn writes(body: &'static str) -> Does {
    Does::Writes(body, None)
}

pub(super) fn shows(body: &'static str, picture: Picture) -> Does {
    Does::Writes(body, Some(picture))
}

pub(super) fn notes(body: &'static str) -> Does {
    Does::Notes(body)
}
