-- What can be searched, newest last: where it stands, whose it is, and who may see it.
CREATE TABLE search_documents (
    seq integer NOT NULL PRIMARY KEY AUTOINCREMENT,
    source text NOT NULL,
    source_id uuid_blob NOT NULL,
    ticket_id uuid_blob,
    article_id uuid_blob,
    company_id uuid_blob,
    staff_only boolean NOT NULL,
    at timestamp_text NOT NULL,
    CONSTRAINT search_documents_once UNIQUE (source, source_id)
);

-- The words of it, under the same number. Aval makes the tokens itself: letters and digits between
-- spaces, which is all that this tokenizer looks at.
CREATE VIRTUAL TABLE search_words USING fts5(
    tokens, content='', contentless_delete=1, tokenize='ascii', prefix='3 4 5'
);
