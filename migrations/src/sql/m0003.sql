-- Windows outside service hours that the two sides of a ticket agree on. The one that did not ask
-- answers; a window that both agreed to is settled by being done, missed or called off.
CREATE TABLE after_hours_windows (
    id {UUID} NOT NULL PRIMARY KEY,
    ticket_id {UUID} NOT NULL REFERENCES tickets (id),
    state text NOT NULL CHECK (
        state IN ('asked', 'agreed', 'declined', 'done', 'missed', 'cancelled')
    ),
    asked_by_side text NOT NULL CHECK (asked_by_side IN ('customer', 'support')),
    asked_by {UUID} NOT NULL REFERENCES people (id),
    asked_at {TS} NOT NULL,
    starts_at {TS} NOT NULL,
    ends_at {TS} NOT NULL,
    task text NOT NULL,
    contact text NOT NULL,
    engineer_id {UUID} REFERENCES people (id),
    override_reason text,
    answered_by {UUID} REFERENCES people (id),
    answered_at {TS},
    settled_by {UUID} REFERENCES people (id),
    settled_at {TS},
    reason text,
    CHECK (starts_at < ends_at),
    CHECK (state <> 'agreed' OR engineer_id IS NOT NULL),
    CHECK (state = 'cancelled' OR (state = 'asked') = (answered_at IS NULL)),
    CHECK ((state IN ('done', 'missed', 'cancelled')) = (settled_at IS NOT NULL))
);
CREATE INDEX after_hours_windows_of_ticket ON after_hours_windows (ticket_id, starts_at);
CREATE INDEX after_hours_windows_of_engineer ON after_hours_windows (engineer_id, ends_at);
CREATE INDEX after_hours_windows_ahead ON after_hours_windows (ends_at);

-- The secret address of somebody's iCalendar feed, one a person. Its token comes from the id
-- together with the server's own secret; only the digest stands here.
CREATE TABLE calendar_feeds (
    person_id {UUID} NOT NULL PRIMARY KEY REFERENCES people (id),
    id {UUID} NOT NULL UNIQUE,
    token_hash text NOT NULL UNIQUE,
    created_at {TS} NOT NULL
);
