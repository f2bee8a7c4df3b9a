"""Records of the toy world. None of them exists outside the tests."""

from django.db import models

from access.models import Audience, ListedRecord, Party, Record
from access.rules.engine import PermittedManager


class Club(Record):
    """Read by everyone; its keeper signs its papers."""

    name = models.CharField(max_length=100)
    keeper_party = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")

    objects = PermittedManager["Club"]()

    def __str__(self) -> str:
        return self.name


class Paper(ListedRecord):
    """A listed record with an audience of its own."""

    title = models.CharField(max_length=100)
    club = models.ForeignKey(Club, null=True, on_delete=models.PROTECT, related_name="papers")
    author_party = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")

    objects = PermittedManager["Paper"]()

    def __str__(self) -> str:
        return self.title


class PaperAudience(Audience):
    record = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="audience")


class Note(models.Model):
    """Has no audience of its own: it is read through its paper."""

    ref = models.CharField(max_length=22, unique=True)
    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="notes")

    objects = PermittedManager["Note"]()

    def __str__(self) -> str:
        return self.ref


class Letter(ListedRecord):
    """A draft is read by its audience alone; once confirmed, by oversight as well."""

    is_confirmed = models.BooleanField(default=False)

    objects = PermittedManager["Letter"]()

    def __str__(self) -> str:
        return self.ref


class LetterAudience(Audience):
    record = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="audience")
