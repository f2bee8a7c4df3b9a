"""Where a commitment stands in lists: by its rank, and within it by an instant that was or will be."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from access.rules.viewer import Viewer
from commitments import actions
from commitments.models import ChangeRequest, Commitment, Rank, due_instant
from commitments.queries import COMMITMENTS, matters_arising
from tests.commitments.world import (
    AGREED,
    NOW,
    TODAY,
    Pair,
    accept,
    days,
    promise,
    recommendation,
    viewer,
)

BEFORE_RANKS = "0009_numbers_of_changes"
NO_DATE = datetime(9999, 12, 31, tzinfo=UTC)


class Ranked:
    """A promise of each rank; one that is not dated came to its stage long before the dated ones are due."""

    def __init__(self) -> None:
        self.pair = pair = Pair(what="late", due_on=TODAY - days(9))
        self.all = {"late": pair.commitment}
        for what, due_on in (("later", TODAY + days(90)), ("undated", None), ("undated too", None)):
            self.all[what] = self._promise(what, due_on=due_on, at=NOW - days(60 + len(self.all)))
        for what, ago in (("answered", 2), ("answered first", 30)):
            self.all[what] = self._answered(what, NOW - days(ago))
        for what, ago in (("dropped", 3), ("dropped first", 40)):
            self.all[what] = self._dropped(what, NOW - days(ago))
        self.all["kept"] = actions.verify(
            by=pair.verifier, commitment=self._answered("kept", NOW - days(5)), at=NOW - days(4)
        )
        for what, ago in (("recommended", 1), ("recommended first", 50)):
            self.all[what] = recommendation(pair.ngo, pair.committee, what=what, at=NOW - days(ago))

    def _promise(self, what: str, **said: Any) -> Commitment:
        said.setdefault("due_on", TODAY - days(20))
        return promise(self.pair.ngo, self.pair.committee, what=what, **said)

    def _answered(self, what: str, at: datetime) -> Commitment:
        made = self._promise(what)
        accept(by=self.pair.owner, commitment=made, verifier=self.pair.government, at=at)
        actions.report(by=self.pair.owner, commitment=made, text="Done.", at=at)
        return Commitment.objects.get(pk=made.pk)

    def _dropped(self, what: str, at: datetime) -> Commitment:
        made = self._promise(what)
        kind = ChangeRequest.Kind.DROP
        request = actions.ask(by=self.pair.owner, commitment=made, kind=kind, reason="Floods.", at=at)
        return actions.decide_change(by=self.pair.secretary, request=request, grant=True, at=at)

    def listed(self, view: str, who: Viewer | None = None) -> list[str]:
        """What stands in a view, read page by page."""
        seen: list[str] = []
        cursor: str | None = None
        while True:
            chip = COMMITMENTS.by_name[view]
            page = COMMITMENTS.page(who or viewer(self.pair.owner), chip, after=cursor, size=2)
            seen += [one.what for one in page.records]
            cursor = page.next_cursor
            if cursor is None:
                return seen


@pytest.mark.django_db
def test_each_list_keeps_its_ranks_and_none_without_a_date_is_ever_late_or_due_soon() -> None:
    ranked = Ranked()
    undated = ["undated too", "undated"]
    assert ranked.listed("open") == ["late", "later", "answered first", "answered", *undated]
    assert ranked.listed("soon") == ranked.listed("late") == ["late"]
    assert ranked.listed("kept") == ["kept"]
    assert ranked.listed("dropped") == ["dropped first", "dropped"]
    assert ranked.listed("recommended") == ["recommended first", "recommended"]
    for chip in COMMITMENTS.chips:
        assert COMMITMENTS.count(viewer(ranked.pair.owner), chip) == len(ranked.listed(chip.name))


@pytest.mark.django_db
def test_an_instant_in_a_list_is_one_that_was_or_a_day_that_is_due() -> None:
    ranked = Ranked()
    for record in Commitment.objects.filter(committee=ranked.pair.committee):
        dates = [record.stage_since, *([due_instant(record.due_on)] if record.due_on else [])]
        assert record.at in dates and record.at < NOW + timedelta(days=365), record.what
    ranks = {what: Commitment.objects.get(pk=one.pk).rank for what, one in ranked.all.items()}
    assert set(ranks.values()) == set(Rank)
    assert ranks["kept"] == ranks["late"] == Rank.DATED


@pytest.mark.django_db
def test_a_meeting_takes_matters_up_in_the_order_of_lists() -> None:
    ranked = Ranked()
    before = max(NOW, due_instant(AGREED)) + timedelta(days=2)
    taken_up = [one.what for one in matters_arising(ranked.pair.committee, before, NOW - days(99))]
    kept = (
        ["late", "kept", "later"] if TODAY - days(9) < (NOW - days(4)).date() else ["kept", "late", "later"]
    )
    assert taken_up == [
        *kept,
        "answered first",
        "answered",
        "undated too",
        "undated",
        "dropped first",
        "dropped",
    ]


@pytest.mark.django_db
def test_the_database_holds_that_each_stands_as_its_stage_says() -> None:
    ranked = Ranked()
    for what in ("late", "undated", "answered", "dropped", "kept", "recommended"):
        record = Commitment.objects.get(pk=ranked.all[what].pk)
        for rank in set(Rank) - {record.rank}:
            with pytest.raises(IntegrityError, match="ranked_by_stage"), transaction.atomic():
                Commitment.objects.filter(pk=record.pk).update(rank=rank)
                pytest.fail(f"{what} took the rank {rank}")
