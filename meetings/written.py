"""What is written in minutes, and the meeting it was written of, read for their pages by kept statements."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Any, TypeVar

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, Model, OuterRef, QuerySet, prefetch_related_objects
from django.http import Http404

from access.rules.conditions import IsAmong
from access.rules.viewer import Viewer
from access.toolkit.kept import KeptRows, hold
from commitments.models import Commitment
from commitments.queries.groups import Parts, parts_of
from meetings.access import withholds_place
from meetings.circulated_text import Rows
from meetings.entered import SOURCE_TYPE
from meetings.models import (
    ActionPoint,
    Addendum,
    AgendaItem,
    Attendance,
    Correction,
    DraftOpening,
    HeadCount,
    MatterArising,
    Meeting,
    MeetingOf,
    MeetingOrganiser,
    Minutes,
    MinutesAudience,
    SignedPage,
)

MOST_RECOMMENDED = 100
# What may be done with a meeting, and with its minutes, from their pages.
OF_MEETING = ("edit", "change", "notice", "take_minutes", "contest", "erase")
OF_MINUTES = (
    "write", "name_verifier", "approve", "circulate", "enter_signature", "reopen", "correct", "confirm",
    "add_addendum", "erase", "read_signed_pages",
)  # fmt: skip
# What a page of minutes says of the body and the promise of an action point.
_OF_POINT = (
    "owner__side", "owner__name_en", "owner__name_bn", "owner__short_en", "owner__short_bn",
    "owner__liaison_party", "commitment__ref", "commitment__stage", "commitment__declined_at",
    "commitment__due_on", "commitment__waiting_until", "commitment__covered",
)  # fmt: skip
_FROM_MEETING = {"source_type": SOURCE_TYPE, "stage": "recommended"}
# What most minutes have none of: the statement that finds them says whether there is any.
_SELDOM: dict[str, type[Model]] = {
    "head_counts": HeadCount,
    "matters": MatterArising,
    "corrections": Correction,
    "addenda": Addendum,
    "openings": DraftOpening,
}
M = TypeVar("M", bound=Model)


def _meeting(viewer: Viewer, ref: str) -> QuerySet[Meeting]:
    rows = Meeting.objects.permitted_with_can(viewer, *OF_MEETING).select_related("lead_committee")
    organisers = MeetingOrganiser.objects.filter(meeting=OuterRef("pk"))
    return rows.filter(ref=ref).annotate(has_organisers=Exists(organisers))


def _minutes(viewer: Viewer, meeting: int) -> QuerySet[Minutes]:
    readers = MinutesAudience.objects.filter(record=OuterRef("pk")).values("party")
    rows = Minutes.objects.permitted_with_can(viewer, *OF_MINUTES).filter(meeting=meeting)
    related = rows.select_related("approved_by", "entered_by", "entered_under__granted_by")
    seldom = {
        _has(name): Exists(model._base_manager.filter(minutes=OuterRef("pk")))
        for name, model in _SELDOM.items()
    }
    recommended = Exists(Commitment.objects.filter(**_FROM_MEETING, source_id=OuterRef("meeting")))
    seldom["has_signed_pages"] = Exists(SignedPage.objects.filter(record=OuterRef("pk")))
    return related.annotate(reader_ids=ArraySubquery(readers), has_recommended=recommended, **seldom)


def _has(name: str) -> str:
    return f"has_{name}"


def _recommended(viewer: Viewer, meeting: int) -> QuerySet[Commitment]:
    found = Commitment.objects.permitted(viewer).filter(**_FROM_MEETING, source_id=meeting)
    return found.select_related("owner").order_by("pk")[:MOST_RECOMMENDED]


def _beside(model: type[M], *, brings: Collection[str]) -> QuerySet[M]:
    """All columns of these rows, and of what they lead to only those that a page of minutes shows."""
    own = [field.name for field in model._meta.concrete_fields]
    related = dict.fromkeys(path.split("__")[0] for path in brings)
    return model._base_manager.select_related(*related).only(*own, *brings)


_MEETING = KeptRows(_meeting)
_SITTINGS = KeptRows(
    lambda _viewer, meeting: (
        MeetingOf.objects.filter(meeting=meeting).select_related("committee").order_by("pk")
    )
)
_ORGANISERS = KeptRows(
    lambda _viewer, meeting: (
        MeetingOrganiser.objects.filter(meeting=meeting)
        .select_related("organisation", "committee")
        .order_by("pk")
    )
)
_MINUTES = KeptRows(_minutes)
_ITEMS = KeptRows(
    lambda _viewer, meeting: (
        AgendaItem.objects.filter(meeting=meeting)
        .select_related("written", "decision")
        .order_by("position", "pk")
    )
)
_POINTS = KeptRows(
    lambda _viewer, meeting: (
        _beside(ActionPoint, brings=_OF_POINT).filter(item__meeting=meeting).order_by("position", "pk")
    )
)
_BESIDE: dict[str, KeptRows[Any]] = {
    "attendance": KeptRows(
        lambda _viewer, minutes: (
            _beside(Attendance, brings=("seat__role", "seat__side"))
            .filter(minutes=minutes)
            .order_by("position", "pk")
        )
    ),
    "head_counts": KeptRows(lambda _viewer, minutes: HeadCount.objects.filter(minutes=minutes)),
    "matters": KeptRows(
        lambda _viewer, minutes: (
            _beside(MatterArising, brings=["commitment__covered"]).filter(minutes=minutes).order_by("pk")
        )
    ),
    "corrections": KeptRows(
        lambda viewer, minutes: (
            Correction.objects.get_queryset()
            .with_can(viewer, "answer", "take_back")
            .filter(minutes=minutes)
            .order_by("decided_at", "pk")
        )
    ),
    "addenda": KeptRows(lambda _viewer, minutes: Addendum.objects.filter(minutes=minutes)),
    "openings": KeptRows(lambda _viewer, minutes: DraftOpening.objects.filter(minutes=minutes)),
}
_RECOMMENDED = KeptRows(_recommended)
_OPEN_TO_READER = KeptRows(
    lambda viewer, wanted: Commitment.objects.permitted(viewer).filter(IsAmong("pk", wanted)).only("pk")
)


def meeting_to_read(viewer: Viewer, ref: str) -> Meeting:
    """Return the meeting behind an address with what may be done with it; hidden or missing it is a 404."""
    for meeting in _MEETING(viewer, ref=ref):
        hold(meeting, "sittings", _SITTINGS(meeting=meeting.pk))
        hold(meeting, "organisers", _ORGANISERS(meeting=meeting.pk) if _any(meeting, "organisers") else ())
        meeting.withholds_place = withholds_place(viewer, meeting)
        return meeting
    raise Http404


def minutes_to_read(viewer: Viewer, meeting: Meeting) -> Minutes | None:
    """Return the minutes of a meeting with what may be done with them, if this person may read them."""
    for minutes in _MINUTES(viewer, meeting=meeting.pk):
        # Its committees and organisers have been read with it.
        minutes.meeting = meeting
        return minutes
    return None


def items_of(minutes: Minutes) -> list[AgendaItem]:
    """The agenda with what was written on each item. The caller has asked for the minutes by their rule."""
    points = defaultdict(list)
    for point in _POINTS(meeting=minutes.meeting_id):
        points[point.item_id].append(point)
    items = _ITEMS(meeting=minutes.meeting_id)
    for item in items:
        hold(item, "action_points", points[item.pk])
    return items


def bring_along(minutes: Minutes, viewer: Viewer, *rows: str) -> None:
    """Read once what a page shows beside the agenda: `attendance`, `head_counts`, `matters`, `openings`.

    Corrections and addenda are read with the minutes, by their rule, which the caller has asked.
    """
    for name in rows:
        hold(minutes, name, _BESIDE[name](viewer, minutes=minutes.pk) if _any(minutes, name) else ())


def _any(record: Model, name: str) -> bool:
    """Whether there may be any of these: a record that was found in another way does not say."""
    return bool(getattr(record, _has(name), True))


def number_of_confirming(minutes: Minutes) -> int | None:
    """The number of the meeting at which the minutes were confirmed, in the run of the same committee."""
    if minutes.confirmed_in_id is None:
        return None
    own = minutes.meeting.lead_committee_id
    sittings = _SITTINGS(meeting=minutes.confirmed_in_id)
    return next((one.number for one in sittings if one.committee_id == own), None)


def recommendations_of(viewer: Viewer, minutes: Minutes) -> list[Commitment]:
    """What the meeting recommended to somebody, as far as this person may read it."""
    found = _RECOMMENDED(viewer, meeting=minutes.meeting_id) if _any(minutes, "recommended") else []
    prefetch_related_objects(found, "supporting")
    return found


def points_of(items: Iterable[AgendaItem]) -> list[ActionPoint]:
    """The action points of these items, in their order."""
    return [point for item in items for point in item.action_points.all()]


def open_to_reader(viewer: Viewer, points: Iterable[ActionPoint]) -> set[int]:
    """Which commitments of these points this person may open, so that the page leads to no other."""
    wanted = [point.commitment_id for point in points if point.commitment_id]
    return {one.pk for one in _OPEN_TO_READER(viewer, wanted=wanted)} if wanted else set()


def groups_of_points(viewer: Viewer, points: Iterable[ActionPoint]) -> Parts:
    """What became of the groups of these points, as far as this person may read it."""
    return parts_of(viewer, (point.commitments_id for point in points))


def as_read(meeting: Meeting, minutes: Minutes, items: Sequence[AgendaItem]) -> Rows:
    """What this page has read of the minutes already."""
    return Rows(
        meeting=meeting,
        sittings=meeting.sittings.all(),
        attendance=minutes.attendance.all(),
        head_counts=minutes.head_counts.all(),
        items=items,
        matters=minutes.matters.all(),
    )
