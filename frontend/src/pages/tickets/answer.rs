//! The answer box: a message that both sides read or, for staff, a note that only staff read.

use aval_contract::tickets::{Message, PostMessage, Visibility};
use aval_domain::lifecycle::ActionKind;
use leptos::prelude::*;

use super::case::{Case, use_case};
use super::draft::{forget, keep, kept, reader, sending_key};
use super::file_drop::FileDrop;
use super::forms::CaseForm;
use super::templates::TemplateMenu;
use super::uploads::Uploads;
use crate::act::{Act, use_act_or};
use crate::components::{Form, Glyph, Icon, Notice, SubmitButton, TextArea, Tone, focus_soon};
use crate::i18n::texts;
use crate::i18n::tickets::tt;
use crate::pages::knowledge::insert::InsertArticle;
use crate::parts::PartForm;
use crate::paths;
use crate::toast;
use crate::tools::is_page_shortcut;
use crate::view_model::tickets::drafts::{Answer, ticket_form_key};
use crate::view_model::tickets::next::Side;

/// The text of the answer.
const BODY: &str = "#answer-body";

/// Shown where the reader may write; where a ticket goes on in another one, the way there.
#[component]
pub fn AnswerBox() -> impl IntoView {
    let case = use_case();
    // What is being typed stays when the ticket closes meanwhile: the server then says why not.
    let shown = Memo::new(move |before: Option<&bool>| {
        before.copied().unwrap_or(false)
            || case.may(ActionKind::PublicMessage)
            || case.may(ActionKind::InternalNote)
    });
    move || shown.get().then(|| view! { <PartForm form=CaseForm::Answer /> })
}

/// What is being written for one kind of reader: an answer and a note never become each other.
#[derive(Clone, Copy)]
struct Sheet {
    visibility: Visibility,
    body: RwSignal<String>,
    uploads: Uploads,
    /// Whether it began with a draft.
    restored: RwSignal<bool>,
    send: Act<PostMessage>,
}

impl Sheet {
    fn new(case: Case, visibility: Visibility) -> Self {
        // Asked now: when the answer arrives, the page may be gone.
        let id = case.id();
        // Under "answer" there once were both, and a note must not come back as an answer.
        let form = match visibility {
            Visibility::Public => "reply",
            Visibility::Internal => "note",
        };
        let key = ticket_form_key(reader(), id, form);
        let draft = kept::<Answer>(&key).unwrap_or_default();
        let restored = RwSignal::new(!draft.body.is_empty());
        let body = RwSignal::new(draft.body);
        let uploads = Uploads::new(draft.attachments);
        keep(key.clone(), move || Answer { body: body.get(), attachments: uploads.attachments() });
        let draft_key = key.clone();
        let send = use_act_or(
            move |api, message: PostMessage| {
                let api = api.with_idempotency_key(&sending_key(&draft_key, &message));
                async move { api.tickets().post_message(id, &message).await }
            },
            move |message: Message| {
                forget(&key);
                let words = &texts().tickets().page;
                toast::success(match (case.continues_in(), message.visibility) {
                    (Some(target), _) if message.ticket_id != id => {
                        (words.answer_continues_in)(&target)
                    }
                    (_, Visibility::Public) => words.sent.to_owned(),
                    (_, Visibility::Internal) => words.note_sent.to_owned(),
                });
                let still_here = body.try_set(String::new()).is_none();
                if still_here {
                    restored.set(false);
                    uploads.clear();
                    case.refresh();
                }
            },
            move |failure| case.refused(failure),
        );
        uploads.heed(send.failure());
        Self { visibility, body, uploads, restored, send }
    }

    fn is_begun(self) -> bool {
        !self.body.read_untracked().is_empty() || !untrack(|| self.uploads.attachments()).is_empty()
    }
}

/// The box itself.
#[component]
pub fn Writing() -> impl IntoView {
    let case = use_case();
    let answer = Sheet::new(case, Visibility::Public);
    let note = Sheet::new(case, Visibility::Internal);
    let internal = RwSignal::new(note.is_begun() && !answer.is_begun());
    listen_to_keys(case, internal);
    let for_staff = Memo::new(move |_| case.may(ActionKind::InternalNote));
    view! {
        <section class="answer-box" class:is-internal=move || internal.get() aria-labelledby="answer-title">
            <h2 id="answer-title" class="visually-hidden">{tt!(page.answer_title)}</h2>
            <Show when=move || for_staff.get()>
                <WhoReads internal />
            </Show>
            {move || {
                let sheet = if internal.get() { note } else { answer };
                view! { <Lines sheet for_staff /> }
            }}
        </section>
    }
}

