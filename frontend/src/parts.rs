//! The parts of the program that are fetched when they are first needed.
//!
//! Somebody signing in on a phone downloads the frame and that page; a customer never downloads what
//! only staff use. Each function here is a seam: the bundler cuts the program there, and what only
//! its part uses goes into a file of its own. Pages are handed over as plain function pointers, so
//! that they are made where they are shown.

use std::pin::Pin;

use leptos::prelude::*;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

use crate::browser;
use crate::components::{
    Button, ButtonKind, EmptyState, ErrorPanel, Glyph, Skeleton, focus_first_field,
};
use crate::i18n::{self, Texts, tr};
use crate::live::{self, Live};
use crate::pages::tickets::{Bulk, CaseForm, CaseTime, CaseWindows};
use crate::pages::{account, admin, agenda, guide, knowledge, reports, session, tickets};
use crate::session::Session;
use crate::toast;
use crate::tools::{palette, use_tools};
use crate::view_model::failure::Failure;
use crate::view_model::tickets::filters::QueueFilters;

/// Makes a page.
type Page = fn() -> AnyView;
/// Makes a form of a ticket's page.
type MakeForm = fn(CaseForm) -> AnyView;
/// Makes what a ticket's page says of its time.
type MakeTime = fn(CaseTime) -> AnyView;
/// Makes what a ticket's page shows of after-hours windows.
type MakeWindows = fn(CaseWindows) -> AnyView;
/// Makes the filters of the queue: as the address has them, and what is told of a change.
type MakeFilters = fn(Memo<QueueFilters>, Callback<QueueFilters>) -> AnyView;
/// Makes what does something with the chosen tickets of the queue.
type MakeBulk = fn(Bulk) -> AnyView;
/// Makes the board of what the filters of the queue let through.
type MakeBoard = fn(Memo<QueueFilters>) -> AnyView;
type Fetched<T> = Result<T, SplitLoaderError>;

/// The pages that live in parts of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The first admin of a new installation.
    FirstAdmin,
    /// Accepting an invitation.
    AcceptInvite,
    /// Asking for a link to a new password.
    ForgotPassword,
    /// Choosing a new password.
    ResetPassword,
    /// The customer's start.
    CustomerHome,
    /// A new ticket.
    CreateTicket,
    /// One ticket.
    Ticket,
    /// Writing the work plan of a ticket.
    PlanEditor,
    /// Support's queue.
    Queue,
    /// The reader herself.
    Profile,
    /// The reader's team.
    Team,
    /// What the reader was told.
    Notices,
    /// Articles, solutions and the search.
    Knowledge,
    /// One article.
    Article,
    /// Writing an article.
    ArticleEditor,
    /// Companies.
    Companies,
    /// One company.
    Company,
    /// Staff.
    Staff,
    /// Categories.
    Categories,
    /// Templates of answers.
    Templates,
    /// API keys.
    ApiKeys,
    /// Addresses of other systems that are told what happens.
    Webhooks,
    /// One of them.
    Webhook,
    /// Holidays and exceptions.
    Calendar,
    /// Targets and testing periods.
    Promises,
    /// What support does outside service hours.
    Agenda,
    /// Figures for those who coordinate support.
    Reports,
    /// The monthly service report of a company.
    CompanyReport,
    /// The user guide: its table of contents.
    GuideContents,
    /// One page of the user guide.
    GuidePage,
    /// Mail that was put aside.
    Quarantine,
    /// What staff and admins did.
    Audit,
}

impl Part {
    /// Fetches the page; at once when it is there already.
    async fn fetch(self) -> Fetched<Page> {
        match self {
            Self::FirstAdmin => first_admin().await,
            Self::AcceptInvite => accept_invite().await,
            Self::ForgotPassword => forgot_password().await,
            Self::ResetPassword => reset_password().await,
            Self::CustomerHome => customer_home().await,
            Self::CreateTicket => create_ticket().await,
            Self::Ticket => ticket().await,
            Self::PlanEditor => plan_editor().await,
            Self::Queue => queue().await,
            Self::Profile => profile().await,
            Self::Team => team().await,
            Self::Notices => notices().await,
            Self::Knowledge => knowledge_page().await,
            Self::Article => article().await,
            Self::ArticleEditor => article_editor().await,
            Self::Companies => companies().await,
            Self::Company => company().await,
            Self::Staff => staff().await,
            Self::Categories => categories().await,
            Self::Templates => templates().await,
            Self::ApiKeys => api_keys().await,
            Self::Webhooks => webhooks().await,
            Self::Webhook => webhook().await,
            Self::Calendar => calendar().await,
            Self::Promises => promises().await,
            Self::Agenda => agenda().await,
            Self::Reports => reports().await,
            Self::CompanyReport => company_report().await,
            Self::GuideContents => guide_contents().await,
            Self::GuidePage => guide_page().await,
            Self::Quarantine => quarantine().await,
            Self::Audit => audit().await,
        }
    }

