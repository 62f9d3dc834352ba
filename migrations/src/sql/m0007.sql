-- Mails that came in, each known by its Message-ID so that none is taken in twice. The source of
-- one that an admin has to look at lies in the store of files, under storage_key.
CREATE TABLE incoming_mails (
    id {UUID} NOT NULL PRIMARY KEY,
    message_id text NOT NULL,
    received_at {TS} NOT NULL,
    sender text,
    subject text NOT NULL,
    state text NOT NULL CHECK (state IN ('accepted', 'machine', 'quarantined', 'parked')),
    reason text,
    ticket_id {UUID} REFERENCES tickets (id),
    opened boolean NOT NULL,
    answered boolean NOT NULL,
    size bigint NOT NULL,
    storage_key text UNIQUE,
    discarded_at {TS},
    discarded_by {UUID} REFERENCES people (id),
    CONSTRAINT incoming_mails_once UNIQUE (message_id),
    CHECK ((state = 'accepted') = (reason IS NULL)),
    CHECK (storage_key IS NULL OR discarded_at IS NULL)
);
CREATE INDEX incoming_mails_newest ON incoming_mails (received_at, id);
CREATE INDEX incoming_mails_of_sender ON incoming_mails (sender, received_at);
