"""One action point of a draft for programs: who may verify it, and whom the meeting names."""

from __future__ import annotations

from django.http import Http404
from django.utils.translation import gettext as _

from access.api.declaring import Found, Part, Single, Step
from access.api.etags import Version
from access.api.fields import Body
from access.models import User
from access.rules.engine import VIEW, require
from access.rules.viewer import Viewer
from commitments.bodies import CandidateBody
from language.words import named
from meetings import actions
from meetings.bodies import PointBody
from meetings.lines import ItemLines, PointLine
from meetings.models import ActionPoint
from meetings.programs import find_minutes, minutes_in_full
from meetings.verifiers import as_named, offered, point_or_404
from partners.bodies import OrganisationRef
from partners.models import Organisation


class PointVerifierBody(Body):
    """Whom the meeting names to verify it; without anybody the name is taken out."""

    verifier = OrganisationRef(required=False)


def find_point(viewer: Viewer, ref: str, action: str = VIEW, *, point: str) -> ActionPoint:
    """Return one action point of minutes for whoever may do this with them."""
    return point_or_404(find_minutes(viewer, ref, action), point)


def point_to_verify(viewer: Viewer, point: ActionPoint) -> PointLine:
    """An action point as the minutes have it for this reader, without what is covered."""
    items: list[ItemLines] = minutes_in_full(viewer, point.minutes)["items"]
    return next(one for item in items for one in item.points if one.point == point.ref)


def who_may_verify(viewer: Viewer, point: ActionPoint) -> list[Organisation]:
    """Whom this person may name to verify it, as its page offers."""
    require(viewer, "name_verifier", point.minutes)
    if point.minutes.is_frozen:
        raise Http404
    assert isinstance(viewer.user, User)
    found, _why = offered(point, point.minutes, viewer.user, viewer.at)
    return [one.organisation for one in found]


def _in_words(point: ActionPoint) -> dict[str, tuple[str, str]]:
    return {"verifier": (_("Who will verify it"), named(point, "verifier") or _("nothing"))}


POINT = Single(
    "meetings/<str:ref>/action-points/<str:point>/",
    page="meeting_point_verifier",
    called="point",
    find=find_point,
    says=point_to_verify,
    body=PointBody,
    summary="One action point",
    noted_as=lambda point: point.minutes,
    version=Version(as_named, _in_words),
    parts=(
        Part(
            "who-may-verify",
            who_may_verify,
            CandidateBody,
            "Whom you may name to verify it: another side, the nearest first",
            page="meeting_point_verifier",
        ),
    ),
    found={"point": Found("decisions", "points/0/point")},
    steps=(
        Step(
            "verifier",
            "meeting_point_verifier",
            "name_verifier",
            actions.name_point_verifier,
            "The meeting names who of another side verifies it, or nobody",
            PointVerifierBody,
            at="api_meeting_point_verifier_named",
            found={"verifier": Found("who-may-verify")},
        ),
    ),
)
