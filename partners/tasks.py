"""What the worker keeps true about the directory."""

from celery import shared_task
from django.db import connection, transaction
from django.utils import timezone

from access.rules.audiences import refresh_above
from access.toolkit.bell import ring
from access.toolkit.locking import lock_row
from partners import when_bodies_leave
from partners.actions import officer_lists
from partners.actions.committees import subtree
from partners.actions.figures import count_network
from partners.actions.minute_taking import end_expired_delegations
from partners.actions.office_kinds import carry_out
from partners.models import Committee, OfficeKind


@shared_task
def keep_terms() -> None:
    """Follow what has run out by itself: delegations, and bodies whose successor takes over today.

    A committee whose move was not followed, because the bell or the worker was lost, is followed now; so are
    local offices that were to be made.
    """
    now = timezone.now()
    end_expired_delegations(at=now)
    when_bodies_leave.pass_on(at=now)
    for moved in Committee.objects.filter(readers_behind_since__isnull=False).order_by("pk"):
        refresh_subtree(moved.pk)
    for kind in OfficeKind.objects.filter(asked_at__isnull=False).order_by("pk"):
        make_local_offices(kind.pk)


@shared_task
def carry_on_lists() -> None:
    """Appoint the officers of lists that wait, one after the other."""
    officer_lists.carry_on(clock=timezone.now)


@shared_task
def forget_lists() -> None:
    """Take away lists of officers that have lain for their time."""
    officer_lists.forget_lists(at=timezone.now())


@shared_task
def keep_figures() -> None:
    """Count how many read what is open to the whole network: pages say it and do not count."""
    count_network(at=timezone.now())


@shared_task
def refresh_subtree(committee_id: int) -> None:
    """Write anew who reads the records of a committee that moved and of all below it."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            # A district has a hundred committees and years of records: a page's limit is too short.
            cursor.execute("SET LOCAL statement_timeout = '10min'")
            cursor.execute("SET LOCAL lock_timeout = '1min'")
        # Held, so that a second move waits and is then followed by its own task.
        moved = lock_row(Committee(pk=committee_id))
        refresh_above([one.pk for one in subtree(moved)])
        Committee.objects.filter(pk=committee_id).update(readers_behind_since=None)


@shared_task
def make_local_offices(kind_id: int) -> None:
    """Make or rename the offices of a kind at every place of its tier."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = '2min'")
            cursor.execute("SET LOCAL lock_timeout = '1min'")
        carry_out(kind_id)


def ring_for_office_kind(kind_id: int) -> None:
    """Have the worker do it; when the bell is broken, the sweep does."""
    ring(make_local_offices, kind_id)


def ring_for_subtree(committee_id: int) -> None:
    """Have the worker do it. When the bell is broken it is done here and now: nobody must read on."""
    if not ring(refresh_subtree, committee_id):
        refresh_subtree(committee_id)
