//! Reports: every figure is what one gets by going through the tickets one by one with what the API
//! says of each, on paper so to speak, and nothing internal is in any of them.

mod by_hand;
mod export;
mod tables;

use aval_client::Table;
use aval_contract::after_hours::{AskAfterHours, WindowState};
use aval_contract::error::ErrorCode;
use aval_contract::reports::{MonthlyQuery, ReportQuery, TodayReport};
use aval_contract::ticket_actions::{DeliverSolution, MarkDuplicate, Recategorize};
use aval_contract::tickets::OpenTicket;
use aval_contract::{ClosureKind, Kind, ResolutionType, Stage};
use chrono::NaiveDate;
use uuid::Uuid;

use self::by_hand::ByHand;
use crate::util::{
    Actor, Case, Company, TestApp, Weeks, because, bogota, both, delivery, incident, plan,
    question, request,
};

/// The figures of all tickets and periods.
const REPORTS: [&str; 6] = ["stages", "compliance", "ageing", "time-in-stage", "closures", "load"];
/// What no customer and no report may ever show.
const CANARY: &str = "canario-amarillo-7431";

fn july(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 7, day).expect("a date")
}

/// Two and a half weeks of two companies: every way to be late, to end and to begin again.
struct Scene<'a> {
    weeks: Weeks<'a>,
    olga: Actor,
    luis: Actor,
    ana: Actor,
    eva: Actor,
    acme: Company,
    beta: Company,
    cases: Vec<(Case, Company)>,
}

impl<'a> Scene<'a> {
    /// Everybody at this time.
    async fn at(&mut self, wall: &str) -> [Actor; 4] {
        self.weeks.turn_to(wall);
        let weeks = &self.weeks;
        [
            weeks.here(&self.olga).await,
            weeks.here(&self.luis).await,
            weeks.here(&self.ana).await,
            weeks.here(&self.eva).await,
        ]
    }

    fn keep(&mut self, case: Case, company: &Company) -> Case {
        self.cases.push((case.clone(), company.clone()));
        case
    }

    async fn play(app: &'a TestApp) -> Self {
        let (acme, beta) = (app.company("Ácme").await, app.company("Beta, S.A.").await);
        let (ana, eva) = (app.reporter("Ana", &acme).await, app.reporter("Eva", &beta).await);
        let (luis, olga) = (app.engineer("Luis").await, app.coordinator("Olga").await);
        let weeks = Weeks::begin(app, "2026-07-06 09:00").await;
        let (mine, theirs) = (acme.clone(), beta.clone());
        let mut scene = Self { weeks, olga, luis, ana, eva, acme, beta, cases: Vec::new() };

        let [olga, luis, ana, eva] = scene.at("2026-07-06 09:00").await;
        let audio = scene.weeks.incident();
        let audio = scene.keep(ana.opens(audio).await, &mine);
        let subject = "=HYPERLINK(\"http://mal.example\")".to_owned();
        let users = eva.opens(OpenTicket { subject, ..request() }).await;
        let users = scene.keep(users, &theirs);
        luis.works_up_to_analysis(&audio).await;
        luis.notes(&audio, CANARY).await;

        let [_, luis, ..] = scene.at("2026-07-06 15:00").await;
        luis.starts_solution(&audio).await;
        luis.delivers(&audio, delivery()).await;

        let [olga2, luis, ana, _] = scene.at("2026-07-07 10:00").await;
        ana.rejects(&audio, "Sigue sin audio").await;
        // Nobody had called about this one for a day.
        olga2.assigns(&users, &olga).await;
        olga2.asks_about(&users, "¿Cuáles usuarios?").await;
        luis.starts_solution(&audio).await;

        let [_, luis, ana, _] = scene.at("2026-07-08 16:30").await;
        luis.delivers(&audio, delivery()).await;
        ana.confirms(&audio).await;

        let [_, _, ana, eva] = scene.at("2026-07-10 18:30").await;
        let how = scene.keep(ana.opens(question()).await, &mine);
        let gone = scene.keep(ana.opens(request()).await, &mine);
        let again = scene.keep(eva.opens(request()).await, &theirs);
        let [_, luis, ana, _] = scene.at("2026-07-11 10:00").await;
        let saturday = scene.weeks.incident();
        let saturday = scene.keep(ana.opens(saturday).await, &mine);
        luis.takes(&saturday).await;

        let [olga, luis, ana, _] = scene.at("2026-07-14 09:30").await;
        ana.withdraws(&gone).await;
        let change = Recategorize {
            kind: Some(Kind::Request),
            category_id: None,
            priority: None,
            reason: "Es un pedido".to_owned(),
        };
        luis.acts("recategorize", &saturday, &change).await.is(200);
        luis.notes(&saturday, CANARY).await;
        luis.works_up_to_testing(
            &how,
            DeliverSolution { resolution_type: ResolutionType::Answered, ..delivery() },
        )
        .await;
        let duplicate = MarkDuplicate { target: users.number.clone() };
        olga.acts("mark-duplicate", &again, &duplicate).await.is(200);
        let reopened = ana.acts("reopen", &audio, &because("Volvió a fallar")).await;
        reopened.is(200);

        let [_, luis, ana, eva] = scene.at("2026-07-15 10:00").await;
        let evening = AskAfterHours {
            starts_at: bogota("2026-07-21 18:00"),
            ends_at: bogota("2026-07-21 20:30"),
            task: "Cambiar la pasarela".to_owned(),
            contact: "Marta, 300 000 0000".to_owned(),
            override_reason: None,
            engineer_id: Some(luis.id),
        };
        let version = luis.sees(&audio).await.version;
        let windows = luis.session.after_hours(audio.id);
        let asked = windows.ask(version, &evening).await.expect("asked");
        let windows = ana.session.after_hours(audio.id);
        windows.agree(asked.value.id, asked.version).await.expect("agreed");
        let planned = scene.keep(eva.opens(incident_of(&scene)).await, &theirs);
        luis.works_up_to_analysis(&planned).await;
        luis.sends_plan(&planned, &plan(&luis)).await;

        // The end of the question's testing period.
        scene.weeks.go_to("2026-07-16 17:00").await;

        let [_, luis, ana, _] = scene.at("2026-07-22 11:00").await;
        let version = luis.sees(&audio).await.version;
        let windows = luis.session.after_hours(audio.id);
        windows.complete(asked.value.id, version).await.expect("completed");
        scene.keep(ana.opens(question()).await, &mine);
        scene
    }

