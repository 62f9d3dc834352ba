-- What the customer was sent and what she decided stays as it was.
CREATE TRIGGER decisions_are_never_changed
BEFORE UPDATE OF ticket_id, version, state, submitted_at, decided_at, decided_by, decision_comment
ON work_plans WHEN OLD.decided_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a decision of the customer stands'); END;
CREATE TRIGGER submitted_plans_are_never_changed
BEFORE UPDATE OF objective ON work_plans WHEN OLD.submitted_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a submitted plan is not changed'); END;
CREATE TRIGGER submitted_plans_are_never_removed
BEFORE DELETE ON work_plans WHEN OLD.submitted_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a submitted plan is not changed'); END;
CREATE TRIGGER no_activity_joins_a_submitted_plan
BEFORE INSERT ON work_plan_activities
WHEN (SELECT submitted_at FROM work_plans WHERE id = NEW.plan_id) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a submitted plan is not changed'); END;
CREATE TRIGGER submitted_activities_are_never_changed
BEFORE UPDATE OF plan_id, id, position, title, responsible_id, starts_at, ends_at
ON work_plan_activities
WHEN (SELECT submitted_at FROM work_plans WHERE id = OLD.plan_id) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a submitted plan is not changed'); END;
CREATE TRIGGER submitted_activities_are_never_removed
BEFORE DELETE ON work_plan_activities
WHEN (SELECT submitted_at FROM work_plans WHERE id = OLD.plan_id) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a submitted plan is not changed'); END;
