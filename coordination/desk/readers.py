"""Who can see what, in words, for one person: what they belong to, and who reads each kind of record."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from access.models import Party
from access.rules.viewer import Viewer

Words = str | Promise


@dataclass(frozen=True)
class Belonging:
    """A party this person is in, and what being in it lets them read."""

    party: Party
    lets_read: Words


@dataclass(frozen=True)
class KindOfRecord:
    """Who reads one kind of record, who writes it, and what oversight sees of it."""

    name: Words
    readers: Words
    writers: Words
    oversight: Words


@dataclass(frozen=True)
class Readers:
    """The whole page."""

    belongings: list[Belonging]
    kinds: Sequence[KindOfRecord]


LETS_READ: dict[str, Words] = {
    Party.Kind.EVERYONE: _("The directory, and what is open to the whole network."),
    Party.Kind.ORGANISATION_ALL: _("The commitments your organisation made, supports or verifies."),
    Party.Kind.ORGANISATION_LIAISON: _(
        "The same; and you accept, report and ask on behalf of the organisation."
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
}

KINDS: Sequence[KindOfRecord] = (
    KindOfRecord(
        _("Directory of organisations and committees"),
        _("Every signed-in partner."),
        _("The liaison officer for the own organisation; the secretariat for its committee."),
        _("The same as every partner."),
    ),
    KindOfRecord(
        _("Meeting notice and agenda"),
        _("The committee's members, and the secretariats of the committees above."),
        _("The committee's secretariat and those it lets take minutes."),
        _("Meetings whose minutes are confirmed."),
    ),
    KindOfRecord(
        _("Draft minutes"),
        _("The committee's secretariat, its chair, and those it lets take minutes. Nobody above."),
        _("The same people."),
        _("That they exist. It opens them for an hour by saying what for; those who write them are told."),
    ),
    KindOfRecord(
        _("Circulated minutes"),
        _("The committee's members; and whoever attended that meeting as a delegate or guest."),
        _("Nobody: the text is frozen."),
        _("The same as of drafts, until they are confirmed; then all of them."),
    ),
    KindOfRecord(
        _("Confirmed minutes"),
        _("The committee; by the level of the meeting also the secretariats above, or the whole network."),
        _("Nobody: the text is frozen."),
        _("All confirmed minutes."),
    ),
    KindOfRecord(
        _("Commitment"),
        _(
            "The implementing body, those who support it, its verifier, the committee it was agreed in, "
            "and the secretariats of the committees above."
        ),
        _("The implementing body and the verifier, each its part; the secretariat grants dates and drops."),
        _("All commitments."),
    ),
    KindOfRecord(
        _("Notices and reminders"),
        _("Only the person told."),
        _("The portal, when something happens or falls due."),
        _("Nothing. What was told about a commitment stands on its page, without names."),
    ),
    KindOfRecord(
        _("A new way into an account, given by the technical administrator"),
        _("Its person; of a secretariat or a role also the secretariat of the national committee."),
        _("The portal, when a code is printed, a second factor removed, or a closed account opened again."),
        _("Those of accounts of a secretariat or with a role."),
    ),
    KindOfRecord(
        _("Access log"),
        _("Independent oversight."),
        _("The portal; no line can be changed or taken out."),
        _("All of it."),
    ),
)


def readers_of(viewer: Viewer) -> Readers:
    """Gather the page: two queries, however many parties."""
    found = {party.pk: party for party in Party.objects.filter(pk__in=viewer.party_ids)}
    order = list(Party.Kind.values)
    parties = sorted(
        found.values(),
        key=lambda party: (party.kind == Party.Kind.EVERYONE, order.index(party.kind), party.code),
    )
    return Readers([Belonging(party, LETS_READ[party.kind]) for party in parties], KINDS)
