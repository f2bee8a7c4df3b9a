"""The two field updates of the real events, in the name of who published them, and an illustrative one."""

from datetime import date, datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from access.choosing.choices import resolve
from access.models import User
from access.rules.viewer import Viewer
from coordination.demo.illustrative import Days, People
from coordination.demo.personas import IN_OFFICE, Persona
from partners.actions import add_member, introduce
from partners.loading.sources import fixture
from partners.models import Membership, Organisation, Place, Tier
from partners.queries import find_place
from threads.access import AUDIENCE
from threads.updates import actions
from threads.updates.figures import Facts, Figures
from threads.updates.models import FieldUpdate

_TYPES = {"bgb-training-2018": "training", "repatriation-2018": "repatriation"}


def load_updates(people: People, days: Days, now: datetime) -> int:
    """Make them; returns how many."""
    rows = [row for row in fixture("events") if row["kind"] == "field update"]
    for row in rows:
        _of_source(row, now)
    _illustrative(people["rj_staff"], days)
    return len(rows) + 1


def _of_source(row: dict[str, Any], now: datetime) -> None:
    """What a public page says, no more exactly than it does: a year, a district, and no count by sex."""
    organisation = Organisation.objects.get(code=row["by"])
    by = _account_of(organisation, now)
    of = _TYPES[row["id"]]
    place = find_place((row["place"], "Khulna")) if "place" in row else None
    facts = Facts(
        of,
        place or Place.objects.get(tier=Tier.NATIONAL),
        date(int(row["date"]), 1, 1),
        Figures(),
        FieldUpdate.Precision.YEAR,
    )
    actions.send_update(
        by=by,
        key=uuid5(NAMESPACE_URL, row["id"]),
        facts=facts,
        readers=resolve(Viewer(by, now), ["everyone"], AUDIENCE),
        text=_words(row),
        at=now,
        from_a_source=True,
    )


def _words(row: dict[str, Any]) -> str:
    figures = ", ".join(f"{name.replace('_', ' ')}: {number}" for name, number in row["figures"].items())
    return f"{row['title']}. {figures[0].upper()}{figures[1:]}. Source: {row['source']}."


def _account_of(organisation: Organisation, now: datetime) -> User:
    """In whose name it stands. Nobody signs in with it: it has no password."""
    persona = Persona(
        organisation.code.lower(),
        f"Field staff, {organisation.name_en}",
        f"মাঠকর্মী, {organisation.name_bn}",
        "en",
    )
    user = User.objects.find(persona.email)
    if user is not None:
        return user
    user = User.objects.create_user(
        email=persona.email,
        password=None,
        language="en",
        label_en=persona.label_en,
        label_bn=persona.label_bn,
        email_proved_at=now,
    )
    person = introduce(user=user, label_en=persona.label_en, label_bn=persona.label_bn)
    role, since = Membership.Role.STAFF, now - IN_OFFICE
    add_member(by=None, organisation=organisation, person=person, role=role, since=since, at=now)
    return user


def _illustrative(by: User, days: Days) -> None:
    """A session as a field worker writes of it. It is in no figure."""
    at = days.hour(-1, 15)
    viewer = Viewer(by, at)
    own = Organisation.objects.get(code="RJ")
    union = Place.objects.get(tier=Tier.UNION, name_en="Bagachra", parent=find_place(("Sharsha", "Jashore")))
    actions.send_update(
        by=by,
        key=uuid5(NAMESPACE_URL, "illustrative-session"),
        facts=Facts("awareness", union, days.day(-1), Figures(women=34, men=21, girls=12, boys=8)),
        readers=resolve(viewer, [f"organisation:{own.ref}"], AUDIENCE),
        text="Courtyard session on job offers abroad. Several families asked how to check a licence.",
        at=at,
        is_illustrative=True,
    )
