"""Who undid a merge or split an event can't approve it either; a takedown stands without a second person."""

from django.db import migrations

CODED_OLD = "r.act IN ('create', 'change')"
CODED = "r.act IN ('create', 'change', 'split', 'unmerge')"
APPROVED_OLD = "r.number = e.approved_version AND r.act = 'approve'"
APPROVED = (
    "r.number = e.approved_version AND (r.act IN ('approve', 'take_down') OR (r.act = 'merge' AND e.state = 'changed'))"
)
REPLACE = """
DO $do$
DECLARE
  written text := pg_get_functiondef('{function}'::regprocedure);
BEGIN
  IF position($old${old}$old$ IN written) = 0 THEN
    RAISE EXCEPTION '{function} is not what this migration expects';
  END IF;
  EXECUTE replace(written, $old${old}$old$, $new${new}$new$);
END $do$;
"""


def replace(function: str, old: str, new: str) -> migrations.RunSQL:
    """Change one condition of a function, there and back; a function that reads otherwise stops the migration."""
    return migrations.RunSQL(
        REPLACE.format(function=function, old=old, new=new), REPLACE.format(function=function, old=new, new=old)
    )


class Migration(migrations.Migration):
    dependencies = [("events", "0007_desk_groups")]
    operations = [
        replace("tracker_four_eyes()", CODED_OLD, CODED),
        replace("tracker_check_support(bigint)", APPROVED_OLD, APPROVED),
    ]
