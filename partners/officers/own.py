"""A list of officers is its sender's own, for as long as they may send one; anybody else's is not there."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from access.rules.engine import allowed
from access.rules.viewer import Viewer
from access.toolkit.lists import Chip, RecordList
from access.toolkit.rows import InOrder
from partners.models import Committee, OfficerList


def own_lists(viewer: Viewer) -> QuerySet[OfficerList]:
    """The lists this person sent, of committees of which they may send one still."""
    committees = Committee.objects.filter(allowed(viewer, Committee, "list_officers"))
    own = OfficerList.objects.filter(entered_by=viewer.user.pk, committee__in=committees.values("pk"))
    return own.select_related("committee", "entered_by")


def find_list(viewer: Viewer, ref: str, action: str = "") -> OfficerList:
    """Return a list this person sent, whatever they do with it."""
    found = own_lists(viewer).filter(ref=ref).first()
    if found is None:
        raise Http404
    return found


def _newest_first(viewer: Viewer, _chosen: Mapping[str, Any]) -> QuerySet[OfficerList]:
    return own_lists(viewer)


OFFICER_LISTS = RecordList(
    url_name="officer_lists",
    rows=InOrder("officer lists", _newest_first, lambda: ("-at", "-pk")),
    chips=(Chip("all", _("All"), empty=_("You have sent no list, or it is deleted already.")),),
    title=_("Your lists of officers"),
    no_sheet="whoever sent a list has it; the rows to mend leave as a file of their own",
)
