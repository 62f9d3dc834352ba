//! Files on their way to the server: picked, dropped or pasted, each with its progress.

use std::cell::RefCell;
use std::collections::HashMap;

use aval_client::Session as Api;
use aval_contract::attachments::Attachment;
use aval_contract::error::Problem;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use crate::i18n::texts;
use crate::session::{Session, use_session};
use crate::view_model::failure::Failure;
use crate::view_model::tickets::files::{MAX_FILES, Refusal, refusal};
use crate::view_model::time;

/// How far a file has come.
#[derive(Clone, Debug, PartialEq)]
pub enum UploadState {
    /// On its way, in percent.
    Sending(u32),
    /// On the server.
    Done(Attachment),
    /// Not on the server.
    Failed {
        /// Why not.
        why: String,
        /// Whether it is still at hand to be sent once more.
        at_hand: bool,
    },
}

/// A file of a form.
#[derive(Clone, Debug, PartialEq)]
pub struct Upload {
    /// Tells the files of a page apart.
    pub key: u32,
    /// As its sender calls it.
    pub name: String,
    /// In bytes.
    pub size: u64,
    /// An address of this page under which its picture can be shown, if it is one.
    pub preview: Option<String>,
    /// How far it has come.
    pub state: UploadState,
}

/// The files of one form.
#[derive(Clone, Copy)]
pub struct Uploads {
    files: RwSignal<Vec<Upload>>,
    /// Why the last files were not taken in at all.
    refusal: RwSignal<Option<&'static str>>,
    /// Whether it was tried to send the form with files that are not on the server.
    held: RwSignal<bool>,
    /// What screen readers are told of progress.
    said: RwSignal<String>,
    session: Session,
}

thread_local! {
    static NEXT_KEY: std::cell::Cell<u32> = const { std::cell::Cell::new(0) };
    /// What is not on the server yet, so that a failed upload can be tried again: a screenshot that
    /// was pasted is nowhere else.
    static AT_HAND: RefCell<HashMap<u32, web_sys::File>> = RefCell::default();
    /// Requests under way, so that removing a file also stops its upload.
    static UNDER_WAY: RefCell<HashMap<u32, web_sys::XmlHttpRequest>> = RefCell::default();
}

fn next_key() -> u32 {
    let key = NEXT_KEY.get();
    NEXT_KEY.set(key.wrapping_add(1));
    key
}

impl Uploads {
    /// The files of a form, beginning with those that a draft had uploaded already.
    #[must_use]
    pub fn new(restored: Vec<Attachment>) -> Self {
        let files = restored.into_iter().map(Upload::restored).collect();
        Self {
            files: RwSignal::new(files),
            refusal: RwSignal::new(None),
            held: RwSignal::new(false),
            said: RwSignal::new(String::new()),
            session: use_session(),
        }
    }

    /// All files; tracked.
    #[must_use]
    pub fn files(self) -> Vec<Upload> {
        self.files.get()
    }

    /// One file, by its key; tracked.
    #[must_use]
    pub fn file(self, key: u32) -> Option<Upload> {
        self.files.read().iter().find(|file| file.key == key).cloned()
    }

    /// What is on the server; tracked.
    #[must_use]
    pub fn attachments(self) -> Vec<Attachment> {
        let done = |file: &Upload| match &file.state {
            UploadState::Done(attachment) => Some(attachment.clone()),
            UploadState::Sending(_) | UploadState::Failed { .. } => None,
        };
        self.files.read().iter().filter_map(done).collect()
    }

    /// Whether any file is still on its way; tracked.
    #[must_use]
    pub fn sending(self) -> bool {
        self.files.read().iter().any(|file| matches!(file.state, UploadState::Sending(_)))
    }

    /// Whether the form may be sent: no file is on its way, and none was left behind that the reader
    /// has not taken out herself. Not tracked.
    #[must_use]
    pub fn ready(self) -> bool {
        let failed = untrack(|| self.failed());
        self.held.set(failed);
        !failed && !untrack(|| self.sending())
    }

    /// Whether the form was held back by files that are not on the server, and still is; tracked.
    #[must_use]
    pub fn held(self) -> bool {
        self.held.get() && self.failed()
    }

    fn failed(self) -> bool {
        self.files.read().iter().any(|file| matches!(file.state, UploadState::Failed { .. }))
    }

