"""What changed of all that the rooms give to programs, for whoever asks."""

from functools import cache

from django.http import HttpResponse
from django.urls import reverse
from rest_framework import serializers

from access.api.changes import Kind, Place, changes_since, now
from access.api.declaring import Api, Single
from access.api.fields import Body
from access.api.reading import AFTER, SIZE, cursor_refused, refuse_unknown, size_asked
from access.api.schema import describe_changes
from access.api.views import ProgramView, as_json
from access.rules.viewer import ViewerRequest
from access.toolkit.keyset import MAX_SIZE, CursorUnreadable
from access.toolkit.rooms import all_rooms


class ChangeBody(Body):
    """That a record changed, or that you may read it now. What of it, its own address says."""

    kind = serializers.CharField()
    ref = serializers.CharField()
    address = serializers.CharField()
    at = serializers.DateTimeField(help_text="As of when it was told")


class ChangesBody(Body):
    """Changes in their order, and where to go on: at once where there are more, else after a while."""

    results = ChangeBody(many=True)
    next = serializers.CharField()
    has_more = serializers.BooleanField()


class ChangesView(ProgramView):
    """What changed of all that this person may read."""

    def get(self, request: ViewerRequest) -> HttpResponse:
        """What changed since a place; without one nothing, and the place of now to begin with."""
        viewer, cursor = request.viewer, request.GET.get(AFTER)
        refuse_unknown(request.GET, (AFTER, SIZE))
        size = size_asked(request.GET, MAX_SIZE)
        if cursor is None:
            return as_json({"results": [], "next": _onward(request, now(viewer)), "has_more": False})
        try:
            place = Place.of(cursor, viewer)
        except CursorUnreadable:
            raise cursor_refused(AFTER) from None
        told = changes_since(viewer, place, kinds(), size)
        at = serializers.DateTimeField().to_representation(viewer.at)
        changes = [
            {"kind": one.kind, "ref": one.ref, "address": _address(one.kind, one.ref), "at": at}
            for one in told.changes
        ]
        onward = _onward(request, told.place)
        return as_json({"results": changes, "next": onward, "has_more": told.has_more})


@cache
def _followed() -> dict[str, Single]:
    """The records whose changes are told, by what programs call them."""
    apis = [room.api for room in all_rooms() if isinstance(room.api, Api)]
    return {one.called: one for api in apis for one in api.records if one.followed is not None}


@cache
def kinds() -> tuple[Kind, ...]:
    """The same as the feed reads them."""
    return tuple(
        Kind(name, one.followed, one.followed_by)
        for name, one in _followed().items()
        if one.followed is not None
    )


def _address(kind: str, ref: str) -> str:
    return reverse(_followed()[kind].url_name, args=[ref])


def _onward(request: ViewerRequest, place: Place) -> str:
    query = request.GET.copy()
    query[AFTER] = place.sealed(request.viewer)
    return f"{request.path}?{query.urlencode()}"


view = describe_changes(ChangesView, ChangesBody).as_view()
