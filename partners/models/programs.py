"""A program that reads, and may act, here for an organisation; and who answers for it."""

from django.contrib.postgres.fields import DateTimeRangeField
from django.db import models

from access.models import Audience, ListedRecord, Party, User
from access.rules.engine import PermittedManager
from language.words import named
from partners.models.offices import Person
from partners.models.organisations import Organisation

NAME_LENGTH = 60


class Program(ListedRecord):
    """A system of a ministry or an NGO: its own membership of that body, for a time, as nobody's person.

    It reads there what the person who answers for it reads by that body, and never longer than they serve
    it. Whose account it is, is said in `user.answerable` too, by which the log and the tokens go.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="programs")
    user = models.OneToOneField(User, on_delete=models.PROTECT, related_name="program")
    name = models.CharField(max_length=NAME_LENGTH)
    answerable = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="programs")
    # Of that one person, whatever else they belong to.
    answerable_party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    answerable_since = models.DateTimeField()
    # Whether it accepts, reports and asks as head and liaison officers do; else it reads as staff.
    speaks = models.BooleanField(default=False)
    period = DateTimeRangeField()

    objects = PermittedManager["Program"]()

    class Meta(ListedRecord.Meta):
        pass

    def __str__(self) -> str:
        return self.name


class ProgramAudience(Audience):
    """Who reads of it: everybody in the organisation."""

    record = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="audience", db_index=False)

    class Meta(Audience.Meta):
        abstract = False


def called(program: Program) -> str:
    """What it is called wherever it did something: by its organisation first."""
    return named(program.user, "label")
