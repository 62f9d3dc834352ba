-- What admins set: as JSON, since it is read and written whole. Without a row the defaults hold.
CREATE TABLE policies (
    name text NOT NULL PRIMARY KEY CHECK (name IN ('sla', 'testing')),
    value text NOT NULL
);

-- What a company's contract changes in the targets, as JSON.
ALTER TABLE companies ADD COLUMN sla_override text;

-- Running tickets are brought in line with changed rules one after the other, by a job.
CREATE TABLE reevaluations (
    id {UUID} NOT NULL PRIMARY KEY,
    asked_at {TS} NOT NULL,
    last_ticket {UUID} NOT NULL,
    done bigint NOT NULL,
    total bigint NOT NULL,
    finished_at {TS}
);
CREATE INDEX reevaluations_newest ON reevaluations (asked_at, id);
