"""Who entered what a meeting agreed: whoever circulated it, entered its signature or took the minutes."""

from collections.abc import Iterable

from psycopg2.extras import DateTimeTZRange

from access.models import PartyMember
from meetings.models import DelegatedStep, Minutes
from partners.models import Committee

# Where promises name the meeting in which they were made.
SOURCE_TYPE = "meetings.meeting"


def entered_by(meeting: int) -> Iterable[int]:
    """Return the accounts of those who entered the minutes of a meeting, or could as its minute-takers.

    Until the minutes are circulated any of the secretariat may be who circulates them.
    """
    minutes = Minutes.objects.filter(meeting=meeting).select_related("meeting").first()
    if minutes is None:
        return []
    found = {minutes.entered_by_id, minutes.circulated_by_id}
    if minutes.meeting.entered_afterwards:
        found.add(minutes.meeting.called_by_id)
    found |= set(DelegatedStep.objects.filter(meeting=meeting).values_list("by", flat=True))
    # Those named by a delegation, and those who type for a chair or a member secretary.
    takers = Committee.objects.filter(sittings__meeting=meeting).values("minute_takers_party")
    # Of minutes that were circulated at an instant in the past the opening may lie behind it.
    begun, ended = sorted((minutes.opened_at, minutes.circulated_at or minutes.at))
    during = DateTimeTZRange(begun, ended, "[]")
    could = PartyMember.objects.filter(party__in=takers, period__overlap=during)
    found |= set(could.values_list("user", flat=True))
    # The tier above, where it wrote them for the committee.
    above = PartyMember.objects.filter(party=minutes.meeting.entering_party_id, period__overlap=during)
    found |= set(above.values_list("user", flat=True))
    if minutes.circulated_at is None:
        from_now_on = DateTimeTZRange(minutes.opened_at, None)
        secretariat = PartyMember.objects.filter(party=minutes.meeting.secretariat_party_id)
        found |= set(secretariat.filter(period__overlap=from_now_on).values_list("user", flat=True))
    return {one for one in found if one is not None}
