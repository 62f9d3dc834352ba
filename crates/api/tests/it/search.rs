//! One search over everything, which finds what is there and shows what is one's own.

use aval_api::search::index;
use aval_contract::TextSource;
use aval_contract::articles::CreateArticle;
use aval_contract::search::{SearchAnswer, SearchHit, SearchQuery, SearchScope};
use aval_contract::tickets::{OpenTicket, TicketQuery};
use aval_contract::{Audience, Stage};

use crate::util::{Actor, Case, TestApp, both, delivery, incident, question};

fn about(q: &str) -> SearchQuery {
    SearchQuery { q: q.to_owned(), ..SearchQuery::default() }
}

fn said(subject: &str, description: &str) -> OpenTicket {
    OpenTicket { subject: subject.to_owned(), description: description.to_owned(), ..question() }
}

async fn finds(actor: &Actor, query: SearchQuery) -> SearchAnswer {
    actor.session.search().find(&query).await.expect("found or not")
}

/// The numbers of the tickets found, best first.
async fn numbers(actor: &Actor, q: &str) -> Vec<String> {
    let hits = finds(actor, about(q)).await.hits;
    hits.into_iter().filter_map(|hit| hit.ticket).map(|ticket| ticket.number).collect()
}

fn marked(hit: &SearchHit) -> Vec<&str> {
    let pieces = hit.title.iter().chain(&hit.excerpt);
    pieces.filter(|piece| piece.marked).map(|piece| piece.text.as_str()).collect()
}

async fn publishes(actor: &Actor, title: &str, body: &str) {
    let article = CreateArticle {
        title: title.to_owned(),
        body: body.to_owned(),
        audience: Audience::Everyone,
        company_id: None,
        category_id: None,
        attachment_ids: Vec::new(),
        solution_id: None,
    };
    let draft = actor.session.articles().create(&article).await.expect("written");
    actor.session.articles().publish(draft.id, draft.revision).await.expect("published");
}

