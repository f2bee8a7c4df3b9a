"""The number of a meeting that is entered from its paper: the next one, where it was held last."""

from dataclasses import replace

from meetings.actions.numbering import next_number
from meetings.held.said import Held
from meetings.models import MeetingOf
from partners.models import Committee


def numbered(held: Held, committee: Committee) -> Held:
    """Return the same with the number that follows; without one where a later meeting has one already."""
    later = MeetingOf.objects.filter(
        committee=committee, number__isnull=False, meeting__on_date__gte=held.on_date
    )
    return held if held.number or later.exists() else replace(held, number=next_number(committee))
