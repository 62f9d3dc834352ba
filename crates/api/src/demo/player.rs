//! Plays the cases through the API: every step is a request that a person could have made, at the
//! instant at which she is told to have made it.

use std::collections::HashMap;

use actix_web::Error;
use actix_web::body::to_bytes;
use actix_web::dev::ServiceResponse;
use actix_web::http::{Method, header};
use actix_web::test::TestRequest;
use actix_web::web;
use anyhow::{Context as _, anyhow, ensure};
use aval_domain::calendar::{BOGOTA, Calendar};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde_json::{Value, json};
use uuid::Uuid;

use super::people::{Category, Company, Who};
use super::picture::Picture;
use super::plan::{self, Planned};
use super::script::{Activity, Case, Does, Ends, Window};
use crate::app::State;
use crate::clock;

/// How somebody proves who she is.
pub(super) enum Proof {
    /// A person with a session.
    Session { person: Uuid, session: Uuid },
    /// An API key.
    Key(String),
}

/// A case that has been opened.
struct Opened {
    number: String,
    /// The version that whoever acts next has seen.
    version: i64,
    /// The after-hours window that was asked for last.
    window: Option<Value>,
    /// The activities of the work plan, by their ids.
    activities: Vec<Value>,
}

/// A request's answer.
struct Answer {
    body: Value,
    version: Option<i64>,
}

/// Makes the requests. `api` is the whole application, called within the process.
pub(super) struct Player<A> {
    api: A,
    state: web::Data<State>,
    calendar: Calendar,
    today: NaiveDate,
    pub(super) proofs: HashMap<Who, Proof>,
    pub(super) companies: HashMap<Company, Uuid>,
    pub(super) categories: HashMap<Category, Uuid>,
    opened: HashMap<usize, Opened>,
    named: HashMap<&'static str, String>,
}

impl<A: AsyncFn(TestRequest) -> Result<ServiceResponse, Error>> Player<A> {
    pub(super) fn new(
        api: A,
        state: web::Data<State>,
        calendar: Calendar,
        today: NaiveDate,
    ) -> Self {
        Self {
            api,
            state,
            calendar,
            today,
            proofs: HashMap::new(),
            companies: HashMap::new(),
            categories: HashMap::new(),
            opened: HashMap::new(),
            named: HashMap::new(),
        }
    }

    /// The session that somebody's requests run in.
    pub(super) fn person(&self, who: Who) -> anyhow::Result<Uuid> {
        match self.proofs.get(&who) {
            Some(Proof::Session { person, .. }) => Ok(*person),
            Some(Proof::Key(_)) | None => Err(anyhow!("{who:?} is nobody who signs in")),
        }
    }

    /// One planned thing.
    ///
    /// # Errors
    /// Which case and step it was, and what the API answered.
    pub(super) async fn play(
        &mut self,
        cases: &[Case],
        planned: Planned<'_>,
    ) -> anyhow::Result<()> {
        let case = &cases[planned.case];
        match planned.step {
            None => self.open(planned.case, case, planned.at).await,
            Some(step) => self.go_on(planned.case, step.who, &step.does, planned.at).await,
        }
        .with_context(|| {
            let doing = planned.step.map(|step| format!("{step:?}"));
            let doing = doing.unwrap_or_else(|| "opening".to_owned());
            format!("“{}” at {}: {doing}", case.subject, planned.at)
        })
    }

