-- Until when an endpoint has asked not to be sent anything.
ALTER TABLE webhooks ADD COLUMN not_before {TS};