    /// Why the last files were not taken in at all; tracked.
    #[must_use]
    pub fn refusal(self) -> Option<&'static str> {
        self.refusal.get()
    }

    /// What screen readers are told of progress; tracked.
    #[must_use]
    pub fn said(self) -> String {
        self.said.get()
    }

    /// Takes files in and starts to upload them. What is too large or too many is told.
    pub fn add(self, files: Vec<web_sys::File>, pasted: bool) {
        let texts = texts();
        self.refusal.set(None);
        for file in files {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "sizes of files are integers below 2^53"
            )]
            let size = file.size() as u64;
            let name = if pasted { pasted_name(&file) } else { file.name() };
            let taken = self.files.with_untracked(Vec::len);
            let words = &texts.tickets().files;
            match refusal(size, taken) {
                Some(Refusal::TooMany) => {
                    self.refusal.set(Some(words.too_many));
                    break;
                }
                Some(Refusal::TooLarge) => self.refuse(name, size, words.too_large),
                Some(Refusal::Empty) => self.refuse(name, size, words.empty),
                None => self.start(file, name, size),
            }
        }
        debug_assert!(self.files.with_untracked(Vec::len) <= MAX_FILES);
    }

    fn refuse(self, name: String, size: u64, why: &str) {
        self.said.set(format!("{name}: {why}"));
        let state = UploadState::Failed { why: why.to_owned(), at_hand: false };
        let upload = Upload { key: next_key(), name, size, preview: None, state };
        self.files.update(|files| files.push(upload));
    }

    fn start(self, file: web_sys::File, name: String, size: u64) {
        let key = next_key();
        let preview = file
            .type_()
            .starts_with("image/")
            .then(|| web_sys::Url::create_object_url_with_blob(&file).ok())
            .flatten();
        let state = UploadState::Sending(0);
        let upload = Upload { key, name: name.clone(), size, preview, state };
        self.files.update(|files| files.push(upload));
        AT_HAND.with_borrow_mut(|at_hand| at_hand.insert(key, file.clone()));
        self.send(key, file, name);
    }

    /// Tries a failed upload once more.
    pub fn retry(self, key: u32) {
        let name = self.files.with_untracked(|files| {
            files.iter().find(|file| file.key == key).map(|file| file.name.clone())
        });
        let file = AT_HAND.with_borrow(|at_hand| at_hand.get(&key).cloned());
        if let (Some(name), Some(file)) = (name, file) {
            self.set_state(key, UploadState::Sending(0));
            self.send(key, file, name);
        }
    }

    fn send(self, key: u32, file: web_sys::File, name: String) {
        let api = self.session.api();
        leptos::task::spawn_local(async move {
            let outcome = send(&api, key, &file, &name, move |percent| {
                self.set_state(key, UploadState::Sending(percent));
            })
            .await;
            UNDER_WAY.with_borrow_mut(|requests| requests.remove(&key));
            let words = &texts().tickets().files;
            match outcome {
                Ok(attachment) => {
                    AT_HAND.with_borrow_mut(|at_hand| at_hand.remove(&key));
                    self.said.try_set((words.uploaded)(&name));
                    self.set_state(key, UploadState::Done(attachment));
                }
                Err(failure) => {
                    if failure.is_unauthorized() {
                        self.session.expire();
                    }
                    let why = format!("{} {}", words.upload_failed, failure.text(texts()));
                    self.said.try_set(format!("{name}: {why}"));
                    self.set_state(key, UploadState::Failed { why, at_hand: true });
                }
            }
        });
    }

    /// Follows the refusals of the form: files that the server has removed since they were uploaded,
    /// unsent for a day, are marked, so that they can be taken out or attached again.
    pub fn heed(self, failure: Signal<Option<Failure>>) {
        Effect::new(move || {
            let failure = failure.read();
            let Some(failure) = failure.as_ref() else { return };
            let sent = untrack(|| self.attachments());
            let gone = failure.unknown_files();
            for file in gone.into_iter().filter_map(|place| sent.get(place)) {
                self.mark_gone(file);
            }
        });
    }

    fn mark_gone(self, gone: &Attachment) {
        let why = texts().tickets().files.gone;
        self.files.update(|files| {
            let is_gone = |state: &UploadState| match state {
                UploadState::Done(attachment) => attachment.id == gone.id,
                UploadState::Sending(_) | UploadState::Failed { .. } => false,
            };
            if let Some(file) = files.iter_mut().find(|file| is_gone(&file.state)) {
                file.state = UploadState::Failed { why: why.to_owned(), at_hand: false };
            }
        });
        self.said.set(format!("{}: {why}", gone.name));
    }

    fn set_state(self, key: u32, state: UploadState) {
        self.files.try_update(|files| {
            if let Some(file) = files.iter_mut().find(|file| file.key == key) {
                file.state = state;
            }
        });
    }

    /// Takes a file out of the form, stops its upload and removes it from the server. A file that
    /// can't be removed there is removed by the server itself after a day.
    pub fn remove(self, key: u32) {
        let Some(file) =
            self.files.with_untracked(|files| files.iter().find(|file| file.key == key).cloned())
        else {
            return;
        };
        self.files.update(|files| files.retain(|file| file.key != key));
        self.refusal.set(None);
        AT_HAND.with_borrow_mut(|at_hand| at_hand.remove(&key));
        if let Some(request) = UNDER_WAY.with_borrow_mut(|requests| requests.remove(&key)) {
            let _stopped = request.abort();
        }
        if let Some(preview) = &file.preview {
            let _freed = web_sys::Url::revoke_object_url(preview);
        }
        if let UploadState::Done(attachment) = file.state {
            let api = self.session.api();
            leptos::task::spawn_local(async move {
                let _removed = api.attachments().delete(attachment.id).await;
            });
        }
    }

    /// Empties the form after it was sent: the files now belong to what was sent. Nothing to do when
    /// the form is gone.
    pub fn clear(self) {
        let Some(files) = self.files.try_update(std::mem::take) else { return };
        for Upload { key, preview, .. } in files {
            AT_HAND.with_borrow_mut(|at_hand| at_hand.remove(&key));
            if let Some(preview) = preview {
                let _freed = web_sys::Url::revoke_object_url(&preview);
            }
        }
        self.refusal.set(None);
        self.said.set(String::new());
    }
}

