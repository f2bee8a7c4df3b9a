"""A document as a row of a list shows it: values alone, so that a row is drawn once for what it says."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple

from django.utils.translation import gettext as _

from access.rules.viewer import Viewer
from language.digits import is_bangla
from language.words import day, local_day, named
from library.models import Document

ICONS = {
    Document.Category.PLAN: "target",
    Document.Category.LAW: "scale",
    Document.Category.RULE: "certificate",
    Document.Category.SOP: "list-check",
    Document.Category.STUDY: "school",
    Document.Category.REPORT: "report",
    Document.Category.FORM: "forms",
    Document.Category.TRAINING: "presentation",
    Document.Category.OTHER: "file-text",
}


class DocumentRow(NamedTuple):
    """What a row shows of a document."""

    ref: str
    icon: str
    category: str
    title: str
    other_title: str
    publisher: str
    languages: str
    at: datetime
    dated_on: date | None
    validity: str
    has_run_out: bool
    is_illustrative: bool
    state: str


def document_lines(viewer: Viewer, documents: Sequence[Document]) -> Iterable[DocumentRow]:
    """Return documents as rows."""
    on = local_day(viewer.at)
    return [_line(one, on) for one in documents]


def _line(one: Document, on: date) -> DocumentRow:
    other = one.title_en if is_bangla() else one.title_bn
    return DocumentRow(
        ref=one.ref,
        icon=ICONS[Document.Category(one.category)],
        category=str(one.get_category_display()),
        title=one.called,
        other_title="" if other == one.called else other,
        publisher=named(one.publisher, "label"),
        languages=languages_words(one),
        at=one.at,
        dated_on=one.dated_on,
        validity=validity_words(one.valid_from, one.valid_until, on),
        has_run_out=has_run_out(one.valid_until, on),
        is_illustrative=one.is_illustrative,
        state="" if one.live else str(one.get_state_display()),
    )


def languages_words(document: Document) -> str:
    """The languages it is written in."""
    return ", ".join(str(Document.Tongue(one).label) for one in document.languages)


def has_run_out(until: date | None, on: date) -> bool:
    """Whether its last day is past."""
    return until is not None and until < on


def validity_words(since: date | None, until: date | None, on: date) -> str:
    """From when until when it holds; and that it has run out, or is still to come."""
    if has_run_out(until, on):
        assert until is not None
        return _("Ran out on %(day)s") % {"day": day(until)}
    if since is not None and since > on:
        return _("Valid from %(day)s") % {"day": day(since)}
    if until is not None:
        return _("Valid until %(day)s") % {"day": day(until)}
    return _("Valid since %(day)s") % {"day": day(since)} if since is not None else ""
