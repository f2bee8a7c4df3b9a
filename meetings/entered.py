"""Who entered what a meeting agreed: whoever circulated it, entered its signature or took the minutes."""

from collections.abc import Iterable

from meetings.models import DelegatedStep, Minutes
from partners.models import Delegation


def entered_by(meeting: int) -> Iterable[int]:
    """Return the accounts of those who entered the minutes of a meeting, or could as its minute-takers."""
    minutes = Minutes.objects.filter(meeting=meeting).first()
    if minutes is None:
        return []
    found = {minutes.entered_by_id, minutes.circulated_by_id}
    found |= set(DelegatedStep.objects.filter(meeting=meeting).values_list("by", flat=True))
    takers = Delegation.objects.filter(
        committee__sittings__meeting=meeting, period__startswith__lte=minutes.circulated_at or minutes.at
    )
    during = takers.exclude(period__endswith__lte=minutes.opened_at)
    found |= set(during.values_list("person__user", flat=True))
    return {one for one in found if one is not None}
