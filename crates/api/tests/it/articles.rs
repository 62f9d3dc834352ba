//! Articles: written by support, read by whom they are for; and the solutions they are made from.

use aval_client::Error;
use aval_contract::articles::{
    Article, ArticleFeedback, ArticleListItem, ArticleQuery, CreateArticle, SolutionQuery,
    UpdateArticle,
};
use aval_contract::categories::CreateCategory;
use aval_contract::error::ErrorCode;
use aval_contract::search::Piece;
use aval_contract::tickets::OpenTicket;
use aval_contract::{ArticleState, Audience};
use serde_json::json;
use uuid::Uuid;

use crate::util::{Actor, Company, TestApp, both, delivery, incident, question};

fn for_everyone(title: &str) -> CreateArticle {
    CreateArticle {
        title: title.to_owned(),
        body: "Cierra la **diadema** y vuelve a entrar.".to_owned(),
        audience: Audience::Everyone,
        company_id: None,
        category_id: None,
        attachment_ids: Vec::new(),
        solution_id: None,
    }
}

fn for_company(company: &Company, title: &str) -> CreateArticle {
    let audience = Audience::Company;
    CreateArticle { audience, company_id: Some(company.id), ..for_everyone(title) }
}

impl Actor {
    async fn writes_article(&self, article: &CreateArticle) -> Article {
        self.session.articles().create(article).await.expect("written")
    }

    async fn publishes(&self, article: &CreateArticle) -> Article {
        let written = self.writes_article(article).await;
        self.session.articles().publish(written.id, written.revision).await.expect("published")
    }

    async fn reads(&self, id: Uuid) -> Option<Article> {
        match self.session.articles().show(id).await {
            Ok(article) => Some(article),
            Err(error) if error.code() == Some(ErrorCode::NotFound) => None,
            Err(error) => panic!("{error}"),
        }
    }

    async fn finds_articles(&self, query: ArticleQuery) -> Vec<ArticleListItem> {
        self.session.articles().list(&query).await.expect("listed").items
    }
}

fn words(q: &str) -> ArticleQuery {
    ArticleQuery { q: Some(q.to_owned()), ..ArticleQuery::default() }
}

fn plain(pieces: &[Piece]) -> String {
    pieces.iter().map(|piece| piece.text.as_str()).collect()
}

fn titles(items: &[ArticleListItem]) -> Vec<String> {
    items.iter().map(|item| plain(&item.title)).collect()
}

fn code<T: std::fmt::Debug>(answer: Result<T, Error>) -> Option<ErrorCode> {
    answer.expect_err("refused").code()
}

