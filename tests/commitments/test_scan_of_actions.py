"""The scan of a minute, after each real action on promises, people and days: it tells what the scan of
everything would, nothing more and nothing less.
"""

from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404

from access.accounts.actions import close_account, reopen_account
from access.models import User
from access.toolkit.errors import Mendable
from commitments import actions
from commitments.models import Answer, ChangeRequest, Commitment, Waiting
from language.words import local_day
from notifications.actions import add_day, scan, scan_changes, strike_day
from notifications.models import Day, Notice, ScannedUntil
from notifications.working_days import add_working_days, forget
from partners.actions import add_member, end_membership, hand_over
from partners.models import Membership, Organisation
from tests.budgets import budget
from tests.commitments.world import NOW, Pair, accept, organisation, person, promise, seat, staff, user_of

pytestmark = pytest.mark.django_db

STORIES = budget(2, 40)
STEPS = 30
Told = set[tuple[Any, ...]]


@pytest.fixture(autouse=True)
def no_days_kept() -> Any:
    """What a story does to the table of days is taken back; what a process keeps of it must be too."""
    yield
    forget()


def told() -> Told:
    kept = ("kind", "record_id", "recipient_id", "occasion", "state", "instead")
    return set(Notice.objects.values_list(*kept))


def would_tell(at: datetime) -> Told:
    """What the scan of everything would write at this instant."""
    before = told()
    with transaction.atomic():
        scan(at=at)
        written = told() - before
        transaction.set_rollback(True)
    return written


def scan_like_the_whole(at: datetime) -> Told:
    """Scan what changed, and hold it to be what the scan of everything would have done."""
    # As if everything had just been looked at: what is told is told because something was noted.
    ScannedUntil.objects.update(whole_at=datetime(2100, 1, 1, tzinfo=at.tzinfo))
    wanted, before = would_tell(at), told()
    scan_changes(at=at)
    assert told() - before == wanted
    assert would_tell(at) == set()
    return wanted


