"""Somebody who reads a discussion proposes what came of it for a committee's agenda."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from access.models import User
from access.rules.engine import VIEW, require
from access.toolkit.errors import Mendable
from access.toolkit.locking import lock_actor, share_row
from coordination.bridges.queries import THREAD
from meetings import actions
from meetings.models import ItemProposal
from partners.models import Committee, Organisation
from threads.models import Thread


@transaction.atomic
def propose_from_thread(
    *,
    by: User,
    thread: Thread,
    committee: Committee,
    title: str,
    why: str,
    at: datetime,
    came_of: str = "",
    organisation: Organisation | None = None,
) -> ItemProposal:
    """Whoever reads a discussion proposes an item to a committee of theirs: in the words typed, no others.

    The proposal keeps which discussion it was, for those who read that too.
    """
    held_committee = share_row(committee)
    viewer = lock_actor(by, at)
    held = share_row(thread)
    require(viewer, VIEW, held)
    if not held.goes_further:
        raise Mendable(_("Of this nothing can be proposed."), code="kind")
    return actions.propose_item(
        by=by,
        committee=held_committee,
        title=title,
        why=why,
        at=at,
        organisation=organisation,
        source_type=THREAD,
        source_ref=held.ref,
        source_text=came_of,
    )
