"""The papers of a meeting: read by whoever reads its notice, put there by whoever changes its agenda."""

import io
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pytest_django import Settings

from access.erasure.passages import standing_in
from access.models import AccessLog, User
from access.toolkit import handing
from access.toolkit.covering import MARK
from access.toolkit.errors import Mendable
from coordination.covers.actions import cover
from library.files import storing
from library.models import StoredFile
from library.tasks import check_files
from meetings import actions
from meetings.models import AgendaItem, Meeting, MeetingFile
from tests.cast import NOW, Cast, browser
from tests.library import made_files as made
from tests.library.made_files import checked_file
from tests.sweep import District

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files_folder(tmp_path: Path, settings: Settings) -> Path:
    settings.MEDIA_ROOT = str(tmp_path / "files")
    return tmp_path / "files"


@pytest.fixture
def here(swept: dict[str, District]) -> District:
    """The district with a meeting whose notice is out; the paper of the sweep is not in the way."""
    MeetingFile.objects.all().delete()
    for user in (swept["jashore"].secretary, swept["jashore"].chair):
        User.objects.filter(pk=user.pk).update(language="en")
    return swept["jashore"]


def page(by: User, meeting: Meeting) -> str:
    return browser(by).get(reverse("meeting_files", args=[meeting.ref])).content.decode()


def take(by: User, meeting: Meeting, file: StoredFile) -> Any:
    return browser(by).get(reverse("meeting_file", args=[meeting.ref, file.ref]))


def put(here: District, meeting: Meeting, name: str = "seat plan", **more: Any) -> StoredFile:
    file = checked_file(here.secretary, name)
    actions.add_files(by=here.secretary, meeting=meeting, files=[file.ref], at=NOW, **more)
    file.refresh_from_db()
    return file


def test_a_paper_is_put_to_an_item_and_read_by_those_who_read_the_notice(here: District, cast: Cast) -> None:
    address = reverse("meeting_file_add", args=[here.told.ref])
    upload = SimpleUploadedFile("plan of shelters.pdf", made.pdf("Shelters"))
    sent = {"files": [upload], "words": "Annex A", "item": here.told_item.ref}
    assert browser(here.secretary).post(address, sent).status_code == 302
    link = MeetingFile.objects.select_related("file").get()
    assert link.item == here.told_item
    reader = cast.uno_sharsha.user
    assert "plan of shelters" not in page(reader, here.told)
    check_files()
    shown = page(reader, here.told)
    assert "plan of shelters" in shown and "Annex A" in shown
    assert take(reader, here.told, link.file).status_code == 200
    assert AccessLog.objects.filter(record_ref=here.told.ref, purpose=f"file={link.file.ref}").exists()


def test_before_the_notice_is_out_only_those_who_write_it_read_its_papers(here: District, cast: Cast) -> None:
    file = put(here, here.planned)
    assert take(here.secretary, here.planned, file).status_code == 200
    for reader in (cast.uno_sharsha.user, cast.oversight.user, cast.ncc_secretary.user):
        assert take(reader, here.planned, file).status_code == 404


def test_whoever_may_not_change_the_agenda_puts_nothing_there(here: District, cast: Cast) -> None:
    reader = cast.uno_sharsha.user
    address = reverse("meeting_file_add", args=[here.told.ref])
    assert address not in page(reader, here.told)
    upload = SimpleUploadedFile("a.pdf", made.pdf("A"))
    assert browser(reader).post(address, {"files": [upload]}).status_code == 403
    assert not MeetingFile.objects.exists()


def test_to_minutes_that_are_circulated_no_paper_is_put_and_none_is_taken_off(here: District) -> None:
    meeting = here.circulated.meeting
    file = checked_file(here.secretary, "late")
    with pytest.raises(Mendable):
        actions.add_files(by=here.secretary, meeting=meeting, files=[file.ref], at=NOW)
    assert reverse("meeting_file_add", args=[meeting.ref]) not in page(here.secretary, meeting)


def test_a_paper_that_is_taken_off_is_nowhere(
    here: District, files_folder: Path, django_capture_on_commit_callbacks: Any
) -> None:
    file = put(here, here.told)
    with django_capture_on_commit_callbacks(execute=True):
        browser(here.secretary).post(reverse("meeting_file_remove", args=[here.told.ref, file.ref]))
    assert take(here.secretary, here.told, file).status_code == 404
    assert not StoredFile.objects.filter(pk=file.pk).exists()
    assert not [path for path in files_folder.rglob("*") if path.is_file()]


