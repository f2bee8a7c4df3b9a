"""Files of a record as its page and its programs show them: to its readers those that are open, to the author
of one that is not how far it has come.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.template.defaultfilters import filesizeformat
from django.urls import reverse

from access.rules.viewer import Viewer
from access.toolkit.covering import sentences_of, without_covered
from language.digits import localise
from library.files.kinds import Kind
from library.files.words import remark_words, why_words
from library.models import Attachment, StoredFile


@dataclass(frozen=True)
class FileRow:
    """One file in words. Without an address it is not to be taken."""

    ref: str
    name: str
    state: str
    at: datetime
    url: str = ""
    # The page on which its author sees what is the matter with it.
    own_url: str = ""
    kind: str = ""
    size: int = 0
    sha256: str = ""
    why: str = ""
    # By which key its name is chosen on the page that covers a passage.
    sentence: str = ""
    remarks: list[str] = field(default_factory=list)
    is_open: bool = False
    is_refused: bool = False

    @property
    def size_words(self) -> str:
        """Its length, for people."""
        return localise(filesizeformat(self.size)) if self.size else ""

    @property
    def icon(self) -> str:
        """What it looks like."""
        return "photo" if self.kind in (Kind.JPEG, Kind.PNG) else "file-text"


def own_row(file: StoredFile) -> FileRow:
    """A file as its author sees it."""
    return FileRow(
        ref=file.ref,
        name=file.full_name,
        state=str(file.get_state_display()) if not file.is_checking else str(StoredFile.State.RECEIVED.label),
        at=file.at,
        own_url=reverse("own_file", args=[file.ref]),
        kind=file.kind,
        size=file.size or file.sent_size,
        sha256=file.sha256,
        why=why_words(file.why) if file.is_refused and file.why else "",
        remarks=[remark_words(one) for one in file.remarks],
        is_open=file.is_open,
        is_refused=file.is_refused,
    )


def rows_of(
    links: Iterable[Attachment],
    viewer: Viewer,
    *,
    address: str,
    inside: tuple[str, ...],
    covered: Collection[str] | None = None,
) -> list[FileRow]:
    """The rows of these links, which hold their files; `address` is the room's, `inside` what it names."""
    rows = []
    for link in links:
        file = link.file
        if file.owner_id == viewer.user.pk and not (file.is_open or file.is_erased):
            rows.append(own_row(file))
        elif file.is_open or file.is_erased:
            rows.append(_open_row(file, address, inside, covered or ()))
    return rows


def _open_row(file: StoredFile, address: str, inside: tuple[str, ...], covered: Collection[str]) -> FileRow:
    shown = without_covered(file.name, covered)
    is_whole = shown == file.name
    is_there = is_whole and file.is_open
    return FileRow(
        ref=file.ref,
        name=file.full_name if is_whole else shown,
        state=str(file.get_state_display()),
        at=file.at,
        url=reverse(address, args=[*inside, file.ref]) if is_there else "",
        kind=file.kind,
        size=file.size if is_there else 0,
        sha256=file.sha256 if is_there else "",
        sentence=next(iter(sentences_of([file.name])), "") if is_there else "",
        remarks=[remark_words(one) for one in file.remarks] if is_there else [],
        is_open=is_there,
    )
