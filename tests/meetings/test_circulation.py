"""Circulation is all or nothing, happens once, and freezes the text."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import transaction
from django.db.utils import DatabaseError, IntegrityError

from access.models import User
from access.toolkit.errors import Mendable
from commitments.models import Commitment, Event
from meetings import actions
from meetings.circulated_text import frozen_text, hash_of, is_unaltered
from meetings.models import (
    ActionPoint,
    Attendance,
    Decision,
    HeadCount,
    ItemMinutes,
    MatterArising,
    Meeting,
    Minutes,
)
from notifications.models import Notice
from partners.models import Organisation
from tests.cast import NOW, Cast
from tests.meetings.sittings import (
    DUE,
    approved,
    body,
    circulated,
    days,
    draft,
    item_of,
    planned,
    point,
    seated,
    sharsha,
)
from tests.races import at_once


def told(kind: str, user: User) -> int:
    return Notice.objects.filter(kind=kind, recipient=user).count()


def test_each_action_point_becomes_a_commitment_of_its_body(cast: Cast) -> None:
    seated("BNWLA")
    minutes = circulated(cast, points=("RJ", "BNWLA"), number=41)
    made = Commitment.objects.filter(source_type="meetings.meeting", source_id=minutes.meeting_id)
    assert {(one.owner.code, one.stage, one.due_on, one.agreed_on) for one in made} == {
        ("RJ", "agreed", DUE, NOW.date()),
        ("BNWLA", "agreed", DUE, NOW.date()),
    }
    assert {one.source_text_en for one in made} == {
        "Upazila Counter-Trafficking Committee, Sharsha, 41st meeting, item 41.2"
    }
    assert {one.source_text_bn for one in made} == {"শার্শা উপজেলা মানব পাচার প্রতিরোধ কমিটি, ৪১তম সভা, বিষয় ৪১.২"}
    assert {one.commitment_id for one in minutes.action_points.all()} == {one.pk for one in made}
    assert Decision.objects.get(minutes=minutes).number == "41.2"


def test_only_circulation_tells_the_bodies(cast: Cast) -> None:
    seated("BNWLA")
    minutes = approved(cast, points=("BNWLA",))
    assert not Notice.objects.filter(recipient=cast.bnwla_liaison.user).exists()
    assert not Commitment.objects.exists()
    actions.circulate(by=cast.uno_sharsha.user, minutes=minutes, at=NOW)
    assert told("commitments.assigned", cast.bnwla_liaison.user) == 1
    assert told("meetings.circulated", cast.rj_liaison.user) == 1
    assert told("meetings.circulated", cast.bnwla_liaison.user) == 0


def test_a_commitment_that_cannot_be_made_rolls_everything_back(cast: Cast) -> None:
    minutes = approved(cast, points=("RJ", "BNWLA"))
    Organisation.objects.filter(code="BNWLA").update(has_left=True)
    before = Notice.objects.count()
    with pytest.raises(Mendable) as refusal:
        actions.circulate(by=cast.uno_sharsha.user, minutes=minutes, at=NOW)
    assert "2" in str(refusal.value)
    minutes.refresh_from_db()
    assert not minutes.is_frozen
    assert Meeting.objects.get(pk=minutes.meeting_id).state == Meeting.State.APPROVED
    assert not Commitment.objects.exists()
    assert Notice.objects.count() == before
    assert not minutes.action_points.filter(commitment__isnull=False).exists()


def test_a_body_that_left_meanwhile_is_mended_by_taking_the_draft_back(cast: Cast) -> None:
    minutes = approved(cast, points=("BNWLA",))
    Organisation.objects.filter(code="BNWLA").update(has_left=True)
    by, chair = cast.facilitator.user, cast.uno_sharsha.user
    actions.take_back(by=chair, minutes=minutes, at=NOW)
    minutes.refresh_from_db()
    assert not minutes.is_approved
    with pytest.raises(Mendable):
        actions.circulate(by=chair, minutes=minutes, at=NOW)
    actions.remove_action_point(by=by, point=minutes.action_points.get(), at=NOW)
    point(by, minutes, "RJ")
    actions.send_to_chair(by=by, minutes=minutes, at=NOW)
    actions.approve(by=chair, minutes=minutes, at=NOW)
    assert [one.owner.code for one in actions.circulate(by=chair, minutes=minutes, at=NOW)] == ["RJ"]


def test_nothing_is_circulated_that_the_chair_has_not_approved(cast: Cast) -> None:
    minutes = draft(cast.facilitator.user)
    with pytest.raises(Mendable):
        actions.circulate(by=cast.uno_sharsha.user, minutes=minutes, at=NOW)
    actions.send_to_chair(by=cast.facilitator.user, minutes=minutes, at=NOW)
    with pytest.raises(Mendable):
        actions.circulate(by=cast.uno_sharsha.user, minutes=minutes, at=NOW)
    assert not Minutes.objects.get(pk=minutes.pk).is_frozen


def test_the_hash_is_recomputed_from_the_rows(cast: Cast) -> None:
    minutes = circulated(cast)
    assert minutes.sha256 == hash_of(frozen_text(minutes))
    assert is_unaltered(minutes)
    assert '"what": "Send the list of free places"' in minutes.frozen_text


def test_a_renamed_body_and_committee_keep_their_old_names_on_the_paper(cast: Cast) -> None:
    minutes = circulated(cast)
    Organisation.objects.filter(code="RJ").update(name_en="Another name")
    type(sharsha()).objects.filter(pk=sharsha().pk).update(name_en="Another committee")
    assert is_unaltered(Minutes.objects.get(pk=minutes.pk))
    assert ActionPoint.objects.get(minutes=minutes).owner_en == "Rights Jessore"


FROZEN: list[tuple[str, Callable[[Minutes], Any]]] = [
    ("discussion", lambda m: ItemMinutes.objects.filter(minutes=m).update(discussion="Otherwise")),
    ("decision", lambda m: Decision.objects.filter(minutes=m).update(text="Otherwise")),
    ("decision deleted", lambda m: Decision.objects.filter(minutes=m).delete()),
    ("action point", lambda m: ActionPoint.objects.filter(minutes=m).update(due_on=date(2027, 1, 1))),
    ("action point deleted", lambda m: ActionPoint.objects.filter(minutes=m).delete()),
    (
        "head count added",
        lambda m: HeadCount.objects.create(minutes=m, kind="participants", total=1),
    ),
    (
        "attendance added",
        lambda m: Attendance.objects.create(minutes=m, label_en="Somebody", status="present"),
    ),
    (
        "matter added",
        lambda m: MatterArising.objects.create(
            minutes=m,
            commitment=Commitment.objects.get(),
            outcome="carried-forward",
            what="x",
            owner_en="x",
        ),
    ),
    ("agenda", lambda m: m.meeting.agenda.update(title="Otherwise")),
    ("place", lambda m: Meeting.objects.filter(pk=m.meeting_id).update(place_text="Elsewhere")),
    ("number", lambda m: m.meeting.sittings.update(number=99)),
    ("hash", lambda m: Minutes.objects.filter(pk=m.pk).update(sha256="0" * 64)),
    ("thawed", lambda m: Minutes.objects.filter(pk=m.pk).update(sha256="", frozen_text="")),
    ("text", lambda m: Minutes.objects.filter(pk=m.pk).update(frozen_text="Otherwise")),
]


@pytest.mark.parametrize(("what", "change"), FROZEN, ids=[name for name, _ in FROZEN])
def test_the_database_itself_refuses_to_change_circulated_text(
    cast: Cast, what: str, change: Callable[[Minutes], Any]
) -> None:
    minutes = circulated(cast)
    with pytest.raises((IntegrityError, DatabaseError)), transaction.atomic():
        change(minutes)
    assert is_unaltered(Minutes.objects.get(pk=minutes.pk))


def test_no_action_writes_into_circulated_minutes(cast: Cast) -> None:
    minutes, by = circulated(cast), cast.facilitator.user
    item = item_of(minutes)
    attempts: list[Callable[[], Any]] = [
        lambda: actions.save_item(by=by, item=item, discussion="x", decision="", version=2, at=NOW),
        lambda: actions.add_action_point(by=by, item=item, what="x", owner=body("RJ"), due_on=DUE, at=NOW),
        lambda: actions.remove_action_point(by=by, point=minutes.action_points.get(), at=NOW),
        lambda: actions.add_item(by=by, meeting=minutes.meeting, title="x", at=NOW),
        lambda: actions.remove_item(by=by, item=item, at=NOW),
        lambda: actions.change_item(by=by, item=item, title="x", at=NOW),
        lambda: actions.record_attendance(by=by, minutes=minutes, marks=[], at=NOW),
        lambda: actions.add_guest(by=by, minutes=minutes, label="Guest", at=NOW),
        lambda: actions.add_head_count(by=by, minutes=minutes, kind="participants", total=3, at=NOW),
        lambda: actions.send_to_chair(by=by, minutes=minutes, at=NOW),
        lambda: actions.take_back(by=by, minutes=minutes, at=NOW),
        lambda: actions.approve_on_paper(
            by=cast.uno_sharsha.user, minutes=minutes, signed_by="Chair", signed_on=NOW.date(), at=NOW
        ),
    ]
    for attempt in attempts:
        with pytest.raises(Mendable):
            attempt()
    assert is_unaltered(Minutes.objects.get(pk=minutes.pk))


def test_what_a_meeting_said_of_earlier_promises_reaches_them_on_circulation(cast: Cast) -> None:
    seated("BNWLA")
    first = circulated(cast, points=("RJ", "BNWLA", "RJ"))
    earlier = list(Commitment.objects.filter(source_id=first.meeting_id).order_by("pk"))
    later = NOW + days(30)
    by = cast.facilitator.user
    minutes = draft(by, at=later)
    said = [
        ("reported-done", ""),
        ("carried-forward", "Next month"),
        ("drop-proposed", "Done by another body"),
    ]
    for commitment, (outcome, note) in zip(earlier, said, strict=True):
        actions.note_matter(
            by=by, minutes=minutes, commitment=commitment, outcome=outcome, note=note, at=later
        )
    events = {Event.REPORTED_DONE, Event.CARRIED_FORWARD, Event.DROP_PROPOSED}

    def heard() -> set[str]:
        return {e for one in earlier for e in one.history.values_list("event", flat=True)} & events

    assert heard() == set()
    actions.send_to_chair(by=by, minutes=minutes, at=later)
    actions.approve(by=cast.uno_sharsha.user, minutes=minutes, at=later)
    actions.circulate(by=cast.uno_sharsha.user, minutes=minutes, at=later)
    assert heard() == events
    # None of the three verifies or drops anything.
    assert {one.stage for one in Commitment.objects.filter(pk__in=[one.pk for one in earlier])} == {"agreed"}


def test_a_proposal_to_drop_needs_its_reason(cast: Cast) -> None:
    first = circulated(cast)
    minutes = draft(cast.facilitator.user, at=NOW + days(30))
    with pytest.raises(Mendable) as refusal:
        actions.note_matter(
            by=cast.facilitator.user,
            minutes=minutes,
            commitment=Commitment.objects.get(source_id=first.meeting_id),
            outcome="drop-proposed",
            at=NOW + days(30),
        )
    assert refusal.value.field == "note"


def test_the_chair_sends_a_draft_back_and_it_can_be_written_again(cast: Cast) -> None:
    minutes, by, chair = draft(cast.facilitator.user), cast.facilitator.user, cast.uno_sharsha.user
    actions.send_to_chair(by=by, minutes=minutes, at=NOW)
    assert told("meetings.to_approve", chair) == 1
    with pytest.raises(Mendable):
        actions.save_item(by=by, item=item_of(minutes), discussion="x", decision="", version=2, at=NOW)
    actions.send_back(by=chair, minutes=minutes, note="Name the body that reports.", at=NOW)
    assert told("meetings.sent_back", by) == 1
    point(by, minutes)
    actions.send_to_chair(by=by, minutes=minutes, at=NOW + days(1))
    assert told("meetings.to_approve", chair) == 2


def test_a_signature_on_paper_names_who_signed_and_who_entered_it(cast: Cast) -> None:
    minutes = draft(cast.facilitator.user)
    actions.approve_on_paper(
        by=cast.uno_sharsha.user,
        minutes=minutes,
        signed_by="Upazila Nirbahi Officer",
        signed_on=NOW.date(),
        at=NOW,
    )
    minutes.refresh_from_db()
    assert (minutes.signed_by, minutes.entered_by, minutes.approved_by) == (
        "Upazila Nirbahi Officer",
        cast.uno_sharsha.user,
        None,
    )
    assert minutes.is_approved


def test_a_stale_save_is_refused_and_the_other_text_stays(cast: Cast) -> None:
    minutes = draft(cast.facilitator.user)
    item = item_of(minutes)
    with pytest.raises(actions.Stale):
        actions.save_item(
            by=cast.uno_sharsha.user, item=item, discussion="Otherwise", decision="", version=1, at=NOW
        )
    assert ItemMinutes.objects.get(item=item).discussion.startswith("Referrals wait")


def test_seats_nobody_marked_stay_blank_on_the_circulated_list(cast: Cast) -> None:
    minutes = draft(cast.facilitator.user)
    seat = sharsha().seats.get(role="chair")
    actions.record_attendance(
        by=cast.facilitator.user, minutes=minutes, marks=[actions.Mark(seat.pk, "present")], at=NOW
    )
    actions.send_to_chair(by=cast.facilitator.user, minutes=minutes, at=NOW)
    actions.approve(by=cast.uno_sharsha.user, minutes=minutes, at=NOW)
    actions.circulate(by=cast.uno_sharsha.user, minutes=minutes, at=NOW)
    statuses = list(minutes.attendance.values_list("status", flat=True))
    assert statuses.count("present") == 1
    assert statuses.count("") == sharsha().seats.count() - 1


@pytest.mark.django_db(transaction=True)
def test_two_circulations_at_once_make_the_commitments_once(cast: Cast) -> None:
    seated("BNWLA")
    minutes = approved(cast, points=("RJ", "BNWLA"))
    outcomes = at_once(
        lambda: actions.circulate(by=cast.uno_sharsha.user, minutes=minutes, at=NOW),
        lambda: actions.circulate(by=cast.uno_sharsha.user, minutes=minutes, at=NOW),
    )
    assert outcomes == ["done", "frozen"]
    assert Commitment.objects.filter(source_id=minutes.meeting_id).count() == 2
    assert told("commitments.assigned", cast.bnwla_liaison.user) == 1
    assert told("meetings.circulated", cast.rj_liaison.user) == 1


@pytest.mark.django_db(transaction=True)
def test_a_save_during_circulation_does_not_slip_under_the_hash(cast: Cast) -> None:
    minutes = approved(cast)
    at_once(
        lambda: actions.circulate(by=cast.uno_sharsha.user, minutes=minutes, at=NOW),
        lambda: Decision.objects.filter(minutes=minutes).update(text="Slipped in"),
    )
    assert is_unaltered(Minutes.objects.get(pk=minutes.pk))


@pytest.mark.django_db(transaction=True)
def test_two_meetings_called_at_once_do_not_take_one_number(cast: Cast) -> None:
    planned(cast.uno_sharsha.user, number=41)
    outcomes = at_once(lambda: planned(cast.uno_sharsha.user), lambda: planned(cast.facilitator.user))
    assert outcomes == ["done", "done"]
    numbers = sharsha().sittings.values_list("number", flat=True)
    assert sorted(number for number in numbers if number is not None) == [41, 42, 43]
