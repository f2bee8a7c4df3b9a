"""Those invited know when and where: a change after the notice is told to them by itself, once."""

from datetime import datetime, time, timedelta
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from language.words import DHAKA
from meetings import actions
from meetings.actions import Plan
from meetings.actions.writing import save_and_refresh
from meetings.models import Announcement, Meeting
from notifications.actions import deliver
from notifications.models import Delivery, Notice
from partners.actions import end_membership
from partners.models import Membership
from tests.cast import NOW, Cast, browser
from tests.commitments.world import refused_with
from tests.meetings.sittings import announced, days, planned
from tests.notifications.mail_server import written
from tests.races import at_once, one_waits

pytestmark = pytest.mark.django_db
FAR = (NOW + days(20)).date()
SOON = (NOW + days(1)).date()
PLACE, ELSEWHERE = "Upazila Parishad hall", "Women's affairs office"
LINK = "https://meet.example.org/room"


def minutes_later(number: float) -> datetime:
    return NOW + timedelta(minutes=number)


def far(cast: Cast, **fields: Any) -> Meeting:
    planned: dict[str, Any] = {"on_date": FAR, "place": PLACE, "number": 41} | fields
    return announced(cast.uno_sharsha.user, **planned)


def change(cast: Cast, meeting: Meeting, at: datetime = NOW, **fields: Any) -> Meeting:
    plan: dict[str, Any] = {"on_date": FAR, "starts": time(11), "place": PLACE} | fields
    return actions.change_meeting(by=cast.uno_sharsha.user, meeting=meeting, plan=Plan(**plan), at=at)


def told(cast: Cast, kind: str = "changed") -> set[str]:
    return cast.keys_of([one.recipient for one in Notice.objects.filter(kind=f"meetings.{kind}")])


def letters(kind: str, language: str = "en") -> list[str]:
    found = []
    for delivery in Delivery.objects.filter(notice__kind=f"meetings.{kind}").select_related(
        "notice__recipient"
    ):
        delivery.notice.recipient.language = language
        message = written(delivery)
        found.append(f"{message.subject}\n{message.body}")
    return found


