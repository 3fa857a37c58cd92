-- Whether a gathering asked for a past day beside the newest one; such an answer says nothing of how the source is doing.
ALTER TABLE gatherings ADD COLUMN past INTEGER NOT NULL DEFAULT 0;
