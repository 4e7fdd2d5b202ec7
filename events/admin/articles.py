"""The inbox: documents come in by paste, file, address or bookmarklet, and become sources."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from .. import actions
from ..errors import TrackerError
from ..intake.copies import find_copies, mark_copies
from ..models import Article
from ..vocabulary import SuggestionKind, SuggestionState
from .article_forms import ArticleForm, SourceForm
from .desk import RecordAdmin
from .reading import ReadingPages, made_from, reading_of
from .refusals import refusal_of

PREVIEW = 100_000
BOOKMARKLET = (
    "javascript:void(window.open('%s?url='+encodeURIComponent(location.href)"
    "+'&title='+encodeURIComponent(document.title)))"
)
OPEN = Q(suggestions__state=SuggestionState.OPEN)
WEIGHTY = Q(suggestions__kind__in=[SuggestionKind.VALUE, SuggestionKind.FIGURE])


@admin.register(Article)
class ArticleAdmin(ReadingPages, admin.ModelAdmin):
    """The list is the inbox. Nothing is saved here but by an action."""

    list_display = ("public_id_shown", "title_shown", "state", "publisher", "published", "copies", "left", "added_at")
    list_display_links = ("public_id_shown", "title_shown")
    list_select_related = ("publisher",)
    list_filter = ("state", "way", "double_coded", "machine_written", "added_by")
    search_fields = ("=id", "title", "url", "file_name", "publisher__name")
    ordering = ("-id",)
    list_per_page = 50
    show_full_result_count = False
    actions = None
    desk_page = RecordAdmin.desk_page

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> Any:
        """Leave bytes, texts and signatures in the database, except for the one article that is opened."""
        one = request.resolver_match is not None and "object_id" in request.resolver_match.kwargs
        rows = super().get_queryset(request).defer("raw", *(() if one else ("text", "signature", "passages")))
        return rows.annotate(left=Count("suggestions", OPEN & WEIGHTY))

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """Find the copies among the rows of this page at once."""
        page = super().get_changelist_instance(request)
        page.result_list = list(page.result_list)
        found = mark_copies(page.result_list)
        for article in page.result_list:
            article.found_copies = found[article.pk]
        return page

    def get_urls(self) -> list[URLPattern]:
        wrap, name = self.admin_site.admin_view, "events_article"
        steps = {"retry": self.retry_view, "source": self.source_view, "close": self.close_view}
        own = [
            path(f"<path:object_id>/{key}/", wrap(require_POST(view)), name=f"{name}_{key}")
            for key, view in steps.items()
        ]
        pages = [path("send/", wrap(self.send_view), name=f"{name}_send"), *self.reading_urls()]
        return [*pages, *own, *super().get_urls()]

    # --- a document comes in ---------------------------------------------------------------------------------------

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        """Take in a document in one of three ways. What is refused is told at its field; all that was typed stays."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        given = {name: request.GET[name][:1000] for name in ("url", "title") if name in request.GET}
        sent = request.method == "POST"
        form = ArticleForm(request.POST if sent else None, request.FILES if sent else None, initial=given)
        form.too_large = getattr(request, "upload_refused", False)
        if sent and form.is_valid():
            try:
                article = actions.add_article(**form.given(), by=request.user)
            except TrackerError as error:
                form.refuse(refusal_of(error))
            else:
                messages.success(request, gettext("%s is in the inbox.") % article.public_id)
                return HttpResponseRedirect(self._address(article))
        context = {"title": _("New article"), "form": form, "send_address": reverse("admin:events_article_send")}
        return self.desk_page(request, "admin/events/article/add.html", context)

    def send_view(self, request: HttpRequest) -> HttpResponse:
        """Show the bookmarklet, which opens the form of a new article with the address and title of another page."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        target = request.build_absolute_uri(reverse("admin:events_article_add"))
        context = {"title": _("Send to the tracker"), "bookmarklet": BOOKMARKLET % target}
        return self.desk_page(request, "admin/events/article/send.html", context)

    # --- one article -----------------------------------------------------------------------------------------------

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        article = self._article(request, object_id)
        return self._show(request, article) if article else self._missing(request, object_id)

    def retry_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return self._take_step(request, object_id, lambda article: actions.retry_article(article, by=request.user))

    def close_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Close the article; with a reason, set aside everything that is still open in it."""
        reason = request.POST.get("reason", "").strip()

        def close(article: Article) -> Article:
            if reason:
                return actions.set_aside(article, by=request.user, reason=reason)
            return actions.close_article(article, by=request.user)

        return self._take_step(request, object_id, close)

    def source_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Make the source of an article, or show the form again with what was refused."""
        article = self._article(request, object_id)
        if article is None:
            return self._missing(request, object_id)
        form = SourceForm(request.POST)
        if form.is_valid():
            try:
                source = actions.make_source(article, **form.cleaned_data, by=request.user)
            except TrackerError as error:
                form.refuse(refusal_of(error))
            else:
                messages.success(request, gettext("%s was made from it.") % source.public_id)
                return HttpResponseRedirect(self._address(article))
        return self._show(request, article, form)

    def _take_step(self, request: HttpRequest, object_id: str, step: Any) -> HttpResponse:
        article = self._article(request, object_id)
        if article is None:
            return self._missing(request, object_id)
        try:
            step(article)
        except TrackerError as error:
            messages.error(request, refusal_of(error).text)
        return HttpResponseRedirect(self._address(article))

    def _article(self, request: HttpRequest, object_id: str) -> Article | None:
        article = self.get_object(request, unquote(object_id))
        if article is not None and not self.has_view_or_change_permission(request, article):
            raise PermissionDenied
        return article

    def _missing(self, request: HttpRequest, object_id: str) -> HttpResponse:
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)

    def _address(self, article: Article) -> str:
        return reverse("admin:events_article_change", args=[article.pk])

    def _show(self, request: HttpRequest, article: Article, form: SourceForm | None = None) -> HttpResponse:
        copies = find_copies(article)
        paste = reverse("admin:events_article_add") + "?" + urlencode({"url": article.url, "title": article.title})
        context = {
            "title": str(article),
            "article": article,
            "copies": copies,
            "form": form or SourceForm.of(article, copies),
            "failure": [gettext(line) for line in article.failure.splitlines()],
            "paste_address": paste,
            "preview": article.words[:PREVIEW],
            "is_longer": len(article.words) > PREVIEW,
            "may_change": self.has_change_permission(request, article),
        }
        if article.source is not None:
            context |= {"reading": reading_of(article), "made": made_from(article), "is_nav_sidebar_enabled": False}
        return self.desk_page(request, "admin/events/article/article.html", context)

    # --- columns of the inbox --------------------------------------------------------------------------------------

    @admin.display(description=_("id"), ordering="pk")
    def public_id_shown(self, article: Article) -> str:
        return article.public_id

    @admin.display(description=_("title"), ordering="title")
    def title_shown(self, article: Article) -> str:
        return article.title or article.url or article.file_name or "-"

    @admin.display(description=_("same or alike"))
    def copies(self, article: Article) -> str:
        links = (
            (self._address(copy.article), copy.article.public_id, round(copy.similarity * 100))
            for copy in article.found_copies
        )
        return format_html_join(", ", '<a href="{}">{}</a> {}%', links) or "-"

    @admin.display(description=_("open suggestions"), ordering="left")
    def left(self, article: Article) -> int:
        return article.left
