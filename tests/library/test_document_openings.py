"""Independent oversight opens a document with a purpose, for an hour; nobody else learns to, nor it more."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.http import Http404
from django.urls import reverse
from django.utils import timezone, translation
from pytest_django import Settings

from access.erasure.passages import standing_in
from access.models import AccessLog, User
from access.rules.viewer import Viewer
from access.toolkit.errors import Mendable
from coordination.covers.actions import cover
from coordination.search.queries import find
from library.documents import actions
from library.documents.access import documents_known_to
from library.documents.queries import DOCUMENTS
from library.models import Document, DocumentOpening
from notifications.models import Notice
from tests.cast import READERS, Cast, browser
from tests.library.documents import published
from tests.library.made_files import checked_file
from tests.threads.world import own, to_committee

pytestmark = pytest.mark.django_db
PURPOSE = "A concern was raised about what this document asks for"


@pytest.fixture(autouse=True)
def files_folder(tmp_path: Path, settings: Settings) -> Iterator[None]:
    settings.MEDIA_ROOT = str(tmp_path / "files")
    with translation.override("en"):
        yield


def made(cast: Cast, *readers: str, **more: Any) -> Document:
    """Rights Jessore publishes one now."""
    typed = {"title_en": "Zarquon form", "name": "zarquon list"} | more
    return published(cast.rj_liaison.user, *(readers or (to_committee(),)), at=timezone.now(), **typed)


def opened(cast: Cast, document: Document, at: Any = None) -> DocumentOpening:
    by: User = cast.oversight.user
    return actions.open_document(by=by, document=document, purpose=PURPOSE, at=at or timezone.now())


def status(user: User, name: str, *args: object) -> int:
    return browser(user).get(reverse(name, args=args)).status_code


def test_oversight_alone_knows_of_documents_and_of_none_within_one_organisation(cast: Cast) -> None:
    shared, within = made(cast), made(cast, own("RJ"))
    for key in READERS:
        known = set(documents_known_to(Viewer(cast[key].user, timezone.now())))
        assert known == ({shared} if key == "oversight" else set()), key
        assert status(cast[key].user, "documents_known") == (200 if key == "oversight" else 404), key
    page = browser(cast.oversight.user).get(reverse("documents_known")).content.decode()
    # What it is called stands nowhere before it was opened.
    assert shared.ref in page and within.ref not in page and "Zarquon" not in page
    form = browser(cast.oversight.user).get(reverse("document_known", args=[shared.ref])).content.decode()
    assert "Zarquon" not in form
    for key in READERS:
        for document in (shared, within):
            if (key, document) != ("oversight", shared):
                with pytest.raises(Http404):
                    by = cast[key].user
                    actions.open_document(by=by, document=document, purpose=PURPOSE, at=timezone.now())
    with pytest.raises(Mendable):
        actions.open_document(by=cast.oversight.user, document=shared, purpose="x", at=timezone.now())
    assert not DocumentOpening.objects.exists()


def test_it_is_opened_for_an_hour_logged_and_told_to_whoever_published_it(cast: Cast) -> None:
    document, reader = made(cast), cast.oversight.user
    assert document.current is not None
    client, form = browser(reader), reverse("document_known", args=[document.ref])
    answer = client.post(form, {"purpose": PURPOSE})
    opening = DocumentOpening.objects.get()
    assert answer.headers["Location"] == reverse("document_opened", args=[opening.ref])
    page = client.get(answer.headers["Location"]).content.decode()
    file = reverse("opened_document_file", args=[opening.ref, document.current.file.ref])
    assert "Zarquon form" in page and file in page
    taken: Any = client.get(file)
    assert b"".join(taken.streaming_content)
    lines = AccessLog.objects.filter(user=reader, record_ref=document.ref).order_by("pk")
    assert [(one.kind, one.purpose) for one in lines] == [
        (AccessLog.Kind.READ, PURPOSE), (AccessLog.Kind.EXPORT, f"file={document.current.file.ref}"),
    ]  # fmt: skip
    told = Notice.objects.filter(kind="partners.document_opened")
    assert {one.recipient for one in told} == {cast.rj_liaison.user}
    # Whoever keeps it reads what for; other readers do not.
    for key, reads in (("rj_liaison", True), ("uno_sharsha", False)):
        shown = browser(cast[key].user).get(reverse("document", args=[document.ref])).content.decode()
        assert (PURPOSE in shown) == reads, key
    assert PURPOSE in {one.words for one in standing_in(document)}
    # It opens this one reading: no list, search or other page of it.
    viewer = Viewer(reader, timezone.now())
    assert DOCUMENTS.page(viewer).records == [] and not find(viewer, "zarquon").groups
    assert status(reader, "document", document.ref) == 404
    for key in READERS:
        if key != "oversight":
            assert status(cast[key].user, "document_opened", opening.ref) == 404, key
            assert browser(cast[key].user).get(file).status_code == 404, key
    late = opened(cast, document, at=timezone.now() - timedelta(minutes=61))
    assert status(reader, "document_opened", late.ref) == 404
    assert status(reader, "opened_document_file", late.ref, document.current.file.ref) == 404


def test_what_is_replaced_covered_or_withdrawn_within_the_hour_is_not_read_by_it(cast: Cast) -> None:
    document, reader = made(cast), cast.oversight.user
    opening = opened(cast, document)
    before = document.current
    assert before is not None
    newer = checked_file(cast.rj_liaison.user, "second list")
    by = cast.rj_liaison.user
    actions.replace(by=by, document=document, files=[newer.ref], words="", at=timezone.now())
    document.refresh_from_db()
    assert document.current is not None and document.current.pk != before.pk
    assert status(reader, "opened_document_file", opening.ref, before.file.ref) == 404
    assert status(reader, "opened_document_file", opening.ref, document.current.file.ref) == 200
    cover(by=cast.uno_sharsha.user, record=document, passage="second list", at=timezone.now())
    cover(by=cast.uno_sharsha.user, record=document, passage="Zarquon form", at=timezone.now())
    page = browser(reader).get(reverse("document_opened", args=[opening.ref])).content.decode()
    assert "second list" not in page and "Zarquon" not in page
    assert status(reader, "opened_document_file", opening.ref, document.current.file.ref) == 404
    actions.withdraw(by=by, document=document, at=timezone.now())
    assert status(reader, "document_opened", opening.ref) == 404
