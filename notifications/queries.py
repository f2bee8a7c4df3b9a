"""What people were told, read through the rule of the record it is about."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models import Count, Exists, F, Model, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from access.models import User
from access.rules.engine import VIEW, allowed
from access.rules.members import HAS_WAY_IN
from access.rules.relations import NOTHING
from access.rules.viewer import Viewer, viewer_of
from access.toolkit.cells import Kind as CellKind
from access.toolkit.cells import address, beside
from access.toolkit.counting import Answerable, Countable, answers, countable, counts
from access.toolkit.handles import handle_of, number_of
from access.toolkit.kept import Kept
from access.toolkit.lists import RecordList
from access.toolkit.rows import InOrder
from language.words import named
from notifications.channels import MAIL
from notifications.kinds import Kind, Said, Text, all_kinds, find, names_that_leave
from notifications.models import Day, Delivery, LastScan, Notice

CAP = 100
# The list of deliveries that were given up.
DEAD = "dead deliveries"


def _models() -> dict[str, type[Model]]:
    return {kind.record_type: kind.record_model for kind in all_kinds()}


def notices_of(viewer: Viewer) -> QuerySet[Notice]:
    """What this viewer was told and may still view: one query, whatever the kinds."""
    if not viewer.is_let_in:
        return Notice.objects.none()
    return _told(viewer).filter(_visible(viewer, _models()), kind__in=[kind.name for kind in all_kinds()])


def that_leave() -> Q:
    """Keep those that are also taken as a sheet and by programs."""
    return Q(kind__in=names_that_leave())


def _told(viewer: Viewer) -> QuerySet[Notice]:
    return Notice.objects.filter(recipient_id=viewer.user.pk, state=Notice.State.TOLD)


def _visible(viewer: Viewer, models: Mapping[str, type[Model]]) -> Q:
    visible = NOTHING
    for record_type, model in models.items():
        records = model._base_manager.filter(allowed(viewer, model, VIEW), pk=OuterRef("record_id"))
        visible |= Q(Exists(records), record_type=record_type)
    return visible


def unread_count(user: "User | Viewer") -> int:
    """How many notices this person has not read, up to 100 ("99+")."""
    viewer = viewer_of(user)
    return unread_among(viewer, answers(unread_types(viewer))[0])


def unread_types(viewer: Viewer) -> Answerable:
    """Return what says which models the unread notices are about, to be answered with others."""
    return (_UNREAD_TYPES, [viewer.user.pk]) if viewer.is_let_in else None


def unread_among(viewer: Viewer, types: Iterable[str] | None) -> int:
    """Count the unread notices about these models, as `unread_types` found them, up to 100.

    The figure stands on every page: it asks only the rules of what the notices are about, and none where
    all is read.
    """
    return counts(*_unread_of(frozenset(types))(viewer))[0] if types else 0


_UNREAD_TYPES = """
    SELECT array_agg(DISTINCT record_type) FROM notifications_notice
    WHERE recipient_id = %s AND state = 'told' AND read_at IS NULL
"""


@lru_cache(maxsize=256)
def _unread_of(types: frozenset[str]) -> Kept:
    models = {record_type: model for record_type, model in _models().items() if record_type in types}

    def build(viewer: Viewer) -> list[Countable]:
        unread = _told(viewer).filter(read_at__isnull=True, kind__in=[kind.name for kind in all_kinds()])
        return [countable(unread.filter(_visible(viewer, models)).values("pk")[:CAP])]

    return Kept(build)


def times_told_of(kind: Kind, record: Model, *, since: datetime) -> int:
    """How often people were told of this event of a record since then, however many they were."""
    told = Notice.objects.filter(record_type=kind.record_type, record_id=record.pk, kind=kind.name)
    return told.filter(created_at__gt=since).values("occasion").distinct().count()


class NoticeRow(NamedTuple):
    """What a row shows of a notice, by values alone: what is equal is drawn once."""

    ref: str
    words: str
    title: str
    says: tuple[str, ...]
    at: datetime
    is_new: bool
    instead: bool


@dataclass(frozen=True)
class Line:
    """One notice as the page shows it."""

    notice: Notice
    words: Text
    title: str
    says: Sequence[str] = ()

    @property
    def row(self) -> NoticeRow:
        """The same in the reader's language."""
        notice = self.notice
        return NoticeRow(
            ref=str(notice.ref),
            words=str(self.words),
            title=str(self.title),
            says=tuple(map(str, self.says)),
            at=notice.created_at,
            is_new=notice.read_at is None,
            instead=notice.instead,
        )


