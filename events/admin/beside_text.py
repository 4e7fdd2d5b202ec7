"""A record of one source, recorded beside its text: figures, and sentences with numbers."""

from typing import Any, ClassVar

from django import forms
from django.http import HttpRequest, HttpResponse

from ..models import Article, Source
from .pane import pane_of
from .steps import ReviewedAdmin
from .workbench import after_saving, article_of


class BesideText(ReviewedAdmin):
    """`?article=5` puts an article beside the form; afterwards the source of the record stands there."""

    change_form_template = "admin/events/event_form.html"

    class Media:
        js = (forms.Script("desk/workbench.js", type="module"),)
        css: ClassVar = {"all": ("desk/workbench.css",)}

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Return the form filled from the source of an article."""
        initial: dict[str, Any] = super().get_changeform_initial_data(request)
        article = article_of(request)
        return initial | self.of_source(article) if article is not None else initial

    def of_source(self, article: Article) -> dict[str, Any]:
        return {"source": article.source_id}

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: str | None = None) -> HttpResponse:
        return after_saving(request, article_of(request), super().response_add(request, obj, post_url_continue))

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        article, record = article_of(request), context.get("original")
        source: Source | None = article.source if article is not None else record and record.source
        if source is not None and source.text:
            context["bench"] = {"panes": [pane_of(source)], "article": article}
            context["is_nav_sidebar_enabled"] = False
        return super().render_change_form(request, context, *args, **kwargs)
