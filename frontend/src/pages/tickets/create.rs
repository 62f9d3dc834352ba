//! Reporting a case: a short form that is never lost.

use aval_contract::tickets::{OpenTicket, OpenedTicket};
use aval_domain::lifecycle::{Impact, Kind, OpeningField, Urgency};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};

use super::draft::{forget, keep, kept, reader, sending_key};
use super::file_drop::FileDrop;
use super::uploads::Uploads;
use crate::act::use_act;
use crate::browser;
use crate::clock;
use crate::components::ticket::{Choice, ChoiceCards, kind_glyph};
use crate::components::{
    Button, Field, Form, Notice, PageHeader, Select, SubmitButton, TextArea, Tone,
    focus_first_invalid,
};
use crate::i18n::tickets::tt;
use crate::i18n::{texts, tr};
use crate::load::{Loaded, use_companies, use_load};
use crate::pages::knowledge::offered::Offered;
use crate::paths;
use crate::session::use_session;
use crate::toast;
use crate::view_model::tickets::drafts::{NewTicket, new_ticket_about_key, new_ticket_key};
use crate::view_model::time;

/// The form's values as signals.
#[derive(Clone, Copy)]
struct Inputs {
    kind: RwSignal<String>,
    subject: RwSignal<String>,
    description: RwSignal<String>,
    steps: RwSignal<String>,
    occurred_from: RwSignal<String>,
    occurred_to: RwSignal<String>,
    affected_user: RwSignal<String>,
    campaign: RwSignal<String>,
    category: RwSignal<String>,
    impact: RwSignal<String>,
    urgency: RwSignal<String>,
    company: RwSignal<String>,
    follow_up_of: Memo<Option<String>>,
    uploads: Uploads,
}

impl Inputs {
    fn of(draft: NewTicket, follow_up_of: Memo<Option<String>>) -> Self {
        Self {
            kind: RwSignal::new(word(draft.kind)),
            subject: RwSignal::new(draft.subject),
            description: RwSignal::new(draft.description),
            steps: RwSignal::new(draft.steps),
            occurred_from: RwSignal::new(draft.occurred_from),
            occurred_to: RwSignal::new(draft.occurred_to),
            affected_user: RwSignal::new(draft.affected_user),
            campaign: RwSignal::new(draft.campaign),
            category: RwSignal::new(word(draft.category)),
            impact: RwSignal::new(word(draft.impact)),
            urgency: RwSignal::new(word(draft.urgency)),
            company: RwSignal::new(word(draft.company)),
            follow_up_of,
            uploads: Uploads::new(draft.attachments),
        }
    }

    /// The form as it stands; tracked.
    fn draft(self) -> NewTicket {
        NewTicket {
            kind: self.kind.read().parse().ok(),
            subject: self.subject.get(),
            description: self.description.get(),
            steps: self.steps.get(),
            occurred_from: self.occurred_from.get(),
            occurred_to: self.occurred_to.get(),
            affected_user: self.affected_user.get(),
            campaign: self.campaign.get(),
            category: self.category.read().parse().ok(),
            impact: self.impact.read().parse().ok(),
            urgency: self.urgency.read().parse().ok(),
            attachments: self.uploads.attachments(),
            company: self.company.read().parse().ok(),
            follow_up_of: self.follow_up_of.get(),
        }
    }

    /// Empties the form; what was uploaded is left to be removed by the server.
    fn clear(self) {
        let texts = [
            self.kind,
            self.subject,
            self.description,
            self.steps,
            self.occurred_from,
            self.occurred_to,
            self.affected_user,
            self.campaign,
            self.category,
            self.impact,
            self.urgency,
        ];
        for text in texts {
            text.set(String::new());
        }
        self.uploads.clear();
    }
}

