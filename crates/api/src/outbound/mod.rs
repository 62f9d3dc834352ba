//! The one HTTP client for what is sent outward. Whoever names an address to us must not reach with
//! it what only we can: https to the public internet only, unless the operator allows a network.
//!
//! A name is resolved once, by a resolver that drops what is not allowed, and the connection goes to
//! the addresses that are left. Redirects are not followed and no proxy of the environment is asked.

mod address;

use std::error::Error as _;
use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use aval_domain::webhooks::DeliveryFailure;
use chrono::{DateTime, TimeDelta, Utc};
use ipnet::IpNet;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::header::{HeaderMap, RETRY_AFTER};
use reqwest::redirect::Policy;
use reqwest::{Client, Response};
use tokio::sync::OnceCell;
use url::{Host, Url};

pub use address::networks;

use crate::clock;

/// How long a whole exchange may take.
const TIME_LIMIT: Duration = Duration::from_secs(20);
/// How many bytes of an answer are read.
const ANSWER_LIMIT: usize = 64 * 1024;
/// How many characters of an answer are kept.
const ANSWER_KEPT: usize = 1000;

/// The client. It is put together when it is first used: where no authorities for certificates are
/// installed, only https does not work.
pub struct Outbound {
    allowed: Arc<[IpNet]>,
    time_limit: Duration,
    https: OnceCell<Client>,
    http: OnceCell<Client>,
}

/// What came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// The status.
    pub status: u16,
    /// Before when the server does not want to be asked again.
    pub retry_after: Option<DateTime<Utc>>,
    /// How the answer begins.
    pub start: String,
}

impl Outbound {
    /// A client that also sends to these networks, and to them without TLS too.
    #[must_use]
    pub fn new(allowed: &[IpNet]) -> Self {
        Self {
            allowed: allowed.into(),
            time_limit: TIME_LIMIT,
            https: OnceCell::new(),
            http: OnceCell::new(),
        }
    }

    /// Whether an address may be sent to, as far as can be told without resolving its name.
    ///
    /// # Errors
    /// What is wrong, as a key of [`crate::texts::invalid`].
    pub fn check(&self, url: &Url) -> Result<(), &'static str> {
        let literal = match url.host() {
            None => return Err("malformed"),
            Some(Host::Domain(_)) => None,
            Some(Host::Ipv4(address)) => Some(IpAddr::V4(address)),
            Some(Host::Ipv6(address)) => Some(IpAddr::V6(address)),
        };
        if !url.username().is_empty() || url.password().is_some() {
            return Err("not_allowed");
        }
        let gate = match url.scheme() {
            "https" => self.gate(true),
            "http" if !self.allowed.is_empty() => self.gate(false),
            _ => return Err("https_only"),
        };
        match literal {
            Some(address) if !gate.lets_through(address) => Err("address_not_public"),
            Some(_) | None => Ok(()),
        }
    }

    /// Posts a body.
    ///
    /// # Errors
    /// Why there is no answer.
    pub async fn post(
        &self,
        url: &Url,
        headers: HeaderMap,
        body: String,
    ) -> Result<Reply, DeliveryFailure> {
        self.check(url).map_err(|_| DeliveryFailure::AddressRefused)?;
        let with_tls = url.scheme() == "https";
        let cell = if with_tls { &self.https } else { &self.http };
        let client = cell.get_or_try_init(async || self.client(with_tls)).await;
        let client = client.map_err(|error| {
            tracing::error!(%error, "nothing can be sent outward");
            DeliveryFailure::NotReached
        })?;
        let sent = client.post(url.clone()).headers(headers).body(body).send().await;
        Ok(read(sent.map_err(|error| failure(&error))?).await)
    }

    fn client(&self, with_tls: bool) -> reqwest::Result<Client> {
        let builder = Client::builder()
            .user_agent(concat!("Aval/", env!("CARGO_PKG_VERSION")))
            .redirect(Policy::none())
            .retry(reqwest::retry::never())
            .no_proxy()
            .referer(false)
            .timeout(self.time_limit)
            .dns_resolver(self.gate(with_tls));
        // Without TLS there is nobody to trust, and so no list of authorities to load.
        if with_tls { builder.https_only(true) } else { builder.tls_certs_only([]) }.build()
    }

    fn gate(&self, with_tls: bool) -> Gate {
        Gate { allowed: Arc::clone(&self.allowed), public: with_tls }
    }
}