class TestAChangeIsToldByItself:
    def test_fifteen_minutes_after_the_last_change_and_once(self, cast: Cast) -> None:
        meeting = far(cast)
        change(cast, meeting, place=ELSEWHERE)
        assert actions.tell_changed_meetings(at=minutes_later(14)) == 0
        change(cast, meeting, at=minutes_later(10), place=ELSEWHERE, starts=time(15))
        assert actions.tell_changed_meetings(at=minutes_later(24)) == 0
        assert told(cast) == set()
        assert actions.tell_changed_meetings(at=minutes_later(25)) == 1
        assert told(cast) == {"facilitator", "rj_liaison"}, "everybody invited, and not whoever changed it"
        assert actions.tell_changed_meetings(at=minutes_later(26)) == 0
        assert Notice.objects.filter(kind="meetings.changed").count() == 2

    def test_saving_what_stands_prolongs_nothing(self, cast: Cast) -> None:
        meeting = far(cast)
        change(cast, meeting, place=ELSEWHERE)
        change(cast, meeting, at=minutes_later(10), place=ELSEWHERE)
        assert actions.tell_changed_meetings(at=minutes_later(15)) == 1

    def test_what_is_changed_back_is_told_to_nobody(self, cast: Cast) -> None:
        meeting = far(cast)
        change(cast, meeting, place=ELSEWHERE)
        change(cast, meeting, at=minutes_later(14))
        assert actions.tell_changed_meetings(at=minutes_later(60)) == 0
        assert told(cast) == set()

    @pytest.mark.parametrize(
        "fields",
        [
            {"on_date": FAR + days(1)},
            {"starts": time(12)},
            {"ends": time(13)},
            {"place": ELSEWHERE},
            {"link": LINK},
            {"mode": Meeting.Mode.HYBRID},
        ],
    )
    def test_each_thing_people_go_by(self, cast: Cast, fields: dict[str, Any]) -> None:
        change(cast, far(cast), **fields)
        assert actions.tell_changed_meetings(at=minutes_later(15)) == 1

    def test_a_title_or_a_memo_number_moves_nobody(self, cast: Cast) -> None:
        change(cast, far(cast), title="Annual review", memo_number="44.00.0000")
        assert actions.tell_changed_meetings(at=minutes_later(15)) == 0

    @pytest.mark.parametrize(("before", "after"), [(SOON, SOON), (SOON, FAR), (FAR, SOON)])
    def test_at_once_when_people_would_set_out_within_two_days(
        self, cast: Cast, before: Any, after: Any
    ) -> None:
        change(cast, far(cast, on_date=before), on_date=after, place=ELSEWHERE)
        assert told(cast) == {"facilitator", "rj_liaison"}
        assert actions.tell_changed_meetings(at=minutes_later(15)) == 0

    def test_at_once_by_a_button(self, cast: Cast) -> None:
        meeting = far(cast)
        change(cast, meeting, place=ELSEWHERE)
        actions.tell_change(by=cast.uno_sharsha.user, meeting=meeting, at=minutes_later(1))
        assert told(cast) == {"facilitator", "rj_liaison"}
        assert actions.tell_changed_meetings(at=minutes_later(60)) == 0
        refused_with(
            "same", actions.tell_change, by=cast.uno_sharsha.user, meeting=meeting, at=minutes_later(61)
        )

    def test_a_planned_meeting_and_one_called_off_meanwhile_tell_no_change(self, cast: Cast) -> None:
        change(cast, planned(cast.uno_sharsha.user, on_date=FAR), place=ELSEWHERE)
        meeting = far(cast)
        change(cast, meeting, place=ELSEWHERE)
        actions.cancel_meeting(by=cast.uno_sharsha.user, meeting=meeting, at=minutes_later(5), reason="Flood")
        assert actions.tell_changed_meetings(at=minutes_later(20)) == 0
        assert (told(cast), told(cast, "cancelled")) == (set(), {"facilitator", "rj_liaison"})

    def test_what_the_worker_missed_until_the_day_has_passed_is_told_no_more(self, cast: Cast) -> None:
        meeting = far(cast)
        change(cast, meeting, place=ELSEWHERE)
        assert actions.tell_changed_meetings(at=NOW + days(30)) == 0
        meeting.refresh_from_db()
        assert meeting.untold_change_at is None

    def test_whoever_lost_access_meanwhile_is_not_told(self, cast: Cast) -> None:
        meeting = far(cast)
        change(cast, meeting, place=ELSEWHERE)
        leave(cast)
        actions.tell_changed_meetings(at=minutes_later(15))
        assert told(cast) == {"facilitator"}

    def test_whoever_lost_access_before_the_mail_went_gets_none(self, cast: Cast) -> None:
        meeting = far(cast)
        change(cast, meeting, place=ELSEWHERE)
        actions.tell_changed_meetings(at=minutes_later(15))
        leave(cast)
        deliver(at=minutes_later(17))
        lost = Delivery.objects.filter(notice__recipient=cast.rj_liaison.user)
        assert set(lost.values_list("state", flat=True)) == {Delivery.State.NOT_NEEDED}

    def test_a_mail_tried_again_does_not_bring_the_old_day_after_the_new_one(self, cast: Cast) -> None:
        meeting = far(cast)
        change(cast, meeting, on_date=FAR + days(1))
        actions.tell_changed_meetings(at=minutes_later(15))
        change(cast, meeting, at=minutes_later(20), on_date=FAR + days(2))
        actions.tell_changed_meetings(at=minutes_later(35))
        deliver(at=minutes_later(36))
        ours = Delivery.objects.filter(notice__recipient=cast.rj_liaison.user).order_by("pk")
        assert [one.state for one in ours] == ["not-needed", "not-needed", "sent"]

    def test_what_does_not_change_costs_one_query(self, cast: Cast) -> None:
        for number in (41, 42, 43):
            far(cast, number=number)
        with CaptureQueriesContext(connection) as queries:
            actions.tell_changed_meetings(at=minutes_later(15))
        assert len(queries) == 1

    def test_one_more_reader_costs_no_more_queries(self, cast: Cast) -> None:
        costs = []
        for is_last in (False, True):
            meeting = far(cast, number=None)
            change(cast, meeting, place="Room 4")
            with CaptureQueriesContext(connection) as queries:
                actions.tell_changed_meetings(at=minutes_later(15))
            costs.append(len(queries))
            if not is_last:
                leave(cast)
        assert costs[0] == costs[1]


