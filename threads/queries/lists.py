"""The list of threads, and its chips."""

from datetime import timedelta
from functools import partial

from django import forms
from django.db.models import Q
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from access.models import Party
from access.rules.viewer import Viewer
from access.toolkit.cells import Kind as CellKind
from access.toolkit.cells import beside, record_columns
from access.toolkit.lists import Chip, Column, Filter, RecordList
from access.toolkit.rows import OfAudience, Part
from language.words import named
from threads.asked import asks_of
from threads.models import Thread
from threads.models.threads import ASKED_FOR
from threads.queries.records import thread_records
from threads.queries.rows import thread_lines
from threads.queries.unread import UnreadThreads

LATELY = timedelta(days=30)


def _latest(_viewer: Viewer) -> Part:
    return Part(latest_first=True)


def _lately(viewer: Viewer) -> Part:
    return Part(since=viewer.at - LATELY, latest_first=True)


def _to_acknowledge(viewer: Viewer) -> Part:
    """What asks a body for which this person answers, that has not said so of the text of now."""
    if Party.Kind.ORGANISATION_LIAISON not in viewer.party_kinds:
        return Part(narrow=Q(pk__in=[]))
    # Built where a statement is, and not for each page that asks a kept one.
    asked = Q(SimpleLazyObject(partial(asks_of, viewer)))
    return Part(live=True, since=viewer.at - ASKED_FOR, narrow=asked, latest_first=True)


ALL = Chip(
    "all",
    _("All"),
    _latest,
    empty=_("Nothing has been written to you yet. Start a discussion: first you choose who reads it."),
)
UNREAD = Chip(
    "unread",
    _("Unread"),
    _lately,
    has_count=True,
    empty=_("You have read everything of the last 30 days."),
    rows=UnreadThreads(),
)
TO_ACKNOWLEDGE = Chip(
    "to-acknowledge",
    _("To acknowledge"),
    _to_acknowledge,
    has_count=True,
    empty=_("Nothing waits for your organisation to acknowledge it."),
)

# Discussions are nearly all there is, and no choice that narrows.
KINDS = tuple(kind for kind in Thread.Kind if kind not in {Thread.Kind.DISCUSSION, Thread.Kind.FIELD_UPDATE})


def _kind(_viewer: Viewer) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("Kind"),
        required=False,
        widget=forms.Select({"aria-label": _("Kind")}),
        choices=[("", _("Every kind")), *((kind.value, kind.label) for kind in KINDS)],
    )


THREADS = RecordList(
    url_name="threads",
    rows=OfAudience(Thread, thread_records),
    chips=(ALL, UNREAD, TO_ACKNOWLEDGE),
    filters=(Filter("kind", _kind, lambda kind: Q(kind=kind)),),
    columns=(
        Column(
            "title", pgettext_lazy("thread", "Discussion"), value=lambda row: row.title, tag="#description"
        ),
        Column("kind", _("Kind"), value=lambda row: row.kind, tag="#meta+type"),
        Column("organisation", _("In whose name"), value=lambda row: named(row.organisation), tag="#org"),
        Column("readers", _("Read by"), value=lambda row: row.readers, tag="#group"),
        Column("at", _("Last post"), value=lambda row: row.at, kind=CellKind.INSTANT, tag="#date"),
        beside(
            "illustrative", _("Illustrative"), lambda row: _("yes") if row.is_illustrative else "", "#meta"
        ),
        *record_columns("thread", lambda row: row.ref),
    ),
    title=_("Discussions"),
    holds_own=True,
    lines=thread_lines,
)