class Story:
    """What people do with promises in one committee, by chance, each through the action of their page."""

    def __init__(self, chance: Random) -> None:
        self.chance, self.now = chance, NOW
        self.done: Counter[str] = Counter()
        self.pair = Pair()
        self.second = organisation("second ngo")
        seat(self.pair.committee, self.second)
        # Somebody of it must be able to act whoever leaves.
        self.bodies = [self.pair.ngo, self.second, self.pair.government]
        self.helper = staff(self.pair.ngo)
        self.people = [person(f"newcomer {nth}") for nth in range(3)]
        self.administrator = User.objects.create_user(
            email="administrator@commitments.invalid", email_proved_at=NOW, is_administrator=True
        )
        for nth in (-12, -3, 2, 6):
            self.promise_is_made(nth)

    @property
    def acts(self) -> list[Callable[[], None]]:
        return [
            self.promise_is_made,
            self.accepts,
            self.reports,
            self.asks_for_more,
            self.reports,
            self.verifies,
            self.asks_for_time,
            self.asks_for_another_owner,
            self.decides,
            self.moves_the_date,
            self.waits,
            self.decides_the_wait,
            self.drops,
            self.liaison_begins,
            self.liaison_ends,
            self.office_is_handed_over,
            self.account_closes,
            self.account_opens,
            self.day_is_added,
            self.day_is_struck,
        ]

    def goes_on(self) -> None:
        """One thing happens; what its rule or its form refuses has not happened."""
        if self.chance.random() < 0.4:
            pauses = [timedelta(minutes=1), timedelta(hours=5), timedelta(days=1), timedelta(days=3)]
            self.now += self.chance.choice(pauses)
            return
        self.happens(self.chance.choice(self.acts))

    def happens(self, act: Callable[[], None]) -> None:
        try:
            with transaction.atomic():
                act()
        except (Mendable, PermissionDenied, Http404, IndexError):
            # Nothing to do it with is also no.
            return
        self.done[act.__name__] += 1

    def one(self, rows: Any) -> Any:
        """One of these rows; an IndexError where there is none."""
        return self.chance.choice(list(rows))

    def a_promise(self, *stages: str) -> Commitment:
        found: Commitment = self.one(Commitment.objects.filter(stage__in=stages).order_by("pk"))
        return found

    def speaks_for(self, body: Organisation) -> User:
        rows = Membership.objects.filter(
            organisation=body, role=Membership.Role.LIAISON, period__contains=self.now
        )
        found: User = user_of(self.one(rows.order_by("pk")).person)
        return found

    def in_days(self, nth: int) -> date:
        return add_working_days(local_day(self.now), nth)

    def promise_is_made(self, nth: int | None = None) -> None:
        due_on = self.in_days(self.chance.randint(-9, 9) if nth is None else nth)
        promise(
            self.chance.choice(self.bodies[:2]), self.pair.committee, due_on=due_on,
            agreed_on=due_on - timedelta(days=30), at=self.now,
        )  # fmt: skip

    def accepts(self) -> None:
        commitment = self.a_promise("agreed")
        by = self.speaks_for(commitment.owner)
        accept(by=by, commitment=commitment, verifier=self.pair.government, at=self.now)

    def reports(self) -> None:
        commitment = self.a_promise("accepted")
        by = self.speaks_for(commitment.owner)
        actions.report(by=by, commitment=commitment, text="The list was sent.", at=self.now)

    def verifies(self) -> None:
        by = self.speaks_for(self.pair.government)
        actions.verify(by=by, commitment=self.a_promise("evidence_in"), at=self.now)

    def asks_for_more(self) -> None:
        actions.request_information(
            by=self.speaks_for(self.pair.government), commitment=self.a_promise("evidence_in"),
            reason="What of Khulna?", at=self.now,
        )  # fmt: skip

    def asks_for_time(self) -> None:
        self._asks(ChangeRequest.Kind.MORE_TIME, due_on=self.in_days(self.chance.randint(1, 12)))

    def asks_for_another_owner(self) -> None:
        self._asks(ChangeRequest.Kind.OWNER, owner=self.chance.choice(self.bodies[:2]))

    def _asks(self, kind: ChangeRequest.Kind, **wanted: Any) -> None:
        commitment = self.a_promise("agreed", "accepted")
        by = self.speaks_for(commitment.owner)
        reason = "Floods closed the roads to it."
        actions.ask(by=by, commitment=commitment, kind=kind, reason=reason, at=self.now, **wanted)

    def decides(self) -> None:
        asked = ChangeRequest.objects.filter(answer=Answer.OPEN).order_by("pk")
        actions.decide_change(
            by=self.secretary, request=self.one(asked),
            grant=self.chance.random() < 0.8, note="It was agreed with them.", at=self.now,
        )  # fmt: skip

    def moves_the_date(self) -> None:
        actions.move_due(
            by=self.secretary, commitment=self.a_promise("agreed", "accepted"),
            due_on=self.in_days(self.chance.randint(1, 9)), reason="Floods closed the roads to it.",
            at=self.now,
        )  # fmt: skip

    def waits(self) -> None:
        commitment = self.a_promise("agreed", "accepted")
        actions.wait(
            by=self.speaks_for(commitment.owner), commitment=commitment, from_on=local_day(self.now),
            until_on=self.in_days(self.chance.randint(1, 6)), reason="BMET", at=self.now,
        )  # fmt: skip

    def decides_the_wait(self) -> None:
        actions.decide_waiting(
            by=self.secretary, waiting=self.one(Waiting.objects.filter(answer=Answer.OPEN).order_by("pk")),
            grant=self.chance.random() < 0.8, note="It was agreed with them.", at=self.now,
        )  # fmt: skip

    def drops(self) -> None:
        actions.drop(
            by=self.secretary, commitment=self.a_promise("agreed", "accepted"),
            reason="The project behind it has ended.", at=self.now,
        )  # fmt: skip

    @property
    def secretary(self) -> User:
        terms = self.pair.secretary_office.holders.filter(period__contains=self.now)
        found: User = user_of(self.one(terms).person)
        return found

    def liaison_begins(self) -> None:
        since = self.now + self.chance.choice([timedelta(0), timedelta(hours=20)])
        add_member(
            by=None, organisation=self.chance.choice(self.bodies), person=self.chance.choice(self.people),
            role=Membership.Role.LIAISON, since=since, at=self.now,
        )  # fmt: skip

    def liaison_ends(self) -> None:
        running = Membership.objects.filter(
            role=Membership.Role.LIAISON, organisation__in=self.bodies, period__contains=self.now
        )
        end_membership(
            by=None, membership=self.one(running.order_by("pk")),
            until=self.now + self.chance.choice([timedelta(0), timedelta(hours=20)]), at=self.now,
        )  # fmt: skip

    def office_is_handed_over(self) -> None:
        hand_over(
            by=None, office=self.pair.secretary_office, to=self.chance.choice(self.people), on=self.now,
            at=self.now,
        )  # fmt: skip

    def account_closes(self) -> None:
        user = self.one(User.objects.filter(is_active=True, is_administrator=False).order_by("pk"))
        close_account(by=self.administrator, user=user, at=self.now)

    def account_opens(self) -> None:
        user = self.one(User.objects.filter(is_active=False).order_by("pk"))
        reopen_account(by=self.administrator, user=user, at=self.now)

    def day_is_added(self) -> None:
        on = self.in_days(self.chance.randint(1, 5))
        add_day(by=self.administrator, on=on, name_en="Mourning", name_bn="শোক", at=self.now)

    def day_is_struck(self) -> None:
        day = self.one(Day.objects.filter(kind=Day.Kind.ADDED, date__gt=local_day(self.now)))
        strike_day(by=self.administrator, on=day.date, at=self.now)


def test_each_action_in_turn_is_followed_by_the_scan_of_a_minute_as_by_the_scan_of_everything() -> None:
    story = Story(Random(8))
    scan(at=story.now)
    lines = 0
    for act in story.acts:
        story.happens(act)
        lines += len(scan_like_the_whole(story.now))
        story.now += timedelta(hours=7)
        lines += len(scan_like_the_whole(story.now))
    assert [act.__name__ for act in story.acts if not story.done[act.__name__]] == []
    assert lines > 10


@pytest.mark.parametrize("seed", range(STORIES))
def test_whatever_people_do_the_scan_of_a_minute_tells_what_the_scan_of_everything_would(seed: int) -> None:
    story = Story(Random(seed))
    scan(at=story.now)
    lines = 0
    for _step in range(STEPS):
        for _event in range(story.chance.choice([1, 2, 3])):
            story.goes_on()
        lines += len(scan_like_the_whole(story.now))
    # It was a story in which something was done and something was told.
    assert story.done and lines > 0
