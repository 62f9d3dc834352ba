-- The agenda of support asks which activities of work plans lie in a stretch of time: those of
-- everybody, or of one person.
CREATE INDEX work_plan_activities_ahead ON work_plan_activities (ends_at);
CREATE INDEX work_plan_activities_of_person ON work_plan_activities (responsible_id, ends_at);
