"""The handover letter: what an office passes on, as far as whoever takes it may read."""

from datetime import timedelta

import pytest
from django.urls import reverse

from access.models import AccessLog, User
from meetings.models import Meeting
from partners.models import Office
from tests.cast import NOW, Cast, browser
from tests.library.papers import flat, read
from tests.meetings.leaving import chair_of_sharsha
from tests.meetings.sittings import announced, circulated, sharsha

pytestmark = pytest.mark.django_db


def letter(by: User, office: Office, language: str = "en") -> str:
    answer = browser(by).get(reverse("handover_pdf", args=[office.ref]) + f"?language={language}")
    assert answer.status_code == 200
    return read(answer.content)


def test_it_says_where_the_office_sits_what_it_promised_and_what_comes(cast: Cast) -> None:
    office = chair_of_sharsha()
    assert office.organisation is not None
    circulated(cast, points=(office.organisation.code,))
    later = NOW + timedelta(days=30 * 365)
    meeting = announced(cast.uno_sharsha.user, on_date=later.date(), title="Spring review")
    text = letter(cast.uno_sharsha.user, office)
    for part in (
        "Handover of charge: Upazila Nirbahi Officer, Sharsha",
        sharsha().name_en,
        "chairperson",
        "Send the list of free places",
        "Spring review",
        "Charge taken over by",
        "Office copy",
    ):
        assert flat(part) in text, text
    taken = AccessLog.objects.filter(kind="export", record_type="commitments.commitment")
    assert taken.count() == 1
    # The network's secretariat hands it over too, and finds no notice in it that is not theirs to read.
    assert Meeting.objects.get(pk=meeting.pk).title in letter(cast.ncc_secretary.user, office)


def test_it_comes_in_bangla_and_is_noted(cast: Cast) -> None:
    office = chair_of_sharsha()
    text = letter(cast.uno_sharsha.user, office, "bn")
    for part in ("দায়িত্ব হস্তান্তর", "স্মারক নম্বর:", office.title_bn, sharsha().name_bn, "অফিস কপি"):
        assert flat(part) in text, text
    line = AccessLog.objects.get(kind="export")
    assert (line.record_type, line.record_ref) == ("partners.office", office.ref)


def test_whoever_does_not_say_who_holds_the_office_gets_no_letter(cast: Cast) -> None:
    address = reverse("handover_pdf", args=[chair_of_sharsha().ref])
    for key in ("rj_liaison", "far_liaison", "facilitator", "oversight"):
        assert browser(cast[key].user).get(address).status_code == 403
    assert not AccessLog.objects.filter(kind="export").exists()


def test_the_page_of_the_office_leads_to_it(cast: Cast) -> None:
    office = chair_of_sharsha()
    assert office.organisation is not None
    page = browser(cast.uno_sharsha.user).get(
        reverse("organisation_office", args=[office.organisation.ref, office.ref])
    )
    assert reverse("handover", args=[office.ref]) in page.content.decode()
