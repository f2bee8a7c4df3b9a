"""The sums that are kept of field updates are those that anybody would count, whatever happened before."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from access.erasure.passages import Bytes, copies_of, mark_of
from access.models import Party
from partners.actions import succeed_organisation
from partners.models import Place
from tests.budgets import budget
from tests.cast import NOW, Cast
from tests.threads.updates import posted, union
from tests.threads.world import body, chosen, own, to_body, to_committee
from threads import actions as threads
from threads.access import MORE_READERS
from threads.covering import COVERABLE
from threads.figures.models import NetworkSum, OwnSum
from threads.figures.recounting import count_anew, differences, unlike
from threads.models import FieldUpdate, Thread
from threads.updates import actions
from threads.updates.figures import Figures

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(600)]

AUTHORS = {"rj_staff": "RJ", "bnwla_liaison": "BNWLA"}
TYPES = ("awareness", "training", "rescue", "legal-aid", "other", "trend")
UNIONS = ("Bagachra", "Benapole")
_STEP = st.one_of(
    st.tuples(
        st.just("send"),
        st.sampled_from(sorted(AUTHORS)),
        st.sampled_from(TYPES),
        st.sampled_from(("everyone", "committee", "own")),
        st.sampled_from(UNIONS),
        st.one_of(st.none(), st.integers(0, 30)),
    ),
    st.tuples(
        st.sampled_from(("correct", "take_back", "widen", "narrow", "cover", "show", "erase")),
        st.integers(0, 5),
        st.sampled_from(UNIONS),
        st.integers(0, 30),
    ),
)


@dataclass
class Plain:
    """An update as a child would note it down."""

    thread: Thread
    author: str
    of: str
    place: Place
    girls: int | None
    is_for_all: bool
    is_hidden: bool = False
    is_erased: bool = False
    is_gone: bool = False

    @property
    def in_network(self) -> bool:
        """Whether everybody may learn of it."""
        return self.is_for_all and self.of not in FieldUpdate.PROTECTED and not self.is_hidden


class World:
    """The portal and the plain notes beside it."""

    def __init__(self, cast: Cast) -> None:
        self.cast, self.at, self.notes = cast, NOW, list[Plain]()

    def take(self, step: str, *told: Any) -> None:
        self.at += timedelta(minutes=1)
        if step == "send":
            self.send(*told)
        elif self.notes:
            which, *rest = told
            plain = self.notes[which % len(self.notes)]
            if not plain.is_gone:
                plain.thread.refresh_from_db()
                getattr(self, step)(plain, *rest)

    def send(self, author: str, of: str, readers: str, place: str, girls: int | None) -> None:
        values = {"everyone": "everyone", "committee": to_committee(), "own": own(AUTHORS[author])}
        figures: dict[str, Any] = {} if of == "trend" else {"girls": girls}
        thread = posted(
            self.cast[author].user, values[readers], of=of, place=union(place), at=self.at, **figures
        )
        self.notes.append(
            Plain(thread, author, of, union(place), figures.get("girls"), readers == "everyone")
        )

    def correct(self, plain: Plain, place: str, girls: int) -> None:
        actions.correct_update(
            by=self.cast[plain.author].user, thread=plain.thread, place=union(place),
            happened_on=NOW.date(), figures=Figures(girls=girls), text="", at=self.at,
        )  # fmt: skip
        plain.place, plain.girls = union(place), None if plain.of == "trend" else girls

    def take_back(self, plain: Plain, _place: str, _girls: int) -> None:
        first = plain.thread.posts.get(is_first=True)
        threads.delete_post(by=self.cast[plain.author].user, post=first, at=self.at)
        plain.is_gone = True

    def widen(self, plain: Plain, _place: str, _girls: int) -> None:
        by = self.cast[plain.author].user
        if not plain.thread.is_internal and not plain.is_for_all:
            more = chosen(by, "everyone", at=self.at, use=MORE_READERS)
            threads.widen(by=by, thread=plain.thread, readers=more, at=self.at)
            plain.is_for_all = True

    def narrow(self, plain: Plain, _place: str, _girls: int) -> None:
        if not plain.thread.is_internal and plain.is_for_all:
            by, everyone = self.cast[plain.author].user, Party.objects.everyone()
            threads.narrow(by=by, thread=plain.thread, reader=everyone, at=self.at)
            plain.is_for_all = False

    def cover(self, plain: Plain, _place: str, _girls: int) -> None:
        if not plain.is_erased:
            COVERABLE["threads.thread"].leave_out(plain.thread, [plain.place.name_en])
            plain.is_hidden = True

    def show(self, plain: Plain, _place: str, _girls: int) -> None:
        if not plain.is_erased:
            COVERABLE["threads.thread"].leave_out(plain.thread, [])
            plain.is_hidden = False

    def erase(self, plain: Plain, _place: str, _girls: int) -> None:
        mark = mark_of("20 November 2026", "২০ নভেম্বর ২০২৬")
        copies = copies_of("threads.title", plain.thread)
        Thread.objects.filter(pk=plain.thread.pk).update(
            title=mark, title_bn=mark, title_in_full="", title_bn_in_full="", covered=None
        )
        for one in copies:
            if isinstance(one, Bytes):
                one.take_away()
        plain.is_hidden = plain.is_erased = True

    def must_agree(self) -> None:
        own_sums, network = Counter[Any](), Counter[Any]()
        people_own, people_network = Counter[Any](), Counter[Any]()
        for plain in self.notes:
            organisation = body(AUTHORS[plain.author]).pk
            for place in map(int, plain.place.path.strip("/").split("/")):
                if not plain.is_gone:
                    own_sums[organisation, place, plain.of] += 1
                    people_own[organisation, place, plain.of] += plain.girls or 0
                if not plain.is_gone and plain.in_network:
                    for one in (organisation, None):
                        network[one, place, plain.of] += 1
                        people_network[one, place, plain.of] += plain.girls or 0
        for model, counts, people in (
            (OwnSum, own_sums, people_own),
            (NetworkSum, network, people_network),
        ):
            kept = model.objects.values_list("organisation", "place", "type", "updates", "girls")
            assert {row[:3]: row[3:] for row in kept} == {key: (counts[key], people[key]) for key in counts}
            assert differences(model) == 0
        assert list(unlike()) == []


@settings(
    max_examples=budget(5, 300), suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(steps=st.lists(_STEP, min_size=2, max_size=8))
def test_what_is_kept_is_what_anybody_would_count(cast: Cast, steps: list[Any]) -> None:
    with transaction.atomic():
        world = World(cast)
        world.take("send", "rj_staff", "awareness", "everyone", "Bagachra", 12)
        for step in steps:
            world.take(*step)
        world.must_agree()
        transaction.set_rollback(True)


def test_the_command_tells_what_differs_and_mends_it(cast: Cast) -> None:
    posted(cast.rj_staff.user, "everyone", girls=12)
    posted(cast.rj_staff.user, of="rescue", girls=3)
    posted(cast.rj_staff.user, to_body("BNWLA"), girls=4)
    call_command("recount_figures", "--dry-run", stdout=StringIO())
    right = list(NetworkSum.objects.order_by("place", "organisation").values_list("place", "girls"))
    NetworkSum.objects.update(girls=5)
    OwnSum.objects.all().delete()
    FieldUpdate.objects.filter(thread__is_internal=False).update(in_network=True)
    said = StringIO()
    with pytest.raises(CommandError):
        call_command("recount_figures", "--dry-run", stdout=said)
    assert "1 updates counted for others" in said.getvalue() and "sums of organisations" in said.getvalue()
    call_command("recount_figures", stdout=said)
    assert list(NetworkSum.objects.order_by("place", "organisation").values_list("place", "girls")) == right
    assert not differences(OwnSum) and OwnSum.objects.exists()
    count_anew()
    assert not differences(NetworkSum)


def test_the_database_keeps_no_sum_of_a_protected_type_that_others_read(cast: Cast) -> None:
    posted(cast.rj_staff.user, "everyone", girls=12)
    rescue = posted(cast.rj_staff.user, "everyone", of="rescue", girls=3)
    assert not NetworkSum.objects.filter(type="rescue").exists()
    wrongs: list[Callable[[], object]] = [
        lambda: NetworkSum.objects.update(type="rescue"),
        lambda: FieldUpdate.objects.filter(thread=rescue).update(in_network=True),
    ]
    for wrong in wrongs:
        with pytest.raises(IntegrityError), transaction.atomic():
            wrong()


def test_what_an_organisation_did_before_it_merged_stays_counted_under_its_name(cast: Cast) -> None:
    posted(cast.rj_staff.user, "everyone", girls=12)
    succeed_organisation(by=None, organisation=body("RJ"), successor=body("BNWLA"), on=NOW.date(), at=NOW)
    posted(cast.bnwla_liaison.user, "everyone", girls=8)
    country = Place.objects.get(tier="national")
    kept = NetworkSum.objects.filter(place=country).values_list("organisation__code", "girls")
    assert set(kept) == {("RJ", 12), ("BNWLA", 8), (None, 20)} and not differences(NetworkSum)