/// The word of a value in its select or cards; empty when there is none.
fn word<T: ToString>(value: Option<T>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

/// The form of a new case; for staff with the company it belongs to.
#[component]
pub fn CreateTicket() -> impl IntoView {
    let is_staff = untrack(|| use_session().user()).is_some_and(|user| user.role.is_staff());
    let params = use_query_map();
    // What the address begins is a draft of its own: what was written before waits for its own page.
    let about = params.read_untracked().get(paths::SUBJECT);
    let followed = params.read_untracked().get(paths::FOLLOW_UP);
    let key = match about.as_ref().or(followed.as_ref()) {
        Some(what) => new_ticket_about_key(reader(), what),
        None => new_ticket_key(reader()),
    };
    let draft = kept::<NewTicket>(&key);
    let restored = RwSignal::new(draft.is_some());
    let follow_up_of = Memo::new(move |_| params.read().get(paths::FOLLOW_UP));
    let begun = RwSignal::new({
        let param = |name| params.read_untracked().get(name);
        NewTicket {
            kind: param(paths::KIND).and_then(|word| word.parse().ok()),
            subject: about.unwrap_or_default(),
            description: param(paths::DESCRIPTION).unwrap_or_default(),
            follow_up_of: follow_up_of.get_untracked(),
            ..NewTicket::default()
        }
    });
    let inputs = Inputs::of(draft.unwrap_or_else(|| begun.get_untracked()), follow_up_of);
    let sent = RwSignal::new(false);
    // What it begins with is no draft yet.
    let written = Memo::new(move |_| Some(inputs.draft()).filter(|draft| *draft != *begun.read()));
    keep(key.clone(), move || written.get().filter(|_| !sent.get()).unwrap_or_default());

    let navigate = use_navigate();
    let draft_key = key.clone();
    let open = use_act(
        move |api, ticket: OpenTicket| {
            let api = api.with_idempotency_key(&sending_key(&draft_key, &ticket));
            async move { api.tickets().open(&ticket).await }
        },
        move |opened: OpenedTicket| {
            forget(&key);
            tell_opened(&opened);
            // Whoever has gone elsewhere meanwhile is not pulled away from there.
            let still_here = sent.try_set(true).is_none();
            if still_here {
                let path = paths::case(&opened.ticket.public().number);
                navigate(&path, NavigateOptions::default());
            }
        },
    );
    inputs.uploads.heed(open.failure());
    let tried = RwSignal::new(false);
    // Staff report for a company, so theirs needs one.
    let company_missing = move || is_staff && inputs.company.read().is_empty();
    let problems = Memo::new(move |_| {
        let draft = inputs.draft();
        let company = usize::from(company_missing());
        let order = usize::from(wrong_order(&draft));
        let kind = usize::from(draft.kind.is_none());
        draft.missing().len() + company + order + kind
    });
    let submit = move |()| {
        tried.set(true);
        let draft = untrack(|| inputs.draft());
        let ready = inputs.uploads.ready() && problems.get_untracked() == 0;
        match draft.to_request().filter(|_| ready) {
            Some(request) => open.run(request),
            // After the errors are in the page.
            None => leptos::task::spawn_local(async {
                browser::sleep(0).await;
                focus_first_invalid();
            }),
        }
    };
    let error = move |field: OpeningField, pointer: &'static str| {
        let refused = open.field(pointer);
        Signal::derive(move || {
            if tried.get() && inputs.draft().missing().contains(&field) {
                Some(texts().common.required.to_owned())
            } else {
                refused.get()
            }
        })
    };
    let kind_error = Signal::derive(move || {
        (tried.get() && inputs.kind.read().is_empty())
            .then(|| texts().tickets().new.choose_kind_first.to_owned())
    });
    let to_error = {
        let refused = open.field("/occurred_to");
        Signal::derive(move || {
            if wrong_order(&inputs.draft()) {
                Some(texts().tickets().new.occurred_order.to_owned())
            } else {
                refused.get()
            }
        })
    };
    let company_error = {
        let refused = open.field("/company_id");
        Signal::derive(move || {
            let missing = tried.get() && company_missing();
            if missing { Some(texts().common.required.to_owned()) } else { refused.get() }
        })
    };
    let required = move |field: OpeningField| Memo::new(move |_| inputs.draft().requires(field));
    let (steps, occurred_from) =
        (required(OpeningField::Steps), required(OpeningField::OccurredFrom));
    // Folded away until there is something in it, or something wrong with it.
    let filled = Memo::new(move |before: Option<&bool>| {
        let mut words = [inputs.affected_user, inputs.campaign, inputs.category].into_iter();
        before.copied().unwrap_or_default() || words.any(|word| !word.read().is_empty())
    });
    let refused = ["/affected_user", "/campaign", "/category_id"].map(|at| open.field(at));
    let who_open =
        Memo::new(move |_| filled.get() || refused.iter().any(|error| error.read().is_some()));
    let back = (paths::HOME.to_owned(), tr!(common.back).into());
    view! {
        <div class="new-page">
        <PageHeader title=texts().tickets().create lead=tt!(new.lead) back />
        <Form on_submit=submit class="new-ticket">
            <ClosedNotice kind=inputs.kind />
            {move || follow_up_of.get().map(|number| view! { <FollowsUp number begun inputs /> })}
            <Show when=move || restored.get()>
                <Notice tone=Tone::Info>
                    <p role="status">{tt!(new.draft_restored)}</p>
                    <Button
                        class="button-small"
                        on_press=move |()| {
                            inputs.clear();
                            restored.set(false);
                        }
                    >
                        {tt!(new.draft_discard)}
                    </Button>
                </Notice>
            </Show>
            <KindCards kind=inputs.kind error=kind_error />
            {is_staff.then(|| view! { <CompanySelect company=inputs.company error=company_error /> })}
            <section class="form-section" aria-labelledby="new-what">
                <h2 id="new-what">{tt!(new.section_what)}</h2>
                <Field
                    id="subject"
                    label=tt!(page.subject)
                    hint=tt!(new.subject_hint)
                    value=inputs.subject
                    error=error(OpeningField::Subject, "/subject")
                    maxlength=200_u32
                />
                <Offered subject=inputs.subject />
                <TextArea
                    id="description"
                    label=tt!(page.description)
                    hint=tt!(new.description_hint)
                    value=inputs.description
                    error=error(OpeningField::Description, "/description")
                    rows=5
                    maxlength=20_000_u32
                />
                {move || {
                    let optional = !steps.get();
                    view! {
                        <TextArea
                            id="steps"
                            label=tt!(page.steps)
                            hint=tt!(new.steps_hint)
                            value=inputs.steps
                            error=error(OpeningField::Steps, "/steps")
                            rows=4
                            maxlength=20_000_u32
                            optional
                        />
                    }
                }}
            </section>
            <section class="form-section" aria-labelledby="new-files">
                <h2 id="new-files">{tt!(new.section_files)}</h2>
                <FileDrop uploads=inputs.uploads />
            </section>
            <section class="form-section" aria-labelledby="new-when">
                <h2 id="new-when">{tt!(new.section_when)}</h2>
                <div class="form-pair">
                    {move || {
                        let optional = !occurred_from.get();
                        let now = || time::to_local_input(browser::now());
                        view! {
                            <div class="field-with-help">
                                <Field
                                    id="occurred_from"
                                    label=tt!(page.occurred_from)
                                    hint=tt!(new.bogota_hint)
                                    kind="datetime-local"
                                    value=inputs.occurred_from
                                    max=Signal::derive(now)
                                    error=error(OpeningField::OccurredFrom, "/occurred_from")
                                    optional
                                />
                                <Button
                                    class="button-small"
                                    on_press=move |()| inputs.occurred_from.set(now())
                                >
                                    {tt!(new.started_now)}
                                </Button>
                            </div>
                        }
                    }}
                    <Field
                        id="occurred_to"
                        label=tt!(page.occurred_to)
                        hint=tt!(new.bogota_hint)
                        kind="datetime-local"
                        value=inputs.occurred_to
                        min=Signal::derive(move || inputs.occurred_from.get())
                        error=to_error
                        optional=true
                    />
                </div>
            </section>
            <PrioritySection inputs />
            <details class="form-section form-more" open=who_open>
                <summary>
                    <h2>{tt!(new.section_who)}</h2>
                    <span class="field-optional">{tr!(common.optional)}</span>
                    <span class="field-hint form-more-hint">{tt!(new.section_who_hint)}</span>
                </summary>
                <div class="form-pair">
                    <Field
                        id="affected_user"
                        label=tt!(page.affected_user)
                        hint=tt!(new.affected_user_hint)
                        value=inputs.affected_user
                        error=open.field("/affected_user")
                        optional=true
                    />
                    <Field
                        id="campaign"
                        label=tt!(page.campaign)
                        hint=tt!(new.campaign_hint)
                        value=inputs.campaign
                        error=open.field("/campaign")
                        optional=true
                    />
                    <CategorySelect category=inputs.category error=open.field("/category_id") />
                </div>
            </details>
            <footer class="form-foot">
                <p class="form-problems" role="alert">
                    {move || (tried.get() && problems.get() > 0).then(|| {
                        (texts().tickets().new.check_fields)(problems.get())
                    })}
                    {move || inputs.uploads.held().then(|| texts().tickets().files.held)}
                    {move || inputs.uploads.sending().then(|| texts().tickets().new.wait_for_files)}
                </p>
                <p class="field-hint form-kept">
                    {move || written.read().is_some().then(|| tt!(new.draft_kept))}
                </p>
                <SubmitButton
                    pending=open.pending()
                    disabled=Signal::derive(move || inputs.uploads.sending())
                    class="button-large"
                >
                    {tt!(new.submit)}
                </SubmitButton>
            </footer>
        </Form>
        </div>
    }
}

