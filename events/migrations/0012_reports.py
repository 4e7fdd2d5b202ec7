"""Reports of errors: what readers may add and never read, and what became of each for whoever holds its receipt."""

import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.db import migrations, models

import events.vocabulary.desk

BEGINS = """
CREATE FUNCTION tracker_report_begins() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state <> 'received' OR NEW.answer <> '' OR NEW.change IS NOT NULL OR NEW.closed_on IS NOT NULL
     OR abs(NEW.received_on - (now() AT TIME ZONE 'Asia/Seoul')::date) > 1 THEN
    RAISE EXCEPTION 'a report begins as received, today and without an answer'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'a_report_begins_as_received';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER a_report_begins_as_received BEFORE INSERT ON events_publicreport
  FOR EACH ROW EXECUTE FUNCTION tracker_report_begins();
"""
NEVER = "DROP TRIGGER a_report_begins_as_received ON events_publicreport; DROP FUNCTION tracker_report_begins();"


def widen_groups(apps, _):
    config = apps.get_app_config("events")
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None
    permissions = apps.get_model("auth", "Permission").objects.filter(content_type__app_label="events")
    for group in apps.get_model("auth", "Group").objects.filter(name__in=["Editor", "Reviewer"]):
        group.permissions.add(*permissions.filter(codename__in=["view_report", "change_report"]))


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0011_identity_guards"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PublicReport",
            fields=[
                (
                    "digest",
                    models.CharField(
                        help_text="SHA-256 of the receipt, as hex.",
                        max_length=64,
                        primary_key=True,
                        serialize=False,
                        verbose_name="digest",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=events.vocabulary.desk.ReportState.choices,
                        default=events.vocabulary.desk.ReportState["RECEIVED"],
                        help_text="What became of it.",
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                (
                    "answer",
                    models.TextField(
                        blank=True, help_text="What the desk says to whoever sent it. Public.", verbose_name="answer"
                    ),
                ),
                (
                    "change",
                    models.PositiveBigIntegerField(
                        blank=True, help_text="Number of the public change.", null=True, verbose_name="change"
                    ),
                ),
                ("received_on", models.DateField(help_text="Day, never the minute.", verbose_name="received on")),
                (
                    "closed_on",
                    models.DateField(
                        blank=True, help_text="Day on which it was decided.", null=True, verbose_name="closed on"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Report",
            fields=[
                (
                    "status",
                    models.OneToOneField(
                        help_text="Its part that a receipt opens.",
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="events.publicreport",
                    ),
                ),
                (
                    "about",
                    models.CharField(
                        blank=True,
                        help_text="Public id of a record; empty: the site.",
                        max_length=20,
                        verbose_name="about",
                    ),
                ),
                (
                    "field",
                    models.CharField(
                        blank=True,
                        help_text="Which field; empty: all of the record.",
                        max_length=40,
                        verbose_name="field",
                    ),
                ),
                (
                    "text",
                    models.TextField(
                        blank=True, help_text="As it was sent; empty once erased.", verbose_name="what is wrong"
                    ),
                ),
                (
                    "link",
                    models.CharField(
                        blank=True, help_text="Address or citation.", max_length=500, verbose_name="where it is shown"
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        help_text="Language of the form, so that of the answer.", max_length=2, verbose_name="language"
                    ),
                ),
                (
                    "erased_on",
                    models.DateField(
                        help_text="Day on which its words were erased.", null=True, verbose_name="erased on"
                    ),
                ),
            ],
            options={
                "ordering": ["status__received_on", "pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="publicreport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", events.vocabulary.desk.ReportState["DECLINED"]), _negated=True),
                    models.Q(("answer", ""), _negated=True),
                    _connector="OR",
                ),
                name="a_refusal_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="publicreport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", events.vocabulary.desk.ReportState["ACCEPTED"]), _negated=True),
                    ("change__isnull", False),
                    _connector="OR",
                ),
                name="an_accepted_report_names_its_change",
            ),
        ),
        migrations.AddConstraint(
            model_name="publicreport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("closed_on__isnull", False),
                        (
                            "state__in",
                            [
                                events.vocabulary.desk.ReportState["ACCEPTED"],
                                events.vocabulary.desk.ReportState["DECLINED"],
                            ],
                        ),
                    ),
                    models.Q(
                        ("answer", ""),
                        ("closed_on", None),
                        (
                            "state__in",
                            [
                                events.vocabulary.desk.ReportState["RECEIVED"],
                                events.vocabulary.desk.ReportState["LOOKING"],
                            ],
                        ),
                    ),
                    _connector="OR",
                ),
                name="a_closed_report_says_when",
            ),
        ),
        migrations.AddField(
            model_name="report",
            name="decided_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="decided by",
            ),
        ),
        migrations.AddField(
            model_name="report",
            name="taken_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="taken up by",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("erased_on__isnull", False), ("link", ""), ("text", "")),
                    models.Q(("erased_on", None), models.Q(("text", ""), _negated=True)),
                    _connector="OR",
                ),
                name="an_erased_report_keeps_no_words",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=django.db.models.lookups.LessThanOrEqual(
                    django.db.models.functions.text.Length("text"), 2000
                ),
                name="a_report_is_short",
            ),
        ),
        migrations.RunSQL(BEGINS, NEVER),
        migrations.RunPython(widen_groups, migrations.RunPython.noop),
    ]
