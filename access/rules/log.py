"""Writes the access log. Lines are added; the portal's own database role cannot change them."""

from django.db.models import Model
from django.utils.encoding import force_str

from access.models import AccessLog, User
from access.rules.viewer import Viewer


def log_access(viewer: Viewer, kind: AccessLog.Kind, record: Model | str, purpose: str = "") -> AccessLog:
    """Note that this viewer did this with this record (or, for an export, with this kind of record).

    Of a program the line names who answered for it then.
    """
    user = viewer.user if isinstance(viewer.user, User) else None
    of_type = record if isinstance(record, str) else record._meta.label_lower
    return AccessLog.objects.create(
        at=viewer.at,
        user_id=user.pk if user is not None else None,
        answerable_id=user.answerable_id if user is not None else None,
        kind=kind,
        record_type=of_type,
        record_ref="" if isinstance(record, str) else force_str(getattr(record, "ref", "") or record.pk),
        purpose=purpose[:500],
    )
