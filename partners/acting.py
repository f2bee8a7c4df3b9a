"""Who acts for the head of a body, and what they are called."""

from datetime import datetime
from typing import NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from access.models import User
from access.rules.viewer import Viewer
from partners.models import Membership, Office, OfficeAssistant, OfficeHolder, Organisation, Person


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
    """Return by what this person acts for the head of a body now: first by an office that was named."""
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
    return _in_full(standing(rows, at)).order_by(F("desk").asc(nulls_last=True), "pk").first()


def heads(user: User | AnonymousUser, organisation: Organisation | None, at: datetime) -> bool:
    """Whether this person heads the body now, by its office or by name, with a liaison officer or without."""
    if organisation is None or not user.is_authenticated:
        return False
    terms = OfficeHolder.objects.at(at).filter(office__heads=True, office__organisation=organisation)
    named = Membership.objects.at(at).filter(organisation=organisation, role=Membership.Role.HEAD)
    return terms.filter(person__user=user).exists() or named.filter(person__user=user).exists()


def assistants_of(office: Office, at: datetime) -> list[OfficeAssistant]:
    """Who types or acts for the holder of an office now or will, those who act first."""
    rows = OfficeAssistant.objects.not_over(at).filter(office=office)
    return list(_in_full(standing(rows, at)).order_by("-acts", "period", "pk")[:50])


def standing(rows: QuerySet[OfficeAssistant], at: datetime) -> QuerySet[OfficeAssistant]:
    """Without those who act for a head who has gone: a successor names their own."""
    terms = OfficeHolder.objects.not_over(at).filter(
        office=OuterRef("office"), period__contains=OuterRef("begins")
    )
    return rows.annotate(begins=F("period__startswith")).filter(Q(acts=False) | Exists(terms))


def sides_of(who: Q, at: datetime) -> set[str]:
    """The sides of the bodies that these people serve, or for whose heads they act."""
    people = Person.objects.filter(who).values("pk")
    held = OfficeHolder.objects.at(at).filter(person__in=people)
    served = Membership.objects.at(at).filter(person__in=people)
    acts = (
        OfficeAssistant.objects.at(at)
        .filter(acts=True)
        .filter(Q(person__in=people) | Q(desk__in=held.values("office")))
    )
    return {
        *held.filter(office__organisation__isnull=False).values_list("office__organisation__side", flat=True),
        *served.values_list("organisation__side", flat=True),
        *acts.values_list("office__organisation__side", flat=True),
    }


def serves_another_side(user: User | AnonymousUser, body: Organisation, at: datetime) -> bool:
    """Whether somebody who acts for the head of a body serves or acts for another side too."""
    return bool(sides_of(Q(user=user), at) - {body.side})


def desks_of(office: Office) -> list[Office]:
    """The other offices of the body, which can be let type or act for this one."""
    if office.organisation_id is None:
        return []
    others = Office.objects.filter(organisation=office.organisation_id).exclude(pk=office.pk)
    return list(others.order_by("precedence", "pk")[:50])


def _in_full(rows: QuerySet[OfficeAssistant]) -> QuerySet[OfficeAssistant]:
    return rows.select_related("office", "desk", "person")
