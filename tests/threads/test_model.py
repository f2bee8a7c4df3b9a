"""Join, leave, share, widen and narrow in any order: who reads what is what a plain model says."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from access.rules.viewer import Viewer
from access.toolkit.errors import Mendable
from partners.actions import add_member, end_membership
from partners.models import Membership
from tests.budgets import budget
from tests.cast import NOW, READERS, Cast
from tests.threads.world import body, chosen, committee, own, started, to_body, to_committee
from threads import actions
from threads.access import MORE_READERS, reads_since, threads_known_to
from threads.models import Post, PostSearch, Thread
from threads.queries import THREADS

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(900)]
# Who comes and goes; all others of the cast stay where they are.
GUEST = "far_liaison"
GROUPS = ("committee", "everyone", "RJ", "BNWLA")
_GROUP = st.sampled_from(GROUPS)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(("start", "within")), _GROUP),
        st.tuples(st.sampled_from(("widen", "narrow")), _GROUP),
        st.tuples(st.sampled_from(("join", "leave")), st.just("RJ")),
        st.tuples(st.sampled_from(("edit", "post", "take-back")), st.just("")),
    ),
    min_size=2,
    max_size=9,
)


@dataclass
class Plain:
    """A thread as a child would note it down."""

    author: str
    within: str = ""
    # Since when each group reads it.
    groups: dict[str, datetime] = field(default_factory=dict)
    replaced: list[datetime] = field(default_factory=list)


class World:
    """The portal and the plain notes about it, side by side."""

    def __init__(self, cast: Cast) -> None:
        self.cast, self.at = cast, NOW
        self.members = {
            "committee": {"dc_jashore", "dd_women_jashore", "uno_sharsha", "rj_liaison"},
            "everyone": {key for key in READERS if "everyone" in cast[key].viewer.party_codes},
            "RJ": {"rj_liaison", "rj_staff"},
            "BNWLA": {"bnwla_liaison"},
        }
        self.values = {
            "committee": to_committee(), "everyone": "everyone", "RJ": to_body("RJ"),
            "BNWLA": to_body("BNWLA"),
        }  # fmt: skip
        self.threads: list[tuple[Thread, Plain]] = []

    def tick(self) -> datetime:
        self.at += timedelta(minutes=1)
        return self.at

    def take(self, step: str, group: str) -> None:
        at = self.tick()
        getattr(self, step.replace("-", "_"))(group, at)

    def start(self, group: str, at: datetime) -> None:
        author = self.cast.bnwla_liaison.user
        thread = started(author, self.values[group], at=at, title="zebra")
        self.threads.append((thread, Plain("bnwla_liaison", groups={group: at})))

    def within(self, _group: str, at: datetime) -> None:
        thread = started(self.cast.rj_staff.user, own("RJ"), at=at, title="zebra")
        self.threads.append((thread, Plain("rj_staff", within="RJ", groups={"RJ": at})))

    def widen(self, group: str, at: datetime) -> None:
        for thread, plain in self.threads[-1:]:
            author = self.cast[plain.author].user
            more = chosen(author, self.values[group], at=at, use=MORE_READERS)
            if plain.within or group in plain.groups or "everyone" in plain.groups:
                with pytest.raises(Mendable), transaction.atomic():
                    actions.widen(by=author, thread=thread, readers=more, at=at)
                continue
            actions.widen(by=author, thread=thread, readers=more, at=at)
            plain.groups[group] = at

    def narrow(self, group: str, at: datetime) -> None:
        for thread, plain in self.threads[-1:]:
            author, party = self.cast[plain.author].user, self.party(group)
            if plain.within or group not in plain.groups:
                with pytest.raises(Mendable), transaction.atomic():
                    actions.narrow(by=author, thread=thread, reader=party, at=at)
                continue
            actions.narrow(by=author, thread=thread, reader=party, at=at)
            del plain.groups[group]

    def party(self, group: str) -> Any:
        if group == "committee":
            return committee().members_party
        if group == "everyone":
            return type(committee().members_party).objects.everyone()
        return body(group).all_party

    def join(self, group: str, at: datetime) -> None:
        if GUEST in self.members[group]:
            return
        person = self.cast[GUEST].person
        add_member(by=None, organisation=body(group), person=person, role="staff", since=at, at=at)
        self.members[group] = self.members[group] | {GUEST}

    def leave(self, group: str, at: datetime) -> None:
        if GUEST not in self.members[group]:
            return
        serving = Membership.objects.filter(person=self.cast[GUEST].person, organisation=body(group))
        end_membership(by=None, membership=serving.latest("pk"), until=at, at=at)
        self.members[group] = self.members[group] - {GUEST}

    def edit(self, _group: str, at: datetime) -> None:
        for thread, plain in self.threads[-1:]:
            author = self.cast[plain.author].user
            thread.refresh_from_db()
            if thread.is_open:
                actions.edit(
                    by=author, thread=thread, title="zebra", text="anew " * (len(plain.replaced) + 1), at=at
                )
                plain.replaced.append(at)

    def post(self, _group: str, at: datetime) -> None:
        for thread, plain in self.threads[-1:]:
            thread.refresh_from_db()
            if thread.is_open:
                actions.post(by=self.cast[plain.author].user, thread=thread, text="zebra", at=at)

    def take_back(self, _group: str, at: datetime) -> None:
        for thread, plain in self.threads[-1:]:
            last = Post.objects.filter(thread=thread, state="stands").order_by("-at", "-pk").first()
            if last is not None:
                actions.take_back(by=self.cast[plain.author].user, post=last, at=at)
                plain.replaced = [] if last.is_first else plain.replaced

    def readers(self, plain: Plain) -> set[str]:
        found = set() if plain.within else {plain.author}
        return found.union(*(self.members[group] for group in plain.groups))

    def must_agree(self) -> None:
        at = self.tick()
        for key in READERS:
            viewer = Viewer(self.cast[key].user, at)
            plainly = {thread.pk for thread, plain in self.threads if key in self.readers(plain)}
            assert {one.pk for one in Thread.objects.permitted(viewer)} == plainly, key
            assert {one.pk for one in THREADS.page(viewer, size=100).records} == plainly, key
            assert set(Post.objects.permitted(viewer).values_list("thread", flat=True)) == plainly, key
            found = PostSearch.objects.filter(parties__overlap=viewer.party_ids).values_list(
                "reader_id", flat=True
            )
            assert set(found) <= plainly, key
            known = {thread.pk for thread, plain in self.threads if key == "oversight" and not plain.within}
            assert set(threads_known_to(viewer).values_list("pk", flat=True)) == known, key
            for thread, plain in self.threads:
                if key in self.readers(plain):
                    self.versions_must_agree(viewer, key, thread, plain)

    def versions_must_agree(self, viewer: Viewer, key: str, thread: Thread, plain: Plain) -> None:
        if key == plain.author and not plain.within:
            since = thread.started_at
        else:
            since = min(at for group, at in plain.groups.items() if key in self.members[group])
        read = [at for at in plain.replaced if at > since]
        shown = thread.posts.get(is_first=True).versions.filter(replaced_at__gt=reads_since(thread, viewer))
        assert list(shown.order_by("number").values_list("replaced_at", flat=True)) == read, key


@settings(
    max_examples=budget(12, 400), suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(steps=STEPS)
def test_who_reads_what_is_what_a_plain_model_says(cast: Cast, steps: list[tuple[str, str]]) -> None:
    with transaction.atomic():
        world = World(cast)
        world.take("start", "committee")
        for step, group in steps:
            world.take(step, group)
            world.must_agree()
        transaction.set_rollback(True)
