"""A draft is read by those who write it: no list, count, desk, step or half page shows it to others."""

from collections.abc import Iterator

import pytest
from django.urls import reverse

from meetings import actions
from meetings.models import Minutes
from tests.attack.scene import HX, MARK, NOTHING, ask, text
from tests.cast import NOW, Cast, browser
from tests.meetings.sittings import draft, item_of, point, sharsha

pytestmark = pytest.mark.django_db
SEES_NOTICE = {"rj_liaison", "dc_jashore", "dd_women_jashore", "ncc_secretary", "ncc_chair"}
SEES_NOTHING = {"oversight", "bnwla_liaison", "rj_staff", "far_liaison", "moewoe_focal"}


def secret_draft(cast: Cast) -> Minutes:
    minutes = draft(cast.facilitator.user)
    item = item_of(minutes)
    actions.save_item(
        by=cast.facilitator.user,
        item=item,
        discussion=f"About the {MARK}",
        decision=f"Close the {MARK}",
        version=2,
        at=NOW,
    )
    point(cast.facilitator.user, minutes, what=f"Watch the {MARK}")
    actions.add_guest(by=cast.facilitator.user, minutes=minutes, label=f"Guard of the {MARK}", at=NOW)
    return Minutes.objects.get(pk=minutes.pk)


def addresses(minutes: Minutes, ref: str) -> Iterator[str]:
    """Every address of a draft, under this reference of its meeting."""
    for name in (
        *("meeting", "meeting_print", "meeting_edit", "meeting_cancel", "meeting_send_back"),
        *("meeting_signed", "meeting_circulate", "meeting_attendance", "meeting_to_chair"),
        *("meeting_take_back", "meeting_approve", "meeting_add_guest", "meeting_add_head_count"),
        *("meeting_start", "meeting_notice", "meeting_add_item"),
    ):
        yield reverse(name, args=[ref])
    item = item_of(minutes)
    for name in ("meeting_item", "meeting_add_action_point", "meeting_change_item"):
        yield reverse(name, args=[ref, item.ref])
    for one in minutes.action_points.all():
        yield reverse("meeting_remove_action_point", args=[ref, one.ref])
        yield reverse("meeting_point_verifier", args=[ref, one.ref])
    for guest in minutes.attendance.filter(seat=None):
        yield reverse("meeting_remove_guest", args=[ref, guest.ref])


@pytest.mark.parametrize("key", sorted(SEES_NOTICE | SEES_NOTHING))
def test_a_draft_is_shown_to_nobody_else_by_any_address(cast: Cast, key: str) -> None:
    minutes = secret_draft(cast)
    client = browser(cast[key].user)
    for address in addresses(minutes, minutes.meeting.ref):
        for method in ("get", "post"):
            for extra in ({}, HX):
                answer = getattr(client, method)(address, {}, **extra)
                allowed = {403, 404, 405}
                if key in SEES_NOTICE and address == reverse("meeting", args=[minutes.meeting.ref]):
                    allowed = {200, 405}
                assert answer.status_code in allowed, (method, address)
                assert MARK not in text(answer), (method, address)


@pytest.mark.parametrize("key", sorted(SEES_NOTHING))
def test_a_meeting_out_of_sight_answers_as_one_that_does_not_exist(cast: Cast, key: str) -> None:
    minutes = secret_draft(cast)
    client = browser(cast[key].user)
    there = addresses(minutes, minutes.meeting.ref)
    nowhere = addresses(minutes, NOTHING)
    for hidden, missing in zip(there, nowhere, strict=True):
        for method in ("get", "post", "put", "delete"):
            for extra in ({}, HX):
                assert ask(client, method, hidden, **extra) == ask(client, method, missing, **extra), hidden
    minutes_at = [reverse("minutes", args=[ref]) for ref in (minutes.ref, NOTHING)]
    assert ask(client, "get", minutes_at[0]) == ask(client, "get", minutes_at[1])


@pytest.mark.parametrize("key", sorted(SEES_NOTICE | SEES_NOTHING))
def test_lists_counts_desk_and_notices_keep_silent_about_a_draft(cast: Cast, key: str) -> None:
    client = browser(cast[key].user)
    quiet = [reverse("meetings"), f"{reverse('meetings')}?view=drafts", reverse("notices_badge")]
    before = [text(client.get(address)) for address in quiet[1:]]
    minutes = secret_draft(cast)
    pages = [*quiet, reverse("desk"), reverse("notices"), reverse("committee", args=[sharsha().ref])]
    pages += [f"{reverse('meetings')}?view=past", reverse("who_can_see_what"), reverse("commitments")]
    for address in pages:
        shown = text(client.get(address))
        assert MARK not in shown and minutes.ref not in shown, address
    if key in SEES_NOTHING:
        assert [text(client.get(address)) for address in quiet[1:]] == before
    drafts = client.get(f"{reverse('meetings')}?view=drafts")
    assert drafts.context["rows"] == [] and not drafts.context["asked"].counts["drafts"]


def test_a_draft_sent_to_the_chair_is_told_to_the_chair_alone(cast: Cast) -> None:
    minutes = secret_draft(cast)
    actions.send_to_chair(by=cast.facilitator.user, minutes=minutes, at=NOW)
    for key in sorted(SEES_NOTICE | SEES_NOTHING):
        shown = text(browser(cast[key].user).get(reverse("notices")))
        assert "approval" not in shown, key
    assert "approval" in text(browser(cast.uno_sharsha.user).get(reverse("notices")))


@pytest.mark.parametrize("key", sorted(SEES_NOTICE))
def test_an_item_added_while_the_minutes_are_written_is_not_on_the_notice(cast: Cast, key: str) -> None:
    minutes = draft(cast.facilitator.user)
    address = reverse("meeting", args=[minutes.meeting.ref])
    client = browser(cast[key].user)
    before = text(client.get(address))
    actions.add_item(by=cast.facilitator.user, meeting=minutes.meeting, title=f"The {MARK}", at=NOW)
    assert text(client.get(address)) == before
    assert MARK in text(browser(cast.facilitator.user).get(address))
