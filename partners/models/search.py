"""By which words the directory is found."""

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.db import models

from access.models import SearchRow

_NAMES = GinIndex(fields=["names"], opclasses=["gin_trgm_ops"], name="%(class)s_names")


class _NamedRow(SearchRow):
    """The same, found by names that are spelt nearly so too."""

    class Meta(SearchRow.Meta):
        abstract = True
        indexes: ClassVar[list[models.Index]] = [*SearchRow.Meta.indexes, _NAMES]


class PlaceSearch(_NamedRow):
    """By which words a place is found."""

    records, told = "partners_place", "search_told_of_places"


class OrganisationSearch(_NamedRow):
    """By which words an organisation is found."""

    records, told = "partners_organisation", "search_told_of_organisations"


class CommitteeSearch(_NamedRow):
    """By which words a committee is found."""

    records, told = "partners_committee", "search_told_of_committees"


class OfficeSearch(SearchRow):
    """By which words an office is found."""

    records, told = "partners_office", "search_told_of_offices"
