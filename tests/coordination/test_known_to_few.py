"""What only those read whose task it is: whom a telling reached, where a discreet meeting is, numbers."""

from collections.abc import Iterator
from datetime import time
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from django.utils import translation
from pytest_django import Settings

from access.models import PartyMember, User
from access.rules.audiences import refresh
from access.rules.members import parties_with_people
from access.rules.viewer import Viewer
from commitments.notices import ASSIGNED
from commitments.queries.told import words_of
from language.words import named
from library.documents.access import documents_known_to
from library.models import Document
from meetings import actions
from meetings.models import Meeting
from meetings.reach import reach_of_meeting
from meetings.rows import meeting_row
from notifications.actions import tell
from notifications.models import Notice
from notifications.queries import notices_about
from partners.at_place import who_works_here
from partners.models import Office, Organisation, Presence, Seat, Work
from partners.queries import find_place
from tests.cast import NOW, Cast, browser, viewer
from tests.library.documents import published
from tests.library.papers import words_of as in_docx
from tests.meetings.sittings import (
    TODAY,
    announced,
    body,
    circulated,
    confirmed,
    days,
    planned,
    sharsha,
)
from tests.meetings.test_delegated import given
from tests.threads.world import later, started, to_committee
from threads.asked import organisations_asked
from threads.models import ThreadReader
from threads.queries import THREADS, TO_ACKNOWLEDGE

pytestmark = pytest.mark.django_db
SHELTER, ROOM, PHONE = "Ashroy house", "https://meet.example.org/room", "0421-65432"


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def without_mail(user: User) -> None:
    """Somebody who signs in by a number alone."""
    User.objects.filter(pk=user.pk).update(email=None, mobile="+8801711000102", email_proved_at=None)


def never_came(user: User) -> None:
    """Their account is opened; nobody has used an invitation to it."""
    user.set_unusable_password()
    user.email_proved_at = user.mobile_proved_at = None
    user.save(update_fields=["password", "email_proved_at", "mobile_proved_at"])


def page(user: User, name: str, *args: object) -> str:
    found = browser(user).get(reverse(name, args=args))
    return found.content.decode() if found.status_code == 200 else ""


def test_whom_a_telling_reached_is_read_by_who_tells_and_by_the_body_that_was_told(cast: Cast) -> None:
    without_mail(cast.rj_liaison.user)
    told = announced(cast.uno_sharsha.user)
    for key, reads in (("uno_sharsha", True), ("rj_liaison", False), ("dc_jashore", False)):
        text = page(cast[key].user, "meeting", told.ref)
        assert "What those invited were told" in text, key
        assert ("Told: 2 of" in text, "no e-mail known" in text) == (reads, reads), key
    minutes = confirmed(cast, Meeting.Level.NETWORK)
    promise = minutes.action_points.get().commitment
    assert promise is not None
    for key, reads in (("uno_sharsha", True), ("rj_liaison", False), ("far_liaison", False)):
        text = page(cast[key].user, "meeting", minutes.meeting.ref)
        assert "Circulated" in text and ("Told: 2 of" in text) == reads, key
    for key, reads in (("uno_sharsha", True), ("rj_liaison", True), ("rj_staff", True), ("oversight", False)):
        text = page(cast[key].user, "commitment", promise.ref)
        assert "The implementing body was told of the commitment" in text, key
        assert ("in the portal; no e-mail known" in text) == reads, key


