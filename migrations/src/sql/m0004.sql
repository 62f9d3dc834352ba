-- What is to happen to a ticket by itself, derived from its events and rewritten in the transaction
-- that changes it. One that has happened stays, so that nothing happens twice in a cycle.
CREATE TABLE timers (
    id {UUID} NOT NULL PRIMARY KEY,
    ticket_id {UUID} NOT NULL REFERENCES tickets (id),
    kind text NOT NULL,
    cycle bigint NOT NULL,
    due_at {TS} NOT NULL,
    fired_at {TS},
    CONSTRAINT timers_once UNIQUE (ticket_id, kind, cycle)
);
CREATE INDEX timers_due ON timers (due_at, id) WHERE fired_at IS NULL;
