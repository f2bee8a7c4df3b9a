"""The own offices of somebody that send monthly returns, or receive them."""

from collections.abc import Sequence
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from access.rules.viewer import Viewer
from partners.models import Organisation
from threads.returns.kinds import ReturnKind, all_kinds
from threads.returns.models import MonthlyReturn, ReturnOrder


def that_send(viewer: Viewer) -> QuerySet[Organisation]:
    """Those that a form names, or that answer for another's returns since."""
    declared = reduce(or_, (kind.declared_senders for kind in all_kinds().values()))
    keepers = MonthlyReturn.objects.values("keeper")
    own = Organisation.objects.permitted(viewer, "send_returns")
    return own.filter(declared | Q(pk__in=keepers)).order_by("pk")


def that_receive(viewer: Viewer) -> QuerySet[Organisation]:
    """Those to which a form sends, or that took over from one."""
    named = Q(code__in={kind.receiver for kind in all_kinds().values()})
    own = Organisation.objects.permitted(viewer, "order_returns")
    return own.filter(named | Q(pk__in=ReturnOrder.objects.values("receiver"))).order_by("pk")


def kinds_sent_by(offices: Sequence[Organisation]) -> list[ReturnKind]:
    """What these offices send: as a form says, or since they answer for another's returns."""
    kept = set(MonthlyReturn.objects.filter(keeper__in=offices).values_list("kind", flat=True).distinct())
    codes = [one.code for one in offices]
    return [
        kind
        for kind in all_kinds().values()
        if kind.code in kept or any(kind.is_sent_by(code) for code in codes)
    ]


def kinds_received_by(offices: Sequence[Organisation]) -> list[ReturnKind]:
    """What these offices receive: as a form says, or since they took over from one."""
    held = set(ReturnOrder.objects.filter(receiver__in=offices).values_list("kind", flat=True))
    codes = {one.code for one in offices}
    return [kind for kind in all_kinds().values() if kind.code in held or kind.receiver in codes]
