"""Editor, Reviewer and Administrator. An administrator keeps accounts and has no right over content."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

CODED = ("publisher", "source", "event", "eventlink", "claim", "place", "subject", "series", "figure")
SEEN = ("revision", "outboxrow", "yearlystatistic", "statisticrun", "statisticyear")
EDITOR = {f"{verb}_{model}" for verb in ("add", "change", "view") for model in CODED}
EDITOR |= {f"view_{model}" for model in SEEN} | {"delete_claim", "delete_eventlink"}
GROUPS = {
    "Editor": EDITOR,
    "Reviewer": EDITOR | {"review"},
    "Administrator": {f"{verb}_user" for verb in ("add", "change", "view")} | {"view_group"},
}


def make_groups(apps, _):
    for label in ("auth", "contenttypes", "events"):
        config = apps.get_app_config(label)
        config.models_module = True
        create_permissions(config, apps=apps, verbosity=0)
        config.models_module = None
    permissions = apps.get_model("auth", "Permission").objects.filter(content_type__app_label__in=["auth", "events"])
    for name, codenames in GROUPS.items():
        group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        group.permissions.set(permissions.filter(codename__in=codenames))


class Migration(migrations.Migration):
    dependencies = [("events", "0003_roles"), ("auth", "0012_alter_user_first_name_max_length")]
    operations = [migrations.RunPython(make_groups, migrations.RunPython.noop)]
