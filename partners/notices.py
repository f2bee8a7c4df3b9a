"""What is told about people who were entered: to the side that entered them, and to themselves."""

from datetime import datetime
from functools import partial

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from access.members import people_of
from access.models import User
from language.words import named
from notifications.kinds import Kind, register
from partners.models import Introduction


def _side_that_entered(introduction: Introduction, at: datetime) -> QuerySet[User]:
    return people_of([introduction.party_id], at)


def _its_person(introduction: Introduction, _at: datetime) -> QuerySet[User]:
    claimant = introduction.claimed_by_id
    return User.objects.none() if claimant is None else User.objects.filter(pk=claimant)


_of_introduction = partial(
    Kind,
    model="partners.Introduction",
    url_name="introduction",
    title=lambda introduction: named(introduction.person, "label"),
    related=("person",),
)
CLAIMED = _of_introduction(
    name="partners.claimed",
    subject=_("Somebody you entered has accepted: look whose account it is"),
    recipients=_side_that_entered,
    still_needed=lambda rows: rows.filter(state=Introduction.State.CLAIMED),
)
DISOWNED = _of_introduction(
    name="partners.disowned",
    subject=_("Somebody you entered needs another address or number"),
    recipients=_side_that_entered,
    still_needed=lambda rows: rows.filter(state=Introduction.State.DISOWNED),
)
DECIDED = _of_introduction(
    name="partners.decided",
    subject=_("The office that invited you has answered"),
    recipients=_its_person,
)


def register_kinds() -> None:
    """Make the kinds known; called once when the portal starts."""
    register(CLAIMED, DISOWNED, DECIDED)
