"""Where a key message was passed on: sessions and people by union, for the office that issued it."""

from typing import NamedTuple

from django.db.models import Count, Q, Sum
from django.db.models.functions import Coalesce

from access.rules.viewer import Viewer
from partners.fields import place_words
from partners.models import Place
from threads.hidden import SAYS_TITLE
from threads.models import Thread
from threads.updates.models import PEOPLE

# So many places a page shows, those with most sessions first.
MOST = 200


class PassedOn(NamedTuple):
    """How often it was passed on at a place, and to how many; None where nobody counted."""

    place: str
    sessions: int
    people: int | None


def passed_on(viewer: Viewer, message: Thread) -> list[PassedOn]:
    """Return it by place, as far as this person reads the updates that name the message."""
    counts = Q(field_update__message=message.pk, field_update__is_counted=True)
    people = sum(
        (Coalesce(Sum(f"field_update__{name}"), 0) for name in PEOPLE[1:]),
        Coalesce(Sum(f"field_update__{PEOPLE[0]}"), 0),
    )
    counted = Count(Coalesce(*(f"field_update__{name}" for name in PEOPLE)))
    rows = Thread.objects.permitted(viewer).filter(counts, SAYS_TITLE).order_by()
    found = (
        rows.values("field_update__place")
        .annotate(sessions=Count("pk"), people=people, counted=counted)
        .order_by("-sessions", "field_update__place")[:MOST]
    )
    rows_found = list(found)
    places = {
        one.pk: one
        for one in Place.objects.filter(
            pk__in=[row["field_update__place"] for row in rows_found]
        ).select_related("parent")
    }
    return [
        PassedOn(
            place_words(places[row["field_update__place"]]),
            row["sessions"],
            row["people"] if row["counted"] else None,
        )
        for row in rows_found
    ]
