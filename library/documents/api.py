"""What programs read of documents, and the steps they take: those of the pages, by the same actions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from access.api.declaring import Collection, Download, Make, Single, Step, as_it_is
from access.api.etags import Version
from access.choosing.bodies import FewerReadersBody, MoreReadersBody
from access.choosing.choices import behind, resolve
from access.models import User
from access.rules.engine import RefusedError
from access.rules.viewer import Viewer
from access.toolkit.errors import Mendable
from access.toolkit.versions import said_by
from library.documents import actions
from library.documents.access import AUDIENCE, MORE_READERS, OF_KEEPER
from library.documents.forms import EditForm, as_shown
from library.documents.queries import DOCUMENTS, STANDING_PLACES
from library.documents.queries.opened import DocumentShown, as_read, find_document, serve_file
from library.documents.queries.places import place_lines
from library.documents.replies import (
    AboutBody,
    DocumentBody,
    DocumentInFullBody,
    PublishBody,
    ReceiptAskBody,
    ReplaceBody,
    StandingPlaceBody,
    document_bodies,
    received_of,
    said,
)
from library.models import Document, DocumentVersion


def _in_full(viewer: Viewer, document: Document) -> Any:
    shown = DocumentShown(viewer, document)
    sees_people = document.can_narrow or shown.chosen.is_everyone  # type: ignore[attr-defined]
    return said(
        document,
        read_by=str(shown.said),
        readers=shown.chosen.values
        if sees_people
        else [one.value for one in shown.chosen.options if one.user_id is None],
        versions=shown.versions,
        received=received_of(shown),
        may=[one.name for one in STEPS if one.may not in OF_KEEPER or getattr(document, f"can_{one.may}")],
    )


def _as_known(document: Document) -> dict[str, Any]:
    """What makes a document another one for a program: what is said of it, and which file stands."""
    return as_shown(document) | as_read(document)


def _may_publish(viewer: Viewer) -> None:
    if not viewer.is_in_network:
        raise RefusedError("publish", Document())


def _publish(*, by: User, at: datetime, readers: Sequence[str], file: str, **typed: Any) -> Document:
    chosen = resolve(Viewer(by, at), readers, AUDIENCE)
    return actions.publish(by=by, at=at, readers=chosen, files=[file], **typed)


def _replace(*, by: User, document: Document, at: datetime, file: str, **typed: Any) -> DocumentVersion:
    return actions.replace(by=by, document=document, files=[file], at=at, **typed)


def _widen(*, by: User, document: Document, at: datetime, readers: Sequence[str]) -> Document:
    chosen = resolve(Viewer(by, at), readers, MORE_READERS)
    return actions.widen(by=by, document=document, readers=chosen, at=at)


def _narrow(*, by: User, document: Document, at: datetime, reader: str) -> Document:
    """Of those who read it, the one that is called so."""
    for one in document.readers.filter(until=None).select_related("party"):
        if reader in behind([one.party_id]).values:
            return actions.narrow(by=by, document=document, reader=one.party, at=at)
    raise Mendable(_("They do not read this any more."), "reader", "gone")


STEPS = (
    Step(
        "edit",
        "document_edit",
        "edit",
        actions.edit,
        "Whoever keeps it says otherwise what it is",
        AboutBody,
        needs_version=True,
    ),
    Step(
        "replace",
        "document_replace",
        "replace",
        actions.replace,
        "Whoever keeps it puts another file in its place",
        ReplaceBody,
        _replace,
    ),
    Step("withdraw", "document_withdraw", "withdraw", actions.withdraw, "Whoever keeps it takes it out"),
    Step(
        "more-readers",
        "document_widen",
        "widen",
        actions.widen,
        "Whoever keeps it lets more people read it",
        MoreReadersBody,
        _widen,
    ),
    Step(
        "fewer-readers",
        "document_narrow",
        "narrow",
        actions.narrow,
        "Whoever keeps it takes it away from some",
        FewerReadersBody,
        _narrow,
    ),
    Step(
        "ask-receipt",
        "document_ask",
        "ask_receipt",
        actions.ask_receipt,
        "Ask bodies it was published to by name to confirm that they received it",
        ReceiptAskBody,
    ),
    Step(
        "confirm",
        "document_confirm",
        "confirm",
        actions.confirm,
        "Confirm for the bodies you answer for that the file that stands was received",
        needs_version=True,
    ),
)
OF_A_DOCUMENT = Single(
    "library/<str:ref>/",
    page="document",
    called="document",
    find=find_document,
    says=_in_full,
    body=DocumentInFullBody,
    summary="One document",
    version=Version(_as_known, said_by(EditForm.base_fields, _as_known)),
    followed=Document,
    steps=STEPS,
    downloads=(Download("document_file", serve_file, "One file of a document"),),
    noted_as=as_it_is,
)
LISTS = (
    Collection(
        "library/",
        DOCUMENTS,
        DocumentBody,
        "Documents you may read",
        document_bodies,
        makes=(
            Make(
                "document_new",
                actions.publish,
                "Publish a document",
                PublishBody,
                OF_A_DOCUMENT,
                does=_publish,
                asks=_may_publish,
            ),
        ),
        is_noted=True,
    ),
    Collection(
        "standing-places/",
        STANDING_PLACES,
        StandingPlaceBody,
        "The places of the national plan, the law, the procedures and the studies",
        place_lines,
    ),
)
WITHOUT: dict[Callable[..., object], str] = {
    actions.open_document: "oversight opens one on its page, where the purpose is typed by a person",
    actions.fill_place: "which plan and law hold is said by a person of the secretariat, on its page",
}
