"""Desk: what somebody without an account says is wrong. The public role may add one and can never read one."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual

from .public import PublicReport

LONGEST_REPORT, LONGEST_LINK = 2_000, 500


class Report(models.Model):
    """One report of an error. Nothing in it tells who sent it; words and link are erased some time after its end."""

    status = models.OneToOneField(
        PublicReport, models.PROTECT, primary_key=True, related_name="+", help_text="Its part that a receipt opens."
    )
    about = models.CharField("about", max_length=20, blank=True, help_text="Public id of a record; empty: the site.")
    field = models.CharField("field", max_length=40, blank=True, help_text="Which field; empty: all of the record.")
    text = models.TextField("what is wrong", blank=True, help_text="As it was sent; empty once erased.")
    link = models.CharField("where it is shown", max_length=LONGEST_LINK, blank=True, help_text="Address or citation.")
    language = models.CharField("language", max_length=2, help_text="Language of the form, so that of the answer.")
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="taken up by"
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="decided by"
    )
    erased_on = models.DateField("erased on", null=True, help_text="Day on which its words were erased.")

    class Meta:
        ordering = ["status__received_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(erased_on__isnull=False, text="", link="") | Q(erased_on=None) & ~Q(text=""),
                name="an_erased_report_keeps_no_words",
            ),
            models.CheckConstraint(condition=LessThanOrEqual(Length("text"), LONGEST_REPORT), name="a_report_is_short"),
        ]

    def __str__(self) -> str:
        return f"{self.about or '-'} {self.pk[:8]}"
