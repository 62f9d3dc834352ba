//! Staying signed in.

use std::time::Duration;

use aval_client::contract::error::ErrorCode;
use aval_client::contract::me::{Locale, UpdateMe};
use serde_json::json;

use crate::server::{Reply, Seen, Server, problem, signed_in};

const LOGIN: &str = "/api/v1/auth/login";
const REFRESH: &str = "/api/v1/auth/refresh";
const LOGOUT: &str = "/api/v1/auth/logout";
const STAFF: &str = "/api/v1/staff";

fn cookie(token: &str, value: &str, expires_in: u32) -> Reply {
    let cookie = format!("aval_refresh={value}; HttpOnly; SameSite=Strict; Path=/");
    Reply::JsonWith(200, signed_in(token, expires_in), "Set-Cookie", cookie)
}

fn if_bearer(request: &Seen, token: &str) -> Reply {
    if request.header("authorization") == Some(&format!("Bearer {token}")) {
        Reply::Json(200, json!({"items": []}))
    } else {
        problem(401, "unauthorized")
    }
}

/// The first token is refused as if it had ended early; each renewal makes the next one.
async fn server_that_forgets_the_first_token() -> Server {
    Server::start(|request, before| match request.path.as_str() {
        LOGIN => cookie("t0", "c0", 600),
        REFRESH => cookie("t1", &format!("c{}", before + 1), 600),
        _ => if_bearer(request, "t1"),
    })
    .await
}

#[tokio::test]
async fn a_refused_token_is_renewed_and_the_call_repeated() {
    let server = server_that_forgets_the_first_token().await;
    let ana = server.ana().await;

    ana.staff().list().await.unwrap();

    let calls = server.seen(STAFF);
    assert_eq!(calls.len(), 2);
    assert_eq!(calls[0].header("authorization"), Some("Bearer t0"));
    assert_eq!(calls[1].header("authorization"), Some("Bearer t1"));
    assert_eq!(server.seen(REFRESH)[0].header("cookie"), Some("aval_refresh=c0"));
}

#[tokio::test(flavor = "multi_thread")]
async fn concurrent_calls_share_one_renewal() {
    let server = server_that_forgets_the_first_token().await;
    let ana = server.ana().await;

    let calls: Vec<_> = (0..20)
        .map(|_| {
            let ana = ana.clone();
            tokio::spawn(async move { ana.staff().list().await })
        })
        .collect();
    for call in calls {
        call.await.unwrap().unwrap();
    }

    assert_eq!(server.seen(REFRESH).len(), 1);
}

#[tokio::test]
async fn each_renewal_uses_the_cookie_of_the_one_before() {
    let server = Server::start(|request, before| match request.path.as_str() {
        LOGIN => cookie("t0", "c0", 0),
        REFRESH => cookie("t1", &format!("c{}", before + 1), 0),
        _ => if_bearer(request, "t1"),
    })
    .await;
    let ana = server.ana().await;

    ana.staff().list().await.unwrap();
    ana.staff().list().await.unwrap();

    let cookies: Vec<_> =
        server.seen(REFRESH).iter().map(|r| r.header("cookie").unwrap().to_owned()).collect();
    assert_eq!(cookies, ["aval_refresh=c0", "aval_refresh=c1"]);
    assert_eq!(server.seen(STAFF).len(), 2, "renewed before the call, not after a refusal");
}

#[tokio::test]
async fn two_sessions_of_one_client_keep_their_cookies_apart() {
    let server = Server::start(|request, before| match request.path.as_str() {
        LOGIN => cookie("old", &format!("login{before}"), 0),
        REFRESH => cookie("t1", "next", 600),
        _ => if_bearer(request, "t1"),
    })
    .await;
    let client = server.client();
    let login = aval_client::contract::auth::Login { email: "a".into(), password: "b".into() };
    let first = client.login(&login).await.unwrap();
    let second = client.login(&login).await.unwrap();

    first.staff().list().await.unwrap();
    second.staff().list().await.unwrap();

    let refreshes = server.seen(REFRESH);
    assert_eq!(refreshes[0].header("cookie"), Some("aval_refresh=login0"));
    assert_eq!(refreshes[1].header("cookie"), Some("aval_refresh=login1"));
}