    async fn open(&mut self, place: usize, case: &Case, at: DateTime<Utc>) -> anyhow::Result<()> {
        let mut files = Vec::new();
        for picture in &case.pictures {
            files.push(self.upload(case.by, *picture, "attachments", at).await?.body["id"].clone());
        }
        let began = case.happened.map(|(before, _)| at - TimeDelta::minutes(before));
        let ended = case.happened.and_then(|(before, lasted)| {
            lasted.map(|lasted| at - TimeDelta::minutes(before - lasted))
        });
        let mut body = json!({
            "subject": case.subject,
            "description": case.description,
            "kind": case.kind,
            "priority": case.priority,
            "category_id": self.categories.get(&case.category),
            "steps": case.how,
            "affected_user": case.affected_user,
            "campaign": case.campaign,
            "occurred_from": began,
            "occurred_to": ended,
            "attachment_ids": files,
        });
        if let Some(reporter) = case.on_behalf_of {
            let company = reporter.company().and_then(|company| self.companies.get(&company));
            body["company_id"] = json!(company.context("a reporter has a company")?);
            body["reporter_id"] = json!(self.person(reporter)?);
        }
        if let Some(key) = case.follow_up_of {
            body["follow_up_of"] = json!(self.number_of(key)?);
        }
        let answer = self.post(case.by, "tickets", &body, at).await?;
        let number = answer.body["number"].as_str().context("a number")?.to_owned();
        if let Some(key) = case.key {
            self.named.insert(key, number.clone());
        }
        let version = answer.version.context("an ETag")?;
        let (window, activities) = (None, Vec::new());
        self.opened.insert(place, Opened { number, version, window, activities });
        Ok(())
    }

    async fn go_on(
        &mut self,
        place: usize,
        who: Who,
        does: &Does,
        at: DateTime<Utc>,
    ) -> anyhow::Result<()> {
        let opened = self.opened.get(&place).context("an open case")?;
        let number = opened.number.clone();
        // Drafts of a plan count in support's version alone: each side looks before it acts.
        let version = if opened.activities.is_empty() {
            opened.version
        } else {
            self.version_for(who, &number, at).await?
        };
        let action = |action: &str| format!("tickets/{number}/actions/{action}");
        let post = Method::POST;
        let (method, path, body) = match does {
            Does::Assigns(to) => {
                (post, action("assign"), json!({ "assignee_id": self.person(*to)? }))
            }
            Does::LogsContact(channel, direction, outcome, summary) => (
                post,
                action("log-contact"),
                json!({
                    "channel": channel,
                    "direction": direction,
                    "outcome": outcome,
                    "summary": summary,
                }),
            ),
            Does::Asks(body) => (post, action("request-information"), json!({ "body": body })),
            Does::StartsAnalysis => (post, action("start-analysis"), json!({})),
            Does::Recategorizes { kind, category, priority, reason } => {
                let category = category.and_then(|category| self.categories.get(&category));
                let body = json!({
                    "kind": kind,
                    "category_id": category,
                    "priority": priority,
                    "reason": reason,
                });
                (post, action("recategorize"), body)
            }
            Does::Finds([identification, validation, structure, alarm_type]) => {
                let finding = |text: &'static str| Some(text).filter(|text| !text.is_empty());
                let body = json!({
                    "identification": finding(identification),
                    "validation": finding(validation),
                    "structure": finding(structure),
                    "alarm_type": finding(alarm_type),
                });
                (post, action("record-analysis"), body)
            }
            Does::StartsSolution => (post, action("start-solution"), json!({})),
            Does::ReturnsToAnalysis(reason) => {
                (post, action("return-to-analysis"), json!({ "reason": reason }))
            }
            Does::Delivers { resolution, summary, test, ends } => {
                let body = json!({
                    "summary": summary,
                    "test_steps": test,
                    "resolution_type": resolution,
                    "testing_days": self.testing_days(*ends, at)?,
                });
                (post, action("deliver-solution"), body)
            }
            Does::ExtendsTesting(days, reason) => {
                let ends_on = self.calendar.nth_business_day_after(self.today, *days)?;
                let body = json!({ "ends_on": ends_on, "reason": reason });
                (post, action("extend-testing"), body)
            }
            Does::Confirms(comment) => {
                (post, action("confirm-solution"), json!({ "comment": comment }))
            }
            Does::Rejects(reason) => (post, action("reject-solution"), json!({ "reason": reason })),
            Does::Withdraws(reason) => (post, action("withdraw"), json!({ "reason": reason })),
            Does::MarksDuplicateOf(key) => {
                (post, action("mark-duplicate"), json!({ "target": self.number_of(key)? }))
            }
            Does::Reopens(reason) => (post, action("reopen"), json!({ "reason": reason })),
            Does::Writes(text, picture) => {
                let mut files = Vec::new();
                if let Some(picture) = picture {
                    let file = self.upload(who, *picture, "attachments", at).await?;
                    files.push(file.body["id"].clone());
                }
                let body = json!({ "body": text, "attachment_ids": files });
                (post, format!("tickets/{number}/messages"), body)
            }
            Does::Notes(text) => {
                let body = json!({ "body": text, "visibility": "internal" });
                (post, format!("tickets/{number}/messages"), body)
            }
            Does::Corrects { description } => {
                let body = json!({ "description": description });
                (Method::PATCH, format!("tickets/{number}"), body)
            }
            Does::Attaches(picture) => {
                let path = format!("tickets/{number}/attachments");
                let answer = self.upload(who, *picture, &path, at).await?;
                return self.note(place, &answer);
            }
            Does::WritesPlan(objective, activities) => {
                let activities = activities.iter().map(|activity| self.activity(activity));
                let activities = activities.collect::<anyhow::Result<Vec<_>>>()?;
                let body = json!({ "objective": objective, "activities": activities });
                (Method::PUT, format!("tickets/{number}/work-plan"), body)
            }
            Does::SubmitsPlan => (post, format!("tickets/{number}/work-plan/submit"), json!({})),
            Does::ApprovesPlan(comment) => {
                let body = json!({ "comment": comment });
                (post, format!("tickets/{number}/work-plan/approve"), body)
            }
            Does::Finishes(activity) => {
                let activity = opened.activities.get(*activity).and_then(Value::as_str);
                let activity = activity.context("an activity of the plan")?;
                let path = format!("tickets/{number}/work-plan/activities/{activity}");
                (Method::PATCH, path, json!({ "state": "done" }))
            }
            Does::AsksForWindow(Window { day, from, to, task, contact }) => {
                let body = json!({
                    "starts_at": self.instant((*day, *from))?,
                    "ends_at": self.instant((*day, *to))?,
                    "task": task,
                    "contact": contact,
                });
                (post, format!("tickets/{number}/after-hours"), body)
            }
            Does::AgreesToWindow => {
                let window = opened.window.as_ref().and_then(Value::as_str);
                let window = window.context("a window that was asked for")?;
                (post, format!("tickets/{number}/after-hours/{window}/agree"), json!({}))
            }
        };
        let request = TestRequest::with_uri(&format!("/api/v1/{path}"))
            .method(method)
            .insert_header((header::IF_MATCH, format!("\"{version}\"")))
            .set_json(&body);
        let answer = self.send(who, request, at).await?;
        if matches!(does, Does::AsksForWindow(_)) {
            let opened = self.opened.get_mut(&place).context("an open case")?;
            opened.window = Some(answer.body["id"].clone());
        }
        self.note(place, &answer)
    }

