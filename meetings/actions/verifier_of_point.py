"""The meeting names who of another side verifies an action point, or nobody."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from access.models import User
from access.toolkit.errors import Mendable
from access.toolkit.locking import lock_row
from access.toolkit.versions import compare
from meetings.actions.writing import draft_to_write, saved
from meetings.models import ActionPoint
from meetings.verifiers import may_be_named, must_not_do_it
from partners.models import Organisation


@transaction.atomic
def name_point_verifier(
    *, by: User, point: ActionPoint, at: datetime, verifier: Organisation | None = None
) -> ActionPoint:
    """The secretariat writes whom the meeting named; without anybody the name is taken out of the draft."""
    minutes = draft_to_write(by=by, minutes=point.minutes, at=at, action="name_verifier")
    held = lock_row(point)
    compare(held)
    if verifier is None:
        must_not_do_it(held, minutes, by, at)
    elif verifier not in [one.organisation for one in may_be_named(held, minutes, by, at)]:
        raise Mendable(
            _("This organisation cannot verify it. Choose one of another side from the list."),
            "verifier",
            "verifier",
        )
    held.verifier = verifier
    held.verifier_en = verifier.name_en[:300] if verifier is not None else ""
    held.verifier_bn = verifier.name_bn[:300] if verifier is not None else ""
    held.save(update_fields=["verifier", "verifier_en", "verifier_bn"])
    saved(minutes, at)
    return held
