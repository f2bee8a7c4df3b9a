"""What the access log says of a list that left the portal: which one, and how many rows of it."""

import re
from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from access.models import AccessLog
from access.rules.log import log_access
from access.rules.viewer import Viewer
from access.toolkit.rooms import list_of
from language.words import number

# The kind of record such a line is about.
KIND = "library.longsheet"
_NOTED = re.compile(r"list=(?P<list>\S*) rows=(?P<rows>\d+) ")
_WITHOUT_ROWS = re.compile(r"list=(?P<list>\S*) form=")
_BY_PROGRAM = re.compile(r"(list=(?P<list>\S*) )?api token=")


def note_export(viewer: Viewer, list_name: str, query: Mapping[str, str], *, rows: int, form: str) -> None:
    """Note it: of the filters only which ones were used, for what was typed into one may be anything.

    Of a list that holds what is one organisation's alone the log says neither how many nor which of it.
    """
    declared = list_of(list_name)
    if declared is not None and declared.holds_own:
        log_access(viewer, AccessLog.Kind.EXPORT, KIND, f"list={list_name} form={form}")
        return
    filters = ",".join(sorted(query.keys() - {"view"}))
    told = f"list={list_name} rows={rows} form={form} view={query.get('view', '')} filters={filters}"
    log_access(viewer, AccessLog.Kind.EXPORT, KIND, told)


def export_in_words(noted: str) -> str:
    """Return in words what a line of an export says; as it stands where it is none of a list."""
    if by_program := _BY_PROGRAM.match(noted):
        listed = by_program["list"] or ""
        return _("%(list)s: by a program") % {"list": _called(listed)} if listed else _("By a program")
    if without_rows := _WITHOUT_ROWS.match(noted):
        return _called(without_rows["list"])
    match = _NOTED.match(noted)
    if match is None:
        return noted
    rows = int(match["rows"])
    counted = ngettext("%(number)s row", "%(number)s rows", rows) % {"number": number(rows)}
    return _("%(list)s: %(rows)s") % {"list": _called(match["list"]), "rows": counted}


def _called(list_name: str) -> str:
    declared = list_of(list_name)
    return str(declared.title) if declared else list_name
