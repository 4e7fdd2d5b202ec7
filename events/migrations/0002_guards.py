"""Rules that hold whoever writes: append-only history, four eyes, supported values, and a bell on the outbox."""

from django.db import migrations

HISTORY = """
CREATE FUNCTION tracker_refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'history is append-only: % of % refused', TG_OP, TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE FUNCTION tracker_erase_only_when_recorded() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('tracker.erasing', true) IS DISTINCT FROM OLD.revision_id::text THEN
    RAISE EXCEPTION 'a body is destroyed only by the action that records it' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN OLD;
END $$;
CREATE TRIGGER revisions_are_append_only BEFORE UPDATE OR DELETE ON events_revision
  FOR EACH ROW EXECUTE FUNCTION tracker_refuse_rewriting();
CREATE TRIGGER revisions_are_not_truncated BEFORE TRUNCATE ON events_revision
  FOR EACH STATEMENT EXECUTE FUNCTION tracker_refuse_rewriting();
CREATE TRIGGER bodies_are_not_rewritten BEFORE UPDATE ON events_revisionbody
  FOR EACH ROW EXECUTE FUNCTION tracker_refuse_rewriting();
CREATE TRIGGER bodies_are_erased_only_when_recorded BEFORE DELETE ON events_revisionbody
  FOR EACH ROW EXECUTE FUNCTION tracker_erase_only_when_recorded();
CREATE TRIGGER bodies_are_not_truncated BEFORE TRUNCATE ON events_revisionbody
  FOR EACH STATEMENT EXECUTE FUNCTION tracker_refuse_rewriting();
"""
NO_HISTORY = """
DROP TRIGGER revisions_are_append_only ON events_revision;
DROP TRIGGER revisions_are_not_truncated ON events_revision;
DROP TRIGGER bodies_are_not_rewritten ON events_revisionbody;
DROP TRIGGER bodies_are_erased_only_when_recorded ON events_revisionbody;
DROP TRIGGER bodies_are_not_truncated ON events_revisionbody;
DROP FUNCTION tracker_refuse_rewriting();
DROP FUNCTION tracker_erase_only_when_recorded();
"""

FOUR_EYES = """
CREATE FUNCTION tracker_four_eyes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM events_revision r
    WHERE r.record = NEW.record AND r.record_id = NEW.record_id AND r.by_id = NEW.by_id
      AND r.act IN ('create', 'change')
      AND r.number > COALESCE((SELECT max(a.number) FROM events_revision a
                               WHERE a.record = NEW.record AND a.record_id = NEW.record_id AND a.act = 'approve'), 0)
  ) THEN
    RAISE EXCEPTION 'whoever coded a record can''t approve it'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'four_eyes';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER four_eyes BEFORE INSERT ON events_revision
  FOR EACH ROW WHEN (NEW.act = 'approve') EXECUTE FUNCTION tracker_four_eyes();
"""
NO_FOUR_EYES = "DROP TRIGGER four_eyes ON events_revision; DROP FUNCTION tracker_four_eyes();"

SUPPORT = """
CREATE FUNCTION tracker_check_support(checked bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  e events_event%ROWTYPE;
  missing text;
BEGIN
  SELECT * INTO e FROM events_event WHERE id = checked AND state IN ('published', 'changed');
  IF NOT FOUND THEN RETURN; END IF;
  SELECT string_agg(f.key, ', ') INTO missing
  FROM (VALUES
    ('direction', e.direction), ('movement_class', e.movement_class), ('route_type', e.route_type),
    ('means', e.means), ('actor_type', e.actor_type), ('intent', e.intent), ('first_public', e.first_public),
    ('occurred', e.occurred), ('place', e.place_precision),
    ('persons', COALESCE(e.persons_min::text, e.persons_max::text, '')), ('outcome', e.outcome)
  ) AS f(key, shown)
  WHERE f.shown <> '' AND NOT EXISTS (
    SELECT 1 FROM events_claim c
    WHERE c.event_id = e.id AND c.field = f.key AND c.standing = 'accepted' AND NOT c.sealed
      AND (jsonb_typeof(c.value) <> 'string' OR c.value #>> '{}' = f.shown)
  );
  IF missing IS NOT NULL THEN
    RAISE EXCEPTION 'event % shows values that no accepted claim supports: %', e.id, missing
      USING ERRCODE = 'check_violation', CONSTRAINT = 'a_public_value_has_an_accepted_claim';
  END IF;
  IF NOT EXISTS (
    SELECT 1 FROM events_revision r WHERE r.record = 'event' AND r.record_id = e.id
      AND r.number = e.approved_version AND r.act = 'approve'
  ) THEN
    RAISE EXCEPTION 'event % is published without an approval in its history', e.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'a_published_event_has_an_approval';
  END IF;
END $$;
CREATE FUNCTION tracker_event_is_supported() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM tracker_check_support(NEW.id);
  RETURN NULL;
END $$;
CREATE FUNCTION tracker_claim_supports() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN PERFORM tracker_check_support(OLD.event_id); END IF;
  IF TG_OP <> 'DELETE' THEN PERFORM tracker_check_support(NEW.event_id); END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER a_public_value_has_an_accepted_claim AFTER INSERT OR UPDATE ON events_event
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION tracker_event_is_supported();
CREATE CONSTRAINT TRIGGER a_public_value_keeps_its_claim AFTER INSERT OR UPDATE OR DELETE ON events_claim
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION tracker_claim_supports();
"""
NO_SUPPORT = """
DROP TRIGGER a_public_value_has_an_accepted_claim ON events_event;
DROP TRIGGER a_public_value_keeps_its_claim ON events_claim;
DROP FUNCTION tracker_event_is_supported();
DROP FUNCTION tracker_claim_supports();
DROP FUNCTION tracker_check_support(bigint);
"""

BELL = """
CREATE FUNCTION tracker_ring() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('outbox', '');
  RETURN NULL;
END $$;
CREATE TRIGGER outbox_rings AFTER INSERT ON events_outboxrow
  FOR EACH STATEMENT EXECUTE FUNCTION tracker_ring();
"""
NO_BELL = "DROP TRIGGER outbox_rings ON events_outboxrow; DROP FUNCTION tracker_ring();"


class Migration(migrations.Migration):
    dependencies = [("events", "0001_initial")]
    operations = [
        migrations.RunSQL(HISTORY, NO_HISTORY),
        migrations.RunSQL(FOUR_EYES, NO_FOUR_EYES),
        migrations.RunSQL(SUPPORT, NO_SUPPORT),
        migrations.RunSQL(BELL, NO_BELL),
    ]