def _newest_first(viewer: Viewer, _chosen: Mapping[str, Any]) -> QuerySet[Notice]:
    return notices_of(viewer)


def notices_in_words(viewer: Viewer, notices: Sequence[Notice]) -> list[Line]:
    """Write notices in words: one or two queries for the records of each kind among them."""
    records = _records(viewer, notices)
    said = _said([one for one in notices if (one.record_type, one.record_id) in records])
    return [
        Line(notice, kind.words(notice.stage), kind.title(record), said.get(notice.pk, Said()).inside)
        for notice in notices
        if (kind := find(notice.kind)) and (record := records.get((notice.record_type, notice.record_id)))
    ]


NOTICES = RecordList(
    url_name="notices",
    rows=InOrder("notices", _newest_first, lambda: ("-created_at", "-pk")),
    columns=(
        beside("at", _("When"), lambda line: line.notice.created_at, "#date", CellKind.INSTANT),
        beside("words", _("What you were told"), lambda line: line.words, "#description"),
        beside("title", _("About"), lambda line: line.title, "#activity"),
        beside("says", _("What it says"), lambda line: "; ".join(map(str, line.says)), "#description+detail"),
        beside(
            "address",
            _("Address in the portal"),
            lambda line: address("notice", str(line.notice.ref)),
            "#meta+url",
        ),
    ),
    title=_("Notices"),
    lines=notices_in_words,
    leaves=that_leave,
)


def _records(viewer: Viewer, notices: Iterable[Notice]) -> Mapping[tuple[str, int], Model]:
    """The records these notices are about, as far as the viewer may view them: one query for each model."""
    wanted: dict[str, set[int]] = defaultdict(set)
    related: dict[str, set[str]] = defaultdict(set)
    rows: dict[str, set[str]] = defaultdict(set)
    for notice in notices:
        if kind := find(notice.kind):
            wanted[notice.record_type].add(notice.record_id)
            related[notice.record_type].update(kind.related)
            rows[notice.record_type].update(kind.related_rows)
    found: dict[tuple[str, int], Model] = {}
    for record_type, ids in wanted.items():
        model = _models()[record_type]
        records = model._default_manager.filter(allowed(viewer, model, VIEW), pk__in=ids)
        if related[record_type]:
            records = records.select_related(*sorted(related[record_type]))
        records = records.prefetch_related(*sorted(rows[record_type]))
        found |= {(record_type, record.pk): record for record in records}
    return found


def _said(notices: Iterable[Notice]) -> Mapping[int, Said]:
    """What these notices say besides: asked once of each room, whatever its kinds among them."""
    asked: dict[Any, list[Notice]] = defaultdict(list)
    for notice in notices:
        if kind := find(notice.kind):
            asked[kind.says].append(notice)
    return {pk: said for says, ours in asked.items() for pk, said in says(ours).items()}


def address_of(viewer: Viewer, notice: Notice) -> str | None:
    """Return the page of the record, for a reader who may still view it."""
    kind = find(notice.kind)
    record = _records(viewer, [notice]).get((notice.record_type, notice.record_id))
    if kind is None or record is None:
        return None
    return reverse(kind.url_name, args=[getattr(record, "ref", record.pk)])


@dataclass(frozen=True)
class Reminder:
    """One line of "reminders sent" on a record: what was said and when, to how many, never to whom."""

    record_id: int
    kind: Kind
    stage: str
    words: Text
    at: datetime
    people: int
    mailed: int
    # No e-mail of theirs was known when they were told: they read it in the portal.
    inside: int
    # Nobody of the body could be reached: the secretariat was told instead.
    instead: bool


