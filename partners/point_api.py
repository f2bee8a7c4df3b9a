"""Ports, border points, airports, landing places, camps and wards, as programs read and enter them."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from access.api.declaring import Collection, Make, Single, Step
from access.api.etags import Version
from access.api.fields import Body, Day, OneOf, Said, Text
from access.rules.viewer import Viewer
from access.toolkit.versions import said_by
from partners import actions
from partners.bodies import PlaceNamed, PlaceRef
from partners.models import Place, PlaceStep
from partners.point_forms import RenamePointForm
from partners.points import POINT_TIERS, POINTS_LIST, called_now, find_point, must_keep_points, steps_of


class OtherPlaceBody(PlaceNamed):
    """A place in a district beside its upazilas and unions."""

    parent = PlaceNamed(help_text="The district it lies in")
    aliases = serializers.ListField(child=serializers.CharField(), help_text="What it was called before")
    since = serializers.DateField(allow_null=True)
    until = serializers.DateField(allow_null=True, help_text="Since when it is none any more")


class OtherPlaceStepBody(Body):
    """What became of it, and which paper says so."""

    kind = serializers.ChoiceField(choices=PlaceStep.Kind.values)
    name_en = serializers.CharField()
    name_bn = serializers.CharField()
    on = serializers.DateField(allow_null=True)
    source = serializers.CharField()  # type: ignore[assignment]
    at = serializers.DateTimeField()


class OtherPlaceInFullBody(OtherPlaceBody):
    """The same with its history, the latest first."""

    steps = serializers.ListField(child=OtherPlaceStepBody())


class OtherPlaceNamesBody(Body):
    """What it is called, and where that stands."""

    name_en = Text()
    name_bn = Text()
    source = Text()  # type: ignore[assignment]


class NewOtherPlaceBody(OtherPlaceNamesBody):
    """A place that is entered."""

    tier = OneOf(choices=[tier for tier, _label in POINT_TIERS])
    district = PlaceRef()
    since = Day(required=False)


class RenameOtherPlaceBody(OtherPlaceNamesBody):
    """Its new names."""

    on = Day(required=False)


class CloseOtherPlaceBody(Body):
    """Since when it is none any more."""

    on = Day()
    source = Text()  # type: ignore[assignment]


class OpenOtherPlaceBody(Body):
    """Where it stands that it is open."""

    source = Text()  # type: ignore[assignment]


def _says(_viewer: Viewer, place: Place) -> Said:
    return Said(place, steps=steps_of(place))


def _step(name: str, page: str, action: Any, summary: str, body: type[Body]) -> Step:
    return Step(name, page, "keep_points", action, summary, body)


OF_A_POINT = Single(
    "points/<str:ref>/",
    page="point",
    called="place",
    find=find_point,
    says=_says,
    body=OtherPlaceInFullBody,
    summary="One port, border point, airport, landing place, camp or ward",
    version=Version(called_now, said_by(RenamePointForm.base_fields, called_now)),
    steps=(
        _step(
            "rename",
            "point_rename",
            actions.rename_point,
            "It is called otherwise from now on",
            RenameOtherPlaceBody,
        ),
        _step(
            "close",
            "point_close",
            actions.close_point,
            "It is none any more, from a day on",
            CloseOtherPlaceBody,
        ),
        _step("open-again", "point_reopen", actions.open_point_again, "It is open again", OpenOtherPlaceBody),
    ),
)
OF_POINTS = Collection(
    "points/",
    POINTS_LIST,
    OtherPlaceBody,
    "Ports, border points, airports, landing places, camps and wards",
    makes=(
        Make(
            "point_add", actions.add_point, "Enter one", NewOtherPlaceBody, OF_A_POINT, asks=must_keep_points
        ),
    ),
)