/// Which addresses a connection may go to.
#[derive(Clone)]
struct Gate {
    allowed: Arc<[IpNet]>,
    /// Whether the public internet, too.
    public: bool,
}

impl Gate {
    fn lets_through(&self, address: IpAddr) -> bool {
        address::is_in(&self.allowed, address) || (self.public && address::is_global(address))
    }
}

impl Resolve for Gate {
    fn resolve(&self, name: Name) -> Resolving {
        let gate = self.clone();
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let left: Vec<SocketAddr> =
                found.filter(|address| gate.lets_through(address.ip())).collect();
            if left.is_empty() {
                return Err(Box::from(Refused));
            }
            let left: Addrs = Box::new(left.into_iter());
            Ok(left)
        })
    }
}

/// A name has no address that may be sent to.
#[derive(Debug)]
struct Refused;

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no address that may be sent to")
    }
}

impl std::error::Error for Refused {}

fn failure(error: &reqwest::Error) -> DeliveryFailure {
    let mut cause = error.source();
    while let Some(inner) = cause {
        if inner.is::<Refused>() {
            return DeliveryFailure::AddressRefused;
        }
        cause = inner.source();
    }
    if error.is_timeout() { DeliveryFailure::TimedOut } else { DeliveryFailure::NotReached }
}

/// Reads an answer as far as it goes, or the limit. Its status counts also where the rest breaks off.
async fn read(mut response: Response) -> Reply {
    let status = response.status().as_u16();
    let retry_after = retry_after(response.headers(), clock::now());
    let mut bytes = Vec::new();
    while bytes.len() < ANSWER_LIMIT {
        match response.chunk().await {
            Ok(Some(chunk)) => bytes.extend_from_slice(&chunk),
            Ok(None) | Err(_) => break,
        }
    }
    // Postgres keeps no NUL.
    let text = String::from_utf8_lossy(&bytes).replace('\0', "\u{fffd}");
    Reply { status, retry_after, start: text.chars().take(ANSWER_KEPT).collect() }
}

