"""Who acts for the head of a body, and what they are called."""

from datetime import datetime
from typing import NamedTuple, cast

from django.db.models import Q, QuerySet

from access.models import User
from access.rules.viewer import Viewer
from partners.models import Membership, Office, OfficeAssistant, OfficeHolder, Organisation


class Called(NamedTuple):
    """The office or post of somebody, in both languages; never a name."""

    en: str
    bn: str


def called(assistant: OfficeAssistant) -> Called:
    """What an assistant is called: by the office it is named by, or by the post it was entered with."""
    if assistant.desk is not None:
        return Called(assistant.desk.title_en, assistant.desk.title_bn)
    assert assistant.person is not None
    return Called(assistant.person.label_en, assistant.person.label_bn)


def find_assistant(viewer: Viewer, organisation: Organisation) -> OfficeAssistant | None:
    """Return by what this person acts for the head of a body now."""
    at, user = viewer.at, viewer.user.pk
    is_person = Q(person__user=user)
    holds_desk = Q(desk__holders__person__user=user, desk__holders__period__contains=at)
    rows = OfficeAssistant.objects.filter(
        is_person | holds_desk,
        acts=True,
        office__heads=True,
        office__organisation=organisation,
        period__contains=at,
    )
    return _in_full(rows).order_by("pk").first()


def heads(user: User, organisation: Organisation | None, at: datetime) -> bool:
    """Whether this person heads the body now, by its office or by name, with a liaison officer or without."""
    if organisation is None:
        return False
    terms = OfficeHolder.objects.at(at).filter(office__heads=True, office__organisation=organisation)
    named = Membership.objects.at(at).filter(organisation=organisation, role=Membership.Role.HEAD)
    return terms.filter(person__user=user).exists() or named.filter(person__user=user).exists()


def assistants_of(office: Office, at: datetime) -> list[OfficeAssistant]:
    """Who types or acts for the holder of an office now or will, those who act first."""
    rows = OfficeAssistant.objects.not_over(at).filter(office=office)
    return list(_in_full(cast("QuerySet[OfficeAssistant]", rows)).order_by("-acts", "period", "pk")[:50])


def desks_of(office: Office) -> list[Office]:
    """The other offices of the body, which can be let type or act for this one."""
    if office.organisation_id is None:
        return []
    others = Office.objects.filter(organisation=office.organisation_id).exclude(pk=office.pk)
    return list(others.order_by("precedence", "pk")[:50])


def _in_full(rows: QuerySet[OfficeAssistant]) -> QuerySet[OfficeAssistant]:
    return rows.select_related("office", "desk", "person")
