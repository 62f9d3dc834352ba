-- Texts that support inserts into answers. The folded name sorts them and keeps them apart.
CREATE TABLE answer_templates (
    id {UUID} NOT NULL PRIMARY KEY,
    name text NOT NULL,
    folded_name {SORTED} NOT NULL,
    body text NOT NULL,
    CONSTRAINT answer_templates_name_key UNIQUE (folded_name)
);

-- Filters of the queue under a name, each person's own.
CREATE TABLE saved_views (
    id {UUID} NOT NULL PRIMARY KEY,
    person_id {UUID} NOT NULL REFERENCES people (id),
    name text NOT NULL,
    folded_name {SORTED} NOT NULL,
    query text NOT NULL,
    CONSTRAINT saved_views_name_key UNIQUE (person_id, folded_name)
);
