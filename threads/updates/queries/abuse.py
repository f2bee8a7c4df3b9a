"""What was reported of online abuse: for CID's cell all of it, for others what they reported themselves."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from access.rules.engine import VIEW, get_permitted
from access.rules.viewer import Viewer
from access.toolkit.lists import Chip, RecordList
from access.toolkit.rows import OfAudience, Part
from threads.updates.access import still_read
from threads.updates.models import OnlineAbuse


def abuse_records() -> QuerySet[OnlineAbuse]:
    """Bring along where and by whom it was reported."""
    return OnlineAbuse.objects.select_related("update__place__parent", "update__organisation")


def find_abuse(viewer: Viewer, ref: str, action: str = VIEW) -> OnlineAbuse:
    """Return the report behind an address, with whether this person answers it."""
    records = (
        OnlineAbuse.objects.with_can(viewer, "answer")
        .filter(still_read(viewer))
        .select_related("update__place__parent", "update__organisation", "update__thread")
    )
    return get_permitted(viewer, OnlineAbuse, ref, action, records=records)


ABUSES = RecordList(
    url_name="online_abuses",
    rows=OfAudience(OnlineAbuse, abuse_records),
    chips=(
        Chip(
            "waiting",
            _("Waiting for the cell"),
            lambda viewer: Part(live=True, narrow=still_read(viewer), latest_first=True),
            has_count=True,
            empty=_("Nothing waits: neither what you reported nor what was reported to your cell."),
        ),
        Chip(
            "all",
            _("All"),
            lambda viewer: Part(narrow=still_read(viewer), latest_first=True),
            empty=_("Nothing was reported. Post a field update about online recruitment or abuse."),
        ),
    ),
    title=_("Online recruitment or abuse, as reported"),
    no_sheet="a link to where people are abused is carried out of the portal by nobody",
)
