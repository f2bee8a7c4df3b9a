"""What several verbs of a document share: what is said of it, and how a file becomes its next version."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from access.models import User
from access.rules.audiences import refresh
from access.toolkit.bell import ring
from access.toolkit.errors import Mendable
from access.toolkit.links import guard_link
from access.toolkit.locking import lock_row
from access.toolkit.texts import guarded
from library.documents.bodies import Event, tell
from library.documents.covering import close_covered, set_texts
from library.files.attaching import FIELD, attach
from library.models import Document, DocumentVersion, StoredFile
from library.models.documents import DESCRIPTION_LENGTH, TITLE_LENGTH
from library.models.files import WORDS_LENGTH

# The lists whose sheets may hold what a document is called.
HOLD_TITLES = ("documents", "standing_places", "notices")
FACTS = (
    "title_en",
    "title_bn",
    "description",
    "category",
    "languages",
    "dated_on",
    "valid_from",
    "valid_until",
    "link",
)


def describe(document: Document, typed: Mapping[str, Any]) -> None:
    """Say what a document is: guarded, called in one language at least. The caller saves it."""
    texts = {
        name: guarded(typed.get(name) or "", field=name, longest=TITLE_LENGTH, phones=True)
        for name in ("title_en", "title_bn")
    }
    if not any(texts.values()):
        raise Mendable(_("Write what it is called, in one language at least."), "title_bn", "required")
    texts["description"] = guarded(
        typed.get("description") or "", field="description", longest=DESCRIPTION_LENGTH, phones=True
    )
    languages = [one for one in Document.Tongue.values if one in (typed.get("languages") or ())]
    if not languages:
        raise Mendable(_("Choose the language it is written in."), "languages", "required")
    since, until = typed.get("valid_from"), typed.get("valid_until")
    _must_be_in_order(since, until)
    set_texts(document, texts)
    document.category = Document.Category(typed["category"])
    document.languages = languages
    document.dated_on, document.valid_from, document.valid_until = typed.get("dated_on"), since, until
    document.link = guard_link(field="link", text=typed.get("link") or "")


def _must_be_in_order(since: date | None, until: date | None) -> None:
    if since is not None and until is not None and until < since:
        raise Mendable(_("It cannot end before it begins."), "valid_until", "order")


def add_version(
    document: Document, files: Sequence[str], *, words: str, by: User, at: datetime
) -> DocumentVersion:
    """Let a file become the next version of a document that is held; its readers get it once it is open."""
    if len(files) != 1:
        raise Mendable(_("Choose one file: a document has one."), FIELD, "one-file")
    last = DocumentVersion.objects.filter(record=document).order_by("-number").first()
    kept = guarded(words, field="words", longest=WORDS_LENGTH, phones=True)
    number = last.number + 1 if last is not None else 1
    (made,) = attach(DocumentVersion, to=document, refs=files, by=by, at=at, words=kept, number=number)
    if made.file.is_open:
        open_version(made, at)
    transaction.on_commit(_ring)
    return made


def open_version(version: DocumentVersion, at: datetime) -> bool:
    """Let a version whose file was checked come to the readers of its document; whether it did now.

    One that was overtaken by a later one, or whose document was withdrawn meanwhile, comes to nobody.
    """
    document = lock_row(Document(pk=version.record_id))
    held = lock_row(version)
    if held.opened_at is not None or document.is_withdrawn or not held.file.is_open:
        return False
    held.opened_at = at
    before = document.current
    later = DocumentVersion.objects.filter(record=document, number__gt=held.number)
    is_latest = not later.exclude(file__state=StoredFile.State.REFUSED).exists()
    if not is_latest:
        held.replaced_at = at
    held.save(update_fields=["opened_at", "replaced_at"])
    close_covered(document)
    if is_latest:
        if before is not None:
            DocumentVersion.objects.filter(pk=before.pk).update(replaced_at=at)
        document.current, document.state = held, Document.State.PUBLISHED
        document.live, document.at = True, max(at, document.at)
        document.save()
        refresh(document)
        ask_anew(document, by=None, at=at)
    return True


def ask_anew(document: Document, *, by: User | None, at: datetime) -> None:
    """Tell those who are asked to confirm that they received what stands now."""
    if document.live and document.receipts_asked.exists():
        latest = document.receipts_asked.order_by("-pk").values_list("pk", flat=True).first()
        tell(
            Event.RECEIPT_ASKED,
            document,
            f"version:{document.current_id}:{latest}",
            at=at,
            by=by,
        )


def must_stand(document: Document) -> None:
    """Refuse to go on with what was withdrawn."""
    if document.is_withdrawn:
        raise Mendable(_("It was withdrawn. Publish it anew."), code="withdrawn")


def _ring() -> None:
    from library.tasks import check_files

    ring(check_files)
