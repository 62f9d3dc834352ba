CREATE TABLE companies (
    id {UUID} NOT NULL PRIMARY KEY,
    name text NOT NULL,
    nit text NOT NULL UNIQUE,
    contract text,
    active boolean NOT NULL,
    created_at {TS} NOT NULL
);

-- At most two people of a company hold a reporter slot. The database guarantees it: there are two
-- slot numbers, and a number is taken once a company.
CREATE TABLE people (
    id {UUID} NOT NULL PRIMARY KEY,
    email text NOT NULL UNIQUE,
    name text NOT NULL,
    role text NOT NULL CHECK (role IN ('reporter', 'engineer', 'coordinator', 'admin')),
    company_id {UUID} REFERENCES companies (id),
    reporter_slot smallint CHECK (reporter_slot IN (1, 2)),
    status text NOT NULL CHECK (status IN ('invited', 'active', 'inactive')),
    locale text NOT NULL CHECK (locale IN ('es', 'en')),
    password_hash text,
    created_at {TS} NOT NULL,
    CHECK ((role = 'reporter') = (company_id IS NOT NULL)),
    CHECK ((role = 'reporter' AND status <> 'inactive') = (reporter_slot IS NOT NULL)),
    CONSTRAINT reporter_slot_taken UNIQUE (company_id, reporter_slot)
);

CREATE TABLE sessions (
    id {UUID} NOT NULL PRIMARY KEY,
    person_id {UUID} NOT NULL REFERENCES people (id),
    refresh_hash text NOT NULL UNIQUE,
    previous_hash text,
    rotated_at {TS} NOT NULL,
    created_at {TS} NOT NULL,
    expires_at {TS} NOT NULL,
    ended_at {TS},
    user_agent text,
    address text
);
CREATE INDEX sessions_of_person ON sessions (person_id, ended_at);
CREATE INDEX sessions_previous ON sessions (previous_hash);

-- Invitations and password resets, bound to a person; and the link for the first admin, who is nobody
-- yet.
CREATE TABLE one_time_links (
    id {UUID} NOT NULL PRIMARY KEY,
    person_id {UUID} REFERENCES people (id),
    purpose text NOT NULL CHECK (purpose IN ('invite', 'reset', 'first_admin')),
    token_hash text NOT NULL UNIQUE,
    created_at {TS} NOT NULL,
    expires_at {TS} NOT NULL,
    used_at {TS},
    CHECK ((purpose = 'first_admin') = (person_id IS NULL))
);
CREATE INDEX one_time_links_of_person ON one_time_links (person_id);

CREATE TABLE api_keys (
    id {UUID} NOT NULL PRIMARY KEY,
    prefix text NOT NULL UNIQUE,
    secret_hash text NOT NULL,
    name text NOT NULL,
    scopes text NOT NULL,
    company_id {UUID} REFERENCES companies (id),
    created_at {TS} NOT NULL,
    created_by {UUID} NOT NULL REFERENCES people (id),
    expires_at {TS},
    last_used_at {TS},
    revoked_at {TS}
);

CREATE TABLE categories (
    id {UUID} NOT NULL PRIMARY KEY,
    name text NOT NULL UNIQUE,
    active boolean NOT NULL
);

CREATE TABLE counters (
    name text NOT NULL PRIMARY KEY,
    value bigint NOT NULL
);
INSERT INTO counters (name, value) VALUES ('ticket', 0);

CREATE TABLE tickets (
    id {UUID} NOT NULL PRIMARY KEY,
    number bigint NOT NULL UNIQUE,
    company_id {UUID} NOT NULL REFERENCES companies (id),
    reporter_id {UUID} REFERENCES people (id),
    assignee_id {UUID} REFERENCES people (id),
    category_id {UUID} REFERENCES categories (id),
    kind text NOT NULL,
    priority smallint NOT NULL,
    stage text NOT NULL,
    waiting_on text NOT NULL,
    subject text NOT NULL,
    description text NOT NULL,
    steps text,
    affected_user text,
    campaign text,
    occurred_from {TS},
    occurred_to {TS},
    first_contact_at {TS},
    finding_identification text,
    finding_validation text,
    finding_structure text,
    finding_alarm_type text,
    testing_days smallint,
    testing_ends_at {TS},
    next_reminder_at {TS},
    answered_since_clarification boolean NOT NULL,
    closed_at {TS},
    closure_kind text,
    closed_by {UUID} REFERENCES people (id),
    follow_up_of {UUID} REFERENCES tickets (id),
    duplicate_of {UUID} REFERENCES tickets (id),
    due_at {TS},
    search text NOT NULL,
    public_seq bigint NOT NULL,
    public_head text NOT NULL,
    internal_seq bigint NOT NULL,
    internal_head text NOT NULL,
    version bigint NOT NULL,
    created_at {TS} NOT NULL,
    updated_at {TS} NOT NULL,
    stage_since {TS} NOT NULL,
    CHECK ((stage = 'closed') = (closure_kind IS NOT NULL)),
    CHECK ((stage = 'closed') = (closed_at IS NOT NULL)),
    CHECK ((stage = 'closed') = (waiting_on = 'nobody'))
);
CREATE INDEX tickets_newest ON tickets (created_at, id);
CREATE INDEX tickets_changed ON tickets (updated_at, id);
CREATE INDEX tickets_due ON tickets (due_at, id);
CREATE INDEX tickets_urgent ON tickets (priority, created_at, id);
CREATE INDEX tickets_of_company ON tickets (company_id, created_at, id);
CREATE INDEX tickets_of_assignee ON tickets (assignee_id, stage, created_at, id);
CREATE INDEX tickets_of_stage ON tickets (stage, created_at, id);

