//! A mail server that keeps what it is given, so that a test reads what really went out.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// A mail as the server was given it.
#[derive(Clone, Debug)]
pub struct Letter {
    /// The envelope's sender.
    pub from: String,
    /// The envelope's recipients.
    pub to: Vec<String>,
    /// Headers and body.
    pub source: Vec<u8>,
}

/// What the server does with one mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mood {
    /// Refuses its recipient for now.
    Busy,
    /// Takes all of it and then refuses it for now: it has kept nothing.
    BusyAtTheEnd,
    /// Keeps it and loses the connection before it can say so.
    Speechless,
}

#[derive(Default)]
struct Inbox {
    letters: Vec<Letter>,
    moods: VecDeque<Mood>,
    refused: usize,
}

/// The server. Ends when dropped.
pub struct SmtpSink {
    port: u16,
    inbox: Arc<Mutex<Inbox>>,
    server: JoinHandle<()>,
}

impl SmtpSink {
    pub async fn start() -> Self {
        let socket = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let port = socket.local_addr().expect("an address").port();
        let inbox = Arc::<Mutex<Inbox>>::default();
        let kept = Arc::clone(&inbox);
        let server = tokio::spawn(async move {
            loop {
                let (stream, _) = socket.accept().await.expect("a connection");
                tokio::spawn(talk(stream, Arc::clone(&kept)));
            }
        });
        Self { port, inbox, server }
    }

    pub fn url(&self) -> String {
        format!("smtp://127.0.0.1:{}", self.port)
    }

    /// What it has kept so far, in the order in which it came.
    pub fn letters(&self) -> Vec<Letter> {
        self.inbox.lock().expect("nobody panics here").letters.clone()
    }

    /// How many mails it did not take.
    pub fn refused(&self) -> usize {
        self.inbox.lock().expect("nobody panics here").refused
    }

    /// What it does with the next mails, one after the other.
    pub fn will_be(&self, moods: impl IntoIterator<Item = Mood>) {
        self.inbox.lock().expect("nobody panics here").moods.extend(moods);
    }
}

impl Drop for SmtpSink {
    fn drop(&mut self) {
        self.server.abort();
    }
}

/// One conversation. What the other side does wrong ends it.
async fn talk(mut stream: TcpStream, inbox: Arc<Mutex<Inbox>>) {
    let (read, mut write) = stream.split();
    let mut read = BufReader::new(read);
    let mut letter = Letter { from: String::new(), to: Vec::new(), source: Vec::new() };
    let mut mood = None;
    let mut answer = "220 sink";
    loop {
        if write.write_all(format!("{answer}\r\n").as_bytes()).await.is_err() {
            return;
        }
        let mut line = String::new();
        if read.read_line(&mut line).await.unwrap_or_default() == 0 {
            return;
        }
        let verb = line.get(..4).unwrap_or_default().to_ascii_uppercase();
        answer = match verb.as_str() {
            "EHLO" => "250 sink",
            "MAIL" => {
                letter = Letter { from: path(&line), to: Vec::new(), source: Vec::new() };
                mood = inbox.lock().expect("nobody panics here").moods.pop_front();
                "250 go on"
            }
            "RCPT" if mood == Some(Mood::Busy) => {
                inbox.lock().expect("nobody panics here").refused += 1;
                "451 not now"
            }
            "RCPT" => {
                letter.to.push(path(&line));
                "250 go on"
            }
            "DATA" => {
                if write.write_all(b"354 go on\r\n").await.is_err() {
                    return;
                }
                letter.source = data(&mut read).await;
                let mut inbox = inbox.lock().expect("nobody panics here");
                match mood {
                    Some(Mood::BusyAtTheEnd) => {
                        inbox.refused += 1;
                        "451 not now"
                    }
                    Some(Mood::Speechless) => {
                        inbox.letters.push(letter);
                        return;
                    }
                    Some(Mood::Busy) | None => {
                        inbox.letters.push(letter.clone());
                        "250 kept"
                    }
                }
            }
            "RSET" | "NOOP" => "250 go on",
            "QUIT" => "221 bye",
            _ => "500 what?",
        };
    }
}

/// The address between the angle brackets.
fn path(line: &str) -> String {
    let rest = line.split_once('<').map_or("", |(_, rest)| rest);
    rest.split('>').next().unwrap_or_default().to_owned()
}

/// Everything up to the line with a dot alone, with the dots taken off that were put before others.
async fn data(read: &mut (impl tokio::io::AsyncBufRead + Unpin)) -> Vec<u8> {
    let mut source = Vec::new();
    loop {
        let mut line = Vec::new();
        // No test sends more in a line; one that never ends would fill the memory.
        let mut limited = (&mut *read).take(1024 * 1024);
        if limited.read_until(b'\n', &mut line).await.unwrap_or_default() == 0 || line == b".\r\n" {
            return source;
        }
        source.extend_from_slice(line.strip_prefix(b".").unwrap_or(&line));
    }
}
