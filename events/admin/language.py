"""Names and help texts stand in English in the models; at the desk they pass through the language's catalogue."""

from django.apps import apps
from django.utils.translation import gettext_lazy


def translate_models() -> None:
    """Let the desk's labels follow the editor's language, in forms, lists and filters alike."""
    config = apps.get_app_config("events")
    config.verbose_name = gettext_lazy(config.verbose_name)
    for model in config.get_models():
        model._meta.verbose_name = gettext_lazy(model._meta.verbose_name)
        model._meta.verbose_name_plural = gettext_lazy(model._meta.verbose_name_plural)
        for field in model._meta.fields + model._meta.many_to_many:
            if field.help_text:
                field.help_text = gettext_lazy(field.help_text)
            field.verbose_name = gettext_lazy(field.verbose_name)
