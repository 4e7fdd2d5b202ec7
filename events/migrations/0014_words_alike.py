"""The list of all words of the public record, and the words of each event as plain words with keys for all spellings."""

import django.contrib.postgres.search
from django.contrib.postgres.search import SearchVector
from django.db import migrations, models
from django.db.models import Value

from events import spelling

COUNT = """
INSERT INTO events_publicword (word, letters, events) VALUES (%s, %s, 1)
ON CONFLICT (word) DO UPDATE SET events = events_publicword.events + 1
"""


def spell(apps, schema_editor):
    """Write the words of events that are public already, as their next approval will."""
    search = apps.get_model("events", "PublicSearch")
    for row in search.objects.iterator(500):
        words = spelling.sequence(row.words)
        keys = Value(" ".join(sorted(spelling.keys(row.words))))
        search.objects.filter(pk=row.pk).update(
            words=f" {' '.join(words)} ", vector=SearchVector(keys, config="simple")
        )
        listed = sorted(word for word in set(words) if spelling.is_listed(word))
        with schema_editor.connection.cursor() as cursor:
            cursor.executemany(COUNT, [(word, spelling.letters(word)) for word in listed])


class Migration(migrations.Migration):
    dependencies = [("events", "0013_public_versions")]

    operations = [
        migrations.CreateModel(
            name="PublicWord",
            fields=[
                (
                    "word",
                    models.TextField(
                        help_text="In small letters, without diacritics.",
                        primary_key=True,
                        serialize=False,
                        verbose_name="word",
                    ),
                ),
                (
                    "letters",
                    models.TextField(
                        db_index=True, help_text="The word letter by letter, Hangul too.", verbose_name="letters"
                    ),
                ),
                (
                    "events",
                    models.PositiveIntegerField(
                        help_text="In how many public events it stands.", verbose_name="events"
                    ),
                ),
            ],
        ),
        migrations.RemoveIndex(model_name="publicsearch", name="event_trigrams"),
        migrations.AlterField(
            model_name="publicsearch",
            name="words",
            field=models.TextField(
                help_text="Titles, summaries and place names in both languages, plain words in their order.",
                verbose_name="words",
            ),
        ),
        migrations.AlterField(
            model_name="publicsearch",
            name="vector",
            field=django.contrib.postgres.search.SearchVectorField(
                help_text="The keys of those words, the same for every spelling.", verbose_name="vector"
            ),
        ),
        migrations.AlterField(
            model_name="publicchange",
            name="record",
            field=models.CharField(
                help_text="event, source, figure, series or place.", max_length=12, verbose_name="record"
            ),
        ),
        migrations.RunPython(spell, migrations.RunPython.noop, elidable=True),
    ]
