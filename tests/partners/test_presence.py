"""Where organisations work: entered by their liaison officers, read by all, and shown at the place."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from access.toolkit.errors import Mendable
from partners import actions
from partners.models import Organisation, Place, Presence, Side, Tier, Work
from partners.present import present_at
from tests.cast import NOW, Cast, browser
from tests.library.downloads import column, downloaded, proven

pytestmark = pytest.mark.django_db
SINCE = date(2026, 1, 1)
TODAY = date(2026, 11, 22)


def body(code: str) -> Organisation:
    return Organisation.objects.get(code=code)


def union() -> Place:
    return Place.objects.filter(tier=Tier.UNION, parent__name_en="Sharsha").order_by("pk")[0]


def works(at: Place, who: str = "RJ", **fields: Any) -> Presence:
    given = {"work": Work.COUNSELLING, "since": SINCE, "entered_at": NOW} | fields
    return Presence.objects.create(organisation=body(who), place=at, **given)


def test_who_is_at_a_place_works_in_it_or_around_it_today() -> None:
    """Every tier of the ladder, and what takes part in none of it: past, to come, left, beside, above."""
    here = union()
    upazila, other = here.parent, Place.objects.filter(tier=Tier.UNION, parent=here.parent).last()
    assert upazila is not None and other is not None and other != here
    district = upazila.parent
    assert district is not None
    table: list[tuple[Place, dict[str, Any], set[str]]] = [
        (here, {}, {"union", "upazila", "district"}),
        (upazila, {}, {"union", "beside", "upazila", "district"}),
        (other, {}, {"beside", "upazila", "district"}),
        (district, {}, {"district"}),
        (here, {"until": TODAY}, {"union", "upazila", "district"}),
        (here, {"until": TODAY - timedelta(days=1)}, set()),
        (here, {"since": TODAY + timedelta(days=1)}, set()),
    ]
    asked = {"union": here, "beside": other, "upazila": upazila, "district": district}
    for place, fields, expected in table:
        line = works(place, "IOM", **fields)
        found = {
            name
            for name, one in asked.items()
            if body("IOM") in present_at(one, NOW, [Side.INTERNATIONAL, Side.NGO])
        }
        assert found == expected, (place, fields)
        assert body("IOM") not in present_at(place, NOW, [Side.GOVERNMENT])
        line.delete()
    works(here, "IOM")
    Organisation.objects.filter(code="IOM").update(until=TODAY)
    assert not present_at(here, NOW, [Side.INTERNATIONAL]).exists()


def test_an_office_of_the_place_is_there_without_a_line() -> None:
    here = union()
    parishad = Organisation.objects.filter(place=here, side=Side.GOVERNMENT)
    assert parishad and set(parishad) <= set(present_at(here, NOW, [Side.GOVERNMENT]))


def test_a_liaison_officer_enters_several_places_at_once_and_ends_one(cast: Cast) -> None:
    client, other = browser(cast.rj_liaison.user), browser(cast.bnwla_liaison.user)
    rj = body("RJ")
    page = reverse("organisation_add_presence", args=[rj.ref])
    typed = {
        "places": f"{union().name_en}, Sharsha\nJashore",
        "work": ["counselling", "legal-aid"],
        "since": "01/01/2026",
    }
    assert other.post(page, typed).status_code == 403 and not Presence.objects.exists()
    assert client.post(page, typed | {"places": "Nowhere"}).status_code == 422
    assert client.post(page, typed | {"until": "31/12/2025"}).status_code == 422
    assert client.post(page, typed).status_code == 302
    assert Presence.objects.filter(organisation=rj, until=None).count() == 4
    assert client.post(page, typed).status_code == 422, "the same again adds nothing"
    line = Presence.objects.filter(place=union()).order_by("work")[0]
    end = reverse("organisation_end_presence", args=[rj.ref, line.ref])
    assert other.post(end, {"until": "30/06/2026"}).status_code == 403
    assert client.post(end, {"until": "31/12/2025"}).status_code == 422
    assert client.post(end, {"until": "30/06/2026"}).status_code == 302
    line.refresh_from_db()
    assert line.until == date(2026, 6, 30)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM partners_presenceevent WHERE pgh_obj_id = %s", [line.pk])
        assert cursor.fetchone() == (1,)


def test_nothing_wide_nothing_twice_and_nobody_else(cast: Cast) -> None:
    rj, by = body("RJ"), cast.rj_liaison.user
    enter: dict[str, Any] = {"organisation": rj, "work": [Work.COUNSELLING], "since": SINCE, "at": NOW}
    refused: list[tuple[dict[str, Any], str]] = [
        ({"places": []}, "places"),
        ({"places": [Place.objects.get(tier=Tier.NATIONAL)]}, "places"),
        ({"places": [union()], "work": []}, "work"),
        ({"places": [union()], "until": SINCE - timedelta(days=1)}, "until"),
    ]
    for wrong, field in refused:
        with pytest.raises(Mendable) as refusal:
            actions.enter_presence(by=by, **(enter | wrong))
        assert refusal.value.field == field
    actions.enter_presence(by=by, **enter, places=[union()])
    with pytest.raises(IntegrityError), transaction.atomic():
        works(union(), since=TODAY)
    for user in (cast.rj_staff.user, cast.ncc_secretary.user, cast.uno_sharsha.user):
        with pytest.raises(PermissionDenied):
            actions.enter_presence(by=user, **(enter | {"work": [Work.LEGAL_AID]}), places=[union()])


def test_no_line_says_where_people_are_sheltered_and_one_entered_by_mistake_is_taken_away(cast: Cast) -> None:
    with pytest.raises(ValueError, match="shelter"):
        actions.enter_presence(
            by=cast.rj_liaison.user,
            organisation=body("RJ"),
            places=[union()],
            work=["shelter"],
            since=SINCE,
            at=NOW,
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        works(union(), work="shelter")
    line = works(union())
    end = reverse("organisation_end_presence", args=[body("RJ").ref, line.ref])
    assert browser(cast.bnwla_liaison.user).post(end, {"mistaken": "on"}).status_code == 403
    client = browser(cast.rj_liaison.user)
    assert client.post(end, {}).status_code == 422 and Presence.objects.filter(pk=line.pk).exists()
    assert client.post(end, {"mistaken": "on"}).status_code == 302
    assert not Presence.objects.filter(pk=line.pk).exists()
    past = client.get(reverse("presences"), {"place": union().ref, "view": "all"}).content.decode()
    assert line.ref not in past and body("RJ").ref not in past


@pytest.mark.parametrize("language", ["en", "bn"])
def test_the_page_of_a_place_shows_who_works_there_and_leads_up_and_down(cast: Cast, language: str) -> None:
    here = union()
    upazila = here.parent
    assert upazila is not None
    works(upazila, "RJ")
    works(here, "IOM", until=SINCE)
    client = browser(cast.uno_sharsha.user, language)
    for place in (here, upazila):
        page = client.get(reverse("place", args=[place.ref])).content.decode()
        assert body("RJ").name_en in page or body("RJ").name_bn in page
        assert body("IOM").name_en not in page and body("IOM").name_bn not in page
        for near in (*place.children.all(), *([place.parent] if place.parent else [])):
            assert reverse("place", args=[near.ref]) in page
        committee = place.committees.filter(ended_on=None)[0]
        assert reverse("committee", args=[committee.ref]) in page
    past = client.get(reverse("presences"), {"place": here.ref, "view": "all"}).content.decode()
    assert body("IOM").name_en in past or body("IOM").name_bn in past
    found = client.get(reverse("search"), {"q": upazila.name_en}).content.decode()
    assert reverse("place", args=[upazila.ref]) in found


def test_the_page_and_the_list_cost_the_same_for_one_line_as_for_seven(cast: Cast) -> None:
    client, here = browser(cast.uno_sharsha.user), union()
    pages = [
        reverse("place", args=[here.ref]),
        reverse("presences"),
        reverse("organisation", args=[body("RJ").ref]),
    ]
    costs = []
    for lines in (1, 7):
        while Presence.objects.count() < lines:
            works(
                here,
                "RJ" if (n := Presence.objects.count()) < len(Work) else "IOM",
                work=list(Work)[n % len(Work)],
            )
        for page in pages:
            client.get(page)
        for page in pages:
            with CaptureQueriesContext(connection) as asked:
                assert client.get(page).status_code == 200
            costs.append(len(asked))
    assert costs[:3] == costs[3:], costs
    assert costs[0] <= 25, costs


def test_the_lines_leave_as_a_sheet(cast: Cast) -> None:
    works(union(), since=timezone.localdate() - timedelta(days=2))
    rows = downloaded(proven(cast.far_liaison.user), "presences")
    assert column(rows, "Organisation") == ["Rights Jessore"] and column(rows, "District") == ["Jashore"]


def test_where_a_merged_organisation_worked_its_successor_works_on(cast: Cast) -> None:
    rj, heir, on = body("RJ"), body("BNWLA"), TODAY + timedelta(days=1)
    kept = works(union())
    works(union(), work=Work.AWARENESS, until=SINCE + timedelta(days=9))
    works(union(), work=Work.LEGAL_AID)
    works(union(), work=Work.LEGAL_AID, who="BNWLA")
    works(union(), work=Work.CAPACITY, since=on + timedelta(days=9))
    actions.succeed_organisation(by=None, organisation=rj, successor=heir, on=on, at=NOW)
    lines = Presence.objects.order_by("work", "since", "pk").values_list(
        "organisation__code", "work", "since", "until"
    )
    yesterday = on - timedelta(days=1)
    assert list(lines) == [
        ("RJ", "awareness", SINCE, SINCE + timedelta(days=9)),
        ("BNWLA", "capacity", on + timedelta(days=9), None),
        ("RJ", "counselling", SINCE, yesterday),
        ("BNWLA", "counselling", on, None),
        ("RJ", "legal-aid", SINCE, yesterday),
        ("BNWLA", "legal-aid", SINCE, None),
    ]
    passed = Presence.objects.get(organisation=heir, work=Work.COUNSELLING)
    assert passed.entered_at == kept.entered_at, "as early as it was said"
    later = NOW + timedelta(days=2)
    assert heir in present_at(union(), later, [Side.NGO]) and rj not in present_at(union(), later, [Side.NGO])
