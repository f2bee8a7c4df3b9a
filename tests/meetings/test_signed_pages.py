"""Photos of signed pages: sent with the signature, read by the secretariat, and by nobody else in any way."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from pytest_django import Settings

from access.erasure.passages import standing_in
from access.models import AccessLog
from language.words import local_day
from library.files.actions import receive
from library.models import StoredFile
from library.tasks import check_files
from meetings import actions
from meetings.models import Minutes, SignedPage
from tests.cast import NOW, Cast, browser
from tests.library import made_files as made
from tests.meetings.sittings import draft
from tests.programs import Program, errors

pytestmark = pytest.mark.django_db
HEIC = b"\0\0\0\x18ftypheic" + b"\0" * 40


@pytest.fixture(autouse=True)
def files_folder(tmp_path: Path, settings: Settings) -> Path:
    settings.MEDIA_ROOT = str(tmp_path / "files")
    return tmp_path / "files"


def _sent(client: Client, minutes: Minutes, *files: tuple[str, bytes], **typed: Any) -> Any:
    uploads = [SimpleUploadedFile(name, content) for name, content in files]
    on = f"{local_day(timezone.now()):%d/%m/%Y}"
    facts = {"signed_by": "UNO, Sharsha", "signed_on": on, "names_nobody": "on", "pages": uploads}
    return client.post(reverse("meeting_signed", args=[minutes.meeting.ref]), facts | typed)


def test_what_is_no_photo_of_a_page_is_refused_at_its_field(cast: Cast, settings: Settings) -> None:
    minutes = draft(cast.uno_sharsha.user)
    client = browser(cast.uno_sharsha.user)
    photo = ("page.jpg", made.picture())
    for said, wrong in {
        "Send a photo of the page": [("page.jpg", made.pdf("Signed"))],
        "iPhone picture": [("page.jpg", HEIC)],
        "At most 5": [photo] * 6,
    }.items():
        page = _sent(client, minutes, *wrong)
        assert page.status_code == 422 and said in page.content.decode(), said
        # What else was typed is not lost.
        assert "UNO, Sharsha" in page.content.decode()
    settings.FILE_LIMIT = 100
    assert "is larger than" in _sent(client, minutes, photo).content.decode()
    settings.FILE_LIMIT = 25 * 1024 * 1024
    assert "no survivor is named" in _sent(client, minutes, photo, names_nobody="").content.decode()
    assert not SignedPage.objects.exists()
    assert not Minutes.objects.get(pk=minutes.pk).is_approved


def test_the_secretariat_alone_reads_a_page_and_nobody_else_learns_of_it(cast: Cast) -> None:
    minutes = draft(cast.uno_sharsha.user)
    secretariat = browser(cast.uno_sharsha.user)
    taken = ("Amina of the tea stall.jpg", made.lying_phone_picture())
    assert _sent(secretariat, minutes, taken).status_code == 302
    actions.circulate(by=cast.uno_sharsha.user, minutes=Minutes.objects.get(pk=minutes.pk), at=NOW)
    assert check_files() is None
    file = SignedPage.objects.get(record=minutes).file
    assert (file.name, file.state) == ("signed-page-1", StoredFile.State.CHECKED)
    ref = minutes.meeting.ref
    pages, page = (
        reverse("meeting_signed_pages", args=[ref]),
        reverse("meeting_signed_page", args=[ref, file.ref]),
    )
    assert pages in secretariat.get(reverse("meeting", args=[ref])).content.decode()
    assert page in secretariat.get(pages).content.decode()
    taken_back = b"".join(secretariat.get(page).streaming_content)  # type: ignore[attr-defined]
    upright = Image.open(io.BytesIO(taken_back))
    assert (upright.size, dict(upright.getexif())) == ((40, 60), {})
    assert AccessLog.objects.filter(purpose=f"file={file.ref}", user=cast.uno_sharsha.user).exists()
    assert "signed-page-1" in [one.words for one in standing_in(minutes)]
    missing = reverse("meeting_signed_page", args=[ref, "nosuchfilenosuchfile22"])
    for member in cast:
        if member.key == "uno_sharsha":
            continue
        other = browser(member.user)
        # The answer is that of a page that is none, whether or not the minutes are read.
        nothing = other.get(missing)
        for address in (pages, page):
            answer = other.get(address)
            assert answer.status_code == nothing.status_code != 200, (member.key, address)
        shown = other.get(reverse("meeting", args=[ref]), follow=True).content.decode()
        assert pages not in shown and file.ref not in shown, member.key


def test_a_program_sends_pages_with_the_signature_and_takes_them_for_the_secretariat_alone(
    cast: Cast,
) -> None:
    minutes = draft(cast.uno_sharsha.user)
    path = f"meetings/{minutes.meeting.ref}/minutes/"
    own, upload = Program(cast.uno_sharsha.user), SimpleUploadedFile("a.jpg", made.picture())
    file = receive(by=cast.uno_sharsha.user, upload=upload, at=timezone.now())
    signed = {"signed_by": "UNO", "signed_on": str(local_day(timezone.now())), "pages": [file.ref]}
    assert errors(own.post(f"{path}signed/", signed)) == {"/names_nobody": "required"}
    assert own.post(f"{path}signed/", signed | {"names_nobody": True}).json()["state"] == "approved"
    check_files()
    assert [one["ref"] for one in own.get(f"{path}signed-pages/").json()["results"]] == [file.ref]
    assert own.get(f"{path}signed-pages/{file.ref}/").status_code == 200
    actions.circulate(by=cast.uno_sharsha.user, minutes=Minutes.objects.get(pk=minutes.pk), at=NOW)
    for member in (cast.rj_liaison, cast.facilitator, cast.dc_jashore, cast.oversight, cast.ncc_secretary):
        other = Program(member.user)
        for address in (f"{path}signed-pages/", f"{path}signed-pages/{file.ref}/"):
            assert other.get(address).status_code == 404, (member.key, address)