/// Whether it ended before it began.
fn wrong_order(draft: &NewTicket) -> bool {
    let (from, to) =
        (time::from_local_input(&draft.occurred_from), time::from_local_input(&draft.occurred_to));
    matches!((from, to), (Some(from), Some(to)) if to < from)
}

fn tell_opened(opened: &OpenedTicket) {
    let texts = texts();
    let words = &texts.tickets().new;
    let received = (words.created)(&opened.ticket.public().number);
    toast::success(if opened.service_hours.open_now {
        received
    } else {
        let when = time::when(texts, untrack(clock::now), opened.service_hours.next_opening);
        format!("{received} {}", (words.created_closed)(&when))
    });
}

/// Says which closed case this one follows up, and begins the form with what the two have in common
/// unless something was written already.
#[component]
fn FollowsUp(number: String, begun: RwSignal<NewTicket>, inputs: Inputs) -> impl IntoView {
    let href = paths::case(&number);
    let of = number.clone();
    let before = use_load(move |api| {
        let number = of.clone();
        async move { Ok(api.tickets().show(number).await?.value.public().clone()) }
    });
    Effect::new(move || {
        let Some(ticket) = before.get() else { return };
        if untrack(|| inputs.draft()) != begun.get_untracked() {
            return;
        }
        inputs.kind.set(ticket.kind.to_string());
        inputs.subject.set(ticket.subject);
        inputs.campaign.set(ticket.campaign.unwrap_or_default());
        inputs.affected_user.set(ticket.affected_user.unwrap_or_default());
        inputs.category.set(word(ticket.category.map(|category| category.id)));
        // What it begins with is no draft.
        begun.set(untrack(|| inputs.draft()));
    });
    let subject = move || before.get().map(|ticket| format!(" · {}", ticket.subject));
    view! {
        <Notice tone=Tone::Info>
            <p>{tt!(new.follows_up)}" "<a class="link" href=href>{number}{subject}</a></p>
        </Notice>
    }
}

