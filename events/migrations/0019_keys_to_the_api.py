"""Keys to the API: what the desk knows of each, what the public door knows it by, and the days of its use."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.db import migrations, models

import events.vocabulary.desk

TODAY = """
CREATE FUNCTION tracker_key_use_is_of_today() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF abs(NEW.day - (now() AT TIME ZONE 'Asia/Seoul')::date) > 1 THEN
    RAISE EXCEPTION 'a key is used today'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'a_key_is_used_today';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER a_key_is_used_today BEFORE INSERT ON events_keyuse
  FOR EACH ROW EXECUTE FUNCTION tracker_key_use_is_of_today();
"""
ANY_DAY = "DROP TRIGGER a_key_is_used_today ON events_keyuse; DROP FUNCTION tracker_key_use_is_of_today();"


def widen_group(apps, _):
    config = apps.get_app_config("events")
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None
    permissions = apps.get_model("auth", "Permission").objects.filter(content_type__app_label="events")
    for group in apps.get_model("auth", "Group").objects.filter(name="Administrator"):
        group.permissions.add(*permissions.filter(codename__in=["add_apikey", "change_apikey", "view_apikey"]))


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0018_answers_without_a_scan"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ApiKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "name",
                    models.CharField(
                        help_text="Whose key it is and what for, as “Seoul lab, mirror”.",
                        max_length=120,
                        verbose_name="name",
                    ),
                ),
                (
                    "hint",
                    models.CharField(
                        help_text="How the key begins, to tell it by.",
                        max_length=12,
                        unique=True,
                        verbose_name="begins with",
                    ),
                ),
                (
                    "scopes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(choices=events.vocabulary.desk.ApiScope.choices, max_length=10),
                        help_text="Which quotas are the higher ones. No scope opens a field.",
                        verbose_name="scopes",
                    ),
                ),
                ("made_on", models.DateField(help_text="Day on which it was made.", verbose_name="made on")),
                (
                    "expires_on",
                    models.DateField(
                        help_text="Last day on which it works, in Korean time; a year at most.",
                        verbose_name="expires on",
                    ),
                ),
                (
                    "revoked_on",
                    models.DateField(
                        help_text="Day since which it does not work.", null=True, verbose_name="revoked on"
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        help_text="Administrator.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="made by",
                    ),
                ),
                (
                    "revoked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="revoked by",
                    ),
                ),
            ],
            options={
                "verbose_name": "API key",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="KeyUse",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "key_id", "day", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "day",
                    models.DateField(
                        help_text="Korean day. What was asked is written down nowhere.", verbose_name="day"
                    ),
                ),
                (
                    "key",
                    models.ForeignKey(
                        help_text="Which key.",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="uses",
                        to="events.apikey",
                    ),
                ),
            ],
            options={
                "verbose_name": "use of a key",
                "verbose_name_plural": "uses of keys",
            },
        ),
        migrations.CreateModel(
            name="LiveKey",
            fields=[
                (
                    "digest",
                    models.CharField(
                        help_text="SHA-256 of the whole key, as hex.",
                        max_length=64,
                        primary_key=True,
                        serialize=False,
                        verbose_name="digest",
                    ),
                ),
                (
                    "scopes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=10), help_text="The same as the key's."
                    ),
                ),
                ("expires_on", models.DateField(help_text="The same as the key's.", verbose_name="expires on")),
                (
                    "key",
                    models.OneToOneField(
                        help_text="The key at the desk.",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="live",
                        to="events.apikey",
                    ),
                ),
            ],
            options={
                "verbose_name": "live key",
            },
        ),
        migrations.AddConstraint(
            model_name="apikey",
            constraint=models.CheckConstraint(condition=models.Q(("scopes__len__gte", 1)), name="a_key_has_a_scope"),
        ),
        migrations.AddConstraint(
            model_name="apikey",
            constraint=models.CheckConstraint(
                condition=models.Q(("expires_on__gte", models.F("made_on"))), name="a_key_works_for_a_day_at_least"
            ),
        ),
        migrations.AddConstraint(
            model_name="apikey",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("revoked_by", None), ("revoked_on", None)),
                    models.Q(("revoked_by__isnull", False), ("revoked_on__isnull", False)),
                    _connector="OR",
                ),
                name="a_revoked_key_says_by_whom",
            ),
        ),
        migrations.RunSQL(TODAY, ANY_DAY),
        migrations.RunPython(widen_group, migrations.RunPython.noop),
    ]
