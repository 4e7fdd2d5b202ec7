"""Print how well people agree who code articles apart, field by field."""

from typing import Any

from django.core.management.base import BaseCommand

from events import agreement

COLUMNS = "{:<22} {:>8} {:>9} {:>9} {:>9} {:>7}  {}"


class Command(BaseCommand):
    help = "Print the agreement of two coders on each field, over the newest articles that two people coded."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(COLUMNS.format("field", "articles", "one only", "the same", "overlap", "alpha", "").rstrip())
        for row in agreement.table():
            name = f"{row.field.key}.{row.part}" if row.part else row.field.key
            shares = ["-" if share is None else f"{share:.0%}" for share in (row.same, row.overlap)]
            alpha = "-" if row.alpha.value is None else f"{row.alpha.value:.3f}"
            self.stdout.write(COLUMNS.format(name, row.units, row.lone, *shares, alpha, row.alpha.reason).rstrip())
