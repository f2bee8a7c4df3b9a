"""The papers of a meeting as its readers see them, and how one of them is covered and erased."""

from collections.abc import Iterator, Sequence

from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from access.erasure.passages import Passage, Standing
from access.models import Party
from access.rules.engine import get_permitted
from access.rules.viewer import Viewer
from access.toolkit.covering import MARK, Coverable, without_covered
from language.words import day
from library.files.erasing import copies_of_file
from library.files.rows import FileRow, rows_of
from library.files.serving import link_of, serve
from meetings.models import Meeting, MeetingFile
from meetings.queries import agenda_of


def files_of(meeting: Meeting) -> QuerySet[MeetingFile]:
    """Return the links to its files, with what is said of each."""
    return MeetingFile.objects.filter(record=meeting).select_related("file")


def file_rows(viewer: Viewer, meeting: Meeting) -> list[tuple[MeetingFile, FileRow]]:
    """The files this person sees, with the item each belongs to, in the order of the agenda.

    One of an item that the notice does not show stands as one of the meeting.
    """
    items = {item.pk: item for item in agenda_of(meeting)}
    links = list(files_of(meeting).order_by("at", "pk"))
    for link in links:
        link.item = items.get(link.item_id or 0)
    found = []
    for link in sorted(links, key=lambda link: (link.item is None, link.item.position if link.item else 0)):
        hidden = [link.file.name] if link.is_covered else None
        rows = rows_of([link], viewer, address="meeting_file", inside=(meeting.ref,), covered=hidden)
        if link.is_covered:
            link.words = MARK if link.words else ""
        found += [(link, row) for row in rows]
    return found


def shown_files(viewer: Viewer, meeting: Meeting) -> list[FileRow]:
    """The same for programs."""
    return [row for _link, row in file_rows(viewer, meeting)]


def serve_file(viewer: Viewer, meeting: Meeting, file: str) -> HttpResponseBase:
    """Hand out a file of a meeting that this person reads."""
    return serve(viewer, meeting, lambda: link_of(files_of(meeting).filter(is_covered=False), file))


def file_of(_viewer: Viewer, meeting: Meeting, file: str) -> dict[str, MeetingFile]:
    """Find the link to a file that is to be taken off."""
    return {"link": get_object_or_404(files_of(meeting), file__ref=file)}


def _texts(meeting: Meeting) -> Iterator[str]:
    """Of a file that is not open yet its readers read nothing."""
    for link in files_of(meeting).filter(is_covered=False):
        if link.file.is_open:
            yield from (link.file.name, link.words)


def _leave_out(meeting: Meeting, covered: Sequence[str]) -> None:
    """Close every file whose name or words say what is covered now, and open the others."""
    for link in files_of(meeting):
        said = f"{link.file.name}\n{link.words}"
        is_covered = without_covered(said, covered) != said
        if is_covered != link.is_covered:
            MeetingFile.objects.filter(pk=link.pk).update(is_covered=is_covered)


def _find(viewer: Viewer, ref: str) -> Meeting:
    return get_permitted(viewer, Meeting, ref)


def _secretariat(meeting: Meeting) -> Party | None:
    return meeting.secretariat_party


def _title(meeting: Meeting) -> str:
    return _now("Papers of the meeting of %(day)s") % {"day": day(meeting.on_date, meeting.precision)}


COVERABLE = {
    "meetings.meeting": Coverable(
        find=_find,
        records=Meeting.objects.get_queryset,
        texts=_texts,
        secretariat=_secretariat,
        leave_out=_leave_out,
        title=_title,
        url_name="meeting_files",
    ),
}


def _find_file(place: str) -> MeetingFile | None:
    link = MeetingFile.objects.filter(file__ref=place).select_related("file").first()
    return None if link is None or link.file.is_erased else link


FILE = Passage("meetings.file", _("File"), _find_file, copies_of_file)


def standing_files(meeting: Meeting) -> Iterator[Standing]:
    """Every file that may be erased."""
    for link in files_of(meeting):
        if not link.file.is_erased:
            yield Standing(FILE, link.file.ref, link.file.name)