def test_whoever_never_came_into_the_account_was_told_nothing(cast: Cast) -> None:
    seats = Seat.objects.filter(committee=sharsha(), until=None).count()
    rj, party = cast.rj_liaison.user, body("RJ").liaison_party_id
    meeting = planned(cast.uno_sharsha.user)
    actions.invite_body(by=cast.uno_sharsha.user, meeting=meeting, body=body("BNWLA"), at=NOW)
    assert reach_of_meeting(meeting, NOW).seats == (seats, 2, 2)
    assert parties_with_people([party], NOW) == {party}
    for one in (rj, cast.bnwla_liaison.user):
        never_came(one)
    reach = reach_of_meeting(meeting, NOW)
    assert reach.seats == (seats, 1, 1) and [one.is_seat for one in reach.not_told][-1] is False
    assert parties_with_people([party], NOW) == set()
    promise = circulated(cast).action_points.get().commitment
    assert promise is not None
    # It waits for them, and the secretariat has it in their place: the history says no more than that.
    tell(kind=ASSIGNED, record=promise, occasion="once-more", at=NOW)
    notices = Notice.objects.filter(kind=ASSIGNED.name, record_id=promise.pk, occasion="once-more")
    assert dict(notices.values_list("recipient", "instead")) == {rj.pk: False, cast.uno_sharsha.user.pk: True}
    lines = {
        (str(words_of(one)), one.instead)
        for one in notices_about("commitments.commitment", [promise.pk])[promise.pk]
        if one.kind == ASSIGNED
    }
    assert lines == {("For the implementing body: the commitment", True)}


def test_what_is_passed_on_is_what_was_told_and_nothing_while_a_change_is_not(cast: Cast) -> None:
    uno = cast.uno_sharsha.user
    where: dict[str, Any] = {"on_date": TODAY + days(9), "starts": time(11)}
    meeting = announced(uno, place="Upazila hall", **where)

    def passed_on() -> str:
        text = page(uno, "meeting", meeting.ref)
        assert text
        return text.split('id="pass-on-label"')[1].split("</section>")[0]

    assert "Upazila hall" in passed_on()
    plan = actions.Plan(place="District hall", **where)
    actions.change_meeting(by=uno, meeting=meeting, plan=plan, at=NOW)
    waits = passed_on()
    assert "Tell the change first" in waits and "hall" not in waits and meeting.ref not in waits
    actions.tell_change(by=uno, meeting=meeting, at=NOW)
    assert "District hall" in passed_on() and "Upazila hall" not in passed_on()


def test_where_a_discreet_meeting_is_held_is_read_on_its_page_by_those_who_meet(cast: Cast) -> None:
    uno = cast.uno_sharsha.user
    fields: dict[str, Any] = {"place": SHELTER, "link": ROOM, "mode": "hybrid", "discreet": True}
    later_on: dict[str, Any] = {"on_date": TODAY + days(9), "starts": time(11)}
    meeting = planned(uno, **fields, **later_on)
    actions.invite_body(by=uno, meeting=meeting, body=body("IOM"), at=NOW)
    actions.send_notice(by=uno, meeting=meeting, at=NOW)
    plan = actions.Plan(**{**fields, **later_on, "place": f"{SHELTER}, second floor"})
    actions.change_meeting(by=uno, meeting=meeting, plan=plan, at=NOW)
    actions.tell_change(by=uno, meeting=meeting, at=NOW)
    for key, meets in (("uno_sharsha", True), ("rj_liaison", True), ("dc_jashore", False)):
        text = page(cast[key].user, "meeting", meeting.ref)
        assert text and (SHELTER in text, ROOM in text) == (meets, meets), key
    minutes = confirmed(cast, Meeting.Level.NETWORK, circulated(cast, level=Meeting.Level.NETWORK, **fields))
    ref = minutes.meeting.ref
    for key in ("uno_sharsha", "rj_liaison", "dc_jashore", "far_liaison", "oversight", "moewoe_focal"):
        text = page(cast[key].user, "meeting", ref)
        assert text and (SHELTER in text) == (key in {"uno_sharsha", "rj_liaison"}), key
        # What is printed and listed has it for nobody.
        for name, args in (("meeting_print", [ref]), ("committee", [sharsha().ref]), ("meetings", [])):
            view = "?view=past" if name == "meetings" else ""
            found = browser(cast[key].user).get(reverse(name, args=args) + view).content.decode()
            assert SHELTER not in found, (key, name)
        docx = browser(cast[key].user).get(reverse("meeting_docx", args=[ref]))
        assert SHELTER not in in_docx(docx.content), key
    held = Meeting.objects.get(pk=minutes.meeting_id)
    assert meeting_row(held).place == "" and held.place == SHELTER
    # It is as it was circulated, though some do not read where.
    assert "Unchanged since it was frozen" in page(cast.far_liaison.user, "meeting", ref)


