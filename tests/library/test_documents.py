"""Documents: who may do what with one, from its publication to its withdrawal; receipts; standing places."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.db.models import Model
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation
from pytest_django import Settings

from access.models import AccessLog, User
from access.rules.audiences import all_derivations, differences
from access.rules.engine import RefusedError
from access.toolkit.errors import Mendable
from coordination.search.queries import find
from library.documents import actions
from library.documents.access import MORE_READERS, OF_KEEPER, versions_read_by
from library.documents.queries import DOCUMENTS, STANDING_PLACES, TO_CONFIRM
from library.documents.queries.opened import DocumentShown, Received
from library.documents.queries.places import PlaceRow, place_lines
from library.documents.queries.rows import document_lines
from library.files.actions import receive
from library.models import Document, DocumentText, Receipt, StandingPlace
from library.tasks import check_files
from notifications.models import Notice
from partners.loading.documents import load_standing_places
from tests.agreement import agree
from tests.cast import NOW, READERS, Cast, browser, viewer
from tests.library import made_files as made
from tests.library.documents import chosen, later, published, replaced
from tests.threads.world import body, own, to_body, to_committee

pytestmark = pytest.mark.django_db
COMMITTEE = {"dc_jashore", "dd_women_jashore", "uno_sharsha", "rj_liaison"}


@pytest.fixture(autouse=True)
def files_folder(tmp_path: Path, settings: Settings) -> Iterator[None]:
    settings.MEDIA_ROOT = str(tmp_path / "files")
    with translation.override("en"):
        yield


def who_may(cast: Cast, record: Model, *asked: str) -> dict[str, set[str]]:
    """Who of the cast may do each, asked of every side of the rule."""
    people = {cast[key].user.pk: key for key in READERS}
    found = agree([record], asked, [cast[key].user for key in READERS], NOW)
    return {action: {people[person] for _record, person in pairs} for action, pairs in found.items()}


def titles(user: User, chip: Any = None, **more: Any) -> list[str]:
    return [one.title_en for one in DOCUMENTS.page(viewer(user, later(90)), chip, **more).records]


def test_the_matrix(cast: Cast) -> None:
    document = published(cast.rj_staff.user, to_committee())
    may = who_may(cast, document, "view", "confirm", "erase", *OF_KEEPER)
    # The committee; whoever published it; and who answers for the body in whose name it is.
    assert may["view"] == may["confirm"] == COMMITTEE | {"rj_staff"}
    assert all(may[action] == {"rj_staff", "rj_liaison"} for action in OF_KEEPER)
    assert may["erase"] == set()
    everybody = published(cast.rj_staff.user, "everyone")
    may = who_may(cast, everybody, "view", "edit", "erase")
    assert may["view"] == set(READERS) - {"oversight"}
    assert may["edit"] == {"rj_staff", "rj_liaison"} and may["erase"] == {"ncc_secretary", "ncc_chair"}
    within = published(cast.rj_staff.user, own("RJ"))
    assert who_may(cast, within, "view", "erase") == {"view": {"rj_staff", "rj_liaison"}, "erase": set()}
    far = published(cast.far_liaison.user, to_body("RJ"))
    assert who_may(cast, far, "view", "replace") == {
        "view": {"far_liaison", "rj_staff", "rj_liaison"},
        "replace": {"far_liaison"},
    }
    load_standing_places()
    place = StandingPlace.objects.get(code="national-plan")
    assert who_may(cast, place, "view", "fill") == {
        "view": set(READERS),
        "fill": {"ncc_secretary", "ncc_chair"},
    }
    for derivation in all_derivations():
        if derivation.model is Document:
            assert not list(differences(derivation))


def send(by: User, *files: tuple[str, bytes], **typed: Any) -> Any:
    client, address = browser(by), reverse("document_new")
    choice = {"readers-who": "chosen", "readers": [to_committee()]}
    said = client.post(address, {**choice, "readers-show": "1"}).content.decode()
    (seen,) = re.findall(r'name="readers-seen" value="(\w+)"', said)
    sent = {"title_en": "Zarquon rules", "category": "rule", "languages": ["bn", "en"], **typed}
    uploads = [SimpleUploadedFile(name, content) for name, content in files]
    return client.post(address, {**choice, "readers-seen": seen, "files": uploads, **sent})


def test_a_document_is_published_checked_read_taken_and_found_by_its_text(cast: Cast) -> None:
    author, reader = cast.rj_liaison.user, cast.uno_sharsha.user
    letter = made.letter("The duty roster is called wibblefish.")
    assert send(author, ("নিয়ম.docx", letter)).status_code == 302
    document = Document.objects.get()
    address = reverse("document", args=[document.ref])
    # Until its file was checked nobody it was published to learns of it.
    assert browser(reader).get(address).status_code == 404 and titles(reader) == []
    assert "is being checked" in browser(author).get(address).content.decode()
    check_files()
    document.refresh_from_db()
    assert document.live and document.current is not None
    page = browser(reader).get(address).content.decode()
    assert "Zarquon rules" in page and "নিয়ম" in page and "Read by" not in page
    file = document.current.file
    answer: Any = browser(reader).get(reverse("document_file", args=[document.ref, file.ref]))
    assert b"".join(answer.streaming_content).startswith(b"PK")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    line = AccessLog.objects.get(kind=AccessLog.Kind.EXPORT)
    assert (line.record_ref, line.purpose) == (document.ref, f"file={file.ref}")
    at = timezone.now()
    for word in ("wibblefish", "zarquon"):
        finds = {key for key in READERS if find(viewer(cast[key].user, at), word).groups}
        assert finds == COMMITTEE, word


def test_a_pdf_and_a_sheet_are_found_by_their_text_an_attached_file_never(cast: Cast) -> None:
    assert send(cast.rj_liaison.user, ("rules.pdf", made.pdf("Kept at wibblefish"))).status_code == 302
    cells = made.sheet({"B7": "Places of glumbumble"})
    assert send(cast.rj_liaison.user, ("places.xlsx", cells)).status_code == 302
    check_files()
    at = timezone.now()
    for word in ("wibblefish", "glumbumble"):
        assert find(viewer(cast.uno_sharsha.user, at), word).groups
        assert not find(viewer(cast.far_liaison.user, at), word).groups
    assert DocumentText.objects.count() == 2
    made.checked_file(cast.rj_liaison.user, "flobberworm")
    check_files()
    assert DocumentText.objects.count() == 2
    assert not find(viewer(cast.rj_liaison.user, at), "flobberworm").groups


def test_what_is_wrong_is_said_at_its_field_and_a_number_in_the_file_refuses_it(cast: Cast) -> None:
    author = cast.rj_liaison.user
    said = send(author, title_en="", valid_from="02/02/2026", valid_until="01/02/2026").content.decode()
    assert "one language at least" in said or "This field is required" in said
    for sent in ({"title_en": "Of 01711 234567"}, {"description": "NID 1990123456789"}):
        assert send(author, ("a.pdf", made.pdf("x")), **sent).status_code == 422
    two = send(author, ("a.pdf", made.pdf("x")), ("b.pdf", made.pdf("y")))
    assert two.status_code == 422 and "one file" in two.content.decode()
    assert Document.objects.count() == 0
    file = made.checked_file(author, "form")
    faults: list[dict[str, Any]] = [
        {"title_en": ""},
        {"languages": []},
        {"valid_from": date(2026, 2, 2), "valid_until": date(2026, 2, 1)},
        {"link": "http://127.0.0.1/x"},
        {"publisher": body("CWCS").ref},
    ]
    for wrong in faults:
        typed: dict[str, Any] = {"title_en": "A", "category": "law", "languages": ["bn"]} | wrong
        with pytest.raises(Mendable):
            actions.publish(by=author, readers=chosen(author, "everyone"), files=[file.ref], at=NOW, **typed)
    assert send(author, ("list.pdf", made.pdf("NID 1990123456789"))).status_code == 302
    check_files()
    document = Document.objects.get()
    assert document.state == Document.State.CHECKING
    page = browser(author).get(reverse("document", args=[document.ref])).content.decode()
    assert "numbers in this file" in page
    assert browser(cast.uno_sharsha.user).get(reverse("document", args=[document.ref])).status_code == 404


def test_a_new_version_takes_the_place_once_it_was_checked_and_newcomers_read_that_alone(cast: Cast) -> None:
    author, reader, newcomer = cast.rj_liaison.user, cast.uno_sharsha.user, cast.far_liaison.user
    document = published(author, to_committee())
    first = document.current
    upload = SimpleUploadedFile("two.pdf", made.pdf("two"))
    sent = receive(by=author, upload=upload, at=later())
    actions.replace(by=author, document=document, files=[sent.ref], at=later())
    document.refresh_from_db()
    assert document.current == first
    check_files()
    document.refresh_from_db()
    assert document.current is not None and document.current.number == 2
    at = timezone.now()
    actions.widen(
        by=author, document=document, readers=chosen(author, to_body("CWCS"), use=MORE_READERS), at=at
    )

    def numbers(user: User) -> list[int]:
        return [one.number for one in versions_read_by(viewer(user, timezone.now()), document)]

    assert numbers(reader) == numbers(author) == [2, 1] and numbers(newcomer) == [2]
    assert "It was replaced" in browser(reader).get(reverse("document", args=[document.ref])).content.decode()
    assert first is not None
    earlier = reverse("document_file", args=[document.ref, first.file.ref])
    assert browser(reader).get(earlier).status_code == 200
    assert browser(newcomer).get(earlier).status_code == 404
    assert Notice.objects.filter(kind="partners.document_widened").count() == 0


def test_narrowed_and_withdrawn_documents_are_gone_at_once(cast: Cast) -> None:
    author, reader = cast.rj_liaison.user, cast.uno_sharsha.user
    document = published(author, to_committee(), to_body("CWCS"), title_en="Zarquon")
    assert document.current is not None
    address = reverse("document", args=[document.ref])
    file = reverse("document_file", args=[document.ref, document.current.file.ref])
    party = document.readers.get(party=body("CWCS").all_party).party
    actions.narrow(by=author, document=document, reader=party, at=later())
    assert browser(cast.far_liaison.user).get(address).status_code == 404
    assert browser(cast.far_liaison.user).get(file).status_code == 404
    assert not find(viewer(cast.far_liaison.user, later(9)), "zarquon").groups
    assert find(viewer(reader, later(9)), "zarquon").groups and titles(reader) == ["Zarquon"]
    with pytest.raises(RefusedError):
        actions.withdraw(by=reader, document=document, at=later(2))
    actions.withdraw(by=author, document=document, at=later(2))
    for user in (author, reader):
        page = browser(user).get(address)
        assert page.status_code == 200 and "It was withdrawn on" in page.content.decode()
        assert browser(user).get(file).status_code == 404
        assert titles(user) == [] and not find(viewer(user, later(9)), "zarquon").groups
    with pytest.raises(Mendable):
        replaced(author, document)


def test_receipt_is_confirmed_once_for_each_version_by_those_who_answer_for_a_body(cast: Cast) -> None:
    author = cast.rj_liaison.user
    document = published(author, to_committee(), to_body("CWCS"), to_body("BNWLA"), asks_receipt=True)
    told = Notice.objects.filter(kind="partners.receipt_asked")
    asked = {cast.dc_jashore.user, cast.dd_women_jashore.user, cast.far_liaison.user, cast.bnwla_liaison.user}
    assert {one.recipient for one in told} == asked

    def shown(user: User) -> Received:
        received = DocumentShown(viewer(user, later(90)), document).received
        assert received is not None
        return received

    assert shown(author).words == "Received by 0 of 3" and shown(author).own == ""
    assert (
        titles(cast.far_liaison.user, TO_CONFIRM)
        == ["Referral form"]
        == titles(cast.dc_jashore.user, TO_CONFIRM)
    )
    assert titles(cast.uno_sharsha.user, TO_CONFIRM) == []
    with pytest.raises(Mendable):
        actions.confirm(by=cast.uno_sharsha.user, document=document, at=later())
    with pytest.raises(Http404):
        actions.confirm(by=cast.moewoe_focal.user, document=document, at=later())
    for _again in range(2):
        actions.confirm(by=cast.far_liaison.user, document=document, at=later())
    actions.confirm(by=cast.dc_jashore.user, document=document, at=later())
    actions.confirm(by=cast.dd_women_jashore.user, document=document, at=later())
    assert Receipt.objects.count() == 2
    assert shown(author).words == "Received by 2 of 3" and shown(cast.bnwla_liaison.user).own
    assert titles(cast.far_liaison.user, TO_CONFIRM) == [] == titles(cast.dc_jashore.user, TO_CONFIRM)
    replaced(author, document, minutes=2)
    document.refresh_from_db()
    assert shown(author).words == "Received by 0 of 3"
    assert titles(cast.far_liaison.user, TO_CONFIRM) == ["Referral form"]
    assert told.all().count() == 8
    # From whom it is taken away nothing is asked.
    actions.narrow(by=author, document=document, reader=body("CWCS").all_party, at=later(3))
    assert shown(author).words == "Received by 0 of 2"
    with pytest.raises(Mendable):
        actions.ask_receipt(by=author, document=document, bodies=[body("CWCS").ref], at=later(4))


def test_who_is_asked_is_said_to_be_told_only_where_somebody_signs_in(cast: Cast) -> None:
    author = cast.ncc_secretary.user
    for codes, words in (
        (("RJ",), "They are asked, and told so."),
        (("IOM",), "Nobody of them could be told in the portal: telephone them."),
        (("RJ", "IOM"), "Somebody of 1 of 2 bodies is told; telephone the others."),
    ):
        document = published(author, *map(to_body, codes), name=f"form for {codes}")
        asked = {"bodies": [body(code).ref for code in codes]}
        page = browser(author).post(reverse("document_ask", args=[document.ref]), asked, follow=True)
        assert words in page.content.decode(), codes


def test_a_standing_place_shows_what_stands_there_to_those_who_read_it(cast: Cast) -> None:
    load_standing_places()
    assert load_standing_places() == 0
    chair, place = cast.ncc_chair.user, StandingPlace.objects.get(code="national-plan")

    def lines(user: User) -> dict[str, PlaceRow]:
        places = STANDING_PLACES.page(viewer(user)).records
        return {row.code: row for row in place_lines(viewer(user), places)}

    assert lines(chair)["national-plan"].validity == "Ran out on 31 Dec 2025"
    assert lines(chair)["national-plan"].has_run_out and not lines(chair)["law-2026"].has_run_out
    assert lines(chair)["sop-referral"].stands == "Not uploaded yet"
    plan = published(chair, to_committee(), category="plan", title_en="The plan")
    with pytest.raises(RefusedError):
        actions.fill_place(by=cast.dc_jashore.user, place=place, document=plan, at=later())
    hidden = published(cast.rj_liaison.user, own("RJ"), category="plan")
    with pytest.raises(Http404):
        actions.fill_place(by=chair, place=place, document=hidden, at=later())
    page = reverse("standing_place_fill", args=["national-plan"])
    version = re.findall(r'name="version" value="([^"]*)"', browser(chair).get(page).content.decode())[0]
    assert browser(chair).post(page, {"document": plan.ref, "version": version}).status_code == 302
    assert lines(cast.uno_sharsha.user)["national-plan"].document == "The plan"
    assert lines(cast.far_liaison.user)["national-plan"].stands == "Not uploaded yet"
    actions.withdraw(by=chair, document=plan, at=later(2))
    assert lines(chair)["national-plan"].stands == "Not uploaded yet"


def test_filters_and_chips_keep_what_they_say_at_a_fixed_cost(cast: Cast) -> None:
    reader, author = cast.uno_sharsha.user, cast.rj_liaison.user

    def queries(user: User, address: str) -> int:
        client = browser(user)
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        return len(asked)

    first = published(author, to_committee(), valid_until=date(2020, 1, 1), category="law", languages=["bn"])
    addresses = [reverse("documents"), reverse("document", args=[first.ref])]
    one = [queries(reader, address) for address in addresses]
    for number in range(6):
        replaced(author, first, minutes=number + 1)
        published(author, to_committee(), title_en=f"Number {number}")
    assert [queries(reader, address) for address in addresses] == one

    def listed(query: dict[str, str]) -> list[str]:
        asked = DOCUMENTS.asked_by(viewer(reader), query)
        return [row.title for row in document_lines(viewer(reader), asked.records)]

    assert listed({"validity": "over"}) == listed({"category": "law"}) == listed({"view": "plans"})
    assert listed({"language": "bn"}) == listed({"validity": "over"}) == ["Referral form"]
    assert len(listed({"validity": "now"})) == len(listed({"language": "en"})) == 6
    assert (
        len(listed({"publisher": body("RJ").all_party.ref})) == len(listed({"publisher": "rights jess"})) == 7
    )
    # A publisher of whom somebody reads nothing is none that can be chosen.
    published(cast.far_liaison.user, own("CWCS"))
    assert listed({"publisher": body("CWCS").all_party.ref}) == []


def test_two_people_at_one_document_see_both(cast: Cast) -> None:
    document = published(cast.rj_staff.user, to_committee())
    address = reverse("document_edit", args=[document.ref])
    client = browser(cast.rj_liaison.user)
    version = re.findall(r'name="version" value="([^"]*)"', client.get(address).content.decode())[0]
    typed = {"title_en": "Mine", "category": "form", "languages": ["en"], "version": version}
    actions.edit(
        by=cast.rj_staff.user,
        document=document,
        at=later(),
        title_en="Theirs",
        category="sop",
        languages=["bn", "en"],
    )
    answer = client.post(address, typed)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Theirs" in page and "Mine" in page and "Bangla, English" in page
