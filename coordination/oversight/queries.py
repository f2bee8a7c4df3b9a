"""The access log in words, and the minutes of which oversight knows that they exist."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Model, Prefetch, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from access.models import AccessLog, User
from access.rules.viewer import Viewer
from access.toolkit.cells import Kind as CellKind
from access.toolkit.cells import beside
from access.toolkit.lists import Chip, RecordList
from access.toolkit.rooms import kind_of
from access.toolkit.rows import InOrder, Part
from coordination.oversight.access import log_for, may_read_log
from language.digits import is_bangla
from library.exports import export_in_words
from meetings.access import drafts_known_to
from meetings.cells import UNCONFIRMED_COLUMNS, meeting_lines
from meetings.models import MeetingOf, MeetingOrganiser, Minutes

Words = str | Promise
PAGE = 50


class LogRow(NamedTuple):
    """What a row shows of a line, by values alone: what is equal is drawn once."""

    at: datetime
    office: str
    done: str
    said: str
    kind_of_record: str
    title: str


@dataclass(frozen=True)
class Line:
    """One line of the log in words."""

    line: AccessLog
    office: str
    kind_of_record: Words
    title: str
    said: Words

    @property
    def row(self) -> LogRow:
        """The same in the reader's language."""
        return LogRow(
            self.line.at,
            str(self.office),
            str(self.line.get_kind_display()),
            str(self.said),
            str(self.kind_of_record),
            str(self.title),
        )


# What the portal itself notes of an account; a reason that somebody gave follows a colon.
ACCOUNT_WORDS: dict[str, Words] = {
    "opened": gettext_lazy("Account opened"),
    "invited (mail)": gettext_lazy("Invited, or a new password offered, by e-mail"),
    "invited (paper)": gettext_lazy("One-time code printed"),
    "closed": gettext_lazy("Account closed"),
    "reopened": gettext_lazy("Account opened again"),
    "second factor removed": gettext_lazy("Second factor removed"),
    "chose a password by invitation": gettext_lazy("Chose a password by invitation"),
    "changed the password": gettext_lazy("Changed the own password"),
    "made a calendar address": gettext_lazy("Made a private address for the own calendar"),
    "stopped the calendar address": gettext_lazy("Stopped the private address of the own calendar"),
    "opened for a program": gettext_lazy("Program of an organisation let in"),
    "passed to another person": gettext_lazy("Somebody else answers for a program"),
    "ended a program": gettext_lazy("Program of an organisation ended"),
}


# What was done about a passage to be erased; a reason follows a colon.
ERASURE_WORDS: dict[str, Words] = {
    "asked": gettext_lazy("Asked that a passage be erased"),
    "signed": gettext_lazy("Signed that a passage be erased"),
    "refused": gettext_lazy("Refused to have a passage erased"),
    "erased": gettext_lazy("A passage was erased"),
}


_WORDS = {AccessLog.Kind.ACCOUNT.value: ACCOUNT_WORDS, AccessLog.Kind.ERASURE.value: ERASURE_WORDS}


def _of_kind(kind: str) -> Callable[[Viewer], Part]:
    return lambda _viewer: Part(narrow=Q(kind=kind))


def log_in_words(viewer: Viewer, lines: Sequence[AccessLog]) -> list[Line]:
    """Write lines of the access log in words, in as many queries however many they are."""
    titles = _titles(viewer, lines)
    return [_in_words(line, titles) for line in lines]


