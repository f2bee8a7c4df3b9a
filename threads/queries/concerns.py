"""The concerns that somebody told, or that oversight answers; and how many there were in a year."""

from typing import NamedTuple

from django.db.models import Count
from django.db.models.functions import ExtractYear
from django.utils.translation import gettext_lazy as _

from access.rules.viewer import Viewer
from access.small_counts.words import told
from access.toolkit.lists import Chip, RecordList
from access.toolkit.rows import OfAudience, Part
from language.words import DHAKA
from threads.models import Concern

CONCERNS = RecordList(
    url_name="concerns",
    rows=OfAudience(Concern, lambda: Concern.objects.all()),
    chips=(
        Chip(
            "all",
            _("All"),
            lambda _viewer: Part(latest_first=True),
            empty=_("Nothing was told. Whatever you tell stands here, for you and oversight alone."),
        ),
    ),
    columns=(),
    title=_("Concerns told to oversight"),
    no_sheet="what somebody told oversight lies in no file",
)


class Year(NamedTuple):
    """How many concerns of each kind were told in a year."""

    year: int
    counts: list[tuple[str, str]]
    total: str


def concerns_by_year(viewer: Viewer) -> list[Year]:
    """Return the counts of each year, the latest first, none of them small enough to point at somebody."""
    rows = Concern.objects.permitted(viewer, "answer")
    by_year: dict[int, dict[str, int]] = {}
    counted = (
        rows.annotate(year=ExtractYear("at", tzinfo=DHAKA))
        .values("year", "kind")
        .annotate(number=Count("pk"))
    )
    for row in counted:
        by_year.setdefault(row["year"], {})[row["kind"]] = row["number"]
    found = []
    for year in sorted(by_year, reverse=True):
        kinds = {kind: by_year[year].get(kind, 0) for kind in Concern.Kind.values}
        shown, total = told(kinds)
        found.append(Year(year, [(str(Concern.Kind(kind).label), one) for kind, one in shown.items()], total))
    return found
