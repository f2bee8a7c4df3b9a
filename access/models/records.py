"""What every record has: a number inside, a random reference outside; and what lists show of some."""

from typing import Any, ClassVar

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from access.toolkit.refs import REF_LENGTH, new_ref

# The rank of a record that has a date to stand by. A room names the ranks of what stands behind those.
DATED = 0


class Record(models.Model):
    """Something people may see or not: `id` stays inside, `ref` is what addresses carry."""

    id = models.BigAutoField(primary_key=True)
    ref = models.CharField(max_length=REF_LENGTH, unique=True, default=new_ref, editable=False)

    class Meta:
        abstract = True


class ChangeNumber(models.BigIntegerField):  # type: ignore[type-arg]
    """The transaction that wrote the record last, which the database sets: see `notes_change`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # Rows written while triggers are off count as changed before all others.
        kwargs.update(default=0, db_default=0, editable=False)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        """Leave out of migrations what is the same for all of them."""
        name, path, args, kwargs = super().deconstruct()
        own = {"default", "db_default", "editable"}
        return name, path, args, {key: value for key, value in kwargs.items() if key not in own}

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """Write none of our own: an object at hand may be older than its row."""
        return 0 if add else models.F(self.attname)


_THIS_TRANSACTION = "pg_catalog.pg_current_xact_id()::text::bigint"
# On one line: the text of a trigger stands in migrations as it is here.
_TOUCH = (
    f"UPDATE {{fields.record.related_model._meta.db_table}} AS listed SET change = {_THIS_TRANSACTION}"  # noqa: S608
    f" WHERE listed.id IN (SELECT record_id FROM touched) AND listed.change <> {_THIS_TRANSACTION};"
    " RETURN NULL;"
)


def notes_change(name: str, operation: pgtrigger.Operation, condition: str = "") -> pgtrigger.Trigger:
    """The trigger that gives a row its change number.

    A number from a sequence would not do: of two transactions the one with the lower number may be committed
    later, and whoever had read the higher one would never see it. Of a transaction's own number the database
    says below which all have ended, so that a reader takes those and waits for the others.
    """
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=operation,
        condition=pgtrigger.Condition(condition) if condition else None,
        func=f"NEW.change := {_THIS_TRANSACTION}; RETURN NEW;",
    )


def notes_change_of_readers(name: str, operation: pgtrigger.Operation, rows: str) -> pgtrigger.Trigger:
    """The trigger by which a record changes for a feed when somebody begins or ceases to read it."""
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.After,
        level=pgtrigger.Statement,
        operation=operation,
        referencing=pgtrigger.Referencing(**{rows: "touched"}),  # type: ignore[no-untyped-call]
        func=pgtrigger.Func(_TOUCH),  # type: ignore[no-untyped-call]
    )


class RankField(models.PositiveSmallIntegerField):  # type: ignore[type-arg]
    """The part of a list a record stands in: among those with a date, or behind them all."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.update(default=DATED, db_default=DATED)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        """Leave out of migrations what is the same for all of them."""
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {key: kwargs[key] for key in kwargs if key not in {"default", "db_default"}}


class ListedRecord(Record):
    """A record that stands in lists: by `rank`, then `at`, and while it is `live` where something is to do.

    `at` is an instant that was or will be: of a record with a date that day, of any other one that orders
    those of its rank. What is not `DATED` is in no range of dates.

    `change` tells records that changed since a reader last looked; see `access.rules.feed`.
    """

    rank = RankField()
    at = models.DateTimeField()
    live = models.BooleanField(default=True)
    change = ChangeNumber()

    class Meta:
        abstract = True
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["rank", "at", "id"], name="%(class)s_at"),
            models.Index(
                fields=["rank", "at", "id"], condition=models.Q(live=True), name="%(class)s_at_live"
            ),
            models.Index(fields=["change", "id"], name="%(class)s_change"),
        ]
        triggers: ClassVar[list[object]] = [
            notes_change("numbers_new", pgtrigger.Insert),
            notes_change("numbers_change", pgtrigger.Update, "OLD.* IS DISTINCT FROM NEW.*"),
        ]


class Via(models.TextChoices):
    """Why a party reads a record, the strongest reason first."""

    OWNER = "owner", _("it is responsible")
    SUPPORT = "support", _("it supports")
    COMMITTEE = "committee", _("it belongs to the committee")
    UPLINE = "upline", _("it is the secretariat above")
    LEVEL = "level", _("it is open to the network")
    SHARED = "shared", _("it was shared")


class Audience(models.Model):
    """One party that reads one record, with the record's place in lists and liveness beside it.

    A subclass adds `record`, a foreign key with related_name="audience". The copies of `rank`,
    `at` and `live` let a list walk one index per party instead of asking each record.
    """

    id = models.BigAutoField(primary_key=True)
    record: Any
    party = models.ForeignKey("access.Party", on_delete=models.PROTECT, related_name="+", db_index=False)
    via = models.CharField(max_length=10, choices=Via)
    rank = RankField()
    at = models.DateTimeField()
    live = models.BooleanField(default=True)

    class Meta:
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["record", "party"], name="%(class)s_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["party", "rank", "at", "record"], name="%(class)s_all"),
            models.Index(
                fields=["party", "rank", "at", "record"],
                condition=models.Q(live=True),
                name="%(class)s_live",
            ),
        ]
        triggers: ClassVar[list[object]] = [
            notes_change_of_readers("numbers_for_new_readers", pgtrigger.Insert, "new"),
            notes_change_of_readers("numbers_for_former_readers", pgtrigger.Delete, "old"),
        ]
