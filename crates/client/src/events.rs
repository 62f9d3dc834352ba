//! What happens, as it happens: Server-Sent Events.

use aval_contract::events::{TicketNews, name};
use aval_contract::notifications::Notification;
use uuid::Uuid;

#[cfg(not(target_arch = "wasm32"))]
use crate::error::Error;
use crate::transport::Call;

pub(crate) fn call() -> Call {
    Call::get(["events"])
}

/// A message of the stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Message {
    /// The stream has begun.
    Ready,
    /// Something happened to a ticket.
    Ticket(Box<TicketNews>),
    /// The signed-in person is told something.
    Notification(Box<Notification>),
    /// Too much has happened: load anew what is shown.
    Reset,
}

/// A message with its id, to come back to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Received {
    /// For the next stream to begin after.
    pub id: Option<Uuid>,
    /// What it says.
    pub message: Message,
}

/// Makes messages of the bytes of the stream, however they are cut. Messages of a kind that this
/// version does not know are passed over, as a newer server may send them.
#[derive(Debug, Default)]
pub struct Decoder {
    rest: Vec<u8>,
}

impl Decoder {
    /// The messages that are complete with these bytes.
    pub fn push(&mut self, bytes: &[u8]) -> Vec<Received> {
        self.rest.extend_from_slice(bytes);
        let mut received = Vec::new();
        while let Some(end) = self.rest.windows(2).position(|pair| pair == b"\n\n") {
            let block: Vec<u8> = self.rest.drain(..end + 2).collect();
            received.extend(message(&String::from_utf8_lossy(&block)));
        }
        received
    }
}

/// The message of one block of lines; comments, which keep the connection open, are none.
fn message(block: &str) -> Option<Received> {
    let (mut event, mut id, mut data) = ("", None, String::new());
    for line in block.lines() {
        let (field, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "event" => event = value,
            "id" => id = value.parse().ok(),
            "data" => data.push_str(value),
            _ => {}
        }
    }
    let message = match event {
        name::READY => Message::Ready,
        name::RESET => Message::Reset,
        name::TICKET => Message::Ticket(serde_json::from_str(&data).ok()?),
        name::NOTIFICATION => Message::Notification(serde_json::from_str(&data).ok()?),
        _ => return None,
    };
    Some(Received { id, message })
}

/// A stream that is open. Made by [`Session::events`](crate::Session::events).
#[cfg(not(target_arch = "wasm32"))]
#[derive(Debug)]
pub struct EventStream {
    response: reqwest::Response,
    decoder: Decoder,
    received: std::collections::VecDeque<Received>,
}

#[cfg(not(target_arch = "wasm32"))]
impl EventStream {
    pub(crate) fn new(response: reqwest::Response) -> Self {
        Self { response, decoder: Decoder::default(), received: std::collections::VecDeque::new() }
    }

    /// The next message; `None` when the server has ended the stream.
    ///
    /// # Errors
    /// When the connection is lost.
    pub async fn next(&mut self) -> Result<Option<Received>, Error> {
        loop {
            if let Some(next) = self.received.pop_front() {
                return Ok(Some(next));
            }
            let Some(bytes) = self.response.chunk().await? else { return Ok(None) };
            self.received.extend(self.decoder.push(&bytes));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STREAM: &str = ": keep-alive\n\nretry: 2000\nevent: ready\nid: \
        01900000-0000-7000-8000-000000000001\ndata: {}\n\nevent: later\ndata: {}\n\n\
        event: reset\ndata: {}\n\n";

    fn kinds(received: Vec<Received>) -> Vec<Message> {
        received.into_iter().map(|received| received.message).collect()
    }

    #[test]
    fn messages_come_out_whole_however_the_bytes_are_cut() {
        for size in 1..STREAM.len() {
            let mut decoder = Decoder::default();
            let mut received = Vec::new();
            for piece in STREAM.as_bytes().chunks(size) {
                received.extend(decoder.push(piece));
            }
            let id = received[0].id.map(|id| id.to_string());
            assert_eq!(id.as_deref(), Some("01900000-0000-7000-8000-000000000001"));
            assert_eq!(kinds(received), [Message::Ready, Message::Reset], "{size}");
        }
    }

    #[test]
    fn what_is_told_of_a_ticket_is_read() {
        let block = "event: ticket\nid: 01900000-0000-7000-8000-000000000002\ndata: \
            {\"id\":\"01900000-0000-7000-8000-000000000002\",\"kind\":\"assigned\",\
            \"at\":\"2026-07-15T15:00:00Z\",\
            \"ticket_id\":\"01900000-0000-7000-8000-000000000003\",\
            \"ticket_number\":\"CASO-000123\",\"stage\":\"open\"}\n\n";
        let [received] = Decoder::default().push(block.as_bytes()).try_into().expect("one");
        let Message::Ticket(news) = received.message else { panic!("{received:?}") };
        assert_eq!(news.ticket_number, "CASO-000123");
    }
}
