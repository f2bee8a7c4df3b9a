"""What the page of a promise puts first, and for whom: what is expected is green, and nothing else is."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from commitments import actions
from commitments.models import Commitment
from tests.cast import browser
from tests.commitments.pages import pair
from tests.commitments.test_acting import Parishad
from tests.commitments.world import NOW, holder, office, person, promise, seat

pytestmark = pytest.mark.django_db
GREEN = re.compile(r'btn btn-primary"\s+href="[^"]*/([a-z-]+)/"')


def green(page: Client, commitment: Commitment) -> list[str]:
    """The step that is green on the page of this promise."""
    return GREEN.findall(page.get(reverse("commitment", args=[commitment.ref])).content.decode())


def test_only_what_is_expected_is_green_and_nothing_where_nothing_is() -> None:
    made = pair()
    owner, verifier, secretary = (browser(one) for one in (made.owner, made.verifier, made.secretary))
    assert [green(one, made.commitment) for one in (owner, secretary)] == [["accept"], ["verifier"]]
    made.accepted()
    assert [green(one, made.commitment) for one in (owner, secretary)] == [["evidence"], []]
    actions.report(by=made.owner, commitment=made.commitment, text="Done.", at=NOW)
    # To ask for a change, to drop it, to send more: none of it is expected of anybody while it is looked at.
    assert [green(one, made.commitment) for one in (owner, secretary, verifier)] == [[], [], ["verify"]]
    page = owner.get(reverse("commitment", args=[made.commitment.ref])).content.decode()
    assert page.index(reverse("commitment_report", args=[made.commitment.ref])) < page.index(
        reverse("commitment_change", args=[made.commitment.ref])
    )
    # The day it is due is said as that, and not as the day it was agreed on.
    assert re.search(r"Agreed,\s+due 10 Dec 2026|Agreed,\s+due \d+ \w+ \d{4}", page)


def test_whose_seat_answers_for_the_body_is_not_sent_to_its_head() -> None:
    world = Parishad()
    ward = office("Member, ward 3", world.body)
    member = holder(person("member"), ward)
    named = promise(world.body, world.committee, what="Talk", speaks_for=seat(world.committee, office=ward))
    said = {
        user.pk: browser(user).get(reverse("commitment", args=[named.ref])).content.decode()
        for user in (member, world.officer)
    }
    assert (
        "Who can act" not in said[member.pk]
        and reverse("commitment_accept", args=[named.ref]) in said[member.pk]
    )
    # Another officer of the body, who waits for somebody else, is told for whom.
    assert "Who can act" in said[world.officer.pk]
