"""Whether those invited come: who answers for what, one press, until it begins, and anew when it is moved."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from access.models import User
from access.rules.engine import RefusedError
from access.rules.viewer import Viewer
from access.toolkit.errors import Mendable
from coordination.desk.queries import desk_of
from language.words import DHAKA
from meetings import actions
from meetings.actions.replying import MOST
from meetings.models import Attendance, Meeting, Reply
from meetings.replies import TO_ANSWER, answers_to
from partners import actions as partners
from partners.models import Membership, Person, Seat
from tests.cast import NOW, Cast, browser
from tests.meetings.sittings import announced, body, planned, seat_of, sharsha
from tests.programs import Program, errors
from tests.sweep import FAR

pytestmark = pytest.mark.django_db
HOUR = datetime.combine(FAR, time(11), DHAKA)


def told(cast: Cast, **fields: Any) -> Meeting:
    return announced(cast.uno_sharsha.user, on_date=FAR, **fields)


def say(user: User, meeting: Meeting, said: str, seat: Seat, at: datetime = NOW, **more: Any) -> Reply:
    return actions.reply(by=user, meeting=meeting, said=said, seat=seat, at=at, **more)


def press(user: User, meeting: Meeting, place: str, **sent: str) -> Any:
    """Press what stands on the page: with the version that it carries."""
    client, address = browser(user), reverse("meeting", args=[meeting.ref])
    page = client.get(address).content.decode()
    found = page.split('name="version"')[1].split('value="')[1].split('"')[0] if 'id="reply"' in page else ""
    sent = {"version": found, **sent}
    return client.post(reverse("meeting_reply", args=[meeting.ref, place]), sent, follow=True)


def refusal(user: User, meeting: Meeting, said: str, seat: Seat, **more: Any) -> str:
    with pytest.raises(Mendable) as refused:
        say(user, meeting, said, seat, **more)
    return str(refused.value.code)


def assistant(cast: Cast) -> User:
    """Somebody who types for the Upazila Nirbahi Officer."""
    user = User.objects.create_user(email="ca@example.org", label_en="Confidential assistant")
    person = Person.objects.create(user=user, label_en="Confidential assistant", label_bn="গোপনীয় সহকারী")
    office = seat_of("chair").office
    assert office is not None
    partners.assist(by=cast.uno_sharsha.user, office=office, person=person, since=NOW, at=NOW)
    return user


def test_each_answers_for_what_they_hold_or_type_for_and_for_nothing_else(cast: Cast) -> None:
    meeting, chair, ngo = told(cast), seat_of("chair"), seat_of("RJ")
    types = assistant(cast)
    may: Mapping[str, set[int]] = {"uno_sharsha": {chair.pk}, "rj_liaison": {ngo.pk}, "types": {chair.pk}}
    users = {member.key: member.user for member in cast} | {"types": types}
    for key, user in users.items():
        client = browser(user)
        reads = client.get(reverse("meeting", args=[meeting.ref])).status_code == 200
        for seat in (chair, ngo):
            answer = client.post(reverse("meeting_reply", args=[meeting.ref, seat.ref]), {"said": ""})
            is_own = seat.pk in may.get(key, set())
            if key != "administrator":
                assert answer.status_code == (422 if is_own else 403 if reads else 404), (key, seat)
            if is_own:
                assert say(user, meeting, "comes", seat).said == "comes"
            else:
                with pytest.raises((RefusedError, Http404)):
                    say(user, meeting, "comes", seat)
    # The holder answered first, then whoever types for them said the same: one line.
    assert Reply.objects.filter(seat=chair).count() == 1
    say(types, meeting, "apologies", chair)
    page = browser(cast.rj_liaison.user).get(reverse("meeting", args=[meeting.ref])).content.decode()
    assert "entered by Confidential assistant for Upazila Nirbahi Officer" in page


def test_one_press_answers_another_changes_it_and_the_readers_see_it(cast: Cast) -> None:
    meeting, seat = told(cast), seat_of("RJ")
    liaison = cast.rj_liaison.user
    assert "Will come" in press(liaison, meeting, seat.ref, said="comes").content.decode()
    seats = sharsha().seats.filter(until=None).exclude(role="observer").count()
    for reader in (cast.uno_sharsha.user, cast.dc_jashore.user):
        page = browser(reader).get(reverse("meeting", args=[meeting.ref])).content.decode()
        assert f"1 of {seats} seats say that somebody comes." in page, reader
        assert f"{seats - 1} have not answered." in page
    # Who comes instead: by post, or a person of the body; nobody of another body.
    assert refusal(liaison, meeting, "delegate", seat) == "required"
    assert refusal(liaison, meeting, "delegate", seat, delegate_label="01711000102") == "identifier"
    assert refusal(liaison, meeting, "delegate", seat, delegate=cast.bnwla_liaison.person) == "person"
    assert refusal(liaison, meeting, "perhaps", seat) == "said"
    press(liaison, meeting, seat.ref, said="delegate", delegate=cast.rj_staff.person.ref)
    last = Reply.objects.latest("pk")
    assert (last.nth, last.delegate) == (2, cast.rj_staff.person)
    form = browser(liaison).get(reverse("meeting_reply", args=[meeting.ref, seat.ref])).content.decode()
    assert form.count(" checked") == 1 and "Answer taken back" in form
    assert "checked" in form.split('value="delegate"')[1].split(">")[0], "who comes instead is asked here"
    assert "Sends a delegate" in press(liaison, meeting, seat.ref, said="taken-back").content.decode()
    assert answers_to(meeting).answered == []
    assert refusal(cast.uno_sharsha.user, meeting, "taken-back", seat_of("chair")) == "nothing"
    for n in range(MOST):
        said = ("comes", "apologies")[n % 2]
        if Reply.objects.filter(seat=seat).count() < MOST:
            say(liaison, meeting, said, seat)
    assert refusal(liaison, meeting, "taken-back", seat) == "ceiling"
    # Who types uses up nothing of what the holder says; and another day is answered anew.
    uno, chair, types = cast.uno_sharsha.user, seat_of("chair"), assistant(cast)
    for n in range(MOST):
        say(types, meeting, ("comes", "apologies")[n % 2], chair)
    assert refusal(types, meeting, "comes", chair) == "ceiling"
    assert say(uno, meeting, "comes", chair).nth == MOST + 1
    moved = actions.Plan(on_date=FAR + timedelta(days=1), starts=time(11))
    actions.change_meeting(by=uno, meeting=meeting, plan=moved, at=NOW)
    assert say(liaison, meeting, "comes", seat).said == "comes"


def test_a_meeting_that_is_moved_asks_anew_and_one_that_began_or_is_off_asks_nobody(cast: Cast) -> None:
    uno, meeting, seat = cast.uno_sharsha.user, told(cast), seat_of("chair")
    old = browser(uno).get(reverse("meeting", args=[meeting.ref])).content.decode()
    version = old.split('name="version"')[1].split('value="')[1].split('"')[0]
    say(uno, meeting, "comes", seat)
    moved = actions.Plan(on_date=FAR + timedelta(days=1), starts=time(11))
    meeting = actions.change_meeting(by=uno, meeting=meeting, plan=moved, at=NOW)
    [place] = answers_to(meeting, viewer=Viewer(uno, NOW)).own
    assert place.reply is None and place.is_asked_anew
    # A page that was read before answers the day that was read.
    late = browser(uno).post(
        reverse("meeting_reply", args=[meeting.ref, seat.ref]), {"said": "comes", "version": version}
    )
    assert late.status_code == 422 and "6 January" in late.content.decode().replace("6 Jan ", "6 January ")
    back = actions.Plan(on_date=FAR, starts=time(11), place="Upazila hall")
    meeting = actions.change_meeting(by=uno, meeting=meeting, plan=back, at=NOW)
    assert [one.said for one in answers_to(meeting).answered] == ["comes"], "the day they answered to"
    assert refusal(uno, meeting, "apologies", seat, at=HOUR) == "over"
    meeting = actions.cancel_meeting(by=uno, meeting=meeting, at=NOW)
    assert refusal(uno, meeting, "apologies", seat) == "over"
    assert "Who says they come" not in browser(uno).get(f"/meetings/{meeting.ref}/").content.decode()
    with pytest.raises(Mendable):
        say(uno, planned(uno, on_date=FAR), "comes", seat)


def test_the_list_of_who_came_begins_with_the_answers_and_notes_nobody_as_present(cast: Cast) -> None:
    uno, meeting = cast.uno_sharsha.user, told(cast)
    chair, ngo = seat_of("chair"), seat_of("RJ")
    say(uno, meeting, "apologies", chair)
    say(cast.rj_liaison.user, meeting, "delegate", ngo, delegate_label="Programme officer")
    minutes = actions.open_minutes(by=uno, meeting=meeting, at=HOUR)
    assert [(line.seat_id, line.status) for line in minutes.attendance.all()] == [(chair.pk, "apologies")]
    page = browser(uno).get(reverse("meeting_attendance", args=[meeting.ref])).content.decode()
    row = page.split(f'id="seat-{ngo.ref}"')[1].split("</fieldset>")[0]
    assert 'value="Programme officer"' in row and "answered the notice: Sends a delegate" in row
    assert 'value="" checked' in row
    actions.record_attendance(by=uno, minutes=minutes, marks=[], rest_came=True, at=HOUR)
    line = Attendance.objects.get(minutes=minutes, seat=ngo)
    assert (line.status, line.delegate_label) == ("delegate", "Programme officer")
    assert Attendance.objects.get(minutes=minutes, seat=chair).status == "apologies"


def test_a_delegate_who_left_the_body_before_the_meeting_is_not_written_as_one(cast: Cast) -> None:
    meeting, ngo = told(cast), seat_of("RJ")
    staff = cast.rj_staff.person
    say(cast.rj_liaison.user, meeting, "delegate", ngo, delegate_label="Programme officer", delegate=staff)
    Membership.objects.filter(person=staff).update(period=DateTimeTZRange(None, HOUR - timedelta(days=1)))
    minutes = actions.open_minutes(by=cast.uno_sharsha.user, meeting=meeting, at=HOUR)
    actions.record_attendance(by=cast.uno_sharsha.user, minutes=minutes, marks=[], rest_came=True, at=HOUR)
    line = Attendance.objects.get(minutes=minutes, seat=ngo)
    assert (line.status, line.delegate_label, line.delegate) == ("delegate", "Programme officer", None)


def test_a_desk_asks_once_and_costs_the_same_for_one_meeting_as_for_seven(cast: Cast) -> None:
    liaison, seat = cast.rj_liaison.user, seat_of("RJ")
    client, asked = browser(liaison), []
    meetings = [told(cast)]
    for n in (1, 7):
        meetings += [told(cast) for _ in range(n - len(meetings))]
        client.get("/")
        with CaptureQueriesContext(connection) as found:
            page = client.get("/").content.decode()
        assert page.count("Will you come?") >= min(n, 3) and "Meetings to answer" in page
        asked.append(len(found))
        with CaptureQueriesContext(connection) as found:
            client.get(reverse("meeting", args=[meetings[0].ref]))
        asked.append(len(found))
        Seat.objects.create(code=f"more-{n}", committee=sharsha(), organisation=body("BNWLA"), side="ngo")
    assert asked[:2] == asked[2:], asked
    thing = next(one for one in desk_of(Viewer(liaison)).things if one.sends)
    client.post(thing.button_url, dict(thing.sends))
    assert Reply.objects.get(seat=seat, meeting=meetings[0]).said == "comes"
    waiting = desk_of(Viewer(liaison)).things
    assert all(meetings[0].ref not in one.url for one in waiting)
    plan = actions.Plan(on_date=FAR + timedelta(days=1), starts=time(11))
    actions.change_meeting(by=cast.uno_sharsha.user, meeting=meetings[0], plan=plan, at=NOW)
    to_answer = TO_ANSWER.select(Viewer(liaison), today=NOW.date())
    assert meetings[0] in to_answer and len(to_answer) == 7
    # Whoever holds no seat there is asked nothing; nor is the committee above, which reads the notice.
    for key in ("facilitator", "dc_jashore", "ncc_secretary"):
        assert not TO_ANSWER.select(Viewer(cast[key].user), today=NOW.date()), key


def test_a_body_that_the_notice_names_answers_and_counts_for_no_quorum(cast: Cast) -> None:
    uno, guest = cast.uno_sharsha.user, body("BNWLA")
    meeting = planned(uno, on_date=FAR)
    actions.invite_body(by=uno, meeting=meeting, body=guest, at=NOW)
    meeting = actions.send_notice(by=uno, meeting=meeting, at=NOW)
    liaison = cast.bnwla_liaison.user
    assert list(TO_ANSWER.select(Viewer(liaison), today=NOW.date())) == [meeting]
    press(liaison, meeting, guest.ref, said="comes")
    answered = answers_to(meeting, viewer=Viewer(liaison))
    assert [one.ref for one in answered.own] == [guest.ref] and answered.own[0].said == "comes"
    assert answered.forecast.startswith("0 of ")
    with pytest.raises(RefusedError):
        actions.reply(by=uno, meeting=meeting, said="comes", body=guest, at=NOW)
    assert not TO_ANSWER.select(Viewer(liaison), today=NOW.date())


def test_programs_read_and_answer_as_the_page_does(cast: Cast) -> None:
    meeting, seat = told(cast), seat_of("RJ")
    program = Program(cast.rj_liaison.user)
    at = f"meetings/{meeting.ref}/replies/"
    lines = {line["ref"]: line for line in program.get(at).json()["results"]}
    assert [ref for ref, line in lines.items() if line["is_mine"]] == [seat.ref]
    sent = {"said": "delegate", "delegate_label": "Programme officer"}
    read = f"meetings/{meeting.ref}/"
    assert program.post(f"{at}{seat.ref}/reply/", sent).status_code == 428
    tag = {"If_Match": program.get(read).headers["ETag"]}
    assert program.post(f"{at}{seat.ref}/reply/", sent, **tag).status_code == 200
    line = next(one for one in program.get(at).json()["results"] if one["ref"] == seat.ref)
    assert (line["said"], line["who_comes"]) == ("delegate", "Programme officer")
    assert errors(program.post(f"{at}{seat.ref}/reply/", {"said": "delegate"}, **tag)) == {
        "/delegate_label": "required"
    }
    assert program.post(f"{at}{seat_of('chair').ref}/reply/", {"said": "comes"}, **tag).status_code == 403
    assert program.post(f"{at}nobody/reply/", {"said": "comes"}).status_code == 404
    assert Program(cast.far_liaison.user).get(at).status_code == 404
    # With survivors: the secretariat above reads neither place nor who comes.
    hidden = told(cast, discreet=True)
    say(cast.rj_liaison.user, hidden, "comes", seat)
    assert Program(cast.dc_jashore.user).get(f"meetings/{hidden.ref}/replies/").json()["results"] == []
    assert (
        "Who says they come"
        not in browser(cast.dc_jashore.user).get(f"/meetings/{hidden.ref}/").content.decode()
    )


def test_a_notice_says_how_to_answer_and_one_that_is_off_does_not(cast: Cast) -> None:
    meeting = told(cast)
    page = browser(cast.rj_liaison.user).get("/notices/").content.decode()
    assert "whether you come" in page
    actions.cancel_meeting(by=cast.uno_sharsha.user, meeting=meeting, at=NOW)
    page = browser(cast.rj_liaison.user).get("/notices/").content.decode()
    assert page.count("whether you come") == 1 and "A meeting was called off" in page
