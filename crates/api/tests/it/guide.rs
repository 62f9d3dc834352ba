//! The user guide: who reads what of it, and its pictures.

use aval_contract::error::ErrorCode;
use aval_contract::guide::{Guide, GuideAudience, GuidePage};

use crate::util::{Answer, TestApp, both};

fn slugs(answer: Answer, audience: GuideAudience) -> Vec<String> {
    let pages = answer.is(200).read::<Guide>().pages.into_iter();
    pages.filter(|page| page.audience == audience).map(|page| page.slug).collect()
}

/// What is fetched for a page to be complete.
fn pictures(page: &GuidePage) -> Vec<String> {
    let parts = page.body_html.split("src=\"").skip(1);
    parts.filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect()
}

both! {
    async fn customers_and_strangers_read_their_part_and_support_all_of_it(app: &TestApp) {
        use GuideAudience::{Customer, Staff};
        let acme = app.company("Acme").await;
        let ana = app.reporter("Ana", &acme).await;
        let (luis, olga) = (app.engineer("Luis").await, app.admin("Olga").await);
        let key = app.key(&olga, Some(&acme), "tickets:read").await;
        let path = "/api/v1/guide";
        let open = slugs(app.ask("GET", path).send().await, Customer);
        let internal = slugs(luis.gets(path).await, Staff);
        assert!(open.len() >= 5 && internal.len() >= 5, "{open:?} {internal:?}");
        assert_eq!(slugs(luis.gets(path).await, Customer), open);
        assert_eq!(slugs(app.ask("GET", path).send().await, Staff), Vec::<String>::new());
        for outside in [&ana, &key] {
            assert_eq!(slugs(outside.gets(path).await, Customer), open);
            assert_eq!(slugs(outside.gets(path).await, Staff), Vec::<String>::new());
        }

        let page = |slug: &str| format!("{path}/{slug}");
        for slug in &open {
            let read = app.ask("GET", &page(slug)).send().await.is(200).read::<GuidePage>();
            assert_eq!(&read.entry.slug, slug);
            assert_eq!(ana.session.guide().page(slug).await.expect("read"), read);
        }
        for slug in &internal {
            luis.gets(&page(slug)).await.is(200);
            let hidden = |answer: Answer| { answer.is_refused(404, ErrorCode::NotFound); };
            hidden(ana.gets(&page(slug)).await);
            hidden(key.gets(&page(slug)).await);
            hidden(app.ask("GET", &page(slug)).send().await);
        }
        ana.gets(&page("nada-de-eso")).await.is_refused(404, ErrorCode::NotFound);
    }

    async fn whose_session_has_ended_is_told_so_instead_of_being_shown_less(app: &TestApp) {
        for path in ["/api/v1/guide", "/api/v1/guide/etapas"] {
            let asked = app.ask("GET", path).token("no longer good");
            asked.send().await.is_refused(401, ErrorCode::Unauthorized);
        }
    }

    async fn the_pictures_of_a_page_are_kept_for_ever_by_browsers(app: &TestApp) {
        let read = app.ask("GET", "/api/v1/guide/primer-caso").send().await.is(200);
        let found = pictures(&read.read::<GuidePage>());
        assert!(!found.is_empty());
        for path in found {
            let picture = app.ask("GET", &path).send().await.is(200);
            assert_eq!(picture.header("content-type"), Some("image/png"), "{path}");
            let kept = picture.header("cache-control").expect("how long it is kept");
            assert!(kept.contains("immutable"), "{path}: {kept}");
            let other = path.replace(".png", "0.png");
            app.ask("GET", &other).send().await.is_refused(404, ErrorCode::NotFound);
        }
    }
}
