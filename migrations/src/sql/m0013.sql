-- The company that an entry concerns. What was recorded before this step gets it where what it was
-- done to still tells.
ALTER TABLE audit ADD COLUMN company_id {UUID};
UPDATE audit SET company_id = target_id WHERE action IN ('company.created', 'company.updated');
UPDATE audit SET company_id = (SELECT company_id FROM people WHERE people.id = audit.target_id)
    WHERE action IN ('reporter.invited', 'reporter.removed');
UPDATE audit SET company_id = (SELECT company_id FROM api_keys WHERE api_keys.id = audit.target_id)
    WHERE action IN ('api_key.created', 'api_key.revoked');
UPDATE audit SET company_id = (SELECT company_id FROM webhooks WHERE webhooks.id = audit.target_id)
    WHERE action IN ('webhook.created', 'webhook.updated', 'webhook.secret_rotated',
                     'webhook.redelivered', 'webhook.disabled');
CREATE INDEX audit_of_action ON audit (action, at, id);
CREATE INDEX audit_of_actor ON audit (actor_id, at, id);
CREATE INDEX audit_of_company ON audit (company_id, at, id);
