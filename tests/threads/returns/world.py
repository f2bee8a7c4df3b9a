"""Offices of the returns, headed by people of the tests, and returns as the pages make them."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from access.models import User
from partners.actions import add_member
from partners.models import Organisation
from tests.cast import NOW
from tests.newcomers import known
from tests.sweep import LONG_AGO
from threads.returns import actions
from threads.returns.models import MonthlyReturn, ReturnOrder

OCTOBER, SEPTEMBER = date(2026, 10, 1), date(2026, 9, 1)
POLICE = "district-police"


def office(district: str, head: str = "superintendent-of-police") -> Organisation:
    """The office that a post heads in a district."""
    return Organisation.objects.get(
        code__endswith=f":{head}", place__name_en=district, place__tier="district"
    )


def head_of(body: Organisation, role: str = "head") -> User:
    """Somebody who answers for a body."""
    name = f"{role}.{body.pk}"
    person = known(label_en=name, label_bn=name, email=f"{name}@office.example")
    add_member(by=None, organisation=body, person=person, role=role, since=LONG_AGO, at=NOW)
    assert person.user is not None
    return person.user


def ordered(by: User, kind: str = POLICE, since: date = OCTOBER, at: datetime = NOW) -> ReturnOrder:
    """The receiver asks for a kind of return."""
    receiver = Organisation.objects.get(code="PHQ" if kind == POLICE else "MoHA")
    return actions.order_returns(by=by, receiver=receiver, kind=kind, since=since, at=at)


def owed(sender: Organisation, month: date = OCTOBER, kind: str = POLICE) -> MonthlyReturn:
    """What an office owes of a month."""
    return MonthlyReturn.objects.get(sender=sender, month=month, kind=kind)


def sent(by: User, monthly: MonthlyReturn, at: datetime = NOW, **figures: Any) -> MonthlyReturn:
    """Its office sends it; figures are named with an underscore for a dash."""
    is_nothing = figures.pop("is_nothing", False)
    said: Mapping[str, int] = {name.replace("_", "-"): value for name, value in figures.items()}
    return actions.send_return(by=by, monthly=monthly, figures=said, is_nothing=is_nothing, at=at)
