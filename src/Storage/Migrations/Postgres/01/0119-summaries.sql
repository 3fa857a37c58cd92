-- What a machine wrote of a paper, and who made it.
ALTER TABLE papers ADD COLUMN summary TEXT;
ALTER TABLE papers ADD COLUMN summary_by TEXT;
