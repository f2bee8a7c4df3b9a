"""A partner is found however its name is typed, and what is meant stands first."""

import pytest
from django.urls import reverse

from access.rules.viewer import Viewer
from partners import directory
from partners.models import Committee, Organisation, OrganisationName, Place
from partners.naming import names_are
from partners.queries import find_organisation, organisation_choices
from tests.cast import NOW, Cast, browser

RAB = ("র\u200d্যাব", "র\u200c্যাব", "র্যাব")


def as_seen_by(cast: Cast) -> Viewer:
    return Viewer(cast.ncc_secretary.user, NOW)


@pytest.mark.parametrize("typed", [*RAB, "rab", " RAB\u200b", "\u200eRab"])
def test_an_organisation_is_found_by_its_short_name_in_each_spelling(cast: Cast, typed: str) -> None:
    found = Organisation.objects.get(code="RAB")
    assert find_organisation(typed) == found
    assert directory.ORGANISATIONS.page(as_seen_by(cast), chosen={"q": typed}).records[0] == found
    assert organisation_choices(typed)[0] == found


def test_a_place_whose_name_holds_a_joiner_is_found_without_it(cast: Cast) -> None:
    place = Place.objects.filter(tier="union").first()
    assert place is not None
    Place.objects.filter(pk=place.pk).update(name_bn="শাহ্\u200c মাহমুদপুর", aliases=["র\u200d্যাবপুর"])
    for typed in ("শাহ্ মাহমুদপুর", "শাহ মাহমুদপুর", "শাহ্\u200d মাহমুদপুর", "র্যাবপুর"):
        assert Place.objects.filter(names_are(typed)).get() == place


def test_an_exact_short_name_stands_before_all_unions_that_have_its_letters(cast: Cast) -> None:
    meant = Organisation.objects.get(code="ACD")
    unions = Organisation.objects.filter(kind=Organisation.Kind.LOCAL_GOVERNMENT)[:30]
    for number, union in enumerate(unions):
        Organisation.objects.filter(pk=union.pk).update(name_en=f"Aacd Union Parishad {number:02}")
    viewer, chosen = as_seen_by(cast), {"q": "acd"}
    first = directory.ORGANISATIONS.page(viewer, chosen=chosen)
    assert first.records[0] == meant and first.next_cursor
    second = directory.ORGANISATIONS.page(viewer, chosen=chosen, after=first.next_cursor)
    walked = [one.pk for one in (*first.records, *second.records)]
    assert len(walked) == len(set(walked)) and len(walked) >= 30, "the pages go on without a gap"


def test_another_body_may_not_take_a_name_by_leaving_out_a_joiner(cast: Cast) -> None:
    organisation = Organisation.objects.get(code="ACD")
    OrganisationName.objects.create(organisation=organisation, name_en="", name_bn="র\u200d্যাপিড সংঘ")
    assert find_organisation("র্যাপিড সংঘ") == organisation


def test_a_search_that_stops_says_that_there_are_more(cast: Cast) -> None:
    page = browser(cast.ncc_secretary.user).get(reverse("committees"), {"q": "union"}).content.decode()
    assert Committee.objects.filter(name_en__icontains="union").count() > directory.PAGE_SIZE
    assert page.count('class="strong"') == directory.PAGE_SIZE
    assert "There are more. Type the name of the upazila or union in full." in page
    short = browser(cast.ncc_secretary.user).get(reverse("committees"), {"q": "Sharsha"}).content.decode()
    assert "There are more." not in short
