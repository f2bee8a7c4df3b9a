"""Steps of the directory as programs take them: what is named inside a body or a committee, and sent."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from django.http import Http404

from access.models import User
from access.rules.engine import RefusedError, get_permitted
from access.rules.viewer import Viewer
from access.toolkit.texts import guarded
from language.words import DHAKA
from partners import actions
from partners.access import appointing
from partners.directory import delegations_of, members_of
from partners.models import Committee, Delegation, Membership, Office, Organisation, Presence
from partners.present import lines_of
from partners.views.answers import find_seat

_NAME, _LABEL, _NUMBER = 200, 120, 80


def members(viewer: Viewer, organisation: Organisation) -> list[Membership]:
    """By which posts it is served, as its page shows it."""
    return members_of(organisation, viewer.at)


def member_of(_viewer: Viewer, organisation: Organisation, *, membership: str) -> Mapping[str, Any]:
    """Somebody who serves it."""
    found = Membership.objects.filter(organisation=organisation, ref=membership).select_related("person")
    return {"membership": _one(found.first())}


def office_of(viewer: Viewer, organisation: Organisation, *, office: str) -> Mapping[str, Any]:
    """An office of it, for whoever says by right who holds it."""
    of_body = Office.objects.filter(organisation=organisation)
    return {"office": get_permitted(viewer, Office, office, "appoint", records=of_body)}


def presences(_viewer: Viewer, organisation: Organisation) -> list[Presence]:
    """Where it works, as its page shows it."""
    return lines_of(organisation)


def presence_of(_viewer: Viewer, organisation: Organisation, *, presence: str) -> Mapping[str, Any]:
    """A line that says where it works."""
    found = Presence.objects.filter(organisation=organisation, ref=presence).select_related("organisation")
    return {"presence": _one(found.first())}


def seat_of(_viewer: Viewer, committee: Committee, *, seat: str) -> Mapping[str, Any]:
    """A seat of the committee."""
    return {"seat": find_seat(committee, seat)}


def office_of_seat(viewer: Viewer, committee: Committee, *, seat: str) -> Mapping[str, Any]:
    """The office that holds a seat of the committee, for whoever says who holds it, also by an order."""
    office: Office = _one(find_seat(committee, seat).office)
    if appointing(viewer, office) is None:
        raise RefusedError("appoint", office)
    return {"office": office}


def minute_takers(viewer: Viewer, committee: Committee) -> list[Delegation]:
    """Who takes its minutes now or will, as its page shows it."""
    return delegations_of(committee, viewer.at)


def delegation_of(_viewer: Viewer, committee: Committee, *, delegation: str) -> Mapping[str, Any]:
    """That somebody takes the minutes of the committee."""
    found = Delegation.objects.filter(committee=committee, ref=delegation).select_related("committee")
    return {"delegation": _one(found.first())}


def rename(*, by: User, organisation: Organisation, at: datetime, **typed: Any) -> object:
    """Give it its new name."""
    for name in ("name_en", "name_bn"):
        typed[name] = guarded(typed[name], field=name, longest=_NAME, required=True)
    return actions.rename_organisation(by=by, organisation=organisation, at=at, **typed)


def enter_member(*, by: User, organisation: Organisation, at: datetime, **typed: Any) -> object:
    """Enter somebody, and send them the letter."""
    typed["label"] = guarded(typed.pop("post"), field="post", longest=_LABEL, required=True)
    typed["since"] = _start_of(typed["since"])
    return actions.enter_member(by=by, organisation=organisation, at=at, **typed)


def end_member(*, by: User, membership: Membership, at: datetime) -> object:
    """They serve it no longer, from now on."""
    return actions.end_membership(by=by, membership=membership, until=at, at=at)


def pass_office(*, by: User, office: Office, at: datetime, order_number: str = "", **typed: Any) -> object:
    """Pass the office on, and send its next holder the letter."""
    number = guarded(order_number, field="order_number", longest=_NUMBER)
    typed["on"] = _start_of(typed["on"])
    return actions.pass_office(by=by, office=office, order_number=number, at=at, **typed)


def _one(found: Any) -> Any:
    if found is None:
        raise Http404
    return found


def _start_of(day: date) -> datetime:
    return datetime.combine(day, time.min, DHAKA)
