"""How the committees below one stand this quarter and who can be told, for whoever keeps its seats."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from rest_framework import serializers

from access.api.declaring import Part, Single
from access.api.fields import Body
from access.rules.viewer import Viewer
from meetings.below import Sitting, State
from meetings.below_list import COMMITTEES_BELOW, below_here, below_rows, find_above
from meetings.reach_programs import UntoldBody, seats_said
from partners.bodies import CommitteeNamed
from partners.models import Committee
from partners.reach import reach_of


class LastMetBody(Body):
    """A meeting of it that you may read of."""

    on = serializers.DateField()
    ref = serializers.CharField()


class BelowBody(CommitteeNamed):
    """A committee below, as far as you may know: no record is no reproach."""

    state = serializers.ChoiceField(choices=[one.value for one in State])
    last = LastMetBody(allow_null=True, help_text="The meeting it held last")
    called = LastMetBody(allow_null=True, help_text="The next one whose notice is out")
    phone = serializers.CharField(allow_blank=True, help_text="Of the office of its member secretary")
    is_told = serializers.BooleanField(help_text="Chairperson or member secretary can be told in the portal")


class CommitteesBelowBody(Body):
    """A committee with those below it in figures, and which of its own seats can be told."""

    committee = CommitteeNamed()
    below = serializers.IntegerField(help_text="Committees that report to it")
    met = serializers.IntegerField(help_text="Of them, those that met this quarter")
    called = serializers.IntegerField(help_text="Not met yet, and a notice is out")
    not_yet = serializers.IntegerField(help_text="Met in an earlier quarter")
    no_record = serializers.IntegerField()
    told = serializers.IntegerField(help_text="Of them, those that can be told in the portal")
    seats = serializers.IntegerField(help_text="Its own seats")
    seats_told = serializers.IntegerField(help_text="Of them, those that can be told in the portal")
    seats_mailed = serializers.IntegerField(help_text="Of those, by e-mail too")
    not_told = UntoldBody(many=True)


def _says(viewer: Viewer, committee: Committee) -> dict[str, Any]:
    here = below_here(viewer, committee)
    return {
        "committee": committee,
        "below": len(here.rows),
        "met": here.number_in(State.MET),
        "called": here.number_in(State.CALLED),
        "not_yet": here.number_in(State.NOT_YET),
        "no_record": here.number_in(State.NO_RECORD),
        "told": here.told,
        **seats_said(reach_of(committees=[committee.pk], at=viewer.at), shows_phones=True),
    }


def _lines(viewer: Viewer, committees: Sequence[Committee]) -> Iterable[dict[str, Any]]:
    for row in below_rows(viewer, committees):
        one = row.below
        yield {
            "ref": one.ref,
            "name_en": one.name_en,
            "name_bn": one.name_bn,
            "state": one.state.value,
            "last": _sitting(one.last),
            "called": _sitting(one.called),
            "phone": one.phone or "",
            "is_told": row.is_told,
        }


def _sitting(one: Sitting | None) -> dict[str, Any] | None:
    return one._asdict() if one is not None else None


BELOW = Single(
    "committees/<str:ref>/below/",
    page="committees_below",
    called="committee",
    find=find_above,
    says=_says,
    body=CommitteesBelowBody,
    summary="Which committees below it met this quarter, and who can be told",
    parts=(
        Part("committees", _lines, BelowBody, "The committees below it, by name", listing=COMMITTEES_BELOW),
    ),
)
