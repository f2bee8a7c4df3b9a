"""Whom a meeting's notice and minutes reach, as programs of whoever tells read it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from rest_framework import serializers

from access.api.fields import Body
from access.rules.engine import require
from access.rules.viewer import Viewer
from meetings.models import Meeting, Minutes
from meetings.models.reached import WithReach
from meetings.pages import told_of
from meetings.reach import reach_of_meeting
from partners.models import Seat
from partners.reach import Invited, Reach


class ToldBody(Body):
    """What was sent once, and how many seats it reached then."""

    at = serializers.DateTimeField()
    seats = serializers.IntegerField()
    seats_told = serializers.IntegerField()
    seats_mailed = serializers.IntegerField(help_text="Of those told, by e-mail too")


class UntoldBody(Body):
    """A seat, or a body named beside the seats, that nothing in the portal reaches."""

    is_seat = serializers.BooleanField()
    role = serializers.ChoiceField(choices=Seat.Role.values, allow_blank=True, help_text="Of the seat")
    name_en = serializers.CharField()
    name_bn = serializers.CharField()
    phone = serializers.CharField(help_text="Of the office, for the secretariat; else empty")
    is_empty = serializers.BooleanField(help_text="Nobody holds it")


class ReachBody(Body):
    """How many of those invited can be told now, who cannot, and how many were told each time."""

    seats = serializers.IntegerField()
    seats_told = serializers.IntegerField(help_text="Of them, those that can be told in the portal")
    seats_mailed = serializers.IntegerField(help_text="Of those, by e-mail too")
    bodies = serializers.IntegerField(help_text="Named beside the seats")
    bodies_told = serializers.IntegerField()
    not_told = UntoldBody(many=True)
    was_told = ToldBody(many=True, help_text="The latest first; empty where it was not counted")


def reach_of_notice(viewer: Viewer, meeting: Meeting) -> dict[str, Any]:
    """Whom a notice reaches, for whoever sends it."""
    require(viewer, "notice", meeting)
    sent = [(one.announcement.told_at, one.announcement) for one in told_of(meeting)]
    return _said(viewer, meeting, sent)


def reach_of_minutes(viewer: Viewer, minutes: Minutes) -> dict[str, Any]:
    """Whom the circulated minutes reach, for whoever circulates them."""
    require(viewer, "circulate", minutes)
    sent = [(minutes.circulated_at, minutes)] if minutes.circulated_at is not None else []
    return _said(viewer, minutes.meeting, sent)


def _said(viewer: Viewer, meeting: Meeting, sent: Sequence[tuple[datetime, WithReach]]) -> dict[str, Any]:
    reach = reach_of_meeting(meeting, viewer.at)
    bodies = [one for one in reach.invited if not one.is_seat]
    shows_phones = viewer.belongs_to(meeting.secretariat_party_id)
    return {
        **seats_said(reach, shows_phones=shows_phones),
        "bodies": len(bodies),
        "bodies_told": sum(one.is_told for one in bodies),
        "was_told": [{"at": at, **_figures(*one.reached)} for at, one in sent if one.reached is not None],
    }


def seats_said(reach: Reach, *, shows_phones: bool) -> dict[str, Any]:
    """How many seats can be told, and which cannot."""
    return {
        **_figures(*reach.seats),
        "not_told": [_untold(one, shows_phones) for one in reach.not_told],
    }


def _figures(seats: int, told: int, mailed: int) -> dict[str, int]:
    return {"seats": seats, "seats_told": told, "seats_mailed": mailed}


def _untold(one: Invited, shows_phones: bool) -> dict[str, Any]:
    return {**one._asdict(), "phone": one.phone if shows_phones else ""}
