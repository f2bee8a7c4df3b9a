"""Whoever does not read a document learns nothing of it, on whatever channel: hidden is as missing."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from access.erasure.passages import standing_in
from access.erasure.wiping import wipe
from access.models import AccessLog, Cover, Erasure, Party, Role, User
from coordination.covers.actions import answer, cover
from coordination.search.queries import find
from library.documents import actions
from library.documents.access import MORE_READERS
from library.documents.actions.taking_up import take_up
from library.files import actions as files
from library.files.storing import KEPT, put
from library.models import Document, StandingPlace, StoredFile
from library.tasks import check_files
from notifications.kinds import all_kinds
from notifications.models import Notice
from partners.loading.documents import load_standing_places
from tests.cast import READERS, Cast, browser, viewer
from tests.library import made_files as made
from tests.library.documents import chosen, published
from tests.notifications.mail_server import written_in
from tests.programs import Program
from tests.threads.test_leaks import stored_anywhere, without_tokens
from tests.threads.world import own, to_body, to_committee

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(900)]
KEPT_ELSEWHERE: tuple[str, ...] = ()
WORD, INSIDE = "zarquon", "wibblefish"
PAGES = (
    "documents", "standing_places", "document_new", "desk", "notices", "covers", "erasures", "own_files",
    "partners",
)  # fmt: skip


@pytest.fixture(autouse=True)
def files_folder(tmp_path: Path, settings: Settings) -> Iterator[None]:
    settings.MEDIA_ROOT = str(tmp_path / "files")
    yield


def pages(user: User) -> dict[str, str]:
    """All that this person's lists, counts, filters, menu, bell, places and searches say."""
    client = browser(user)
    addresses = {name: reverse(name) for name in PAGES}
    for view in ("to-confirm", "plans", "waiting"):
        addresses[view] = f"{reverse('documents')}?view={view}"
    addresses["filter"] = f"{reverse('documents')}?category=plan&language=en&validity=now"
    for word in (WORD, INSIDE):
        addresses |= {f"{name} {word}": f"{reverse(name)}?q={word}" for name in ("search", "search_offered")}
    addresses |= {f"sheet {name}": reverse("sheet", args=[name]) for name in ("documents", "standing_places")}
    found = {name: without_tokens(client.get(one).content.decode()) for name, one in addresses.items()}
    program = Program(user)
    for path in ("library/", "standing-places/", "changes/"):
        found[path] = without_tokens(program.get(path).content.decode())
    return found


def with_text(by: User, *readers: str, **more: object) -> Document:
    """A plan whose file says a word of its own, published and read by the worker."""
    document = published(
        by, *readers, at=timezone.now(), name=f"{WORD} file", title_en=f"{WORD} plan", category="plan", **more
    )
    assert document.current is not None
    file, content = document.current.file, made.pdf(f"It is called {INSIDE}")
    StoredFile.objects.filter(pk=file.pk).update(key=put(KEPT, io.BytesIO(content)), size=len(content))
    take_up(clock=timezone.now)
    return document


def erase_all(document: Document) -> None:
    """Erase whatever of it can be erased."""
    for standing in list(standing_in(document)):
        erasure = Erasure(
            passage=standing.passage.name,
            place=standing.place,
            record_type="library.document",
            record_ref=document.ref,
            asked_at=timezone.now(),
            at=timezone.now(),
            oversight_party=Party.objects.role(Role.OVERSIGHT),
        )
        assert wipe(erasure, at=timezone.now())


def finds(cast: Cast, word: str) -> set[str]:
    at = timezone.now()
    return {key for key in READERS if find(viewer(cast[key].user, at), word).groups}


@pytest.mark.parametrize("to", ["committee", "within"])
def test_for_whoever_does_not_read_it_everything_is_as_if_there_were_none(cast: Cast, to: str) -> None:
    load_standing_places()
    keys = ("far_liaison", "oversight") if to == "committee" else ("dc_jashore", "oversight")
    author = cast.ncc_chair.user if to == "committee" else cast.rj_liaison.user
    before = {key: pages(cast[key].user) for key in keys}
    readers = to_committee() if to == "committee" else own("RJ")
    document = with_text(author, readers, asks_receipt=True)
    first = document.current
    assert first is not None
    actions.replace(
        by=author,
        document=document,
        files=[made.checked_file(author, f"{WORD} again").ref],
        at=timezone.now(),
    )
    if to == "committee":
        place = StandingPlace.objects.get(code="national-plan")
        actions.fill_place(by=author, place=place, document=document, at=timezone.now())
    document.refresh_from_db()
    assert document.current is not None
    for key in keys:
        after = pages(cast[key].user)
        assert [name for name in after if before[key][name] != after[name]] == [], key
        for args in (
            ("document", document.ref),
            ("document_readers", document.ref),
            ("document_file", document.ref, document.current.file.ref),
            ("document_file", document.ref, first.file.ref),
        ):
            hidden = browser(cast[key].user).get(reverse(args[0], args=args[1:]))
            assert hidden.status_code == 404 and WORD not in hidden.content.decode()
        assert Program(cast[key].user).get(f"library/{document.ref}/").status_code == 404
    mine = pages(author)
    assert WORD in mine["documents"] and WORD in mine["library/"]
    if to == "within":
        assert not AccessLog.objects.filter(record_ref=document.ref).exists()


