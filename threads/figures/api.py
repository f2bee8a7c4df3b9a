"""What programs read of figures: the same lists as people, by the same filters."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rest_framework import serializers

from access.api.declaring import Collection, Part, Single
from access.api.fields import Body, Said
from access.rules.engine import VIEW, get_permitted
from access.rules.viewer import Viewer
from partners.bodies import OrganisationNamed, PlaceNamed
from partners.models import Organisation
from threads.figures.models import PublishedCell, Sum
from threads.figures.queries import FIGURES_LIST, OWN_FIGURES, PUBLISHED
from threads.figures.queries.lists import figure_of
from threads.updates.models import FIGURES, FieldUpdate


class SumBody(Body):
    """What field updates of one type add up to in a place in a month. Null is not 0: nobody counted."""

    month = serializers.DateField(help_text="Its first day")
    type = serializers.ChoiceField(choices=FieldUpdate.Type.values)
    place = PlaceNamed(help_text="With all that lies in it")
    organisation = OrganisationNamed(allow_null=True, help_text="Null: every organisation together")
    updates = serializers.IntegerField(help_text="How many updates")

    def get_fields(self) -> dict[str, serializers.Field]:  # type: ignore[type-arg]
        """The figures beside."""
        figures = {name: serializers.IntegerField(allow_null=True) for name in FIGURES}
        return {**super().get_fields(), **figures}


class CellBody(Body):
    """How many people a published table tells of a place in a quarter, or why it does not."""

    table = serializers.CharField()
    quarter = serializers.DateField(help_text="Its first day")
    place = PlaceNamed()
    column = serializers.CharField()
    count = serializers.IntegerField(allow_null=True, help_text="Null where it is not told")
    hidden = serializers.CharField(
        help_text="“under”: 0 to 10; “held-back”: it would let one be worked out; “missing”: nobody sent it; "
        "empty where it is told"
    )
    sent = serializers.IntegerField(allow_null=True, help_text="How many returns say it")
    asked = serializers.IntegerField(
        allow_null=True, help_text="Of how many that were asked for; null where nobody owes any"
    )


def sum_bodies(_viewer: Viewer, rows: Sequence[Sum]) -> Iterable[Said]:
    """Return what the list of sums is written of."""
    return [Said(row, **{name: figure_of(row, name) for name in FIGURES}) for row in rows]


def cell_bodies(_viewer: Viewer, cells: Sequence[PublishedCell]) -> Iterable[Said]:
    """Return what the list of published cells is written of."""
    return [Said(one, table=one.table.name, quarter=one.table.quarter) for one in cells]


COLLECTIONS = (
    Collection(
        "field-figures/",
        FIGURES_LIST,
        SumBody,
        "What field updates that everybody reads add up to",
        sum_bodies,
    ),
    Collection(
        "published-quarters/",
        PUBLISHED,
        CellBody,
        "Published quarters of what is told by district and quarter alone",
        cell_bodies,
    ),
)


READ_OWN = "read_own_figures"


class OwnSumBody(SumBody):
    """What all field updates of one organisation add up to, whoever they were for."""


class OwnFiguresBody(Body):
    """Whose figures these are. They are exact, of all that it sent, whoever that was for."""

    organisation = OrganisationNamed()


def find_own(viewer: Viewer, ref: str, action: str = VIEW) -> Organisation:
    """The organisation, for whoever serves it: that one may view it is not enough, whatever is done."""
    return get_permitted(viewer, Organisation, ref, READ_OWN)


def _whose(_viewer: Viewer, organisation: Organisation) -> Said:
    return Said(organisation, organisation=organisation)


OF_OWN_FIGURES = Single(
    "organisations/<str:ref>/own-figures/",
    page="figures_own",
    called="organisation",
    find=find_own,
    says=_whose,
    body=OwnFiguresBody,
    summary="All that an organisation sent, for that organisation alone",
    parts=(
        Part(
            "sums",
            sum_bodies,
            OwnSumBody,
            "What its field updates of every type add up to, protected types too",
            listing=OWN_FIGURES,
        ),
    ),
)
