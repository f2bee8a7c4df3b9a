"""What the forms of the directory were made with: names, seats, and who holds an office."""

from typing import Any

from django.utils.translation import gettext as _

from language.words import named
from partners.models import Office, OfficeHolder, Organisation, Seat


def names_of(organisation: Organisation) -> dict[str, Any]:
    """Return what an organisation is called."""
    return {"name_en": organisation.name_en, "name_bn": organisation.name_bn}


def filled_by(seat: Seat) -> dict[str, Any]:
    """Return which organisation holds a seat."""
    return {"organisation": seat.organisation}


def role_of(seat: Seat) -> dict[str, Any]:
    """Return what a seat does in its committee."""
    return {"role": seat.role}


def held_by(office: Office) -> dict[str, Any]:
    """Return the latest term of an office: who holds it, or will."""
    return {"holder": _latest(office)}


def held_by_in_words(office: Office) -> dict[str, tuple[str, str]]:
    """Return the same for people; a holder is shown by the post."""
    latest = _latest(office)
    return {"holder": (_("Held by"), named(latest.person, "label") if latest is not None else _("nothing"))}


def _latest(office: Office) -> OfficeHolder | None:
    terms = OfficeHolder.objects.filter(office=office).select_related("person")
    return terms.order_by("-pk").first()
