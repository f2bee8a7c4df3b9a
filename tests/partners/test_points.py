"""MoHA's secretariat enters ports, airports, camps and the like: with a source, renamed, closed."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from access.toolkit.errors import Mendable
from partners import actions
from partners.models import Place, PlaceStep
from tests.cast import NOW, Cast, browser
from tests.threads.updates import posted
from tests.threads.world import to_committee

pytestmark = pytest.mark.django_db
SOURCE = "Gazette of 12 January 2002"
TODAY = NOW.date()


def typed(**more: Any) -> dict[str, Any]:
    return {
        "tier": "land-port",
        "district": Place.objects.get(tier="district", name_en="Jashore").ref,
        "name_en": "Practice land port",
        "name_bn": "অনুশীলন স্থলবন্দর",
        "since": "১২/০১/২০০২",
        "source": SOURCE,
    } | more


def test_a_place_is_entered_found_named_by_updates_renamed_and_closed(cast: Cast) -> None:
    client, other = browser(cast.ncc_secretary.user), browser(cast.dc_jashore.user)
    listing, new = reverse("points"), reverse("point_add")
    assert new in client.get(listing).content.decode() and new not in other.get(listing).content.decode()
    assert (
        other.post(new, typed()).status_code == 403
        and browser(cast.oversight.user).get(new).status_code == 403
    )
    for wrong in ("source", "name_bn", "district", "tier"):
        assert client.post(new, typed(**{wrong: ""})).status_code == 422, wrong
    for wrong_district in (Place.objects.filter(tier="union")[0].ref, "\x00"):
        assert client.post(new, typed(district=wrong_district)).status_code == 422
    assert client.post(new, typed()).status_code == 302
    place = Place.objects.get(tier="land-port")
    assert place.parent is not None and place.since == date(2002, 1, 12)
    assert place.path == f"{place.parent.path}{place.pk}/"
    assert client.post(new, typed(name_bn="অন্য")).status_code == 422, "a second one of the same name"

    # It is found, told of, and its page says where it stands.
    page = reverse("point", args=[place.ref])
    assert SOURCE in other.get(page).content.decode()
    assert place.ref in other.get(reverse("search"), {"q": "Practice land port"}).content.decode()
    assert page in other.get(reverse("place", args=[place.ref])).content.decode()
    told = posted(cast.rj_staff.user, to_committee(), place=place, women=3)
    assert "Practice land port" in told.title

    by = cast.ncc_secretary.user
    new_names = {"name_en": "Practice port", "name_bn": "অনুশীলন বন্দর", "source": "Order 7"}
    assert client.post(reverse("point_rename", args=[place.ref]), new_names).status_code == 302
    place.refresh_from_db()
    assert place.name_en == "Practice port" and "Practice land port" in place.aliases
    told.refresh_from_db()
    assert "Practice land port" in told.title, "what was written keeps its name"
    assert place.ref in other.get(reverse("search"), {"q": "Practice land port"}).content.decode()

    with pytest.raises(Mendable):
        actions.close_point(by=by, place=place, on=TODAY + timedelta(1), source=SOURCE, at=NOW)
    place = actions.close_point(by=by, place=place, on=TODAY, source="Order 8", at=NOW)
    found = browser(cast.dc_jashore.user).get(reverse("search"), {"q": "Practice port"})
    assert "Closed since" in found.content.decode()
    with pytest.raises(Mendable) as refused:
        posted(cast.rj_staff.user, to_committee(), place=place, women=3)
    assert refused.value.code == "closed"
    posted(cast.rj_staff.user, to_committee(), place=place, women=3, at=NOW - timedelta(2))
    actions.open_point_again(by=by, place=place, source="Closed by mistake", at=NOW)
    assert [one.kind for one in PlaceStep.objects.filter(place=place)] == [
        "entered", "renamed", "closed", "opened",
    ]  # fmt: skip
    shown = browser(cast.rj_liaison.user, "en").get(page).content.decode()
    assert "Order 8" in shown and "Closed by mistake" in shown
    assert "অনুশীলন স্থলবন্দর" in browser(cast.rj_liaison.user, "bn").get(page).content.decode()


def test_nobody_else_keeps_them_and_what_the_maps_have_is_kept_there(cast: Cast) -> None:
    jashore = Place.objects.get(tier="district", name_en="Jashore")
    given: dict[str, Any] = {"tier": "camp", "name_en": "A", "name_bn": "ক", "source": SOURCE, "at": NOW}
    for key in ("oversight", "dc_jashore", "rj_liaison"):
        with pytest.raises(PermissionDenied):
            actions.add_point(by=cast[key].user, district=jashore, **given)
    by = cast.ncc_secretary.user
    for tier in ("union", "district", "market"):
        with pytest.raises(Mendable):
            actions.add_point(by=by, district=jashore, **given | {"tier": tier})
    with pytest.raises(Mendable):
        actions.rename_point(by=by, place=jashore, name_en="X", name_bn="ক", source=SOURCE, at=NOW)


def test_the_list_is_as_costly_with_seven_as_with_one(cast: Cast) -> None:
    jashore = Place.objects.get(tier="district", name_en="Jashore")
    client, counts = browser(cast.rj_staff.user), []
    for number in range(7):
        actions.add_point(
            by=cast.ncc_secretary.user, tier="ward", district=jashore, at=NOW, source=SOURCE,
            name_en=f"Ward no. {number}", name_bn=f"ওয়ার্ড নং {number}",
        )  # fmt: skip
        if number in (0, 6):
            client.get(reverse("points"), {"tier": "ward"})
            with CaptureQueriesContext(connection) as queries:
                assert client.get(reverse("points"), {"tier": "ward"}).status_code == 200
            counts.append(len(queries))
    assert counts[0] == counts[1]
