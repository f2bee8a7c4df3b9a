"""The pages of the entry of an office holder: who reads them, what they ask and say."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from access.models import User
from notifications.models import Notice
from partners.models import OfficeChange, OfficeHolder
from tests.attack.scene import NOTHING, ask, text
from tests.cast import Cast, browser
from tests.commitments.world import (
    user_of,
)
from tests.partners.orders import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(cast: Cast) -> World:
    return World()


class TestThePages:
    def test_who_lost_everything_reads_this_page_alone_and_objects_on_it(self, world: World) -> None:
        change = world.entered(timezone.now())
        user = user_of(world.outgoing)
        client, address = browser(user), reverse("office_change", args=[change.ref])
        assert client.get(reverse("committee", args=[world.committee.ref]))["Location"] == reverse("account")
        assert address in text(client.get(reverse("account")))
        notice = Notice.objects.get(kind="partners.office_changed", recipient=user)
        assert client.get(reverse("notice", args=[notice.ref]))["Location"] == address
        assert reverse("committee", args=[world.committee.ref]) not in text(client.get(address))
        assert client.post(address, {"do": "object", "reason": ""}).status_code == 422
        assert client.post(address, {"do": "object", "reason": "There is no such order."}).status_code == 302
        page = text(client.get(address))
        assert "The secretariat above looks at the objection" in page
        assert client.post(address, {"do": "wrong"}).status_code == 403
        for name in ("desk", "committees", "office_changes", "notices"):
            assert client.get(reverse(name))["Location"] == reverse("account")

    def test_hidden_and_missing_are_one_answer(self, world: World, cast: Cast) -> None:
        change = world.entered(timezone.now())
        strangers = [cast.rj_liaison.user, User.objects.create_user(email="nobody@example.org")]
        for user in strangers:
            client = browser(user)
            hidden, missing = (
                ask(client, "get", reverse("office_change", args=[ref])) for ref in (change.ref, NOTHING)
            )
            assert hidden == missing and hidden[0] == 404

    def test_the_secretariat_above_finds_it_on_its_desk_and_decides_there(self, world: World) -> None:
        change = world.objected(timezone.now())
        client, address = browser(world.higher), reverse("office_change", args=[change.ref])
        desk = text(client.get(reverse("desk")))
        assert "Decide an objection: Superintendent" in desk and "Objections to decide" in desk
        assert "Decide an objection" not in text(browser(world.secretary).get(reverse("desk")))
        assert address in text(client.get(f"{reverse('office_changes')}?view=objections"))
        assert "give the office back" in text(client.get(address))
        client.post(address, {"do": "wrong"})
        assert OfficeChange.objects.get().is_undone
        assert "Decide an objection" not in text(client.get(reverse("desk")))

    def test_the_form_of_a_secretariat_asks_for_the_order_and_says_what_follows(self, world: World) -> None:
        client = browser(world.secretary)
        address = reverse("committee_seat", args=[world.committee.ref, world.seat.ref])
        page = text(client.get(address))
        assert "can object for 10 working days" in page
        typed = {
            "form": "hand-over",
            "hand-on": f"{timezone.localdate():%d/%m/%Y}",
            "hand-manner": "acting",
            "hand-email": "next@example.org",
            "hand-mobile": "",
        }
        refused = client.post(address, typed)
        assert refused.status_code == 422 and not OfficeChange.objects.exists()
        order = {"hand-order_number": "05.44", "hand-order_date": f"{timezone.localdate():%d/%m/%Y}"}
        answer = client.post(address, typed | order, follow=True)
        assert "It can be objected to until" in text(answer)
        assert "Entered by order 05.44" in text(client.get(address))

    def test_the_body_hands_its_office_over_on_its_own_page(self, world: World) -> None:
        client = browser(world.body_liaison)
        assert "Offices you hand over" in text(client.get(reverse("organisation", args=[world.body.ref])))
        address = reverse("organisation_office", args=[world.body.ref, world.office.ref])
        assert "can object for" not in text(client.get(address))
        typed = {
            "form": "hand-over",
            "hand-on": f"{timezone.localdate():%d/%m/%Y}",
            "hand-manner": "substantive",
            "hand-email": "next@example.org",
            "hand-mobile": "",
        }
        assert client.post(address, typed).status_code == 302
        assert OfficeHolder.objects.filter(office=world.office).count() == 2
        assert not OfficeChange.objects.exists()
        assert browser(world.secretary).get(address).status_code == 403
        stray = reverse("organisation_office", args=[world.parent.ref, world.office.ref])
        assert client.get(stray).status_code == 404

    def test_the_list_costs_the_same_for_one_as_for_seven(self, world: World) -> None:
        client, at = browser(world.secretary), timezone.now()
        page = reverse("office_changes")

        def cost() -> int:
            client.get(page)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(page).status_code == 200
            return len(queries)

        world.entered(at)
        one = cost()
        for number in range(1, 7):
            world.entered(at + timedelta(seconds=number))
        assert cost() == one
