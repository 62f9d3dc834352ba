//! Signing in, staying signed in, and being signed out.

use std::time::Instant;

use aval_api::clock;
use aval_api::db::one_time_link;
use aval_api::db::session::{Column, Entity};
use aval_contract::Role;
use aval_contract::auth::SignedIn;
use aval_contract::error::ErrorCode;
use aval_contract::me::Session;
use aval_contract::page::Page;
use aval_contract::staff::UpdateStaff;
use chrono::TimeDelta;
use futures_util::future::join3;
use sea_orm::EntityTrait as _;
use sea_orm::sea_query::Expr;
use serde_json::json;

use crate::jobs::Mail;
use crate::util::{Answer, PASSWORD, TestApp, both};

async fn login(app: &TestApp, email: &str, password: &str) -> Answer {
    let body = json!({ "email": email, "password": password });
    app.ask("POST", "/api/v1/auth/login").json(&body).send().await
}

/// The `name=value` of the cookie that an answer sets.
fn cookie(answer: &Answer) -> String {
    let cookie = answer.header("set-cookie").expect("a cookie");
    cookie.split(';').next().expect("a pair").to_owned()
}

async fn refresh(app: &TestApp, cookie: &str) -> Answer {
    app.ask("POST", "/api/v1/auth/refresh").header("Cookie", cookie).send().await
}

async fn me(app: &TestApp, token: &str) -> u16 {
    app.ask("GET", "/api/v1/me").token(token).send().await.status
}

/// Lets time pass for all refresh tokens that were given out.
async fn rotated_a_minute_ago(app: &TestApp) {
    let then = clock::now() - TimeDelta::minutes(1);
    app.in_database(async |tx| {
        Entity::update_many()
            .col_expr(Column::RotatedAt, Expr::value(then))
            .exec(tx)
            .await
            .expect("changed");
    })
    .await;
}

/// Lets all links that were mailed end.
async fn links_end(app: &TestApp) {
    let then = clock::now() - TimeDelta::seconds(1);
    app.in_database(async |tx| {
        one_time_link::Entity::update_many()
            .col_expr(one_time_link::Column::ExpiresAt, Expr::value(then))
            .exec(tx)
            .await
            .expect("changed");
    })
    .await;
}

/// The token of the last mailed link of this form.
async fn mailed_token(app: &TestApp, mails: usize, form: &str) -> String {
    let start = format!("{}/{form}/", app.url());
    let mails = app.mails(mails).await;
    let text = Mail::read(mails.last().expect("a mail")).text;
    let rest = text.split_once(&start).unwrap_or_else(|| panic!("a link in {text}")).1;
    rest.split_whitespace().next().expect("a token").to_owned()
}

