"""Who comes to a meeting, for programs: what its page shows, and the answer that its page takes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rest_framework import serializers

from access.api.fields import Body, OneOf, Said, Text
from access.rules.viewer import Viewer
from meetings.models import Meeting, Reply
from meetings.replies import Place, answers_to, place_to_answer, takes_replies
from partners.models import Side


class InvitedBody(Body):
    """A seat, or a body that the notice names, and whether it says that somebody comes."""

    ref = serializers.CharField()
    is_seat = serializers.BooleanField(help_text="False: a body that the notice names beside the seats")
    name_en = serializers.CharField()
    name_bn = serializers.CharField()
    side = serializers.ChoiceField(choices=["", *Side.values])
    said = serializers.ChoiceField(
        choices=["", *(one.value for one in Reply.Said if one != Reply.Said.TAKEN_BACK)],
        help_text="Empty: nothing to the day and hour at which it is held now",
    )
    who_comes = serializers.CharField(help_text="By post, where a delegate is sent")
    is_mine = serializers.BooleanField(help_text="You answer for it")


class NoticeReplyBody(Body):
    """Whether somebody comes; taken-back leaves it unanswered again."""

    said = OneOf(choices=Reply.Said.values)
    delegate_label = Text(required=False, help_text="The post of who comes instead, no names")


def replies(viewer: Viewer, meeting: Meeting) -> list[Said]:
    """Who says that they come, until it begins: to whoever reads who meets and where."""
    if meeting.withholds_place or not takes_replies(meeting, viewer.at):
        return []
    return [_said(place) for place in answers_to(meeting, viewer=viewer).places]


def _said(place: Place) -> Said:
    who = place.reply.who_comes if place.reply is not None else ""
    return Said(place, is_seat=place.seat is not None, who_comes=who)


def place_of(viewer: Viewer, meeting: Meeting, *, place: str) -> Mapping[str, Any]:
    """The seat or the body that this person answers for."""
    found = place_to_answer(viewer, meeting, place)
    return {"meeting": meeting, "seat": found.seat, "body": found.guest}
