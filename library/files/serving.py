"""How a file leaves the portal: from the record it stands on, to whoever reads that record, as a download."""

from collections.abc import Callable, Collection, Iterable
from typing import TypeVar, cast

from django.db.models import Model, QuerySet
from django.http import FileResponse, Http404, HttpResponseBase
from django.utils import timezone
from django.utils.http import content_disposition_header

from access.models import AccessLog
from access.rules.engine import VIEW, can
from access.rules.log import log_access
from access.rules.viewer import Viewer
from access.toolkit.covering import without_covered
from access.toolkit.handing import while_allowed
from library.files.storing import opened
from library.models import Attachment, StoredFile

L = TypeVar("L", bound=Attachment)
# Whatever it says it is: nothing in it acts, and nothing of it is drawn as a page of the portal.
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    # It is packed already.
    "Content-Encoding": "identity",
}


def link_of(links: QuerySet[L], ref: str, *, covered: Collection[str] | None = None) -> L:
    """Return the link to a file among those of a record that its reader may read, else 404: one that is not
    open yet, or whose name is covered, is not there.
    """
    link = links.select_related("file").filter(file__ref=ref).first()
    if link is None or not link.file.is_open or is_covered(link.file, covered or ()):
        raise Http404
    return link


def is_covered(file: StoredFile, covered: Collection[str]) -> bool:
    """Whether somebody said that it may identify a person: its name is covered, and it with it."""
    return without_covered(file.name, covered) != file.name


def serve(
    viewer: Viewer,
    record: Model,
    find: Callable[[], Attachment],
    *,
    action: str = VIEW,
    noted: Model | None = None,
) -> HttpResponseBase:
    """Hand out a file, for as long as its record is read and `find`, the room's, finds it there, open and not
    covered; that it was taken stands in the access log, as of `noted` where another record is read by this.
    """
    link = find()
    file = link.file
    try:
        content = opened(file.key)
    except FileNotFoundError:
        # A restored database may know a file that its backup no longer found.
        raise Http404 from None
    log_access(viewer, AccessLog.Kind.EXPORT, noted or record, f"file={file.ref}")

    def still() -> bool:
        try:
            found = find()
        except Http404:
            return False
        return found.pk == link.pk and can(Viewer(viewer.user, timezone.now()), action, record)

    response = FileResponse(content, content_type=file.content_type)
    pieces = cast("Iterable[bytes]", response.streaming_content)
    response.streaming_content = while_allowed(pieces, still)
    response.headers["Content-Disposition"] = str(content_disposition_header(True, file.full_name))
    response.headers["Content-Length"] = str(file.size)
    for name, value in _HEADERS.items():
        response.headers[name] = value
    return response
