-- A foreign key looks each row up by itself, a million times in a plan. These hold to the same, once a statement: whoever adds rows
-- locks what they name, so whoever deletes that waits for them and then finds them. Their plans are kept from one statement to
-- the next, which may be of another size, so each is told to go by the index.
CREATE FUNCTION outbox_names_what_is() RETURNS trigger LANGUAGE plpgsql SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
DECLARE
    here BIGINT;
BEGIN
    SELECT count(*) INTO here FROM (SELECT FROM subscribers WHERE id IN (SELECT subscriber_id FROM added) FOR KEY SHARE) s;
    IF here <> (SELECT count(DISTINCT subscriber_id) FROM added) THEN
        RAISE foreign_key_violation USING MESSAGE = 'a row of outbox names a subscriber that does not exist', TABLE = 'outbox';
    END IF;
    SELECT count(*) INTO here FROM (SELECT FROM digests WHERE id IN (SELECT digest_id FROM added) FOR KEY SHARE) d;
    IF here <> (SELECT count(DISTINCT digest_id) FROM added) THEN
        RAISE foreign_key_violation USING MESSAGE = 'a row of outbox names a digest that does not exist', TABLE = 'outbox';
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION outbox_names_the_same() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE foreign_key_violation USING MESSAGE = 'the subscriber and the digest of an outbox row never change', TABLE = 'outbox';
END $$;

CREATE FUNCTION subscribers_leave_outbox() RETURNS trigger LANGUAGE plpgsql SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
BEGIN
    DELETE FROM outbox WHERE subscriber_id IN (SELECT id FROM removed);
    RETURN NULL;
END $$;

CREATE FUNCTION digests_stay_for_outbox() RETURNS trigger LANGUAGE plpgsql SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
DECLARE
    used BIGINT;
BEGIN
    SELECT id INTO used FROM removed r WHERE EXISTS (SELECT FROM outbox o WHERE o.digest_id = r.id) LIMIT 1;
    IF FOUND THEN
        RAISE foreign_key_violation USING MESSAGE = format('digest %s is deleted, but a row of outbox names it', used), TABLE = 'outbox';
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER outbox_names_what_is AFTER INSERT ON outbox REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION outbox_names_what_is();
CREATE TRIGGER outbox_names_the_same BEFORE UPDATE OF subscriber_id, digest_id ON outbox FOR EACH ROW
    WHEN (OLD.subscriber_id <> NEW.subscriber_id OR OLD.digest_id IS DISTINCT FROM NEW.digest_id) EXECUTE FUNCTION outbox_names_the_same();
CREATE TRIGGER subscribers_leave_outbox AFTER DELETE ON subscribers REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION subscribers_leave_outbox();
CREATE TRIGGER digests_stay_for_outbox AFTER DELETE ON digests REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION digests_stay_for_outbox();

ALTER TABLE outbox DROP CONSTRAINT outbox_subscriber_id_fkey, DROP CONSTRAINT outbox_digest_id_fkey;