/// One sheet, to be written on and sent.
#[component]
fn Lines(sheet: Sheet, for_staff: Memo<bool>) -> impl IntoView {
    let Sheet { visibility, body, uploads, restored, send } = sheet;
    let staff = untrack(|| use_case().side()) == Side::Support;
    let internal = visibility == Visibility::Internal;
    let missing = RwSignal::new(false);
    let error = {
        let refused = send.field("/body");
        Signal::derive(move || {
            let empty = missing.get() && body.read().trim().is_empty();
            if empty { Some(texts().common.required.to_owned()) } else { refused.get() }
        })
    };
    let submit = move |()| {
        let text = body.get_untracked().trim().to_owned();
        missing.set(text.is_empty());
        if !text.is_empty() && uploads.ready() {
            send.run(PostMessage {
                body: text,
                visibility,
                attachment_ids: untrack(|| uploads.attachments())
                    .iter()
                    .map(|file| file.id)
                    .collect(),
            });
        }
    };
    let words = &texts().tickets().page;
    let (label, glyph, warning, button) = if internal {
        (words.note_label, Glyph::Lock, words.internal_warning, words.send_internal)
    } else {
        (words.answer_label, Glyph::Eye, words.public_warning, words.send_public)
    };
    view! {
        <Show when=move || restored.get()>
            <p class="field-hint" role="status">{tt!(page.draft_restored)}</p>
        </Show>
        <Form on_submit=submit>
            <TextArea id="answer-body" label value=body error rows=4 hint=tt!(page.answer_hint) maxlength=20_000_u32 />
            {staff.then(|| view! {
                <div class="answer-tools">
                    <TemplateMenu body area="answer-body" />
                    <InsertArticle body />
                </div>
            })}
            <FileDrop uploads compact=true />
            <div class="answer-foot">
                <p class="answer-readers" class:is-internal=internal>
                    <Show when=move || for_staff.get()><Icon glyph />{warning}</Show>
                </p>
                <SubmitButton pending=send.pending() disabled=Signal::derive(move || uploads.sending())>
                    {move || if for_staff.get() { button } else { texts().common.send }}
                </SubmitButton>
            </div>
        </Form>
    }
}

/// R begins an answer and N a note, where the reader may write one.
fn listen_to_keys(case: Case, internal: RwSignal<bool>) {
    let keys = window_event_listener(leptos::ev::keydown, move |event| {
        if !is_page_shortcut(&event) {
            return;
        }
        let (action, note) = match event.key().as_str() {
            "r" | "R" => (ActionKind::PublicMessage, false),
            "n" | "N" => (ActionKind::InternalNote, true),
            _ => return,
        };
        if untrack(|| case.may(action)) {
            internal.set(note);
            focus_soon(BODY);
        }
    });
    on_cleanup(move || keys.remove());
}

/// The two tabs of staff: who will read it.
#[component]
fn WhoReads(internal: RwSignal<bool>) -> impl IntoView {
    let tab = move |this: bool, glyph: Glyph, text: fn() -> &'static str| {
        view! {
            <label class="answer-tab">
                <input
                    type="radio"
                    name="answer-visibility"
                    class="choice-input"
                    prop:checked=move || internal.get() == this
                    on:change=move |_| internal.set(this)
                />
                <span><Icon glyph />{move || text()}</span>
            </label>
        }
    };
    view! {
        <fieldset class="answer-tabs">
            <legend class="visually-hidden">{tt!(page.visibility_legend)}</legend>
            {tab(false, Glyph::Message, || texts().tickets().page.tab_public)}
            {tab(true, Glyph::Lock, || texts().tickets().page.tab_internal)}
        </fieldset>
    }
}

/// Tells that somebody else changed the ticket; stands in each form about it.
#[component]
pub fn Overtaken() -> impl IntoView {
    let case = use_case();
    view! {
        <div role="alert">
            <Show when=move || case.overtaken()>
                <Notice tone=Tone::Warning><p>{tt!(page.changed_meanwhile)}</p></Notice>
            </Show>
        </div>
    }
}

/// The link to the ticket where a duplicate goes on.
#[component]
pub fn ContinuesIn() -> impl IntoView {
    let case = use_case();
    move || {
        case.public().duplicate_of.map(|target| {
            view! {
                <a class="link" href=paths::case(&target)>{target.clone()}</a>
            }
        })
    }
}
