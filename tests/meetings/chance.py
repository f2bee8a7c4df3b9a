"""A world of chance: meetings of Sharsha's committee, each come so far, with words wherever people write.

Who reads what of them is said here too, by hand: none of it asks the portal.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from hypothesis import strategies as st

from coordination.covers import actions as covers
from language.words import local_day
from meetings import actions
from meetings.actions.circulation import circulate
from meetings.models import Meeting, Minutes
from partners.models import Organisation
from tests.cast import NOW, Cast
from tests.meetings.sittings import ITEM, announced, days, item_of, planned, seat_of
from tests.meetings.test_access import ABOVE, COMMITTEE, KEEPERS, NATION, NETWORK

Level = Meeting.Level
STAGES = ("planned", "announced", "drafted", "circulated", "confirmed")
# One of each way to read: who writes, a member, above, the nation, oversight, somebody elsewhere, and who
# serves the body that promises.
SOME = ("facilitator", "rj_liaison", "dc_jashore", "ncc_secretary", "oversight", "far_liaison", "rj_staff")
# What a meeting that has not been held is ahead of whoever made it.
AHEAD = 40
LATE_AFTER = 3


class Texts(NamedTuple):
    """What is written of a meeting, by where."""

    title: str = ""
    discussion: str = ""
    decision: str = ""
    what: str = ""
    place: str = ""
    item: str = ""


class Sitting(NamedTuple):
    """One meeting of the world as plain facts; `covered` is the part of which nobody reads any more."""

    stage: str
    level: Level
    owner: str
    is_discreet: bool
    covered: str


_ONE = st.builds(
    Sitting,
    st.sampled_from(STAGES),
    st.sampled_from(list(Level)),
    st.sampled_from(("RJ", "chair")),
    st.booleans(),
    st.sampled_from(("", "", *Texts._fields)),
)
WORLDS = st.lists(_ONE, min_size=1, max_size=3)
# One world that is always looked at: with something of every sort in it.
EVERY_SORT = [
    Sitting("announced", Level.UPLINE, "RJ", is_discreet=True, covered=""),
    Sitting("drafted", Level.NETWORK, "RJ", is_discreet=False, covered=""),
    Sitting("circulated", Level.NETWORK, "RJ", is_discreet=False, covered="discussion"),
    Sitting("confirmed", Level.UPLINE, "chair", is_discreet=False, covered="title"),
]


def held(
    cast: Cast,
    stage: str,
    texts: Sequence[str],
    number: int,
    *,
    at: datetime = NOW,
    owner: str = "RJ",
    ahead: int = 0,
    level: Level = Level.UPLINE,
    is_discreet: bool = False,
) -> Meeting:
    """A meeting that came so far, with these words in it; `ahead` days from `at` where it is to come."""
    said = Texts(*texts)
    by, chair = cast.facilitator.user, cast.uno_sharsha.user
    agenda = [ITEM, f"Also {said.item}"] if said.item else [ITEM]
    make = planned if stage == "planned" else announced
    meeting = make(
        by, title=f"Sitting {said.title}", number=number, agenda=agenda, place=said.place, level=level,
        discreet=is_discreet, at=at, on_date=local_day(at) + days(ahead),
    )  # fmt: skip
    if stage in ("planned", "announced"):
        return meeting
    minutes = actions.open_minutes(by=by, meeting=meeting, at=at)
    actions.save_item(
        by=by, item=item_of(minutes), discussion=f"Said {said.discussion}",
        decision=f"Decided {said.decision}", version=1, at=at,
    )  # fmt: skip
    actions.add_action_point(
        by=by, item=item_of(minutes), what=f"Do {said.what}", owner=body_of(owner),
        due_on=local_day(at) + days(LATE_AFTER), at=at,
    )  # fmt: skip
    if stage == "drafted":
        return meeting
    actions.send_to_chair(by=by, minutes=minutes, at=at)
    actions.approve(by=chair, minutes=minutes, at=at)
    circulate(by=chair, minutes=minutes, at=at)
    if stage == "confirmed":
        actions.confirm(by=chair, minutes=minutes, on=local_day(at), at=at)
    return Meeting.objects.get(pk=meeting.pk)


def body_of(owner: str) -> Organisation:
    """The body that promises: by its code, or that of the chair."""
    office = seat_of("chair").office if owner == "chair" else None
    if office is None:
        return Organisation.objects.get(code=owner)
    assert office.organisation is not None
    return office.organisation


def mark(part: str, number: int) -> str:
    """The word that stands in this part of this meeting, and nowhere else."""
    return f"zq{part}{number}"


def made(cast: Cast, world: Iterable[Sitting], at: datetime, first: int = 300) -> dict[int, Meeting]:
    """The meetings of the world by their numbers, with a mark in every part of each."""
    found = {}
    for number, one in enumerate(world, start=first):
        texts = Texts(*(mark(part, number) for part in Texts._fields))
        ahead = AHEAD if one.stage in ("planned", "announced") else 0
        found[number] = held(
            cast, one.stage, texts, number, at=at, owner=one.owner, ahead=ahead, level=one.level,
            is_discreet=one.is_discreet,
        )  # fmt: skip
        if is_covered(one):
            minutes = Minutes.objects.get(meeting=found[number])
            covers.cover(by=cast.rj_liaison.user, record=minutes, passage=mark(one.covered, number), at=at)
    return found


def is_covered(one: Sitting) -> bool:
    """Whether something of it is covered: of a draft nothing is."""
    return bool(one.covered) and one.stage in ("circulated", "confirmed")


def reads_meeting(key: str, one: Sitting) -> bool:
    """Whether this persona reads notice and agenda."""
    if one.stage == "planned":
        return key in KEEPERS
    return key in COMMITTEE | ABOVE or reads_minutes(key, one)


def reads_minutes(key: str, one: Sitting) -> bool:
    """Whether this persona reads what was written."""
    confirmed = {
        Level.COMMITTEE: COMMITTEE | NATION,
        Level.UPLINE: COMMITTEE | ABOVE | NATION,
        Level.NETWORK: NETWORK,
    }[one.level]
    return key in {"drafted": KEEPERS, "circulated": COMMITTEE, "confirmed": confirmed}.get(one.stage, set())


def reads_promise(key: str, one: Sitting) -> bool:
    """Whether this persona reads the promise: committee, above, oversight, the whole body that made it."""
    if one.stage not in ("circulated", "confirmed"):
        return False
    return key in COMMITTEE | ABOVE | {"oversight"} or (one.owner == "RJ" and key == "rj_staff")


def readable(key: str, one: Sitting) -> set[str]:
    """The parts of it that this persona may read, wherever that is."""
    parts: set[str] = set()
    if reads_meeting(key, one):
        parts |= {"title", "place", "item"}
    if reads_minutes(key, one):
        parts |= {"discussion", "decision", "what"}
    if reads_promise(key, one):
        parts.add("what")
    return parts - ({one.covered} if is_covered(one) else set())


def marks_in(text: str, numbers: Iterable[int]) -> set[str]:
    """The marks that stand in a text."""
    every = (mark(part, number) for number in numbers for part in Texts._fields)
    return {one for one in every if one in text}
