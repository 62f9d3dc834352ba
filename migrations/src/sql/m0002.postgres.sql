-- What the customer was sent and what she decided stays as it was.
CREATE FUNCTION refuse_change_of_decision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'a decision of the customer stands'; END $$;
CREATE TRIGGER decisions_are_never_changed
BEFORE UPDATE OF ticket_id, version, state, submitted_at, decided_at, decided_by, decision_comment
ON work_plans FOR EACH ROW WHEN (OLD.decided_at IS NOT NULL)
EXECUTE FUNCTION refuse_change_of_decision();

CREATE FUNCTION refuse_change_of_submitted_plan() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'a submitted plan is not changed'; END $$;
CREATE TRIGGER submitted_plans_are_never_changed
BEFORE UPDATE OF objective ON work_plans FOR EACH ROW WHEN (OLD.submitted_at IS NOT NULL)
EXECUTE FUNCTION refuse_change_of_submitted_plan();
CREATE TRIGGER submitted_plans_are_never_removed
BEFORE DELETE ON work_plans FOR EACH ROW WHEN (OLD.submitted_at IS NOT NULL)
EXECUTE FUNCTION refuse_change_of_submitted_plan();

CREATE FUNCTION refuse_change_of_submitted_activity() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM work_plans
        WHERE id = COALESCE(OLD.plan_id, NEW.plan_id) AND submitted_at IS NOT NULL
    ) THEN
        RAISE EXCEPTION 'a submitted plan is not changed';
    END IF;
    RETURN COALESCE(NEW, OLD);
END $$;
CREATE TRIGGER no_activity_joins_a_submitted_plan
BEFORE INSERT ON work_plan_activities
FOR EACH ROW EXECUTE FUNCTION refuse_change_of_submitted_activity();
CREATE TRIGGER submitted_activities_are_never_changed
BEFORE UPDATE OF plan_id, id, position, title, responsible_id, starts_at, ends_at
ON work_plan_activities
FOR EACH ROW EXECUTE FUNCTION refuse_change_of_submitted_activity();
CREATE TRIGGER submitted_activities_are_never_removed
BEFORE DELETE ON work_plan_activities
FOR EACH ROW EXECUTE FUNCTION refuse_change_of_submitted_activity();
