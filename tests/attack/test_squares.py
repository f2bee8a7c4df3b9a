"""The squares beside the seats come from who keeps the committee: no other marks its members."""

import pytest
from django.urls import reverse

from access.toolkit.gathering import Gathering
from meetings import actions
from meetings.actions import Plan
from meetings.models import JointRequest
from meetings.panels import attended
from partners.models import Seat
from tests.attack.scene import text
from tests.cast import NOW, Cast, browser
from tests.meetings.sittings import ITEM, TODAY, jashore, sharsha, write

pytestmark = pytest.mark.django_db


def test_a_committee_below_marks_nobody_absent_on_the_page_of_the_one_it_met_with(cast: Cast) -> None:
    by = cast.uno_sharsha.user
    meeting = actions.plan_meeting(
        by=by,
        plan=Plan(on_date=TODAY),
        at=NOW,
        committee=sharsha(),
        together_with=[jashore()],
        agenda=[ITEM],
    )
    (asked,) = JointRequest.objects.all()
    actions.agree_jointly(by=cast.dd_women_jashore.user, request=asked, at=NOW)
    minutes = actions.open_minutes(by=by, meeting=meeting, at=NOW)
    write(by, minutes)
    chairs = [Seat.objects.get(committee=one, role=Seat.Role.CHAIR) for one in (sharsha(), jashore())]
    marks = [actions.Mark(chairs[0].pk, "present"), actions.Mark(chairs[1].pk, "absent")]
    actions.record_attendance(by=by, minutes=minutes, marks=marks, at=NOW)
    actions.send_to_chair(by=by, minutes=minutes, at=NOW)
    approved = actions.approve(by=by, minutes=minutes, at=NOW)
    actions.circulate(by=by, minutes=approved, at=NOW)
    assert attended(Gathering(cast.dc_jashore.viewer), sharsha())()[chairs[0].pk].marks == ("",)
    assert attended(Gathering(cast.dc_jashore.viewer), jashore())() == {}
    page = text(browser(cast.dc_jashore.user).get(reverse("committee", args=[jashore().ref])))
    assert "att-key" not in page
