"""The published tables of quarters, written once and never computed anew; and the sums kept of updates."""

from typing import ClassVar

from django.db import models

from access.models import History
from access.small_counts.holding import Hidden, Told
from access.small_counts.tables import SMALLEST
from partners.models import Organisation, Place
from threads.updates.models import FIGURES, PEOPLE, FieldUpdate


class PublishedTable(History):
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


class PublishedCell(History):
    """How many people a column had in a place in a quarter, or why it is not told. The count of a hidden one
    is stored nowhere.
    """

    id = models.BigAutoField(primary_key=True)
    table = models.ForeignKey(PublishedTable, on_delete=models.CASCADE, related_name="cells", db_index=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+", db_index=False)
    column = models.CharField(max_length=40)
    # How many returns say it, of how many that were asked for; nothing where nobody owes it.
    sent = models.PositiveIntegerField(null=True)
    asked = models.PositiveIntegerField(null=True)
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


class CountedUpdate(History):
    """In which published table an update is counted: no other one counts it, to whatever day it is moved."""

    update = models.OneToOneField(
        FieldUpdate, primary_key=True, on_delete=models.CASCADE, related_name="counted_in"
    )
    table = models.ForeignKey(PublishedTable, on_delete=models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return f"{self.update_id} {self.table_id}"


def said_of(name: str) -> str:
    """The column that holds in how many updates a figure of people was said."""
    return f"{name}_said"


class Sum(models.Model):
    """What field updates of one type add up to in a place, with all that lies in it, in one month.

    Kept in the transaction of each change (`adding`). `counted` is in how many of them somebody counted
    people at all, `women_said` and the others in how many that figure was said: where it is nought, the
    figure is none.
    """

    id = models.BigAutoField(primary_key=True)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+", db_index=False)
    month = models.DateField()
    type = models.CharField(max_length=13, choices=FieldUpdate.Type)
    updates = models.BigIntegerField()
    counted = models.BigIntegerField()
    women = models.BigIntegerField()
    men = models.BigIntegerField()
    girls = models.BigIntegerField()
    boys = models.BigIntegerField()
    women_said = models.BigIntegerField(default=0)
    men_said = models.BigIntegerField(default=0)
    girls_said = models.BigIntegerField(default=0)
    boys_said = models.BigIntegerField(default=0)
    asked = models.BigIntegerField()
    improved = models.BigIntegerField()
    referred = models.BigIntegerField()
    reported_missing = models.BigIntegerField()

    SUMMED: ClassVar[tuple[str, ...]] = ("updates", "counted", *FIGURES, *map(said_of, PEOPLE))

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.place_id} {self.month} {self.type}"


class NetworkSum(Sum):
    """Of what the whole network reads: nothing of a protected type, and nothing written for a few.

    Without an organisation it is what all organisations did together.
    """

    organisation = models.ForeignKey(
        Organisation, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["place", "organisation", "month", "type"],
                nulls_distinct=False,
                name="network_sum_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(type__in=[one.value for one in FieldUpdate.PROTECTED]),
                name="network_sum_of_no_protected_type",
            ),
        ]


class OwnSum(Sum):
    """Of all that one organisation sent, of whatever type and for whom it was: read by that organisation."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["organisation", "place", "month", "type"], name="own_sum_once"),
        ]
