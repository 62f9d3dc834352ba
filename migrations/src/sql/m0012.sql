-- Addresses of other systems that are told what happens: of the tickets of a company, or of all. The
-- secret follows from the server's key, the id and `secret_number`, and is not kept. `events` has the
-- events with a space between them; none means all. `of_support` says that support named the address,
-- so that it may be in the networks that an operator allows. `secret_first` is the oldest secret that
-- signs for a day after the last rotation. Whoever delivers to an endpoint claims it, so
-- that its messages go out one after the other.
CREATE TABLE webhooks (
    id {UUID} NOT NULL PRIMARY KEY,
    company_id {UUID} REFERENCES companies (id),
    owner_id {UUID} NOT NULL REFERENCES people (id),
    url text NOT NULL,
    of_support boolean NOT NULL,
    description text NOT NULL,
    events text NOT NULL,
    active boolean NOT NULL,
    disabled_reason text CHECK (disabled_reason IN ('gone', 'failing')),
    failing_since {TS},
    secret_number integer NOT NULL,
    secret_first integer NOT NULL,
    secret_rotated_at {TS},
    created_at {TS} NOT NULL,
    updated_at {TS} NOT NULL,
    version bigint NOT NULL,
    lease_until {TS},
    fence bigint NOT NULL,
    CHECK (disabled_reason IS NULL OR NOT active)
);
CREATE INDEX webhooks_of_company ON webhooks (company_id);

-- What endpoints are told, written in the transaction that made it so. The body never changes.
CREATE TABLE webhook_messages (
    id {UUID} NOT NULL PRIMARY KEY,
    event text NOT NULL,
    ticket_id {UUID} REFERENCES tickets (id),
    body text NOT NULL,
    created_at {TS} NOT NULL
);
CREATE INDEX webhook_messages_created ON webhook_messages (created_at);

-- Each message on its way to each endpoint. `failed` counts the attempts since it was last asked for.
CREATE TABLE webhook_deliveries (
    id {UUID} NOT NULL PRIMARY KEY,
    webhook_id {UUID} NOT NULL REFERENCES webhooks (id) ON DELETE CASCADE,
    message_id {UUID} NOT NULL REFERENCES webhook_messages (id) ON DELETE CASCADE,
    state text NOT NULL CHECK (state IN ('pending', 'delivered', 'failed')),
    run_at {TS} NOT NULL,
    failed smallint NOT NULL,
    created_at {TS} NOT NULL
);
CREATE INDEX webhook_deliveries_next ON webhook_deliveries (webhook_id, state, run_at, id);
CREATE INDEX webhook_deliveries_of_webhook ON webhook_deliveries (webhook_id, created_at, id);
CREATE INDEX webhook_deliveries_of_message ON webhook_deliveries (message_id);

-- What came of sending it.
CREATE TABLE webhook_attempts (
    id {UUID} NOT NULL PRIMARY KEY,
    delivery_id {UUID} NOT NULL REFERENCES webhook_deliveries (id) ON DELETE CASCADE,
    at {TS} NOT NULL,
    duration_ms integer NOT NULL,
    status smallint,
    failure text,
    answer text NOT NULL
);
CREATE INDEX webhook_attempts_of_delivery ON webhook_attempts (delivery_id, id);
