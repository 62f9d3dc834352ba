//! People, in the words in which one speaks of them.

use std::sync::{Arc, Mutex};

use aval_api::db::api_key;
use aval_api::{auth, clock};
use aval_client::{Client, NewFile, Session};
use aval_contract::attachments::Attachment;
use aval_contract::error::{ErrorCode, Problem};
use aval_contract::page::{Page, PageQuery};
use aval_contract::ticket_actions::{
    Assign, ConfirmSolution, DeliverSolution, Empty, LogContact, Reason, RequestInformation,
};
use aval_contract::tickets::{
    Message, OpenTicket, PostMessage, TicketAnswer, TicketForReporter, TicketListItem, TicketQuery,
    Visibility,
};
use aval_contract::timeline::{TimelineEntry, Verification};
use aval_contract::{ContactChannel, ContactDirection, ContactOutcome};
use chrono::{DateTime, Utc};
use serde::Serialize;
use uuid::Uuid;

use super::builders::findings;
use super::raw::{Answer, Ask};
use super::test_app::TestApp;

/// A customer.
#[derive(Clone, Debug)]
pub struct Company {
    pub id: Uuid,
    pub name: String,
}

/// A ticket, as people point at it.
#[derive(Clone, Debug)]
pub struct Case {
    pub id: Uuid,
    pub number: String,
}

/// Somebody, or a key, with a token.
#[derive(Clone)]
pub struct Actor {
    pub id: Uuid,
    pub name: String,
    pub email: String,
    pub token: String,
    /// The typed client, signed with the token.
    pub session: Session,
    url: String,
    http: reqwest::Client,
    heard: Arc<Mutex<Vec<String>>>,
}

impl Actor {
    pub fn new(app: &TestApp, id: Uuid, name: &str, email: &str, token: String) -> Self {
        Self::at_url(&app.url(), &app.http, (id, name, email), token)
    }

    /// The same person with another token at another server.
    pub fn by_url(url: &str, http: &reqwest::Client, actor: &Self, token: String) -> Self {
        Self::at_url(url, http, (actor.id, &actor.name, &actor.email), token)
    }

    fn at_url(
        url: &str,
        http: &reqwest::Client,
        (id, name, email): (Uuid, &str, &str),
        token: String,
    ) -> Self {
        Self {
            id,
            name: name.to_owned(),
            email: email.to_owned(),
            // Whatever the client is given it sends as it is: a token minted for a test too.
            session: Client::new(url).with_api_key(&token),
            token,
            url: url.to_owned(),
            http: http.clone(),
            heard: Arc::default(),
        }
    }

    /// The same person at another server.
    pub fn at(&self, app: &TestApp) -> Self {
        Self::new(app, self.id, &self.name, &self.email, self.token.clone())
    }

    pub fn ask(&self, method: &str, path: &str) -> Ask {
        Ask::new(&self.http, method, &format!("{}{path}", self.url)).token(&self.token)
    }

    /// Reads something, and remembers every byte of it.
    pub async fn gets(&self, path: &str) -> Answer {
        let answer = self.ask("GET", path).send().await;
        self.heard.lock().expect("nobody panics here").push(answer.text());
        answer
    }

    /// Everything that [`Self::gets`] has brought.
    pub fn heard(&self) -> Vec<String> {
        self.heard.lock().expect("nobody panics here").clone()
    }

    pub async fn posts(&self, path: &str, body: &impl Serialize) -> Answer {
        self.ask("POST", path).json(body).send().await
    }

    pub async fn opens(&self, ticket: OpenTicket) -> Case {
        let opened = self.session.tickets().open(&ticket).await.expect("opened");
        let ticket = opened.ticket.public();
        Case { id: ticket.id, number: ticket.number.clone() }
    }

    /// Opens a ticket for a customer.
    pub async fn opens_for(&self, company: &Company, ticket: OpenTicket) -> Case {
        self.opens(OpenTicket { company_id: Some(company.id), ..ticket }).await
    }

    pub async fn sees_all_of(&self, case: &Case) -> TicketAnswer {
        self.session.tickets().show(case.id).await.expect("visible").value
    }

    pub async fn sees(&self, case: &Case) -> TicketForReporter {
        self.sees_all_of(case).await.public().clone()
    }

    pub async fn lists(&self, query: &TicketQuery) -> Page<TicketListItem> {
        self.session.tickets().list(query).await.expect("a page")
    }

    /// Acts on the newest version of a ticket, over the wire.
    pub async fn acts(&self, action: &str, case: &Case, body: &impl Serialize) -> Answer {
        let version = self.sees(case).await.version;
        let path = format!("/api/v1/tickets/{}/actions/{action}", case.id);
        self.ask("POST", &path).seen(version).json(body).send().await
    }

    /// Is told why an action is not possible.
    #[track_caller]
    pub fn is_refused(
        &self,
        action: &str,
        case: &Case,
        body: &impl Serialize,
        status: u16,
        code: ErrorCode,
    ) -> impl Future<Output = Problem> {
        let place = std::panic::Location::caller();
        async move {
            let answer = self.acts(action, case, body).await;
            let known = (answer.status, answer.status >= 400 && answer.problem().code == code);
            assert_eq!(known, (status, true), "{action} at {place}: {answer}");
            answer.problem()
        }
    }

