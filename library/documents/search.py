"""What is found of documents: by title and description, and by the text of the file that stands."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from access.rules.conditions import IsAmong
from access.rules.viewer import Viewer
from access.toolkit.searching import Hit, SearchSource, by_month
from language.words import day, local_day, named
from library.documents.queries.rows import has_run_out, validity_words
from library.models import Document, DocumentSearch


def _documents(viewer: Viewer, numbers: Sequence[int]) -> dict[int, Hit]:
    rows = Document.objects.permitted(viewer).filter(IsAmong("pk", numbers), live=True)
    return {one.pk: _hit(viewer, one) for one in rows.select_related("publisher")}


def _hit(viewer: Viewer, document: Document) -> Hit:
    on = local_day(viewer.at)
    validity = validity_words(document.valid_from, document.valid_until, on)
    parts = (str(document.get_category_display()), named(document.publisher, "label"), validity)
    return Hit(
        url=reverse("document", args=[document.ref]),
        title=document.called,
        line=" · ".join(part for part in parts if part),
        beside=day(document.at),
        is_hot=has_run_out(document.valid_until, on),
    )


SOURCES = (
    SearchSource(
        name="documents",
        label=_("Library"),
        icon="books",
        rows=DocumentSearch,
        decides=Document,
        hits=_documents,
        shelves=by_month,
        order=40,
    ),
)
