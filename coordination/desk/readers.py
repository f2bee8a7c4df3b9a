"""Who can see what, in words, for one person: what they belong to, and who reads each kind of record."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from access.models import Party
from access.rules.viewer import Viewer
from access.toolkit.rooms import Reading, all_rooms

Words = str | Promise


@dataclass(frozen=True)
class Belonging:
    """A party this person is in, and what being in it lets them read."""

    party: Party
    lets_read: Words


@dataclass(frozen=True)
class Readers:
    """The whole page."""

    belongings: list[Belonging]
    kinds: Sequence[Reading]


LETS_READ: dict[str, Words] = {
    Party.Kind.EVERYONE: _("The directory, and what is open to the whole network."),
    Party.Kind.ORGANISATION_ALL: _("The commitments your organisation made, supports or verifies."),
    Party.Kind.ORGANISATION_LIAISON: _(
        "The same; and you accept, report and ask on behalf of the organisation."
    ),
    Party.Kind.ORGANISATION_ACTING: _(
        "No more than before; but you accept, report, ask and verify for the head, who sees what you did."
    ),
    Party.Kind.COMMITTEE_MEMBERS: _(
        "Notices, agendas, circulated minutes and commitments of this committee."
    ),
    Party.Kind.COMMITTEE_SECRETARIAT: _(
        "Everything of this committee, drafts too; of the committees below notices, commitments "
        "and confirmed minutes."
    ),
    Party.Kind.COMMITTEE_MINUTE_TAKERS: _(
        "Notices, drafts and commitments of this committee, while it lasts."
    ),
    Party.Kind.COMMITTEE_GOVERNMENT: _("What is addressed to the government side of this committee."),
    Party.Kind.COMMITTEE_NGO: _("What is addressed to the NGO side of this committee."),
    Party.Kind.SEAT: _("What is addressed to this seat, such as minutes to approve."),
    Party.Kind.OFFICE: _("What is addressed to this office, whoever holds it."),
    Party.Kind.ROLE: _("Whole kinds of record, as the table below says."),
    Party.Kind.PERSON: _("What is addressed to you in person, such as a meeting you attended as a guest."),
    # It lets nobody read more: whoever was there answers for what the minutes say.
    Party.Kind.ATTENDED: _(
        "No more than before; but you propose corrections of the minutes until they are confirmed."
    ),
}


def readers_of(viewer: Viewer) -> Readers:
    """Gather the page: two queries, however many parties."""
    # Meetings whose minutes are open to corrections are called alike: one line says it of them all.
    found = {
        party.kind if party.kind == Party.Kind.ATTENDED else party.code: party
        for party in Party.objects.filter(pk__in=viewer.party_ids)
    }
    order = list(Party.Kind.values)
    parties = sorted(
        found.values(),
        key=lambda party: (party.kind == Party.Kind.EVERYONE, order.index(party.kind), party.code),
    )
    readings = [reading for room in all_rooms() for reading in room.readings]
    return Readers([Belonging(party, LETS_READ[party.kind]) for party in parties], readings)
