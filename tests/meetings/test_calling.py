"""Calling a meeting takes a date and an agenda: the rest begins as it was last time."""

from datetime import time
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from access.models import User
from tests.cast import Cast
from tests.meetings.sittings import announced, jashore, sharsha

pytestmark = pytest.mark.django_db


def form_of(user: User, **query: str) -> Any:
    client = Client()
    client.force_login(user, backend="access.rules.backend.SignInBackend")
    return client.get(reverse("meeting_new"), query).context["form"]


def test_the_form_begins_with_the_next_number_and_the_place_and_hours_of_the_last_meeting(cast: Cast) -> None:
    announced(cast.uno_sharsha.user, number=7, place="Upazila Parishad hall", ends=time(13))
    form = form_of(cast.uno_sharsha.user)
    assert form["body"].value() == f"committee:{sharsha().ref}"
    assert (form["number"].value(), form["place"].value()) == ("৮", "Upazila Parishad hall")
    assert [str(form[name].value()) for name in ("starts", "ends")] == ["সকাল ১১টা", "দুপুর ১টা"]


def test_who_comes_from_the_page_of_a_committee_calls_that_one(cast: Cast) -> None:
    announced(cast.uno_sharsha.user, number=7, place="Upazila Parishad hall", ends=time(13))
    form = form_of(cast.dd_women_jashore.user, committee=jashore().ref)
    assert form["body"].value() == f"committee:{jashore().ref}"
    assert form["place"].value() is None, "the place of another committee's meeting is not offered"


def test_a_committee_that_never_met_here_is_offered_no_number(cast: Cast) -> None:
    assert form_of(cast.uno_sharsha.user)["number"].value() is None


@pytest.mark.parametrize(
    ("typed", "is_open"),
    [
        ({}, False),
        ({"level": "network"}, True),
        ({"title": "Call 01711000000"}, True),
        ({"title": "Emergency meeting"}, True),
        ({"on_date": "never"}, False),
    ],
)
def test_what_most_never_need_is_shut_unless_it_is_used_or_wrong(
    cast: Cast, typed: dict[str, str], is_open: bool
) -> None:
    client = Client()
    client.force_login(cast.uno_sharsha.user, backend="access.rules.backend.SignInBackend")
    fields = {
        "body": f"committee:{sharsha().ref}",
        "kind": "ordinary",
        "mode": "in-person",
        "on_date": "",
        "level": "committee-and-upline",
    }
    answer = client.post(reverse("meeting_new"), fields | typed)
    assert answer.status_code == 422
    assert ('<details class="more" open>' in answer.content.decode()) is is_open
