"""The access log in words, and the minutes of which oversight knows that they exist."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Prefetch, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from access.models import AccessLog
from access.rules.engine import PermittedQuerySet
from access.rules.viewer import Viewer
from access.toolkit.lists import Chip, InOrder, Part, RecordList
from commitments.models import Commitment
from coordination.oversight.access import log_for
from language.digits import is_bangla
from language.words import named
from meetings.access import drafts_known_to
from meetings.models import MeetingOf, MeetingOrganiser, Minutes
from meetings.queries import shown
from partners.models import Committee, Organisation

Words = str | Promise
PAGE = 50


@dataclass(frozen=True)
class Kind:
    """One kind of record in the log: its name, and how to call one that oversight may read."""

    name: Words
    records: Callable[[], PermittedQuerySet[Any]] | None = None
    title: Callable[[Any], str] = str


@dataclass(frozen=True)
class Line:
    """One line of the log in words."""

    line: AccessLog
    office: str
    kind_of_record: Words
    title: str
    said: Words


def _minutes() -> PermittedQuerySet[Minutes]:
    sittings = Prefetch("meeting__sittings", queryset=MeetingOf.objects.order_by("pk"))
    return Minutes.objects.get_queryset().select_related("meeting").prefetch_related(sittings)


KINDS: dict[str, Kind] = {
    "access.user": Kind(gettext_lazy("Account")),
    "access.accountchange": Kind(gettext_lazy("Change of an account")),
    "meetings.meeting": Kind(gettext_lazy("Meeting"), shown, lambda one: one.title),
    "meetings.minutes": Kind(gettext_lazy("Minutes"), _minutes, lambda one: one.meeting.title),
    "commitments.commitment": Kind(
        gettext_lazy("Commitment"), Commitment.objects.get_queryset, lambda one: one.what
    ),
    "partners.committee": Kind(gettext_lazy("Committee"), Committee.objects.get_queryset, named),
    "partners.organisation": Kind(gettext_lazy("Organisation"), Organisation.objects.get_queryset, named),
    "partners.office": Kind(gettext_lazy("Office")),
}
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
}


def _of_kind(kind: str) -> Callable[[Viewer], Part]:
    return lambda _viewer: Part(narrow=Q(kind=kind))


LOG = RecordList(
    url_name="access_log",
    rows=InOrder(
        "access log", lambda viewer, _chosen: log_for(viewer).select_related("user"), lambda: ("-at", "-pk")
    ),
    chips=(
        Chip("all", gettext_lazy("All")),
        *(Chip(kind.value, kind.label, _of_kind(kind.value)) for kind in AccessLog.Kind),
    ),
    size=PAGE,
)


def log_in_words(viewer: Viewer, lines: Sequence[AccessLog]) -> list[Line]:
    """Write lines of the access log in words, in as many queries however many they are."""
    titles = _titles(viewer, lines)
    return [_in_words(line, titles) for line in lines]


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
        kind = KINDS.get(record_type)
        if kind is None or kind.records is None:
            continue
        records: Iterable[Model] = kind.records().permitted(viewer).filter(ref__in=wanted)
        for record in records:
            found[record_type, record.ref] = kind.title(record)  # type: ignore[attr-defined]
    return found


def _in_words(line: AccessLog, titles: dict[tuple[str, str], str]) -> Line:
    kind = KINDS.get(line.record_type)
    user = line.user
    office = _("Nobody signed in")
    if user is not None:
        english, bangla = user.label_en, user.label_bn
        office = (bangla or english) if is_bangla() else (english or bangla)
    return Line(
        line,
        office or _("An account without an office"),
        kind.name if kind is not None else line.record_type,
        titles.get((line.record_type, line.record_ref), ""),
        _said(line),
    )


def _said(line: AccessLog) -> Words:
    if line.kind != AccessLog.Kind.ACCOUNT:
        # What a refusal was asked for is the name of a rule, not a word for people.
        return "" if line.kind == AccessLog.Kind.DENIED else line.purpose
    what, colon, why = line.purpose.partition(": ")
    words = ACCOUNT_WORDS.get(what, what)
    return f"{words}: {why}" if colon else words
