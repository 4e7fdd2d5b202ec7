"""Webhooks: whom changes are sent to, and who at the desk may see and keep them."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.db import migrations, models

import events.vocabulary.desk

GROUPS = {
    "Administrator": ["add_webhook", "change_webhook", "view_webhook"],
    "Editor": ["view_webhook"],
    "Reviewer": ["view_webhook"],
}


def widen_groups(apps, _):
    config = apps.get_app_config("events")
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None
    permissions = apps.get_model("auth", "Permission").objects.filter(content_type__app_label="events")
    for name, codenames in GROUPS.items():
        group = apps.get_model("auth", "Group").objects.get(name=name)
        group.permissions.add(*permissions.filter(codename__in=codenames))


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0019_keys_to_the_api"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Webhook",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "url",
                    models.CharField(
                        help_text="Where changes are sent, beginning with https://.",
                        max_length=1000,
                        verbose_name="address",
                    ),
                ),
                (
                    "whose",
                    models.CharField(
                        help_text="The newsroom or researcher, and whom to ask there.",
                        max_length=200,
                        verbose_name="whose",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=events.vocabulary.desk.WebhookState.choices,
                        default=events.vocabulary.desk.WebhookState["UNPROVEN"],
                        help_text="On from an accepted test until it is stopped or switched off.",
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                (
                    "state_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now,
                        help_text="Since when it is in this state.",
                        verbose_name="since",
                    ),
                ),
                (
                    "state_reason",
                    models.CharField(
                        blank=True, help_text="Why it was stopped or switched off.", max_length=300, verbose_name="why"
                    ),
                ),
                (
                    "salt",
                    models.CharField(
                        help_text="The secret follows from it and SECRET_KEY.", max_length=64, verbose_name="salt"
                    ),
                ),
                (
                    "salt_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now,
                        help_text="When the secret was made.",
                        verbose_name="secret since",
                    ),
                ),
                (
                    "mark",
                    models.CharField(
                        help_text="First letters of a hash of the secret: which one it is.",
                        max_length=8,
                        verbose_name="mark",
                    ),
                ),
                (
                    "previous_salt",
                    models.CharField(
                        blank=True, help_text="Of the secret before.", max_length=64, verbose_name="salt before"
                    ),
                ),
                (
                    "previous_until",
                    models.DateTimeField(
                        help_text="Until when both sign.", null=True, verbose_name="secret before, until"
                    ),
                ),
                (
                    "delivered",
                    models.PositiveBigIntegerField(
                        help_text="Number of the last change that was accepted.", verbose_name="delivered"
                    ),
                ),
                (
                    "trying",
                    models.PositiveBigIntegerField(
                        help_text="Last number of the batch being sent.", null=True, verbose_name="trying"
                    ),
                ),
                (
                    "turn",
                    models.PositiveIntegerField(
                        default=0, help_text="Counts tries and steps; only the last one counts.", verbose_name="turn"
                    ),
                ),
                (
                    "held_until",
                    models.DateTimeField(
                        help_text="Until when one worker alone sends.", null=True, verbose_name="held until"
                    ),
                ),
                (
                    "next_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, help_text="Nothing is sent before.", verbose_name="next try"
                    ),
                ),
                (
                    "failures",
                    models.PositiveIntegerField(
                        default=0, help_text="How often in a row it was not accepted.", verbose_name="failures"
                    ),
                ),
                (
                    "failing_since",
                    models.DateTimeField(help_text="First of these failures.", null=True, verbose_name="failing since"),
                ),
                (
                    "status",
                    models.PositiveSmallIntegerField(
                        help_text="Last HTTP status; empty without answer.", null=True, verbose_name="status"
                    ),
                ),
                (
                    "note",
                    models.CharField(
                        blank=True, help_text="What went wrong the last time.", max_length=200, verbose_name="note"
                    ),
                ),
                (
                    "accepted_at",
                    models.DateTimeField(
                        help_text="When anything was last accepted.", null=True, verbose_name="accepted at"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created at")),
                (
                    "created_by",
                    models.ForeignKey(
                        help_text="Who added it.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "state_by",
                    models.ForeignKey(
                        help_text="Empty: the program itself.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("url__startswith", "https://")), name="a_hook_is_reached_by_https"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                (
                                    "state__in",
                                    [
                                        events.vocabulary.desk.WebhookState["UNPROVEN"],
                                        events.vocabulary.desk.WebhookState["ON"],
                                    ],
                                ),
                                ("state_reason", ""),
                            ),
                            models.Q(
                                (
                                    "state__in",
                                    [
                                        events.vocabulary.desk.WebhookState["STOPPED"],
                                        events.vocabulary.desk.WebhookState["BROKEN"],
                                    ],
                                ),
                                models.Q(("state_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="a_hook_that_is_off_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("trying", None), ("trying__gt", models.F("delivered")), _connector="OR"),
                        name="a_hook_tries_what_is_not_delivered",
                    ),
                    models.UniqueConstraint(fields=("url",), name="one_hook_for_an_address"),
                ],
            },
        ),
        migrations.RunPython(widen_groups, migrations.RunPython.noop),
    ]
