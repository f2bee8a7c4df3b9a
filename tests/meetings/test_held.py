"""What stands on a paper is entered at once: the meeting, who came, what was decided, the signature."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from access.rules.engine import RefusedError, can
from access.toolkit.errors import Mendable
from commitments.models import Commitment
from language.words import local_day
from meetings import actions
from meetings.entered import entered_by
from meetings.held.actions import enter_held
from meetings.held.differing import StandsAlready
from meetings.held.said import Came, Decided, Held
from meetings.models import Attendance, Meeting, Minutes
from meetings.seating import label_of
from partners.implementers import Implementer
from partners.models import GroupKind, Seat
from tests.cast import NOW, Cast, viewer
from tests.meetings.sittings import DUE, TODAY, body, planned, seated, sharsha

pytestmark = pytest.mark.django_db
HELD_ON = date(2026, 11, 15)
SHELTER, COURTYARD = "Two beds are kept free at the shelter", "Courtyard meetings in three wards"


def _paper(**other: Any) -> Held:
    decisions = (
        Decided(SHELTER, (Implementer(body("RJ")),), DUE),
        Decided(COURTYARD, (GroupKind.UNIONS,), DUE),
        Decided("The committee thanks the ward members"),
    )
    return replace(Held(on_date=HELD_ON, came=Came(everybody=True), decisions=decisions), **other)


def _enter(cast: Cast, held: Held, key: str = "k", *, who: str = "uno_sharsha", join: str = "") -> Meeting:
    return enter_held(by=cast[who].user, committee=sharsha(), key=key, held=held, at=NOW, join=join)


@contextmanager
def _refused(field: str) -> Iterator[None]:
    before = Meeting.objects.count()
    with pytest.raises(Mendable) as caught:
        yield
    assert caught.value.field == field, caught.value
    assert Meeting.objects.count() == before


@pytest.fixture
def shelter(cast: Cast) -> Seat:
    """The NGO that keeps the shelter sits in the committee, which binds it so."""
    return seated("RJ")


def test_a_signed_paper_is_a_circulated_meeting_with_all_that_it_says(cast: Cast, shelter: Seat) -> None:
    meeting = _enter(cast, _paper(signed_by="UNO, Sharsha", signed_on=HELD_ON, number=7))
    minutes = Minutes.objects.get(meeting=meeting)
    assert (meeting.state, meeting.number, meeting.entered_afterwards) == ("circulated", 7, True)
    assert (minutes.signed_by, minutes.entered_by) == ("UNO, Sharsha", cast.uno_sharsha.user)
    assert set(minutes.attendance.filter(seat__isnull=False).values_list("status", flat=True)) <= {
        Attendance.Status.PRESENT,
        "",
    }
    assert [(item.kind, item.title) for item in meeting.agenda.all()] == [("decision", "")] * 3
    assert [one.number for one in minutes.decisions.order_by("item__position")] == ["7.1", "7.2", "7.3"]
    promises = Commitment.objects.filter(committee=sharsha(), agreed_on=HELD_ON)
    assert {one.what for one in promises} == {SHELTER, COURTYARD}
    assert promises.filter(what=SHELTER).get().owner == body("RJ")
    assert promises.filter(what=COURTYARD).count() > 1  # one of each union parishad


def test_an_unsigned_paper_stays_a_draft_and_says_no_more_than_it_does(cast: Cast, shelter: Seat) -> None:
    ticked = list(Seat.objects.filter(committee=sharsha(), until=None).order_by("pk")[:2])
    meeting = _enter(cast, _paper(came=Came(seats=ticked), chair="UNO, Jhikargachha (acting)"))
    minutes = Minutes.objects.get(meeting=meeting)
    assert (meeting.state, meeting.number, minutes.is_approved) == ("drafted", None, False)
    assert set(minutes.attendance.filter(status="present").values_list("seat", flat=True)) == {
        one.pk for one in ticked
    }
    assert minutes.attendance.get(capacity="chair").label == "UNO, Jhikargachha (acting)"
    month = _enter(
        cast,
        _paper(
            on_date=date(2026, 3, 1), precision=Meeting.Precision.MONTH, came=Came(number=14), decisions=()
        ),
        "another",
    )
    assert month.precision == "month"
    assert month.minutes.head_counts.get().total == 14
    assert not month.minutes.attendance.exists()


def test_the_same_key_enters_once_and_another_paper_of_the_day_joins(cast: Cast, shelter: Seat) -> None:
    first = _enter(cast, _paper())
    assert _enter(cast, _paper()) == first
    assert first.minutes.decisions.count() == 3
    # Another key, or the same with other words, of the same day: what differs is said, nothing is doubled.
    more = (*_paper().decisions[:1], Decided("A helpline poster at the bus stand"))
    other = _paper(decisions=more, came=Came(number=4), signed_by="UNO, Sharsha", signed_on=TODAY)
    for key in ("k", "other tab"):
        with pytest.raises(StandsAlready) as caught:
            _enter(cast, other, key)
        assert caught.value.join == first.ref
        said = {(one.stands, one.typed) for one in caught.value.differences}
        assert {("", "A helpline poster at the bus stand"), (COURTYARD, "")} <= said
    joined = _enter(cast, other, "other tab", join=first.ref)
    assert (joined, joined.state) == (first, Meeting.State.CIRCULATED)
    assert joined.minutes.decisions.count() == 4
    assert _enter(cast, other, "other tab") == first
    assert Meeting.objects.filter(sittings__committee=sharsha(), on_date=HELD_ON).count() == 1
    # The minutes are frozen now: what is new to them is refused, and what is not adds nothing.
    with pytest.raises(Mendable):
        late = (Decided("Something else"),)
        _enter(cast, _paper(decisions=late), "late", join=first.ref)
    _enter(cast, _paper(), "late", join=first.ref)
    assert first.minutes.decisions.count() == 4


def test_a_meeting_that_was_called_here_is_the_one_its_paper_tells_of(cast: Cast, shelter: Seat) -> None:
    called = planned(cast.uno_sharsha.user)
    paper = _paper(on_date=TODAY, signed_by="UNO, Sharsha", signed_on=TODAY)
    with pytest.raises(StandsAlready):
        _enter(cast, paper)
    assert _enter(cast, paper, join=called.ref) == called
    called.refresh_from_db()
    assert (called.state, called.minutes.decisions.count()) == ("circulated", 3)


def test_what_was_due_before_the_paper_of_a_called_meeting_came_is_asked_about_and_not_late(
    cast: Cast, shelter: Seat
) -> None:
    called = planned(cast.uno_sharsha.user)
    weeks_later = NOW + timedelta(days=60)
    assert local_day(weeks_later) > DUE
    paper = _paper(on_date=TODAY, signed_by="UNO, Sharsha", signed_on=TODAY)
    by = cast.uno_sharsha.user
    enter_held(by=by, committee=sharsha(), key="k", held=paper, at=weeks_later, join=called.ref)
    promise = Commitment.objects.get(what=SHELTER)
    assert (promise.due_on, promise.awaits_word) == (None, True)


def test_one_that_was_called_off_is_no_meeting(cast: Cast, shelter: Seat) -> None:
    off = actions.cancel_meeting(by=cast.uno_sharsha.user, meeting=planned(cast.uno_sharsha.user), at=NOW)
    assert _enter(cast, _paper(on_date=TODAY)) != off


def test_what_is_wrong_is_said_at_its_place_and_nothing_is_kept(cast: Cast, shelter: Seat) -> None:
    def decided(*decisions: Decided) -> Held:
        return _paper(decisions=decisions)

    with _refused("on_date"):
        _enter(cast, _paper(on_date=TODAY.replace(day=23)))
    with _refused("decision_2"):
        _enter(cast, decided(Decided("One"), Decided("Call 01711000000")))
    with _refused("due_1"):
        _enter(cast, decided(Decided("One", (Implementer(body("RJ")),))))
    with _refused("due_1"):
        _enter(cast, decided(Decided("One", (Implementer(body("RJ")),), date(2026, 11, 1))))
    with _refused("body_1"):
        _enter(cast, decided(Decided("One", (), DUE)))
    with _refused("signed_on"):
        _enter(cast, _paper(signed_by="UNO", signed_on=None))
    with _refused("signed_on"):
        _enter(cast, _paper(signed_by="UNO", signed_on=date(2026, 11, 1)))
    with _refused("chair"):
        _enter(cast, _paper(chair="01711000000"))
    for who in ("facilitator", "oversight", "rj_liaison", "ncc_secretary"):
        with pytest.raises(RefusedError):
            _enter(cast, _paper(), who=who)


def test_whoever_may_not_write_a_meeting_that_stands_learns_neither_its_title_nor_how_to_reach_it(
    cast: Cast, shelter: Seat
) -> None:
    hidden = planned(cast.uno_sharsha.user, title="Of a girl found at Benapole", on_date=TODAY)
    paper = _paper(on_date=TODAY)
    for join in ("", hidden.ref):
        with pytest.raises(StandsAlready) as caught:
            _enter(cast, paper, who="dc_jashore", join=join)
        assert (caught.value.join, caught.value.differences) == ("", [])
        assert "Benapole" not in str(caught.value)
    assert not Minutes.objects.filter(meeting=hidden).exists()


def test_a_month_is_one_whichever_of_its_days_was_typed_and_its_meetings_differ_by_number(
    cast: Cast, shelter: Seat
) -> None:
    month = Meeting.Precision.MONTH
    first = _enter(cast, _paper(on_date=date(2026, 3, 1), precision=month, number=8))
    with pytest.raises(StandsAlready) as caught:
        _enter(cast, _paper(on_date=date(2026, 3, 5), precision=month), "again")
    assert caught.value.join == first.ref
    other = _enter(cast, _paper(on_date=date(2026, 3, 5), precision=month, number=9), "other")
    assert other != first
    year = _paper(on_date=date(2026, 7, 1), precision=Meeting.Precision.YEAR)
    assert _enter(cast, year, "year") not in (first, other)


def test_a_mere_number_marks_no_seat_so_that_members_may_say_that_it_is_wrong(
    cast: Cast, shelter: Seat
) -> None:
    chair = Seat.objects.get(committee=sharsha(), role=Seat.Role.CHAIR, until=None)
    paper = _paper(came=Came(number=9), chair=chair, signed_by="UNO, Sharsha", signed_on=HELD_ON)
    minutes = Minutes.objects.get(meeting=_enter(cast, paper, who="dc_jashore"))
    assert not minutes.attendance.filter(seat__isnull=False).exclude(status="").exists()
    (line,) = minutes.attendance.filter(capacity=Attendance.Capacity.CHAIR, seat=None)
    assert (line.label_en, line.label_bn) == label_of(chair)
    assert can(viewer(cast.rj_liaison.user), "correct", minutes)
    with pytest.raises(StandsAlready) as caught:
        _enter(cast, paper, "again")
    assert [one.what for one in caught.value.differences] == []


def test_what_no_record_can_hold_is_refused_at_its_field(cast: Cast) -> None:
    due = Decided(COURTYARD, (GroupKind.UNIONS,), date(2300, 1, 1))
    unsayable: dict[str, dict[str, Any]] = {
        "present": {"came": Came(number=10**12)},
        "number": {"number": -4},
        "decision_1": {"decisions": (Decided(" "),)},
        "due_1": {"decisions": (due,)},
        "body_1": {"decisions": (Decided(COURTYARD, (), DUE),)},
    }
    for field, said in unsayable.items():
        with _refused(field):
            _enter(cast, _paper(**said))
    for key in ("", "k" * 10_000, "k\0"):
        with _refused("key"):
            _enter(cast, _paper(), key)


def test_pages_go_to_no_minutes_that_are_signed_without_the_right_to_enter_it(
    cast: Cast, shelter: Seat
) -> None:
    signed = _paper(signed_by="UNO, Sharsha", signed_on=HELD_ON)
    meeting = _enter(cast, signed)
    late = replace(signed, pages=("nothing-was-sent",), names_nobody=True)
    with pytest.raises(Mendable):
        _enter(cast, late, "late", join=meeting.ref)
    with pytest.raises((RefusedError, Mendable)):
        _enter(cast, late, "late", who="dc_jashore", join=meeting.ref)
    assert not meeting.minutes.signed_pages.exists()


def test_the_tier_above_has_entered_what_it_wrote_and_is_contested_from_its_last_word(
    cast: Cast, shelter: Seat
) -> None:
    meeting = _enter(cast, _paper(), who="dc_jashore")
    minutes = Minutes.objects.get(meeting=meeting)
    assert cast.dc_jashore.user.pk in entered_by(meeting.pk)
    later = NOW + timedelta(days=20)
    minutes = actions.approve_on_paper(
        by=cast.dc_jashore.user, minutes=minutes, signed_by="UNO, Sharsha", signed_on=HELD_ON, at=later
    )
    actions.circulate(by=cast.dc_jashore.user, minutes=minutes, at=later)
    assert cast.dc_jashore.user.pk in entered_by(meeting.pk)
    meeting.refresh_from_db()
    contested = actions.contest(
        by=cast.uno_sharsha.user, meeting=meeting, contested_as=Meeting.Contest.DECIDED, at=later
    )
    assert contested.contested_at == later
