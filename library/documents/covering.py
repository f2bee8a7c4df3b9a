"""A covered passage is left out of what a document is called and described by; a file whose name holds one is
closed, and found by no word of its text. The whole wording stays beside it until the passage is shown again.

A document of one organisation alone is covered by nobody outside it: whoever answers for it withdraws it.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from access.models import Party
from access.rules.engine import get_permitted
from access.rules.viewer import Viewer
from access.toolkit.covering import Coverable, stands_in, without_covered
from access.toolkit.locking import lock_row
from language.words import day, local_day
from library.documents.access import versions_read_by
from library.files.serving import is_covered
from library.models import Document, DocumentVersion

TEXTS = ("title_en", "title_bn", "description")


def set_texts(document: Document, texts: dict[str, str]) -> None:
    """Let a document be called and described so; what is covered of it stays so. The caller saves it."""
    for name, text in texts.items():
        setattr(document, name, text)
        setattr(document, f"{name}_in_full", "")
    _reread(document, document.covered or ())


def close_covered(document: Document) -> None:
    """Close each file of a document whose name is covered, and open those that are not."""
    for version in DocumentVersion.objects.filter(record=document).select_related("file"):
        closed = is_covered(version.file, document.covered or ())
        if closed != version.is_closed:
            DocumentVersion.objects.filter(pk=version.pk).update(is_closed=closed)


def _leave_out(document: Document, covered: Sequence[str]) -> None:
    held = lock_row(document)
    held.covered = list(covered) or None
    _reread(held, covered)
    held.save(update_fields=["covered", *TEXTS, *(f"{name}_in_full" for name in TEXTS)])
    close_covered(held)


def _reread(document: Document, covered: Sequence[str]) -> None:
    for name in TEXTS:
        whole = getattr(document, f"{name}_in_full") or getattr(document, name)
        longest: Any = document._meta.get_field(name)
        shown = without_covered(whole, covered)[: longest.max_length]
        setattr(document, name, shown)
        setattr(document, f"{name}_in_full", whole if shown != whole else "")


def open_link(document: Document) -> str:
    """Where it was published first; nothing while something that stands in the link is covered."""
    hidden = any(stands_in(one, [document.link]) for one in document.covered or ())
    return "" if hidden else document.link


def _texts(document: Document) -> Iterator[str]:
    """All that stands in it, without what is covered already."""
    return _texts_with(document, document.versions.exclude(opened_at=None))


def _read_by(viewer: Viewer, document: Document) -> Iterator[str]:
    """What somebody reads of it: of its files those that they may open."""
    return _texts_with(document, versions_read_by(viewer, document))


def _texts_with(document: Document, versions: QuerySet[DocumentVersion]) -> Iterator[str]:
    yield from (getattr(document, name) for name in TEXTS)
    yield open_link(document)
    for version in versions.select_related("file"):
        for text in (version.file.name, version.words):
            yield without_covered(text, document.covered or ())


def _find(viewer: Viewer, ref: str) -> Document:
    document = get_permitted(viewer, Document, ref)
    if document.is_internal:
        raise Http404
    return document


def _secretariat(document: Document) -> Party | None:
    return document.secretariat_party


def _title(document: Document) -> str:
    """By its kind and day, never by its words."""
    on = day(local_day(document.at))
    return _("%(kind)s of %(day)s") % {"kind": document.get_category_display(), "day": on}


COVERABLE = {
    "library.document": Coverable(
        find=_find,
        records=Document.objects.get_queryset,
        texts=_texts,
        secretariat=_secretariat,
        leave_out=_leave_out,
        title=_title,
        url_name="document",
        lists=("documents", "standing_places"),
        read_by=_read_by,
    ),
}
