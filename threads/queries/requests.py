"""Requests between organisations: their list, one as its page shows it, and how long each side takes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from access.rules.conditions import IsAmong
from access.rules.engine import VIEW, get_permitted
from access.rules.viewer import Viewer
from access.toolkit.cells import Kind as CellKind
from access.toolkit.cells import record_columns
from access.toolkit.drawn import Body, body_of
from access.toolkit.kept import KeptRows
from access.toolkit.lists import Chip, Column, RecordList
from access.toolkit.prepared import Own
from access.toolkit.rows import OfAudience, Part
from access.toolkit.versions import version_of
from language.words import local_day, named
from notifications.working_days import DueWords, describe_due, working_days_between
from partners.models import Office, Organisation, Side
from threads.models import Request, RequestStep, Thread
from threads.queries.records import thread_records

OF_REQUEST = ("answer", "pass_on", "withdraw", "grant_time")
# How long a side takes is said of the last year, and of five answers at least.
SPAN = timedelta(days=365)
FEWEST = 5
# So many of those that came of one discussion are shown.
SHOWN = 20


class RequestDue(NamedTuple):
    """How near its day is, as a row draws it."""

    css: str
    icon: str
    words: str


_LOOKS = {"late": ("st-late", "alert-circle"), "soon": ("st-soon", "clock"), "ok": ("st-none", "")}


class RequestRow(NamedTuple):
    """What a row shows of a request."""

    ref: str
    title: str
    kind: str
    state: str
    is_open: bool
    asking: Body | None
    asked: Body | None
    holder: str
    due_on: date
    due: RequestDue
    asked_at: datetime
    more_until: date | None
    is_illustrative: bool


_OF_THREADS = KeptRows(
    lambda _viewer, threads: Request.objects.filter(IsAmong("thread", threads)).select_related(
        "asking", "asked", "holder_office"
    )
)


def request_lines(viewer: Viewer, threads: Sequence[Thread]) -> Iterable[RequestRow]:
    """Return requests as rows, in as many queries however many they are."""
    found = {one.thread_id: one for one in _OF_THREADS(threads=[one.pk for one in threads])}
    today = local_day(viewer.at)
    for thread in threads:
        one = found[thread.pk]
        due = describe_due(one.due_on, today)
        yield RequestRow(
            ref=thread.ref,
            title=thread.called,
            kind=str(one.get_kind_display()),
            state=str(one.get_state_display()),
            is_open=one.is_open,
            asking=body_of(one.asking),
            asked=body_of(one.asked),
            holder=_holder(one),
            due_on=one.due_on,
            due=RequestDue(*_LOOKS[due.state], due.words),
            asked_at=one.asked_at,
            more_until=one.more_until,
            is_illustrative=thread.is_illustrative,
        )


def _holder(request: Request) -> str:
    """Which office has it now; nobody once it has ended."""
    if not request.is_open:
        return ""
    return named(request.holder_office, "title") if request.holder_office else _now("Liaison officer")


def _open(_viewer: Viewer) -> Part:
    return Part(live=True, narrow=Q(kind=Thread.Kind.REQUEST), latest_first=True)


def _ended(_viewer: Viewer) -> Part:
    return Part(narrow=Q(kind=Thread.Kind.REQUEST, live=False), latest_first=True)


REQUESTS = RecordList(
    url_name="requests",
    rows=OfAudience(Thread, thread_records),
    chips=(
        Chip(
            "open",
            _("Waiting for an answer"),
            _open,
            has_count=True,
            empty=_("No request waits: neither one of yours nor one to you."),
        ),
        Chip("ended", pgettext_lazy("request", "Ended"), _ended, empty=_("No request has ended yet.")),
    ),
    columns=(
        Column("title", _("Request"), value=lambda row: row.title, tag="#description"),
        Column("kind", _("Kind"), value=lambda row: row.kind, tag="#meta+type"),
        Column("asking", _("Who asks"), value=lambda row: named(row.asking), tag="#org+asking"),
        Column("asked", _("Who is asked"), value=lambda row: named(row.asked), tag="#org+asked"),
        Column("holder", _("Which office has it"), value=lambda row: row.holder, tag="#contact"),
        Column("due", _("By when"), value=lambda row: row.due_on, kind=CellKind.DAY, tag="#date+due"),
        Column("state", _("State"), value=lambda row: row.state, tag="#status"),
        *record_columns("thread", lambda row: row.ref),
    ),
    title=_("Requests"),
    lines=request_lines,
)


def find_request(viewer: Viewer, ref: str, action: str = VIEW) -> Request:
    """Return the request behind an address, with the buttons this person has."""
    related = ("thread", "asking", "asked", "holder_office", "why")
    records = Request.objects.with_can(viewer, *OF_REQUEST).select_related(*related)
    return get_permitted(viewer, Request, ref, action, records=records)


def about_as_read(viewer: Viewer, request: Request) -> Thread | None:
    """The discussion that a request came of, for whoever reads that; for others there is none."""
    return talks(viewer).filter(pk=request.about_id).first() if request.about_id else None


@dataclass(frozen=True)
class Held:
    """In whose hands a request was, since when, and for how many working days."""

    step: RequestStep
    days: int
    is_now: bool


_OF_THREAD = KeptRows(
    lambda viewer, thread: (
        Request.objects.with_can(viewer, *OF_REQUEST)
        .select_related("asking", "asked", "holder_office", "why")
        .filter(thread=thread)
    )
)


_STEPS = KeptRows(
    lambda _viewer, request: RequestStep.objects.filter(request=request).select_related(
        "organisation", "holder", "post"
    )
)


class RequestShown:
    """What the page of one request shows beside its posts."""

    def __init__(self, viewer: Viewer, thread: Thread) -> None:
        self.viewer, self.thread = viewer, thread
        (self.request,) = _OF_THREAD(viewer, thread=thread.pk)

    @cached_property
    def about(self) -> Thread | None:
        """The discussion it came of, for whoever reads that."""
        return about_as_read(self.viewer, self.request)

    @property
    def due(self) -> DueWords:
        """The clock that both sides see."""
        return describe_due(self.request.due_on, local_day(self.viewer.at))

    @cached_property
    def steps(self) -> list[RequestStep]:
        """What happened, the first step first."""
        return _STEPS(request=self.request.pk)

    @property
    def more_time(self) -> RequestStep | None:
        """That more time is asked, while those who asked have not answered."""
        if self.request.more_until is None:
            return None
        return next(step for step in reversed(self.steps) if step.kind == RequestStep.Kind.MORE_TIME)

    @property
    def time_version(self) -> str:
        """The version of what is granted or refused: the day that was on the page."""
        return version_of(self.request, time_as_read(self.request))

    @cached_property
    def days(self) -> int:
        """Working days since it was asked."""
        until = self.request.ended_at or self.viewer.at
        return working_days_between(local_day(self.request.asked_at), local_day(until))

    @cached_property
    def hands(self) -> list[Held]:
        """Through whose hands it went, with the working days it lay there."""
        held = [step for step in self.steps if step.holder is not None]
        ends = [*(step.at for step in held[1:]), self.request.ended_at or self.viewer.at]
        return [
            Held(
                step,
                working_days_between(local_day(step.at), local_day(end)),
                self.request.is_open and step is held[-1],
            )
            for step, end in zip(held, ends, strict=True)
        ]

    @cached_property
    def said(self) -> dict[int, RequestStep]:
        """Which post says what, by its number: the question, why it was passed on, the answer."""
        return {step.post.pk: step for step in self.steps if step.post is not None}

    @cached_property
    def taken(self) -> list[tuple[str, int, int]]:
        """How long each side takes, from five answers on."""
        return time_taken(self.viewer.at)


def time_as_read(request: Request) -> dict[str, object]:
    """Until when somebody asks for time, as those read it who grant it."""
    return {"more_until": request.more_until, "due_on": request.due_on}


def talks(viewer: Viewer) -> QuerySet[Thread]:
    """The discussions this person reads, of which they can ask another organisation."""
    found = Thread.objects.permitted(viewer).exclude(kind__in=Thread.KEPT_HERE).filter(removed_at=None)
    return found.exclude(kind=Thread.Kind.FIELD_UPDATE, is_internal=True)


def asked_about(viewer: Viewer, thread: Thread) -> list[Request]:
    """What organisations asked each other about a discussion, as far as its reader reads that, too."""
    return _ASKED_ABOUT(viewer, thread=thread.pk)


_ASKED_ABOUT = KeptRows(
    lambda viewer, thread: (
        Request.objects.permitted(viewer)
        .filter(about=thread)
        .select_related("thread", "asking", "asked")
        .order_by("asked_at", "pk")[:SHOWN]
    )
)


def offices_of(organisation: Organisation, at: datetime) -> list[Office]:
    """The offices of an organisation that somebody holds: to these a request can be passed on."""
    held = Office.objects.filter(organisation=organisation, holders__period__contains=at)
    return list(held.distinct().order_by("precedence", "title_en"))


def time_taken(at: datetime) -> list[tuple[str, int, int]]:
    """Say of each side that answered at least five within how many days half were answered, of how many."""
    with connection.cursor() as cursor:
        values: list[Any] = [[*Request.REPLIED], Own(at - SPAN), Own(at), FEWEST]
        cursor.execute(_TAKEN, values)
        found = {side: (days, count) for side, days, count in cursor.fetchall()}
    return [(side.value, *found[side.value]) for side in Side if side.value in found]


def refused_for_persons(at: datetime) -> int:
    """How many requests of the last year were refused because they asked for persons."""
    rows = Request.objects.filter(state=Request.State.REFUSED, ended_at__gt=at - SPAN, ended_at__lte=at)
    return rows.filter(thread__is_illustrative=False).count()


_TAKEN = """
    SELECT o.side, percentile_disc(0.5) WITHIN GROUP (ORDER BY r.took), count(*)
    FROM threads_request r JOIN partners_organisation o ON o.id = r.asked_id
    WHERE r.state = ANY(%s) AND r.took IS NOT NULL AND r.ended_at > %s AND r.ended_at <= %s
    GROUP BY o.side HAVING count(*) >= %s
"""
