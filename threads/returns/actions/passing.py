"""When an office is merged or ends, its successor answers for its returns; its months stay its own."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from access.toolkit.locking import lock_rows
from language.words import local_day
from partners.models import Organisation
from threads.returns.actions.opening import desk_of
from threads.returns.actions.writing import BODIES, keep, note
from threads.returns.kinds import active_on
from threads.returns.models import MonthlyReturn, ReturnOrder, ReturnStep


def pass_to_successors(*, at: datetime) -> int:
    """Hand on the returns of offices that have left; safe to run again. Returns how many passed.

    Who sent a month stays written, so that every sum counts it where it was counted.
    """
    today = local_day(at)
    gone = Q(until__lte=today) | Q(has_left=True)
    left = Organisation.objects.filter(gone, successor__isnull=False)
    passed = 0
    for organisation in left:
        successor = active_on(organisation, today)
        if successor is None:
            continue
        ReturnOrder.objects.filter(receiver=organisation).update(receiver=successor)
        theirs = Q(keeper=organisation) | Q(receiver=organisation)
        for pk in MonthlyReturn.objects.filter(theirs).order_by("pk").values_list("pk", flat=True):
            passed += _pass_one(pk, organisation, successor, at)
    return passed


@transaction.atomic
def _pass_one(pk: int, left: Organisation, successor: Organisation, at: datetime) -> int:
    lock_rows(MonthlyReturn, [pk])
    theirs = Q(keeper=left) | Q(receiver=left)
    monthly = MonthlyReturn.objects.filter(theirs, pk=pk).select_related(*BODIES).first()
    if monthly is None:
        return 0
    if monthly.keeper == left:
        monthly.keeper = successor
    if monthly.receiver == left:
        monthly.receiver, monthly.desk_party = successor, desk_of(monthly.form, successor)
    keep(monthly)
    note(monthly, ReturnStep.Kind.PASSED, at=at, by=None, body=successor)
    return 1
