"""How an action holds what it changes: the bare row first, then the rule, then what it needs.

A lock with a join re-checks, after waiting, against the joined rows as they were before: readers get
lost by it. And a rule asked before the wait is asked of a record that is no longer there. So every
action of every room holds through this file.

Everybody holds in one order, so that two actions wait for each other and never in a circle:
organisations, offices, committees and seats; then the account of whoever acts; then meetings, their
minutes, commitments. The account is held too, because who may act follows from it: a handover, the end
of a delegation or the closing of an account waits for a step that has begun, and a step that comes
later is judged by what they left.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, TypeVar, cast

from django.db import OperationalError, connection
from django.db.models import Model, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from access.models import User
from access.rules.engine import require
from access.rules.viewer import Viewer
from access.toolkit.errors import Mendable
from access.toolkit.versions import compare

M = TypeVar("M", bound=Model)
_LOCK_NOT_AVAILABLE, _DEADLOCK = "55P03", "40P01"


def lock_row(record: M) -> M:
    """Hold one row, alone, until the transaction ends; return it as it is now. Gone: 404."""
    model = _model_of(record)
    with waiting():
        held = model._base_manager.select_for_update(no_key=True).filter(pk=record.pk).first()
    if held is None:
        raise Http404
    return held


def lock_rows(model: type[M], ids: Collection[Any] | QuerySet[Any, Any]) -> dict[Any, M]:
    """Hold several rows of one model, in the order of their numbers; return those that are there."""
    with waiting():
        rows = model._base_manager.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk")
        return {row.pk: row for row in rows}


def lock_actor(by: User, at: datetime, *, moves_people: bool = False) -> Viewer:
    """Hold the account of whoever acts, and return who that is now.

    `moves_people` is for actions that change who belongs where: the person may be one of them.
    """
    if moves_people:
        return Viewer(lock_row(by), at)
    return Viewer(share_row(by), at)


def lock_people(user_ids: Collection[int]) -> None:
    """Hold the accounts of people whose parties are about to change: steps they have begun end first."""
    lock_rows(User, user_ids)


def lock_permitted(record: M, *, by: User, action: str, at: datetime, related: Collection[str] = ()) -> M:
    """Hold actor and record, then let the action go on or raise; return the record as it is now.

    `related` names what is loaded along, after the wait and the rule.
    """
    viewer = lock_actor(by, at)
    held = lock_row(record)
    require(viewer, action, held)
    compare(held)
    return _load(held, related)


def lock_container(
    record: M, *, by: User | None, action: str, at: datetime, related: Collection[str] = ()
) -> M:
    """The same for an organisation, office, committee or seat, whose actions move people.

    `by` is None only for papers that the operator loads.
    """
    held = lock_row(record)
    if by is not None:
        require(lock_actor(by, at, moves_people=True), action, held)
        compare(held)
    return _load(held, related)


def _model_of(record: M) -> type[M]:
    # Asked of the row: the user of a request is wrapped.
    return cast("type[M]", record._meta.model)


def _load(held: M, related: Collection[str]) -> M:
    return _model_of(held)._base_manager.select_related(*related).get(pk=held.pk) if related else held


def share_row(record: M) -> M:
    """Keep one row from being changed until the transaction ends; return it as it is now.

    Several may do so at once. For whoever writes a record whose readers follow from a committee: the
    committee is not moved meanwhile.
    """
    # Django knows FOR UPDATE in its forms, but not FOR SHARE.
    model, quote = _model_of(record), connection.ops.quote_name
    table, key = quote(model._meta.db_table), quote(model._meta.pk.attname)
    statement = f"SELECT * FROM {table} WHERE {key} = %s FOR SHARE"  # noqa: S608 (our own table)
    with waiting():
        held = next(iter(model._base_manager.raw(statement, [record.pk])), None)
    if held is None:
        raise Http404
    return held


@contextmanager
def waiting() -> Iterator[None]:
    """Say it in words when another action holds on too long: nothing is done, and it can be sent again."""
    try:
        yield
    except OperationalError as error:
        code = getattr(error.__cause__, "pgcode", None)
        if code not in (_LOCK_NOT_AVAILABLE, _DEADLOCK):
            raise
        raise Mendable(
            _("Somebody else is changing this at this moment. Nothing was done: send it again."), code="busy"
        ) from error
