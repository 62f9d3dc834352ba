-- What can be searched, newest last: where it stands, whose it is, and who may see it. Aval makes
-- the tokens itself.
CREATE TABLE search_documents (
    seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    source text NOT NULL,
    source_id uuid NOT NULL,
    ticket_id uuid,
    article_id uuid,
    company_id uuid,
    staff_only boolean NOT NULL,
    at timestamptz NOT NULL,
    tokens tsvector NOT NULL,
    CONSTRAINT search_documents_once UNIQUE (source, source_id)
);
CREATE INDEX search_words ON search_documents USING gin (tokens);
