"""Writes the access log. Lines are added; the portal's own database role cannot change them.

Oversight reads every line. Of a record of which it may not even know that there is one, there is none.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from django.db.models import Model
from django.utils.encoding import force_str

from access.models import AccessLog, User
from access.rules.viewer import Viewer
from access.toolkit.registry import Registry

M = TypeVar("M", bound=Model)
_UNTOLD: Registry[type[Model], Callable[[Any], bool]] = Registry("kind of record of which no log tells")


def keep_out_of_log(model: type[M], when: Callable[[M], bool]) -> None:
    """A room says of which of its records no line is written, whoever does what with them."""
    _UNTOLD.add(model, when)


def log_access(viewer: Viewer, kind: AccessLog.Kind, record: Model | str, purpose: str = "") -> AccessLog:
    """Note that this viewer did this with this record (or, for an export, with this kind of record).

    Of a program the line names who answered for it then. Of a record that is kept out of the log nothing is
    written.
    """
    user = viewer.user if isinstance(viewer.user, User) else None
    of_type = record if isinstance(record, str) else record._meta.label_lower
    line = AccessLog(
        at=viewer.at,
        user_id=user.pk if user is not None else None,
        answerable_id=user.answerable_id if user is not None else None,
        kind=kind,
        record_type=of_type,
        record_ref="" if isinstance(record, str) else force_str(getattr(record, "ref", "") or record.pk),
        purpose=purpose[:500],
    )
    if not _is_untold(record):
        line.save(force_insert=True)
    return line


def _is_untold(record: Model | str) -> bool:
    is_untold = None if isinstance(record, str) else _UNTOLD.get(type(record))
    return is_untold is not None and is_untold(record)
