-- When an endpoint was deleted. Nobody knows of it any more; its row goes once its log is removed.
ALTER TABLE webhooks ADD COLUMN deleted_at {TS} CHECK (deleted_at IS NULL OR NOT active);
