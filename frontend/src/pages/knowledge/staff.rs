//! What support sees and does beside an article.

use aval_contract::articles::{Article, ArticleHistory};
use aval_contract::{ArticleState, Audience};
use leptos::prelude::*;
use uuid::Uuid;

use crate::act::use_act;
use crate::components::{Badge, Button, ButtonKind, Confirm, Notice, Tone};
use crate::i18n::knowledge::tk;
use crate::i18n::texts;
use crate::load::{Load, Loaded, use_load};
use crate::paths;
use crate::toast;
use crate::view_model::knowledge::has_newer_draft;

/// Where it stands, whether it helps, and publishing or withdrawing it.
#[component]
pub(super) fn StaffPanel(
    id: Uuid,
    shown: Signal<Article>,
    article: Load<Article>,
) -> impl IntoView {
    let history = use_load(move |api| async move { api.articles().versions(id).await });
    let (publishing, withdrawing) = (RwSignal::new(false), RwSignal::new(false));
    let renew = move || {
        article.reload();
        history.reload();
    };
    let publish = use_act(
        move |api, revision: i64| async move { api.articles().publish(id, revision).await },
        move |_published: Article| {
            publishing.set(false);
            toast::success(tk!(published_now));
            renew();
        },
    );
    let withdraw = use_act(
        move |api, revision: i64| async move { api.articles().withdraw(id, revision).await },
        move |_withdrawn: ArticleHistory| {
            withdrawing.set(false);
            toast::success(tk!(withdrawn_now));
            renew();
        },
    );
    let revision = move || history.get_untracked().map(|history: ArticleHistory| history.revision);
    let who_reads = move || {
        let words = texts().knowledge();
        let newest = history.get().and_then(|history| history.versions.into_iter().next());
        let company = newest.as_ref().and_then(|newest| newest.company.as_ref());
        let company = company.map(|company| company.name.as_str()).unwrap_or_default();
        match newest.as_ref().map_or(Audience::Everyone, |newest| newest.audience) {
            Audience::Everyone => words.publish_text_everyone.to_owned(),
            Audience::Company => (words.publish_text_company)(company),
            Audience::Staff => words.publish_text_staff.to_owned(),
        }
    };
    view! {
        <section class="article-staff" aria-label=tk!(staff_title)>
            <Loaded from=history rows=2 let:known>
                {move || {
                    let words = texts().knowledge();
                    let known = known.read();
                    let told = match known.state {
                        ArticleState::Draft => Some(words.never_published),
                        ArticleState::Withdrawn => None,
                        ArticleState::Published => {
                            has_newer_draft(&known).then_some(words.newer_draft)
                        }
                    };
                    told.map(|told| view! { <Notice tone=Tone::Warning><p>{told}</p></Notice> })
                }}
                <p class="article-facts">
                    {move || {
                        let words = texts().knowledge();
                        let known = known.get();
                        let audience = match shown.read().company.clone() {
                            Some(company) => company.name,
                            None => words.audience(shown.read().audience).to_owned(),
                        };
                        let from = known.made_from.map(|number| view! {
                            <a class="link" href=paths::case(&number)>{(words.made_from)(&number)}</a>
                        });
                        let votes = known.helpful + known.not_helpful > 0;
                        view! {
                            <Badge>{words.state(known.state)}</Badge>
                            <span>{audience}</span>
                            <span>{(words.versions)(known.versions.len())}</span>
                            {votes.then(|| view! {
                                <span>{(words.votes)(known.helpful, known.not_helpful)}</span>
                            })}
                            {from}
                        }
                    }}
                </p>
                <div class="knowledge-bar">
                    <Show when=move || {
                        let known = known.read();
                        known.state != ArticleState::Published || has_newer_draft(&known)
                    }>
                        <Button kind=ButtonKind::Primary on_press=move |()| publishing.set(true)>
                            {tk!(publish)}
                        </Button>
                    </Show>
                    <Show when=move || known.read().state == ArticleState::Published>
                        <Button kind=ButtonKind::Quiet on_press=move |()| withdrawing.set(true)>
                            {tk!(withdraw)}
                        </Button>
                    </Show>
                </div>
            </Loaded>
        </section>
        <Confirm
            open=publishing
            title=tk!(publish_title)
            text=who_reads
            confirm=tk!(publish)
            pending=publish.pending()
            on_confirm=move |()| {
                if let Some(revision) = revision() {
                    publish.run(revision);
                }
            }
        />
        <Confirm
            open=withdrawing
            title=tk!(withdraw_title)
            text=tk!(withdraw_text)
            confirm=tk!(withdraw)
            pending=withdraw.pending()
            on_confirm=move |()| {
                if let Some(revision) = revision() {
                    withdraw.run(revision);
                }
            }
        />
    }
}