    /// Fetches the page ahead of its use. A failure matters only when it is used.
    pub fn prefetch(self) {
        leptos::task::spawn_local(async move { drop(self.fetch().await) });
    }
}

macro_rules! seams {
    ($($part:ident: $name:ident => $page:path,)+) => {
        $(
            #[wasm_split($part, fallible)]
            fn $name() -> Fetched<Page> {
                Ok(|| $page().into_any())
            }
        )+
    };
}

seams! {
    access: first_admin => session::FirstAdmin,
    access: accept_invite => session::AcceptInvite,
    access: forgot_password => session::ForgotPassword,
    access: reset_password => session::ResetPassword,
    home: customer_home => tickets::CustomerHome,
    forms: create_ticket => tickets::CreateTicket,
    tickets: ticket => tickets::TicketPage,
    forms: plan_panel => tickets::PlanPanel,
    forms: plan_editor => tickets::PlanEditor,
    queue: queue => tickets::Queue,
    account: profile => account::Profile,
    account: team => account::Team,
    account: notices => account::Notices,
    account: knowledge_page => knowledge::KnowledgePage,
    forms: article => knowledge::ArticlePage,
    forms: article_editor => knowledge::ArticleEditor,
    account: tools => palette::Everywhere,
    admin: companies => admin::Companies,
    admin: company => admin::Company,
    admin: staff => admin::Staff,
    admin: categories => admin::Categories,
    admin: templates => admin::Templates,
    admin: api_keys => admin::ApiKeys,
    admin: webhooks => admin::Webhooks,
    admin: webhook => admin::Webhook,
    admin: calendar => admin::Calendar,
    admin: promises => admin::Promises,
    admin: agenda => agenda::Agenda,
    admin: reports => reports::Reports,
    account: company_report => reports::CompanyReport,
    account: guide_contents => guide::GuideContents,
    account: guide_page => guide::GuidePage,
    admin: quarantine => admin::Quarantine,
    admin: audit => admin::Audit,
}

#[wasm_split(forms, fallible)]
fn case_forms() -> Fetched<MakeForm> {
    Ok(tickets::case_form)
}

// Not parts of their own, like the two after it: each more cuts what the others share into smaller
// pieces, and those weigh more than what it would save (docs/decisions/0007).
#[wasm_split(forms, fallible)]
fn case_times() -> Fetched<MakeTime> {
    Ok(tickets::case_time)
}

#[wasm_split(forms, fallible)]
fn case_windows() -> Fetched<MakeWindows> {
    Ok(tickets::case_windows)
}

#[wasm_split(filters, fallible)]
fn queue_filters() -> Fetched<MakeFilters> {
    Ok(tickets::queue_filters)
}

/// All texts in English. Nearly everybody reads Spanish, which lies with the pages that say it.
#[wasm_split(english, fallible)]
pub fn english() -> Fetched<&'static Texts> {
    Ok(i18n::english())
}

// In the part that every page fetches ahead for somebody signed in; who signs in needs none of it.
#[wasm_split(tickets, fallible)]
fn live_follower() -> Fetched<fn(Session, Live)> {
    Ok(live::follow::follow)
}

#[wasm_split(forms, fallible)]
fn bulk_tools() -> Fetched<MakeBulk> {
    Ok(tickets::queue_bulk)
}

#[wasm_split(forms, fallible)]
fn board() -> Fetched<MakeBoard> {
    Ok(tickets::queue_board)
}

/// Follows what happens for as long as this sign-in lasts. Where the part can't be had, pages ask
/// by themselves.
pub fn follow_live(session: Session, live: Live) {
    leptos::task::spawn_local(async move {
        if let Ok(follow) = live_follower().await {
            follow(session, live);
        }
    });
}

/// Fetches the forms of a ticket's page ahead of their use.
pub fn prefetch_case_forms() {
    leptos::task::spawn_local(async move { drop(case_forms().await) });
}

/// Shows a page of a part, after fetching it where that is needed.
#[component]
pub fn PartPage(
    /// Which.
    part: Part,
) -> impl IntoView {
    once_fetched(move || Box::pin(part.fetch()), |page: Page| page())
}

