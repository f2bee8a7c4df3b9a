"""Whom a meeting may name to verify what it gives a body to do, before there is a promise."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.http import Http404
from django.utils.translation import gettext as _

from access.models import PartyMember, User
from access.toolkit.errors import Mendable
from commitments.models import Commitment
from commitments.queries.hands import people_who_do_it
from commitments.queries.verifiers import Candidate, Ladder, ladder_of
from commitments.queries.who_verifies import who_would_verify
from language.words import named
from meetings.binding import not_bound
from meetings.entered import SOURCE_TYPE
from meetings.models import ActionPoint, Minutes
from meetings.queries import unreached
from partners.models import Organisation, Side


def as_named(point: ActionPoint) -> dict[str, str]:
    """Return whom the draft names to verify it, as a form was made with it."""
    return {"verifier": point.verifier.ref if point.verifier is not None else ""}


def point_or_404(minutes: Minutes, ref: str) -> ActionPoint:
    """Return an action point of these minutes."""
    rows = ActionPoint.objects.filter(minutes=minutes, ref=ref)
    found = rows.select_related("item", "owner", "verifier").first()
    if found is None:
        raise Http404
    found.minutes = minutes
    return found


def may_be_named(point: ActionPoint, minutes: Minutes, by: User, at: datetime) -> list[Candidate]:
    """Return whom this person may name for the meeting, or raise with the reason why nobody.

    Nobody names a body of their own. Nor does anybody who serves the body that does it choose of several:
    that is left to others of the secretariat.
    """
    if point.owner is None:
        raise Mendable(
            _("Each body of a group is verified by itself: nobody is named here."), "verifier", "group"
        )
    if not_bound([point], minutes):
        raise names_for_nobody(point.owner)
    found = _who_can(ladder_of(_to_become(point.owner, minutes), at), at)
    if len(found) > 1:
        must_not_do_it(point, minutes, by, at)
    own = _bodies_of(by, [one.organisation for one in found], at)
    return [one for one in found if one.organisation.all_party_id not in own]


def must_not_do_it(point: ActionPoint, minutes: Minutes, by: User, at: datetime) -> None:
    """Refuse that people say, or unsay, who verifies the work of a body that they serve."""
    if point.owner is None:
        return
    if _accounts(by) & people_who_do_it(_to_become(point.owner, minutes), at):
        words = _("Your organisation does this: somebody else of the secretariat names who verifies it.")
        raise Mendable(words, "verifier", "own")


def offered(point: ActionPoint, minutes: Minutes, by: User, at: datetime) -> tuple[list[Candidate], str]:
    """Return whom this person may name, or why nobody, in words for the page."""
    try:
        return may_be_named(point, minutes, by, at), ""
    except Mendable as refusal:
        return [], str(refusal)


def names_for_nobody(body: Organisation) -> Mendable:
    """Return what is said where a verifier is named for a body that the meeting does not bind."""
    words = _("This meeting does not bind %(name)s: who verifies it is named once it has accepted.")
    return Mendable(words % {"name": named(body)}, "verifier", "not-bound")


def in_words(point: ActionPoint, minutes: Minutes, at: datetime) -> str:
    """Return who will verify an action point of a body where the meeting names nobody."""
    return who_would_verify(_to_become(point.owner, minutes), at)


def by_rule(
    points: Iterable[ActionPoint], minutes: Minutes, unbound: Collection[int], at: datetime
) -> list[tuple[str, str]]:
    """Return, for each side to which the meeting gives something and names nobody, who verifies by the rule.

    It is asked once for each side, of a body of it that belongs together with no other.
    """
    nobody_named = [one for one in points if not one.verifier_en and one.owner_id not in unbound]
    sides = {one.owner.side if one.owner is not None else Side.GOVERNMENT for one in nobody_named}
    return [
        (str(side.label), who_would_verify(_to_become(Organisation(side=side), minutes), at))
        for side in Side
        if side in sides
    ]


def _who_can(ladder: Ladder, at: datetime) -> list[Candidate]:
    """The candidates without those where everybody who signs in enters what the meeting said."""
    found = ladder.candidates
    stuck = {one.organisation for one in found} - set(ladder.can_act)
    nobody_yet = unreached(stuck, at)
    return [one for one in found if one.organisation not in stuck or one.organisation.pk in nobody_yet]


def _bodies_of(by: User, bodies: Iterable[Organisation], at: datetime) -> set[int]:
    """The parties, of all who serve one of these bodies, that this person is in, or answers for."""
    parties = [body.all_party_id for body in bodies]
    served = PartyMember.objects.filter(party__in=parties, user__in=_accounts(by), period__contains=at)
    return set(served.values_list("party", flat=True))


def _accounts(by: User) -> set[int]:
    """The account; of a program also that of whoever answers for it."""
    return {one for one in (by.pk, by.answerable_id) if one is not None}


def _to_become(owner: Organisation | None, minutes: Minutes) -> Commitment:
    """The promise it would become, as far as that says who may verify it; it is never saved."""
    meeting = minutes.meeting
    committee = meeting.lead_committee
    return Commitment(
        owner=owner,
        committee=committee,
        secretariat_party=(committee or meeting).secretariat_party,
        agreed_on=meeting.on_date,
        source_type=SOURCE_TYPE,
        source_id=meeting.pk,
    )