#[tokio::test]
async fn a_call_given_up_does_not_lose_the_renewed_token() {
    let server = server_that_forgets_the_first_token().await;
    let ana = server.ana().await;

    let call = {
        let ana = ana.clone();
        tokio::spawn(async move { ana.staff().list().await })
    };
    while server.seen(REFRESH).is_empty() {
        tokio::task::yield_now().await;
    }
    call.abort();
    assert!(call.await.unwrap_err().is_cancelled());
    ana.staff().list().await.unwrap();

    assert_eq!(server.seen(REFRESH).len(), 1);
}

#[tokio::test]
async fn a_refused_renewal_ends_the_session_for_all_who_wait() {
    let server = Server::start(|request, _| match request.path.as_str() {
        LOGIN => cookie("t0", "c0", 600),
        _ => problem(401, "unauthorized"),
    })
    .await;
    let ana = server.ana().await;
    assert_eq!(ana.user().unwrap().name, "Ana");

    let (staff, categories) = (ana.staff(), ana.categories());
    let waiting = tokio::spawn(async move { staff.list().await.unwrap_err() });
    let one = categories.list().await.unwrap_err();
    let other = waiting.await.unwrap();

    assert!(one.is_unauthorized() && other.is_unauthorized());
    assert!(!ana.is_signed_in());
    assert_eq!(ana.user(), None);
    let refreshes = server.seen(REFRESH).len();
    ana.staff().list().await.unwrap_err();
    assert_eq!(server.seen(REFRESH).len(), refreshes, "an ended session is not renewed again");
    assert_eq!(server.seen(STAFF).last().unwrap().header("authorization"), None);
}

#[tokio::test]
async fn a_renewal_that_fails_for_another_reason_is_tried_again_later() {
    let server = Server::start(|request, before| match request.path.as_str() {
        LOGIN => cookie("t0", "c0", 0),
        REFRESH if before == 0 => problem(503, "unavailable"),
        REFRESH => cookie("t1", "c1", 600),
        _ => if_bearer(request, "t1"),
    })
    .await;
    let ana = server.ana().await;

    let error = ana.staff().list().await.unwrap_err();
    assert_eq!(error.code(), Some(ErrorCode::Unavailable));
    assert!(ana.is_signed_in());
    ana.staff().list().await.unwrap();
}

#[tokio::test]
async fn other_refusals_renew_nothing() {
    let server = Server::start(|request, _| match request.path.as_str() {
        LOGIN => problem(401, "invalid_credentials"),
        _ => problem(401, "unauthorized"),
    })
    .await;

    let key = server.client().with_api_key("aval_ab12_secret");
    assert!(key.staff().list().await.unwrap_err().is_unauthorized());
    assert_eq!(server.seen(STAFF).len(), 1);
    assert_eq!(server.seen(STAFF)[0].header("authorization"), Some("Bearer aval_ab12_secret"));
    assert!(server.seen(REFRESH).is_empty());

    let login = aval_client::contract::auth::Login { email: "a".into(), password: "b".into() };
    let error = server.client().login(&login).await.unwrap_err();
    assert_eq!(error.code(), Some(ErrorCode::InvalidCredentials));
}

#[tokio::test]
async fn logging_out_ends_the_session_on_the_server_and_here() {
    let server = Server::start(|request, _| match request.path.as_str() {
        LOGIN => cookie("t0", "c0", 600),
        LOGOUT => Reply::Text(204, "text/plain", ""),
        _ => if_bearer(request, "t0"),
    })
    .await;
    let ana = server.ana().await;
    let clone = ana.clone();

    ana.logout().await.unwrap();

    let logout = &server.seen(LOGOUT)[0];
    assert_eq!(logout.header("authorization"), Some("Bearer t0"));
    assert_eq!(logout.header("cookie"), Some("aval_refresh=c0"));
    assert!(!clone.is_signed_in());
    assert!(clone.staff().list().await.unwrap_err().is_unauthorized());
    ana.logout().await.unwrap();
    assert_eq!(server.seen(LOGOUT).len(), 1);
}

