-- What articles say is kept in versions: a published one never changes, and what is being written
-- stands beside it until it is published. `published` and `newest` are numbers of versions.
CREATE TABLE articles (
    id {UUID} NOT NULL PRIMARY KEY,
    solution_id {UUID} REFERENCES solutions (id),
    newest integer NOT NULL,
    published integer,
    published_at {TS},
    withdrawn_at {TS},
    revision bigint NOT NULL,
    created_at {TS} NOT NULL,
    updated_at {TS} NOT NULL
);
CREATE INDEX articles_changed ON articles (updated_at, id);
CREATE INDEX articles_published ON articles (published_at, id) WHERE withdrawn_at IS NULL;
CREATE INDEX articles_of_solution ON articles (solution_id);

CREATE TABLE article_versions (
    article_id {UUID} NOT NULL REFERENCES articles (id),
    number integer NOT NULL,
    title text NOT NULL,
    body text NOT NULL,
    audience text NOT NULL CHECK (audience IN ('everyone', 'company', 'staff')),
    company_id {UUID} REFERENCES companies (id),
    category_id {UUID} REFERENCES categories (id),
    written_by {UUID} NOT NULL REFERENCES people (id),
    written_at {TS} NOT NULL,
    published_at {TS},
    published_by {UUID} REFERENCES people (id),
    PRIMARY KEY (article_id, number),
    CHECK ((audience = 'company') = (company_id IS NOT NULL))
);

-- A file may be in several versions of its article.
CREATE TABLE article_files (
    article_id {UUID} NOT NULL REFERENCES articles (id),
    number integer NOT NULL,
    place smallint NOT NULL,
    attachment_id {UUID} NOT NULL REFERENCES attachments (id),
    PRIMARY KEY (article_id, number, place)
);
CREATE INDEX article_files_of_attachment ON article_files (attachment_id);

CREATE TABLE article_votes (
    article_id {UUID} NOT NULL REFERENCES articles (id),
    person_id {UUID} NOT NULL REFERENCES people (id),
    helpful boolean NOT NULL,
    voted_at {TS} NOT NULL,
    PRIMARY KEY (article_id, person_id)
);

CREATE INDEX solutions_newest ON solutions (delivered_at, id);

ALTER TABLE tickets DROP COLUMN search;

-- The queue is read by what is due next, then what waits, then what is closed; whatever it is
-- narrowed down to, an index has it in that order.
CREATE INDEX tickets_by_due ON tickets (
    (CASE WHEN due_at IS NOT NULL THEN 0 WHEN closed_at IS NULL THEN 1 ELSE 2 END), due_at, id
);
CREATE INDEX tickets_of_company_by_due ON tickets (
    company_id,
    (CASE WHEN due_at IS NOT NULL THEN 0 WHEN closed_at IS NULL THEN 1 ELSE 2 END), due_at, id
);
CREATE INDEX tickets_of_assignee_by_due ON tickets (
    assignee_id,
    (CASE WHEN due_at IS NOT NULL THEN 0 WHEN closed_at IS NULL THEN 1 ELSE 2 END), due_at, id
);
CREATE INDEX tickets_of_category_by_due ON tickets (
    category_id,
    (CASE WHEN due_at IS NOT NULL THEN 0 WHEN closed_at IS NULL THEN 1 ELSE 2 END), due_at, id
);
CREATE INDEX tickets_of_stage_by_due ON tickets (
    stage,
    (CASE WHEN due_at IS NOT NULL THEN 0 WHEN closed_at IS NULL THEN 1 ELSE 2 END), due_at, id
);
CREATE INDEX tickets_waiting_by_due ON tickets (
    waiting_on,
    (CASE WHEN due_at IS NOT NULL THEN 0 WHEN closed_at IS NULL THEN 1 ELSE 2 END), due_at, id
);
CREATE INDEX tickets_of_kind_by_due ON tickets (
    kind,
    (CASE WHEN due_at IS NOT NULL THEN 0 WHEN closed_at IS NULL THEN 1 ELSE 2 END), due_at, id
);
CREATE INDEX tickets_of_priority_by_due ON tickets (
    priority,
    (CASE WHEN due_at IS NOT NULL THEN 0 WHEN closed_at IS NULL THEN 1 ELSE 2 END), due_at, id
);

-- Most urgent first, and oldest of each: one goes down while the other goes up.
DROP INDEX tickets_urgent;
CREATE INDEX tickets_urgent ON tickets (priority DESC, created_at, id);
