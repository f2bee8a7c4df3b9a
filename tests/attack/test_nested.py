"""A reference of another meeting, put into the address of one's own, finds nothing and touches nothing."""

import pytest
from django.urls import reverse

from meetings import actions
from meetings.models import ActionPoint, AgendaItem, Attendance, MatterArising, Minutes
from tests.attack.scene import HX, MARK, NOTHING, ask, text
from tests.cast import NOW, Cast, browser
from tests.commitments.world import promise
from tests.meetings.sittings import TODAY, body, days, draft, item_of, jashore, point, sharsha
from tests.meetings.test_delegated import given

pytestmark = pytest.mark.django_db


def others_draft(cast: Cast) -> Minutes:
    """Minutes of the district, which the facilitator of Sharsha does not read."""
    user = cast.dd_women_jashore.user
    minutes = draft(user, jashore())
    point(user, minutes, what=f"Watch the {MARK}")
    actions.add_guest(by=user, minutes=minutes, label=f"Guard of the {MARK}", at=NOW)
    return minutes


def test_parts_of_another_meeting_are_not_found_in_ones_own(cast: Cast) -> None:
    own, other = draft(cast.facilitator.user), others_draft(cast)
    client = browser(cast.facilitator.user)
    ref = own.meeting.ref
    item, guest = item_of(other), other.attendance.get(seat=None)
    task = other.action_points.get()
    for name, part in (
        ("meeting_item", item.ref),
        ("meeting_add_action_point", item.ref),
        ("meeting_change_item", item.ref),
        ("meeting_remove_action_point", task.ref),
        ("meeting_point_verifier", task.ref),
        ("meeting_remove_guest", guest.ref),
    ):
        for extra in ({}, HX):
            for method in ("get", "post"):
                hidden = ask(client, method, reverse(name, args=[ref, part]), {"do": "remove"}, **extra)
                missing = ask(client, method, reverse(name, args=[ref, NOTHING]), {"do": "remove"}, **extra)
                # Who only types names no verifier, in whatever minutes.
                refused = {403} if name == "meeting_point_verifier" else {404, 405}
                assert hidden == missing and hidden[0] in refused, name
    assert AgendaItem.objects.filter(pk=item.pk).exists()
    assert ActionPoint.objects.filter(pk=task.pk).exists()
    assert Attendance.objects.filter(pk=guest.pk).exists()


def test_parts_of_ones_own_meeting_do_not_open_another(cast: Cast) -> None:
    own, other = draft(cast.facilitator.user), others_draft(cast)
    client = browser(cast.facilitator.user)
    mine = item_of(own)
    for method in ("get", "post"):
        address = reverse("meeting_item", args=[other.meeting.ref, mine.ref])
        missing = reverse("meeting_item", args=[NOTHING, mine.ref])
        assert ask(client, method, address) == ask(client, method, missing)


def test_another_committees_promise_is_no_matter_arising(cast: Cast) -> None:
    own = draft(cast.facilitator.user)
    hidden = promise(body("BNWLA"), jashore(), what=f"Meet the {MARK}", agreed_on=TODAY - days(30))
    # Seen by the facilitator, for their own organisation is asked; but agreed elsewhere.
    seen = promise(body("AGROGOTI"), jashore(), what="Seen", agreed_on=TODAY - days(30))
    client = browser(cast.facilitator.user)
    ref = own.meeting.ref
    data = {"outcome": "carried-forward", "note": ""}
    for extra in ({}, HX):
        answers = [
            ask(client, "post", reverse("meeting_matter", args=[ref, one]), data, **extra)
            for one in (hidden.ref, NOTHING)
        ]
        assert answers[0] == answers[1] and answers[0][0] == 404
        status, shown, _queries = ask(
            client, "post", reverse("meeting_matter", args=[ref, seen.ref]), data, **extra
        )
        assert status == 422 and MARK not in shown
    assert not MatterArising.objects.exists()


def test_the_workspace_takes_up_the_own_committees_promises_alone(cast: Cast) -> None:
    own = draft(cast.facilitator.user)
    promise(body("RJ"), jashore(), what=f"Meet the {MARK}", agreed_on=TODAY - days(30))
    promise(body("RJ"), sharsha(), what="Our own promise", agreed_on=TODAY - days(30))
    arising = AgendaItem.objects.get(meeting=own.meeting, kind="matters-arising")
    shown = text(
        browser(cast.facilitator.user).get(reverse("meeting_item", args=[own.meeting.ref, arising.ref]))
    )
    assert "Our own promise" in shown and MARK not in shown


def test_a_seat_and_a_delegate_of_others_cannot_be_marked(cast: Cast) -> None:
    own = draft(cast.facilitator.user)
    foreign = jashore().seats.order_by("pk").first()
    seat = sharsha().seats.filter(organisation=body("RJ")).get()
    stranger = cast.far_liaison.person
    assert foreign is not None
    browser(cast.facilitator.user).post(
        reverse("meeting_attendance", args=[own.meeting.ref]),
        {
            f"seat-{foreign.ref}": "present",
            f"seat-{seat.ref}": "delegate",
            f"seat-{seat.ref}-delegate": "Field staff",
            f"seat-{seat.pk}-person": stranger.ref,
        },
    )
    lines = list(Attendance.objects.filter(minutes=own))
    assert [(line.seat_id, line.delegate_id) for line in lines] == [(seat.pk, None)]


def test_a_meeting_is_called_for_no_committee_but_ones_own(cast: Cast) -> None:
    given(cast, "may_call")
    client = browser(cast.facilitator.user)
    data = {
        "kind": "ordinary",
        "on_date": f"{TODAY + days(9):%d/%m/%Y}",
        "mode": "in-person",
        "level": "network",
        "agenda": "One",
    }
    for foreign in (f"committee:{jashore().ref}", f"organisation:{body('RJ').ref}", "committee:", "x"):
        for together in ([], [jashore().ref]):
            answer = client.post(
                reverse("meeting_new"),
                {
                    **data,
                    "body": foreign if not together else f"committee:{sharsha().ref}",
                    "together_with": together,
                },
            )
            if together:
                assert jashore().pk not in set(
                    sharsha().led_meetings.values_list("sittings__committee", flat=True)
                )
            else:
                assert answer.status_code == 422
