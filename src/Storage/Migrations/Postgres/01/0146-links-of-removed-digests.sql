-- 1 for a digest that its reader removed: the links of its mails lead to the reader's page, and end nothing by themselves.
ALTER TABLE former_subscribers ADD COLUMN was_digest INTEGER NOT NULL DEFAULT 0;
