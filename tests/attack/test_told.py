"""What people are told: nothing reaches a mail, a badge or a log line that its reader may not have."""

import logging
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from meetings import actions
from meetings.models import Meeting
from notifications.models import Delivery, Notice
from partners.actions import end_membership
from partners.models import Membership
from tests.attack.scene import MARK, NOTHING, ask, text
from tests.cast import NOW, PASSWORD, Cast, browser
from tests.commitments.world import Pair, liaison, member, organisation
from tests.meetings.sittings import circulated, draft, item_of, planned
from tests.notifications.mail_server import written

pytestmark = pytest.mark.django_db


def letters(**of: str) -> Iterator[str]:
    found = Delivery.objects.filter(**{f"notice__{name}": value for name, value in of.items()})
    for delivery in found.select_related("notice__recipient"):
        message = written(delivery)
        yield f"{message.subject}\n{message.body}\n{message.extra_headers}"


def test_no_mail_holds_a_word_of_a_promise_its_evidence_or_its_body() -> None:
    made = Pair(what=f"Meet the {MARK}")
    made.reported()
    assert Delivery.objects.exists()
    for letter in letters():
        for word in (MARK, made.commitment.ref, "The list was sent", "40th meeting", "member secretary"):
            assert word not in letter


def test_no_mail_holds_a_word_of_a_meeting(cast: Cast) -> None:
    minutes = draft(cast.facilitator.user, title=f"Hearing of the {MARK}", link=f"https://{MARK}.example")
    actions.send_to_chair(by=cast.facilitator.user, minutes=minutes, at=NOW)
    actions.send_back(by=cast.uno_sharsha.user, minutes=minutes, note=f"Name the {MARK}", at=NOW)
    assert Notice.objects.count() > 2
    for letter in letters():
        for word in (MARK, minutes.ref, minutes.meeting.ref):
            assert word not in letter
    # Of a meeting its committee, number, day, time and place may stand; of its minutes only whose they are.
    for letter in letters(kind="meetings.sent_back"):
        assert "Sharsha" in letter or "শার্শা" in letter
        assert str(minutes.meeting.place_text or MARK) not in letter


def test_a_notice_of_somebody_else_answers_as_one_that_does_not_exist() -> None:
    made = Pair()
    told = Notice.objects.filter(recipient=made.owner).first()
    assert told is not None
    other = browser(liaison(organisation("other")))
    nowhere = "00000000-0000-4000-8000-000000000000"
    for method in ("get", "post", "put"):
        answers = [ask(other, method, reverse("notice", args=[ref])) for ref in (told.ref, nowhere)]
        assert answers[0] == answers[1]
    read = [
        ask(other, "post", reverse("notices_read"), {"until": str(ref)})
        for ref in (told.ref, nowhere, NOTHING)
    ]
    assert read[0] == read[1] and read[0][0] == read[2][0] == 404
    assert Notice.objects.get(pk=told.pk).read_at is None


def test_a_notice_outlives_no_right_to_its_record() -> None:
    made = Pair(what=f"Meet the {MARK}")
    client = browser(made.owner)
    told = Notice.objects.filter(recipient=made.owner).first()
    assert told is not None and MARK in text(client.get(reverse("notices")))
    organisation("second")
    row = Membership.objects.get(person__user=made.owner)
    end_membership(by=None, membership=row, until=timezone.now(), at=timezone.now())
    elsewhere = organisation("elsewhere")
    member(row.person, elsewhere)
    shown = text(client.get(reverse("notices")))
    assert MARK not in shown and str(told.ref) not in shown
    assert client.get(reverse("notice", args=[told.ref])).status_code == 404
    assert not client.get(reverse("notices_badge")).context["unread"]


def test_the_administrators_pages_of_mails_name_no_record_and_no_person(cast: Cast) -> None:
    made = Pair(what=f"Meet the {MARK}")
    Delivery.objects.update(state=Delivery.State.DEAD, error="SMTP 550", ended_at=timezone.now())
    Notice.objects.filter(recipient=made.verifier).update(state=Notice.State.HELD)
    shown = text(browser(cast.administrator.user).get(reverse("deliveries")))
    for word in (MARK, made.commitment.ref, str(made.owner.email), made.owner.label_en, "ngo"):
        assert word not in shown


def test_a_planned_meeting_is_told_to_nobody(cast: Cast) -> None:
    meeting = planned(cast.facilitator.user, title=f"Hearing of the {MARK}")
    assert not Notice.objects.exists()
    actions.cancel_meeting(by=cast.uno_sharsha.user, meeting=meeting, at=NOW, reason=f"The {MARK}")
    assert not Notice.objects.exists()
    for key in ("rj_liaison", "ncc_secretary", "dc_jashore", "oversight"):
        client = browser(cast[key].user)
        for address in (reverse("meetings"), f"{reverse('meetings')}?view=past", reverse("desk")):
            assert MARK not in text(client.get(address)), key
        hidden, missing = (
            ask(client, "get", reverse("meeting", args=[ref])) for ref in (meeting.ref, NOTHING)
        )
        assert hidden == missing
    assert Meeting.objects.get(pk=meeting.pk).state == Meeting.State.CANCELLED


def test_circulated_minutes_are_told_to_their_readers_and_to_no_secretariat_above(cast: Cast) -> None:
    minutes = circulated(cast)
    told = cast.keys_of(
        [one.recipient for one in Notice.objects.filter(kind="meetings.circulated", record_id=minutes.pk)]
    )
    assert told == {"facilitator", "rj_liaison"}


def test_no_log_line_holds_what_people_type(cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
    minutes = draft(cast.facilitator.user)
    caplog.set_level(logging.DEBUG)
    for name in ("django", "django.request", "django.security", "access", "meetings", "notifications"):
        logging.getLogger(name).propagate = True
    client = browser(cast.facilitator.user)
    address = reverse("meeting_item", args=[minutes.meeting.ref, item_of(minutes).ref])
    client.post(address, {"discussion": f"About the {MARK}", "decision": "", "version": "2"})
    client.post(address, {"discussion": f"Number 1234567890 {MARK}", "decision": "", "version": "2"})
    client.post(reverse("meeting", args=[minutes.meeting.ref]), {"q": MARK})
    client.get(reverse("commitments"), {"organisation": MARK})
    client.get(reverse("commitment", args=[NOTHING]), {"q": MARK})
    Client().post(reverse("sign_in"), {"name": f"{MARK}@example.org", "password": f"{MARK}{PASSWORD}"})
    Client().post(reverse("forgotten_password"), {"name": f"{MARK}@example.org"})
    Client(enforce_csrf_checks=True).post(reverse("sign_in"), {"name": MARK, "password": PASSWORD})
    browser(cast.far_liaison.user).post(address, {"discussion": MARK})
    lines = [record.getMessage() for record in caplog.records if not record.name.startswith("django.db")]
    assert not [line for line in lines if MARK in line or PASSWORD in line]
