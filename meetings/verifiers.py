"""Whom a meeting may name to verify what it gives a body to do, before there is a promise."""

from datetime import datetime

from django.utils.translation import gettext as _

from access.models import User
from access.toolkit.errors import Mendable
from commitments.models import Commitment
from commitments.queries.hands import people_who_do_it
from commitments.queries.verifiers import Candidate, verifier_candidates
from commitments.queries.who_verifies import who_would_verify
from language.words import named
from meetings.binding import not_bound
from meetings.entered import SOURCE_TYPE
from meetings.models import ActionPoint, Minutes
from partners.models import Organisation


def as_named(point: ActionPoint) -> dict[str, str]:
    """Return whom the draft names to verify it, as a form was made with it."""
    return {"verifier": point.verifier.ref if point.verifier is not None else ""}


def may_be_named(point: ActionPoint, minutes: Minutes, by: User, at: datetime) -> list[Candidate]:
    """Return whom this person may name for the meeting, or raise with the reason why nobody.

    Nobody who serves the body that does it chooses of several: that is left to others of the secretariat.
    """
    if point.owner is None:
        raise Mendable(
            _("Each body of a group is verified by itself: nobody is named here."), "verifier", "group"
        )
    if not_bound([point], minutes):
        raise names_for_nobody(point.owner)
    found = verifier_candidates(_to_become(point, minutes), at)
    if len(found) > 1 and by.pk in people_who_do_it(_to_become(point, minutes), at):
        words = _("Your organisation does this: somebody else of the secretariat names who verifies it.")
        raise Mendable(words, "verifier", "own")
    return found


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
    return who_would_verify(_to_become(point, minutes), at)


def _to_become(point: ActionPoint, minutes: Minutes) -> Commitment:
    """The promise it would become, as far as that says who may verify it; it is never saved."""
    meeting = minutes.meeting
    committee = meeting.lead_committee
    return Commitment(
        owner=point.owner,
        committee=committee,
        secretariat_party=(committee or meeting).secretariat_party,
        agreed_on=meeting.on_date,
        source_type=SOURCE_TYPE,
        source_id=meeting.pk,
    )