/// Shows a form of a ticket's page, after fetching it where that is needed. One reads a ticket before
/// one writes: what the page shows first comes without its forms.
#[component]
pub fn PartForm(
    /// Which.
    form: CaseForm,
) -> impl IntoView {
    once_fetched(
        || Box::pin(case_forms()),
        move |make: MakeForm| {
            focus_first_field();
            make(form)
        },
    )
}

/// Shows the work plan of the ticket whose page is around, after fetching what that takes.
#[component]
pub fn PartPlan() -> impl IntoView {
    once_fetched(|| Box::pin(plan_panel()), |panel: Page| panel())
}

/// Shows what a ticket's page says of its time, after fetching it where that is needed.
#[component]
pub fn PartTime(
    /// Which.
    shown: CaseTime,
) -> impl IntoView {
    once_fetched(|| Box::pin(case_times()), move |make: MakeTime| make(shown))
}

/// Shows what a ticket's page has of after-hours windows, after fetching it where that is needed:
/// most tickets have none.
#[component]
pub fn PartWindows(
    /// What of it.
    view: CaseWindows,
) -> impl IntoView {
    once_fetched(
        || Box::pin(case_windows()),
        move |make: MakeWindows| {
            match view {
                CaseWindows::Ask(_) => focus_first_field(),
                CaseWindows::Panel => {}
            }
            make(view)
        },
    )
}

/// Shows the filters of the queue, after fetching them where that is needed.
#[component]
pub fn PartFilters(
    /// As the address has them.
    filters: Memo<QueueFilters>,
    /// Is told of a change.
    on_change: Callback<QueueFilters>,
) -> impl IntoView {
    once_fetched(|| Box::pin(queue_filters()), move |make: MakeFilters| make(filters, on_change))
}

/// Shows the queue as a board, after fetching what that takes.
#[component]
pub fn PartBoard(
    /// As the address has them.
    filters: Memo<QueueFilters>,
) -> impl IntoView {
    once_fetched(|| Box::pin(board()), move |make: MakeBoard| make(filters))
}

/// Shows what can be done with the chosen tickets of the queue, after fetching it where that is needed.
#[component]
pub fn PartBulk(
    /// The queue.
    bulk: Bulk,
) -> impl IntoView {
    once_fetched(|| Box::pin(bulk_tools()), move |make: MakeBulk| make(bulk))
}

/// What the keys of [`crate::tools`] do, once one of them was pressed. Where it can't be fetched, that
/// is told, and the next key tries again.
#[component]
pub fn PartTools() -> impl IntoView {
    let asked = use_tools();
    let made = RwSignal::new(None::<Page>);
    let fetching = StoredValue::new(false);
    Effect::new(move || {
        if asked.is_asked() && made.get_untracked().is_none() && !fetching.get_value() {
            fetching.set_value(true);
            leptos::task::spawn_local(async move {
                let fetched = tools().await;
                fetching.try_set_value(false);
                match fetched {
                    Ok(page) => drop(made.try_set(Some(page))),
                    Err(_) => {
                        drop(untrack(|| asked.take()));
                        toast::failure(&Failure::Offline);
                    }
                }
            });
        }
    });
    move || made.get().map(|page| page())
}

type Fetching<T> = Pin<Box<dyn Future<Output = Fetched<T>>>>;

fn once_fetched<T>(
    fetch: impl Fn() -> Fetching<T> + Copy + Send + Sync + 'static,
    show: impl Fn(T) -> AnyView + Send + 'static,
) -> AnyView
where
    T: Copy + Send + Sync + 'static,
{
    let made = RwSignal::new(None::<Option<T>>);
    let begin = move || {
        leptos::task::spawn_local(async move {
            made.try_set(Some(fetch().await.ok()));
        });
    };
    begin();
    let retry = move |()| {
        made.set(None);
        begin();
    };
    (move || match made.get() {
        None => view! { <Skeleton rows=5 /> }.into_any(),
        Some(Some(made)) => show(made),
        Some(None) if browser::is_online() => view! { <Outdated /> }.into_any(),
        Some(None) => {
            view! { <ErrorPanel failure=Signal::stored(Failure::Offline) on_retry=retry /> }
                .into_any()
        }
    })
    .into_any()
}

/// Shown where a part can't be had although there is a connection. Most likely the server has a
/// newer program, and the parts of the one in this tab are gone: no second try would bring them.
#[component]
fn Outdated() -> impl IntoView {
    view! {
        <div role="alert">
            <EmptyState glyph=Glyph::Refresh title=tr!(errors.part_title) text=tr!(errors.part_lead)>
                <Button kind=ButtonKind::Primary on_press=move |()| browser::reload()>
                    {tr!(common.reload)}
                </Button>
            </EmptyState>
        </div>
    }
}