#[tokio::test]
async fn logging_out_without_a_connection_can_be_tried_again() {
    let server = Server::start(|request, before| match request.path.as_str() {
        LOGIN => cookie("t0", "c0", 600),
        LOGOUT if before < 2 => Reply::HangUp,
        LOGOUT => Reply::Text(204, "text/plain", ""),
        _ => if_bearer(request, "t0"),
    })
    .await;
    let ana = server.ana().await;

    assert!(ana.logout().await.unwrap_err().is_network());
    assert!(ana.is_signed_in());
    ana.logout().await.unwrap();
    assert!(!ana.is_signed_in());
}

#[tokio::test]
async fn a_page_takes_up_the_session_of_its_cookie() {
    let server = Server::start(|request, _| match request.path.as_str() {
        REFRESH => Reply::Json(200, signed_in("t1", 600)),
        _ => if_bearer(request, "t1"),
    })
    .await;

    let ana = server.client().resume().await.unwrap();

    assert_eq!(ana.user().unwrap().email, "ana@acme.co");
    ana.staff().list().await.unwrap();
}

#[tokio::test]
async fn the_language_is_the_users_until_somebody_chooses_another() {
    let server = Server::start(|request, _| match request.path.as_str() {
        LOGIN => cookie("t0", "c0", 600),
        _ => if_bearer(request, "t0"),
    })
    .await;
    let ana = server.ana().await;

    ana.staff().list().await.unwrap();
    ana.set_locale(Locale::En);
    ana.clone().staff().list().await.unwrap();

    let calls = server.seen(STAFF);
    assert_eq!(calls[0].header("accept-language"), Some("es"));
    assert_eq!(calls[1].header("accept-language"), Some("en"));
    assert_eq!(server.seen(LOGIN)[0].header("accept-language"), None);
}

#[tokio::test]
async fn a_changed_name_is_known_to_the_session() {
    let server = Server::start(|request, _| match request.path.as_str() {
        LOGIN => cookie("t0", "c0", 600),
        _ => {
            let mut user = signed_in("", 0)["user"].clone();
            user["name"] = request.json()["name"].clone();
            Reply::Json(200, user)
        }
    })
    .await;
    let ana = server.ana().await;

    let changes = UpdateMe { name: Some("Ana María".into()), ..UpdateMe::default() };
    ana.me().update(&changes).await.unwrap();

    assert_eq!(ana.user().unwrap().name, "Ana María");
}

#[tokio::test]
async fn what_is_printed_of_a_session_has_no_secrets() {
    let server = Server::start(|_, _| cookie("secret-token", "secret-cookie", 600)).await;
    let ana = server.ana().await;

    let request = ana.attachments().upload_request().await.unwrap();

    let printed = format!("{ana:?} {request:?}");
    assert!(printed.contains("Ana") && !printed.contains("secret"), "{printed}");
}

#[tokio::test]
async fn a_renewal_cut_short_with_its_runtime_does_not_block_the_next() {
    let server = Server::start(|request, before| match request.path.as_str() {
        LOGIN => cookie("t0", "c0", 600),
        // The runtime of the first call ends while it waits for this.
        REFRESH if before == 0 => {
            std::thread::sleep(Duration::from_millis(300));
            Reply::HangUp
        }
        REFRESH => cookie("t1", "c1", 600),
        _ => if_bearer(request, "t1"),
    });
    // The server has a runtime of its own, so that it outlives the first one of the client.
    let server = std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .unwrap();
        let server = runtime.block_on(server);
        (server, runtime)
    })
    .join()
    .unwrap();
    let (server, runtime) = server;
    let ana = server.ana().await;

    let cut_short = ana.clone();
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let runtime =
                tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                let asked = async {
                    while server.seen(REFRESH).is_empty() {
                        tokio::time::sleep(Duration::from_millis(5)).await;
                    }
                };
                let staff = cut_short.staff();
                tokio::select! {
                    _ = staff.list() => panic!("the renewal takes longer than that"),
                    () = asked => {}
                }
            });
        });
    });

    let call = tokio::time::timeout(Duration::from_secs(10), async { ana.staff().list().await });
    call.await.expect("the renewal is not waited for in vain").unwrap();
    assert_eq!(server.seen(REFRESH).len(), 2);
    runtime.shutdown_background();
}
