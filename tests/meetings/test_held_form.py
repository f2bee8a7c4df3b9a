"""The form of a meeting held on paper, from its page and as a phone sends it."""

from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pytest_django import Settings

from library.store.declared import forms_of
from meetings.models import Meeting, SignedPage
from partners.models import Seat
from tests.cast import Cast, browser
from tests.library import made_files as made
from tests.meetings.sittings import seated, sharsha
from tests.meetings.test_delegated import given

pytestmark = pytest.mark.django_db
SHELTER = "দুটি শয্যা খালি রাখা"


@pytest.fixture(autouse=True)
def files_folder(tmp_path: Path, settings: Settings) -> None:
    settings.MEDIA_ROOT = str(tmp_path / "files")


def _typed(**more: Any) -> dict[str, Any]:
    ref = sharsha().ref
    chair = Seat.objects.get(committee=sharsha(), role=Seat.Role.CHAIR, until=None)
    return {
        "key": str(uuid4()),
        "committee": ref,
        "on_date": "১৫/১১/২০২৬",
        "came": "all",
        "decision_1": SHELTER,
        "body_1": f"{ref}|group:unions",
        "due_1": "১০/১২/২০২৬",
        "decision_2": "মাইকে প্রচার",
        "signed_by": chair.ref,
    } | more


def _with_page(**more: Any) -> dict[str, Any]:
    return _typed(**{"names_nobody": "on", "pages": _photo()} | more)


def _photo() -> list[SimpleUploadedFile]:
    return [SimpleUploadedFile("p.jpg", made.picture())]


def test_a_page_with_a_photo_is_circulated_and_sent_again_it_is_the_same(cast: Cast) -> None:
    client, address = browser(cast.uno_sharsha.user, "bn"), reverse("meeting_held")
    shell = client.get(reverse("phone_form", args=["held"]))
    # What a phone keeps names no record: only the committee, its seats and who may be chosen.
    assert shell.status_code == 200 and "csrfmiddlewaretoken" not in shell.content.decode()
    sent = _with_page()
    first = client.post(address, sent, headers={"X-Queued": "1"})
    assert first.status_code == 201 and first.json()["receipt"] == sent["key"], first.content.decode()
    meeting = Meeting.objects.get(sittings__committee=sharsha())
    assert first.json()["address"] == reverse("meeting", args=[meeting.ref])
    assert (meeting.state, meeting.minutes.decisions.count(), SignedPage.objects.count()) == (
        "circulated",
        2,
        1,
    )
    again = client.post(address, sent | {"pages": _photo()})
    assert (again.status_code, again.headers["Location"]) == (302, first.json()["address"])
    # Another tab, with a key of its own and one word more: it is shown beside what is there, and joined.
    other = _with_page(decision_1=f"{SHELTER} ও পোশাক", decision_2="")
    shown = client.post(address, other)
    assert shown.status_code == 422
    page = shown.content.decode()
    assert f"{SHELTER} ও পোশাক" in page and f'value="{meeting.ref}"' in page and other["key"] in page
    queued = client.post(address, other | {"pages": _photo()}, headers={"X-Queued": "1"})
    assert queued.status_code == 422 and "on_date" in queued.json()["errors"]
    same = _with_page(join=meeting.ref)
    assert client.post(address, same).status_code == 302
    assert (Meeting.objects.count(), SignedPage.objects.count()) == (1, 2)


def test_without_a_photo_it_stays_a_draft_and_what_is_missing_is_said_at_its_field(cast: Cast) -> None:
    client, address = browser(cast.uno_sharsha.user), reverse("meeting_held")

    def errors(typed: dict[str, Any]) -> set[str]:
        return set(client.post(address, typed, headers={"X-Queued": "1"}).json()["errors"])

    assert errors(_typed(came="ticks")) == {"seats"}
    assert errors(_typed(came="count")) == {"present"}
    assert errors(_typed(decision_1="", decision_2="")) == {"decision_1"}
    assert errors(_typed(due_1="")) == {"due_1"}
    assert errors(_typed(on_date="২৩/১১/৩০২৬")) == {"on_date"}
    assert errors(_typed(decision_2="ফোন ০১৭১১২২৩৩৪৪")) == {"decision_2"}
    assert errors(_with_page(names_nobody="")) == {"names_nobody"}
    assert errors(_with_page(signed_by="")) == {"signed_by"}
    pdf = [SimpleUploadedFile("page.jpg", made.pdf("x"))]
    assert errors(_with_page() | {"pages": pdf}) == {"pages"}
    assert not Meeting.objects.filter(sittings__committee=sharsha()).exists()
    seats = [one.ref for one in Seat.objects.filter(committee=sharsha(), until=None)[:2]]
    client.post(address, _typed(came="ticks", seats=seats))
    meeting = Meeting.objects.get(sittings__committee=sharsha())
    assert (meeting.state, meeting.minutes.attendance.filter(status="present").count()) == ("drafted", 2)


def test_a_delegate_who_may_prepares_and_an_officer_sends(cast: Cast) -> None:
    seated("RJ")
    client, address = browser(cast.facilitator.user), reverse("meeting_held")
    assert not [one for one in forms_of(cast.facilitator.viewer) if one.name == "held"]
    assert client.get(address).status_code == 403
    given(cast, "may_call")
    assert client.get(address).status_code == 200
    assert client.post(address, _with_page(), headers={"X-Queued": "1"}).status_code == 201
    meeting = Meeting.objects.get(sittings__committee=sharsha())
    assert (meeting.state, meeting.minutes.is_approved) == ("drafted", False)
    officer = browser(cast.uno_sharsha.user)
    page = officer.get(reverse("meeting", args=[meeting.ref])).content.decode()
    assert reverse("meeting_signed_pages", args=[meeting.ref]) in page
    officer.post(
        reverse("meeting_signed", args=[meeting.ref]), {"signed_by": "UNO", "signed_on": "15/11/2026"}
    )
    meeting.refresh_from_db()
    assert (meeting.state, SignedPage.objects.get().by) == ("approved", cast.facilitator.user)
