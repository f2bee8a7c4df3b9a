"""Whatever the world looks like, every way of asking gives the answer a plain calculation gives."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from access.models import Party, PartyMember, Role, User
from access.rules.engine import can, people_who_may
from access.rules.viewer import Viewer
from access.toolkit.listing import count, page
from tests.agreement import agree
from tests.budgets import budget
from tests.toys.models import Club, Letter, Paper
from tests.toys.world import NOW, club, hours, join, letter, paper, party, person, rolled_back

PARTIES = ["a", "b", "c", "everyone", "role:oversight", "role:national-secretariat"]
PLAIN = st.sampled_from(PARTIES[:3])
ACTIONS = ["view", "edit", "sign", "comment", "close"]


@dataclass(frozen=True)
class Term:
    who: int
    party: str
    since: int
    length: int | None

    def runs(self, at: int) -> bool:
        return self.since <= at and (self.length is None or at < self.since + self.length)


@dataclass(frozen=True)
class APaper:
    keeper: str | None
    author: str | None
    readers: frozenset[str]
    in_club: bool
    hour: int
    live: bool
    rank: int = 0


@dataclass(frozen=True)
class World:
    flags: list[str]
    terms: list[Term]
    papers: list[APaper]
    letters: list[tuple[frozenset[str], bool]] = field(default_factory=list)

    def parties(self, who: int, at: int) -> set[str]:
        if self.flags[who] != "ordinary":
            return set()
        return {term.party for term in self.terms if term.who == who and term.runs(at)}

    def may(self, who: int, action: str, record: APaper, at: int) -> bool:
        """The rules of the toy world once more, by hand."""
        mine = self.parties(who, at)
        keeper = record.keeper if record.in_club else None
        sees = bool(mine & record.readers) or "role:national-secretariat" in mine
        return (
            sees
            and {
                "view": True,
                "edit": record.author in mine,
                "sign": bool(mine & record.readers) and keeper in mine,
                "comment": record.author in mine or keeper in mine,
                "close": record.author in mine or "role:national-secretariat" in mine,
            }[action]
        )


def worlds() -> st.SearchStrategy[World]:
    people = st.integers(0, 3)
    return st.builds(
        World,
        flags=st.lists(
            st.sampled_from(["ordinary", "ordinary", "ordinary", "inactive", "administrator"]),
            min_size=4,
            max_size=4,
        ),
        terms=st.lists(
            st.builds(
                Term,
                who=people,
                party=st.sampled_from(PARTIES),
                since=st.integers(0, 3),
                length=st.none() | st.integers(1, 3),
            ),
            max_size=10,
        ),
        papers=st.lists(
            st.builds(
                APaper,
                keeper=st.none() | PLAIN,
                author=st.none() | PLAIN,
                readers=st.frozensets(PLAIN),
                in_club=st.booleans(),
                hour=st.integers(0, 2),
                live=st.booleans(),
                rank=st.integers(0, 2),
            ),
            max_size=4,
        ),
        letters=st.lists(st.tuples(st.frozensets(PLAIN), st.booleans()), max_size=4),
    )


@dataclass
class Made:
    users: list[User]
    papers: list[Paper]
    letters: list[Letter]


def make(world: World) -> Made:
    users = [
        person(f"p{n}", is_active=flag != "inactive", is_administrator=flag == "administrator")
        for n, flag in enumerate(world.flags)
    ]
    for number, term in enumerate(world.terms):
        until = None if term.length is None else NOW + hours(term.since + term.length)
        join(users[term.who], known(term.party), NOW + hours(term.since), until, reason=f"term:{number}")
    papers = [
        paper(
            f"paper {number}",
            *(known(code) for code in sorted(each.readers)),
            club=club("club", known(each.keeper) if each.keeper else None) if each.in_club else None,
            author_party=known(each.author) if each.author else None,
            at=NOW + hours(each.hour),
            live=each.live,
            rank=each.rank,
        )
        for number, each in enumerate(world.papers)
    ]
    letters = [
        letter(*(known(code) for code in sorted(readers)), is_confirmed=confirmed, at=NOW + hours(number % 2))
        for number, (readers, confirmed) in enumerate(world.letters)
    ]
    return Made(users, papers, letters)


def known(code: str) -> Party:
    return Party.objects.filter(code=code).first() or party(code)


def instant(at: int) -> datetime:
    return NOW + hours(at)


@pytest.mark.django_db
@settings(max_examples=budget(12, 400), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(world=worlds(), at=st.integers(0, 4))
def test_list_check_flag_and_people_agree_with_a_plain_calculation(world: World, at: int) -> None:
    with rolled_back():
        made = make(world)
        answers = agree(made.papers, ACTIONS, made.users, instant(at)) if made.papers else {}
        for action, allowed in answers.items():
            assert allowed == {
                (record.pk, user.pk)
                for who, user in enumerate(made.users)
                for record, each in zip(made.papers, world.papers, strict=True)
                if world.may(who, action, each, at)
            }


@pytest.mark.django_db
@settings(max_examples=budget(12, 400), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    world=worlds(),
    at=st.integers(0, 4),
    size=st.integers(1, 4),
    descending=st.booleans(),
    live=st.none() | st.booleans(),
    rank=st.none() | st.integers(0, 2),
    span=st.tuples(st.none() | st.integers(0, 2), st.none() | st.integers(0, 2)),
)
def test_the_merged_list_walked_page_by_page_is_the_sorted_plain_list(
    world: World,
    at: int,
    size: int,
    descending: bool,
    live: bool | None,
    rank: int | None,
    span: tuple[int | None, int | None],
) -> None:
    with rolled_back():
        made = make(world)
        since, until = (None if hour is None else instant(hour) for hour in span)
        # A range of dates is of what is dated.
        wanted = 0 if rank is None and (since or until) else rank
        for who, user in enumerate(made.users):
            expected = sorted(
                (
                    (each.rank, record.at, record.pk)
                    for record, each in zip(made.papers, world.papers, strict=True)
                    if world.may(who, "view", each, at)
                    and (live is None or each.live == live)
                    and (wanted is None or each.rank == wanted)
                    and (since is None or record.at >= since)
                    and (until is None or record.at < until)
                ),
                reverse=descending,
            )
            viewer = Viewer(user, instant(at))
            seen: list[tuple[int, datetime, int]] = []
            cursor: str | None = None
            while True:
                now = page(
                    Paper,
                    viewer,
                    live=live,
                    rank=rank,
                    after=cursor,
                    size=size,
                    descending=descending,
                    at_range=(since, until),
                )
                seen += [(row.rank, row.at, row.pk) for row in now.records]
                cursor = now.next_cursor
                if cursor is None:
                    break
                assert len(now.records) == size
            assert seen == expected
            asked: dict[str, Any] = {"live": live, "rank": rank, "at_range": (since, until)}
            assert count(Paper, viewer, **asked) == len(expected)
            assert count(Paper, viewer, **asked, cap=2) == min(2, len(expected))


@pytest.mark.django_db
@settings(max_examples=budget(12, 400), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(world=worlds(), at=st.integers(0, 4), descending=st.booleans())
def test_a_role_with_a_condition_reads_the_same_in_a_list_as_one_by_one(
    world: World, at: int, descending: bool
) -> None:
    with rolled_back():
        made = make(world)
        for who, user in enumerate(made.users):
            mine = world.parties(who, at)
            expected = {
                record.pk
                for record, (readers, confirmed) in zip(made.letters, world.letters, strict=True)
                if mine & readers or (confirmed and "role:oversight" in mine)
            }
            viewer = Viewer(user, instant(at))
            listed = [row.pk for row in page(Letter, viewer, descending=descending).records]
            assert len(listed) == len(set(listed))
            assert set(listed) == expected
            assert {record.pk for record in made.letters if can(viewer, "view", record)} == expected
            assert {
                record.pk for record in made.letters if user in people_who_may("view", record, instant(at))
            } == expected


@pytest.mark.django_db
@pytest.mark.usefixtures("without_people")
def test_the_plain_calculation_itself_tells_people_apart() -> None:
    """A calculation that says the same of everybody would agree with anything."""
    record = APaper("a", "b", frozenset({"b", "c"}), in_club=True, hour=0, live=True)
    terms = [Term(0, "a", 0, None), Term(1, "b", 0, 1), Term(2, "role:national-secretariat", 1, None)]
    world = World(["ordinary"] * 3 + ["administrator"], terms, [record])
    assert [world.may(who, "edit", record, 0) for who in range(4)] == [False, True, False, False]
    assert [world.may(who, "view", record, 1) for who in range(4)] == [False, False, True, False]
    with rolled_back():
        make(world)
        assert PartyMember.objects.count() == 3
        assert Club.objects.count() == 1
        assert {role.value for role in Role} == {"oversight", "national-secretariat"}