/// Says when support opens, while it is closed for this kind of request.
#[component]
fn ClosedNotice(kind: RwSignal<String>) -> impl IntoView {
    let opens = Memo::new(move |_| {
        let (kind, now) = (kind.read().parse().unwrap_or(Kind::Incident), clock::now());
        let next = clock::calendar().with(|calendar| calendar.next_opening(kind, now)).ok()?;
        (next > now).then(|| time::when(texts(), now, next))
    });
    move || {
        opens.get().map(|when| {
            view! {
                <Notice tone=Tone::Info>
                    <p role="status">{(texts().tickets().new.closed_notice)(&when)}</p>
                </Notice>
            }
        })
    }
}

#[component]
fn KindCards(kind: RwSignal<String>, error: Signal<Option<String>>) -> impl IntoView {
    let words = &texts().tickets().new;
    let choices = Kind::ALL.map(|value| Choice {
        value: value.as_str(),
        title: texts().kind(value),
        hint: match value {
            Kind::Incident => words.kind_incident_hint,
            Kind::Request => words.kind_request_hint,
            Kind::Question => words.kind_question_hint,
            Kind::PlannedTask => words.kind_planned_task_hint,
        },
        glyph: Some(kind_glyph(value)),
    });
    view! {
        <ChoiceCards
            legend=tt!(new.kind_legend)
            choices=choices.into()
            value=kind
            error
            class="cards-two"
        />
    }
}

