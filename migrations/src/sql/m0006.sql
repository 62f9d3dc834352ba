-- Names as they are compared: engines disagree about the case and order of letters beyond ASCII, so
-- what is sorted by is folded before it comes here.
ALTER TABLE companies ADD COLUMN folded_name {SORTED} NOT NULL DEFAULT '';
ALTER TABLE people ADD COLUMN folded_name {SORTED} NOT NULL DEFAULT '';
ALTER TABLE categories ADD COLUMN folded_name {SORTED} NOT NULL DEFAULT '';
CREATE INDEX companies_by_name ON companies (folded_name, id);
