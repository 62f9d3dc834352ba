-- Counts nothing: its lock lets those who make endpoints of support count one after the other, as the
-- company's row does for those of a company.
INSERT INTO counters (name, value) VALUES ('webhooks_of_support', 0);
