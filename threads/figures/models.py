"""The published tables of quarters: written once, and never computed anew."""

from typing import ClassVar

from django.db import models

from access.small_counts.holding import Hidden, Told
from access.small_counts.tables import SMALLEST
from partners.models import Place


class PublishedTable(models.Model):
    """A quarter as it was published: by district, division and country. It stays as it is.

    What is corrected or sent afterwards is counted in no published table: two tables of one quarter would
    tell by their difference what lies between them. `name` is that of its source (`quarterly.QUARTERLY`).
    """

    id = models.BigAutoField(primary_key=True)
    name = models.CharField(max_length=40)
    quarter = models.DateField()
    published_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["name", "quarter"], name="published_table_once"),
            models.CheckConstraint(
                condition=models.Q(quarter__day=1, quarter__month__in=[1, 4, 7, 10]),
                name="published_table_of_a_quarter",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.quarter}"


class PublishedCell(models.Model):
    """How many people a column had in a place in a quarter, or why it is not told. The count of a hidden one
    is stored nowhere.
    """

    id = models.BigAutoField(primary_key=True)
    table = models.ForeignKey(PublishedTable, on_delete=models.CASCADE, related_name="cells", db_index=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+", db_index=False)
    column = models.CharField(max_length=40)
    count = models.PositiveIntegerField(null=True)
    hidden = models.CharField(max_length=9, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["table", "place", "column"], name="published_cell_once"),
            models.CheckConstraint(
                condition=models.Q(hidden="", count__isnull=False, count__gte=SMALLEST)
                | models.Q(hidden__in=[one.value for one in Hidden], count=None),
                name="published_cell_told_or_hidden",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.table_id} {self.place_id} {self.column}"

    @property
    def told(self) -> Told:
        """The cell as it is told."""
        return Hidden(self.hidden) if self.count is None else self.count