def notices_about(record_type: str, record_ids: Iterable[int]) -> dict[int, list[Reminder]]:
    """What was told about each of these records, newest first; the caller has asked their rule.

    `record_type` is the model's label, "commitments.commitment". One query.
    """
    rows = (
        Notice.objects.filter(
            record_type=record_type.lower(), record_id__in=list(record_ids), state=Notice.State.TOLD
        )
        # What waits for somebody who has not come in yet was told to nobody.
        .filter(recipient__in=User.objects.filter(HAS_WAY_IN))
        .values("record_id", "kind", "stage", "created_at", "instead")
        .annotate(
            people=Count("recipient", distinct=True),
            addressed=Count("recipient", filter=Q(deliveries__isnull=False), distinct=True),
            mailed=Count("deliveries", filter=Q(deliveries__state=Delivery.State.SENT), distinct=True),
        )
        .order_by(F("created_at").desc(), "kind", "stage")
    )
    told: dict[int, list[Reminder]] = defaultdict(list)
    for row in rows:
        if kind := find(row["kind"]):
            told[row["record_id"]].append(
                Reminder(
                    record_id=row["record_id"],
                    kind=kind,
                    stage=row["stage"],
                    words=kind.words(row["stage"]),
                    at=row["created_at"],
                    people=row["people"],
                    mailed=row["mailed"],
                    inside=row["people"] - row["addressed"] if MAIL in kind.channels else 0,
                    instead=row["instead"],
                )
            )
    return dict(told)


def holidays_between(first: date, last: date) -> dict[date, str]:
    """What each day off between two days is called, both included, in the reader's language."""
    off = (Day.Kind.HOLIDAY, Day.Kind.ADDED)
    days = Day.objects.filter(date__range=(first, last), kind__in=off)
    return {day.date: named(day) or str(day.get_kind_display()) for day in days}


def last_scan_at() -> datetime | None:
    """When the worker last scanned, for the readiness page."""
    return LastScan.objects.values_list("at", flat=True).first()


@dataclass(frozen=True)
class HeldBatch:
    """What one scan held, of one kind."""

    kind: str
    words: Text
    at: datetime
    count: int


def held_batches() -> list[HeldBatch]:
    """Held notices by kind and scan, oldest first."""
    rows = (
        Notice.objects.filter(state=Notice.State.HELD)
        .values("kind", "created_at")
        .annotate(count=Count("id"))
        .order_by("created_at", "kind")[:CAP]
    )
    return [HeldBatch(row["kind"], _subject(row["kind"]), row["created_at"], row["count"]) for row in rows]


@dataclass(frozen=True)
class DeadDelivery:
    """A delivery that was given up: nothing of what it says or whom it is for."""

    delivery: Delivery
    words: Text
    handle: str


def _subject(name: str) -> Text:
    kind = find(name)
    return kind.subject if kind else name


def _given_up(_viewer: Viewer, _chosen: Mapping[str, Any]) -> QuerySet[Delivery]:
    dead = Delivery.objects.filter(state=Delivery.State.DEAD).select_related("notice")
    return dead.only("channel", "error", "ended_at", "notice__kind")


# Deliveries that were given up, the oldest first.
DEAD_DELIVERIES = RecordList(
    url_name="deliveries",
    rows=InOrder(DEAD, _given_up, lambda: ("ended_at", "pk")),
    no_sheet="each line waits for a decision on its page, and says nothing beside",
)


def dead_in_words(deliveries: Sequence[Delivery]) -> list[DeadDelivery]:
    """Write deliveries that were given up as their page shows them."""
    return [DeadDelivery(row, _subject(row.notice.kind), handle_of(row, of=DEAD)) for row in deliveries]


def dead_delivery(handle: str) -> int | None:
    """The number of the delivery that a form means."""
    return number_of(handle, of=DEAD)
