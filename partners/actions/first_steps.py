"""A new holder says that a first step is done, or puts it away."""

from datetime import datetime

from django.db import transaction

from access.models import User
from access.toolkit.locking import lock_permitted
from partners.models import Committee, FirstStep


@transaction.atomic
def finish_first_step(*, by: User, committee: Committee, step: FirstStep.Step, at: datetime) -> None:
    """Take the step off this person's desk; nobody else's, and nothing of the committee changes."""
    held = lock_permitted(committee, by=by, action="begin", at=at)
    FirstStep.objects.get_or_create(user=by, committee=held, step=step)
