"""The thirteen personas, in the country of two districts, made by the actions a person would use."""

import pickle
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection, transaction
from django.test import Client

from access.models import PartyMember, User
from access.rules.viewer import Viewer
from coordination.demo.personas import PERSONAS, load_personas
from language.words import DHAKA
from partners.models import Delegation, Membership, OfficeHolder, Person, Seat, Side
from partners.models.committees import CommitteeUserPermission
from tests.servers import Worker

if TYPE_CHECKING:
    from tests.sweep import District

NOW = datetime(2026, 11, 22, 11, 0, tzinfo=DHAKA)
# Far enough that pages, which go by the clock of the day, still find the facilitator delegated.
DELEGATED_UNTIL = datetime(2056, 1, 1, tzinfo=DHAKA)
# Everybody of the cast who reads records: all but the technical administrator.
READERS = (
    "ncc_secretary",
    "ncc_chair",
    "facilitator",
    "oversight",
    "dc_jashore",
    "dd_women_jashore",
    "uno_sharsha",
    "bnwla_liaison",
    "rj_liaison",
    "rj_staff",
    "far_liaison",
    "moewoe_focal",
)
PASSWORD = "a-word-for-the-tests-only"


@dataclass(frozen=True)
class Member:
    """One of the cast."""

    key: str
    user: User

    @property
    def person(self) -> Person:
        """Who the directory knows them as; the technical administrator is nobody there."""
        return Person.objects.get(user=self.user)

    @property
    def viewer(self) -> Viewer:
        """The person as of the instant of the tests."""
        return viewer(self.user)


class Cast:
    """The personas by key: `cast.dc_jashore.user`, `cast["dc_jashore"]`."""

    def __init__(self, members: dict[str, Member]) -> None:
        self._members = members

    def __getattr__(self, key: str) -> Member:
        members: dict[str, Member] = self.__dict__.get("_members", {})
        if key not in members:
            raise AttributeError(f"nobody in the cast is called {key}")
        return members[key]

    def __getitem__(self, key: str) -> Member:
        return self._members[key]

    def __iter__(self) -> Iterator[Member]:
        return iter(self._members.values())

    def __len__(self) -> int:
        return len(self._members)

    def keys_of(self, users: object) -> set[str]:
        """The keys of those of the cast who are among these users."""
        ids = {user.pk for user in users}  # type: ignore[attr-defined]
        return {member.key for member in self if member.user.pk in ids}

    @property
    def users(self) -> dict[str, User]:
        """The accounts by key."""
        return {member.key: member.user for member in self}


def viewer(user: User, at: datetime = NOW) -> Viewer:
    """The viewer of this user at the instant of the tests."""
    return Viewer(user, at)


def browser(user: User, language: str = "en") -> Client:
    """A browser in which this person has signed in, reading this language."""
    user.language = language
    user.save(update_fields=["language"])
    client = Client()
    client.force_login(user, backend="access.rules.backend.SignInBackend")
    return client


def make_cast() -> Cast:
    """Build the cast in the database at hand."""
    return _of(load_personas(password=PASSWORD, now=NOW, delegated_until=DELEGATED_UNTIL))


def _of(users: Mapping[str, User]) -> Cast:
    return Cast({key: Member(key, user) for key, user in users.items()})


@pytest.fixture
def cast(db: None) -> Cast:
    """The cast that every test's database begins with."""
    return _found()


def _found() -> Cast:
    by_email = {user.email: user for user in User.objects.all()}
    return _of({persona.key: by_email[persona.email] for persona in PERSONAS})


@pytest.fixture
def without_people(db: None) -> None:
    """The country before anybody has come: the cast goes out of its seats and its accounts."""
    for model in (
        CommitteeUserPermission, Delegation, OfficeHolder, Membership, Person, PartyMember,
    ):  # fmt: skip
        model._base_manager.all().delete()
    # Of accounts alone: what hangs on one is nobody's to delete but the owner's.
    accounts = User.objects.all()
    accounts._raw_delete(accounts.db)
    Seat.objects.filter(committee__place__isnull=False, side=Side.NGO).update(organisation=None)


@pytest.fixture(scope="module")
def file_db(request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """A transaction around all tests of a file, for the fixtures that build its world once.

    What a test changes in the database is undone after it; of the objects it gets a copy (`deepcopy`).
    """
    none_commits(request)
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


def none_commits(request: pytest.FixtureRequest) -> None:
    """Of a file whose tests share a world: after a test that commits there would be none."""
    for item in request.session.items:
        mark = item.get_closest_marker("django_db")
        commits = mark is not None and mark.kwargs.get("transaction")
        assert item.path != request.path or not commits, f"{item.name} commits: its world is its own"


@pytest.fixture(scope="module")
def file_cast(file_db: None) -> Cast:
    """The cast, for what is built once for a file."""
    return _found()


@pytest.fixture(scope="session")
def swept_once(django_db_setup: None, django_db_blocker: Any, test_worker: Worker) -> tuple[str, bytes]:
    """The template with the records of the sweep, made once for a worker, and what the rows call them."""
    from tests.sweep import build  # needs models, which are not there when this module is read

    test_worker.restore()
    with django_db_blocker.unblock():
        with transaction.atomic():
            world = build(_found())
            # As in a test that is undone: nothing is sent.
            connection.run_on_commit.clear()
        return test_worker.keep("swept"), pickle.dumps(world)


@pytest.fixture(scope="module")
def swept(
    request: pytest.FixtureRequest,
    swept_once: tuple[str, bytes],
    django_db_blocker: Any,
    test_worker: Worker,
) -> "Iterator[dict[str, District]]":
    """The records of the sweep, for all tests of a file: what one changes is undone after it."""
    none_commits(request)
    template, world = swept_once
    test_worker.restore(template)
    with django_db_blocker.unblock():
        yield pickle.loads(world)
    test_worker.restore()