    /// The version of a case that somebody sees.
    async fn version_for(&self, who: Who, number: &str, at: DateTime<Utc>) -> anyhow::Result<i64> {
        let request = TestRequest::with_uri(&format!("/api/v1/tickets/{number}"));
        self.send(who, request, at).await?.version.context("an ETag")
    }

    /// Remembers what the next step on a case needs of an answer.
    fn note(&mut self, place: usize, answer: &Answer) -> anyhow::Result<()> {
        let opened = self.opened.get_mut(&place).context("an open case")?;
        opened.version = answer.version.context("an ETag")?;
        if let Some(activities) = answer.body["activities"].as_array() {
            opened.activities = activities.iter().map(|activity| activity["id"].clone()).collect();
        }
        Ok(())
    }

    fn activity(&self, activity: &Activity) -> anyhow::Result<Value> {
        let Activity { title, responsible, starts, ends } = *activity;
        Ok(json!({
            "title": title,
            "responsible_id": self.person(responsible)?,
            "starts_at": self.instant(starts)?,
            "ends_at": self.instant(ends)?,
        }))
    }

    /// An hour of a business day that is so many away from today.
    fn instant(&self, (days, hour): (i32, u32)) -> anyhow::Result<DateTime<Utc>> {
        let away = days.unsigned_abs();
        let date = if days < 0 {
            plan::business_day_before(&self.calendar, self.today, away)?
        } else {
            self.calendar.nth_business_day_after(self.today, away)?
        };
        plan::at(date, hour, 0)
    }