both! {
    async fn an_article_is_a_draft_until_it_is_published(app: &TestApp) {
        let acme = app.company("Acme").await;
        let (ana, luis) = (app.reporter("Ana", &acme).await, app.engineer("Luis").await);
        let draft = luis.writes_article(&for_everyone("La diadema no suena")).await;
        assert_eq!(draft.state, ArticleState::Draft);
        assert!(ana.reads(draft.id).await.is_none());
        assert!(ana.finds_articles(ArticleQuery::default()).await.is_empty());
        assert!(ana.finds_articles(words("diadema")).await.is_empty());
        assert_eq!(luis.finds_articles(words("diadema")).await.len(), 1, "support finds drafts");

        let articles = luis.session.articles();
        let published = articles.publish(draft.id, draft.revision).await.expect("published");
        assert_eq!(published.state, ArticleState::Published);
        let read = ana.reads(draft.id).await.expect("hers to read");
        assert_eq!(read.title, "La diadema no suena");
        assert!(read.body_html.contains("<strong>diadema</strong>"), "{}", read.body_html);
        assert_eq!(titles(&ana.finds_articles(words("DIADEMAS")).await), ["La diadema no suena"]);
        // Nothing new to publish.
        assert_eq!(
            code(articles.publish(draft.id, published.revision).await),
            Some(ErrorCode::Conflict)
        );
    }

    async fn who_browses_by_category_is_told_how_many_articles_of_each_are_hers_to_read(
        app: &TestApp,
    ) {
        let (acme, otra) = (app.company("Acme").await, app.company("Otra").await);
        let (ana, eva) = (app.reporter("Ana", &acme).await, app.reporter("Eva", &otra).await);
        let luis = app.engineer("Luis").await;
        let olga = app.admin("Olga").await;
        let mut ids = Vec::new();
        for name in ["Óptica", "Zócalo", "Nada escrito"] {
            let category = CreateCategory { name: name.to_owned() };
            ids.push(olga.session.categories().create(&category).await.expect("made").id);
        }
        let [optics, plinth, _] = ids[..] else { panic!("three") };
        let of = |category_id, article: CreateArticle| CreateArticle { category_id, ..article };
        luis.publishes(&of(Some(plinth), for_everyone("Uno"))).await;
        luis.publishes(&of(Some(plinth), for_company(&acme, "Dos"))).await;
        luis.publishes(&of(None, for_everyone("Tres"))).await;
        luis.writes_article(&of(Some(optics), for_everyone("Borrador"))).await;

        let counts = async |who: &Actor| {
            let answer = who.session.articles().categories().await.expect("counted");
            let mut told = Vec::new();
            for item in answer.items {
                // As many as the list of the category has.
                if let Some(category) = &item.category {
                    let query = ArticleQuery { category_id: Some(category.id), ..Default::default() };
                    assert_eq!(who.finds_articles(query).await.len() as u64, item.articles);
                }
                told.push((item.category.map(|category| category.name), item.articles));
            }
            told
        };
        let named = |name: &str, articles| (Some(name.to_owned()), articles);
        assert_eq!(counts(&ana).await, [named("Zócalo", 2), (None, 1)]);
        assert_eq!(counts(&eva).await, [named("Zócalo", 1), (None, 1)]);
        assert_eq!(counts(&luis).await, [named("Óptica", 1), named("Zócalo", 2), (None, 1)]);
    }

    async fn an_article_keeps_a_category_that_was_switched_off_and_gets_no_other_such(app: &TestApp) {
        let (luis, olga) = (app.engineer("Luis").await, app.admin("Olga").await);
        let mut ids = Vec::new();
        for name in ["Óptica", "Zócalo"] {
            let category = CreateCategory { name: name.to_owned() };
            ids.push(olga.session.categories().create(&category).await.expect("made").id);
        }
        let first = CreateArticle { category_id: Some(ids[0]), ..for_everyone("Uno") };
        let article = luis.writes_article(&first).await;
        for id in &ids {
            let path = format!("/api/v1/categories/{id}");
            olga.ask("PATCH", &path).json(&json!({ "active": false })).send().await.is(200);
        }
        let path = format!("/api/v1/articles/{}", article.id);
        let patch = async |title: &str, category: Uuid, revision: i64| {
            let body = json!({ "title": title, "category_id": category });
            luis.ask("PATCH", &path).seen(revision).json(&body).send().await
        };
        patch("Dos", ids[0], article.revision).await.is(200);
        let kept = luis.reads(article.id).await.expect("hers").category.expect("one");
        assert_eq!((kept.name.as_str(), kept.active), ("Óptica", false));
        patch("Tres", ids[1], article.revision + 1).await.names(&[("/category_id", "unknown")]);
    }

    async fn readers_see_what_was_published_while_support_writes_on(app: &TestApp) {
        let acme = app.company("Acme").await;
        let (ana, luis) = (app.reporter("Ana", &acme).await, app.engineer("Luis").await);
        let first = luis.publishes(&for_everyone("La diadema no suena")).await;
        let articles = luis.session.articles();
        let change = UpdateArticle {
            title: Some("El micrófono no suena".to_owned()),
            ..UpdateArticle::default()
        };
        let history = articles.update(first.id, first.revision, &change).await.expect("written");
        assert_eq!(history.versions.len(), 2);
        assert_eq!(history.versions[0].published_at, None);
        assert_eq!(history.versions[1].title, "La diadema no suena");
        let read = ana.reads(first.id).await.expect("still there");
        assert_eq!(read.title, "La diadema no suena");
        assert!(ana.finds_articles(words("microfono")).await.is_empty());
        assert_eq!(luis.finds_articles(words("microfono")).await.len(), 1);

        // Written on again before it is published, it stays the same version.
        let again = UpdateArticle { body: Some("Otro texto".to_owned()), ..change };
        let history = articles.update(first.id, history.revision, &again).await.expect("written");
        assert_eq!(history.versions.len(), 2);
        articles.publish(first.id, history.revision).await.expect("published");
        assert_eq!(ana.reads(first.id).await.expect("there").title, "El micrófono no suena");
        assert_eq!(ana.finds_articles(words("microfono")).await.len(), 1);
        assert!(ana.finds_articles(words("diadema")).await.is_empty());
    }

    async fn whoever_writes_on_an_article_that_somebody_else_changed_hears_of_it(app: &TestApp) {
        let (luis, marta) = (app.engineer("Luis").await, app.engineer("Marta").await);
        let draft = luis.writes_article(&for_everyone("Uno")).await;
        let change = |title: &str| UpdateArticle {
            title: Some(title.to_owned()),
            ..UpdateArticle::default()
        };
        marta.session.articles().update(draft.id, 1, &change("Dos")).await.expect("written");
        let late = luis.session.articles().update(draft.id, 1, &change("Tres")).await;
        assert_eq!(code(late), Some(ErrorCode::PreconditionFailed));
        let path = format!("/api/v1/articles/{}", draft.id);
        let unseen = luis.ask("PATCH", &path).json(&json!({ "title": "Tres" })).send().await;
        unseen.is_refused(428, ErrorCode::PreconditionRequired);
    }

    async fn an_article_is_read_by_those_it_is_for(app: &TestApp) {
        let (acme, other) = (app.company("Acme").await, app.company("Otra").await);
        let (ana, eva) = (app.reporter("Ana", &acme).await, app.reporter("Eva", &other).await);
        let luis = app.engineer("Luis").await;
        let key = app.key(&app.admin("Olga").await, Some(&other), "tickets:read").await;
        let everyone = luis.publishes(&for_everyone("Marcador para todos")).await;
        let own = luis.publishes(&for_company(&acme, "Marcador de Acme")).await;
        let staff = CreateArticle { audience: Audience::Staff, ..for_everyone("Marcador interno") };
        let staff = luis.publishes(&staff).await;
        for (actor, seen) in [
            (&ana, vec![everyone.id, own.id]),
            (&eva, vec![everyone.id]),
            (&key, vec![everyone.id]),
            (&luis, vec![everyone.id, own.id, staff.id]),
        ] {
            let mut found = Vec::new();
            for article in [&everyone, &own, &staff] {
                found.extend(actor.reads(article.id).await.map(|article| article.id));
            }
            assert_eq!(found, seen, "{} reads", actor.name);
            for query in [ArticleQuery::default(), words("marcador")] {
                let mut listed: Vec<_> =
                    actor.finds_articles(query).await.iter().map(|item| item.id).collect();
                listed.sort_unstable();
                assert_eq!(listed, seen, "{} finds", actor.name);
            }
            let all = ArticleQuery { count: Some(true), ..ArticleQuery::default() };
            let page = actor.session.articles().list(&all).await.expect("listed");
            assert_eq!(page.total, Some(seen.len() as u64), "{} counts", actor.name);
        }
    }

    async fn a_withdrawn_article_is_gone_until_it_is_published_again(app: &TestApp) {
        let acme = app.company("Acme").await;
        let (ana, luis) = (app.reporter("Ana", &acme).await, app.engineer("Luis").await);
        let article = luis.publishes(&for_everyone("La diadema no suena")).await;
        let articles = luis.session.articles();
        let gone = articles.withdraw(article.id, article.revision).await.expect("withdrawn");
        assert_eq!(gone.state, ArticleState::Withdrawn);
        assert!(ana.reads(article.id).await.is_none());
        assert!(ana.finds_articles(words("diadema")).await.is_empty());
        assert_eq!(
            code(articles.withdraw(article.id, gone.revision).await),
            Some(ErrorCode::Conflict)
        );
        articles.publish(article.id, gone.revision).await.expect("published");
        assert!(ana.reads(article.id).await.is_some());
    }

    async fn a_file_of_an_article_is_its_readers_and_nobody_elses(app: &TestApp) {
        let (acme, other) = (app.company("Acme").await, app.company("Otra").await);
        let (ana, eva) = (app.reporter("Ana", &acme).await, app.reporter("Eva", &other).await);
        let (luis, marta) = (app.engineer("Luis").await, app.engineer("Marta").await);
        let file = luis.uploads("pasos.txt", b"uno, dos").await.id;
        let attachment_ids = vec![file];
        let with_file = CreateArticle { attachment_ids, ..for_company(&acme, "Con archivo") };
        // Only whoever uploaded a file may put it into an article.
        assert_eq!(
            code(marta.session.articles().create(&with_file).await),
            Some(ErrorCode::ValidationFailed)
        );
        let draft = luis.writes_article(&with_file).await;
        let path = format!("/api/v1/attachments/{file}");
        ana.gets(&path).await.is(404);
        marta.gets(&path).await.is(200);
        luis.session.articles().publish(draft.id, 1).await.expect("published");
        ana.gets(&path).await.is(200);
        eva.gets(&path).await.is(404);
        assert_eq!(ana.reads(draft.id).await.expect("hers").attachments[0].name, "pasos.txt");

        // Taken out in a new version, it is there for readers until that one is published.
        let without =
            UpdateArticle { attachment_ids: Some(Vec::new()), ..UpdateArticle::default() };
        let history =
            luis.session.articles().update(draft.id, 2, &without).await.expect("written");
        ana.gets(&path).await.is(200);
        luis.session.articles().publish(draft.id, history.revision).await.expect("published");
        ana.gets(&path).await.is(404);
    }

    async fn what_makes_no_sense_is_refused_field_by_field(app: &TestApp) {
        let luis = app.engineer("Luis").await;
        let nobody = Uuid::now_v7();
        for (body, pointer) in [
            (json!({ "title": " ", "body": "x", "audience": "everyone" }), "/title"),
            (json!({ "title": "x", "body": "", "audience": "everyone" }), "/body"),
            (json!({ "title": "x", "body": "x", "audience": "company" }), "/company_id"),
            (
                json!({ "title": "x", "body": "x", "audience": "staff", "company_id": nobody }),
                "/company_id",
            ),
            (
                json!({ "title": "x", "body": "x", "audience": "staff", "category_id": nobody }),
                "/category_id",
            ),
            (
                json!({ "title": "x", "body": "x", "audience": "staff", "solution_id": nobody }),
                "/solution_id",
            ),
            (
                json!({ "title": "x", "body": "x", "audience": "staff", "attachment_ids": [nobody] }),
                "/attachment_ids/0",
            ),
        ] {
            let refused = luis.posts("/api/v1/articles", &body).await;
            let problem = refused.is_refused(422, ErrorCode::ValidationFailed);
            assert_eq!(problem.errors[0].pointer, pointer, "{body}");
        }
    }

    async fn each_reader_says_once_whether_an_article_helped(app: &TestApp) {
        let acme = app.company("Acme").await;
        let (ana, eva) = (app.reporter("Ana", &acme).await, app.reporter("Eva", &acme).await);
        let luis = app.engineer("Luis").await;
        let id = luis.publishes(&for_everyone("La diadema no suena")).await.id;
        let says = async |actor: &Actor, helpful| {
            let feedback = ArticleFeedback { helpful };
            actor.session.articles().give_feedback(id, feedback).await.expect("kept");
        };
        assert_eq!(ana.reads(id).await.expect("hers").helpful, None);
        says(&ana, true).await;
        says(&eva, true).await;
        says(&ana, false).await;
        assert_eq!(ana.reads(id).await.expect("hers").helpful, Some(false));
        let history = luis.session.articles().versions(id).await.expect("support's");
        assert_eq!((history.helpful, history.not_helpful), (1, 1));
    }

    async fn a_customer_sees_the_solutions_of_her_cases_with_what_was_written_of_them(
        app: &TestApp,
    ) {
        let (acme, other) = (app.company("Acme").await, app.company("Otra").await);
        let (ana, eva) = (app.reporter("Ana", &acme).await, app.reporter("Eva", &other).await);
        let luis = app.engineer("Luis").await;
        let case = ana.opens(OpenTicket { subject: "Marcador mudo".to_owned(), ..incident() }).await;
        luis.works_up_to_testing(&case, delivery()).await;
        let foreign = eva.opens(incident()).await;
        luis.works_up_to_testing(&foreign, delivery()).await;
        let all = SolutionQuery::default();
        let solution = |page: aval_contract::page::Page<_>| page.items;
        let seen = solution(ana.session.articles().solutions(&all).await.expect("listed"));
        assert_eq!(seen.len(), 1);
        assert_eq!((seen[0].ticket_number.as_str(), seen[0].number), (case.number.as_str(), 1));
        assert_eq!(seen[0].verdict, None);

        let from_it = |article: CreateArticle| CreateArticle {
            solution_id: Some(seen[0].id),
            ..article
        };
        luis.publishes(&from_it(for_company(&acme, "Cómo se arregla"))).await;
        luis.publishes(&from_it(for_company(&other, "Para otra empresa"))).await;
        luis.writes_article(&from_it(for_everyone("Borrador"))).await;
        ana.confirms(&case).await;
        let seen = solution(ana.session.articles().solutions(&all).await.expect("listed"));
        assert_eq!(seen[0].verdict.as_deref(), Some("approved"));
        let named: Vec<_> = seen[0].articles.iter().map(|article| &article.title).collect();
        assert_eq!(named, ["Cómo se arregla"]);
        assert_eq!(solution(luis.session.articles().solutions(&all).await.expect("all")).len(), 2);

        let asked = |q: &str| SolutionQuery { q: Some(q.to_owned()), ..SolutionQuery::default() };
        let words = delivery().summary;
        let word = words.split_whitespace().max_by_key(|word| word.len()).expect("a word");
        let found = ana.session.articles().solutions(&asked(word)).await.expect("found");
        assert_eq!(found.items.len(), 1);
        assert!(found.items[0].excerpt.iter().any(|piece| piece.marked), "{:?}", found.items[0]);
        let none = ana.session.articles().solutions(&asked("inexistente")).await.expect("found");
        assert!(none.items.is_empty());
    }

    async fn while_a_subject_is_written_articles_are_offered_that_may_fit(app: &TestApp) {
        let acme = app.company("Acme").await;
        let (ana, luis) = (app.reporter("Ana", &acme).await, app.engineer("Luis").await);
        ana.opens(question()).await;
        for title in ["El marcador no conecta", "La facturación no cuadra", "Cambiar la clave"] {
            luis.publishes(&for_everyone(title)).await;
        }
        let offered = async |subject: &str| {
            let query = ArticleQuery { any: Some(true), limit: Some(3), ..words(subject) };
            titles(&ana.finds_articles(query).await)
        };
        assert_eq!(
            offered("Desde ayer el marcador predictivo no conecta las llamadas").await,
            ["El marcador no conecta"]
        );
        assert_eq!(offered("no se que pasa con la").await, [""; 0], "no word that says anything");
    }

    async fn lists_go_on_where_they_stopped(app: &TestApp) {
        let acme = app.company("Acme").await;
        let (ana, luis) = (app.reporter("Ana", &acme).await, app.engineer("Luis").await);
        for number in 0..5 {
            luis.publishes(&for_everyone(&format!("Artículo {number}"))).await;
        }
        for actor in [&ana, &luis] {
            let (mut seen, mut cursor) = (Vec::new(), None);
            loop {
                let query = ArticleQuery { limit: Some(2), cursor, ..ArticleQuery::default() };
                let page = actor.session.articles().list(&query).await.expect("listed");
                seen.extend(titles(&page.items));
                cursor = page.next_cursor;
                if cursor.is_none() {
                    break;
                }
            }
            let newest_first: Vec<_> = (0..5).rev().map(|n| format!("Artículo {n}")).collect();
            assert_eq!(seen, newest_first);
        }
    }
}