def test_narrowed_replaced_and_withdrawn_text_is_found_by_nobody_from_that_moment(cast: Cast) -> None:
    author, at = cast.rj_liaison.user, timezone.now
    document = with_text(author, to_committee(), to_body("CWCS"))
    readers = {"dc_jashore", "dd_women_jashore", "uno_sharsha", "rj_liaison"}
    assert finds(cast, INSIDE) == finds(cast, WORD) == readers | {"far_liaison"}
    before = pages(cast.moewoe_focal.user)
    reader = document.readers.exclude(party__kind=Party.Kind.COMMITTEE_MEMBERS).get().party
    actions.narrow(by=author, document=document, reader=reader, at=at())
    assert finds(cast, INSIDE) == finds(cast, WORD) == readers
    assert WORD not in pages(cast.far_liaison.user)["documents"]
    other = made.checked_file(author, "another")
    actions.replace(by=author, document=document, files=[other.ref], at=at())
    take_up(clock=at)
    # The text of the file that was replaced is found no more, what it is called is.
    assert finds(cast, INSIDE) == set() and finds(cast, WORD) == readers
    actions.widen(
        by=author, document=document, readers=chosen(author, to_body("BNWLA"), use=MORE_READERS), at=at()
    )
    assert "bnwla_liaison" in finds(cast, WORD)
    actions.withdraw(by=author, document=document, at=at())
    assert finds(cast, WORD) == set() and pages(cast.moewoe_focal.user) == before
    told = Program(cast.uno_sharsha.user).get(f"library/{document.ref}/").json()
    assert told["state"] == "withdrawn" and told["versions"] == []


def test_what_is_covered_or_erased_is_closed_left_out_and_found_by_nobody(cast: Cast) -> None:
    author, reader = cast.rj_liaison.user, cast.uno_sharsha.user
    document = with_text(author, to_committee(), description=f"Of {WORD}.")
    assert document.current is not None
    address = reverse("document", args=[document.ref])
    file = reverse("document_file", args=[document.ref, document.current.file.ref])
    assert browser(reader).get(file).status_code == 200
    made_cover = cover(by=reader, record=document, passage=WORD, at=timezone.now())
    for one in (address, reverse("documents")):
        assert WORD not in browser(reader).get(one).content.decode()
    assert browser(reader).get(file).status_code == 404
    assert finds(cast, WORD) == finds(cast, INSIDE) == set()
    assert WORD not in str(Program(reader).get(f"library/{document.ref}/").json())
    for by in (cast.ncc_secretary.user, cast.oversight.user):
        answer(by=by, cover=Cover.objects.get(pk=made_cover.pk), says=Cover.Answer.SHOW, at=timezone.now())
    assert browser(reader).get(file).status_code == 200 and "uno_sharsha" in finds(cast, INSIDE)
    document.refresh_from_db()
    erase_all(document)
    assert not [column for column in stored_anywhere(WORD) if column not in KEPT_ELSEWHERE]
    assert stored_anywhere(INSIDE) == []
    assert browser(reader).get(file).status_code == 404 and finds(cast, INSIDE) == set()


def test_a_notice_says_nothing_of_the_document_outside_the_portal(cast: Cast) -> None:
    author, keeper, reader = cast.rj_staff.user, cast.rj_liaison.user, cast.far_liaison.user
    document = with_text(author, to_body("CWCS"), asks_receipt=True, description=f"Of {WORD}.")
    more = chosen(keeper, to_committee(), use=MORE_READERS)
    actions.widen(by=keeper, document=document, readers=more, at=timezone.now())
    purpose = "A concern was raised about this document"
    actions.open_document(by=cast.oversight.user, document=document, purpose=purpose, at=timezone.now())
    again = made.checked_file(author, f"{WORD} again")
    actions.replace(by=author, document=document, files=[again.ref], words=INSIDE, at=timezone.now())
    numbered = SimpleUploadedFile(f"{WORD}.pdf", made.pdf(f"{INSIDE} 01711-222333"))
    files.receive(by=author, upload=numbered, at=timezone.now())
    check_files()
    assert WORD in browser(reader).get(reverse("notices")).content.decode()
    assert WORD in browser(author).get(reverse("notices")).content.decode()
    kinds = {kind.name for kind in all_kinds() if kind.model.startswith("library.")}
    for language in ("en", "bn"):
        mails = written_in(language)
        assert set(mails) - {"several"} == kinds == set(Notice.objects.values_list("kind", flat=True))
        for kind, whole in mails.items():
            assert WORD not in whole and INSIDE not in whole and "01711-" not in whole, (kind, language)
            assert purpose not in whole, (kind, language)
