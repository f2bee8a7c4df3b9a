"""Officers from a list, as programs send it and read what becomes of each row."""

from collections.abc import Iterable
from datetime import date, datetime

from rest_framework import serializers

from access.api.declaring import Collection, Make, Part, Single, Step
from access.api.fields import Body, Day, Said, Text
from access.models import User
from access.rules.viewer import Viewer
from library.sheets.incoming.opening import pasted
from partners import actions
from partners.bodies import CommitteeNamed, CommitteeRef
from partners.models import Committee, OfficerList, OfficerRow
from partners.officers.columns import officers_in
from partners.officers.own import OFFICER_LISTS, find_list
from partners.officers.words import said_of, with_openings


class OfficerListBody(Body):
    """A list of officers that one sent oneself, and how far it has come."""

    ref = serializers.CharField()
    committee = CommitteeNamed()
    at = serializers.DateTimeField()
    state = serializers.ChoiceField(choices=OfficerList.State.values)
    unknown_heads = serializers.ListField(child=serializers.CharField())


class OfficerRowBody(Body):
    """A row by its number in the sheet: which office it means, what becomes of it, and why."""

    number = serializers.IntegerField()
    written = serializers.CharField()
    office = serializers.CharField()
    state = serializers.ChoiceField(choices=OfficerRow.State.values)
    words = serializers.CharField()
    why = serializers.CharField()
    opened = serializers.CharField(help_text="By whom and when the printed code was used")


class NewOfficersBody(Body):
    """Rows as a sheet holds them, with a comma, a semicolon or a tab between the cells."""

    committee = CommitteeRef(help_text="Whose secretariat sends it")
    rows = Text(required=True, max_length=60_000, help_text="Office, name of post, mobile, official e-mail")
    order_number = Text(required=False, help_text="Of the rows that name no order")
    order_date = Day(required=False)


def _send(
    *,
    by: User,
    committee: Committee,
    rows: str,
    at: datetime,
    order_number: str = "",
    order_date: date | None = None,
) -> OfficerList:
    return actions.enter_officers(
        by=by,
        committee=committee,
        officers=officers_in(pasted(rows), "rows"),
        at=at,
        order_number=order_number,
        order_date=order_date,
    )


def _says(_viewer: Viewer, one: OfficerList) -> OfficerList:
    return one


def _rows(_viewer: Viewer, one: OfficerList) -> Iterable[Said]:
    rows = with_openings(one.rows.all())
    return [Said(said_of(row)) for row in rows]


OF_A_LIST = Single(
    "officer-lists/<str:ref>/",
    page="officer_list",
    called="officers",
    find=find_list,
    says=_says,
    body=OfficerListBody,
    summary="A list of officers one sent oneself",
    parts=(Part("rows", _rows, OfficerRowBody, "What becomes of each row, or became of it"),),
    steps=(
        Step(
            "take-back",
            "officer_list_take_back",
            "",
            actions.take_back_list,
            "Forget the list; what was done by it stands",
        ),
    ),
)
LISTS = Collection(
    "officer-lists/",
    OFFICER_LISTS,
    OfficerListBody,
    "Lists of officers one sent oneself",
    makes=(
        Make(
            "officer_lists",
            actions.enter_officers,
            "Send a list of officers; nobody is appointed by it",
            NewOfficersBody,
            OF_A_LIST,
            does=_send,
        ),
    ),
)
