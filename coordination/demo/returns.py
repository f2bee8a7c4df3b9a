"""Monthly returns that never were: a ministry's task force reports to another, as a visitor can try it."""

from coordination.demo.illustrative import Days, People
from language.months import moved
from language.words import local_day
from partners.models import Organisation
from threads.returns import actions
from threads.returns.models import MonthlyReturn

VIGILANCE, BORDERS = "departures-vigilance", "borders"


def load_returns(people: People, days: Days) -> int:
    """Make them; returns how many months were sent. All of it is marked illustrative.

    Of the last three months one was accepted, one corrected twice, one is still owed; of the border guards
    nothing was sent, and their months stand as missing.
    """
    receiver = Organisation.objects.get(code="MoHA")
    last = moved(local_day(days.now), -1)
    before = moved(last, -1)
    first = moved(before, -1)
    chair, desk, sender = people["ncc_chair"], people["ncc_secretary"], people["moewoe_focal"]
    for kind in (VIGILANCE, BORDERS):
        actions.order_returns(
            by=chair, receiver=receiver, kind=kind, since=first, at=days.now, is_illustrative=True
        )
    owed = {one.month: one for one in MonthlyReturn.objects.filter(kind=VIGILANCE)}
    said = [
        (first, {"checked": 1840, "stopped": 23}),
        (before, {"checked": 2110, "stopped": 31}),
        (before, {"checked": 2110, "stopped": 29}),
        (before, {"checked": 2114, "stopped": 29}),
    ]
    for month, figures in said:
        actions.send_return(by=sender, monthly=owed[month], figures=figures, at=days.now)
    actions.accept_return(by=desk, monthly=owed[first], at=days.now)
    return 2
