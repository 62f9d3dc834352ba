//! Lost connections.

use aval_client::Client;
use aval_client::contract::auth::{AcceptInvite, FirstAdmin, ResetPassword};
use aval_client::contract::categories::{CreateCategory, UpdateCategory};
use serde_json::json;
use tokio::net::TcpListener;
use uuid::Uuid;

use crate::server::{Reply, Server, problem, signed_in};

fn category() -> Reply {
    let id = Uuid::nil();
    Reply::Json(200, json!({"id": id, "name": "Voz", "active": true}))
}

#[tokio::test]
async fn a_post_whose_answer_is_lost_is_repeated_with_the_same_key_and_body() {
    let server =
        Server::start(|_, before| if before == 0 { Reply::HangUp } else { category() }).await;
    let key = server.client().with_api_key("k");

    key.categories().create(&CreateCategory { name: "Voz".into() }).await.unwrap();

    let calls = server.seen("/api/v1/categories");
    assert_eq!(calls.len(), 2);
    assert!(calls[0].header("idempotency-key").is_some());
    assert_eq!(calls[0].header("idempotency-key"), calls[1].header("idempotency-key"));
    assert_eq!(calls[0].body, calls[1].body);
}

#[tokio::test]
async fn a_call_is_repeated_once_only() {
    let server = Server::start(|_, _| Reply::HangUp).await;
    let key = server.client().with_api_key("k");

    let error = key.categories().list().await.unwrap_err();

    assert!(error.is_network());
    assert_eq!(server.seen("/api/v1/categories").len(), 2);
}

#[tokio::test]
async fn a_change_without_a_key_is_not_repeated_when_it_may_have_arrived() {
    let server = Server::start(|_, _| Reply::HangUp).await;
    let key = server.client().with_api_key("k");
    let change = UpdateCategory { active: Some(false), ..UpdateCategory::default() };

    assert!(key.categories().update(Uuid::nil(), &change).await.unwrap_err().is_network());
    assert!(key.api_keys().revoke(Uuid::nil()).await.unwrap_err().is_network());

    assert_eq!(server.seen("/api/v1/categories").len(), 1);
    assert_eq!(server.seen("/api/v1/api-keys").len(), 1);
}

#[tokio::test]
async fn a_refresh_token_is_not_used_twice() {
    let server = Server::start(|request, _| match request.path.as_str() {
        "/api/v1/auth/login" => Reply::JsonWith(
            200,
            signed_in("t0", 0),
            "Set-Cookie",
            "aval_refresh=c0; HttpOnly".to_owned(),
        ),
        _ => Reply::HangUp,
    })
    .await;
    let ana = server.ana().await;

    assert!(ana.staff().list().await.unwrap_err().is_network());

    assert_eq!(server.seen("/api/v1/auth/refresh").len(), 1);
    assert!(ana.is_signed_in());
}

#[tokio::test]
async fn a_link_is_not_used_twice() {
    let server = Server::start(|_, _| Reply::HangUp).await;
    let client = server.client();
    let (token, password) = ("t".to_owned(), "una clave larga".to_owned());

    let invite = AcceptInvite { token: token.clone(), password: password.clone() };
    assert!(client.accept_invite(&invite).await.unwrap_err().is_network());
    let reset = ResetPassword { token: token.clone(), password: password.clone() };
    assert!(client.reset_password(&reset).await.unwrap_err().is_network());
    let (email, name) = ("olga@acme.co".to_owned(), "Olga".to_owned());
    let admin = FirstAdmin { token, email, name, password };
    assert!(client.first_admin(&admin).await.unwrap_err().is_network());

    assert_eq!(server.seen("/api/v1/auth/").len(), 3);
}

#[tokio::test]
async fn answers_of_the_server_are_not_repeated() {
    let server = Server::start(|_, _| problem(503, "unavailable")).await;
    let key = server.client().with_api_key("k");

    key.categories().list().await.unwrap_err();

    assert_eq!(server.seen("/api/v1/categories").len(), 1);
}

#[tokio::test]
async fn nobody_listening_is_a_network_error() {
    let port = {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        listener.local_addr().unwrap().port()
    };
    let key = Client::new(&format!("http://127.0.0.1:{port}")).with_api_key("k");

    let change = UpdateCategory::default();
    assert!(key.categories().update(Uuid::nil(), &change).await.unwrap_err().is_network());
    assert!(Client::new(&format!("http://127.0.0.1:{port}")).health().await.is_err());
}
