"""A year of a committee's minutes in one file."""

from django.utils.translation import gettext as _
from django.utils.translation import override

from access.rules.viewer import Viewer
from language.digits import localise
from language.words import named
from library.paper import FileName, Language
from meetings.models import Minutes
from partners.models import Committee

# A committee meets every month or two; more would keep a page waiting.
MOST_IN_A_YEAR = 40
_YEARS = range(1971, 2100)


def meetings_with_minutes(viewer: Viewer, committee: Committee, year: int) -> list[str]:
    """Return the meetings of a year whose minutes this reader may read, in order: at most one too many."""
    if year not in _YEARS:
        return []
    found = Minutes.objects.permitted(viewer).filter(
        meeting__sittings__committee=committee, meeting__on_date__year=year
    )
    refs = found.order_by("meeting__on_date", "at", "pk").values_list("meeting__ref", flat=True)
    return list(refs[: MOST_IN_A_YEAR + 1])


def year_file(committee: Committee, year: int, language: Language) -> FileName:
    """Return what the file is called, and what it says of itself."""
    with override(language):
        words = {"year": localise(str(year)), "committee": named(committee)}
        return FileName((_("Minutes of %(year)s, %(committee)s") % words)[:150], f"minutes-of-{year}")
