"""People and promises to tell them about."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings

from access.models import Party, PartyMember, Role, User
from access.rules.audiences import refresh
from tests.notifications.mail_server import MailServer
from tests.notifications.toys.models import Promise

BEGINNING = datetime(2018, 1, 1, tzinfo=UTC)


class World:
    """A body with its liaison officer, another side that verifies, a secretariat, an outsider."""

    def __init__(self) -> None:
        self._numbers = count(1)
        self.body = self.party("organisation-liaison")
        self.other_side = self.party("organisation-liaison")
        self.secretariat = self.party("committee-secretariat")
        self.liaison = self.person("liaison", self.body)
        self.verifier = self.person("verifier", self.other_side)
        self.secretary = self.person("secretary", self.secretariat)
        self.overseer = self.person("overseer", Party.objects.role(Role.OVERSIGHT))
        self.outsider = self.person("outsider", self.party("organisation-liaison"))
        self.administrator = self.person("administrator", is_administrator=True)

    def party(self, kind: str) -> Party:
        return Party.objects.create(kind=kind, code=f"toy:{next(self._numbers)}", label_en="A party")

    def person(self, name: str, *parties: Party, email: bool = True, **fields: Any) -> User:
        at = f"{name}.{next(self._numbers)}@example.org" if email else None
        number = None if email else f"+880171100{next(self._numbers):04}"
        fields.setdefault("language", "en")
        user = User.objects.create_user(
            email=at, mobile=number, email_proved_at=BEGINNING if at else None, **fields
        )
        for party in parties:
            self.join(user, party)
        return user

    def join(self, user: User, party: Party, since: datetime = BEGINNING, reason: str = "liaison:1") -> None:
        PartyMember.objects.create(user=user, party=party, reason=reason, period=(since, None))

    def leave(self, user: User, party: Party, at: datetime) -> None:
        for member in PartyMember.objects.filter(user=user, party=party):
            member.period = (member.period.lower, at)
            member.save()

    def promise(self, due_on: date | None = None, **fields: Any) -> Promise:
        fields.setdefault("what", "Print the leaflets")
        fields.setdefault("body_party", self.body)
        fields.setdefault("verifier_party", self.other_side)
        fields.setdefault("secretariat_party", self.secretariat)
        promise = Promise.objects.create(due_on=due_on, **({"at": BEGINNING} | fields))
        refresh(promise)
        return promise


@pytest.fixture
def world(db: None) -> World:
    return World()


@pytest.fixture
def committed_world(transactional_db: None) -> World:
    """The same, committed: other processes see it."""
    return World()


@pytest.fixture
def mail_server(
    tmp_path: Path, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> Iterator[MailServer]:
    """A real SMTP server; this process and the workers it starts send there."""
    server = MailServer(tmp_path)
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    monkeypatch.setenv("MAIL_PORT", str(server.port))
    yield server
    server.stop()