both! {
    async fn a_ticket_is_found_by_what_was_said_in_it_wherever(app: &TestApp) {
        let acme = app.company("Acme").await;
        let (ana, luis) = (app.reporter("Ana", &acme).await, app.engineer("Luis").await);
        let case = ana
            .opens(OpenTicket {
                subject: "Marcador caído".to_owned(),
                description: "No timbra el teléfono".to_owned(),
                ..incident()
            })
            .await;
        ana.opens(said("Otra cosa", "Nada que ver")).await;
        ana.writes(&case, "La troncal está saturada").await;
        luis.works_up_to_testing(&case, delivery()).await;
        let file = luis.uploads("bitácora-central.log", b"x").await.id;
        luis.posts_message(&case, "Va adjunto", aval_contract::tickets::Visibility::Public, vec![file])
            .await;
        for (q, source, shown) in [
            ("marcador", TextSource::Ticket, "Marcador"),
            ("TIMBRA", TextSource::Ticket, "timbra"),
            ("troncales", TextSource::Message, "troncal"),
            ("saturadas", TextSource::Message, "saturada"),
            ("bitacora", TextSource::File, "bitácora"),
            (case.number.as_str(), TextSource::Ticket, ""),
        ] {
            for actor in [&ana, &luis] {
                let found = finds(actor, about(q)).await;
                assert!(!found.more);
                let hits = found.hits;
                assert_eq!(hits.len(), 1, "{q}: {hits:?}");
                let ticket = hits[0].ticket.as_ref().expect("a ticket");
                assert_eq!((&ticket.number, hits[0].found_in), (&case.number, source), "{q}");
                assert!(shown.is_empty() || marked(&hits[0]).contains(&shown), "{hits:?}");
            }
        }
        let word = delivery().test_steps;
        let word = word.split_whitespace().max_by_key(|word| word.len()).expect("a word");
        assert_eq!(numbers(&ana, word).await, [case.number.as_str()], "the solution: {word}");
    }

    async fn accents_may_be_missing_or_wrong(app: &TestApp) {
        let acme = app.company("Acme").await;
        let ana = app.reporter("Ana", &acme).await;
        let case = ana.opens(said("Falló la facturación electrónica", "x")).await;
        for q in ["facturacion", "FACTURACIÓN", "factúracion", "facturaciones", "factur", "fallo la"] {
            assert_eq!(numbers(&ana, q).await, [case.number.as_str()], "{q}");
        }
        assert_eq!(numbers(&ana, "facturación inexistente").await, [""; 0]);
    }

    async fn a_phrase_is_found_as_it_was_said(app: &TestApp) {
        let acme = app.company("Acme").await;
        let ana = app.reporter("Ana", &acme).await;
        let case = ana.opens(said("La llamada no entra", "x")).await;
        ana.opens(said("Entra la llamada", "que no")).await;
        assert_eq!(numbers(&ana, "\"no entra\"").await, [case.number.as_str()]);
        assert_eq!(numbers(&ana, "no entra").await.len(), 2);
        // Nothing that is asked is a query language.
        for q in ["\"", "*", "AND", "NEAR(a b)", "tokens:x", "a' OR '1'='1", "& | !", "(", "\0"] {
            finds(&ana, about(q)).await;
        }
    }

    async fn what_is_internal_gives_a_customer_no_hit_and_no_count(app: &TestApp) {
        let acme = app.company("Acme").await;
        let (ana, luis) = (app.reporter("Ana", &acme).await, app.engineer("Luis").await);
        let key = app.key(&app.admin("Olga").await, Some(&acme), "tickets:read").await;
        let case = ana.opens(incident()).await;
        luis.notes(&case, "La clave es zumbayllu").await;
        let file = luis.uploads("zumbayllu.txt", b"x").await.id;
        luis.posts_message(&case, "Ver", aval_contract::tickets::Visibility::Internal, vec![file])
            .await;
        assert_eq!(finds(&luis, about("zumbayllu")).await.hits.len(), 1);
        let listed = TicketQuery {
            q: Some("zumbayllu".to_owned()),
            count: Some(true),
            ..TicketQuery::default()
        };
        assert_eq!(luis.lists(&listed).await.total, Some(1));
        for outside in [&ana, &key] {
            let found = finds(outside, about("zumbayllu")).await;
            assert_eq!(found, SearchAnswer { hits: Vec::new(), more: false });
            assert_eq!(outside.lists(&listed).await.total, Some(0));
        }
    }

    async fn a_company_finds_nothing_of_another_one(app: &TestApp) {
        let (acme, other) = (app.company("Acme").await, app.company("Otra").await);
        let (ana, eva) = (app.reporter("Ana", &acme).await, app.reporter("Eva", &other).await);
        let (own, foreign) =
            (ana.opens(said("Marcador", "x")).await, eva.opens(said("Marcador", "x")).await);
        eva.writes(&foreign, "El marcador sigue mal").await;
        assert_eq!(numbers(&ana, "marcador").await, [own.number.as_str()]);
        // Neither by asking for the other company.
        let theirs = SearchQuery { company_id: Some(other.id), ..about("marcador") };
        assert!(finds(&ana, theirs).await.hits.is_empty());
        let luis = app.engineer("Luis").await;
        let theirs = SearchQuery { company_id: Some(other.id), ..about("marcador") };
        assert_eq!(finds(&luis, theirs).await.hits.len(), 1);
    }

    async fn titles_come_first_and_articles_before_tickets(app: &TestApp) {
        let acme = app.company("Acme").await;
        let (ana, luis) = (app.reporter("Ana", &acme).await, app.engineer("Luis").await);
        let titled = ana.opens(said("El marcador no llama", "x")).await;
        let told = ana.opens(said("No se puede trabajar", "el marcador está caído")).await;
        publishes(&luis, "Reiniciar el marcador", "Pasos").await;
        publishes(&luis, "Otra cosa", "También nombra el marcador").await;
        let hits = finds(&ana, about("marcador")).await.hits;
        let order: Vec<_> = hits
            .iter()
            .map(|hit| match &hit.ticket {
                Some(ticket) => ticket.number.clone(),
                None => hit.title.iter().map(|piece| piece.text.as_str()).collect(),
            })
            .collect();
        assert_eq!(
            order,
            ["Reiniciar el marcador", &titled.number, "Otra cosa", &told.number]
        );
        let only = |scope| SearchQuery { scope: Some(scope), ..about("marcador") };
        assert!(finds(&ana, only(SearchScope::Articles)).await.hits.iter().all(|hit| hit.ticket.is_none()));
        assert!(finds(&ana, only(SearchScope::Tickets)).await.hits.iter().all(|hit| hit.ticket.is_some()));
    }

    async fn filters_narrow_a_search_down(app: &TestApp) {
        let acme = app.company("Acme").await;
        let (ana, luis) = (app.reporter("Ana", &acme).await, app.engineer("Luis").await);
        let waits = ana.opens(said("Marcador uno", "x")).await;
        let closed = ana.opens(said("Marcador dos", "x")).await;
        ana.withdraws(&closed).await;
        let stage = |stage| SearchQuery { stage: Some(stage), ..about("marcador") };
        let of = async |query| -> Vec<String> {
            let hits = finds(&luis, query).await.hits;
            hits.into_iter().filter_map(|hit| Some(hit.ticket?.number)).collect()
        };
        assert_eq!(of(stage(Stage::Open)).await, [waits.number.as_str()]);
        assert_eq!(of(stage(Stage::Closed)).await, [closed.number.as_str()]);
        let few = finds(&luis, SearchQuery { limit: Some(1), ..about("marcador") }).await;
        assert_eq!((few.hits.len(), few.more), (1, true));
    }

    async fn a_corrected_subject_is_found_and_the_old_one_is_not(app: &TestApp) {
        let acme = app.company("Acme").await;
        let ana = app.reporter("Ana", &acme).await;
        let case = ana.opens(said("Zumbido", "x")).await;
        let version = ana.sees(&case).await.version;
        let change = serde_json::json!({ "subject": "Silbido" });
        let path = format!("/api/v1/tickets/{}", case.id);
        ana.ask("PATCH", &path).seen(version).json(&change).send().await.is(200);
        assert_eq!(numbers(&ana, "silbido").await, [case.number.as_str()]);
        assert_eq!(numbers(&ana, "zumbido").await, [""; 0]);
    }

    async fn what_was_there_before_the_index_is_found_after_the_job(app: &TestApp) {
        let acme = app.company("Acme").await;
        let (ana, luis) = (app.reporter("Ana", &acme).await, app.engineer("Luis").await);
        let case: Case = ana.opens(said("Marcador", "x")).await;
        ana.writes(&case, "La troncal está saturada").await;
        luis.notes(&case, "zumbayllu").await;
        app.sql("DELETE FROM search_documents").await;
        if !app.is_postgres() {
            app.sql("INSERT INTO search_words (search_words) VALUES ('delete-all')").await;
        }
        assert_eq!(numbers(&luis, "marcador").await, [""; 0]);
        index::ensure(&app.state.db).await.expect("asked for");
        let worker = app.work();
        for _ in 0..200 {
            if !numbers(&luis, "zumbayllu").await.is_empty() {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        worker.stop().await;
        for q in ["marcador", "troncal", "zumbayllu"] {
            assert_eq!(numbers(&luis, q).await, [case.number.as_str()], "{q}");
        }
        assert_eq!(numbers(&ana, "zumbayllu").await, [""; 0]);
    }

    async fn a_search_costs_the_same_for_one_hit_and_for_fifty(app: &TestApp) {
        let acme = app.company("Acme").await;
        let (ana, luis) = (app.reporter("Ana", &acme).await, app.engineer("Luis").await);
        let case = ana.opens(said("Marcador", "x")).await;
        let path = "/api/v1/search?q=marcador";
        let cost = async |actor: &Actor| {
            let before = app.state.db.statements();
            actor.gets(path).await.is(200);
            app.state.db.statements() - before
        };
        let for_one = (cost(&ana).await, cost(&luis).await);
        for number in 0..50 {
            let case = ana.opens(said(&format!("Marcador {number}"), "x")).await;
            ana.writes(&case, "el marcador").await;
        }
        ana.writes(&case, "El marcador otra vez").await;
        let for_fifty = (cost(&ana).await, cost(&luis).await);
        // Texts of other kinds may be among the hits now: one statement for each kind.
        assert!(for_fifty.0 <= for_one.0 + 4 && for_fifty.1 <= for_one.1 + 4, "{for_fifty:?}");
        assert!(for_fifty.1 <= 10, "{for_fifty:?}");
    }
}