    async fn succeeds(&self, action: &str, case: &Case, body: &impl Serialize) {
        let answer = self.acts(action, case, body).await;
        assert_eq!(answer.status, 200, "{} {action}: {answer}", self.name);
    }

    pub async fn assigns(&self, case: &Case, engineer: &Self) {
        self.succeeds("assign", case, &Assign { assignee_id: engineer.id }).await;
    }

    pub async fn takes(&self, case: &Case) {
        self.assigns(case, self).await;
    }

    /// Reaches the customer by phone.
    pub async fn calls_about(&self, case: &Case) {
        let contact = LogContact {
            channel: ContactChannel::Phone,
            direction: ContactDirection::Outbound,
            outcome: ContactOutcome::Reached,
            summary: "Se confirmó la falla con la usuaria.".to_owned(),
            at: None,
        };
        self.succeeds("log-contact", case, &contact).await;
    }

    pub async fn asks_about(&self, case: &Case, question: &str) {
        let body = RequestInformation { body: question.to_owned() };
        self.succeeds("request-information", case, &body).await;
    }

    pub async fn starts_analysis(&self, case: &Case) {
        self.succeeds("start-analysis", case, &Empty {}).await;
    }

    pub async fn records_findings(&self, case: &Case) {
        self.succeeds("record-analysis", case, &findings()).await;
    }

    pub async fn starts_solution(&self, case: &Case) {
        self.succeeds("start-solution", case, &Empty {}).await;
    }

    pub async fn delivers(&self, case: &Case, solution: DeliverSolution) {
        self.succeeds("deliver-solution", case, &solution).await;
    }

    /// All from a new ticket to a solution under test.
    pub async fn works_up_to_testing(&self, case: &Case, solution: DeliverSolution) {
        self.takes(case).await;
        self.calls_about(case).await;
        self.starts_analysis(case).await;
        self.records_findings(case).await;
        self.starts_solution(case).await;
        self.delivers(case, solution).await;
    }

    pub async fn rejects(&self, case: &Case, reason: &str) {
        self.succeeds("reject-solution", case, &because(reason)).await;
    }

    pub async fn confirms(&self, case: &Case) {
        self.succeeds("confirm-solution", case, &ConfirmSolution::default()).await;
    }

    pub async fn withdraws(&self, case: &Case) {
        self.succeeds("withdraw", case, &because("Ya no hace falta")).await;
    }

    pub async fn writes(&self, case: &Case, body: &str) -> Message {
        self.posts_message(case, body, Visibility::Public, Vec::new()).await
    }

    pub async fn notes(&self, case: &Case, body: &str) -> Message {
        self.posts_message(case, body, Visibility::Internal, Vec::new()).await
    }

    pub async fn posts_message(
        &self,
        case: &Case,
        body: &str,
        visibility: Visibility,
        attachment_ids: Vec<Uuid>,
    ) -> Message {
        let message = PostMessage { body: body.to_owned(), visibility, attachment_ids };
        self.session.tickets().post_message(case.id, &message).await.expect("posted")
    }

    pub async fn uploads(&self, name: &str, bytes: &[u8]) -> Attachment {
        let file = NewFile::new(name, bytes.to_vec());
        self.session.attachments().upload(&file).await.expect("uploaded")
    }

    /// The first hundred entries.
    pub async fn timeline(&self, case: &Case) -> Vec<TimelineEntry> {
        let query = PageQuery { limit: Some(100), ..PageQuery::default() };
        self.session.tickets().timeline(case.id, &query).await.expect("a timeline").items
    }

    pub async fn verifies(&self, case: &Case) -> Verification {
        self.session.tickets().verification(case.id).await.expect("verified or not")
    }
}

/// A reason, as several actions take one.
pub fn because(reason: &str) -> Reason {
    Reason { reason: reason.to_owned() }
}

impl TestApp {
    /// A key of a company, or of support.
    pub async fn key(&self, admin: &Actor, company: Option<&Company>, scopes: &str) -> Actor {
        self.key_until(admin, company, scopes, None).await
    }

    /// A key that ends, or has ended.
    pub async fn key_until(
        &self,
        admin: &Actor,
        company: Option<&Company>,
        scopes: &str,
        expires_at: Option<DateTime<Utc>>,
    ) -> Actor {
        let id = Uuid::now_v7();
        let (prefix, secret) = (id.simple().to_string(), "a secret of the tests");
        let row = api_key::Model {
            id,
            prefix: prefix.clone(),
            secret_hash: auth::tokens::digest(secret),
            name: "Integración de prueba".to_owned(),
            scopes: scopes.to_owned(),
            company_id: company.map(|company| company.id),
            created_at: clock::now(),
            created_by: admin.id,
            expires_at,
            last_used_at: None,
            revoked_at: None,
        };
        self.in_database(async |tx| api_key::insert(tx, row).await.expect("inserted")).await;
        Actor::new(self, id, "Integración de prueba", "", format!("aval_{prefix}_{secret}"))
    }
}
