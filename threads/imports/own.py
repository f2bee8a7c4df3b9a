"""What somebody sees of imports: their own sheets, and the forms of the organisations they write for."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from access.rules.engine import allowed
from access.rules.viewer import Viewer
from access.toolkit.lists import Chip, RecordList
from access.toolkit.rows import InOrder
from partners.models import Organisation
from threads.imports.access import SETTLE
from threads.imports.models import ImportRow, KeptSubmission, ToolForm, UpdateImport
from threads.imports.models.kept import LATE, MOST_KEPT
from threads.models import Thread

# So many forms a page names, and so much of what waits.
SHOWN = 50


def writes_for(viewer: Viewer) -> QuerySet[Organisation]:
    """The organisations in whose name this person writes."""
    return Organisation.objects.filter(allowed(viewer, Organisation, "write_threads"))


def own_imports(viewer: Viewer) -> QuerySet[UpdateImport]:
    """The sheets this person sent, for organisations in whose name they write still; of what a tool sent by
    call, for those for which they answer still.
    """
    sheets = Q(of_calls=False, organisation__in=writes_for(viewer).values("pk"))
    calls = Q(of_calls=True, organisation__in=settles_for(viewer).values("pk"))
    found = UpdateImport.objects.filter(sheets | calls, entered_by=viewer.user.pk)
    return found.select_related("organisation", "form", "entered_by")


def find_import(viewer: Viewer, ref: str) -> UpdateImport:
    """Return a sheet this person sent; anybody else's is not there."""
    found = own_imports(viewer).filter(ref=ref).first()
    if found is None:
        raise Http404
    return found


def threads_to_read(viewer: Viewer, rows: Iterable[ImportRow]) -> set[int]:
    """Of the threads that came of some rows, or were there, those this person may read: a colleague's may
    be for others.
    """
    numbers = {row.update.thread_id for row in rows if row.update is not None}
    return set(Thread.objects.permitted(viewer).filter(pk__in=numbers).values_list("pk", flat=True))


def find_form(viewer: Viewer, ref: str) -> ToolForm:
    """Return a form of an organisation for which this person answers."""
    found = tool_forms().filter(organisation__in=settles_for(viewer).values("pk"), ref=ref).first()
    if found is None:
        raise Http404
    return found


def find_kept(viewer: Viewer, ref: str) -> KeptSubmission:
    """Return what was kept aside, for those who answer for the organisation."""
    records = KeptSubmission.objects.select_related("form__organisation")
    found = records.filter(form__organisation__in=settles_for(viewer).values("pk"), ref=ref).first()
    if found is None:
        raise Http404
    return found


def settles_for(viewer: Viewer) -> QuerySet[Organisation]:
    """The organisations for which this person answers."""
    return Organisation.objects.filter(allowed(viewer, Organisation, SETTLE))


def tool_forms() -> QuerySet[ToolForm]:
    """Forms with what is said of each."""
    return ToolForm.objects.select_related("organisation", "program__answerable", "opened_by", "mapped_by")


def forms_with_waiting(organisation: Organisation) -> list[tuple[ToolForm, int, int]]:
    """The forms of an organisation, the latest first; how much of each waits, and how much that came late."""
    kept = KeptSubmission.objects.filter(form__organisation=organisation).order_by()
    many = Counter((form, why == LATE) for form, why in kept.values_list("form_id", "why")[:MOST_KEPT])
    found = tool_forms().filter(organisation=organisation).order_by("-at", "-pk")[:SHOWN]
    return [(one, many[one.pk, False], many[one.pk, True]) for one in found]


def kept_of(organisation: Organisation) -> list[KeptSubmission]:
    """What its tools sent that waits, the latest first: as much as a page shows, and one more."""
    kept = KeptSubmission.objects.filter(form__organisation=organisation).select_related("form")
    return list(kept.order_by("-at", "-pk")[: SHOWN + 1])


def forms_of(viewer: Viewer) -> list[ToolForm]:
    """The forms of the organisations this person writes for, the latest first."""
    found = tool_forms().filter(organisation__in=writes_for(viewer).values("pk")).exclude(mapping={})
    return list(found.order_by("-at", "-pk")[:SHOWN])


def _imports(viewer: Viewer, _chosen: Mapping[str, Any]) -> QuerySet[UpdateImport]:
    return own_imports(viewer)


IMPORTS = RecordList(
    url_name="update_imports",
    rows=InOrder("imports of field updates", _imports, lambda: ("-at", "-pk")),
    chips=(Chip("all", _("All"), empty=_("You have sent no sheet, or it is deleted already.")),),
    title=_("Your sheets of field updates"),
    no_sheet="whoever sent a sheet has it; the rows to mend leave as a file of their own",
)