both! {
    async fn a_person_signs_in_with_a_cookie_that_no_script_reads(app: &TestApp) {
        let ana = app.reporter("Ana", &app.company("Acme").await).await;
        let answer = login(app, &ana.email.to_uppercase(), PASSWORD).await.is(200);
        let signed_in: SignedIn = answer.read();
        assert_eq!((signed_in.token_type.as_str(), signed_in.expires_in), ("Bearer", 600));
        assert_eq!((signed_in.user.id, signed_in.user.role), (ana.id, Role::Reporter));
        assert_eq!(signed_in.user.company.expect("a company").name, "Acme");
        let cookie = answer.header("set-cookie").expect("a cookie");
        for part in ["aval_refresh=", "; HttpOnly", "; SameSite=Strict", "; Path=/"] {
            assert!(cookie.contains(part), "{cookie}");
        }
        assert!(!answer.text().contains("aval_refresh") && !answer.text().contains("argon2"));
        assert_eq!(answer.header("cache-control"), Some("no-store"));
        assert_eq!(me(app, &signed_in.access_token).await, 200);
    }

    async fn whoever_cannot_sign_in_hears_the_same_whatever_the_cause(app: &TestApp) {
        let acme = app.company("Acme").await;
        let (ana, olga) = (app.reporter("Ana", &acme).await, app.admin("Olga").await);
        let luis = app.engineer("Luis").await;
        olga.session.staff().update(luis.id, &inactive()).await.expect("inactive");
        let wrong = login(app, &ana.email, "cuatro gatos azules").await;
        let told = wrong.but_for_the_request();
        wrong.is_refused(401, ErrorCode::InvalidCredentials);
        for email in
            ["nadie@example.com", "no es un correo", "", &luis.email, "a\u{0}b@example.com"]
        {
            assert_eq!(login(app, email, PASSWORD).await.but_for_the_request(), told, "{email:?}");
        }
        // The work is done for an unknown address too. A wide margin: this machine is busy.
        let mut times = [ana.email.as_str(), "nadie@example.com"].map(|email| (email, Vec::new()));
        for _ in 0..5 {
            for (email, spent) in &mut times {
                let start = Instant::now();
                login(app, email, "cuatro gatos azules").await;
                spent.push(start.elapsed());
            }
        }
        let [known, unknown] = times.map(|(_, mut spent)| {
            spent.sort();
            spent[2]
        });
        assert!(
            unknown > known / 3,
            "{unknown:?} for an unknown address, {known:?} for a known one"
        );
    }

    async fn no_token_no_answer(app: &TestApp) {
        let ana = app.reporter("Ana", &app.company("Acme").await).await;
        let header = async |value: &str| {
            app.ask("GET", "/api/v1/me").header("Authorization", value).send().await
        };
        let none = app.ask("GET", "/api/v1/me").send().await;
        assert_eq!(none.header("www-authenticate"), Some("Bearer"));
        none.is_refused(401, ErrorCode::Unauthorized);
        let mut parts: Vec<&str> = ana.token.split('.').collect();
        let unsigned = format!("eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.{}.", parts[1]);
        parts[2] = "AAAA";
        let forged = parts.join(".");
        for value in [
            "",
            "Bearer",
            "Bearer ",
            "Basic YTpi",
            "Bearer x.y.z",
            "Bearer aval_",
            "Bearer aval_x_y",
            &format!("Bearer {unsigned}"),
            &format!("Bearer {forged}"),
            &ana.token,
        ] {
            header(value).await.is_refused(401, ErrorCode::Unauthorized);
        }
        header(&format!("bearer   {}", ana.token)).await.is(200);
    }

    async fn a_refresh_token_is_rotated_and_its_replay_ends_the_family(app: &TestApp) {
        let ana = app.reporter("Ana", &app.company("Acme").await).await;
        let first = login(app, &ana.email, PASSWORD).await;
        let second = refresh(app, &cookie(&first)).await.is(200);
        assert_ne!(cookie(&second), cookie(&first));
        let third = refresh(app, &cookie(&second)).await.is(200);
        let token = third.read::<SignedIn>().access_token;
        assert_eq!(me(app, &token).await, 200);
        // Two steps back is no second tab: somebody has the old token.
        refresh(app, &cookie(&first)).await.is_refused(401, ErrorCode::Unauthorized);
        assert_eq!(me(app, &token).await, 401, "the whole session has ended");
        refresh(app, &cookie(&third)).await.is_refused(401, ErrorCode::Unauthorized);
        assert_eq!(me(app, &ana.token).await, 200, "her other session goes on");
    }

    async fn two_tabs_that_renew_at_once_stay_signed_in(app: &TestApp) {
        let ana = app.reporter("Ana", &app.company("Acme").await).await;
        let shared = cookie(&login(app, &ana.email, PASSWORD).await);
        let (a, b) = futures_util::future::join(refresh(app, &shared), refresh(app, &shared)).await;
        let tokens = [&a, &b].map(|answer| answer.clone().is(200).read::<SignedIn>().access_token);
        for token in &tokens {
            assert_eq!(me(app, token).await, 200);
        }
        let new: Vec<&Answer> =
            [&a, &b].into_iter().filter(|answer| answer.header("set-cookie").is_some()).collect();
        assert_eq!(new.len(), 1, "one of them got the next refresh token");
        // Ten seconds later the old one is a replay.
        rotated_a_minute_ago(app).await;
        refresh(app, &shared).await.is_refused(401, ErrorCode::Unauthorized);
        assert_eq!(me(app, &tokens[0]).await, 401);
    }

    async fn a_made_up_refresh_token_signs_nobody_in(app: &TestApp) {
        let ana = app.reporter("Ana", &app.company("Acme").await).await;
        let answer = login(app, &ana.email, PASSWORD).await;
        let token = answer.read::<SignedIn>().access_token;
        for made_up in [
            "aval_refresh=",
            "aval_refresh=x",
            "aval_refresh=x.y",
            "other=1",
            "aval_refresh=00000000-0000-7000-8000-000000000000.AAAA",
        ] {
            refresh(app, made_up).await.is_refused(401, ErrorCode::Unauthorized);
        }
        app.ask("POST", "/api/v1/auth/refresh")
            .send()
            .await
            .is_refused(401, ErrorCode::Unauthorized);
        assert_eq!(me(app, &token).await, 200);
    }

    async fn logging_out_ends_the_session_at_once(app: &TestApp) {
        let ana = app.reporter("Ana", &app.company("Acme").await).await;
        let answer = login(app, &ana.email, PASSWORD).await;
        let token = answer.read::<SignedIn>().access_token;
        let gone = app
            .ask("POST", "/api/v1/auth/logout")
            .header("Cookie", &cookie(&answer))
            .token(&token)
            .send()
            .await
            .is(204);
        assert!(gone.header("set-cookie").expect("removed").contains("Max-Age=0"));
        assert_eq!(me(app, &token).await, 401);
        refresh(app, &cookie(&answer)).await.is_refused(401, ErrorCode::Unauthorized);
        assert_eq!(me(app, &ana.token).await, 200);
        app.ask("POST", "/api/v1/auth/logout").send().await.is(204);
    }

    async fn a_person_sees_her_sessions_and_ends_one(app: &TestApp) {
        let ana = app.reporter("Ana", &app.company("Acme").await).await;
        let body = json!({ "email": ana.email, "password": PASSWORD });
        let answer = app
            .ask("POST", "/api/v1/auth/login")
            .header("User-Agent", "Navegador de Ana")
            .json(&body)
            .send()
            .await;
        let token = answer.read::<SignedIn>().access_token;
        let Page::<Session> { items, .. } = ana.gets("/api/v1/me/sessions").await.read();
        assert_eq!(items.len(), 2);
        let other = items.iter().find(|session| !session.current).expect("the other one");
        assert_eq!(other.user_agent.as_deref(), Some("Navegador de Ana"));
        assert_eq!(other.address.as_deref(), Some("127.0.0.1"));
        ana.ask("DELETE", &format!("/api/v1/me/sessions/{}", other.id)).send().await.is(204);
        assert_eq!((me(app, &token).await, me(app, &ana.token).await), (401, 200));
        ana.ask("DELETE", &format!("/api/v1/me/sessions/{}", other.id))
            .send()
            .await
            .is_refused(404, ErrorCode::NotFound);
    }

    async fn deactivation_and_a_new_role_take_effect_at_once(app: &TestApp) {
        let (olga, luis) = (app.admin("Olga").await, app.engineer("Luis").await);
        let sees_audit = async || luis.gets("/api/v1/audit").await.status;
        assert_eq!(sees_audit().await, 403);
        let staff = olga.session.staff();
        let promoted = UpdateStaff { role: Some(Role::Admin), ..UpdateStaff::default() };
        staff.update(luis.id, &promoted).await.expect("promoted");
        assert_eq!(sees_audit().await, 200);
        let demoted = UpdateStaff { role: Some(Role::Engineer), ..UpdateStaff::default() };
        staff.update(luis.id, &demoted).await.expect("demoted");
        assert_eq!(sees_audit().await, 403);
        staff.update(luis.id, &inactive()).await.expect("deactivated");
        assert_eq!(sees_audit().await, 401);
        login(app, &luis.email, PASSWORD).await.is_refused(401, ErrorCode::InvalidCredentials);
        // Back again, she signs in anew: the old session stays ended.
        let back = UpdateStaff { active: Some(true), ..UpdateStaff::default() };
        staff.update(luis.id, &back).await.expect("back");
        assert_eq!(sees_audit().await, 401);
        login(app, &luis.email, PASSWORD).await.is(200);
    }

    async fn a_company_that_is_switched_off_signs_its_people_and_keys_out(app: &TestApp) {
        let acme = app.company("Acme").await;
        let (ana, olga) = (app.reporter("Ana", &acme).await, app.admin("Olga").await);
        let key = app.key(&olga, Some(&acme), "tickets:read").await;
        let path = format!("/api/v1/companies/{}", acme.id);
        olga.ask("PATCH", &path).json(&json!({ "active": false })).send().await.is(200);
        ana.gets("/api/v1/me").await.is_refused(401, ErrorCode::Unauthorized);
        key.gets("/api/v1/tickets").await.is_refused(401, ErrorCode::Unauthorized);
        login(app, &ana.email, PASSWORD).await.is_refused(401, ErrorCode::InvalidCredentials);
        olga.ask("PATCH", &path).json(&json!({ "active": true })).send().await.is(200);
        key.gets("/api/v1/tickets").await.is(200);
    }

    async fn a_forgotten_password_is_replaced_by_a_mailed_link_once(app: &TestApp) {
        let ana = app.reporter("Ana", &app.company("Acme").await).await;
        let forgets = async |email: &str| {
            app.ask("POST", "/api/v1/auth/forgot-password")
                .json(&json!({ "email": email }))
                .send()
                .await
        };
        let known = forgets(&ana.email).await.is(202);
        let unknown = forgets("nadie@example.com").await.is(202);
        assert_eq!(known.but_for_the_request(), unknown.but_for_the_request());
        let token = mailed_token(app, 1, "reset").await;
        let resets = async |token: &str, password: &str| {
            let body = json!({ "token": token, "password": password });
            app.ask("POST", "/api/v1/auth/reset-password").json(&body).send().await
        };
        resets(&token, "corta").await.names(&[("/password", "too_short")]);
        resets("otro", "siete gatos verdes").await.is_refused(422, ErrorCode::TokenInvalid);
        let answer = resets(&token, "siete gatos verdes").await.is(200);
        assert_eq!(me(app, &answer.read::<SignedIn>().access_token).await, 200);
        assert_eq!(me(app, &ana.token).await, 401, "all earlier sessions have ended");
        resets(&token, "ocho gatos verdes").await.is_refused(422, ErrorCode::TokenInvalid);
        login(app, &ana.email, PASSWORD).await.is_refused(401, ErrorCode::InvalidCredentials);
        login(app, &ana.email, "siete gatos verdes").await.is(200);
        // She is told, and a newer link replaces an older one; an old one ends.
        forgets(&ana.email).await.is(202);
        let token = mailed_token(app, 3, "reset").await;
        links_end(app).await;
        resets(&token, "nueve gatos verdes").await.is_refused(422, ErrorCode::TokenInvalid);
    }

    async fn a_changed_password_ends_other_sessions_and_open_links(app: &TestApp) {
        let ana = app.reporter("Ana", &app.company("Acme").await).await;
        app.ask("POST", "/api/v1/auth/forgot-password")
            .json(&json!({ "email": ana.email }))
            .send()
            .await
            .is(202);
        let token = mailed_token(app, 1, "reset").await;
        let other = login(app, &ana.email, PASSWORD).await.read::<SignedIn>().access_token;
        let changes = async |current: &str, new: &str| {
            let body = json!({ "current_password": current, "new_password": new });
            ana.posts("/api/v1/me/password", &body).await
        };
        changes("no es esta de verdad", "diez gatos rojos")
            .await
            .names(&[("/current_password", "wrong")]);
        changes(PASSWORD, "1234567890").await.names(&[("/new_password", "too_common")]);
        changes(PASSWORD, "diez gatos rojos").await.is(204);
        assert_eq!((me(app, &other).await, me(app, &ana.token).await), (401, 200));
        let body = json!({ "token": token, "password": "once gatos rojos" });
        app.ask("POST", "/api/v1/auth/reset-password")
            .json(&body)
            .send()
            .await
            .is_refused(422, ErrorCode::TokenInvalid);
    }

    async fn an_invitation_is_accepted_once_and_in_time(app: &TestApp) {
        let acme = app.company("Acme").await;
        let olga = app.admin("Olga").await;
        let path = format!("/api/v1/companies/{}/reporters", acme.id);
        olga.posts(&path, &json!({ "email": "rosa@example.com", "name": "Rosa" })).await.is(201);
        login(app, "rosa@example.com", PASSWORD)
            .await
            .is_refused(401, ErrorCode::InvalidCredentials);
        let token = mailed_token(app, 1, "invite").await;
        let accepts = async |token: &str| {
            let body = json!({ "token": token, "password": "once gatos rojos" });
            app.ask("POST", "/api/v1/auth/accept-invite").json(&body).send().await
        };
        let wrong_use = json!({ "token": token, "password": "once gatos rojos" });
        app.ask("POST", "/api/v1/auth/reset-password")
            .json(&wrong_use)
            .send()
            .await
            .is_refused(422, ErrorCode::TokenInvalid);
        // Two who try at once: one gets in.
        let (a, b) = futures_util::future::join(accepts(&token), accepts(&token)).await;
        let mut statuses = [a.status, b.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 422]);
        login(app, "rosa@example.com", "once gatos rojos").await.is(200);
        accepts(&token).await.is_refused(422, ErrorCode::TokenInvalid);

        olga.posts(
            "/api/v1/staff",
            &json!({ "email": "hugo@example.com", "name": "Hugo", "role": "engineer" }),
        )
        .await
        .is(201);
        let late = mailed_token(app, 2, "invite").await;
        links_end(app).await;
        accepts(&late).await.is_refused(422, ErrorCode::TokenInvalid);
        let kept = one_time_link::Entity::find().all(app.state.db.read()).await.expect("links");
        assert!(kept.iter().all(|link| link.token_hash != late && link.token_hash.len() == 64));
    }

    async fn somebody_removed_while_she_renews_is_removed(app: &TestApp) {
        let (acme, olga) = (app.company("Acme").await, app.admin("Olga").await);
        let ana = app.reporter("Ana", &acme).await;
        let answer = login(app, &ana.email, PASSWORD).await.is(200);
        let token = answer.read::<SignedIn>().access_token;
        let path = format!("/api/v1/companies/{}/reporters/{}", acme.id, ana.id);
        let held = app.hold("UPDATE people SET name = name").await;
        let renews = async {
            app.until_waiting(1).await;
            refresh(app, &cookie(&answer)).await
        };
        let release = async {
            app.until_waiting(2).await;
            held.rollback().await.expect("let go");
        };
        let (removed, renewed, ()) =
            join3(olga.ask("DELETE", &path).send(), renews, release).await;
        removed.is(204);
        assert!(matches!(renewed.status, 200 | 401), "{renewed}");
        assert_eq!(me(app, &token).await, 401);
    }

    async fn a_password_changed_in_two_ways_at_once_is_changed_in_one(app: &TestApp) {
        let ana = app.reporter("Ana", &app.company("Acme").await).await;
        let forgot = json!({ "email": ana.email });
        app.ask("POST", "/api/v1/auth/forgot-password").json(&forgot).send().await.is(202);
        let token = mailed_token(app, 1, "reset").await;
        let change = json!({ "current_password": PASSWORD, "new_password": "once gatos rojos" });
        let reset = json!({ "token": token, "password": "siete gatos verdes" });
        let held = app.hold("UPDATE people SET name = name").await;
        let resets = async {
            app.until_waiting(1).await;
            app.ask("POST", "/api/v1/auth/reset-password").json(&reset).send().await
        };
        let release = async {
            app.until_waiting(2).await;
            held.rollback().await.expect("let go");
        };
        let (changed, reset, ()) =
            join3(ana.posts("/api/v1/me/password", &change), resets, release).await;
        // Who comes second finds the link ended, or her session.
        let (password, told) = match (changed.status, reset.status) {
            (204, 422) => ("once gatos rojos", reset.problem().code),
            (401, 200) => ("siete gatos verdes", changed.problem().code),
            other => panic!("{other:?}: {changed}, {reset}"),
        };
        assert!(matches!(told, ErrorCode::TokenInvalid | ErrorCode::Unauthorized));
        login(app, &ana.email, password).await.is(200);
    }

    async fn the_first_admin_comes_in_by_the_printed_link_and_nobody_after_her(app: &TestApp) {
        let link =
            async || aval_api::sessions::links::first_admin(&app.state).await.expect("asked");
        let old = link().await.expect("nobody is there yet");
        let link_now = link().await.expect("still nobody");
        let token_of = |link: &str| link.rsplit('/').next().expect("a token").to_owned();
        assert!(link_now.starts_with(&format!("{}/primer-admin/", app.url())), "{link_now}");
        let comes = async |token: &str, email: &str| {
            let body = json!({
                "token": token, "email": email, "name": "Olga", "password": "once gatos rojos"
            });
            app.ask("POST", "/api/v1/auth/first-admin").json(&body).send().await
        };
        comes(&token_of(&old), "olga@example.com").await.is_refused(422, ErrorCode::TokenInvalid);
        let signed_in: SignedIn =
            comes(&token_of(&link_now), "olga@example.com").await.is(200).read();
        assert_eq!(signed_in.user.role, Role::Admin);
        comes(&token_of(&link_now), "otra@example.com")
            .await
            .is_refused(422, ErrorCode::TokenInvalid);
        assert_eq!(link().await, None);
    }

    async fn guessing_is_slowed_down_but_nobody_is_locked_out(app: &TestApp) {
        let acme = app.company("Acme").await;
        let (ana, bea) = (app.reporter("Ana", &acme).await, app.reporter("Bea", &acme).await);
        let strict = app
            .replica(|config| {
                config.login_rate_limit = 3.try_into().expect("not zero");
            })
            .await;
        for _ in 0..3 {
            login(&strict, &ana.email, "cuatro gatos azules").await.is(401);
        }
        // Even the right password waits, and so does one who claims to come from elsewhere.
        for forwarded in [None, Some("203.0.113.7"), Some("198.51.100.1, 203.0.113.9")] {
            let mut ask = strict.ask("POST", "/api/v1/auth/login");
            if let Some(address) = forwarded {
                ask = ask.header("X-Forwarded-For", address).header("Forwarded", "for=203.0.113.7");
            }
            let answer =
                ask.json(&json!({ "email": ana.email, "password": PASSWORD })).send().await;
            let wait: u64 =
                answer.header("retry-after").expect("Retry-After").parse().expect("seconds");
            assert!((1..=60).contains(&wait), "{wait}");
            answer.is_refused(429, ErrorCode::RateLimited);
        }
        login(&strict, &bea.email, PASSWORD).await.is(200);
        // She goes on where she is signed in, and nothing is held against her account: another
        // replica, which has seen no guesses, lets her in with the right password.
        ana.at(&strict).gets("/api/v1/me").await.is(200);
        login(app, &ana.email, PASSWORD).await.is(200);
        strict.stop().await;
    }

    async fn an_address_is_slowed_down_too_and_only_trusted_proxies_name_another(app: &TestApp) {
        let tries = async |app: &TestApp, number: u32, forwarded: &str| {
            // Links are tried faster than passwords: the limit doesn't recover on the way.
            let body = json!({ "token": format!("{number}"), "password": "siete gatos verdes" });
            app.ask("POST", "/api/v1/auth/reset-password")
                .header("X-Forwarded-For", forwarded)
                .json(&body)
                .send()
                .await
                .status
        };
        let one = |config: &mut aval_api::config::Config| {
            config.login_rate_limit = 1.try_into().expect("not zero");
        };
        let direct = app.replica(one).await;
        let behind = app
            .replica(|config| {
                one(config);
                config.trusted_proxies = vec!["127.0.0.1".parse().expect("an address")];
            })
            .await;
        let mut heard = [Vec::new(), Vec::new()];
        for number in 0..40 {
            // A new address with each try: made up, or told by a proxy that is trusted.
            let address = format!("203.0.113.{number}");
            heard[0].push(tries(&direct, number, &address).await);
            heard[1].push(tries(&behind, number, &address).await);
        }
        let first = heard[0].iter().position(|status| *status == 429);
        assert!(first.is_some_and(|first| first >= 20), "{heard:?}");
        assert!(heard[1].iter().all(|status| *status == 422), "{heard:?}");
        direct.stop().await;
        behind.stop().await;
    }

    async fn a_principal_has_a_limit_of_requests_of_its_own(app: &TestApp) {
        let acme = app.company("Acme").await;
        let (ana, bea) = (app.reporter("Ana", &acme).await, app.reporter("Bea", &acme).await);
        let strict =
            app.replica(|config| config.rate_limit = 5.try_into().expect("not zero")).await;
        let (ana, bea) = (ana.at(&strict), bea.at(&strict));
        for left in (0..5).rev() {
            let answer = ana.gets("/api/v1/me").await.is(200);
            assert_eq!(answer.header("ratelimit-policy"), Some("\"default\";q=5;w=60"));
            let told = answer.header("ratelimit").expect("RateLimit");
            assert_eq!(told, format!("\"default\";r={left};t={}", (5 - left) * 12));
        }
        let refused = ana.gets("/api/v1/me").await;
        let wait = refused.header("retry-after").expect("Retry-After").to_owned();
        let told = format!("\"default\";r=0;t={wait}");
        assert_eq!(refused.header("ratelimit"), Some(told.as_str()));
        refused.is_refused(429, ErrorCode::RateLimited);
        // A new token is no new principal.
        let again: SignedIn = login(&strict, &ana.email, PASSWORD).await.is(200).read();
        assert_eq!(me(&strict, &again.access_token).await, 429);
        bea.gets("/api/v1/me").await.is(200);
        strict.stop().await;
    }

    async fn made_up_tokens_are_looked_up_only_so_often_for_an_address(app: &TestApp) {
        let strict =
            app.replica(|config| config.rate_limit = 1.try_into().expect("not zero")).await;
        let before = strict.state.db.statements();
        let mut statuses = Vec::new();
        for number in 0..40 {
            let key = format!("aval_{number:032}_made-up");
            statuses.push(me(&strict, &key).await);
        }
        assert_eq!(statuses.first(), Some(&401));
        assert!(statuses[1..].iter().all(|status| *status == 429), "{statuses:?}");
        // Twenty, and one more for each three seconds that this took.
        let lookups = strict.state.db.statements() - before;
        assert!((20..40).contains(&lookups), "{lookups}");
        strict.stop().await;
    }

    async fn a_person_changes_her_name_and_language(app: &TestApp) {
        let ana = app.reporter("Ana", &app.company("Acme").await).await;
        let patch =
            async |body: serde_json::Value| ana.ask("PATCH", "/api/v1/me").json(&body).send().await;
        let changed = patch(json!({ "name": "Ana María", "locale": "en" })).await.is(200).value();
        assert_eq!((&changed["name"], &changed["locale"]), (&json!("Ana María"), &json!("en")));
        patch(json!({ "role": "admin" })).await.names(&[("/role", "unknown")]);
        patch(json!({ "name": "1" })).await.names(&[("/name", "too_short")]);
        patch(json!({ "locale": "fr" })).await.names(&[("/locale", "malformed")]);
    }
}

fn inactive() -> UpdateStaff {
    UpdateStaff { active: Some(false), ..UpdateStaff::default() }
}
