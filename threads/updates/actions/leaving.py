"""Whoever left the body in whose name they reported something is named by no row of it any more."""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef

from access.models import PartyMember
from access.rules.audiences import refresh
from access.toolkit.locking import lock_row
from threads.updates.models import OnlineAbuse

# In one go of the worker; what is left waits for the next one, and is read by nobody meanwhile.
MOST = 200


def narrow_reports(*, at: datetime) -> int:
    """Take out of reports of online abuse those who reported them for a body they serve no longer.

    They read nothing of it from the moment they left (`still_read`); the cell reads on.
    """
    speaks = PartyMember.objects.filter(
        party=OuterRef("update__thread__voice_party"),
        user=OuterRef("update__author"),
        period__contains=at,
    )
    left = OnlineAbuse.objects.filter(~Exists(speaks), author_party__isnull=False)
    numbers = list(left.order_by("pk").values_list("pk", flat=True)[:MOST])
    for number in numbers:
        _narrow(number)
    return len(numbers)


@transaction.atomic
def _narrow(number: int) -> None:
    held = lock_row(OnlineAbuse.objects.only("pk").get(pk=number))
    held.author_party = None
    held.save(update_fields=["author_party"])
    refresh(held)
