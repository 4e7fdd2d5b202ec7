"""What editors may do with the tables of articles and reviews."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

EDITOR = ("add_article", "change_article", "view_article", "view_suggestion", "view_linkcheck", "view_notsame")


def widen_groups(apps, _):
    config = apps.get_app_config("events")
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None
    permissions = apps.get_model("auth", "Permission").objects.filter(content_type__app_label="events")
    for group in apps.get_model("auth", "Group").objects.filter(name__in=["Editor", "Reviewer"]):
        group.permissions.add(*permissions.filter(codename__in=EDITOR))


class Migration(migrations.Migration):
    dependencies = [("events", "0006_articles_and_reviews")]
    operations = [migrations.RunPython(widen_groups, migrations.RunPython.noop)]
