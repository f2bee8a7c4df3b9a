"""Many committees entered on one page: each by itself, and once however often it is sent."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from commitments.models import Commitment
from language.words import local_day
from meetings.actions.numbering import number_at
from meetings.held.batch import committees_to_enter
from meetings.models import Meeting, MeetingOf, Minutes
from partners.models import Committee
from tests.cast import Cast, browser
from tests.meetings.sittings import sharsha

pytestmark = pytest.mark.django_db
KEY = "0b5ad7b2-8ad0-4e0a-8f0b-0b8f1f9d3f11"


def held_on() -> date:
    return local_day(timezone.now()) - timedelta(days=7)


def address() -> str:
    return reverse("meetings_batch", args=[sharsha().ref])


def unions() -> list[Committee]:
    return [one.committee for one in committees_to_enter(sharsha(), timezone.now())]


def rows(**more: Any) -> dict[str, Any]:
    """What is typed for all of them: the chair of each in the chair, every paper signed."""
    due = f"{held_on() + timedelta(days=60):%d/%m/%Y}"
    typed: dict[str, Any] = {
        "key": KEY,
        "on_date": f"{held_on():%d/%m/%Y}",
        "place": "Upazila hall",
        "by_chairs": "on",
        "all_signed": "on",
    }
    for one in unions():
        parishad = f"ইউপি চেয়ারম্যান\t{due}"
        typed |= {
            f"present-{one.ref}": "১৪",
            f"decisions-{one.ref}": f"Courtyard meetings in three wards | {parishad}\n\nA poster",
        }
    return typed | more


def sent(client: Client, typed: dict[str, Any]) -> Any:
    return client.post(address(), typed)


def entered() -> list[Meeting]:
    return list(Meeting.objects.filter(lead_committee__parent=sharsha(), entered_afterwards=True))


def test_one_wrong_row_keeps_no_other_back_and_the_same_again_adds_nothing(cast: Cast) -> None:
    wrong, away, empty, draft, *others = unions()
    MeetingOf.objects.create(
        meeting=Meeting.objects.create(on_date=date(2020, 1, 5), at=timezone.now(), live=False),
        committee=others[0],
        number=40,
    )
    client = browser(cast.uno_sharsha.user)
    typed = rows() | {
        f"decisions-{wrong.ref}": "One\nTwo | Nobody of this name",
        f"away-{away.ref}": "on",
        f"present-{empty.ref}": "",
        f"decisions-{empty.ref}": "",
        f"signed-{draft.ref}": "no",
    }
    first = sent(client, typed)
    assert first.status_code == 422
    assert list(first.context["form"].errors) == [f"decisions-{wrong.ref}"]
    assert "2" in str(first.context["form"].errors[f"decisions-{wrong.ref}"])
    done = {one.committee.pk for one in first.context["done"]}
    assert done == {one.pk for one in (draft, *others)} == {one.lead_committee_id for one in entered()}
    # The answer was lost, the same page is sent again; then what was wrong is mended.
    assert sent(client, typed).status_code == 422
    assert len(entered()) == len(done)
    mended = {**typed, f"decisions-{wrong.ref}": "One"}
    assert sent(client, mended).status_code == 302
    assert len(entered()) == len(done) + 1
    states = {one.lead_committee_id: one.state for one in entered()}
    assert states.pop(draft.pk) == "drafted" and set(states.values()) == {"circulated"}
    numbers = dict(MeetingOf.objects.filter(meeting__in=entered()).values_list("committee", "number"))
    assert numbers.pop(others[0].pk) == 41 and set(numbers.values()) == {None}
    one = Minutes.objects.get(meeting__lead_committee=others[1])
    assert one.head_counts.get().total == 14
    # Of a mere number no seat is noted, only who was in the chair.
    assert [(line.capacity, line.seat) for line in one.attendance.all()] == [("chair", None)]
    assert (one.signed_on, one.meeting.place_text) == (held_on(), "Upazila hall")
    promise = Commitment.objects.get(committee=others[1])
    assert promise.speaks_for is not None and promise.what == "Courtyard meetings in three wards"
    # It reads what it entered, and no other draft of theirs.
    assert client.get(reverse("meeting", args=[one.meeting.ref])).status_code == 200


def test_what_stands_already_is_shown_and_joined_and_a_day_to_come_is_said_at_its_row(cast: Cast) -> None:
    first, second, *_others = unions()
    client = browser(cast.uno_sharsha.user)
    ref = first.ref
    typed = {
        "key": KEY,
        "on_date": f"{held_on():%d/%m/%Y}",
        f"present-{ref}": "9",
        f"decisions-{ref}": "One",
    }
    assert sent(client, typed).status_code == 302
    # Another page, by another officer or on another day: one meeting, and what differs is shown.
    other = typed | {"key": KEY.replace("0b5a", "1b5a"), f"decisions-{ref}": "One\nTwo"}
    shown = sent(client, other)
    assert shown.status_code == 422 and len(entered()) == 1
    (line,) = [row for row in shown.context["lines"] if row.differences]
    assert {one.typed for one in line.differences} == {"Two"}
    assert sent(client, other | {f"join-{ref}": entered()[0].ref}).status_code == 302
    assert len(entered()) == 1 and entered()[0].minutes.decisions.count() == 2
    # What the committee called itself and told nobody above of is not led to, and keeps no row back.
    hidden = Meeting.objects.create(
        on_date=held_on(),
        at=timezone.now(),
        live=True,
        title_en="Of a girl who was found",
        lead_committee=second,
    )
    MeetingOf.objects.create(meeting=hidden, committee=second)
    theirs = other | {f"present-{second.ref}": "9", f"decisions-{second.ref}": "One"}
    for join in ({}, {f"join-{second.ref}": hidden.ref}):
        kept = sent(client, {**theirs, **join, "key": KEY.replace("0b5a", "2b5a")})
        assert kept.status_code == 422 and f"on_date-{second.ref}" in kept.context["form"].errors
        assert hidden.ref not in kept.content.decode().replace(join.get(f"join-{second.ref}", "-"), "")
        assert "Of a girl" not in kept.content.decode()
    hidden.sittings.all().delete()
    tomorrow = f"{local_day(timezone.now()) + timedelta(days=1):%d/%m/%Y}"
    late = {f"on_date-{second.ref}": tomorrow, f"present-{second.ref}": "9", "key": KEY}
    assert list(sent(client, late).context["form"].errors) == [f"on_date-{second.ref}"]
    unsigned = {f"present-{second.ref}": "9", "all_signed": "on", "key": KEY, "on_date": typed["on_date"]}
    assert list(sent(client, unsigned).context["form"].errors) == [f"chair-{second.ref}"]
    assert sent(client, {"key": KEY}).status_code == 422
    for who in ("far_liaison", "dc_jashore", "facilitator", "oversight", "rj_liaison"):
        assert browser(cast[who].user).get(address()).status_code == 403
    assert len(entered()) == 1


def test_the_number_fits_the_place_of_the_day_whatever_was_entered_before(cast: Cast) -> None:
    (committee, *_others) = unions()
    assert number_at(committee, held_on()) is None
    for day, number in ((date(2025, 3, 1), 10), (date(2025, 6, 1), 12), (date(2025, 7, 1), 13)):
        meeting = Meeting.objects.create(on_date=day, at=timezone.now(), live=False)
        MeetingOf.objects.create(meeting=meeting, committee=committee, number=number)
    fits = {date(2025, 1, 1): 9, date(2025, 4, 1): 11, date(2025, 6, 15): None, date(2025, 8, 1): 14}
    assert {day: number_at(committee, day) for day in fits} == fits
