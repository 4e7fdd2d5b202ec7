"""The three roles of the database. What each may do stands in models/grants.csv and is applied after each migration."""

from django.db import migrations

ROLES = """
DO $$
DECLARE
  wanted record;
BEGIN
  FOR wanted IN VALUES ('tracker_owner', 'LOGIN CREATEROLE'), ('tracker_desk', 'LOGIN'), ('tracker_public', 'LOGIN') LOOP
    BEGIN
      IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = wanted.column1) THEN
        EXECUTE format('CREATE ROLE %I %s', wanted.column1, wanted.column2);
        IF wanted.column1 = 'tracker_public' THEN
          ALTER ROLE tracker_public SET default_transaction_read_only = on;
          ALTER ROLE tracker_public SET statement_timeout = '3s';
        END IF;
      END IF;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN
      NULL;  -- another database of this server made it at the same moment: roles belong to the whole server
    END;
  END LOOP;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("events", "0002_guards")]
    operations = [migrations.RunSQL(ROLES, migrations.RunSQL.noop)]
