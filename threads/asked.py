"""Which organisations are asked to acknowledge a thread, and which have."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from access.models import Party
from access.rules.viewer import Viewer
from access.toolkit.drawn import Body, body_of
from language.words import named, number
from partners.models import Organisation, Seat
from threads.models import Acknowledgement, Thread

SHOWN = 12


def is_for_everyone(thread: Thread) -> bool:
    """Whether the whole network reads it."""
    return thread.readers.filter(until=None, party__kind=Party.Kind.EVERYONE).exists()


def organisations_asked(thread: Thread) -> QuerySet[Organisation]:
    """The organisations it was written for: chosen by name, or with a seat in a committee that was."""
    parties = thread.readers.filter(until=None).values("party")
    seats = Seat.objects.filter(committee__members_party__in=parties, until=None)
    bodies = Organisation.objects.filter(
        Q(all_party__in=parties)
        | Q(pk__in=seats.filter(organisation__isnull=False).values("organisation"))
        | Q(pk__in=seats.filter(office__organisation__isnull=False).values("office__organisation"))
    )
    return bodies if thread.organisation is None else bodies.exclude(pk=thread.organisation.pk)


@dataclass(frozen=True)
class Acknowledged:
    """How far it is acknowledged: in words, and who has and has not, the own organisations first."""

    words: str
    have: Sequence[Body | None]
    have_not: Sequence[Body | None]
    # Those beyond the first few, which a press shows.
    more_have: Sequence[Body | None]
    more_have_not: Sequence[Body | None]
    # In whose name whoever looks may acknowledge it now.
    own: str


def acknowledged(thread: Thread, viewer: Viewer) -> Acknowledged | None:
    """Return who has acknowledged the text as it stands now, in as many queries however many they are."""
    if not thread.asks_acknowledgement:
        return None
    done = Acknowledgement.objects.filter(thread=thread, text_version=thread.text_version)
    have = list(Organisation.objects.filter(pk__in=done.values("organisation")).order_by("name_en"))
    known = {one.pk for one in have}
    to_all = is_for_everyone(thread)
    asked = [] if to_all else list(organisations_asked(thread).order_by("name_en"))
    have_not = [one for one in asked if one.pk not in known]
    mine = set(viewer.party_ids)
    speaks_for = [
        one
        for one in _spoken_for(viewer)
        if thread.is_asked(viewer.at) and one.pk not in known and one.pk != thread.organisation_id
    ]
    have_not.sort(key=lambda one: one.all_party_id not in mine)
    values = {"have": number(len(have)), "asked": number(len(have) + len(have_not))}
    words = (
        _("Acknowledged by %(have)s organisations") % values
        if to_all
        else _("Acknowledged by %(have)s of %(asked)s organisations") % values
    )
    return Acknowledged(
        words,
        [body_of(one) for one in have[:SHOWN]],
        [body_of(one) for one in have_not[:SHOWN]],
        [body_of(one) for one in have[SHOWN:]],
        [body_of(one) for one in have_not[SHOWN:]],
        ", ".join(named(one, "short") or named(one) for one in speaks_for),
    )


def _spoken_for(viewer: Viewer) -> list[Organisation]:
    return list(Organisation.objects.filter(liaison_party__in=viewer.party_ids).order_by("name_en"))
