//! Takes a file from a multipart body to the store, without ever holding it in memory.

use actix_multipart::Multipart;
use aval_contract::error::ErrorCode;
use aval_domain::record::hex;
use futures_util::StreamExt as _;
use object_store::path::Path;
use object_store::{ObjectStore, ObjectStoreExt as _, PutPayload, WriteMultipart};
use rand::Rng as _;
use sha2::{Digest as _, Sha256};

use crate::error::{ApiError, Result};

/// The most bytes of a file.
pub const FILE_LIMIT: u64 = 25 * 1024 * 1024;

/// How much of a file is looked at to tell its type.
const HEAD: usize = 8 * 1024;

/// A file in the store that no row names yet.
pub struct Received {
    /// The cleaned name.
    pub name: String,
    /// Bytes.
    pub size: i64,
    /// By content.
    pub media_type: String,
    /// Lower-case hex.
    pub sha256: String,
    /// Where it is.
    pub key: String,
    /// For the idempotency of the request.
    pub digest: [u8; 32],
}

/// Reads the one part `file` and stores it.
///
/// # Errors
/// 413 when it is too large, 422 when the part is missing, empty or not alone.
pub async fn receive(mut form: Multipart, store: &dyn ObjectStore) -> Result<Received> {
    let malformed = |_| ApiError::Code(ErrorCode::MalformedBody);
    let mut field = match form.next().await {
        Some(field) => field.map_err(malformed)?,
        None => return Err(ApiError::invalid("/file", "required")),
    };
    if field.name() != Some("file") {
        return Err(ApiError::invalid("/file", "required"));
    }
    let name = field
        .content_disposition()
        .and_then(|disposition| disposition.get_filename())
        .map_or_else(|| "archivo".to_owned(), clean_name);
    let key = random_key();
    let path = Path::from(key.as_str());
    let mut writer = Writer::new(store, &path).await?;
    let outcome = async {
        while let Some(chunk) = field.next().await {
            let chunk = chunk.map_err(malformed)?;
            writer.take(&chunk)?;
        }
        drop(field);
        match form.next().await {
            None => Ok(()),
            Some(_) => Err(ApiError::invalid("/file", "too_many")),
        }
    }
    .await;
    match outcome {
        Ok(()) => writer.finish(store, &path, name, key).await,
        Err(error) => {
            writer.abort().await;
            Err(error)
        }
    }
}

/// Stores a file whose bytes are there already.
///
/// # Errors
/// 413 when it is too large, 422 when it is empty.
pub async fn receive_bytes(
    raw_name: &str,
    bytes: &[u8],
    store: &dyn ObjectStore,
) -> Result<Received> {
    let key = random_key();
    let path = Path::from(key.as_str());
    let mut writer = Writer::new(store, &path).await?;
    match writer.take(bytes) {
        Ok(()) => writer.finish(store, &path, clean_name(raw_name), key).await,
        Err(error) => {
            writer.abort().await;
            Err(error)
        }
    }
}

/// A name in the store that tells nothing and that nobody can guess.
pub(super) fn random_key() -> String {
    let mut bytes = [0_u8; 16];
    rand::rng().fill_bytes(&mut bytes);
    let name = hex(&bytes);
    format!("{}/{name}", &name[..2])
}

/// Counts, digests and passes on.
struct Writer {
    upload: WriteMultipart,
    digest: Sha256,
    head: Vec<u8>,
    size: u64,
}

impl Writer {
    async fn new(store: &dyn ObjectStore, path: &Path) -> Result<Self> {
        let upload = store.put_multipart(path).await.map_err(anyhow::Error::from)?;
        Ok(Self {
            upload: WriteMultipart::new(upload),
            digest: Sha256::new(),
            head: Vec::with_capacity(HEAD),
            size: 0,
        })
    }

    fn take(&mut self, chunk: &[u8]) -> Result<()> {
        self.size += chunk.len() as u64;
        if self.size > FILE_LIMIT {
            return Err(ApiError::Code(ErrorCode::BodyTooLarge));
        }
        let missing = HEAD.saturating_sub(self.head.len()).min(chunk.len());
        self.head.extend_from_slice(&chunk[..missing]);
        self.digest.update(chunk);
        self.upload.write(chunk);
        Ok(())
    }

