"""In which district something lies: sheets of any room tell it beside the place."""

from collections.abc import Iterable
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from access.toolkit.cells import Kind, beside
from language.words import named
from partners.models import Place, Tier
from partners.models.places import numbers_in


class District(NamedTuple):
    """A district as a sheet tells it: its name in the reader's language, and its P-code where known."""

    name: str
    p_code: str


NO_DISTRICT = District("", "")


def districts_of(places: Iterable[int | None]) -> dict[int | None, District]:
    """Return the district each of these places lies in, or is: two queries. What lies in none is left out."""
    paths = dict(Place.objects.filter(pk__in={one for one in places if one}).values_list("pk", "path"))
    above = {number for path in paths.values() for number in numbers_in(path)}
    districts = {
        one.pk: District(named(one), one.p_code)
        for one in Place.objects.filter(pk__in=above, tier=Tier.DISTRICT)
    }
    return {
        place: districts[number]
        for place, path in paths.items()
        for number in numbers_in(path)
        if number in districts
    }


# Of lines that have a `district`.
DISTRICT_COLUMNS = (
    beside("district", _("District"), lambda line: line.district.name, "#adm2+name"),
    beside(
        "district_code",
        _("P-code of the district"),
        lambda line: line.district.p_code,
        "#adm2+code",
        Kind.CODE,
    ),
)
