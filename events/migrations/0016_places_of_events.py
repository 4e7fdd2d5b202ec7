from django.db import migrations, models

LAT = "Of the middle of the public place, WGS 84."
FILL = """
UPDATE {table} SET lat = (document::jsonb ->> 'lat')::double precision,
                   lon = (document::jsonb ->> 'lon')::double precision
 WHERE document::jsonb ->> 'lat' IS NOT NULL
"""


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0015_figures_reconciled"),
    ]

    operations = [
        *(
            migrations.AddField(model, name, models.FloatField(words, null=True, help_text=LAT))
            for model in ("publicevent", "publicversion")
            for name, words in (("lat", "latitude"), ("lon", "longitude"))
        ),
        migrations.RunSQL(FILL.format(table="events_publicevent"), migrations.RunSQL.noop),
        migrations.RunSQL(FILL.format(table="events_publicversion"), migrations.RunSQL.noop),
        migrations.AddIndex("publicevent", models.Index(fields=["lon", "lat"], name="events_in_a_box")),
    ]
