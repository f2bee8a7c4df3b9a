"""The list of monthly returns: for a sender its own, for a receiver all that it asked for."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple

from django import forms
from django.db.models import Q, QuerySet
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from access.rules.engine import VIEW, get_permitted
from access.rules.viewer import Viewer
from access.toolkit.cells import Kind as CellKind
from access.toolkit.cells import beside, record_columns, yes_or_nothing
from access.toolkit.drawn import Body, body_of
from access.toolkit.lists import Chip, Column, Filter, RecordList
from access.toolkit.rows import OfAudience, Part
from language.words import day, local_day, named
from notifications.working_days import describe_due
from threads.returns.access import DESK, SENDERS
from threads.returns.fields import MonthField
from threads.returns.kinds import Field, all_kinds
from threads.returns.models import MonthlyReturn

State = MonthlyReturn.State
STEPS = ("send", "stand_by", "ask_for_time", "accept", "ask", "give_time")
# Every figure of every form, those of one code once.
FIELDS = tuple({one.code: one for kind in all_kinds().values() for one in kind.fields}.values())
_CODES = tuple(one.code for one in FIELDS)


class Look(NamedTuple):
    """How a return stands: an icon, words, and how pressing it is."""

    css: str
    icon: str
    words: str


class ReturnRow(NamedTuple):
    """What a row shows of a return."""

    ref: str
    kind: str
    month: date
    said_month: str
    sender: Body | None
    receiver: Body | None
    look: Look
    due_on: date
    sent_at: datetime | None
    version: int
    is_owed: bool
    is_nothing: bool
    is_illustrative: bool
    figures: tuple[int | None, ...]


_DUE = {"late": ("st-late", "alert-circle"), "soon": ("st-soon", "clock"), "ok": ("st-none", "clock")}
_LOOKS = {
    State.SENT: ("st-ok", "circle-check"),
    State.ASKED: ("st-wait", "hourglass"),
    State.ACCEPTED: ("st-done", "checks"),
}


def look_of(monthly: MonthlyReturn, today: date) -> Look:
    """How it stands; of one that is owed, how near its day is."""
    if monthly.state == State.OWED:
        due = describe_due(monthly.due_on, today)
        return Look(*_DUE[due.state], due.words)
    return Look(*_LOOKS[State(monthly.state)], str(monthly.get_state_display()))


def return_records() -> QuerySet[MonthlyReturn]:
    """Bring along the two offices."""
    return MonthlyReturn.objects.select_related("sender", "receiver", "keeper")


def find_return(viewer: Viewer, ref: str, action: str = VIEW) -> MonthlyReturn:
    """Return the return behind an address, with the steps this person may take."""
    records = MonthlyReturn.objects.with_can(viewer, *STEPS)
    records = records.select_related("sender__place__parent", "receiver", "keeper")
    return get_permitted(viewer, MonthlyReturn, ref, action, records=records)


def return_lines(viewer: Viewer, returns: Sequence[MonthlyReturn]) -> Iterable[ReturnRow]:
    """Return them as rows."""
    today = local_day(viewer.at)
    for one in returns:
        yield ReturnRow(
            ref=one.ref,
            kind=str(one.form),
            month=one.month,
            said_month=day(one.month, "month"),
            sender=body_of(one.sender),
            receiver=body_of(one.receiver),
            look=look_of(one, today),
            due_on=one.due_on,
            sent_at=one.sent_at,
            version=one.version,
            is_owed=one.state == State.OWED,
            is_nothing=one.is_nothing,
            is_illustrative=one.is_illustrative,
            figures=tuple(one.figures.get(code) for code in _CODES),
        )


def _to_send(viewer: Viewer) -> Part:
    return Part(live=True, narrow=SENDERS.rows(viewer))


def _to_accept(viewer: Viewer) -> Part:
    return Part(narrow=DESK.rows(viewer) & Q(state=State.SENT))


def _all(_viewer: Viewer) -> Part:
    return Part(latest_first=True)


TO_SEND = Chip(
    "to-send",
    _("To send or to answer"),
    _to_send,
    has_count=True,
    empty=_("Your office owes no return, and is asked about none."),
)
TO_ACCEPT = Chip(
    "to-accept", _("To accept"), _to_accept, has_count=True, empty=_("No return waits for your office.")
)


def _kind(_viewer: Viewer) -> forms.ChoiceField:
    kinds = [(kind.code, str(kind)) for kind in all_kinds().values()]
    return forms.ChoiceField(
        label=_("Kind of return"), required=False, choices=[("", _("Every kind")), *kinds]
    )


def _state(_viewer: Viewer) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("Every state")), *State.choices]
    )


def _month(viewer: Viewer) -> forms.Field:
    return MonthField(local_day(viewer.at), label=_("Month"), required=False, first=_("Every month"))


def _column(nth: int, field: Field) -> Column:
    return beside(
        field.code, format_lazy("{}", field), lambda row: row.figures[nth], "#affected", kind=CellKind.NUMBER
    )


RETURNS = RecordList(
    url_name="returns",
    rows=OfAudience(MonthlyReturn, return_records),
    chips=(
        Chip("all", _("All"), _all, empty=_("No monthly return is asked of your office or comes to it.")),
        TO_SEND,
        TO_ACCEPT,
    ),
    filters=(
        Filter("kind", _kind, lambda code: Q(kind=code)),
        Filter("month", _month, lambda month: Q(month=month)),
        Filter("state", _state, lambda state: Q(state=state)),
    ),
    columns=(
        Column("kind", _("Kind of return"), value=lambda row: row.kind, tag="#activity+type"),
        Column("month", _("Month"), value=lambda row: row.month, kind=CellKind.DAY, tag="#date"),
        Column("sender", _("Sent by"), value=lambda row: named(row.sender), tag="#org+sender"),
        Column("receiver", _("Sent to"), value=lambda row: named(row.receiver), tag="#org+receiver"),
        Column("state", _("State"), value=lambda row: row.look.words, tag="#status"),
        Column("due", _("Due"), value=lambda row: row.due_on, kind=CellKind.DAY, tag="#date+due"),
        Column("version", _("Version"), value=lambda row: row.version, kind=CellKind.NUMBER, tag="#meta"),
        beside("nothing", _("Nothing to report"), lambda row: yes_or_nothing(row.is_nothing), "#meta"),
        *(_column(nth, field) for nth, field in enumerate(FIELDS)),
        *record_columns("monthly_return", lambda row: row.ref),
    ),
    title=_("Monthly returns"),
    holds_own=True,
    lines=return_lines,
)
