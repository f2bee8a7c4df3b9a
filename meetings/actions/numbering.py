"""The number of a meeting in the run of each committee it is a meeting of."""

from datetime import date

from django.db.models import Max, Min
from django.utils.translation import gettext as _

from access.toolkit.errors import Mendable
from language.words import ordinal
from meetings.models import Meeting, MeetingOf
from partners.models import Committee


def next_number(committee: Committee) -> int | None:
    """Return the number that follows the committee's last one, or None where none is known."""
    last = MeetingOf.objects.filter(committee=committee).aggregate(last=Max("number"))["last"]
    return None if last is None else last + 1


def number_at(committee: Committee, on: date) -> int | None:
    """Return the number that fits a meeting of that day, whatever was entered before it; or None.

    After the last one it is the next; between two, and before the first, it is the free one beside them.
    """
    sittings = MeetingOf.objects.filter(committee=committee, number__isnull=False)
    before = sittings.filter(meeting__on_date__lte=on).aggregate(last=Max("number"))["last"]
    after = sittings.filter(meeting__on_date__gt=on).aggregate(first=Min("number"))["first"]
    if before is None:
        return after - 1 if after is not None and after > 1 else None
    return before + 1 if after is None or before + 1 < after else None


def give_number(meeting: Meeting, committee: Committee, number: int | None) -> None:
    """Give the meeting its number in the run of a committee that the caller holds.

    Two meetings called at once do not take the same one. Without one given it is the next, where the
    committee counts and its kind is counted. Raises Mendable where another meeting has it.
    """
    if number is None and not meeting.entered_afterwards and meeting.is_numbered:
        own = (
            MeetingOf.objects.filter(meeting=meeting, committee=committee)
            .values_list("number", flat=True)
            .first()
        )
        number = own or next_number(committee)
    taken = MeetingOf.objects.filter(committee=committee, number=number).exclude(meeting=meeting)
    if number is not None and taken.exists():
        raise Mendable(
            _("This committee already has a %(ordinal)s meeting. Enter another number.")
            % {"ordinal": ordinal(number)},
            "number",
            "taken",
        )
    MeetingOf.objects.filter(meeting=meeting, committee=committee).update(number=number)
