"""Circulation: the text is frozen, promises become commitments, their bodies are told; all or nothing."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import CharField, OuterRef, Prefetch, Subquery, Value, prefetch_related_objects
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext as _
from django.utils.translation import override

from access.models import Party, User
from access.rules.engine import require
from access.rules.members import make_party
from access.rules.viewer import Viewer
from access.toolkit.errors import Mendable
from access.toolkit.locking import lock_actor, share_row
from commitments.actions import Birth, Heard, Said, bear, name_as_agreed, say, to_agree, to_propose
from commitments.models import SOURCE_LENGTH, Commitment, CommitmentGroup, Event
from language.digits import localise
from language.words import local_day, ordinal
from meetings.access import who_attended, who_may_have_attended
from meetings.actions.attendance import keep_blank_seats
from meetings.actions.minutes import must_be_bound_here, who_took_part
from meetings.actions.points import Promised, must_have_members, parts_of, points_to_promise
from meetings.actions.writing import lock_minutes, save_and_refresh
from meetings.binding import bound_among
from meetings.circulated_text import Rows, decision_number, frozen_text, hash_of, rows_of
from meetings.entered import SOURCE_TYPE
from meetings.models import (
    ActionPoint,
    AgendaItem,
    MatterArising,
    Meeting,
    MeetingOrganiser,
    Minutes,
)
from meetings.models.reached import figures_of
from meetings.notices import CIRCULATED
from meetings.reach import seats_reached
from meetings.verifiers import names_for_nobody
from notifications.actions import tell
from partners.models import Committee

# Minutes that nobody confirms are not corrected for ever: everybody would carry along each meeting they saw.
CORRECTED_WITHIN = timedelta(days=365)
ATTENDED_EN, ATTENDED_BN = "Those who attended the meeting", "সভায় উপস্থিত সদস্য ও অতিথি"
_HEARD_AS = {
    MatterArising.Outcome.REPORTED_DONE: Event.REPORTED_DONE,
    MatterArising.Outcome.CARRIED_FORWARD: Event.CARRIED_FORWARD,
    MatterArising.Outcome.DROP_PROPOSED: Event.DROP_PROPOSED,
}


@transaction.atomic
def circulate(*, by: User, minutes: Minutes, at: datetime) -> list[Commitment]:
    """Send the approved minutes to the committee: nothing in them changes any more.

    Each action point becomes a commitment of its body; one that the meeting does not bind is asked, and
    its commitment stays recommended until it accepts. If one of them cannot, nothing is circulated and
    nobody is told.
    """
    lead = minutes.meeting.lead_committee_id
    # Its new commitments get their readers from it: it is held before the meeting is.
    committee = share_row(Committee(pk=lead)) if lead is not None else None
    viewer = lock_actor(by, at)
    held = lock_minutes(viewer, action="circulate", minutes=minutes)
    if held.is_frozen:
        raise Mendable(_("These minutes have been circulated already."), code="frozen")
    if not held.is_approved:
        raise Mendable(
            _("The chair has not approved these minutes. Send them to the chair first."), code="approval"
        )
    meeting = held.meeting
    if meeting.contested_at is not None and not viewer.belongs_to(meeting.secretariat_party_id):
        raise Mendable(
            _("The committee’s chair contests what was entered. Its own secretariat circulates it."),
            code="contested",
        )
    _bring_along(meeting, committee)
    commitments = _promise(held, viewer=viewer, by=by, at=at)
    _tell_matters(held, by=by, at=at)
    _number_decisions(held)
    held.quorum_needed = meeting.lead_committee.quorum_seats if meeting.lead_committee is not None else None
    is_noted = keep_blank_seats(held)
    # From now on they propose corrections.
    held.attended_party_id = make_party(
        Party(
            kind=Party.Kind.ATTENDED,
            code=f"attended:{held.ref}",
            label_en=ATTENDED_EN,
            label_bn=ATTENDED_BN,
        ),
        reason="attended",
        people=who_attended(held) if is_noted else who_may_have_attended(held),
        until=at + CORRECTED_WITHIN,
    )
    rows = rows_of(held, meeting)
    freeze(held, rows)
    meeting.covered = [one for matter in rows.matters for one in matter.commitment.covered or ()] or None
    held.circulated_at = at
    held.circulated_by = by
    for name, figure in figures_of(seats_reached(meeting, at)).items():
        setattr(held, name, figure)
    meeting.state = Meeting.State.CIRCULATED
    save_and_refresh(meeting, held)
    tell(kind=CIRCULATED, record=held, occasion=f"circulated:{held.pk}", at=at, by=by)
    return commitments


def freeze(minutes: Minutes, rows: Rows | None = None) -> None:
    """Set text and hash; the database keeps both from then on."""
    minutes.frozen_text = frozen_text(minutes, rows)
    minutes.sha256 = hash_of(minutes.frozen_text)


def _tell_matters(minutes: Minutes, *, by: User, at: datetime) -> None:
    """What the meeting said of earlier promises goes on their record, unless they were closed meanwhile."""
    heard = [
        Heard(
            Commitment(pk=matter.commitment_id), _HEARD_AS[MatterArising.Outcome(matter.outcome)], matter.note
        )
        for matter in minutes.matters.order_by("commitment_id")
    ]
    if heard:
        say(by=by, heard=heard, at=at, passing_over=True)


def _bring_along(meeting: Meeting, committee: Committee | None) -> None:
    """Read once what every step of a circulation asks of the meeting, which is held: nobody changes it."""
    related = Committee.objects.select_related("parent__parent", "secretariat_party")
    prefetch_related_objects(
        [meeting],
        "sittings",
        Prefetch("committees", related),
        Prefetch("organisers", MeetingOrganiser.objects.select_related("organisation")),
    )
    # It sits among them; each step then finds those above it at hand.
    for one in (committee, *meeting.committees.all()):
        if one is not None and one.pk == meeting.lead_committee_id:
            meeting.lead_committee = one


def _number_decisions(minutes: Minutes) -> None:
    """Keep the number of each decision: the meeting's and its item's place, as `decision_number` says it."""
    number = minutes.meeting.number
    place = AgendaItem.objects.filter(pk=OuterRef("item_id")).values(text=Cast("position", CharField()))
    minutes.decisions.update(number=Concat(Value(f"{number}." if number else ""), Subquery(place)))


def _promise(minutes: Minutes, *, viewer: Viewer, by: User, at: datetime) -> list[Commitment]:
    """Make each action point a commitment, of a group one of each body; all of them or none."""
    meeting = minutes.meeting
    points = points_to_promise(minutes)
    if not points:
        return []
    committee = meeting.lead_committee
    # Whoever entered it for a committee below circulates it by the rule of the minutes.
    if committee is not None and not viewer.belongs_to(meeting.entering_party_id):
        require(viewer, "record_commitment", committee)
    parts = parts_of(points, committee, on=local_day(at))
    bound = bound_among({one.who.body.pk for one in parts if one.who is not None}, minutes)
    took_part = who_took_part(minutes) if committee is None else ()
    sources = _sources(meeting, points)
    births = []
    for one in parts:
        point = one.point
        with _at_its_line(meeting, point):
            if one.who is None:
                must_have_members(point.group, ())
                continue
            # Who came may have been corrected since the action point was written.
            must_be_bound_here(one.who.body, minutes, field=None, took_part=took_part)
            said = _said(one, meeting, committee, sources[point.item_id])
            is_bound = one.who.body.pk in bound
            if point.verifier is not None and not is_bound:
                raise names_for_nobody(one.who.body)
            births.append(_birth(point.due_on, said, meeting=meeting, is_bound=is_bound, at=at))
    CommitmentGroup.objects.bulk_create({id(one.group): one.group for one in parts if one.group}.values())
    commitments = bear(births, by=by, at=at)
    for one, commitment in zip(parts, commitments, strict=True):
        one.lead_to(commitment)
        with _at_its_line(meeting, one.point):
            _name_verifier(one.point, commitment, by=by, at=at)
    ActionPoint.objects.bulk_update(points, ["commitment", "commitments"])
    return commitments


@contextmanager
def _at_its_line(meeting: Meeting, point: ActionPoint) -> Iterator[None]:
    """Say of a refusal at which action point it is to be mended."""
    try:
        yield
    except Mendable as refusal:
        raise Mendable(
            _("Item %(number)s, action point “%(what)s”: %(why)s")
            % {"number": decision_number(meeting, point.item), "what": point.what[:80], "why": refusal},
            code=refusal.code,
        ) from refusal


def _name_verifier(point: ActionPoint, commitment: Commitment, *, by: User, at: datetime) -> None:
    """Whom the meeting named verifies it. Of a group nobody was named: each part goes by the ladder."""
    if point.verifier is not None:
        name_as_agreed(by=by, commitment=commitment, verifier=point.verifier, at=at)


def _said(one: Promised, meeting: Meeting, committee: Committee | None, source: tuple[str, str]) -> Said:
    english, bangla = source
    assert one.who is not None
    return {
        "what": one.point.what,
        "owner": one.who.body,
        "speaks_for": one.who.seat,
        "group": one.group,
        "committee": committee,
        "agreed_on": meeting.on_date,
        "source_type": SOURCE_TYPE,
        "source_id": meeting.pk,
        "source_text_en": english,
        "source_text_bn": bangla,
        "is_illustrative": meeting.is_illustrative,
    }


def _birth(due_on: date, said: Said, *, meeting: Meeting, is_bound: bool, at: datetime) -> Birth:
    # A committee brings its own along.
    party = meeting.secretariat_party if said["committee"] is None else None
    if not is_bound:
        return to_propose(due_on=due_on, at=at, secretariat_party=party, **said)
    afterwards = meeting.entered_afterwards
    return to_agree(
        due_on=due_on,
        at=at,
        secretariat_party=party,
        entered_afterwards=afterwards,
        entered_party=meeting.entering_party,
        **said,
    )


def _sources(meeting: Meeting, points: Iterable[ActionPoint]) -> dict[int, tuple[str, str]]:
    """Return where each item's promises were made, as their pages quote it: "41st meeting, item 41.3"."""
    meant = {language: _in_words(meeting, language) for language in ("en", "bn")}
    found = {}
    for point in points:
        number = decision_number(meeting, point.item)
        both = []
        for language, words in meant.items():
            with override(language):
                source = _("%(meeting)s, item %(number)s") % {"meeting": words, "number": localise(number)}
            both.append(source[:SOURCE_LENGTH])
        found[point.item_id] = (both[0], both[1])
    return found


def _in_words(meeting: Meeting, language: str) -> str:
    """The committee as it was called on that day, and which meeting of it this was."""
    with override(language):
        sitting = next(
            (s for s in meeting.sittings.all() if s.committee_id == meeting.lead_committee_id), None
        )
        name = ""
        if sitting is not None:
            name = (sitting.name_bn or sitting.name_en) if language == "bn" else sitting.name_en
        run = (
            _("%(ordinal)s meeting") % {"ordinal": ordinal(meeting.number)}
            if meeting.number
            else meeting.title
        )
        return f"{name}, {run}" if name else run
