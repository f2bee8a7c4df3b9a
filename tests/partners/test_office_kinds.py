"""MoHA's secretariat says which local offices every place has: entered, made, renamed, never twice."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from access.models import Party, User
from access.toolkit.errors import Mendable
from partners import actions
from partners.implementers import find_implementer
from partners.loading.local_offices import load_local_offices, planned
from partners.models import Office, OfficeKind, Organisation, Place
from partners.queries import find_organisation
from partners.tasks import make_local_offices
from tests.cast import NOW, Cast, browser
from tests.partners.country import ctc

pytestmark = pytest.mark.django_db
TYPED: dict[str, Any] = {
    "tier": "upazila",
    "side": "government",
    "name_en": "Upazila Fisheries Office",
    "name_bn": "উপজেলা মৎস্য কর্মকর্তার কার্যালয়",
    "head_en": "Upazila Fisheries Officer",
    "head_bn": "উপজেলা মৎস্য কর্মকর্তা",
    "aliases": "মৎস্য অফিস\n{place} Fisheries",
}
NAMES = {name: TYPED[name] for name in ("name_en", "name_bn", "head_en", "head_bn")}


def made(cast: Cast, **fields: Any) -> OfficeKind:
    by = cast.ncc_secretary.user
    given: dict[str, Any] = TYPED | {"aliases": ["মৎস্য অফিস"]} | fields
    kind = actions.add_office_kind(by=by, at=NOW, **given)
    return actions.make_offices(by=by, kind=kind, at=NOW)


def offices(kind: OfficeKind) -> Any:
    return Organisation.objects.filter(code__endswith=f":{kind.slug}")


@pytest.mark.parametrize("language", ["en", "bn"])
def test_a_kind_is_entered_looked_at_and_made_once(cast: Cast, language: str) -> None:
    upazilas = Place.objects.filter(tier="upazila").count()
    client, other = browser(cast.ncc_secretary.user, language), browser(cast.dc_jashore.user, language)
    listing, new = reverse("office_kinds"), reverse("office_kind_add")
    assert new in client.get(listing).content.decode() and new not in other.get(listing).content.decode()
    assert other.post(new, TYPED).status_code == 403 and client.post(new, {}).status_code == 422
    before = Organisation.objects.count()
    assert client.post(new, TYPED).status_code == 302
    kind = OfficeKind.objects.get(slug="upazila-fisheries-officer")
    assert Organisation.objects.count() == before and kind.made is None
    # One stands there already, entered under another code.
    sharsha = Place.objects.get(tier="upazila", name_en="Sharsha")
    template = Organisation.objects.filter(place=sharsha)[0]
    parties = [Party.objects.create(kind=Party.Kind.ORGANISATION_ALL, code=f"x{n}") for n in range(2)]
    Organisation.objects.create(
        code="own",
        kind=template.kind,
        side=template.side,
        name_en="Upazila Fisheries Office, Sharsha",
        name_bn="অন্য",
        place=sharsha,
        all_party=parties[0],
        liaison_party=parties[1],
    )
    page = reverse("office_kind", args=[kind.ref])
    make = reverse("office_kind_make", args=[kind.ref])
    said = client.get(page).content.decode()
    counted = [upazilas - 1, 1]
    if language == "bn":
        assert all(str(n).translate(str.maketrans("0123456789", "০১২৩৪৫৬৭৮৯")) in said for n in counted)
    else:
        assert f"{counted[0]} offices will be made" in said and "1 is there already" in said
    assert make in said and make not in other.get(page).content.decode()
    assert other.post(make).status_code == 403 and not offices(kind).exists()
    assert client.post(make).status_code == 302
    assert offices(kind).count() == upazilas - 1
    kind.refresh_from_db()
    assert kind.made == upazilas and planned(kind).make == []
    assert make not in client.get(page).content.decode()
    client.post(make)
    assert offices(kind).count() == upazilas - 1, "the same again makes nothing"
    with pytest.raises(Mendable):
        actions.make_offices(by=cast.ncc_secretary.user, kind=kind, at=NOW)


def test_its_offices_are_bodies_like_any_other_and_are_found_by_all_their_names(cast: Cast) -> None:
    kind = made(cast, parent=Organisation.objects.get(code="MoHA"))
    jashore = ctc("Sharsha", "upazila")
    assert jashore.place is not None
    one = Organisation.objects.get(place=jashore.place, code__endswith=f":{kind.slug}")
    head = Office.objects.get(organisation=one)
    assert (head.heads, head.title_en) == (True, f"Upazila Fisheries Officer, {jashore.place.name_en}")
    assert one.parent is not None and one.parent.code == "MoHA" and one.all_party.label_en == one.name_en
    for text in (one.name_bn, f"মৎস্য অফিস, {jashore.place.name_bn}"):
        assert find_organisation(text) == one, text
    meant = find_implementer(jashore, "মৎস্য অফিস", NOW.date())
    assert getattr(meant, "body", None) == one
    client = browser(cast.ncc_secretary.user)
    assert one.ref in client.get(reverse("search"), {"q": one.name_en}).content.decode()


def test_renamed_offices_keep_their_old_names_and_one_with_a_name_of_its_own_keeps_that(cast: Cast) -> None:
    by, kind = cast.ncc_secretary.user, made(cast)
    own = offices(kind).order_by("pk")[0]
    actions.rename_organisation(
        by=by, organisation=own, name_en="Fish House", name_bn="মাছঘর", on=NOW.date(), at=NOW
    )
    new = NAMES | {"name_en": "Upazila Fish Office", "head_en": "Upazila Fish Officer"}
    actions.rename_office_kind(by=by, kind=kind, aliases=["মৎস্য অফিস"], at=NOW, **new)
    kind.refresh_from_db()
    assert kind.slug == "upazila-fisheries-officer" and kind.formerly == [list(NAMES.values())]
    own.refresh_from_db()
    assert own.name_en == "Fish House"
    for one in offices(kind).exclude(pk=own.pk).select_related("place", "all_party", "liaison_party"):
        assert one.name_en == f"Upazila Fish Office, {one.place.name_en}"
        assert one.all_party.label_en == one.liaison_party.label_en == one.name_en
        assert find_organisation(f"Upazila Fisheries Office, {one.place.name_en}") == one
        assert Office.objects.get(organisation=one).title_en == f"Upazila Fish Officer, {one.place.name_en}"
    # Back again, and loaded anew: nothing is renamed twice, and nothing of it is taken back.
    actions.rename_office_kind(by=by, kind=kind, aliases=["মৎস্য অফিস"], at=NOW, **NAMES)
    load_local_offices()
    names = set(offices(kind).values_list("name_en", flat=True))
    assert "Fish House" in names and not any("Fish Office" in name for name in names)
    assert load_local_offices() == 0


def test_what_was_renamed_on_screen_of_the_fixtures_stays_when_they_are_loaded_again(cast: Cast) -> None:
    kind = OfficeKind.objects.get(tier="upazila", slug="upazila-youth-development-officer")
    new = {"name_en": "Upazila Youth House", "name_bn": "উপজেলা যুব ভবন"}
    heads = {"head_en": kind.head_en, "head_bn": kind.head_bn}
    actions.rename_office_kind(by=cast.ncc_secretary.user, kind=kind, at=NOW, **new, **heads)
    assert load_local_offices() == 0
    assert all(
        name.startswith("Upazila Youth House, ") for name in offices(kind).values_list("name_en", flat=True)
    )


def test_what_is_refused(cast: Cast) -> None:
    by, kind = cast.ncc_secretary.user, made(cast)
    refused: list[tuple[dict[str, Any], str]] = [
        ({}, "name_en"),
        ({"name_en": "Another Office", "name_bn": "অন্য"}, "head_en"),
        ({"name_en": " ", "name_bn": "খ", "head_en": "B"}, "name_en"),
        ({"name_en": "A", "name_bn": "খ", "head_en": "…"}, "head_en"),
        (
            {"name_en": "A", "name_bn": "খ", "head_en": "B", "parent": Organisation.objects.get(code="RJ")},
            "parent",
        ),
        ({"name_en": "A", "name_bn": "খ", "head_en": "B", "aliases": ["x"] * 13}, "aliases"),
        # A post of the parishad is no head of another body.
        (
            {
                "tier": "union",
                "name_en": "A",
                "name_bn": "খ",
                "head_en": "Union Parishad administrative officer",
            },
            "head_en",
        ),
    ]
    for wrong, field in refused:
        with pytest.raises(Mendable) as refusal:
            actions.add_office_kind(by=by, at=NOW, **(TYPED | {"aliases": []} | wrong))
        assert refusal.value.field == field, wrong
    steps: list[Callable[[User], object]] = [
        lambda by: actions.add_office_kind(by=by, at=NOW, **(TYPED | {"aliases": [], "tier": "union"})),
        lambda by: actions.make_offices(by=by, kind=kind, at=NOW),
        lambda by: actions.rename_office_kind(by=by, kind=kind, at=NOW, **NAMES),
    ]
    for nobody in (cast.dc_jashore.user, cast.rj_liaison.user, cast.oversight.user):
        for step in steps:
            with pytest.raises(PermissionDenied):
                step(nobody)


def test_many_offices_are_made_by_the_worker_and_the_sweep_makes_up_for_a_lost_bell(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("partners.actions.office_kinds.AT_ONCE", 0)
    kind = made(cast)
    assert kind.asked_at == NOW and not offices(kind).exists()
    page = browser(cast.ncc_secretary.user).get(reverse("office_kind", args=[kind.ref])).content.decode()
    assert "being made" in page
    for _again in range(2):
        make_local_offices(kind.pk)
        kind.refresh_from_db()
        assert kind.asked_at is None and offices(kind).count() == kind.made


def test_the_list_costs_the_same_for_one_kind_as_for_many_and_making_as_many_statements(cast: Cast) -> None:
    client, asked = browser(cast.ncc_secretary.user), []
    for tier in ("district", "upazila"):
        client.get(reverse("office_kinds"), {"tier": tier})
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("office_kinds"), {"tier": tier})
        asked.append(len(queries))
    assert asked[0] == asked[1] <= 12, asked
    costs = []
    for tier, head in (("district", "Head A"), ("upazila", "Head B")):
        with CaptureQueriesContext(connection) as queries:
            made(cast, tier=tier, head_en=head)
        costs.append(len(queries))
    assert costs[0] == costs[1], costs


def test_whoever_makes_none_reads_what_was_noted_and_has_nothing_counted_for_them(cast: Cast) -> None:
    kind = OfficeKind.objects.filter(made__isnull=False, tier="upazila").first()
    assert kind is not None
    address = reverse("office_kind", args=[kind.ref])
    for key, counts in (("rj_staff", False), ("ncc_secretary", True)):
        client = browser(cast[key].user)
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            page = client.get(address).content.decode()
        walks = [one for one in asked if 'JOIN "partners_place"' in one["sql"] and "name_bn" in one["sql"]]
        assert bool(walks) is counts, key
        assert str(kind.made) in page