    fn number_of(&self, key: &str) -> anyhow::Result<&str> {
        let number = self.named.get(key).with_context(|| format!("no case is named {key} yet"))?;
        Ok(number)
    }

    /// How long the testing period must be to end when it is to end.
    fn testing_days(&self, ends: Ends, at: DateTime<Utc>) -> anyhow::Result<Option<i64>> {
        match ends {
            Ends::ByPolicy => Ok(None),
            Ends::InDays(days) => {
                let last = self.calendar.nth_business_day_after(self.today, days)?;
                let first = self.calendar.business_day_of(at)?;
                Ok(Some(self.calendar.business_days_between(first, last)?))
            }
        }
    }

    /// Uploads a screenshot.
    async fn upload(
        &self,
        who: Who,
        picture: Picture,
        path: &str,
        at: DateTime<Utc>,
    ) -> anyhow::Result<Answer> {
        const BOUNDARY: &str = "----captura";
        let mut body = format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{}\"\r\n\
             Content-Type: image/png\r\n\r\n",
            picture.file_name()
        )
        .into_bytes();
        body.extend(picture.png());
        body.extend(format!("\r\n--{BOUNDARY}--\r\n").into_bytes());
        let request = TestRequest::post()
            .uri(&format!("/api/v1/{path}"))
            .insert_header((
                header::CONTENT_TYPE,
                format!("multipart/form-data; boundary={BOUNDARY}"),
            ))
            .set_payload(body);
        self.send(who, request, at).await
    }

    async fn post(
        &self,
        who: Who,
        path: &str,
        body: &Value,
        at: DateTime<Utc>,
    ) -> anyhow::Result<Answer> {
        let request = TestRequest::post().uri(&format!("/api/v1/{path}")).set_json(body);
        self.send(who, request, at).await
    }

    /// Creates something; its answer.
    ///
    /// # Errors
    /// What the API answered, if it is no success.
    pub(super) async fn create(
        &self,
        who: Who,
        path: &str,
        body: &Value,
        at: DateTime<Utc>,
    ) -> anyhow::Result<Value> {
        let answer = self.post(who, path, body, at).await;
        Ok(answer.with_context(|| format!("{path} {body}"))?.body)
    }

    /// Publishes an article as it was written first.
    ///
    /// # Errors
    /// What the API answered, if it is no success.
    pub(super) async fn publish(
        &self,
        who: Who,
        article: &str,
        at: DateTime<Utc>,
    ) -> anyhow::Result<()> {
        let request = TestRequest::post()
            .uri(&format!("/api/v1/articles/{article}/publish"))
            .insert_header((header::IF_MATCH, "\"1\""))
            .set_json(json!({}));
        self.send(who, request, at).await?;
        Ok(())
    }

    async fn send(
        &self,
        who: Who,
        request: TestRequest,
        at: DateTime<Utc>,
    ) -> anyhow::Result<Answer> {
        let token = match self.proofs.get(&who).with_context(|| format!("{who:?} is not there"))? {
            // Access tokens live for minutes, the demo's history is weeks long.
            Proof::Session { person, session } => self.state.tokens.issue(*person, *session, at)?,
            Proof::Key(key) => key.clone(),
        };
        let request = request.insert_header((header::AUTHORIZATION, format!("Bearer {token}")));
        let answer = clock::at(at, (self.api)(request)).await;
        let answer = answer.map_err(|error| anyhow!("the request failed: {error}"))?;
        let status = answer.status();
        let version = answer
            .headers()
            .get(header::ETAG)
            .and_then(|tag| tag.to_str().ok()?.trim_matches('"').parse().ok());
        let body = to_bytes(answer.into_body())
            .await
            .map_err(|error| anyhow!("the answer broke off: {error}"))?;
        ensure!(status.is_success(), "{status}: {}", String::from_utf8_lossy(&body));
        let body = if body.is_empty() { Value::Null } else { serde_json::from_slice(&body)? };
        Ok(Answer { body, version })
    }
}

/// The date in Bogota.
pub(super) fn date_of(instant: DateTime<Utc>) -> NaiveDate {
    instant.with_timezone(&BOGOTA).date_naive()
}
