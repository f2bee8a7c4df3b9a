"""The sweep in one place: what a row is, and the rows and records of every room that stands.

Each room writes its rows by hand in `tests/<room>/sweep.py`: `ROWS`, and `prepare(here)`, which makes
what they ask for in one district. A row names the personas of each status for the record of the own
district (Jashore) and of the other one (Satkhira); everybody else of the network gets 404, and everybody
gets 404 where there is no such record. Before any of that: a stranger is sent to sign in, a technical
administrator to the accounts, a login without seat or organisation to its own account.

In Jashore the cast sits; in Satkhira nobody of the cast does, only the national secretariat is above it.
Every title carries the mark of its district, so that a leak can be seen.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date, timedelta
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType, SimpleNamespace
from typing import Any

from access.models import User
from access.toolkit.rooms import all_rooms
from partners.actions import add_member, appoint
from partners.models import Committee, Organisation, Seat
from partners.queries import find_place
from tests.budgets import is_deep
from tests.cast import NOW, Cast
from tests.newcomers import known

LONG_AGO = NOW - timedelta(days=400)
FAR = date(2055, 1, 5)
MARKS = {"jashore": "ZQJASHORE", "satkhira": "ZQSATKHIRA"}
NO_REF = "n0-such-record-anywher"

NATION = "ncc_secretary ncc_chair"
SECRETARIAT = "dc_jashore dd_women_jashore"
COMMITTEE = f"{SECRETARIAT} uno_sharsha rj_liaison"
NETWORK = (
    f"{NATION} facilitator oversight {SECRETARIAT} uno_sharsha bnwla_liaison rj_liaison rj_staff "
    "far_liaison moewoe_focal"
)
KEEPS_JASHORE = f"{SECRETARIAT} {NATION}"
Answers = Mapping[int, str]


def without(names: str, *left_out: str) -> str:
    """Names but for some."""
    gone = " ".join(left_out).split()
    return " ".join(name for name in names.split() if name not in gone)


class District(SimpleNamespace):
    """One district's records, by what the rows call them; each room adds its own."""

    mark: str
    committee: Committee
    organisation: Organisation
    secretary: User
    chair: User
    liaison: User
    oversight: User
    administrator: User


@dataclass(frozen=True)
class Row:
    """One address. `args` of a district; `nowhere` is an address of the same shape without a record."""

    method: str = "GET"
    args: Callable[[District], tuple[object, ...]] | None = None
    nowhere: tuple[object, ...] = ()
    own: Answers = field(default_factory=dict)
    other: Answers = field(default_factory=dict)
    # An address inside the same record where nothing is, for those who read the record around it.
    inside: Callable[[District], tuple[object, ...]] | None = None
    reads_around: Mapping[str, str] = field(default_factory=dict)
    data: Mapping[str, str] = field(default_factory=dict)
    # Answered also to whoever has no place in the network: there is no such page for them either.
    any_login: bool = False


@dataclass(frozen=True)
class Rows:
    """The addresses of a room, by who is asked about at all."""

    records: Mapping[str, Row] = field(default_factory=dict)
    # Lists and forms without a record behind them: the status for everybody of the network.
    lists: Mapping[str, Row] = field(default_factory=dict)
    # Everybody with a login, whoever they are: method and status.
    every_login: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    # The technical administrator alone: method and status; and the pages of one account, where there is
    # one and where there is none.
    administrator: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    of_an_account: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    # Before sign-in: the status for a stranger, and for whoever is signed in.
    open: Mapping[str, tuple[str, tuple[object, ...], int, int]] = field(default_factory=dict)

    def names(self) -> list[str]:
        """Every address with a row here."""
        return [name_of(row) for part in fields(self) for row in getattr(self, part.name)]


def name_of(row: str) -> str:
    """The URL name of a row; a row may say in brackets which record it means."""
    return row.split(" ")[0]


def asks_in_turn(row: Row, keys: Sequence[str], place: int, *, of_own: int = 2) -> list[str]:
    """Who of these asks for the `place`-th address, where everybody who gets in sees the same of a page.

    Of those to whom it opens some in turn, and one of the others; in `make deep` all of them.
    """
    if is_deep():
        return list(keys)
    lets_in = " ".join(names for status, names in row.own.items() if status < 300).split()
    inside = [key for key in keys if key in lets_in]
    outside = [key for key in keys if key not in lets_in]
    return [*_in_turn(inside, place, of_own), *_in_turn(outside, place, 1)]


def _in_turn(keys: Sequence[str], place: int, count: int) -> list[str]:
    return [keys[(place + nth) % len(keys)] for nth in range(min(count, len(keys)))]


def file_of(room: str) -> str:
    """Where the rows of a room stand."""
    return f"tests/{room}/sweep.py"


def _parts() -> list[ModuleType]:
    names = [f"tests.{room.name}.sweep" for room in all_rooms()]
    return [import_module(name) for name in names if find_spec(name)]


def rows_by_room() -> dict[str, Rows]:
    """The rows of each room that has some."""
    return {part.__name__.split(".")[1]: part.ROWS for part in _parts()}


def all_rows() -> Rows:
    """The rows of all rooms as one; no address stands in two rooms."""
    joined: dict[str, dict[str, Any]] = {part.name: {} for part in fields(Rows)}
    for rows in rows_by_room().values():
        for part, known_so_far in joined.items():
            more = getattr(rows, part)
            assert not known_so_far.keys() & more.keys(), "an address stands in two rooms"
            known_so_far |= more
    return Rows(**joined)


def build(cast: Cast) -> dict[str, District]:
    """Both districts, with what each room makes in them by its actions."""
    watching = {"oversight": cast.oversight.user, "administrator": cast.administrator.user}
    here = District(
        mark=MARKS["jashore"],
        committee=committee_of("jashore"),
        secretary=cast.dd_women_jashore.user,
        chair=cast.dc_jashore.user,
        liaison=cast.rj_liaison.user,
        organisation=Organisation.objects.get(code="RJ"),
        **watching,
    )
    there = District(
        mark=MARKS["satkhira"],
        committee=committee_of("satkhira"),
        secretary=_holder("satkhira", Seat.Role.MEMBER_SECRETARY),
        chair=_holder("satkhira", Seat.Role.CHAIR),
        liaison=_liaison("BRAC"),
        organisation=Organisation.objects.get(code="BRAC"),
        **watching,
    )
    for district in (here, there):
        for part in _parts():
            if hasattr(part, "prepare"):
                part.prepare(district)
    return {"jashore": here, "satkhira": there}


def committee_of(district: str) -> Committee:
    """The committee of one of the two districts."""
    place = find_place((district.capitalize(), "Khulna"))
    assert place is not None
    return Committee.objects.get(place=place)


def _holder(district: str, role: str) -> User:
    seat = Seat.objects.select_related("office").get(committee=committee_of(district), role=role)
    person = known(label_en=f"{role} {district}", label_bn=role, email=f"{role}@{district}.example")
    assert seat.office is not None and person.user is not None
    appoint(by=None, office=seat.office, person=person, since=LONG_AGO, at=NOW)
    return person.user


def _liaison(code: str) -> User:
    person = known(label_en=code, label_bn=code, email=f"{code.lower()}@example.org")
    organisation = Organisation.objects.get(code=code)
    add_member(by=None, organisation=organisation, person=person, role="liaison", since=LONG_AGO, at=NOW)
    assert person.user is not None
    return person.user
