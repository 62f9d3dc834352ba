-- The queue is read by what is due next, then what the customer tests by the end of that, then what
-- waits, then what is closed, the last one first; whatever it is narrowed down to, an index has it
-- in that order.
DROP INDEX tickets_by_due;
DROP INDEX tickets_of_company_by_due;
DROP INDEX tickets_of_assignee_by_due;
DROP INDEX tickets_of_category_by_due;
DROP INDEX tickets_of_stage_by_due;
DROP INDEX tickets_waiting_by_due;
DROP INDEX tickets_of_kind_by_due;
DROP INDEX tickets_of_priority_by_due;

CREATE INDEX tickets_by_due ON tickets (
    (CASE WHEN closed_at IS NOT NULL THEN 3 WHEN due_at IS NOT NULL THEN 0
        WHEN testing_ends_at IS NOT NULL THEN 1 ELSE 2 END),
    (CASE WHEN closed_at IS NULL THEN COALESCE(due_at, testing_ends_at) END), closed_at DESC, id
);
CREATE INDEX tickets_of_company_by_due ON tickets (
    company_id,
    (CASE WHEN closed_at IS NOT NULL THEN 3 WHEN due_at IS NOT NULL THEN 0
        WHEN testing_ends_at IS NOT NULL THEN 1 ELSE 2 END),
    (CASE WHEN closed_at IS NULL THEN COALESCE(due_at, testing_ends_at) END), closed_at DESC, id
);
CREATE INDEX tickets_of_assignee_by_due ON tickets (
    assignee_id,
    (CASE WHEN closed_at IS NOT NULL THEN 3 WHEN due_at IS NOT NULL THEN 0
        WHEN testing_ends_at IS NOT NULL THEN 1 ELSE 2 END),
    (CASE WHEN closed_at IS NULL THEN COALESCE(due_at, testing_ends_at) END), closed_at DESC, id
);
CREATE INDEX tickets_of_category_by_due ON tickets (
    category_id,
    (CASE WHEN closed_at IS NOT NULL THEN 3 WHEN due_at IS NOT NULL THEN 0
        WHEN testing_ends_at IS NOT NULL THEN 1 ELSE 2 END),
    (CASE WHEN closed_at IS NULL THEN COALESCE(due_at, testing_ends_at) END), closed_at DESC, id
);
CREATE INDEX tickets_of_stage_by_due ON tickets (
    stage,
    (CASE WHEN closed_at IS NOT NULL THEN 3 WHEN due_at IS NOT NULL THEN 0
        WHEN testing_ends_at IS NOT NULL THEN 1 ELSE 2 END),
    (CASE WHEN closed_at IS NULL THEN COALESCE(due_at, testing_ends_at) END), closed_at DESC, id
);
CREATE INDEX tickets_waiting_by_due ON tickets (
    waiting_on,
    (CASE WHEN closed_at IS NOT NULL THEN 3 WHEN due_at IS NOT NULL THEN 0
        WHEN testing_ends_at IS NOT NULL THEN 1 ELSE 2 END),
    (CASE WHEN closed_at IS NULL THEN COALESCE(due_at, testing_ends_at) END), closed_at DESC, id
);
CREATE INDEX tickets_of_kind_by_due ON tickets (
    kind,
    (CASE WHEN closed_at IS NOT NULL THEN 3 WHEN due_at IS NOT NULL THEN 0
        WHEN testing_ends_at IS NOT NULL THEN 1 ELSE 2 END),
    (CASE WHEN closed_at IS NULL THEN COALESCE(due_at, testing_ends_at) END), closed_at DESC, id
);
CREATE INDEX tickets_of_priority_by_due ON tickets (
    priority,
    (CASE WHEN closed_at IS NOT NULL THEN 3 WHEN due_at IS NOT NULL THEN 0
        WHEN testing_ends_at IS NOT NULL THEN 1 ELSE 2 END),
    (CASE WHEN closed_at IS NULL THEN COALESCE(due_at, testing_ends_at) END), closed_at DESC, id
);
