"""A year of a committee's minutes in one file."""

from collections.abc import Collection, Iterator

from django.db.models import Model, Prefetch, Q
from django.utils.translation import gettext as _
from django.utils.translation import override

from access.rules.viewer import Viewer
from access.toolkit.covering import without_covered
from language.digits import localise
from language.words import named
from library.paper import FileName, Language, missing_in
from meetings.models import (
    ActionPoint,
    Addendum,
    AgendaItem,
    Attendance,
    Correction,
    Decision,
    HeadCount,
    ItemMinutes,
    MatterArising,
    Meeting,
    MeetingOf,
    Minutes,
)
from partners.models import Committee

# A committee meets every month or two; more would keep a page waiting.
MOST_IN_A_YEAR = 40
_YEARS = range(1971, 2100)
# Where people write in minutes, by the way to their meeting.
_WRITTEN: tuple[tuple[type[Model], str, tuple[str, ...], Q], ...] = (
    (AgendaItem, "meeting", ("title", "note"), Q()),
    (ItemMinutes, "item__meeting", ("discussion",), Q()),
    (Decision, "item__meeting", ("text",), Q()),
    (ActionPoint, "item__meeting", ("what",), Q()),
    (MatterArising, "minutes__meeting", ("what", "note"), Q()),
    (Attendance, "minutes__meeting", ("label_en", "label_bn", "delegate_label"), Q()),
    (HeadCount, "minutes__meeting", ("group",), Q()),
    (Correction, "minutes__meeting", ("wished",), Q(answer=Correction.Answer.ACCEPTED)),
    (Addendum, "minutes__meeting", ("text",), Q()),
)


def minutes_of_year(viewer: Viewer, committee: Committee, year: int) -> list[Minutes]:
    """Return the minutes of a year that this reader may read, in order: at most one too many."""
    if year not in _YEARS:
        return []
    found = Minutes.objects.permitted(viewer).filter(
        meeting__sittings__committee=committee, meeting__on_date__year=year
    )
    sittings = Prefetch("meeting__sittings", MeetingOf.objects.order_by("pk"))
    rows = found.select_related("meeting__lead_committee").prefetch_related(sittings)
    return list(rows.order_by("meeting__on_date", "at", "pk")[: MOST_IN_A_YEAR + 1])


def year_file(committee: Committee, year: int, language: Language) -> FileName:
    """Return what the file is called, and what it says of itself."""
    with override(language):
        words = {"year": localise(str(year)), "committee": named(committee)}
        return FileName((_("Minutes of %(year)s, %(committee)s") % words)[:150], f"minutes-of-{year}")


def missing_of_year(minutes: Collection[Minutes]) -> list[str]:
    """Return the signs that somebody typed into these minutes and no typeface draws."""
    meetings = {one.meeting_id: one.meeting for one in minutes}
    return missing_in(_typed(meetings))


def _typed(meetings: dict[int, Meeting]) -> Iterator[str]:
    """What people wrote in these meetings, without what is covered; one statement for each place."""
    for meeting in meetings.values():
        yield from (meeting.title, meeting.place, without_covered(meeting.note, meeting.covered or ()))
    for model, key, columns, which in _WRITTEN:
        rows = model._base_manager.filter(which, **{f"{key}__in": list(meetings)})
        for of, *texts in rows.values_list(key, *columns):
            for text in texts:
                yield without_covered(text, meetings[of].covered or ())
