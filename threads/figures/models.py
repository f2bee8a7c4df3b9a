"""The published tables of protected types: written once, and never computed anew."""

from typing import ClassVar

from django.db import models

from access.small_counts.holding import Hidden, Told
from partners.models import Place
from threads.updates.models import FieldUpdate


class ProtectionTable(models.Model):
    """A quarter as it was published: by district, division and country, by type. It stays as it is.

    What is corrected or sent afterwards is counted in no published table: two tables of one quarter would
    tell by their difference what lies between them.
    """

    id = models.BigAutoField(primary_key=True)
    quarter = models.DateField(unique=True)
    published_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(quarter__day=1, quarter__month__in=[1, 4, 7, 10]),
                name="protection_of_a_quarter",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quarter}"


class ProtectionCell(models.Model):
    """How many people a type had in a place in a quarter, or why it is not told. The count of a hidden one
    is stored nowhere.
    """

    id = models.BigAutoField(primary_key=True)
    table = models.ForeignKey(ProtectionTable, on_delete=models.CASCADE, related_name="cells", db_index=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+", db_index=False)
    type = models.CharField(max_length=13, choices=FieldUpdate.Type)
    count = models.PositiveIntegerField(null=True)
    hidden = models.CharField(max_length=9, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["table", "place", "type"], name="protection_cell_once"),
            models.CheckConstraint(
                condition=models.Q(hidden="", count__isnull=False, count__gte=11)
                | models.Q(hidden__in=[one.value for one in Hidden], count=None),
                name="protection_cell_told_or_hidden",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.table_id} {self.place_id} {self.type}"

    @property
    def told(self) -> Told:
        """The cell as it is told."""
        return Hidden(self.hidden) if self.count is None else self.count