/// `Retry-After`: seconds or an instant (RFC 9110, 10.2.3).
fn retry_after(headers: &HeaderMap, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    match text.parse::<u32>() {
        Ok(seconds) => Some(now + TimeDelta::seconds(seconds.into())),
        Err(_) => DateTime::parse_from_rfc2822(text).ok().map(DateTime::<Utc>::from),
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    use tokio::net::{TcpListener, TcpStream};

    use super::*;

    fn verdict(allowed: &str, url: &str) -> Result<(), &'static str> {
        let allowed = networks(allowed).expect("networks");
        Outbound::new(&allowed).check(&url.parse().expect("a URL"))
    }

    #[test]
    fn only_https_to_the_public_internet_is_sent_to() {
        assert_eq!(verdict("", "https://example.com/aval"), Ok(()));
        assert_eq!(verdict("", "https://1.1.1.1/"), Ok(()));
        assert_eq!(verdict("", "http://example.com/"), Err("https_only"));
        assert_eq!(verdict("", "ftp://example.com/"), Err("https_only"));
        assert_eq!(verdict("", "https://user:word@example.com/"), Err("not_allowed"));
        for address in ["127.0.0.1", "[::1]", "10.0.0.1", "169.254.169.254", "0x7f000001", "127.1"]
        {
            let url = format!("https://{address}/");
            assert_eq!(verdict("", &url), Err("address_not_public"), "{url}");
        }
    }

    #[test]
    fn an_allowed_network_may_be_sent_to_without_tls_and_nothing_else() {
        assert_eq!(verdict("10.0.0.0/8", "http://10.0.0.1/"), Ok(()));
        assert_eq!(verdict("10.0.0.0/8", "https://10.0.0.1/"), Ok(()));
        assert_eq!(verdict("10.0.0.0/8", "http://1.1.1.1/"), Err("address_not_public"));
        assert_eq!(verdict("10.0.0.0/8", "https://192.168.0.1/"), Err("address_not_public"));
    }

    #[tokio::test]
    async fn a_name_that_leads_inward_is_refused_when_it_is_resolved() {
        let inward = "https://localhost:9/".parse().expect("a URL");
        let answer = Outbound::new(&[]).post(&inward, HeaderMap::new(), String::new()).await;
        assert_eq!(answer, Err(DeliveryFailure::AddressRefused));
    }

    /// Posts to a server that does with the connection what it likes, and waits for an answer no longer
    /// than a moment.
    async fn posted<F>(
        server: impl FnOnce(TcpStream) -> F,
    ) -> (Result<Reply, DeliveryFailure>, F::Output)
    where
        F: Future,
    {
        let socket = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let url = format!("http://{}/", socket.local_addr().expect("an address"));
        let url = url.parse().expect("a URL");
        let allowed = networks("127.0.0.1").expect("networks");
        let outbound =
            Outbound { time_limit: Duration::from_millis(300), ..Outbound::new(&allowed) };
        let talk = async {
            let (mut stream, _) = socket.accept().await.expect("a connection");
            let mut request = [0; 1024];
            assert!(stream.read(&mut request).await.expect("a request") > 0);
            server(stream).await
        };
        tokio::join!(outbound.post(&url, HeaderMap::new(), String::new()), talk)
    }

    /// Nothing more until the other side has had enough.
    async fn stalls(mut stream: TcpStream) {
        while stream.read(&mut [0; 1024]).await.is_ok_and(|length| length > 0) {}
    }

    #[tokio::test]
    async fn whoever_does_not_answer_in_time_has_not_answered() {
        assert_eq!(TIME_LIMIT, Duration::from_secs(20));
        let (answer, ()) = posted(stalls).await;
        assert_eq!(answer, Err(DeliveryFailure::TimedOut));
    }

    #[tokio::test]
    async fn the_time_is_for_the_whole_answer() {
        let (answer, ()) = posted(async |mut stream: TcpStream| {
            let start = b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nrec";
            stream.write_all(start).await.expect("written");
            stalls(stream).await;
        })
        .await;
        let answer = answer.expect("its status");
        assert_eq!((answer.status, answer.start.as_str()), (200, "rec"));
    }

    #[tokio::test]
    async fn an_endless_answer_is_read_up_to_a_limit() {
        let (answer, written) = posted(async |mut stream: TcpStream| {
            let head = "HTTP/1.1 200 OK\r\ncontent-length: 1000000000000\r\n\r\n";
            stream.write_all(head.as_bytes()).await.expect("written");
            let mut written = 0;
            while let Ok(length) = stream.write(&[b'x'; ANSWER_LIMIT]).await {
                written += length;
            }
            written
        })
        .await;
        let answer = answer.expect("a beginning");
        assert_eq!((answer.status, answer.start), (200, "x".repeat(ANSWER_KEPT)));
        // What is on its way when the connection is closed counts too.
        assert!(written < 64 * 1024 * 1024, "{written}");
    }

    #[test]
    fn retry_after_is_read_in_both_forms() {
        let now = "2026-11-27T08:00:00Z".parse().expect("an instant");
        let of = |text: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(RETRY_AFTER, text.parse().expect("a value"));
            retry_after(&headers, now)
        };
        assert_eq!(of("120"), Some(now + TimeDelta::minutes(2)));
        assert_eq!(of("Fri, 27 Nov 2026 08:05:00 GMT"), Some(now + TimeDelta::minutes(5)));
        assert_eq!(of("soon"), None);
    }
}