LOG = RecordList(
    url_name="access_log",
    rows=InOrder(
        "access log",
        lambda viewer, _chosen: log_for(viewer).select_related("user", "answerable"),
        lambda: ("-at", "-pk"),
    ),
    chips=(
        Chip("all", gettext_lazy("All")),
        *(Chip(kind.value, kind.label, _of_kind(kind.value)) for kind in AccessLog.Kind),
    ),
    size=PAGE,
    columns=(
        beside("at", gettext_lazy("When"), lambda one: one.line.at, "#date", CellKind.INSTANT),
        beside("office", gettext_lazy("Office"), lambda one: one.office, "#contact+office"),
        beside(
            "done", gettext_lazy("What was done"), lambda one: str(one.line.get_kind_display()), "#activity"
        ),
        beside("said", gettext_lazy("In words"), lambda one: one.said, "#description"),
        beside("kind", gettext_lazy("Record"), lambda one: one.kind_of_record, "#meta+type"),
        beside("title", gettext_lazy("Title"), lambda one: one.title, "#meta+title"),
    ),
    title=gettext_lazy("Access log"),
    lines=log_in_words,
    opens_to=may_read_log,
)


def _unconfirmed(viewer: Viewer, _chosen: Mapping[str, Any]) -> QuerySet[Minutes]:
    organisers = MeetingOrganiser.objects.filter(role=MeetingOrganiser.Role.ORGANISER)
    return (
        drafts_known_to(viewer)
        .select_related("meeting__lead_committee")
        .prefetch_related(
            Prefetch("meeting__sittings", queryset=MeetingOf.objects.order_by("pk")),
            Prefetch("meeting__organisers", queryset=organisers.select_related("organisation", "committee")),
        )
    )


# Minutes that are not confirmed, by the day of their meeting.
UNCONFIRMED = RecordList(
    url_name="oversight_drafts",
    rows=InOrder("unconfirmed minutes", _unconfirmed, lambda: ("-at", "-pk")),
    size=PAGE,
    columns=UNCONFIRMED_COLUMNS,
    title=gettext_lazy("Minutes not confirmed yet"),
    lines=meeting_lines,
    opens_to=may_read_log,
)


def find_draft(viewer: Viewer, ref: str) -> Minutes | None:
    """Return one of those minutes, with what may be said of it before it is opened."""
    rows = drafts_known_to(viewer).select_related("meeting__lead_committee")
    return rows.prefetch_related("meeting__sittings", "meeting__organisers").filter(ref=ref).first()


def _titles(viewer: Viewer, lines: Iterable[AccessLog]) -> dict[tuple[str, str], str]:
    """Call the records of these lines by their title, as far as the viewer may read them."""
    refs: dict[str, set[str]] = {}
    for line in lines:
        refs.setdefault(line.record_type, set()).add(line.record_ref)
    found: dict[tuple[str, str], str] = {}
    for record_type, wanted in refs.items():
        kind = kind_of(record_type)
        if kind is None or kind.records is None:
            continue
        records: Iterable[Model] = kind.records().permitted(viewer).filter(ref__in=wanted)
        for record in records:
            found[record_type, record.ref] = kind.title(record)  # type: ignore[attr-defined]
    return found


def _in_words(line: AccessLog, titles: dict[tuple[str, str], str]) -> Line:
    kind = kind_of(line.record_type)
    office = _office(line.user) if line.user is not None else _("Nobody signed in")
    if line.answerable is not None:
        words = _("%(program)s; who answers for it: %(who)s")
        office = words % {"program": office, "who": _office(line.answerable)}
    return Line(
        line,
        office,
        kind.name if kind is not None else line.record_type,
        titles.get((line.record_type, line.record_ref), ""),
        _said(line),
    )


def _office(user: User) -> str:
    english, bangla = user.label_en, user.label_bn
    return ((bangla or english) if is_bangla() else (english or bangla)) or _("An account without an office")


def _said(line: AccessLog) -> Words:
    if line.kind == AccessLog.Kind.EXPORT:
        return export_in_words(line.purpose)
    if line.kind not in _WORDS:
        # What a refusal was asked for is the name of a rule, not a word for people.
        return "" if line.kind == AccessLog.Kind.DENIED else line.purpose
    what, colon, why = line.purpose.partition(": ")
    words = _WORDS[line.kind].get(what, what)
    return f"{words}: {why}" if colon else words
