"""What was due before it was entered raises no alarm: asked about once, and late only after a new date."""

from collections import Counter
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse

from access.models import User
from access.toolkit.lists import Chip
from commitments import actions
from commitments.models import Became, ChangeRequest, Commitment, CommitmentGroup, Stage
from commitments.queries import COMMITMENTS, LATE, SOON_VIEW, TO_SAY, Traffic, traffic
from language.words import local_day
from notifications.actions import scan
from notifications.models import Notice
from partners.models import Committee, GroupKind
from tests.cast import browser
from tests.commitments.world import (
    NOW,
    TODAY,
    Pair,
    days,
    events,
    organisation,
    promise,
    refused_with,
    viewer,
)

pytestmark = pytest.mark.django_db
HELD = date(2026, 9, 1)
# A holiday within the days of this test, beside Fridays and Saturdays.
HOLIDAYS = {date(2026, 12, 16), date(2026, 12, 25)}


def entered(pair: Pair, due_on: date, **said: Any) -> Commitment:
    return promise(
        pair.ngo,
        pair.committee,
        due_on=due_on,
        agreed_on=HELD,
        entered_afterwards=True,
        by=pair.secretary,
        **said,
    )


def listed(user: User, chip: Chip, at: datetime) -> set[int]:
    found = COMMITMENTS.page(viewer(user, at), chip, size=100)
    return {one.pk for one in found.records}


def told_of(commitments: dict[int, date]) -> Counter[tuple[str, int]]:
    rows = Notice.objects.filter(record_type="commitments.commitment", record_id__in=commitments)
    return Counter(rows.values_list("kind", "record_id"))


def working_days_late(due: date, today: date) -> int:
    """Counted one by one: Friday and Saturday are none, nor are the holidays."""
    later = (due + timedelta(days=count) for count in range(1, max((today - due).days, 0) + 1))
    return sum(one.weekday() not in (4, 5) and one not in HOLIDAYS for one in later)


def test_an_old_register_is_late_only_as_a_plain_calculation_has_it() -> None:
    pair = Pair()
    due = {
        entered(pair, TODAY + timedelta(days=offset)).pk: TODAY + timedelta(days=offset)
        for offset in range(-60, 40, 3)
    }
    due[entered(pair, TODAY).pk] = TODAY
    # Plainly: what was due by the day it was entered has no date.
    dated = {pk for pk, day in due.items() if day > TODAY}
    assert listed(pair.secretary, TO_SAY, NOW) == set(due) - dated
    for later in (0, 1, 8, 19, 45):
        at = NOW + days(later)
        today = local_day(at)
        scan(at=at)
        late = {pk for pk in dated if working_days_late(due[pk], today) >= 1}
        rows = Commitment.objects.filter(pk__in=due)
        assert {one.pk for one in rows if traffic(one, today) == Traffic.LATE} == late
        for user in (pair.secretary, pair.owner):
            assert listed(user, LATE, at) & set(due) == late
            assert not (listed(user, SOON_VIEW, at) & set(due)) - dated
    told = told_of(due)
    assert {pk for _kind, pk in told} == dated
    letters = {pk for kind, pk in told if kind == "commitments.letter"}
    assert letters == {pk for pk in dated if working_days_late(due[pk], local_day(NOW + days(45))) >= 7}