impl Upload {
    fn restored(attachment: Attachment) -> Self {
        Self {
            key: next_key(),
            name: attachment.name.clone(),
            size: attachment.size,
            preview: None,
            state: UploadState::Done(attachment),
        }
    }
}

/// Pasted pictures are all called `image.png`; the time tells them apart.
fn pasted_name(file: &web_sys::File) -> String {
    let name = file.name();
    match name.rsplit_once('.') {
        Some(("image", extension)) => {
            let word = texts().tickets().files.pasted_name;
            let time = time::to_local_input(crate::browser::now()).replace(':', "-");
            // Several in one minute are told apart by their count.
            format!("{word}-{time}-{}.{extension}", NEXT_KEY.get())
        }
        Some(_) | None => name,
    }
}

/// Uploads one file with `XMLHttpRequest`, the only way in which a browser tells the progress.
async fn send(
    api: &Api,
    key: u32,
    file: &web_sys::File,
    name: &str,
    on_progress: impl Fn(u32) + 'static,
) -> Result<Attachment, Failure> {
    let upload = api.attachments().upload_request().await?;
    let request = prepare(&upload, on_progress).map_err(|_| Failure::Unreadable)?;
    let form = web_sys::FormData::new().map_err(|_| Failure::Unreadable)?;
    form.append_with_blob_and_filename(upload.field, file, name)
        .map_err(|_| Failure::Unreadable)?;
    let finished = js_sys::Promise::new(&mut |resolve, _reject| {
        request.xhr.set_onloadend(Some(&resolve));
    });
    UNDER_WAY.with_borrow_mut(|requests| requests.insert(key, request.xhr.clone()));
    request.xhr.send_with_opt_form_data(Some(&form)).map_err(|_| Failure::Offline)?;
    let _event = JsFuture::from(finished).await;
    answer(&request.xhr)
}

/// A request with the closure that hears of its progress.
struct Prepared {
    xhr: web_sys::XmlHttpRequest,
    _progress: Closure<dyn FnMut(web_sys::ProgressEvent)>,
}

fn prepare(
    upload: &aval_client::UploadRequest,
    on_progress: impl Fn(u32) + 'static,
) -> Result<Prepared, JsValue> {
    let xhr = web_sys::XmlHttpRequest::new()?;
    xhr.open("POST", &upload.url)?;
    for (header, value) in &upload.headers {
        xhr.set_request_header(header, value)?;
    }
    let progress = Closure::<dyn FnMut(_)>::new(move |event: web_sys::ProgressEvent| {
        if event.length_computable() && event.total() > 0.0 {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "a share of a hundred"
            )]
            let percent = (event.loaded() / event.total() * 100.0).clamp(0.0, 100.0) as u32;
            on_progress(percent);
        }
    });
    xhr.upload()?.set_onprogress(Some(progress.as_ref().unchecked_ref()));
    Ok(Prepared { xhr, _progress: progress })
}

fn answer(xhr: &web_sys::XmlHttpRequest) -> Result<Attachment, Failure> {
    let status = xhr.status().unwrap_or_default();
    if status == 0 {
        return Err(Failure::Offline);
    }
    let body = xhr.response_text().ok().flatten().unwrap_or_default();
    if (200..300).contains(&status) {
        return serde_json::from_str(&body).map_err(|_| Failure::Unreadable);
    }
    match serde_json::from_str::<Problem>(&body) {
        Ok(problem) => Err(Failure::Problem(Box::new(problem))),
        Err(_) => Err(Failure::Unreadable),
    }
}
