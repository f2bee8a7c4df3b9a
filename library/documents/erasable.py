"""What may be erased of a document: what it is called, how it is described, and each file."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from access.erasure.passages import Column, Copy, Erasable, Passage, Standing
from access.models import AccessLog, Party, Role
from library.files.erasing import copies_of_file
from library.models import Document, DocumentOpening, DocumentText, DocumentVersion


def _find(place: str) -> Document | None:
    return Document.objects.filter(ref=place).first()


def _find_version(place: str) -> DocumentVersion | None:
    ref, number = place.split(".")
    found = DocumentVersion.objects.filter(record__ref=ref, number=number).select_related("file").first()
    return None if found is None or found.file.is_erased else found


def _copies_of_title(document: Document) -> Iterator[Column]:
    own = Document.objects.filter(pk=document.pk)
    for name in ("title_en_in_full", "title_bn_in_full", "title_en", "title_bn"):
        yield Column(own, name)


def _copies_of_description(document: Document) -> Iterator[Column]:
    own = Document.objects.filter(pk=document.pk)
    for name in ("description_in_full", "description"):
        yield Column(own, name)


def _copies_of_link(document: Document) -> Iterator[Column]:
    yield Column(Document.objects.filter(pk=document.pk), "link")


def _copies_of_version(version: DocumentVersion) -> Iterator[Copy]:
    yield Column(DocumentText.objects.filter(version=version), "text")
    yield from copies_of_file(version)


def _find_opening(place: str) -> DocumentOpening | None:
    return DocumentOpening.objects.filter(ref=place).select_related("document").first()


def _copies_of_purpose(opening: DocumentOpening) -> Iterator[Column]:
    """A line of the access log says the same."""
    yield Column(DocumentOpening.objects.filter(pk=opening.pk), "purpose")
    label, ref = Document._meta.label_lower, opening.document.ref
    logged = AccessLog.objects.filter(kind=AccessLog.Kind.READ, record_type=label, record_ref=ref)
    yield Column(logged.filter(purpose=opening.purpose), "purpose")


TITLE = Passage("library.title", _("Title of a document"), _find, _copies_of_title)
DESCRIPTION = Passage("library.description", _("Description of a document"), _find, _copies_of_description)
LINK = Passage("library.link", _("Link of a document"), _find, _copies_of_link)
FILE = Passage("library.file", _("File"), _find_version, _copies_of_version)
PURPOSE = Passage(
    "library.purpose", _("What oversight opened the document for"), _find_opening, _copies_of_purpose
)


def _standing(document: Document) -> Iterator[Standing]:
    yield Standing(TITLE, document.ref, " · ".join(filter(None, (document.title_en, document.title_bn))))
    yield Standing(DESCRIPTION, document.ref, document.description, DESCRIPTION.label)
    yield Standing(LINK, document.ref, document.link, LINK.label)
    for version in document.versions.select_related("file").order_by("number"):
        yield Standing(FILE, f"{document.ref}.{version.number}", version.file.name, FILE.label)
    for opening in document.openings.all():
        yield Standing(PURPOSE, opening.ref, opening.purpose, PURPOSE.label)


def _secretariat(document: Document) -> Party:
    return document.secretariat_party or Party.objects.role(Role.NATIONAL_SECRETARIAT)


ERASABLE = Erasable(Document, "document", _standing, _secretariat, (TITLE, DESCRIPTION, LINK, FILE, PURPOSE))
