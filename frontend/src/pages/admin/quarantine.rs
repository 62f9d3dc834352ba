//! Mail that could not enter any case.

use aval_contract::mail::QuarantinedMail;
use aval_contract::page::PageQuery;
use leptos::prelude::*;
use leptos_router::components::A;
use uuid::Uuid;

use crate::act::use_act;
use crate::components::{
    Button, ButtonKind, Confirm, Dialog, EmptyState, Glyph, Icon, Moment, More, Notice, PageHeader,
    Tone,
};
use crate::i18n::records::tc;
use crate::i18n::texts;
use crate::load::{Loaded, use_load, use_pages};
use crate::view_model::quarantine::Source;
use crate::view_model::tickets::files::size_words;
use crate::{paths, toast};

/// The list, with looking at a source and discarding.
#[component]
pub fn Quarantine() -> impl IntoView {
    let mails = use_pages(|api, cursor| async move {
        api.mail().list_quarantine(&PageQuery { cursor, ..PageQuery::default() }).await
    });
    let chosen = RwSignal::new(None::<QuarantinedMail>);
    let (looking, discarding) = (RwSignal::new(false), RwSignal::new(false));
    let discard = use_act(
        |api, id: Uuid| async move { api.mail().discard(id).await },
        move |()| {
            discarding.set(false);
            toast::success(tc!(mail_discarded));
            mails.entries().reload();
        },
    );
    let open = move |mail: QuarantinedMail, dialog: RwSignal<bool>| {
        chosen.set(Some(mail));
        dialog.set(true);
    };
    let on_look = Callback::new(move |mail| open(mail, looking));
    let on_discard = Callback::new(move |mail| open(mail, discarding));
    view! {
        <PageHeader title=tc!(mail_title) lead=tc!(mail_lead) />
        <div class="stack">
            <Notice tone=Tone::Info>
                <strong>{tc!(mail_why_title)}</strong>
                <p>{tc!(mail_why_text)}</p>
                <p>{tc!(mail_why_let_in)}</p>
            </Notice>
            <Loaded from=mails.entries() rows=4 let:shown>
                <Show
                    when=move || !shown.read().is_empty()
                    fallback=|| view! {
                        <EmptyState
                            glyph=Glyph::Mail
                            title=tc!(mail_empty_title)
                            text=tc!(mail_empty_text)
                        />
                    }
                >
                    <ul class="rows">
                        <For
                            each=move || shown.get()
                            key=|mail| mail.id
                            children=move |mail| row(mail, on_look, on_discard)
                        />
                    </ul>
                    <More
                        there_is=Signal::derive(move || mails.has_more())
                        pending=Signal::derive(move || mails.more_pending())
                        on_more=mails.fetch_more()
                    />
                </Show>
            </Loaded>
        </div>
        <Dialog open=looking title=tc!(mail_source_title) class="dialog-wide">
            {move || chosen.get().map(|mail| view! { <SourceOf id=mail.id /> })}
        </Dialog>
        <Confirm
            open=discarding
            title=tc!(mail_discard_title)
            text=tc!(mail_discard_text)
            confirm=tc!(mail_discard)
            pending=discard.pending()
            on_confirm=move |()| {
                if let Some(mail) = chosen.get_untracked() {
                    discard.run(mail.id);
                }
            }
        />
    }
}

fn row(
    mail: QuarantinedMail,
    on_look: Callback<QuarantinedMail>,
    on_discard: Callback<QuarantinedMail>,
) -> AnyView {
    let words = texts().records();
    let this = StoredValue::new(mail.clone());
    let QuarantinedMail { received_at, from, subject, reason, ticket_id, size, has_source, .. } =
        mail;
    let subject = if subject.is_empty() { words.mail_no_subject.to_owned() } else { subject };
    view! {
        <li class="row">
            <span class="row-glyph" aria-hidden="true">
                <Icon glyph=Glyph::Mail />
            </span>
            <div class="row-main">
                <p class="row-title">{subject.clone()}</p>
                <p class="record-line">{from.unwrap_or_else(|| words.mail_no_sender.to_owned())}</p>
                <p class="record-line">{words.reason(reason)}</p>
                <p class="record-line">
                    <Moment at=received_at />
                    {format!(" · {}", size_words(texts(), size))}
                    {(!has_source).then(|| format!(" · {}", words.mail_without_source))}
                </p>
                {ticket_id.map(|id| view! {
                    <p class="record-line">
                        <A href=paths::case(&id.to_string())>{words.mail_answers}</A>
                    </p>
                })}
            </div>
            <div class="row-actions">
                {has_source.then(|| view! {
                    <Button
                        kind=ButtonKind::Quiet
                        icon=Glyph::Eye
                        label=(words.mail_look_at)(&subject)
                        on_press=move |()| on_look.run(this.get_value())
                    >
                        {words.mail_look}
                    </Button>
                })}
                <Button
                    kind=ButtonKind::Quiet
                    icon=Glyph::Trash
                    label=(words.mail_discard_this)(&subject)
                    on_press=move |()| on_discard.run(this.get_value())
                >
                    {words.mail_discard}
                </Button>
            </div>
        </li>
    }
    .into_any()
}

/// The source of one mail, as text and nothing else.
#[component]
fn SourceOf(id: Uuid) -> impl IntoView {
    let source = use_load(move |api| async move {
        api.mail().download_source(id).await.map(|bytes| Source::of(&bytes))
    });
    let cut = |source: &Source| {
        let size = size_words(texts(), source.cut_at? as u64);
        Some((texts().records().mail_source_cut)(&size))
    };
    view! {
        <p class="dialog-text">{tc!(mail_source_lead)}</p>
        <Loaded from=source rows=6 let:shown>
            <pre class="mail-source" tabindex="0" aria-label=tc!(mail_source_title)>
                {move || shown.read().text.clone()}
            </pre>
            {move || cut(&shown.read()).map(|words| view! { <p class="field-hint">{words}</p> })}
        </Loaded>
    }
}
