-- The topics that somebody wants no mails about, as words with a space between them.
ALTER TABLE people ADD COLUMN muted_mail text NOT NULL DEFAULT '';

-- What somebody was told, written in the transaction that made it so. `mail` says how it went out:
-- not at all, on its own, or together with others, for which it waits.
CREATE TABLE notifications (
    id {UUID} NOT NULL PRIMARY KEY,
    person_id {UUID} NOT NULL REFERENCES people (id),
    ticket_id {UUID} NOT NULL REFERENCES tickets (id),
    kind text NOT NULL,
    actor_name text,
    at {TS} NOT NULL,
    read_at {TS},
    mail text NOT NULL CHECK (mail IN ('never', 'alone', 'waiting', 'together'))
);
CREATE INDEX notifications_of_person ON notifications (person_id, at, id);
CREATE INDEX notifications_unread ON notifications (person_id, ticket_id) WHERE read_at IS NULL;
CREATE INDEX notifications_waiting ON notifications (person_id) WHERE mail = 'waiting';
