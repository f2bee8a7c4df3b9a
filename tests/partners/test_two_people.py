"""Two people at one entry of the directory: the second saver sees both."""

import pytest
from django.urls import reverse

from partners import actions
from partners.models import Seat
from tests.cast import NOW, Cast, browser
from tests.meetings.sittings import body, sharsha

pytestmark = pytest.mark.django_db


def test_a_name_given_meanwhile_is_shown_and_not_renamed_over(cast: Cast) -> None:
    own, client = body("RJ"), browser(cast.rj_liaison.user)
    page = reverse("organisation_rename", args=[own.ref])
    form = client.get(page).context["form"]
    actions.rename_organisation(
        by=cast.rj_liaison.user,
        organisation=own,
        name_en="Rights Jashore",
        name_bn=own.name_bn,
        on=NOW.date(),
        at=NOW,
    )
    typed = {"name_en": "Rights of Jessore", "name_bn": own.name_bn, "on": "22/11/2026"}
    late = client.post(page, typed | {"version": form["version"].value()})
    said = late.content.decode()
    assert late.status_code == 422
    assert "Rights Jashore" in said and "Rights of Jessore" in said
    again = typed | {"version": late.context["form"]["version"].value()}
    assert client.post(page, again).status_code == 302
    own.refresh_from_db()
    assert own.name_en == "Rights of Jessore"


def test_a_seat_filled_meanwhile_is_shown_and_not_filled_over(cast: Cast) -> None:
    committee, own = sharsha(), body("BRAC")
    seat = Seat.objects.create(code="two-people", committee=committee, side=own.side)
    client, page = browser(cast.uno_sharsha.user), reverse("committee_seat", args=[committee.ref, seat.ref])
    version = client.get(page).context["fill"]["version"].value()
    actions.fill_seat(by=cast.uno_sharsha.user, seat=seat, organisation=own, at=NOW)
    late = client.post(page, {"form": "fill", "fill-organisation": "BNWLA", "fill-version": version})
    said = late.content.decode()
    assert late.status_code == 422 and "What stands now:" in said and own.name_en in said
    seat.refresh_from_db()
    assert seat.organisation == own
    again = late.context["fill"]["version"].value()
    client.post(page, {"form": "fill", "fill-organisation": "BNWLA", "fill-version": again})
    seat.refresh_from_db()
    assert seat.organisation == body("BNWLA")
