"""The list of field updates."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from access.rules.conditions import IsAmong
from access.rules.viewer import Viewer
from access.toolkit.cells import Kind as CellKind
from access.toolkit.cells import beside, day_known, record_columns
from access.toolkit.drawn import Body, body_of
from access.toolkit.lists import Chip, Column, Filter, RecordList
from access.toolkit.rows import OfAudience, Part
from language.words import day, named
from partners.fields import place_words
from threads.hidden import hides_title
from threads.models import Thread
from threads.queries.records import thread_records
from threads.updates.figures import LABELS
from threads.updates.models import FIGURES, FieldUpdate

ICONS = {
    FieldUpdate.Type.AWARENESS: "speakerphone",
    FieldUpdate.Type.TRAINING: "school",
    FieldUpdate.Type.ONLINE_ABUSE: "world",
    FieldUpdate.Type.TREND: "trending-up",
    FieldUpdate.Type.OTHER: "map-pin",
}


class UpdateRow(NamedTuple):
    """What a row shows of a field update."""

    ref: str
    icon: str
    type: str
    title: str
    place: str
    day: date | str
    said_when: str
    at: datetime
    organisation: Body | None
    people: int | None
    figures: tuple[int | None, ...]
    is_internal: bool
    is_illustrative: bool


def update_lines(_viewer: Viewer, threads: Sequence[Thread]) -> Iterable[UpdateRow]:
    """Return field updates as rows, in as many queries however many they are."""
    rows = FieldUpdate.objects.filter(IsAmong("thread", [one.pk for one in threads]))
    found = {one.thread_id: one for one in rows.select_related("place__parent")}
    for thread in threads:
        one = found[thread.pk]
        is_hidden = hides_title(thread)
        yield UpdateRow(
            ref=thread.ref,
            icon="lock" if thread.is_internal else ICONS.get(FieldUpdate.Type(one.type), "map-pin"),
            type=str(one.get_type_display()),
            title=thread.called,
            place="" if is_hidden else place_words(one.place),
            day="" if is_hidden else day_known(one.happened_on, one.precision),
            said_when="" if is_hidden else day(one.happened_on, one.precision),
            at=thread.at,
            organisation=body_of(thread.organisation),
            people=one.people,
            figures=tuple(getattr(one, name) for name in FIGURES),
            is_internal=thread.is_internal,
            is_illustrative=thread.is_illustrative,
        )


def _all(_viewer: Viewer) -> Part:
    return Part(narrow=_UPDATES, latest_first=True)


def _mine(viewer: Viewer) -> Part:
    return Part(narrow=_UPDATES & Q(author=viewer.user.pk), latest_first=True)


# What was taken back is none any more.
_UPDATES = Q(kind=Thread.Kind.FIELD_UPDATE, removed_at=None)


def _type(_viewer: Viewer) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("What it is about"),
        required=False,
        widget=forms.Select({"aria-label": _("What it is about")}),
        choices=[("", _("Everything")), *FieldUpdate.Type.choices],
    )


def _figure(number: int, name: str) -> Column:
    return beside(
        name, LABELS[name], lambda row: row.figures[number], f"#affected+{name}", kind=CellKind.NUMBER
    )


UPDATES = RecordList(
    url_name="updates",
    rows=OfAudience(Thread, thread_records),
    chips=(
        Chip(
            "all",
            _("All"),
            _all,
            empty=_("No field update is written to you yet. Post the first of your organisation."),
        ),
        Chip("mine", _("Mine"), _mine, empty=_("You have posted no field update yet.")),
    ),
    filters=(Filter("type", _type, lambda of: Q(field_update__type=of)),),
    columns=(
        Column("title", _("Field update"), value=lambda row: row.title, tag="#description"),
        Column("type", _("What it is about"), value=lambda row: row.type, tag="#activity+type"),
        Column("place", _("Place"), value=lambda row: row.place, tag="#loc"),
        Column("day", _("When"), value=lambda row: row.day, kind=CellKind.DAY, tag="#date"),
        Column("people", _("People"), value=lambda row: row.people, kind=CellKind.NUMBER, tag="#affected"),
        *(_figure(number, name) for number, name in enumerate(FIGURES)),
        Column("organisation", _("Organisation"), value=lambda row: named(row.organisation), tag="#org"),
        *record_columns("thread", lambda row: row.ref),
    ),
    title=_("Field updates"),
    holds_own=True,
    lines=update_lines,
)
