//! Tickets as a table.

use aval_api::db::ticket;
use aval_contract::Stage;
use aval_contract::reports::ExportQuery;
use aval_contract::tickets::{OpenTicket, TicketQuery};
use chrono::TimeDelta;
use sea_orm::{EntityTrait as _, IntoActiveModel as _};
use uuid::Uuid;

use super::tables;
use crate::util::{TestApp, both, delivery, incident, question};

both! {
    async fn a_table_has_all_tickets_however_many_batches_it_takes(app: &TestApp) {
        const MANY: i64 = 1_203;
        let (acme, beta) = (app.company("Acme").await, app.company("Beta").await);
        let (ana, eva) = (app.reporter("Ana", &acme).await, app.reporter("Eva", &beta).await);
        let olga = app.coordinator("Olga").await;
        let case = ana.opens(question()).await;
        eva.opens(question()).await;
        let one = ticket::Entity::find_by_id(case.id).one(app.state.db.read()).await;
        let one = one.expect("read").expect("there");
        // Copies of one ticket, two of each instant, so that an instant is cut by a batch.
        for begin in (1..MANY).step_by(300) {
            let copies = (begin..MANY.min(begin + 300)).map(|n| {
                let mut copy = one.clone();
                copy.id = Uuid::now_v7();
                copy.number = 10_000 + n;
                copy.created_at -= TimeDelta::minutes(n / 2);
                copy.into_active_model()
            });
            app.in_database(async |tx| {
                ticket::Entity::insert_many(copies).exec_without_returning(tx).await.expect("in");
            })
            .await;
        }
        let table = async |query: &ExportQuery| {
            tables::read(&olga.session.reports().export_tickets(query).await.expect("a table"))
        };
        let rows = table(&ExportQuery::default()).await;
        assert_eq!(rows.len(), 1 + 1_204);
        let mut numbers: Vec<_> = rows[1..].iter().map(|row| row[0].clone()).collect();
        numbers.sort();
        numbers.dedup();
        assert_eq!(numbers.len(), 1_204, "each once");
        let created = |row: &Vec<String>| row[12].clone();
        assert!(rows[1..].is_sorted_by(|a, b| created(a) >= created(b)));
        let of_beta = ExportQuery { company_id: Some(beta.id), ..ExportQuery::default() };
        assert_eq!(table(&of_beta).await.len(), 2);
        // A reporter is given her company's, whatever she asks for.
        let hers = eva.session.reports();
        let all = tables::read(&hers.export_tickets(&ExportQuery::default()).await.expect("hers"));
        assert_eq!((all.len(), all[1][1].as_str()), (2, "Beta"));
        let foreign = ExportQuery { company_id: Some(acme.id), ..ExportQuery::default() };
        assert_eq!(tables::read(&hers.export_tickets(&foreign).await.expect("none")).len(), 1);
    }

    async fn a_table_says_what_the_list_says_and_no_cell_is_a_formula(app: &TestApp) {
        let acme = app.company("Acme").await;
        let (ana, luis, olga) =
            (app.reporter("Ana", &acme).await, app.engineer("Luis").await, app.admin("Olga").await);
        let mean = "=cmd|' /C calc'!A0".to_owned();
        let odd = "Dice \"no\", y ya".to_owned();
        let fault = ana
            .opens(OpenTicket { subject: mean, campaign: Some("+57, @todos".to_owned()), ..incident() })
            .await;
        ana.opens(OpenTicket { affected_user: Some("-Rosa".to_owned()), subject: odd, ..question() })
            .await;
        luis.works_up_to_testing(&fault, delivery()).await;
        ana.confirms(&fault).await;
        let answer = olga.gets("/api/v1/exports/tickets.csv").await.is(200);
        assert_eq!(answer.header("content-type"), Some("text/csv; charset=utf-8"));
        let disposition = answer.header("content-disposition").expect("a file");
        assert!(disposition.starts_with("attachment; filename=\"casos-20"), "{disposition}");
        let rows = tables::read(&answer.body);
        let list = olga.lists(&TicketQuery::default()).await.items;
        assert_eq!(rows.len(), 1 + list.len());
        for (row, item) in rows[1..].iter().zip(&list) {
            let of = |name: &str| {
                let place = rows[0].iter().position(|head| head == name).expect("a column");
                row[place].clone()
            };
            assert_eq!(of("number"), item.number);
            assert_eq!((of("stage"), of("kind")), (item.stage.to_string(), item.kind.to_string()));
            assert_eq!(of("assignee"), item.assignee.as_ref().map(|who| who.name.clone()).unwrap_or_default());
            assert_eq!(of("closed_at_bogota").is_empty(), item.stage != Stage::Closed);
            assert_eq!(of("subject").trim_start_matches('\''), item.subject);
            for cell in row {
                assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell}");
            }
        }
        let text = answer.text();
        assert!(text.contains("'=cmd|' /C calc'!A0") && text.contains("\"'+57, @todos\""), "{text}");
        assert!(text.contains("'-Rosa") && text.contains("\"Dice \"\"no\"\", y"), "{text}");
        let open = ExportQuery { stage: Some(Stage::Open), ..ExportQuery::default() };
        let open = olga.session.reports().export_tickets(&open).await.expect("a table");
        assert_eq!(tables::read(&open).len(), 2);
        // The first is closed; nobody has taken the other one.
        for (query, found) in [
            ("assigned=true", &list[1]),
            ("assigned=false", &list[0]),
            ("stage=closed&needs_customer=false", &list[1]),
        ] {
            let path = format!("/api/v1/exports/tickets.csv?{query}");
            let rows = tables::read(&olga.gets(&path).await.is(200).body);
            assert_eq!((rows.len(), &rows[1][0]), (2, &found.number), "{query}");
        }
        let none = olga.gets("/api/v1/exports/tickets.csv?needs_customer=true").await.is(200);
        assert_eq!(tables::read(&none.body).len(), 1);
        for (query, named) in [("limit=1", "?limit"), ("sort=due_at", "?sort"), ("cursor=x", "?cursor")] {
            olga.gets(&format!("/api/v1/exports/tickets.csv?{query}")).await.names(&[(named, "unknown")]);
        }
    }
}
