"""Where a key message was passed on: sessions and people by union, for the office that issued it."""

from typing import NamedTuple

from django.db.models import Count, F, Q
from django.db.models.functions import Coalesce

from access.rules.viewer import Viewer
from partners.fields import place_words
from partners.models import Place
from threads.hidden import SAYS_TITLE
from threads.models import Thread
from threads.updates.figures import people_in_all
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
    counted = Count(Coalesce(*(f"field_update__{name}" for name in PEOPLE)))
    rows = Thread.objects.permitted(viewer).filter(counts, SAYS_TITLE).order_by()
    found = list(
        rows.values(place=F("field_update__place"))
        .annotate(sessions=Count("pk"), people=people_in_all("field_update__"), counted=counted)
        .order_by("-sessions", "place")[:MOST]
    )
    places = Place.objects.select_related("parent").in_bulk([row["place"] for row in found])
    return [
        PassedOn(
            place_words(places[row["place"]]), row["sessions"], row["people"] if row["counted"] else None
        )
        for row in found
    ]
