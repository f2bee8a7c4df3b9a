"""Who has acknowledged a thread and who has not, each a list of its own: it may ask three thousand bodies."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from access.rules.engine import get_permitted
from access.rules.viewer import Viewer
from access.toolkit.drawn import Body, body_of
from access.toolkit.lists import Chip, RecordList
from access.toolkit.rows import InOrder
from partners.models import Organisation
from threads.asked import acknowledging, organisations_asked
from threads.models import Thread

NO_SHEET = "it changes by the hour, and is read where the message stands and by programs"


def _organisations(_viewer: Viewer, _chosen: Mapping[str, Any]) -> QuerySet[Organisation]:
    return Organisation.objects.all()


def _have(viewer: Viewer, ref: str) -> Q:
    return Q(pk__in=acknowledging(get_permitted(viewer, Thread, ref)).values("pk"))


def _have_not(viewer: Viewer, ref: str) -> Q:
    thread = get_permitted(viewer, Thread, ref)
    if not thread.asks_acknowledgement:
        return Q(pk__in=[])
    asked, have = organisations_asked(thread, viewer.at), acknowledging(thread)
    return Q(pk__in=asked.values("pk")) & ~Q(pk__in=have.values("pk"))


def _lines(_viewer: Viewer, bodies: Sequence[Organisation]) -> Iterable[Body | None]:
    return map(body_of, bodies)


ACKNOWLEDGED = RecordList(
    url_name="thread_acknowledged",
    rows=InOrder("who has acknowledged", _organisations, lambda: ("name_en", "pk")),
    chips=(Chip("all", _("All"), empty=_("No organisation has acknowledged it yet.")),),
    lines=_lines,
    no_sheet=NO_SHEET,
    around=_have,
)
NOT_ACKNOWLEDGED = RecordList(
    url_name="thread_not_acknowledged",
    rows=InOrder("who has not acknowledged", _organisations, lambda: ("name_en", "pk")),
    chips=(Chip("all", _("All"), empty=_("No organisation that is asked has still to acknowledge it.")),),
    lines=_lines,
    no_sheet=NO_SHEET,
    around=_have_not,
)
