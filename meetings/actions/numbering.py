"""The number of a meeting in the run of each committee it is a meeting of."""

from django.db.models import Max
from django.utils.translation import gettext as _

from access.toolkit.errors import Mendable
from language.words import ordinal
from meetings.models import Meeting, MeetingOf
from partners.models import Committee


def next_number(committee: Committee) -> int | None:
    """Return the number that follows the committee's last one, or None where none is known."""
    last = MeetingOf.objects.filter(committee=committee).aggregate(last=Max("number"))["last"]
    return None if last is None else last + 1


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
