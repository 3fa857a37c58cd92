-- Mail refused on the spot, which is judged like a bounce.
CREATE INDEX outbox_rejected ON outbox(done_at) WHERE state = 'Rejected';