def test_of_a_paper_that_is_taken_off_while_it_is_checked_nothing_lies(
    here: District, files_folder: Path, django_capture_on_commit_callbacks: Any
) -> None:
    file = put(here, here.told)
    link = MeetingFile.objects.select_related("file", "record").get(file=file)
    written = storing.put(storing.KEPT, io.BytesIO(b"written anew meanwhile"))
    storing.take_away(file.key)
    StoredFile.objects.filter(pk=file.pk).update(key=written)
    with django_capture_on_commit_callbacks(execute=True):
        actions.remove_file(by=here.secretary, link=link, at=NOW)
    assert not [path for path in files_folder.rglob("*") if path.is_file()]


def test_an_item_that_goes_leaves_its_paper_to_the_meeting(here: District) -> None:
    file = put(here, here.told, item=here.told_item)
    actions.remove_item(by=here.secretary, item=here.told_item, at=NOW)
    assert take(here.secretary, here.told, file).status_code == 200


def test_a_covered_paper_is_closed_until_it_is_decided(here: District) -> None:
    file, other = put(here, here.told, "the girl of the tea stall"), put(here, here.told, "seat plan")
    cover(by=here.chair, record=here.told, passage="the girl of the tea stall", at=NOW)
    shown = page(here.secretary, here.told)
    assert "tea stall" not in shown and MARK in shown and "seat plan" in shown
    assert take(here.secretary, here.told, file).status_code == 404
    assert take(here.secretary, here.told, other).status_code == 200


def test_a_paper_that_is_put_there_again_under_a_covered_name_is_closed(here: District) -> None:
    put(here, here.told, "the girl of the tea stall")
    cover(by=here.chair, record=here.told, passage="the girl of the tea stall", at=NOW)
    again = put(here, here.told, "the girl of the tea stall")
    other = put(here, here.told, "list", words="For the girl of the tea stall")
    assert "tea stall" not in page(here.secretary, here.told)
    for file in (again, other):
        assert take(here.secretary, here.told, file).status_code == 404


def test_a_paper_that_is_covered_while_it_is_taken_ends(
    here: District, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handing, "AGAIN", 0)
    file = put(here, here.told, "the girl of the tea stall")
    answer = take(here.secretary, here.told, file)
    cover(by=here.chair, record=here.told, passage="the girl of the tea stall", at=NOW)
    with pytest.raises(ConnectionAbortedError):
        b"".join(answer.streaming_content)


def test_a_paper_stands_among_what_may_be_erased_of_its_meeting(here: District) -> None:
    put(here, here.told, "the girl of the tea stall")
    found = [one for one in standing_in(here.told) if one.passage.name == "meetings.file"]
    assert [one.words for one in found] == ["the girl of the tea stall"]


def test_the_page_of_a_meeting_leads_to_its_papers(here: District) -> None:
    for meeting in (here.told, here.draft.meeting, here.circulated.meeting):
        shown = browser(here.secretary).get(reverse("meeting", args=[meeting.ref])).content.decode()
        assert re.search(reverse("meeting_files", args=[meeting.ref]), shown)


def test_a_paper_that_is_not_open_yet_is_nowhere_on_the_page_that_covers(here: District) -> None:
    upload = SimpleUploadedFile("the girl of the tea stall.pdf", made.pdf("Shelters"))
    sent = {"files": [upload], "words": "Where she sleeps"}
    browser(here.secretary).post(reverse("meeting_file_add", args=[here.told.ref]), sent)
    address = reverse("cover_ask", args=["meetings.meeting", here.told.ref])
    shown = browser(here.chair).get(address).content.decode()
    assert "tea stall" not in shown and "Where she sleeps" not in shown
    check_files()
    shown = browser(here.chair).get(address).content.decode()
    assert "tea stall" in shown and "Where she sleeps" in shown


def item_of(here: District) -> AgendaItem:
    return AgendaItem.objects.get(ref=here.told_item.ref)


def test_a_paper_names_no_item_that_the_notice_does_not_show(here: District, cast: Cast) -> None:
    title = "Where the girl of the tea stall sleeps"
    AgendaItem.objects.filter(ref=here.told_item.ref).update(title=title)
    put(here, here.told, item=item_of(here))
    reader = cast.uno_sharsha.user
    assert title in page(reader, here.told)
    AgendaItem.objects.filter(ref=here.told_item.ref).update(is_on_notice=False)
    for by in (reader, here.secretary):
        shown = page(by, here.told)
        assert "seat plan" in shown and title not in shown


def test_a_paper_names_its_item_without_what_is_covered(here: District, cast: Cast) -> None:
    AgendaItem.objects.filter(ref=here.told_item.ref).update(title="Where the girl of the tea stall sleeps")
    put(here, here.told, item=item_of(here))
    Meeting.objects.filter(pk=here.told.pk).update(covered=["girl of the tea stall"])
    for by in (cast.uno_sharsha.user, here.secretary):
        shown = page(by, here.told)
        assert "tea stall" not in shown and MARK in shown
