"""A program stays in step by the feed of changes: it is told what its person may read, and reads it there."""

import pytest

from commitments import actions
from tests.cast import Cast
from tests.commitments.pages import pair
from tests.commitments.world import NOW, promise
from tests.meetings.sittings import circulated
from tests.programs import Program, errors

pytestmark = pytest.mark.django_db(transaction=True)


def path(address: str) -> str:
    return address.removeprefix("/api/v1/")


def test_a_program_begins_with_the_place_of_now_and_is_told_what_changes_from_then_on() -> None:
    made = pair()
    stranger = pair()
    owner = Program(made.owner)
    begun = owner.get("changes/").json()
    assert begun["results"] == [] and not begun["has_more"]
    assert owner.get(path(begun["next"])).json()["results"] == []
    made.accepted()
    stranger.accepted()
    more = [promise(made.ngo, made.committee) for _nth in range(3)]
    told = owner.get(f"{path(begun['next'])}&size=2").json()
    assert told["has_more"] and [one["kind"] for one in told["results"]] == ["commitment"] * 2
    rest = owner.get(path(told["next"])).json()
    refs = [one["ref"] for one in (*told["results"], *rest["results"])]
    assert refs == [made.commitment.ref, *(one.ref for one in more)] and not rest["has_more"]
    for one in rest["results"]:
        assert owner.get(path(one["address"])).json()["ref"] == one["ref"]
    assert owner.get(path(rest["next"])).json()["results"] == []
    other = Program(stranger.owner).get("changes/").json()["next"]
    assert errors(owner.get(path(other))) == {"after": "cursor"}
    assert errors(owner.get("changes/?after=x&since=2026")) == {"since": "unknown"}
    assert errors(owner.get("changes/?size=101")) == {"size": "size"}


def test_minutes_are_told_by_the_meeting_they_are_of_and_to_nobody_before_they_circulate(cast: Cast) -> None:
    member, secretary = Program(cast.rj_liaison.user), Program(cast.uno_sharsha.user)
    begun = {one: one.get("changes/").json()["next"] for one in (member, secretary)}
    minutes = circulated(cast)
    told = secretary.get(path(begun[secretary])).json()["results"]
    addresses = {one["kind"]: one["address"] for one in told}
    assert addresses["minutes"] == f"/api/v1/meetings/{minutes.meeting.ref}/minutes/"
    assert secretary.get(path(addresses["minutes"])).status_code == 200
    assert all(
        member.get(path(one["address"])).status_code == 200
        for one in member.get(path(begun[member])).json()["results"]
    )


def test_what_is_told_says_nothing_of_the_record() -> None:
    made = pair()
    owner = Program(made.owner)
    begun = owner.get("changes/").json()["next"]
    made.accepted()
    actions.report(by=made.owner, commitment=made.commitment, text="A word of the evidence.", at=NOW)
    told = owner.get(path(begun))
    assert {one for row in told.json()["results"] for one in row} == {"kind", "ref", "address", "at"}
    assert made.commitment.what not in told.content.decode()
