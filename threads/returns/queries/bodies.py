"""The own offices of somebody that send monthly returns, or receive them."""

from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from access.rules.viewer import Viewer
from partners.models import Organisation
from threads.returns.kinds import all_kinds
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
