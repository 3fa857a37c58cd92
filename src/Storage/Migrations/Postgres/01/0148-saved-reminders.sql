-- Who is reminded each week of the papers that they saved.
CREATE TABLE saved_reminders (
    subscriber_id BIGINT PRIMARY KEY REFERENCES subscribers(id) ON DELETE CASCADE,
    next_at       BIGINT NOT NULL                        -- of the next reminder
);
CREATE INDEX saved_reminders_next ON saved_reminders(next_at);
