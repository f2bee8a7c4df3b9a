"""The standing places: what belongs in each, from when until when it holds, and what stands there now."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from access.rules.conditions import IsAmong
from access.rules.engine import VIEW, get_permitted
from access.rules.viewer import Viewer
from access.toolkit.cells import beside
from access.toolkit.lists import Chip, Column, RecordList
from access.toolkit.rows import InOrder
from language.words import local_day, named
from library.documents.queries.rows import ICONS, has_run_out, validity_words
from library.models import Document, StandingPlace

MOST_OFFERED = 50


class PlaceRow(NamedTuple):
    """What a row shows of a standing place."""

    code: str
    icon: str
    name: str
    belongs: str
    validity: str
    has_run_out: bool
    source: str
    document: str
    document_ref: str
    can_fill: bool

    @property
    def stands(self) -> str:
        """What stands there, in words."""
        return self.document or _now("Not uploaded yet")


def place_lines(viewer: Viewer, places: Sequence[StandingPlace]) -> Iterable[PlaceRow]:
    """Return places as rows. A document that somebody may not read is, for them, not uploaded yet."""
    on = local_day(viewer.at)
    numbers = [one.document_id for one in places if one.document_id is not None]
    readable = Document.objects.permitted(viewer).filter(IsAmong("pk", numbers), live=True)
    documents = {one.pk: one for one in readable}
    for one in places:
        document = documents.get(one.document_id) if one.document_id is not None else None
        yield PlaceRow(
            code=one.code,
            icon=ICONS[Document.Category(one.category)],
            name=named(one),
            belongs=named(one, "belongs"),
            validity=validity_words(one.valid_from, one.valid_until, on),
            has_run_out=has_run_out(one.valid_until, on),
            source=named(one, "source"),
            document=document.called if document is not None else "",
            document_ref=document.ref if document is not None else "",
            can_fill=getattr(one, "can_fill", False),
        )


def _places(viewer: Viewer, _chosen: Mapping[str, Any]) -> QuerySet[StandingPlace]:
    return StandingPlace.objects.permitted(viewer).with_can(viewer, "fill")


STANDING_PLACES = RecordList(
    url_name="standing_places",
    rows=InOrder("standing places", _places, lambda: ("order", "pk")),
    chips=(Chip("all", _("All"), empty=_("No places have been named yet.")),),
    columns=(
        Column("name", _("Standing place"), value=lambda row: row.name, tag="#description"),
        Column("validity", _("Validity"), value=lambda row: row.validity, tag="#status"),
        Column("document", _("What stands there"), value=lambda row: row.stands, tag="#meta"),
        beside("belongs", _("What belongs there"), lambda row: row.belongs, "#description"),
        beside("source", _("Source"), lambda row: row.source, "#meta+source"),
    ),
    title=_("Standing places"),
    lines=place_lines,
)


def find_place(viewer: Viewer, code: str, action: str = VIEW) -> StandingPlace:
    """Return the standing place of this code, for whoever may do this with it."""
    ref = StandingPlace.objects.filter(code=code.replace("\x00", "")).values_list("ref", flat=True).first()
    return get_permitted(viewer, StandingPlace, ref or "", action)


def offered_for(viewer: Viewer, place: StandingPlace) -> QuerySet[Document]:
    """The documents that may stand in a place: of its category, the latest first."""
    read = Document.objects.permitted(viewer).filter(live=True)
    rows = read.filter(is_internal=False, category=place.category)
    latest = rows.order_by("-at", "-pk").values("pk")[:MOST_OFFERED]
    # What stands there stays among them, for whoever reads it.
    return read.filter(Q(pk__in=latest) | Q(pk=place.document_id)).order_by("-at", "-pk")
