"""How programs find one line inside a meeting or its minutes, and what they change of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _

from access.api.fields import Said
from access.api.problems import Kind, Problem
from access.models import User
from access.rules.engine import VIEW, can, get_permitted, require
from access.rules.viewer import Viewer
from access.toolkit.cells import address
from access.toolkit.versions import Stale
from commitments.models import Commitment
from meetings import actions
from meetings.corrections import standing_of
from meetings.models import (
    ActionPoint,
    AgendaItem,
    Attendance,
    JointRequest,
    MatterArising,
    Meeting,
    Minutes,
)
from meetings.pages import matters_of
from meetings.programs import minutes_in_full
from meetings.queries import agenda_of, joint_request_rows, joint_requests_of
from meetings.views.answers import item_or_404
from meetings.written import bring_along
from partners.models import Organisation

Takes = Mapping[str, Any]


def item_of_agenda(_viewer: Viewer, meeting: Meeting, *, item: str) -> Takes:
    """One item of this meeting's agenda."""
    return {"item": item_or_404(meeting, item)}


def change_item(*, by: User, item: AgendaItem, at: datetime, **typed: str) -> AgendaItem:
    """Put it in other words. What was not sent stays, and so does what reads as it was answered."""
    answered = next((one for one in agenda_of(item.meeting) if one.pk == item.pk), item)
    stands = {"title": item.title, "note": item.note}
    read = {"title": answered.heading, "note": answered.note}
    new = {name: text for name, text in typed.items() if text != read[name]}
    return actions.change_item(by=by, item=item, at=at, **stands | new)


def invited_body(viewer: Viewer, meeting: Meeting, *, body: str) -> Takes:
    """A body that the notice names."""
    return {"meeting": meeting, "body": get_permitted(viewer, Organisation, body)}


def joint_requests(viewer: Viewer, meeting: Meeting) -> list[JointRequest]:
    """Which committees were asked to hold it together and have not agreed, as the page of it says."""
    return joint_requests_of(viewer, meeting)


def find_joint(viewer: Viewer, ref: str, action: str = VIEW) -> JointRequest:
    """Return what a committee was asked, for whoever may do this with it; hidden or missing, it is a 404."""
    return get_permitted(viewer, JointRequest, ref, action, records=joint_request_rows())


def joint_in_full(viewer: Viewer, asked: JointRequest) -> Said:
    """What a committee is asked. What the meeting becomes after a no concerns those who read it anyway."""
    shows = not asked.is_closed or can(viewer, VIEW, asked.meeting)
    said = _asked_for(asked.meeting) if shows else None
    return Said(asked, address=address("joint_request", asked.ref), asked_for=said)


def _asked_for(meeting: Meeting) -> Said:
    return Said(meeting, headings=[item.heading for item in agenda_of(meeting)])


def guest_of(_viewer: Viewer, minutes: Minutes, *, line: str) -> Takes:
    """The line of somebody without a seat."""
    guest = Attendance.objects.filter(minutes=minutes, ref=line, seat__isnull=True).first()
    return {"guest": _of(minutes, guest)}


def head_count_at(_viewer: Viewer, minutes: Minutes, *, place: str) -> Takes:
    """The head count at this place of the list that was read."""
    counts = list(minutes.head_counts.order_by("pk")) if place.isascii() and place.isdecimal() else []
    return {"count": _of(minutes, dict(enumerate(counts, start=1)).get(int(place)) if counts else None)}


def point_of(_viewer: Viewer, minutes: Minutes, *, point: str) -> Takes:
    """One action point of the draft."""
    found = ActionPoint.objects.filter(minutes=minutes, ref=point).select_related("item").first()
    return {"point": _of(minutes, found)}


def promise_to_take_up(viewer: Viewer, minutes: Minutes, *, commitment: str) -> Takes:
    """An earlier promise that this person may read."""
    records = Commitment.objects.select_related("owner", "committee")
    return {"minutes": minutes, "commitment": get_permitted(viewer, Commitment, commitment, records=records)}


def note_matter(*, by: User, commitment: Commitment, at: datetime, **typed: Any) -> MatterArising:
    """Say how it was taken up, or say what a colleague noted meanwhile."""
    try:
        return actions.note_matter(by=by, commitment=commitment, at=at, **typed)
    except Stale as stale:
        if stale.record is not None:
            raise
        titles = {"outcome": _("What the meeting says"), "note": _("Note")}
        stands = [
            {"name": name, "title": titles[name], "text": str(text)} for name, text in stale.stands.items()
        ]
        sent = {name: value for name, value in typed.items() if name != "minutes"}
        raise Problem(Kind.STALE, words=stale.message, also={"sent": sent, "stands": stands}) from stale


def matters(viewer: Viewer, minutes: Minutes) -> list[dict[str, Any]]:
    """What comes forward to a draft; of circulated minutes what was said of it."""
    if minutes.is_frozen:
        said = minutes_in_full(viewer, minutes)["matters"]
        readable = _readable(viewer, [matter.commitment_id for matter in said])
        return [_matter(one, one, readable.get(one.commitment_id, "")) for one in said]
    bring_along(minutes, viewer, "matters")
    forward = matters_of(minutes.meeting, minutes)
    readable = _readable(viewer, [matter.commitment.pk for matter in forward])
    return [
        _matter(one.commitment, one.said, readable.get(one.commitment.pk, ""), one.version) for one in forward
    ]


def _matter(
    promise: Commitment | MatterArising, said: MatterArising | None, ref: str, version: str = ""
) -> dict[str, Any]:
    body = promise.owner if isinstance(promise, Commitment) else None
    return {
        "commitment": ref,
        "what": promise.what,
        "owner_en": body.name_en if body is not None else promise.owner_en,  # type: ignore[union-attr]
        "owner_bn": body.name_bn if body is not None else promise.owner_bn,  # type: ignore[union-attr]
        "due_on": promise.effective_due if isinstance(promise, Commitment) else promise.due_on,
        "outcome": said.outcome if said is not None else "",
        "note": said.note if said is not None else "",
        "version": version,
    }


def _readable(viewer: Viewer, numbers: Sequence[int]) -> dict[int, str]:
    found = Commitment.objects.permitted(viewer).filter(pk__in=numbers)
    return dict(found.values_list("pk", "ref"))


def corrections(viewer: Viewer, minutes: Minutes) -> list[Said]:
    """The corrections of circulated minutes, without what is covered."""
    if not minutes.is_frozen:
        return []
    bring_along(minutes, viewer, "corrections")
    noted = standing_of(minutes).corrections
    return [Said(one.correction, is_outdated=one.is_outdated) for one in noted]


def correction_to_answer(viewer: Viewer, minutes: Minutes, *, correction: str) -> Takes:
    """A correction, for whoever answers it."""
    return _correction(viewer, minutes, correction, "answer")


def correction_to_take_back(viewer: Viewer, minutes: Minutes, *, correction: str) -> Takes:
    """A correction, for whoever proposed it."""
    return _correction(viewer, minutes, correction, "take_back")


def _correction(viewer: Viewer, minutes: Minutes, ref: str, action: str) -> Takes:
    # Its text is not asked for here, so that nothing is worked out of the frozen one.
    found = _of(minutes, minutes.corrections.filter(ref=ref).first() if minutes.is_frozen else None)
    require(viewer, action, found)
    return {"correction": found}


def _of(minutes: Minutes, line: Any) -> Any:
    """The line with the minutes it is of, or a 404."""
    if line is None:
        raise Http404
    line.minutes = minutes
    return line