-- The record. Public and internal events of a ticket are two chains, so that not even a gap in the
-- numbers of the public one tells that there are internal notes.
CREATE TABLE events (
    id {UUID} NOT NULL PRIMARY KEY,
    ticket_id {UUID} NOT NULL REFERENCES tickets (id),
    visibility text NOT NULL CHECK (visibility IN ('public', 'internal')),
    seq bigint NOT NULL,
    at {TS} NOT NULL,
    kind text NOT NULL,
    actor_type text NOT NULL,
    actor_id {UUID},
    actor_name text NOT NULL,
    actor_staff boolean NOT NULL,
    stage text NOT NULL,
    waiting_on text NOT NULL,
    data text NOT NULL,
    hash text NOT NULL,
    CONSTRAINT events_in_order UNIQUE (ticket_id, visibility, seq)
);

CREATE TABLE messages (
    id {UUID} NOT NULL PRIMARY KEY,
    ticket_id {UUID} NOT NULL REFERENCES tickets (id),
    body text NOT NULL,
    created_at {TS} NOT NULL
);
CREATE INDEX messages_of_ticket ON messages (ticket_id);

CREATE TABLE internal_notes (
    id {UUID} NOT NULL PRIMARY KEY,
    ticket_id {UUID} NOT NULL REFERENCES tickets (id),
    body text NOT NULL,
    created_at {TS} NOT NULL
);
CREATE INDEX internal_notes_of_ticket ON internal_notes (ticket_id);

CREATE TABLE solutions (
    id {UUID} NOT NULL PRIMARY KEY,
    ticket_id {UUID} NOT NULL REFERENCES tickets (id),
    number smallint NOT NULL,
    summary text NOT NULL,
    test_steps text NOT NULL,
    resolution_type text NOT NULL,
    testing_days smallint NOT NULL,
    delivered_at {TS} NOT NULL,
    delivered_by {UUID} REFERENCES people (id),
    verdict text CHECK (verdict IN ('approved', 'rejected', 'tacit')),
    verdict_at {TS},
    verdict_by {UUID} REFERENCES people (id),
    verdict_comment text,
    CONSTRAINT solutions_in_order UNIQUE (ticket_id, number)
);

-- A file belongs to its uploader until it is sent with a ticket, message, note or solution.
CREATE TABLE attachments (
    id {UUID} NOT NULL PRIMARY KEY,
    uploader_id {UUID} NOT NULL,
    ticket_id {UUID} REFERENCES tickets (id),
    message_id {UUID},
    internal boolean NOT NULL,
    name text NOT NULL,
    size bigint NOT NULL,
    media_type text NOT NULL,
    sha256 text NOT NULL,
    storage_key text NOT NULL UNIQUE,
    created_at {TS} NOT NULL,
    sent_at {TS}
);
CREATE INDEX attachments_of_ticket ON attachments (ticket_id);
CREATE INDEX attachments_of_message ON attachments (message_id);
CREATE INDEX attachments_unsent ON attachments (sent_at, created_at);

CREATE TABLE idempotency_keys (
    principal_id {UUID} NOT NULL,
    key text NOT NULL,
    fingerprint text NOT NULL,
    status smallint,
    headers text,
    body text,
    created_at {TS} NOT NULL,
    PRIMARY KEY (principal_id, key)
);
CREATE INDEX idempotency_keys_age ON idempotency_keys (created_at);

-- Work to do after a transaction: mails, clean-ups. A worker claims a row for the length of a
-- lease; the fence counts claims, so that a worker that slept over its lease changes nothing.
CREATE TABLE jobs (
    id {UUID} NOT NULL PRIMARY KEY,
    kind text NOT NULL,
    payload text NOT NULL,
    state text NOT NULL CHECK (state IN ('queued', 'done', 'dead')),
    run_at {TS} NOT NULL,
    attempts smallint NOT NULL,
    lease_until {TS},
    fence bigint NOT NULL,
    last_error text,
    created_at {TS} NOT NULL,
    finished_at {TS}
);
CREATE INDEX jobs_ready ON jobs (state, run_at);

CREATE TABLE calendar_exceptions (
    date date NOT NULL PRIMARY KEY,
    kind text NOT NULL CHECK (kind IN ('closure', 'working_day')),
    name text NOT NULL,
    created_by {UUID} NOT NULL REFERENCES people (id),
    created_at {TS} NOT NULL
);

-- What staff and admins did outside tickets.
CREATE TABLE audit (
    id {UUID} NOT NULL PRIMARY KEY,
    at {TS} NOT NULL,
    actor_id {UUID},
    actor_name text NOT NULL,
    action text NOT NULL,
    target_id {UUID},
    data text NOT NULL
);
CREATE INDEX audit_newest ON audit (at, id);
