"""Lists of officers as the office above enters them and has them carried out."""

from datetime import date, datetime

from access.models import User
from library.sheets.incoming.opening import pasted
from partners import actions
from partners.actions import officer_lists
from partners.models import Committee, OfficerList
from partners.officers.columns import officers_in
from partners.queries import find_place
from tests.cast import NOW

HEADS = "দপ্তর\tপদের নাম\tমোবাইল\tই-মেইল\n"
ORDER = {"order_number": "০৫.৪৪.৪১০০", "order_date": date(2026, 11, 1)}


def committee(*names: str) -> Committee:
    place = find_place(names)
    assert place is not None
    return Committee.objects.get(place=place)


def entered(by: User, of: Committee, text: str, at: datetime = NOW, **order: object) -> OfficerList:
    given: dict[str, object] = order or dict(ORDER)
    return actions.enter_officers(by=by, committee=of, officers=officers_in(pasted(text)), at=at, **given)  # type: ignore[arg-type]


def run(officers: OfficerList, at: datetime = NOW) -> OfficerList:
    actions.carry_out(by=officers.entered_by, officers=officers, at=at)
    officer_lists.carry_on(clock=lambda: at)
    officers.refresh_from_db()
    return officers