class TestWhenWorkersFail:
    def test_a_worker_that_dies_while_telling_leaves_it_to_be_told(self, cast: Cast) -> None:
        meeting = far(cast)
        change(cast, meeting, place=ELSEWHERE)
        with transaction.atomic():
            assert actions.tell_changed_meetings(at=minutes_later(15)) == 1
            transaction.set_rollback(True)
        assert told(cast) == set()
        assert actions.tell_changed_meetings(at=minutes_later(16)) == 1

    @pytest.mark.django_db(transaction=True)
    def test_two_workers_at_once_tell_it_once(self, cast: Cast) -> None:
        meeting = far(cast)
        change(cast, meeting, place=ELSEWHERE)
        tell = lambda: actions.tell_changed_meetings(at=minutes_later(15))  # noqa: E731
        assert at_once(tell, tell) == ["done", "done"]
        assert meeting.announcements.count() == 2
        assert Notice.objects.filter(kind="meetings.changed", recipient=cast.rj_liaison.user).count() == 1

    @pytest.mark.django_db(transaction=True)
    def test_a_worker_that_comes_while_it_is_changed_once_more_waits_for_that_change(
        self, cast: Cast
    ) -> None:
        meeting = far(cast)
        change(cast, meeting, place=ELSEWHERE)
        again = lambda: change(cast, meeting, at=minutes_later(15), place="Room 4")  # noqa: E731
        tell = lambda: actions.tell_changed_meetings(at=minutes_later(15))  # noqa: E731
        assert one_waits(again, tell) == ("done", "done")
        assert told(cast) == set()
        actions.tell_changed_meetings(at=minutes_later(30))
        assert told(cast) == {"facilitator", "rj_liaison"}


class TestWhatIsSaid:
    def test_a_letter_says_old_and_new_and_nothing_else_of_the_meeting(self, cast: Cast) -> None:
        meeting = far(cast, title="Hearing", link=LINK, memo_number="44.00.0001")
        change(cast, meeting, place=ELSEWHERE, title="Hearing", link=f"{LINK}/2", starts=time(15))
        actions.tell_changed_meetings(at=minutes_later(15))
        for letter in letters("changed"):
            assert "Sharsha" in letter and "41st meeting" in letter
            assert f"Before: Sat 12 Dec 2026, 11:00, {PLACE}" in letter
            assert f"Now: Sat 12 Dec 2026, 15:00, {ELSEWHERE}" in letter
            for word in ("Hearing", LINK, "44.00", meeting.ref):
                assert word not in letter

    def test_the_same_in_bangla(self, cast: Cast) -> None:
        change(cast, far(cast), place=ELSEWHERE, starts=time(15))
        actions.tell_changed_meetings(at=minutes_later(15))
        for letter in letters("changed", "bn"):
            assert "৪১তম সভা" in letter and "বিকাল ৩টা" in letter and "শার্শা" in letter
            assert "Before" not in letter and "Now" not in letter

    def test_a_new_link_is_read_on_the_portal_only(self, cast: Cast) -> None:
        change(cast, far(cast, link=LINK), link=f"{LINK}/2")
        actions.tell_changed_meetings(at=minutes_later(15))
        assert letters("changed") and not [one for one in letters("changed") if LINK in one]
        shown = browser(cast.rj_liaison.user).get(reverse("notices")).content.decode()
        assert f"Link to join: {LINK} → {LINK}/2" in shown

    def test_who_is_told_that_it_is_off_reads_which_meeting_it_was(self, cast: Cast) -> None:
        meeting = far(cast)
        change(cast, meeting, place=ELSEWHERE)
        actions.cancel_meeting(by=cast.uno_sharsha.user, meeting=meeting, at=NOW, reason="Flood")
        for letter in letters("cancelled"):
            assert "41st meeting" in letter and PLACE in letter
            assert "Flood" not in letter and ELSEWHERE not in letter
        assert "Reason: Flood" in browser(cast.rj_liaison.user).get(reverse("notices")).content.decode()

    def test_the_notices_page_costs_the_same_for_one_meeting_and_for_many(self, cast: Cast) -> None:
        client, costs = browser(cast.rj_liaison.user), []
        for _time in range(3):
            change(cast, far(cast, number=None), place=ELSEWHERE)
            actions.tell_changed_meetings(at=minutes_later(15))
            with CaptureQueriesContext(connection) as queries:
                client.get(reverse("notices"))
            costs.append(len(queries))
        assert costs[1] == costs[2]