def test_office_numbers_of_those_who_cannot_be_told_are_for_the_secretariat(cast: Cast) -> None:
    given(cast, "may_call", "may_notify")
    seat = Seat.objects.filter(committee=sharsha(), until=None, office__isnull=False).exclude(role="chair")[0]
    Office.objects.filter(seats=seat).update(phone=PHONE)
    meeting = planned(cast.uno_sharsha.user)
    for key, reads in (("uno_sharsha", True), ("facilitator", False)):
        text = page(cast[key].user, "meeting", meeting.ref)
        assert "Who cannot be told in the portal" in text and (PHONE in text) == reads, key


def test_who_has_left_works_nowhere(cast: Cast) -> None:
    place = find_place(("Sharsha", "Jashore"))
    assert place is not None
    Presence.objects.create(
        organisation=body("CWCS"), place=place, work=Work.AWARENESS, since=TODAY, entered_at=NOW
    )
    for changes, works in (({}, True), ({"has_left": True}, False), ({"until": TODAY}, False)):
        Organisation.objects.filter(code="CWCS").update(**({"has_left": False, "until": None} | changes))
        rows = who_works_here(viewer(cast.rj_liaison.user), place).rows
        assert any(named(one.body) == named(body("CWCS")) for one in rows) == works, changes


def test_oversight_opens_no_document_whose_publisher_read_that_it_would_not(
    cast: Cast, tmp_path: Path, settings: Settings
) -> None:
    settings.MEDIA_ROOT = str(tmp_path / "files")
    document = published(cast.rj_liaison.user, to_committee())
    watching = Viewer(cast.oversight.user, NOW)
    assert document in documents_known_to(watching)
    Document.objects.filter(pk=document.pk).update(said_of_oversight=False)
    assert document not in documents_known_to(watching)
    assert not page(cast.oversight.user, "document_known", document.ref)


def test_the_bodies_that_are_asked_are_those_whose_people_read_that_it_waits(cast: Cast) -> None:
    """One relation, both ways: by what is chosen, for who answers for a body, over all it can be read by."""
    committee = Seat.objects.get(organisation=body("RJ"), committee=sharsha(), until=None).committee
    by = cast.dc_jashore.user
    ways: dict[str, tuple[int, set[str]]] = {
        "members": (committee.members_party_id, {"RJ"}),
        "ngo side": (committee.ngo_party_id, {"RJ"}),
        "government side": (committee.government_party_id, set()),
        "secretariat": (committee.secretariat_party_id, set()),
        "all of it": (body("BNWLA").all_party_id, {"BNWLA"}),
        "who answer": (body("BNWLA").liaison_party_id, {"BNWLA"}),
        "another body": (body("IOM").all_party_id, set()),
    }
    # Somebody who answers for one NGO reads through another body, too.
    term = PartyMember.objects.filter(party=body("BNWLA").all_party_id).first()
    assert term is not None
    PartyMember.objects.create(
        party_id=body("IOM").all_party_id,
        user=cast.bnwla_liaison.user,
        reason="member:0",
        period=term.period,
    )
    liaisons = {"RJ": "rj_liaison", "BNWLA": "bnwla_liaison", "CWCS": "far_liaison"}
    for way, (party, wanted) in ways.items():
        thread = started(by, to_committee(), asks_acknowledgement=True)
        ThreadReader.objects.filter(thread=thread).exclude(party=party).delete()
        reads = {"since": NOW, "asks": True}
        ThreadReader.objects.get_or_create(thread=thread, party_id=party, defaults=reads)
        refresh(thread)
        asked = {one.code for one in organisations_asked(thread, later())}
        assert asked & {*liaisons} == wanted, way
        for code, key in liaisons.items():
            waits = thread in THREADS.page(Viewer(cast[key].user, later()), TO_ACKNOWLEDGE).records
            assert waits == (code in wanted), (way, code)
