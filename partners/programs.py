"""The programs of an organisation, as its people see them; and who may answer for one."""

from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from access.models import PartyMember
from access.rules.engine import VIEW, get_permitted
from access.rules.members import people_of
from access.rules.viewer import Viewer
from partners.models import Organisation, Person, Program

# How many stand on the page of an organisation, those that run first.
SHOWN = 50
FLAGS = ("end", "name_answerable", "make_tokens")


def _running(at: datetime) -> Exists:
    places = PartyMember.objects.filter(user=OuterRef("user"), party=OuterRef("organisation__all_party"))
    return Exists(places.filter(period__contains=at, user__is_active=True))


def is_running(program: Program, at: datetime) -> bool:
    """Whether it comes in at this instant: not ended, and answered for by somebody of the organisation."""
    return Program.objects.filter(_running(at), pk=program.pk).exists()


def programs_of_organisation(viewer: Viewer, organisation: Organisation) -> list[Program]:
    """The programs of an organisation, to those who belong to it."""
    rows = Program.objects.permitted(viewer).filter(organisation=organisation)
    found = rows.annotate(runs=_running(viewer.at)).select_related("answerable")
    return list(found.order_by("-runs", "name", "pk")[:SHOWN])


def find_program(viewer: Viewer, ref: str, action: str = VIEW) -> Program:
    """Return the program behind an address, with what this person may do with it."""
    records = Program.objects.with_can(viewer, *FLAGS).annotate(runs=_running(viewer.at))
    records = records.select_related("organisation", "answerable", "user")
    return get_permitted(viewer, Program, ref, action, records=records)


def may_answer(organisation: Organisation, at: datetime, *, speaks: bool) -> QuerySet[Person]:
    """Who may answer for a program: those of the organisation who sign in; for one that acts, its liaison."""
    party = organisation.liaison_party_id if speaks else organisation.all_party_id
    return Person.objects.filter(user__in=people_of([party], at)).order_by("label_en", "pk")
