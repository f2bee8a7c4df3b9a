"""What programs read of what a person was told, and note as read; and the days the state works."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from access.api.declaring import Api, Collection, Single, Step
from access.api.fields import Body
from access.models import User
from access.rules.engine import VIEW
from access.rules.viewer import Viewer
from access.toolkit.lists import Filter, RecordList
from access.toolkit.rows import InOrder
from language.fields import DayField
from notifications import actions
from notifications.models import Day, Notice
from notifications.queries import NOTICES, Line, notices_in_words, notices_of, that_leave


class NoticeBody(Body):
    """Something a person was told, about a record they may still read."""

    ref = serializers.CharField(source="notice.ref")
    kind = serializers.CharField(source="notice.kind")
    at = serializers.DateTimeField(source="notice.created_at")
    read_at = serializers.DateTimeField(source="notice.read_at", allow_null=True)
    words = serializers.CharField()
    title = serializers.CharField(help_text="Of the record")
    says = serializers.ListField(child=serializers.CharField())


class DayBody(Body):
    """A day, and whether the state works on it."""

    date = serializers.DateField()
    is_working = serializers.BooleanField()
    kind = serializers.ChoiceField(choices=Day.Kind.values)
    name_en = serializers.CharField()
    name_bn = serializers.CharField()
    number = serializers.IntegerField(help_text="Working days up to it: a difference counts those between")


def _days(_viewer: Viewer, _chosen: Mapping[str, Any]) -> QuerySet[Day]:
    return Day.objects.all()


DAYS = RecordList(
    url_name="working_days",
    rows=InOrder("working days", _days, lambda: ("date",)),
    filters=(
        Filter(
            "since", lambda _viewer: DayField(label=_("From"), required=False), lambda on: Q(date__gte=on)
        ),
        Filter(
            "until", lambda _viewer: DayField(label=_("Until"), required=False), lambda on: Q(date__lte=on)
        ),
    ),
    no_sheet="the table of days has a page of its own, which administrators keep",
)


def _find(viewer: Viewer, ref: str, action: str = VIEW) -> Notice:
    """Something this person was told, about a record they may still read."""
    assert action == VIEW, "no rule of its own: it is its recipient's"
    try:
        found = notices_of(viewer).filter(that_leave(), ref=UUID(ref)).first()
    except ValueError as error:
        raise Http404 from error
    if found is None:
        raise Http404
    return found


def _in_words(viewer: Viewer, notice: Notice) -> Line:
    return notices_in_words(viewer, [notice])[0]


def _read_up_to(*, by: User, notice: Notice, at: datetime) -> int:
    return actions.mark_all_read(by=by, until=notice, at=at)


NOTICE = Single(
    "notices/<str:ref>/",
    page="notice",
    called="notice",
    find=_find,
    says=_in_words,
    body=NoticeBody,
    summary="Something you were told",
    steps=(
        # Whoever was told it is the one who reads it: a program of an organisation is told nothing.
        Step("mark-read", "notice", VIEW, actions.mark_read, "You have read it", at="api_notice_mark_read"),
        Step(
            "mark-read-up-to",
            "notice",
            VIEW,
            actions.mark_all_read,
            "You have read it, and all that you were told before",
            does=_read_up_to,
            at="api_notice_mark_read_up_to",
        ),
    ),
)
_BY_PORTAL = "the portal does it by itself, when something happens or falls due"
_BY_ADMINISTRATOR = "a technical administrator does it, who comes by no token"
API = Api(
    lists=(
        Collection("notices/", NOTICES, NoticeBody, "What you were told, newest first", notices_in_words),
        Collection(
            "working-days/", DAYS, DayBody, "Days, and whether the state works", name="api_working_days"
        ),
    ),
    records=(NOTICE,),
    without={
        **dict.fromkeys((actions.add_day, actions.extend_days, actions.strike_day), _BY_ADMINISTRATOR),
        **dict.fromkeys((actions.close_delivery, actions.drop_held), _BY_ADMINISTRATOR),
        **dict.fromkeys((actions.release_held, actions.retry_delivery), _BY_ADMINISTRATOR),
        **dict.fromkeys((actions.deliver, actions.scan, actions.scan_changes), _BY_PORTAL),
        **dict.fromkeys((actions.tell, actions.tell_all), _BY_PORTAL),
    },
)
