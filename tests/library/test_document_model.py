"""Publish, check, replace, widen, narrow, withdraw, come and go in any order: who reads what is what a plain
model says.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import Settings

from access.models import Party
from access.rules.viewer import Viewer
from access.toolkit.errors import Mendable
from library.documents import actions
from library.documents.access import MORE_READERS, documents_known_to, versions_read_by
from library.documents.actions.writing import open_version
from library.documents.queries import DOCUMENTS
from library.models import Document, DocumentSearch, DocumentVersion, StoredFile
from partners.actions import add_member, end_membership
from partners.models import Membership
from tests.budgets import budget
from tests.cast import NOW, READERS, Cast
from tests.library.documents import chosen
from tests.library.made_files import checked_file
from tests.threads.world import body, committee, own, to_body, to_committee

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(900)]
GUEST, AUTHOR, KEEPER = "far_liaison", "rj_staff", "rj_liaison"
_GROUP = st.sampled_from(("committee", "everyone", "RJ", "BNWLA"))
_WHICH = st.sampled_from(("first", "last"))
STEPS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(("publish", "widen", "narrow")), _GROUP),
        st.tuples(st.sampled_from(("clean", "clean", "refuse")), _WHICH),
        st.tuples(st.sampled_from(("replace", "join", "leave", "within", "withdraw")), st.just("RJ")),
    ),
    min_size=3,
    max_size=10,
)


@dataclass
class File:
    """One file of a document: when it came to its readers, and when another took its place."""

    version: DocumentVersion
    is_waiting: bool = True
    is_refused: bool = False
    opened: datetime | None = None
    replaced: datetime | None = None


@dataclass
class Plain:
    """A document as a child would note it down."""

    document: Document
    is_within: bool
    groups: dict[str, datetime]
    files: list[File] = field(default_factory=list)
    current: File | None = None
    is_withdrawn: bool = False

    @property
    def is_there(self) -> bool:
        return self.current is not None and not self.is_withdrawn


class World:
    """The portal and the plain notes about it, side by side."""

    def __init__(self, cast: Cast) -> None:
        self.cast, self.at, self.notes = cast, NOW, list[Plain]()
        self.author = cast[AUTHOR].user
        self.members = {
            "committee": {"dc_jashore", "dd_women_jashore", "uno_sharsha", "rj_liaison"},
            "everyone": {key for key in READERS if "everyone" in cast[key].viewer.party_codes},
            "RJ": {KEEPER, AUTHOR},
            "BNWLA": {"bnwla_liaison"},
        }
        self.values = {"committee": to_committee(), "everyone": "everyone"} | {
            code: to_body(code) for code in ("RJ", "BNWLA")
        }

    def take(self, step: str, what: str) -> None:
        self.at += timedelta(minutes=1)
        getattr(self, step)(what, self.at)

    def _waiting(self) -> str:
        """A file that was sent and is not checked yet."""
        file = checked_file(self.author, "zebra", self.at)
        StoredFile.objects.filter(pk=file.pk).update(state=StoredFile.State.RECEIVED)
        return file.ref

    def _published(self, value: str, group: str, at: datetime, *, is_within: bool) -> None:
        document = actions.publish(
            by=self.author, readers=chosen(self.author, value, at=at), files=[self._waiting()], at=at,
            title_en="zebra", category="form", languages=["en"],
        )  # fmt: skip
        first = DocumentVersion.objects.get(record=document)
        self.notes.append(Plain(document, is_within, {group: at}, [File(first)]))

    def publish(self, group: str, at: datetime) -> None:
        self._published(self.values[group], group, at, is_within=False)

    def within(self, code: str, at: datetime) -> None:
        self._published(own(code), code, at, is_within=True)

    def replace(self, _code: str, at: datetime) -> None:
        for plain in self.notes[-1:]:
            if plain.is_withdrawn:
                with pytest.raises(Mendable), transaction.atomic():
                    self._replace(plain, at)
                continue
            plain.files.append(File(self._replace(plain, at)))

    def _replace(self, plain: Plain, at: datetime) -> DocumentVersion:
        files = [self._waiting()]
        return actions.replace(by=self.author, document=plain.document, files=files, at=at)

    def _checked(self, which: str, state: StoredFile.State) -> tuple[Plain, File] | None:
        plain = self.notes[-1] if self.notes else None
        waiting = [one for one in plain.files if one.is_waiting] if plain is not None else []
        if plain is None or not waiting:
            return None
        file = waiting[0 if which == "first" else -1]
        file.is_waiting = False
        StoredFile.objects.filter(pk=file.version.file_id).update(state=state)
        return plain, file

    def clean(self, which: str, at: datetime) -> None:
        if (found := self._checked(which, StoredFile.State.CHECKED)) is None:
            return
        plain, file = found
        open_version(DocumentVersion.objects.select_related("file").get(pk=file.version.pk), at)
        if plain.is_withdrawn:
            return
        file.opened = at
        later = plain.files[plain.files.index(file) + 1 :]
        if any(not one.is_refused for one in later):
            # A later one is on its way or stands: this one comes to nobody.
            file.replaced = at
            return
        if plain.current is not None:
            plain.current.replaced = at
        plain.current = file

    def refuse(self, which: str, _at: datetime) -> None:
        if (found := self._checked(which, StoredFile.State.REFUSED)) is not None:
            found[1].is_refused = True

    def widen(self, group: str, at: datetime) -> None:
        for plain in self.notes[-1:]:
            more = chosen(self.author, self.values[group], at=at, use=MORE_READERS)
            cannot = plain.is_within or plain.is_withdrawn
            if cannot or group in plain.groups or "everyone" in plain.groups:
                with pytest.raises(Mendable), transaction.atomic():
                    actions.widen(by=self.author, document=plain.document, readers=more, at=at)
                continue
            actions.widen(by=self.author, document=plain.document, readers=more, at=at)
            plain.groups[group] = at

    def narrow(self, group: str, at: datetime) -> None:
        for plain in self.notes[-1:]:
            party = self._party(group)
            if plain.is_within or group not in plain.groups:
                with pytest.raises(Mendable), transaction.atomic():
                    actions.narrow(by=self.author, document=plain.document, reader=party, at=at)
                continue
            actions.narrow(by=self.author, document=plain.document, reader=party, at=at)
            del plain.groups[group]

    def _party(self, group: str) -> Party:
        if group == "everyone":
            return Party.objects.everyone()
        return committee().members_party if group == "committee" else body(group).all_party

    def withdraw(self, _code: str, at: datetime) -> None:
        for plain in self.notes[-1:]:
            if not plain.is_withdrawn:
                actions.withdraw(by=self.author, document=plain.document, at=at)
                plain.is_withdrawn = True

    def join(self, code: str, at: datetime) -> None:
        if GUEST not in self.members[code]:
            person = self.cast[GUEST].person
            add_member(by=None, organisation=body(code), person=person, role="staff", since=at, at=at)
            self.members[code] = self.members[code] | {GUEST}

    def leave(self, code: str, at: datetime) -> None:
        if GUEST in self.members[code]:
            serving = Membership.objects.filter(person=self.cast[GUEST].person, organisation=body(code))
            end_membership(by=None, membership=serving.latest("pk"), until=at, at=at)
            self.members[code] = self.members[code] - {GUEST}

    def keepers(self, plain: Plain) -> set[str]:
        """Whoever published it, and who answers for the body; of what is within that, these alone."""
        return {KEEPER} if plain.is_within else {KEEPER, AUTHOR}

    def readers(self, plain: Plain) -> set[str]:
        came = plain.current is not None or plain.is_withdrawn
        chosen_ones = [self.members[group] for group in plain.groups] if came else []
        return self.keepers(plain).union(*chosen_ones)

    def files_of(self, key: str, plain: Plain) -> set[int]:
        """What of it somebody opens, who reads it."""
        if plain.is_withdrawn:
            return set()
        came = [one for one in plain.files if one.opened is not None and one.replaced != one.opened]
        if key not in self.keepers(plain):
            since = min(at for group, at in plain.groups.items() if key in self.members[group])
            came = [one for one in came if one.replaced is None or one.replaced > since]
        return {one.version.pk for one in came}

    def must_agree(self) -> None:
        self.at += timedelta(minutes=1)
        for key in READERS:
            viewer = Viewer(self.cast[key].user, self.at)
            mine = [plain for plain in self.notes if key in self.readers(plain)]
            there = {plain.document.pk for plain in mine if plain.is_there}
            plainly = {plain.document.pk for plain in mine}
            assert {one.pk for one in Document.objects.permitted(viewer)} == plainly, key
            assert {one.pk for one in DOCUMENTS.page(viewer, size=100).records} == there, key
            rows = DocumentSearch.objects.filter(parties__overlap=viewer.party_ids)
            assert set(rows.values_list("reader_id", flat=True)) == there, key
            known = [one for one in self.notes if key == "oversight" and one.is_there and not one.is_within]
            assert {one.pk for one in documents_known_to(viewer)} == {one.document.pk for one in known}, key
            for plain in mine:
                now = Document.objects.get(pk=plain.document.pk)
                opens = set(versions_read_by(viewer, now).values_list("pk", flat=True))
                assert opens == self.files_of(key, plain), key


@pytest.fixture(autouse=True)
def files_folder(tmp_path: Path, settings: Settings) -> Iterator[None]:
    settings.MEDIA_ROOT = str(tmp_path / "files")
    yield


@settings(
    max_examples=budget(10, 400), suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(steps=STEPS)
def test_who_reads_which_file_is_what_a_plain_model_says(cast: Cast, steps: list[tuple[str, Any]]) -> None:
    with transaction.atomic():
        world = World(cast)
        world.take("publish", "committee")
        for step, what in steps:
            world.take(step, what)
            world.must_agree()
        transaction.set_rollback(True)
