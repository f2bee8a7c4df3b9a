"""A mail names its object: which meeting, which promise; inside the portal a notice says more."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from access.models import User
from access.rules.viewer import Viewer
from commitments.models import Commitment
from meetings.actions import cancel_meeting, change_meeting, tell_change
from meetings.actions.planning import Plan
from meetings.models import MeetingOf
from notifications import actions
from notifications.models import Delivery
from notifications.queries import NOTICES, notices_in_words
from tests.cast import NOW as TODAY
from tests.cast import Cast, browser
from tests.commitments import world
from tests.commitments.world import Pair
from tests.meetings.sittings import announced, planned
from tests.notifications.mail_server import MailServer

pytestmark = pytest.mark.django_db

DUE = date(2026, 12, 10)
NOW = world.NOW
WORDING = "Open the shelter for the eleven women of Keralkata"


def promise_of(pair: Pair) -> Commitment:
    Delivery.objects.all().delete()
    promise = world.promise(pair.ngo, pair.committee, what=WORDING, due_on=DUE)
    Commitment.objects.filter(pk=promise.pk).update(source_text_en="Sharsha CTC, 41st meeting, item 41.3")
    return promise


@pytest.mark.parametrize(
    ("language", "subject", "lines"),
    [
        (
            "en",
            ", decision 41.3, due 10 Dec 2026",
            ["A meeting has given your organisation something to do.", "decision 41.3", "Due: 10 Dec 2026"],
        ),
        ("bn", ", সিদ্ধান্ত ৪১.৩, সময়সীমা ১০ ডিসেম্বর ২০২৬", ["।", "সিদ্ধান্ত ৪১.৩", "সময়সীমা: ১০ ডিসেম্বর ২০২৬"]),
    ],
)
def test_a_mail_names_the_committee_the_decision_and_the_date_and_never_the_wording(
    mail_server: MailServer, language: str, subject: str, lines: list[str]
) -> None:
    pair = Pair(due_on=DUE)
    pair.owner.language = language
    pair.owner.save()
    promise_of(pair)
    actions.deliver(at=NOW + timedelta(minutes=1))
    (mail,) = [one for one in mail_server.mails if one["to"] == [pair.owner.email]]
    assert mail["headers"]["Subject"].endswith(f"{pair.committee.name_en}{subject}")
    for line in lines:
        assert line in mail["body"]
    assert WORDING not in f"{mail['headers']}{mail['body']}"
    if language == "bn":
        sentences = [line for line in mail["body"].splitlines() if line and not line.startswith("http")]
        assert sentences[0].endswith("।")
        assert "." not in "".join(sentences).replace("৪১.৩", "")


def test_the_title_of_a_meeting_without_a_number_is_not_in_the_mail(mail_server: MailServer) -> None:
    pair = Pair(due_on=DUE)
    promise = promise_of(pair)
    Commitment.objects.filter(pk=promise.pk).update(source_text_en="Hearing of the survivors, item 3")
    actions.deliver(at=NOW + timedelta(minutes=1))
    (mail,) = [one for one in mail_server.mails if one["to"] == [pair.owner.email]]
    assert "Hearing" not in f"{mail['headers']}{mail['body']}"


def test_inside_the_portal_a_notice_says_what_was_promised_by_whom_and_due_when() -> None:
    pair = Pair(due_on=DUE)
    promise_of(pair)
    with override("en"):
        viewer = Viewer(pair.owner, NOW)
        line, *_others = notices_in_words(viewer, NOTICES.page(viewer).records)
    assert line.title == WORDING
    assert line.says == ["By: ngo · Due: 10 Dec 2026 · pair, decision 41.3"]


@pytest.mark.parametrize("language", ["en", "bn"])
def test_of_a_meeting_with_survivors_no_mail_holds_place_or_link(
    cast: Cast, mail_server: MailServer, language: str
) -> None:
    User.objects.update(language=language)
    on = (TODAY + timedelta(days=20)).date()
    by, room = cast.uno_sharsha.user, "https://meet.example.org/room"
    meeting = announced(by, on_date=on, place="Shelter house", link=room, number=41, discreet=True)
    for place, link in (("Shelter in Benapole", room), ("Shelter in Benapole", f"{room}/2")):
        plan = Plan(on_date=on, place=place, link=link, discreet=True)
        change_meeting(by=by, meeting=meeting, plan=plan, at=TODAY)
        tell_change(by=by, meeting=meeting, at=TODAY)
        actions.deliver(at=TODAY + timedelta(minutes=1))
    cancel_meeting(by=by, meeting=meeting, at=TODAY, reason="Flood")
    actions.deliver(at=TODAY + timedelta(minutes=2))
    assert len(mail_server.mails) > 2
    named = {"en": "Place and link are read on Shomonnoy only.", "bn": "স্থান ও লিংক শুধু সমন্বয়ে দেখা যাবে।"}
    for mail in mail_server.mails:
        whole = f"{mail['headers']}{mail['body']}"
        assert "Shelter" not in whole and "meet.example" not in whole
        assert named[language] in mail["body"]


def test_the_form_of_a_meeting_sets_the_mark_and_shows_it(cast: Cast) -> None:
    meeting = planned(cast.uno_sharsha.user, on_date=(timezone.now() + timedelta(days=20)).date())
    client = browser(cast.uno_sharsha.user)
    address = reverse("meeting_edit", args=[meeting.ref])
    form = client.get(address).context["form"]
    typed = {name: form[name].value() or "" for name in form.fields} | {"discreet": "on"}
    typed["on_date"] = f"{meeting.on_date:%d/%m/%Y}"
    assert client.post(address, typed).status_code == 302
    meeting.refresh_from_db()
    assert meeting.discreet
    page = client.get(reverse("meeting", args=[meeting.ref])).content.decode()
    assert "No place and no link" in page


def test_a_notice_of_a_meeting_is_named_in_its_subject(cast: Cast, mail_server: MailServer) -> None:
    meeting = announced(
        cast.uno_sharsha.user, on_date=(TODAY + timedelta(days=20)).date(), place="Parishad hall", number=41
    )
    assert MeetingOf.objects.filter(meeting=meeting, number=41).exists()
    actions.deliver(at=TODAY + timedelta(minutes=1))
    subjects = {mail["headers"]["Subject"] for mail in mail_server.mails}
    assert subjects
    for subject in subjects:
        assert "Parishad hall" in subject
        assert "41st meeting" in subject or "৪১তম সভা" in subject
