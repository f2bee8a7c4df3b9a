"""Makes people, parties and papers of the toy world, in few words."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from access.models import Party, PartyMember, User, Via
from language.words import DHAKA
from tests.toys.models import Club, Letter, LetterAudience, Paper, PaperAudience

NOW = datetime(2026, 11, 22, 11, 0, tzinfo=DHAKA)
LONG_AGO = datetime(2020, 1, 1, tzinfo=DHAKA)


def hours(count: float) -> timedelta:
    return timedelta(hours=count)


def party(code: str) -> Party:
    return Party.objects.get_or_create(code=code, defaults={"kind": Party.Kind.SEAT, "label_en": code})[0]


def person(name: str, *parties: Party, **fields: Any) -> User:
    user = User.objects.create_user(
        email=f"{name}@toys.invalid", email_proved_at=NOW, label_en=name, **fields
    )
    for each in parties:
        join(user, each)
    return user


def join(
    user: User, to: Party, since: datetime = LONG_AGO, until: datetime | None = None, reason: str = "toy"
) -> PartyMember:
    period = DateTimeTZRange(since, until)
    return PartyMember.objects.create(user=user, party=to, reason=reason, period=period)


def club(name: str, keeper: Party | None = None) -> Club:
    return Club.objects.create(name=name, keeper_party=keeper)


def paper(title: str, *readers: Party, **fields: Any) -> Paper:
    made = Paper.objects.create(title=title, **({"at": NOW} | fields))
    for reader in readers:
        PaperAudience.objects.create(
            record=made, party=reader, via=Via.COMMITTEE, rank=made.rank, at=made.at, live=made.live
        )
    return made


def letter(*readers: Party, **fields: Any) -> Letter:
    made = Letter.objects.create(**({"at": NOW} | fields))
    for reader in readers:
        LetterAudience.objects.create(
            record=made, party=reader, via=Via.COMMITTEE, rank=made.rank, at=made.at, live=made.live
        )
    return made


@contextmanager
def rolled_back() -> Iterator[None]:
    """One example of a property leaves nothing for the next."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