class TestThePageOfTheMeeting:
    def test_who_reads_it_sees_what_changed_since_the_notice(self, cast: Cast) -> None:
        meeting, at = now_far(cast)
        moved = f"{at.astimezone(DHAKA) + days(21):%d/%m/%Y}"
        client, edit = browser(cast.uno_sharsha.user), reverse("meeting_edit", args=[meeting.ref])
        typed = {"kind": "ordinary", "mode": "in-person", "level": "committee"}
        typed |= {
            "on_date": moved,
            "place": PLACE,
            "version": client.get(edit).context["form"]["version"].value(),
        }
        saved = client.post(edit, typed, follow=True)
        assert "Those invited are told at" in saved.content.decode()
        page = browser(cast.rj_liaison.user).get(reverse("meeting", args=[meeting.ref])).content.decode()
        assert "Changed since the notice" in page and "Day:" in page and "Tell now" not in page
        assert (
            "Tell now"
            in browser(cast.uno_sharsha.user).get(reverse("meeting", args=[meeting.ref])).content.decode()
        )
        browser(cast.uno_sharsha.user).post(reverse("meeting_tell_now", args=[meeting.ref]))
        assert "rj_liaison" in told(cast)
        page = browser(cast.rj_liaison.user).get(reverse("meeting", args=[meeting.ref])).content.decode()
        assert "Changed since the notice" not in page and "A change was told" in page

    def test_the_page_costs_the_same_however_often_people_were_told(self, cast: Cast) -> None:
        meeting, at = now_far(cast)
        client, costs = browser(cast.rj_liaison.user), []
        for place in ("Room 1", "Room 2", "Room 3"):
            change(cast, meeting, at=at, on_date=meeting.on_date, place=place)
            actions.tell_changed_meetings(at=at + timedelta(minutes=15))
            with CaptureQueriesContext(connection) as queries:
                client.get(reverse("meeting", args=[meeting.ref]))
            costs.append(len(queries))
        assert len(set(costs)) == 1


class TestSentAgain:
    def test_without_a_change_it_says_why(self, cast: Cast) -> None:
        meeting = far(cast)
        field = refused_with(
            "no-reason", actions.send_again, by=cast.uno_sharsha.user, meeting=meeting, reason=" ", at=NOW
        )
        assert field == "reason" and told(cast, "again") == set()
        actions.send_again(
            by=cast.uno_sharsha.user, meeting=meeting, reason="An item on the shelters was added", at=NOW
        )
        assert told(cast, "again") == {"facilitator", "rj_liaison"}
        assert not [one for one in letters("again") if "An item on the shelters was added" in one]
        for page in (reverse("notices"), reverse("meeting", args=[meeting.ref])):
            assert (
                "An item on the shelters was added"
                in browser(cast.rj_liaison.user).get(page).content.decode()
            )
        kept = meeting.announcements.get(kind="again")
        assert (kept.reason, kept.by) == ("An item on the shelters was added", cast.uno_sharsha.user)

    def test_the_notice_goes_out_once(self, cast: Cast) -> None:
        meeting = far(cast)
        refused_with("sent", actions.send_notice, by=cast.uno_sharsha.user, meeting=meeting, at=NOW)

    def test_its_form_keeps_what_is_typed_and_refuses_a_name(self, cast: Cast) -> None:
        meeting, _at = now_far(cast)
        client, page = browser(cast.uno_sharsha.user), reverse("meeting_notice_again", args=[meeting.ref])
        refused = client.post(page, {"reason": "Case of 1234567890123"})
        assert refused.status_code == 422 and "Case of 1234567890123" in refused.content.decode()
        assert client.post(page, {"reason": "Bring the list of free places along"}).status_code == 302
        assert "rj_liaison" in told(cast, "again")


class TestMeetingsOfBefore:
    def test_a_noticed_meeting_gets_its_announcement_and_its_untold_change(self, cast: Cast) -> None:
        moved, stands = noticed_before(cast, 41), noticed_before(cast, 42)
        unsent = planned(cast.uno_sharsha.user, on_date=FAR)
        change(cast, moved, place=ELSEWHERE)
        migration = import_module("meetings.migrations.0008_announce_noticed_meetings")
        with connection.schema_editor() as editor:
            migration.announce(apps, editor)
        assert Announcement.objects.get(meeting=moved).place_text == PLACE
        assert Announcement.objects.get(meeting=stands).number == 42
        assert not unsent.announcements.exists()
        assert actions.tell_changed_meetings(at=minutes_later(15)) == 1
        assert told(cast) == {"facilitator", "rj_liaison", "uno_sharsha"}


def now_far(cast: Cast) -> tuple[Meeting, datetime]:
    """A meeting in twenty days, by the clock: pages go by it."""
    at = timezone.now()
    on = (at.astimezone(DHAKA) + days(20)).date()
    return announced(cast.uno_sharsha.user, at=at, on_date=on, place=PLACE, number=41), at


def leave(cast: Cast) -> None:
    row = Membership.objects.get(person=cast.rj_liaison.person, role=Membership.Role.LIAISON)
    end_membership(by=None, membership=row, until=NOW, at=NOW)


def noticed_before(cast: Cast, number: int) -> Meeting:
    """A meeting whose notice went out before it was kept what people were told."""
    meeting = planned(cast.uno_sharsha.user, on_date=FAR, place=PLACE, number=number)
    meeting.state, meeting.notice_sent_at = Meeting.State.NOTICE_SENT, NOW
    save_and_refresh(meeting)
    return meeting
