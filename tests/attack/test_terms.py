"""A term that has ended has ended: in every browser that is still open, and for whoever typed along."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from access.models import User
from access.rules.viewer import Viewer
from partners import actions
from partners.models import Delegation, Membership, OfficeHolder, Seat
from tests.attack.scene import NOTHING, ask, text
from tests.cast import Cast, browser
from tests.commitments.world import (
    LONG_AGO,
    committee,
    holder,
    member,
    office,
    organisation,
    person,
    promise,
    seat,
    user_of,
)
from tests.meetings.sittings import draft, jashore, sharsha
from tests.newcomers import known

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def now() -> datetime:
    return timezone.now()


def codes(user: User, at: datetime | None = None) -> frozenset[str]:
    return Viewer(user, at or now()).party_codes


def test_a_minute_taker_whose_time_is_over_finds_nothing_with_the_page_still_open(cast: Cast) -> None:
    minutes = draft(cast.uno_sharsha.user, at=now())
    client = browser(cast.facilitator.user)
    pages = [reverse(name, args=[minutes.meeting.ref]) for name in ("meeting", "meeting_print")]
    assert [client.get(one).status_code for one in pages] == [200, 200]
    delegation = Delegation.objects.get(committee=sharsha(), person=cast.facilitator.person)
    actions.end_delegation(by=cast.uno_sharsha.user, delegation=delegation, at=now())
    for one in [*pages, reverse("meeting_attendance", args=[minutes.meeting.ref])]:
        missing = one.replace(minutes.meeting.ref, NOTHING)
        assert ask(client, "get", one) == ask(client, "get", missing)
        assert ask(client, "post", one) == ask(client, "post", missing)
    assert client.get(f"{reverse('meetings')}?view=drafts").context["rows"] == []


def test_an_office_that_heads_nothing_takes_everything_from_its_former_holder(cast: Cast) -> None:
    made = committee("clerks")
    post = office("Clerk of the committee")
    seat(made, office=post, role=Seat.Role.MEMBER_SECRETARY, precedence=1)
    former, successor = person("former clerk"), person("next clerk")
    holder(former, post)
    owner = organisation("owner")
    kept = promise(owner, made)
    client = browser(user_of(former))
    assert client.get(reverse("commitment", args=[kept.ref])).status_code == 200
    actions.hand_over(
        by=cast.ncc_secretary.user,
        office=post,
        to=successor,
        on=now() - timedelta(seconds=1),
        at=now(),
        order_number="05.00",
        order_date=timezone.localdate(),
    )
    # Only the entry itself, which they can object to, by their own account.
    assert codes(user_of(former)) == frozenset({f"account:{user_of(former).ref}"})
    # Nothing is left: even the directory is closed, and only the own account opens.
    answer = client.get(reverse("commitment", args=[kept.ref]))
    assert (answer.status_code, answer["Location"]) == (302, reverse("account"))
    assert client.get(reverse("desk"))["Location"] == reverse("account")
    assert browser(user_of(successor)).get(reverse("commitment", args=[kept.ref])).status_code == 200


def test_a_secretary_made_a_member_takes_the_assistant_along(cast: Cast) -> None:
    minutes = draft(cast.dd_women_jashore.user, jashore(), at=now())
    secretary = Seat.objects.get(committee=jashore(), role=Seat.Role.MEMBER_SECRETARY)
    assert secretary.office is not None
    clerk = known(label_en="Assistant", label_bn="", email="types@example.invalid")
    actions.assist(
        by=cast.dd_women_jashore.user, office=secretary.office, person=clerk, since=now() - DAY, at=now()
    )
    client = browser(user_of(clerk))
    page = reverse("meeting_print", args=[minutes.meeting.ref])
    assert client.get(page).status_code == 200
    other = Seat.objects.filter(committee=jashore(), role=Seat.Role.MEMBER, office__isnull=False).first()
    assert other is not None
    actions.give_role(by=cast.ncc_secretary.user, seat=other, role=Seat.Role.MEMBER_SECRETARY, at=now())
    assert client.get(page).status_code == 404
    assert f"committee:{jashore().code}:secretariat" not in codes(user_of(clerk))


def test_a_committee_that_ends_closes_to_its_minute_takers_too(cast: Cast) -> None:
    minutes = draft(cast.uno_sharsha.user, at=now())
    client = browser(cast.facilitator.user)
    page = reverse("meeting_print", args=[minutes.meeting.ref])
    assert client.get(page).status_code == 200
    today = timezone.localdate()
    actions.end_committee(by=cast.ncc_secretary.user, committee=sharsha(), on=today, at=now())
    assert client.get(page).status_code == 404


def test_a_closed_account_is_signed_out_at_its_next_click(cast: Cast) -> None:
    client = browser(cast.rj_liaison.user)
    assert client.get(reverse("desk")).status_code == 200
    User.objects.filter(pk=cast.rj_liaison.user.pk).update(is_active=False)
    for name in ("desk", "commitments", "account", "notices_badge", "partners"):
        answer = client.get(reverse(name))
        assert answer.status_code == 302 and answer["Location"].startswith(reverse("sign_in")), name


def test_a_member_who_has_left_reads_nothing_of_the_body_from_that_instant() -> None:
    body = organisation("body")
    leaver = person("leaver")
    client = browser(member(leaver, body))
    mark = promise(body)
    assert client.get(reverse("commitment", args=[mark.ref])).status_code == 200
    row = Membership.objects.get(person=leaver)
    actions.end_membership(by=None, membership=row, until=now(), at=now())
    assert client.get(reverse("commitment", args=[mark.ref])).status_code == 302
    assert mark.what not in text(client.get(reverse("commitments"), follow=True))


def test_somebody_appointed_from_tomorrow_reads_nothing_today() -> None:
    made = committee("soon")
    post = office("Clerk to come")
    seat(made, office=post, role=Seat.Role.MEMBER_SECRETARY, precedence=1)
    comer = person("comer")
    holder(comer, post, since=now() + DAY)
    mark = promise(organisation("owner"), made)
    client = browser(user_of(comer))
    assert client.get(reverse("commitment", args=[mark.ref])).status_code == 302
    assert OfficeHolder.objects.filter(person=comer, period__startswith__gt=LONG_AGO).exists()