    async fn by_hand(&self, company: Option<&Company>) -> ByHand {
        let luis = self.weeks.here(&self.luis).await;
        let of = self.cases.iter().filter(|(_, of)| company.is_none_or(|c| c.id == of.id));
        ByHand::read(&luis, of, self.weeks.now()).await
    }

    /// Periods of all sorts, and everybody's or one company's.
    fn queries(&self) -> Vec<(ReportQuery, Option<Company>)> {
        let mut queries = Vec::new();
        for company in [None, Some(self.acme.clone()), Some(self.beta.clone())] {
            for (from, to) in [
                (None, None),
                (Some(july(1)), Some(july(31))),
                (Some(july(7)), Some(july(8))),
                (Some(july(8)), Some(july(14))),
                (Some(july(12)), Some(july(13))),
                (Some(july(16)), None),
            ] {
                let company_id = company.as_ref().map(|company| company.id);
                queries.push((ReportQuery { from, to, company_id }, company.clone()));
            }
        }
        queries
    }
}

fn incident_of(scene: &Scene<'_>) -> OpenTicket {
    OpenTicket { occurred_from: Some(scene.weeks.now()), ..incident() }
}

both! {
    async fn every_figure_is_what_one_counts_by_hand(app: &TestApp) {
        let scene = Scene::play(app).await;
        let olga = scene.weeks.here(&scene.olga).await;
        let mut told_something = 0;
        for (query, company) in scene.queries() {
            let hand = scene.by_hand(company.as_ref()).await;
            let (first, last) = (query.from, query.to);
            let last = last.unwrap_or(july(22));
            let first = first.unwrap_or(last - chrono::TimeDelta::days(29));
            let reports = olga.session.reports();

            let stages = reports.stages(&query).await.expect("figures");
            assert_eq!(hand.stages(last), stages_told(&stages), "{query:?}");
            let ageing = reports.ageing(&query).await.expect("figures");
            let ages: Vec<_> = ageing.buckets.iter().map(|bucket| bucket.total).collect();
            assert_eq!(hand.ages(last), ages, "{query:?}");
            assert_eq!(ageing.total, stages.total.total);
            if last >= july(22) {
                let waiting: (u32, u32) = ageing
                    .buckets
                    .iter()
                    .fold((0, 0), |sum, of| (sum.0 + of.support, sum.1 + of.customer));
                assert_eq!(hand.waiting(), waiting);
            }
            let compliance = reports.compliance(&query).await.expect("figures");
            assert_eq!(hand.compliance(first, last), tables::compliance(&compliance), "{query:?}");
            let closures = reports.closures(&query).await.expect("figures");
            assert_eq!(hand.closures(first, last), closures_told(&closures.total), "{query:?}");
            told_something += closures.total.closed;
            let load = reports.load(&query).await.expect("figures");
            let cells: Vec<_> =
                load.cells.iter().map(|c| ((c.weekday, c.hour), c.openings)).collect();
            assert_eq!(hand.load(first, last), cells, "{query:?}");
            assert_eq!(load.openings, cells.iter().map(|(_, openings)| openings).sum::<u32>());
            let time = reports.time_in_stage(&query).await.expect("figures");
            assert_eq!(hand.time_in_stage(first, last), tables::times(&time), "{query:?}");
        }
        assert!(told_something >= 6, "tickets were closed in these weeks");
        let all = olga.session.reports();
        let closures = all.closures(&ReportQuery::default()).await.expect("figures").total;
        // What the story says without any counting.
        assert_eq!(
            (closures.approved, closures.tacit, closures.withdrawn, closures.duplicate),
            (1, 1, 1, 1)
        );
        assert_eq!((closures.rejected, closures.reopened, closures.reopen_rate), (1, 1, Some(25.0)));
        assert_eq!(closures.reject_rate, Some(33.3));
        let load = all.load(&ReportQuery::default()).await.expect("figures");
        assert_eq!((load.openings, load.outside_service_hours), (8, 3));
    }

    async fn a_table_says_what_the_figures_say(app: &TestApp) {
        let scene = Scene::play(app).await;
        let olga = scene.weeks.here(&scene.olga).await;
        let (reports, query) = (olga.session.reports(), ReportQuery::default());
        let csv = async |table| tables::read(&reports.csv(table, &query).await.expect("a table"));
        let stages = reports.stages(&query).await.expect("figures");
        assert_eq!(csv(Table::Stages).await, tables::of_stages(&stages));
        let compliance = reports.compliance(&query).await.expect("figures");
        assert_eq!(csv(Table::Compliance).await, tables::of_compliance(&compliance));
        let ageing = reports.ageing(&query).await.expect("figures");
        assert_eq!(csv(Table::Ageing).await, tables::of_ageing(&ageing));
        let time = reports.time_in_stage(&query).await.expect("figures");
        assert_eq!(csv(Table::TimeInStage).await, tables::of_times(&time));
        let closures = reports.closures(&query).await.expect("figures");
        assert_eq!(csv(Table::Closures).await, tables::of_closures(&closures));
        let load = reports.load(&query).await.expect("figures");
        assert_eq!(csv(Table::Load).await, tables::of_load(&load));
        let month = MonthlyQuery { month: Some("2026-07".to_owned()) };
        let monthly = reports.monthly(scene.beta.id, &month).await.expect("a report");
        let table = reports.monthly_csv(scene.beta.id, &month).await.expect("a table");
        assert_eq!(tables::read(&table), tables::of_month(&monthly));
        assert!(String::from_utf8_lossy(&table).contains("\"'=HYPERLINK"));
    }

    async fn the_month_of_a_company_holds_its_cases_and_nothing_internal(app: &TestApp) {
        let scene = Scene::play(app).await;
        let weeks = &scene.weeks;
        let (olga, ana, eva) =
            (weeks.here(&scene.olga).await, weeks.here(&scene.ana).await, weeks.here(&scene.eva).await);
        let month = MonthlyQuery { month: Some("2026-07".to_owned()) };
        let hers = ana.session.reports().monthly(scene.acme.id, &month).await.expect("hers");
        assert_eq!(hers, olga.session.reports().monthly(scene.acme.id, &month).await.expect("all"));
        let hand = scene.by_hand(Some(&scene.acme)).await;
        assert_eq!(hand.closures(july(1), july(31)), closures_told(&hers.closures));
        let promises = hand.compliance(july(1), july(31));
        assert_eq!(promises[0], tables::promises(&hers.first_contact));
        assert_eq!(promises[1], tables::promises(&hers.resolution));
        assert_eq!((hers.from, hers.to), (july(1), july(22)));
        let told: Vec<_> = hers.cases.iter().map(|case| case.number.clone()).collect();
        let own = scene.cases.iter().filter(|(_, of)| of.id == scene.acme.id);
        assert_eq!(told, own.map(|(case, _)| case.number.clone()).collect::<Vec<_>>());
        assert_eq!(u32::try_from(hers.cases.len()).expect("few"), hers.totals.opened);
        for case in &hers.cases {
            let seen = ana.session.tickets().show(case.number.as_str()).await.expect("hers").value;
            let seen = seen.public();
            assert_eq!((&case.subject, case.kind, case.priority), (&seen.subject, seen.kind, seen.priority));
            assert_eq!((case.stage, case.waiting_on, case.opened_at), (seen.stage, seen.waiting_on, seen.created_at));
            let closure = seen.closure.as_ref();
            assert_eq!(case.closed_at, closure.map(|closure| closure.at));
            assert_eq!(case.closure_kind, closure.map(|closure| closure.kind));
        }
        // The reopened one is open again, and was closed all the same.
        assert_eq!((hers.cases[0].stage, hers.totals.closed), (Stage::Analysis, 3));
        let reopened: Vec<u32> = hers.cases.iter().map(|case| case.reopened).collect();
        assert_eq!((reopened[0], reopened.iter().sum()), (1, hers.closures.reopened));
        assert!(hers.cases.iter().any(|case| case.closure_kind == Some(ClosureKind::Tacit)));
        assert_eq!(hers.totals.open_at_end, 3);
        let window = &hers.windows[0];
        assert_eq!((hers.windows.len(), window.state), (1, WindowState::Done));
        assert_eq!((window.length.to_string(), hers.totals.after_hours_done), ("PT2H30M".to_owned(), window.length));
        assert_eq!(hers.totals.after_hours_agreed.to_string(), "PT0S");
        // Nobody else's, and like one that is not there.
        let foreign = format!("/api/v1/reports/companies/{}/monthly?month=2026-07", scene.acme.id);
        let unknown = format!("/api/v1/reports/companies/{}/monthly?month=2026-07", Uuid::nil());
        let (refused, missing) = (eva.gets(&foreign).await, eva.gets(&unknown).await);
        refused.is_refused(404, ErrorCode::NotFound);
        assert_eq!(refused.but_for_the_request(), missing.but_for_the_request());
        // A month of the past is told as it ended.
        let june = MonthlyQuery { month: Some("2026-06".to_owned()) };
        let june = ana.session.reports().monthly(scene.acme.id, &june).await.expect("June");
        assert_eq!((june.cases.len(), june.totals.open_at_end, june.to.to_string()), (0, 0, "2026-06-30".to_owned()));
        for (month, code) in
            [("2026-08", "in_future"), ("2026-7", "malformed"), ("julio", "malformed"), ("1900-01", "out_of_range")]
        {
            let path = format!("/api/v1/reports/companies/{}/monthly?month={month}", scene.acme.id);
            ana.gets(&path).await.names(&[("?month", code)]);
        }
    }

    async fn nothing_internal_is_in_any_report_and_who_may_not_see_them_does_not(app: &TestApp) {
        let scene = Scene::play(app).await;
        let weeks = &scene.weeks;
        let (olga, luis, ana) =
            (weeks.here(&scene.olga).await, weeks.here(&scene.luis).await, weeks.here(&scene.ana).await);
        let mut paths: Vec<_> = REPORTS.iter().map(|name| format!("/api/v1/reports/{name}")).collect();
        paths.push("/api/v1/reports/today".to_owned());
        let monthly = format!("/api/v1/reports/companies/{}/monthly?month=2026-07", scene.acme.id);
        let export = "/api/v1/exports/tickets.csv".to_owned();
        for path in paths.iter().chain([&monthly, &export]) {
            olga.gets(path).await.is(200);
            let table = olga.ask("GET", path).header("Accept", "text/csv").send().await.is(200);
            assert!(!table.text().contains(CANARY), "{path}");
            luis.gets(path).await.is_refused(403, ErrorCode::Forbidden);
        }
        for path in &paths {
            ana.gets(path).await.is_refused(403, ErrorCode::Forbidden);
        }
        ana.gets(&monthly).await.is(200);
        ana.gets(&export).await.is(200);
        let said = [olga.heard(), ana.heard()].concat();
        assert!(said.len() > 10 && !said.iter().any(|text| text.contains(CANARY)));
        // What a reporter is given says nothing of other companies.
        assert!(!ana.heard().iter().any(|text| text.contains("Beta")));

        let today: TodayReport = olga.gets("/api/v1/reports/today").await.read();
        let listed = |list: &aval_contract::reports::TodayTickets| -> Vec<String> {
            assert_eq!(list.total, list.items.len() as u64);
            list.items.iter().map(|item| item.number.clone()).collect()
        };
        let number = |place: usize| scene.cases[place].0.number.clone();
        assert_eq!(listed(&today.unassigned), [number(7)]);
        assert_eq!(listed(&today.awaiting_approval), [number(6)]);
        let late = olga.gets("/api/v1/tickets?breached=true&sort=due_at").await.value();
        let late: Vec<_> = late["items"]
            .as_array()
            .expect("items")
            .iter()
            .map(|item| item["number"].as_str().expect("a number").to_owned())
            .collect();
        assert!(!late.is_empty());
        assert_eq!(listed(&today.breached), late);
        assert_eq!((today.date, today.windows.len()), (july(22), 0));
        // Due today is the hour after the first contact's four; the new question has nine.
        assert!(today.due_today.items.iter().all(|item| item.due_at.is_some_and(|due| due > weeks.now())));
    }

    async fn periods_that_make_no_sense_are_refused(app: &TestApp) {
        let olga = app.coordinator("Olga").await;
        for (query, named) in [
            ("from=2026-07-02&to=2026-07-01", ("?to", "before_start")),
            ("from=2025-07-01&to=2026-07-02", ("?to", "out_of_range")),
            ("from=1900-01-01&to=1900-01-02", ("?from", "out_of_range")),
            ("from=ayer", ("?from", "malformed")),
            ("month=2026-07", ("?month", "unknown")),
            ("company_id=1", ("?company_id", "malformed")),
        ] {
            for report in REPORTS {
                let answer = olga.gets(&format!("/api/v1/reports/{report}?{query}")).await;
                if query.starts_with("from=1900") {
                    answer.names(&[named, ("?to", "out_of_range")]);
                } else {
                    answer.names(&[named]);
                }
            }
        }
        let whole_year = "/api/v1/reports/load?from=2025-07-01&to=2026-07-01";
        olga.gets(whole_year).await.is(200);
    }

    async fn a_report_costs_the_same_for_one_ticket_and_for_many(app: &TestApp) {
        let acme = app.company("Acme").await;
        let (ana, luis, olga) =
            (app.reporter("Ana", &acme).await, app.engineer("Luis").await, app.admin("Olga").await);
        let case = ana.opens(incident()).await;
        luis.works_up_to_testing(&case, delivery()).await;
        let month = aval_api::clock::now().format("%Y-%m");
        let mut paths: Vec<_> = REPORTS.iter().map(|name| format!("/api/v1/reports/{name}")).collect();
        paths.push("/api/v1/reports/today".to_owned());
        paths.push("/api/v1/exports/tickets.csv".to_owned());
        paths.push(format!("/api/v1/reports/companies/{}/monthly?month={month}", acme.id));
        let cost = async |path: &str| {
            let before = app.state.db.statements();
            olga.gets(path).await.is(200);
            app.state.db.statements() - before
        };
        let mut for_one = Vec::new();
        for path in &paths {
            for_one.push(cost(path).await);
        }
        for _ in 0..40 {
            let case = ana.opens(question()).await;
            luis.takes(&case).await;
        }
        for (path, for_one) in paths.iter().zip(for_one) {
            let for_many = cost(path).await;
            assert_eq!(for_many, for_one, "{path}");
            assert!((1..=14).contains(&for_many), "{for_many} statements for {path}");
        }
    }
}

fn stages_told(report: &aval_contract::reports::StagesReport) -> by_hand::Standing {
    let counts =
        |of: &aval_contract::reports::StageCounts| [of.open, of.analysis, of.solution, of.testing];
    let mut engineers: Vec<_> = report
        .engineers
        .iter()
        .map(|row| (row.engineer.as_ref().map(|who| who.name.clone()), counts(&row.counts)))
        .collect();
    engineers.sort();
    let mut companies: Vec<_> = report
        .companies
        .iter()
        .map(|row| (row.company.name.clone(), counts(&row.counts)))
        .collect();
    companies.sort();
    by_hand::Standing { total: counts(&report.total), engineers, companies }
}

fn closures_told(of: &aval_contract::reports::ClosureFigures) -> [u32; 8] {
    [
        of.approved,
        of.tacit,
        of.withdrawn,
        of.duplicate,
        of.closed,
        of.delivered,
        of.rejected,
        of.reopened,
    ]
}
