"""The standing places of the library: for the national plan, the law, the procedures and the studies."""

from datetime import date

from django.db import models

from access.models import Party, Record
from access.rules.engine import PermittedManager
from library.models.documents import Document


class StandingPlace(Record):
    """A place of which everybody knows what belongs there, and whether it is there yet."""

    code = models.CharField(max_length=40, unique=True)
    name_en = models.CharField(max_length=300)
    name_bn = models.CharField(max_length=300)
    belongs_en = models.CharField(max_length=300)
    belongs_bn = models.CharField(max_length=300)
    category = models.CharField(max_length=8, choices=Document.Category)
    valid_from = models.DateField(null=True)
    valid_until = models.DateField(null=True)
    # Where the dates and the words were taken from, and what is not known.
    source_en = models.CharField(max_length=300, blank=True)
    source_bn = models.CharField(max_length=300, blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    # Who says which document stands there.
    keeping_party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    document = models.ForeignKey(Document, null=True, on_delete=models.PROTECT, related_name="places")
    filled_at = models.DateTimeField(null=True)

    objects = PermittedManager["StandingPlace"]()

    def __str__(self) -> str:
        return self.code

    def has_run_out(self, on: date) -> bool:
        """Whether what stands there held once and holds no more."""
        return self.valid_until is not None and self.valid_until < on
