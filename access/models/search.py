"""What a search finds records by: no audience of its own, for every record is read through its rule."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models


class SearchRow(models.Model):
    """By which words one record is found. The database keeps it in step with the record, by triggers.

    `keys` are its words as numbers (`language.search`), with the shelf it stands on: searches go from shelf
    to shelf, the latest first, and stop when they have enough. `parties` repeats who reads the record, so
    that what somebody may not see is not walked; it narrows and decides nothing. `names` are the names of
    one thing, in both languages and all spellings.
    """

    # The records, and the functions of the database that tell what they are found by and who reads them.
    records: ClassVar[str]
    told: ClassVar[str]
    readers: ClassVar[str] = ""

    record_id = models.BigIntegerField(primary_key=True)
    # The record whose rule decides: itself, or the minutes that a decision stands in.
    reader_id = models.BigIntegerField()
    at = models.DateTimeField(null=True)
    size = models.PositiveIntegerField()
    keys = ArrayField(models.IntegerField())
    names = models.TextField(blank=True)
    parties = ArrayField(models.BigIntegerField(), default=list)

    class Meta:
        abstract = True
        indexes: ClassVar[list[models.Index]] = [
            # What waits in a list of changes would be read by every search.
            GinIndex(fields=["keys", "parties"], name="%(class)s_found", fastupdate=False),
        ]

    def __str__(self) -> str:
        return f"{self.record_id}"


# Where a month may hold a hundred thousand: the index by which the newest are looked through first.
NEWEST_FIRST = models.Index(
    models.F("at").desc(nulls_last=True), "size", "record_id", name="%(class)s_newest"
)
