-- Who is reminded each week of the papers that they saved.
CREATE TABLE saved_reminders (
    subscriber_id INTEGER PRIMARY KEY REFERENCES subscribers(id) ON DELETE CASCADE,
    next_at       INTEGER NOT NULL                        -- of the next reminder
);
CREATE INDEX saved_reminders_next ON saved_reminders(next_at);
