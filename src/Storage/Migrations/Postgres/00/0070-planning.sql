-- Serves both "who is due" and "who belongs to this cohort", so that moving a reader on to the next slot touches one index.
CREATE INDEX subscriptions_slot ON subscriptions(next_at, topic_set_id) WHERE state = 'Confirmed';
DROP INDEX subscriptions_due;
DROP INDEX subscriptions_cohort;

-- Who waits for an open digest; small, whatever the history.
CREATE INDEX outbox_waiting ON outbox(subscriber_id) WHERE state IN ('Ready', 'Taken', 'InDoubt');
CREATE INDEX outbox_digest ON outbox(digest_id);
CREATE INDEX digests_previous ON digests(previous_id);

-- These two change all the time: room beside each row for its next version, and vacuum before the dead outnumber the living.
ALTER TABLE outbox SET (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.02);
ALTER TABLE subscriptions SET (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.05);
