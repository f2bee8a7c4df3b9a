"""Who comes late, has left or was taken off reads on no side door what the page keeps from them."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from pytest_django import Settings

from access.models import Cover, Party, User
from access.toolkit.errors import Mendable
from coordination.covers.actions import cover
from library.actions import end_sheets
from library.documents import actions as documents
from library.documents.access import MORE_READERS as MORE_OF_DOCUMENT
from library.documents.access import versions_read_by
from library.documents.actions.taking_up import take_up
from library.documents.actions.writing import open_version
from library.documents.queries.opened import DocumentShown, find_document
from library.documents.queries.places import offered_for
from library.models import Document, DocumentVersion, LongSheet, StandingPlace, StoredFile
from library.sheets.held import has_ended
from partners.loading.documents import load_standing_places
from tests.cast import NOW, Cast, browser, viewer
from tests.library.documents import chosen as chosen_of_document
from tests.library.documents import later, published, replaced
from tests.library.made_files import checked_file
from tests.programs import Program
from tests.threads.messages import changed, issued
from tests.threads.test_stories import OVER, told
from tests.threads.world import answered, body, chosen, started, to_body, to_committee
from threads import actions
from threads.access import MORE_READERS, known_readers
from threads.models import PostFile

pytestmark = pytest.mark.django_db
WORD = "zarquon"


@pytest.fixture(autouse=True)
def in_english(tmp_path: Path, settings: Settings) -> Iterator[None]:
    settings.MEDIA_ROOT = str(tmp_path / "files")
    with translation.override("en"):
        yield


def choices(by: User, kind: str, ref: str) -> str:
    """What the page offers to be covered, as this person gets it."""
    return browser(by).get(reverse("cover_ask", args=[kind, ref])).content.decode()


def test_what_was_reworded_before_is_offered_to_be_covered_to_none_who_came_later(cast: Cast) -> None:
    author, reader, late = cast.rj_liaison.user, cast.uno_sharsha.user, cast.far_liaison.user
    thread = started(author, to_committee(), text=f"The list of {WORD}.")
    post = answered(author, thread, text=f"Told by {WORD}.")
    actions.edit_post(by=author, post=post, text="Told by nobody.", at=later(2))
    actions.edit(by=author, thread=thread, title="A list", text="Which list?", at=later(2))
    actions.widen(
        by=author, thread=thread, readers=chosen(author, to_body("CWCS"), use=MORE_READERS), at=later(3)
    )
    kind = "threads.thread"
    assert WORD in choices(reader, kind, thread.ref) and WORD not in choices(late, kind, thread.ref)
    # Nor is a guess told to be right.
    with pytest.raises(Mendable) as refused:
        cover(by=late, record=thread, passage=WORD, at=later(4))
    assert refused.value.code == "absent" and not Cover.objects.exists()
    cover(by=reader, record=thread, passage=WORD, at=later(4))
    assert Cover.objects.exists()


def test_a_replaced_file_is_named_to_none_who_came_later_nor_what_is_covered_in_a_version(cast: Cast) -> None:
    author, reader, late = cast.rj_liaison.user, cast.uno_sharsha.user, cast.far_liaison.user
    document = published(author, to_committee(), name=f"{WORD} statement")
    file = checked_file(author, "statement")
    documents.replace(
        by=author, document=document, files=[file.ref], words="Without the name of wibblefish", at=later()
    )
    more = chosen_of_document(author, to_body("CWCS"), at=later(2), use=MORE_OF_DOCUMENT)
    documents.widen(by=author, document=document, readers=more, at=later(2))
    kind = "library.document"
    assert WORD in choices(reader, kind, document.ref) and WORD not in choices(late, kind, document.ref)
    cover(by=late, record=document, passage="wibblefish", at=later(3))
    for key in ("uno_sharsha", "far_liaison"):
        page = browser(cast[key].user).get(reverse("document", args=[document.ref])).content.decode()
        assert "Without the name of" in page and "wibblefish" not in page
        assert b"wibblefish" not in Program(cast[key].user).get(f"library/{document.ref}/").content


def test_a_link_is_left_out_while_a_word_of_it_is_covered_and_goes_with_what_is_withdrawn(cast: Cast) -> None:
    author, reader = cast.rj_liaison.user, cast.uno_sharsha.user
    document = published(
        author,
        to_committee(),
        link="https://news.example/zarquon-speaks",
        description="For trainers of zarquon",
    )
    assert WORD in choices(reader, "library.document", document.ref)
    cover(by=reader, record=document, passage=WORD, at=later())
    document.refresh_from_db()
    assert WORD not in browser(reader).get(reverse("document", args=[document.ref])).content.decode()
    assert WORD.encode() not in Program(reader).get(f"library/{document.ref}/").content
    documents.withdraw(by=author, document=document, at=later(2))
    document.refresh_from_db()
    assert (document.link, document.description, document.description_in_full) == ("", "", "")
    # What is left of it can still be covered.
    assert "Referral form" in choices(reader, "library.document", document.ref)


def test_a_file_that_was_overtaken_before_it_was_checked_comes_to_nobody(cast: Cast) -> None:
    author, reader = cast.rj_liaison.user, cast.uno_sharsha.user
    document = published(author, to_committee())
    second, third = replaced(author, document), replaced(author, document, minutes=2)
    # As if the second had been checked only after the third was sent.
    Document.objects.filter(pk=document.pk).update(current=document.versions.get(number=1))
    DocumentVersion.objects.filter(pk__in=[second.pk, third.pk]).update(opened_at=None, replaced_at=None)
    DocumentVersion.objects.filter(number=1).update(replaced_at=None)
    for version in (second, third):
        open_version(version, later(3))
    document.refresh_from_db()
    assert document.current == third
    for user in (author, reader):
        assert [one.number for one in versions_read_by(viewer(user, later(4)), document)] == [3, 1]


def test_withdrawn_documents_keep_no_other_from_being_checked(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("library.documents.actions.taking_up._AT_ONCE", 1)
    author = cast.rj_liaison.user
    gone, waits = published(author, to_committee()), published(author, to_committee())
    documents.withdraw(by=author, document=gone, at=later())
    DocumentVersion.objects.update(opened_at=None)
    Document.objects.filter(pk=waits.pk).update(current=None, live=False, state="checking")
    assert take_up(clock=lambda: later(2)) == 1
    waits.refresh_from_db()
    assert waits.live


def test_the_form_of_a_place_says_no_title_that_its_reader_may_not_read(cast: Cast) -> None:
    load_standing_places()
    place = StandingPlace.objects.get(code="sop-referral")
    author, secretary = cast.rj_liaison.user, cast.ncc_secretary.user
    document = published(author, "everyone", category="sop", title_en=f"{WORD} steps")
    documents.fill_place(by=secretary, place=place, document=document, at=later())
    place.refresh_from_db()
    assert list(offered_for(viewer(secretary, later()), place)) == [document]
    more = chosen_of_document(author, to_body("CWCS"), at=later(2), use=MORE_OF_DOCUMENT)
    with pytest.raises(Mendable):
        documents.widen(by=author, document=document, readers=more, at=later(2))
    documents.narrow(by=author, document=document, reader=Party.objects.everyone(), at=later(3))
    assert not offered_for(viewer(secretary, later(4)), place)
    page = browser(secretary).get(reverse("standing_place_fill", args=[place.code])).content.decode()
    assert WORD not in page


def test_whoever_left_the_body_that_published_reads_no_earlier_file_as_its_keeper(cast: Cast) -> None:
    author = cast.rj_liaison.user
    document = published(author, to_body("BNWLA"))
    replaced(author, document)
    assert versions_read_by(viewer(author, later(2)), document).count() == 2
    document.publisher = body("BNWLA").all_party
    document.keeping_party = body("BNWLA").liaison_party
    document.save()
    found = find_document(viewer(author, later(2)), document.ref)
    assert [one.number for one in DocumentShown(viewer(author, later(2)), found).versions] == [2]


def test_those_taken_off_in_two_steps_are_asked_for_no_receipt(cast: Cast) -> None:
    author = cast.rj_liaison.user
    document = published(author, to_body("BNWLA"), to_body("CWCS"), asks_receipt=True)
    everyone = chosen_of_document(author, "everyone", at=later(), use=MORE_OF_DOCUMENT)
    documents.widen(by=author, document=document, readers=everyone, at=later())
    documents.narrow(by=author, document=document, reader=body("CWCS").all_party, at=later(2))
    documents.narrow(by=author, document=document, reader=Party.objects.everyone(), at=later(3))
    assert {one.party for one in document.receipts_asked.all()} == {body("BNWLA").all_party}


def test_a_program_confirms_the_file_that_it_read(cast: Cast) -> None:
    author, program = cast.rj_liaison.user, Program(cast.bnwla_liaison.user)
    document = published(author, to_body("BNWLA"), asks_receipt=True)
    path = f"library/{document.ref}/"
    read = program.get(path).headers["ETag"]
    replaced(author, document)
    assert program.post(f"{path}confirm/").status_code == 428
    assert program.post(f"{path}confirm/", If_Match=read).status_code == 412
    assert program.post(f"{path}confirm/", If_Match=program.get(path).headers["ETag"]).status_code == 200


def test_who_was_named_as_a_person_is_offered_behind_an_at_to_the_author_alone(cast: Cast) -> None:
    author, reader, named = cast.rj_liaison.user, cast.bnwla_liaison.user, cast.far_liaison
    thread = started(author, to_body("BNWLA"), f"person:{named.person.ref}")
    party = thread.readers.exclude(party=body("BNWLA").all_party).get().party_id
    assert party in known_readers(viewer(author, later()), thread)
    assert party not in known_readers(viewer(reader, later()), thread)
    answered(named.user, thread)
    assert party in known_readers(viewer(reader, later(2)), thread)


def test_a_file_closes_with_what_is_covered_of_the_title_or_of_the_other_language(cast: Cast) -> None:
    office, reader = cast.dc_jashore.user, cast.uno_sharsha.user
    message = issued(cast, files=[checked_file(office, "leaflet").ref])
    link = PostFile.objects.get()
    bangla = message.key_message.bangla.text.split()[0]
    cover(by=reader, record=message, passage=bangla, at=later())
    link.refresh_from_db()
    assert link.is_covered
    thread = started(cast.rj_liaison.user, to_committee(), title=f"The list of {WORD}", files=[
        checked_file(cast.rj_liaison.user, "names").ref
    ])  # fmt: skip
    cover(by=cast.dd_women_jashore.user, record=thread, passage=WORD, at=later())
    assert PostFile.objects.get(record__thread=thread).is_covered


def test_a_file_added_to_a_message_asks_anew_and_six_are_too_many(cast: Cast) -> None:
    office = cast.dc_jashore.user
    message = issued(cast)
    actions.acknowledge(by=cast.rj_liaison.user, thread=message, at=later())
    files = [checked_file(office, f"leaflet {one}").ref for one in range(6)]
    changed(cast, message, later(2), files=files[:3])
    message.refresh_from_db()
    assert message.text_version == 2
    with pytest.raises(Mendable) as refused:
        changed(cast, message, later(3), files=files[3:])
    assert refused.value.code == "many"


def test_a_consent_for_organisations_names_no_single_person(cast: Cast) -> None:
    person = f"person:{cast.far_liaison.person.ref}"
    with pytest.raises(Mendable) as refused:
        told(cast, to_committee(), person)
    assert (refused.value.field, refused.value.code) == ("readers", "consent")
    assert told(cast, to_committee(), person, reach="everyone").audience.exists()


def test_a_sheet_that_may_name_a_story_is_not_handed_out_once_its_consent_has_run_out(cast: Cast) -> None:
    told(cast)
    assert has_ended("notices", NOW, OVER) and has_ended("access_log", NOW, OVER)
    assert not has_ended("notices", NOW, OVER - timedelta(seconds=1))
    assert not has_ended("notices", OVER, OVER + timedelta(days=1)) and not has_ended(
        "commitments", NOW, OVER
    )


@pytest.mark.django_db(transaction=True)
def test_a_sheet_begun_while_its_words_were_taken_out_is_ended_with_that(cast: Cast) -> None:
    sheet = LongSheet.objects.create(
        owner=cast.uno_sharsha.user, list_name="notices", title="x", form="csv", language="en",
        state=LongSheet.State.WAITING, asked_at=timezone.now(),
    )  # fmt: skip
    with transaction.atomic():
        end_sheets(("notices",))
        LongSheet.objects.filter(pk=sheet.pk).update(state=LongSheet.State.WRITING)
    sheet.refresh_from_db()
    assert sheet.state == LongSheet.State.OVER
    assert not StoredFile.objects.exists()
