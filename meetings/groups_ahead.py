"""What the groups of a draft become, for whoever circulates it: how many, who they are, who is told."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.utils.translation import ngettext

from language.words import number
from meetings.actions.points import Ahead, ahead_of
from meetings.lines import of_each_in_words
from meetings.models import ActionPoint, Minutes
from meetings.queries import unreached
from partners.implementers import Implementer, names_of


class Called(NamedTuple):
    """A member of a group, as the minutes call it."""

    name_en: str
    name_bn: str


class GroupAhead(NamedTuple):
    """A group that is about to promise."""

    of_each: str
    members: list[Called]
    # That nobody of some of its bodies signs in.
    untold: str


def groups_ahead(ahead: Ahead, at: datetime) -> dict[int, GroupAhead]:
    """Return the groups by action point; who signs in is asked once for all of them."""
    if not ahead.members:
        return {}
    silent = unreached((one.body for members in ahead.members.values() for one in members), at)
    return {point: _group(members, silent) for point, members in ahead.members.items()}


def groups_of_draft(points: Iterable[ActionPoint], minutes: Minutes, at: datetime) -> dict[int, GroupAhead]:
    """The same while a draft is written; nothing is asked where none of these points names a group."""
    if minutes.is_frozen or not any(point.group for point in points):
        return {}
    return groups_ahead(ahead_of(minutes, at), at)


def _group(members: list[Implementer], silent: set[int]) -> GroupAhead:
    called = [Called(*names_of(one)) for one in members]
    untold = len({one.body.pk for one in members} & silent)
    return GroupAhead(of_each_in_words(len(members)), called, _untold(untold) if untold else "")


def _untold(bodies: int) -> str:
    words = ngettext(
        "Nobody of %(number)s of these bodies signs in yet: the secretariat is told instead.",
        "Nobody of %(number)s of these bodies signs in yet: the secretariat is told instead.",
        bodies,
    )
    return words % {"number": number(bodies)}