#[component]
fn PrioritySection(inputs: Inputs) -> impl IntoView {
    let choice = |value, title| Choice { value, title, hint: "", glyph: None };
    let impacts = Impact::ALL.map(|value| choice(value.as_str(), texts().impact(value)));
    let urgencies = Urgency::ALL.map(|value| choice(value.as_str(), texts().urgency(value)));
    let result = move || match inputs.draft().priority() {
        Some(priority) => (texts().tickets().new.priority_result)(texts().priority(priority)),
        None => texts().tickets().new.priority_default.to_owned(),
    };
    view! {
        <section class="form-section" aria-labelledby="new-priority">
            <h2 id="new-priority">{tt!(new.section_priority)}</h2>
            <ChoiceCards
                legend=tt!(new.impact_legend)
                choices=impacts.into()
                value=inputs.impact
                class="cards-three"
            />
            <ChoiceCards
                legend=tt!(new.urgency_legend)
                choices=urgencies.into()
                value=inputs.urgency
                class="cards-three"
            />
            <p
                class="priority-result"
                class:is-chosen=move || inputs.draft().priority().is_some()
                role="status"
            >
                {result}
            </p>
        </section>
    }
}

#[component]
fn CategorySelect(category: RwSignal<String>, error: Signal<Option<String>>) -> impl IntoView {
    let categories = use_load(|api| async move { api.categories().list().await });
    view! {
        <Loaded from=categories rows=1 inline=true let:all>
            {
                let options = Signal::derive(move || {
                    let all = all.read();
                    let active = all.items.iter().filter(|category| category.active);
                    active
                        .map(|category| (category.id.to_string(), category.name.clone()))
                        .collect::<Vec<_>>()
                });
                view! {
                    <Select
                        id="category"
                        label=tt!(page.category)
                        value=category
                        options
                        empty=tt!(new.category_none)
                        error
                        optional=true
                    />
                }
            }
        </Loaded>
    }
}

#[component]
fn CompanySelect(company: RwSignal<String>, error: Signal<Option<String>>) -> impl IntoView {
    view! {
        <Loaded from=use_companies() rows=1 inline=true let:all>
            {
                let options = Signal::derive(move || {
                    let all = all.read();
                    let active = all.iter().filter(|company| company.active);
                    active
                        .map(|company| (company.id.to_string(), company.name.clone()))
                        .collect::<Vec<_>>()
                });
                view! {
                    <Select
                        id="company"
                        label=tt!(new.company)
                        value=company
                        options
                        empty=tt!(new.company_choose)
                        error
                    />
                }
            }
        </Loaded>
    }
}