def test_what_became_of_it_is_said_once_and_verifies_nothing() -> None:
    pair = Pair()
    done, still, dated, gone = (entered(pair, TODAY - timedelta(days=each)) for each in (0, 20, 40, 60))
    say: dict[str, Any] = {"by": pair.secretary, "at": NOW}
    actions.say_what_became(commitment=done, became=Became.DONE, **say)
    actions.say_what_became(commitment=still, became=Became.STILL_OPEN, **say)
    assert (
        refused_with(
            "past", actions.say_what_became, commitment=dated, became=Became.STILL_OPEN, due_on=TODAY, **say
        )
        == "due_on"
    )
    assert (
        refused_with(
            "past",
            actions.move_due,
            commitment=dated,
            due_on=TODAY,
            reason="The road there is under water.",
            **say,
        )
        == "due_on"
    )
    new = TODAY + timedelta(days=30)
    actions.say_what_became(commitment=dated, became=Became.STILL_OPEN, due_on=new, **say)
    assert (
        refused_with("no-reason", actions.say_what_became, commitment=gone, became=Became.NOT_NEEDED, **say)
        == "note"
    )
    actions.say_what_became(
        commitment=gone, became=Became.NOT_NEEDED, note="The hall was sold long ago.", **say
    )
    found = {one.pk: one for one in Commitment.objects.all()}
    assert [found[one.pk].stage for one in (done, still, dated, gone)] == [
        Stage.AGREED,
        Stage.AGREED,
        Stage.AGREED,
        Stage.DROPPED,
    ]
    assert [found[one.pk].due_on for one in (done, still, dated, gone)] == [None, None, new, None]
    assert [events(one)[-1] for one in (done, still, dated, gone)] == [
        "done-before",
        "still-open",
        "due-moved",
        "dropped",
    ]
    assert not listed(pair.secretary, TO_SAY, NOW)
    assert (
        refused_with(
            "said",
            actions.say_what_became,
            commitment=done,
            became=Became.NOT_NEEDED,
            note="The hall was sold long ago.",
            **say,
        )
        is None
    )
    # Its body learns of what is open still, and of nothing else but that it was dropped.
    told = told_of({one.pk: TODAY for one in (done, still, dated, gone)})
    assert told == Counter(
        {
            ("commitments.assigned", still.pk): 1,
            ("commitments.date-granted", dated.pk): 1,
            ("commitments.answered", gone.pk): 1,
        }
    )


def test_a_group_is_asked_about_once_and_who_does_not_grant_proposes_the_drop() -> None:
    pair, above = Pair(), Pair()
    group = CommitmentGroup.objects.create(kind=GroupKind.DEPARTMENTS, name_en="all", name_bn="সকল")
    Committee.objects.filter(pk=pair.committee.pk).update(parent=above.committee)
    pair.committee.refresh_from_db()
    for body in (pair.ngo, organisation("other ngo")):
        promise(
            body,
            pair.committee,
            due_on=HELD + days(9),
            agreed_on=HELD,
            entered_afterwards=True,
            entered_party=above.committee.secretariat_party,
            group=group,
        )
    client = browser(above.secretary)
    parts = Commitment.objects.filter(group=group).order_by("pk")
    # Those for whom it was entered are asked nothing.
    assert not listed(pair.secretary, TO_SAY, NOW) and listed(above.secretary, TO_SAY, NOW)
    address = reverse("commitments_afterwards")
    page = client.get(address)
    assert len(page.context["lines"]) == 1
    asked = page.context["lines"][0].asked
    ref = asked.commitment.ref
    assert not asked.grants and f"due_on-{ref}" not in page.context["form"].fields
    assert client.post(address, {}).status_code == 422
    wrong = client.post(address, {f"became-{ref}": "not-needed"})
    assert wrong.status_code == 422 and wrong.context["form"].errors[f"note-{ref}"]
    assert not ChangeRequest.objects.exists()
    typed = {f"became-{ref}": "not-needed", f"note-{ref}": "The hall was sold long ago."}
    assert client.post(address, typed, follow=True).status_code == 200
    assert [one.stage for one in parts] == [Stage.AGREED, Stage.AGREED]
    assert [events(one)[-1] for one in parts] == ["drop-proposed", "drop-proposed"]
    assert {one.asked_by for one in ChangeRequest.objects.all()} == {above.secretary}
    assert not client.get(address).context["lines"]
    assert browser(pair.owner).get(reverse("commitment_became", args=[ref])).status_code == 403