    async fn finish(
        self,
        store: &dyn ObjectStore,
        path: &Path,
        name: String,
        key: String,
    ) -> Result<Received> {
        if self.size == 0 {
            self.abort().await;
            return Err(ApiError::invalid("/file", "empty"));
        }
        if self.size <= self.head.len() as u64 {
            // Small files fit into one piece; several stores take no smaller multipart upload.
            let head = self.head.clone();
            self.upload.abort().await.map_err(anyhow::Error::from)?;
            store.put(path, PutPayload::from(head)).await.map_err(anyhow::Error::from)?;
        } else {
            self.upload.finish().await.map_err(anyhow::Error::from)?;
        }
        let digest: [u8; 32] = self.digest.finalize().into();
        Ok(Received {
            media_type: media_type(&self.head).to_owned(),
            name,
            size: i64::try_from(self.size).unwrap_or(i64::MAX),
            sha256: hex(&digest),
            key,
            digest,
        })
    }

    async fn abort(self) {
        // What can't be taken back is an orphan in the store, which costs space and nothing else.
        if let Err(error) = self.upload.abort().await {
            tracing::warn!(%error, "an upload could not be taken back");
        }
    }
}

/// The type by content; what nobody knows is bytes, or plain text where it is text.
fn media_type(head: &[u8]) -> &'static str {
    match infer::get(head) {
        Some(kind) => kind.mime_type(),
        None if looks_like_text(head) => "text/plain",
        None => "application/octet-stream",
    }
}

fn looks_like_text(head: &[u8]) -> bool {
    let text = match std::str::from_utf8(head) {
        Ok(text) => text,
        // A character cut in two at the end of what is looked at.
        Err(error) if error.error_len().is_none() => {
            std::str::from_utf8(&head[..error.valid_up_to()]).unwrap_or_default()
        }
        Err(_) => return false,
    };
    !text.is_empty() && text.chars().all(|c| !c.is_control() || matches!(c, '\n' | '\r' | '\t'))
}

/// The last part of the sender's name, without anything that a shell, a header or a file system
/// could take amiss, cut to 120 characters with its ending kept.
pub(super) fn clean_name(raw: &str) -> String {
    let last = raw.rsplit(['/', '\\']).next().unwrap_or_default();
    let clean: String = last
        .chars()
        .map(|c| if c.is_alphanumeric() || " .-_()".contains(c) { c } else { '_' })
        .collect();
    let clean = clean.trim_matches([' ', '.']);
    if clean.is_empty() {
        return "archivo".to_owned();
    }
    let length = clean.chars().count();
    if length <= 120 {
        return clean.to_owned();
    }
    let (stem, ending) = match clean.rsplit_once('.') {
        Some((stem, ending)) if ending.chars().count() <= 10 => (stem, format!(".{ending}")),
        _ => (clean, String::new()),
    };
    let keep = 120 - ending.chars().count();
    stem.chars().take(keep).chain(ending.chars()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_cleaned() {
        assert_eq!(clean_name("../../etc/passwd"), "passwd");
        assert_eq!(clean_name("C:\\fotos\\pantalla 1.png"), "pantalla 1.png");
        assert_eq!(clean_name("a\r\nSet-Cookie: x.png"), "a__Set-Cookie_ x.png");
        assert_eq!(clean_name("..."), "archivo");
        let long = clean_name(&format!("{}.jpeg", "ñ".repeat(300)));
        assert_eq!(long.chars().count(), 120);
        assert!(long.ends_with(".jpeg"));
    }

    #[test]
    fn types_come_from_the_content() {
        assert_eq!(media_type(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), "image/png");
        assert_eq!(media_type("línea uno\nlínea dos".as_bytes()), "text/plain");
        assert_eq!(media_type(&[0, 1, 2, 255]), "application/octet-stream");
        assert_eq!(media_type(&"ñ".as_bytes()[..1]), "application/octet-stream");
    }
}
