-- Changes that only support sees, such as a draft of a plan. Staff's version of a ticket counts them
-- beside the public changes, the customers' does not.
ALTER TABLE tickets ADD COLUMN internal_changes bigint NOT NULL DEFAULT 0;

-- One row a version. A draft that is given up goes; a version that the customer was sent stays, so
-- that neither a gap in the numbers nor a missing decision tells anything but the truth.
CREATE TABLE work_plans (
    id {UUID} NOT NULL PRIMARY KEY,
    ticket_id {UUID} NOT NULL REFERENCES tickets (id),
    version integer NOT NULL,
    state text NOT NULL
        CHECK (state IN ('draft', 'submitted', 'approved', 'rejected', 'withdrawn')),
    objective text NOT NULL,
    submitted_at {TS},
    decided_at {TS},
    decided_by {UUID} REFERENCES people (id),
    decision_comment text,
    discarded_at {TS},
    CHECK ((state = 'draft') = (submitted_at IS NULL)),
    CHECK ((state IN ('approved', 'rejected')) = (decided_at IS NOT NULL)),
    CHECK ((decided_at IS NULL) = (decided_by IS NULL)),
    CONSTRAINT work_plans_in_order UNIQUE (ticket_id, version)
);

-- An activity keeps its id from one version to the next.
CREATE TABLE work_plan_activities (
    plan_id {UUID} NOT NULL REFERENCES work_plans (id),
    id {UUID} NOT NULL,
    position smallint NOT NULL,
    title text NOT NULL,
    responsible_id {UUID} NOT NULL REFERENCES people (id),
    starts_at {TS} NOT NULL,
    ends_at {TS} NOT NULL,
    state text NOT NULL CHECK (state IN ('pending', 'in_progress', 'done', 'cancelled')),
    notes text,
    PRIMARY KEY (plan_id, id)
);
