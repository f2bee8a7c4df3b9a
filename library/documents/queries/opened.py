"""One document as its page shows it: who reads it, its files, who received it, and what its reader may do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db.models import QuerySet
from django.http import Http404, HttpResponseBase
from django.utils.translation import gettext as _

from access.choosing.choices import Chosen, Option, behind
from access.choosing.words import ReadersSaid, readers_stand
from access.models import Party
from access.rules.engine import VIEW, allowed, get_permitted
from access.rules.viewer import Viewer
from access.toolkit.covering import without_covered
from access.toolkit.kept import KeptRows
from language.words import local_day, named, number
from library.documents.access import AUDIENCE, OF_KEEPER, versions_read_by
from library.documents.bodies import Body, bodies_behind
from library.documents.covering import open_link
from library.documents.queries.rows import DocumentRow, document_lines, has_run_out
from library.files.rows import FileRow, rows_of
from library.files.serving import link_of, serve
from library.models import (
    Document,
    DocumentOpening,
    DocumentReader,
    DocumentVersion,
    Receipt,
    ReceiptAsked,
    StandingPlace,
)

ADDRESS = "document_file"


def _records(viewer: Viewer) -> QuerySet[Document]:
    return Document.objects.with_can(viewer, *OF_KEEPER).select_related("publisher", "current__file")


_SEEN = KeptRows(lambda viewer, ref: _records(viewer).filter(allowed(viewer, Document), ref=ref))
_READERS = KeptRows(
    lambda _viewer, document: (
        DocumentReader.objects.filter(document=document, until=None)
        .select_related("party")
        .order_by("since", "pk")
    )
)
_WAITING = KeptRows(
    lambda viewer, document: (
        DocumentVersion.objects.filter(record=document, opened_at=None, file__owner=viewer.user.pk)
        .select_related("file")
        .order_by("number")
    )
)
_ASKED = KeptRows(
    lambda _viewer, document: (
        ReceiptAsked.objects.filter(document=document).select_related("party").order_by("pk")
    )
)
_RECEIVED = KeptRows(
    lambda _viewer, document, version: Receipt.objects.filter(asked__document=document, version=version)
)
_PLACES = KeptRows(
    lambda _viewer, document: StandingPlace.objects.filter(document=document).order_by("order")
)


def find_document(viewer: Viewer, ref: str, action: str = VIEW) -> Document:
    """Return the document behind an address, with the buttons this person has; 404 and 403 as everywhere."""
    if action != VIEW:
        return get_permitted(viewer, Document, ref, action, records=_records(viewer))
    for document in _SEEN(viewer, ref=ref):
        return document
    raise Http404


def serve_file(viewer: Viewer, document: Document, file: str) -> HttpResponseBase:
    """Hand out a file of a document that this person reads."""

    def find() -> DocumentVersion:
        now = Document.objects.get(pk=document.pk)
        return link_of(versions_read_by(viewer, now), file, covered=now.covered)

    return serve(viewer, document, find)


@dataclass(frozen=True)
class VersionShown:
    """One file a document has been, for its reader."""

    number: int
    at: datetime
    words: str
    file: FileRow
    is_current: bool


@dataclass(frozen=True)
class Received:
    """Who received the file that stands, and who has not said so yet."""

    words: str
    have: Sequence[tuple[Party, Receipt]]
    have_not: Sequence[Party]
    # Of which bodies whoever looks may say so now.
    own: str


class DocumentShown:
    """What the page of one document shows."""

    def __init__(self, viewer: Viewer, document: Document) -> None:
        self.viewer, self.document = viewer, document

    @cached_property
    def row(self) -> DocumentRow:
        """What its row in the list says."""
        return next(iter(document_lines(self.viewer, [self.document])))

    @cached_property
    def readers(self) -> list[DocumentReader]:
        """Who was let read it, in their order."""
        return _READERS(document=self.document.pk)

    @cached_property
    def chosen(self) -> Chosen:
        """What stands behind them."""
        return behind([one.party_id for one in self.readers])

    @cached_property
    def listed(self) -> list[tuple[DocumentReader, Option | None]]:
        """The same, each with the person it names, for whoever may take it away from them."""
        narrows = getattr(self.document, "can_narrow", False)
        people = {one.party_id: one for one in self.chosen.options if one.user_id} if narrows else {}
        return [(one, people.get(one.party_id)) for one in self.readers]

    @cached_property
    def said(self) -> ReadersSaid:
        """Who reads it, in words with numbers."""
        document = self.document
        parties = [one.party_id for one in self.readers]
        parties += [document.keeping_party_id] if document.keeping_party_id is not None else []
        if not document.is_internal:
            parties.append(document.author_party_id)
        return readers_stand(self.chosen, parties, AUDIENCE, self.viewer.at, is_internal=document.is_internal)

    @cached_property
    def versions(self) -> list[VersionShown]:
        """The files its reader may open, the latest first."""
        links = versions_read_by(self.viewer, self.document).select_related("file")
        return [one for link in links for one in self._shown(link)]

    @property
    def current(self) -> VersionShown | None:
        """The file that stands."""
        return next((one for one in self.versions if one.is_current), None)

    @property
    def earlier(self) -> list[VersionShown]:
        """Those that were replaced."""
        return [one for one in self.versions if not one.is_current]

    @cached_property
    def waiting(self) -> list[VersionShown]:
        """What its sender alone sees: files that are being checked, or were refused."""
        if self.document.is_withdrawn:
            return []
        return [one for link in _WAITING(self.viewer, document=self.document.pk) for one in self._shown(link)]

    def _shown(self, link: DocumentVersion) -> list[VersionShown]:
        inside = (self.document.ref,)
        return version_shown(self.viewer, self.document, link, address=ADDRESS, inside=inside)

    @cached_property
    def openings(self) -> list[DocumentOpening]:
        """What oversight opened it for: whoever keeps it reads that."""
        return list(self.document.openings.all()) if getattr(self.document, "can_edit", False) else []

    @cached_property
    def received(self) -> Received | None:
        """Who received it, in as many queries however many they are; nothing where nobody is asked."""
        asked = _ASKED(document=self.document.pk)
        if not asked or not self.document.live:
            return None
        receipts = _RECEIVED(document=self.document.pk, version=self.document.current_id)
        done = {one.asked_id: one for one in receipts}
        have = [(one.party, done[one.pk]) for one in asked if one.pk in done]
        missing = [one for one in asked if one.pk not in done]
        own = [named(one.party, "label") for one in missing if self.viewer.belongs_to(one.answering_party_id)]
        words = _("Received by %(have)s of %(asked)s") % {
            "have": number(len(have)),
            "asked": number(len(asked)),
        }
        return Received(words, have, [one.party for one in missing], ", ".join(own))

    @cached_property
    def may_be_asked(self) -> list[Body]:
        """The bodies to whom it was published by name, and that are not asked yet."""
        asked = set(self.document.receipts_asked.values_list("party_id", flat=True))
        named_so = bodies_behind([one.party_id for one in self.readers])
        left_out = {*asked, self.document.publisher_id}
        return [one for one in named_so if one.party_id not in left_out]

    @cached_property
    def places(self) -> list[StandingPlace]:
        """The standing places in which it stands."""
        return _PLACES(document=self.document.pk)

    @property
    def link(self) -> str:
        """Where it was published first, as its readers see it."""
        return open_link(self.document)

    @property
    def has_run_out(self) -> bool:
        """Whether its last day is past."""
        return has_run_out(self.document.valid_until, local_day(self.viewer.at))


def version_shown(
    viewer: Viewer, document: Document, link: DocumentVersion, *, address: str, inside: tuple[str, ...]
) -> list[VersionShown]:
    """One file of a document as it is shown; nothing where its reader sees nothing of it."""
    files = rows_of([link], viewer, address=address, inside=inside, covered=document.covered)
    words = without_covered(link.words, document.covered or ())
    is_current = link.pk == document.current_id
    return [VersionShown(link.number, link.at, words, file, is_current) for file in files]


def as_read(document: Document) -> dict[str, object]:
    """Which of its files somebody has before them who confirms it."""
    return {"current": document.current_id}
