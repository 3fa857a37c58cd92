-- The step of the SMTP dialogue that was answered: Sender, Recipient or Content; null where nothing was answered, and for attempts made before this.
ALTER TABLE attempts ADD COLUMN phase TEXT;

-- Mails of the bounce mailboxes whose reading was begun and has not ended, and how often: one that was begun twice is skipped.
CREATE TABLE returns_begun (
    key   TEXT PRIMARY KEY,
    times INTEGER NOT NULL,
    at    INTEGER NOT NULL
) WITHOUT ROWID;

-- Whether any digest expired of late is asked by each plan.
CREATE INDEX outbox_expired ON outbox(done_at) WHERE state = 'Expired';
