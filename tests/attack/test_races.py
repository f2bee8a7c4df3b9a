"""Two steps at the same moment: the later one waits, is judged by what it then finds, and loses no reader."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection

from access.rules.engine import can
from commitments import actions as promises
from commitments.models import ChangeRequest, Commitment, Stage
from meetings import actions
from meetings.models import Minutes
from partners.actions import end_delegation, hand_over, move_committee
from partners.models import Committee, Delegation, Office, Side
from tests.cast import NOW, Cast
from tests.commitments.world import (
    DUE,
    TODAY,
    Pair,
    committee,
    days,
    liaison,
    organisation,
    promise,
    seat,
    viewer,
)
from tests.meetings.sittings import approved, draft, item_of, sharsha
from tests.newcomers import known
from tests.races import one_waits, while_held

pytestmark = pytest.mark.django_db(transaction=True)
LATER = NOW + timedelta(minutes=1)


def test_the_verifier_named_while_the_date_is_moved_still_reads_the_promise() -> None:
    pair = Pair()

    def move() -> None:
        promises.move_due(
            by=pair.secretary,
            commitment=pair.commitment,
            due_on=DUE + days(7),
            reason="Floods closed the roads to it.",
            at=NOW,
        )

    assert one_waits(pair.accepted, move) == ("done", "done")
    pair.commitment.refresh_from_db()
    assert (pair.commitment.stage, pair.commitment.due_on) == (Stage.ACCEPTED, DUE + days(7))
    assert can(viewer(pair.verifier), "view", pair.commitment)
    other = Pair()
    assert one_waits(
        lambda: promises.move_due(
            by=other.secretary,
            commitment=other.commitment,
            due_on=DUE + days(7),
            reason="Floods closed the roads to it.",
            at=NOW,
        ),
        other.accepted,
    ) == ("done", "done")
    assert can(viewer(other.verifier), "view", other.commitment)


def test_evidence_sent_while_the_verifier_passes_to_its_successor_reaches_the_successor() -> None:
    pair = Pair()
    pair.accepted()
    heir = organisation("heir", side=Side.GOVERNMENT)
    seat(pair.committee, heir)
    speaker = liaison(heir)
    pair.government.until, pair.government.successor = TODAY, heir
    pair.government.save()

    def report() -> None:
        promises.report(by=pair.owner, commitment=pair.commitment, text="The list was sent.", at=NOW)

    assert one_waits(lambda: promises.pass_to_successors(at=NOW), report) == ("done", "done")
    pair.commitment.refresh_from_db()
    assert (pair.commitment.verifier, pair.commitment.stage) == (heir, Stage.EVIDENCE_IN)
    assert can(viewer(speaker), "verify", pair.commitment)


def test_an_owner_who_is_replaced_while_accepting_accepts_nothing_and_is_answered_in_words() -> None:
    pair = Pair()
    heir = organisation("next")
    asked = pair.asks(ChangeRequest.Kind.OWNER, owner=heir)

    def pass_on() -> None:
        promises.decide_change(by=pair.secretary, request=asked, grant=True, at=NOW)

    assert one_waits(pass_on, pair.accepted) == ("done", "RefusedError")
    pair.commitment.refresh_from_db()
    # The heir holds no seat of the committee, so the promise waits for its own word.
    assert (pair.commitment.owner, pair.commitment.stage) == (heir, Stage.RECOMMENDED)


def test_minutes_are_circulated_or_taken_back_and_never_both(cast: Cast) -> None:
    minutes = approved(cast)
    secretary = cast.uno_sharsha.user
    assert one_waits(
        lambda: actions.take_back(by=secretary, minutes=minutes, at=NOW),
        lambda: actions.circulate(by=secretary, minutes=minutes, at=NOW),
    ) == ("done", "approval")
    assert not Commitment.objects.filter(source_id=minutes.meeting_id).exists()
    actions.send_to_chair(by=secretary, minutes=minutes, at=NOW)
    actions.approve(by=secretary, minutes=minutes, at=NOW)
    assert one_waits(
        lambda: actions.circulate(by=secretary, minutes=minutes, at=NOW),
        lambda: actions.take_back(by=secretary, minutes=minutes, at=NOW),
    ) == ("done", "frozen")
    assert Commitment.objects.filter(source_id=minutes.meeting_id).count() == 1


def test_what_is_saved_while_the_chair_approves_stays_out_of_the_approved_text(cast: Cast) -> None:
    minutes = draft(cast.facilitator.user)
    actions.send_to_chair(by=cast.facilitator.user, minutes=minutes, at=NOW)
    item = item_of(minutes)

    def save() -> None:
        actions.save_item(
            by=cast.facilitator.user, item=item, discussion="Slipped in.", decision="", version=2, at=NOW
        )

    approve = lambda: actions.approve(by=cast.uno_sharsha.user, minutes=minutes, at=NOW)  # noqa: E731
    assert one_waits(approve, save) == ("done", "approved")
    item.refresh_from_db()
    assert item.written.discussion != "Slipped in."


def test_who_hands_over_the_office_takes_no_step_of_it_any_more(cast: Cast) -> None:
    minutes = draft(cast.facilitator.user)
    actions.send_to_chair(by=cast.facilitator.user, minutes=minutes, at=NOW)
    office = Office.objects.get(holders__person__user=cast.uno_sharsha.user)
    successor = known(label_en="UNO", label_bn="ইউএনও", email="next-uno@example.invalid")
    hand = lambda: hand_over(by=None, office=office, to=successor, on=NOW, at=NOW)  # noqa: E731
    approve = lambda: actions.approve(by=cast.uno_sharsha.user, minutes=minutes, at=LATER)  # noqa: E731
    assert one_waits(hand, approve) == ("done", "Http404")
    assert Minutes.objects.get(pk=minutes.pk).approved_at is None


def test_a_step_that_has_begun_ends_before_the_office_is_handed_over(cast: Cast) -> None:
    minutes = draft(cast.facilitator.user)
    actions.send_to_chair(by=cast.facilitator.user, minutes=minutes, at=NOW)
    office = Office.objects.get(holders__person__user=cast.uno_sharsha.user)
    successor = known(label_en="UNO", label_bn="ইউএনও", email="next-uno@example.invalid")
    hand = lambda: hand_over(by=None, office=office, to=successor, on=NOW, at=NOW)  # noqa: E731
    approve = lambda: actions.approve(by=cast.uno_sharsha.user, minutes=minutes, at=NOW)  # noqa: E731
    assert one_waits(approve, hand) == ("done", "done")
    assert Minutes.objects.get(pk=minutes.pk).approved_by == cast.uno_sharsha.user


def test_whoever_takes_minutes_no_longer_saves_nothing_more(cast: Cast) -> None:
    minutes = draft(cast.facilitator.user)
    item = item_of(minutes)
    delegation = Delegation.objects.get(committee=sharsha(), person__user=cast.facilitator.user)

    def save() -> None:
        actions.save_item(
            by=cast.facilitator.user, item=item, discussion="Too late.", decision="", version=2, at=LATER
        )

    end = lambda: end_delegation(by=cast.uno_sharsha.user, delegation=delegation, at=NOW)  # noqa: E731
    assert one_waits(end, save) == ("done", "Http404")


def test_a_promise_made_while_its_committee_moves_is_read_by_the_secretariats_of_today() -> None:
    pair = Pair()
    old, new = committee("old"), committee("new")
    Committee.objects.filter(pk=pair.committee.pk).update(parent=old)

    def move() -> None:
        move_committee(by=None, committee=Committee.objects.get(pk=pair.committee.pk), parent=new, at=NOW)

    assert one_waits(move, lambda: promise(pair.ngo, pair.committee, what="New one")) == ("done", "done")
    made = Commitment.objects.get(what="New one")
    assert new.secretariat_party_id in set(made.audience.values_list("party_id", flat=True))


def test_whoever_waits_too_long_is_told_so_in_words_and_nothing_is_done() -> None:
    pair = Pair()

    def impatient() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '50ms'")
        pair.accepted()

    def move() -> None:
        promises.move_due(
            by=pair.secretary,
            commitment=pair.commitment,
            due_on=DUE + days(7),
            reason="Floods closed the roads to it.",
            at=NOW,
        )

    assert while_held(move, impatient) == "busy"
    pair.commitment.refresh_from_db()
    assert pair.commitment.stage == Stage.AGREED


def test_rows_are_held_in_one_place_only() -> None:
    """What else locks rows asks no rule of them: it writes readers, or claims what is to be done next."""
    claiming = {
        "access/rules/audiences.py",
        "access/accounts/invitation_mail.py",
        "library/files/actions.py",
        "meetings/models/unchangeable.py",
        "notifications/actions/delivering.py",
        "notifications/actions/upkeep.py",
        "partners/actions/officer_lists.py",
        "threads/imports/actions/carrying.py",
    }
    held = {
        str(path.relative_to(settings.BASE_DIR))
        for room in settings.ROOMS
        for path in (settings.BASE_DIR / room).rglob("*.py")
        if path.parent.name != "migrations"
        and re.search(r"select_for_update|FOR (NO KEY )?UPDATE|FOR SHARE", path.read_text())
    }
    assert held - claiming == {"access/toolkit/locking.py"}
