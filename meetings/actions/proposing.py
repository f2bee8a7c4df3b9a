"""Members propose agenda items; the secretariat takes each onto the agenda of a meeting, or says why not."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from access.accounts.changes import party_of_account
from access.models import User
from access.rules.audiences import refresh
from access.rules.engine import require
from access.rules.viewer import Viewer
from access.toolkit.errors import Mendable
from access.toolkit.locking import lock_actor, lock_row, share_row
from access.toolkit.texts import guarded
from access.toolkit.versions import compare
from language.words import local_day
from meetings.actions.agenda import add_item, drop_item
from meetings.actions.announcing import occasion_of_answer
from meetings.actions.ceilings import stay_under_proposals
from meetings.actions.writing import LINE
from meetings.models import ItemProposal, Meeting
from meetings.models.proposals import SOURCE_LENGTH
from meetings.notices import ITEM_ANSWERED, ITEM_PROPOSED
from meetings.proposed import knows_answer
from notifications.actions import tell
from partners.models import Committee, Organisation
from partners.queries import organisations_of, sitting_among

WHY = 2_000
State = ItemProposal.State


@transaction.atomic
def propose_item(
    *,
    by: User,
    committee: Committee,
    title: str,
    why: str,
    at: datetime,
    organisation: Organisation | None = None,
    source_type: str = "",
    source_ref: str = "",
    source_text: str = "",
) -> ItemProposal:
    """A member proposes an item for the committee's next meeting; its secretariat is told.

    `organisation` is in whose name, among those one serves that sit there; without it the first of them.
    A room above says what it came of: reference and words are kept as they are, and nobody follows them.
    """
    held = share_row(committee)
    viewer = lock_actor(by, at)
    require(viewer, "propose_item", held)
    if not held.is_live(local_day(at)):
        raise Mendable(_("This committee has ended. It holds no more meetings."), code="ended")
    bodies = bodies_to_speak_for(viewer, held)
    if organisation is not None and organisation not in bodies:
        words = _("You do not serve this organisation, or it has no seat in this committee.")
        raise Mendable(words, "organisation", "not-own")
    body = organisation or next(iter(bodies), None)
    title = guarded(title, field="title", longest=LINE, phones=True, required=True)
    why = guarded(why, field="why", longest=WHY, phones=True, required=True)
    source_text = guarded(source_text, field="source_text", longest=SOURCE_LENGTH, phones=True)
    stay_under_proposals(by=by, committee=held, at=at)
    proposal = ItemProposal.objects.create(
        committee=held,
        title=title,
        why=why,
        organisation=body,
        by_label_en=body.name_en if body is not None else by.label_en,
        by_label_bn=body.name_bn if body is not None else by.label_bn,
        proposed_by=by,
        proposed_at=at,
        proposer_party=party_of_account(by),
        source_type=source_type,
        source_ref=source_ref,
        source_text=source_text,
        at=at,
    )
    refresh(proposal)
    tell(kind=ITEM_PROPOSED, record=proposal, occasion=f"proposed:{proposal.pk}", at=at, by=by)
    return proposal


@transaction.atomic
def take_proposal(*, by: User, proposal: ItemProposal, meeting: Meeting | None, at: datetime) -> ItemProposal:
    """It becomes an item of a meeting's agenda, which says in whose name.

    Whoever proposed it is told as soon as they may know of the meeting: with its notice.
    """
    viewer = lock_actor(by, at)
    # The meeting, then the line: as everybody holds them.
    on = lock_row(meeting) if meeting is not None else None
    held = _waiting(viewer, proposal, "answer")
    if on is None or not _is_ahead(on, held):
        raise Mendable(_("Choose a planned meeting of this committee."), "meeting", "meeting")
    if held.heading != held.title:
        words = _("A passage of its title is covered. It can be taken once that is decided.")
        raise Mendable(words, code="covered")
    held.meeting, held.item = on, add_item(by=by, meeting=on, title=held.title, at=at)
    return _answered(held, State.TAKEN, by=by, at=at)


@transaction.atomic
def decline_proposal(*, by: User, proposal: ItemProposal, reason: str, at: datetime) -> ItemProposal:
    """It comes onto no agenda; whoever proposed it is told why."""
    held = _waiting(lock_actor(by, at), proposal, "answer")
    held.reason = guarded(reason, field="reason", longest=WHY, phones=True, required=True)
    return _answered(held, State.DECLINED, by=by, at=at)


@transaction.atomic
def take_back_proposal(*, by: User, proposal: ItemProposal, at: datetime) -> ItemProposal:
    """Whoever proposed it takes it back while they know of no answer: it waits no more, and stays readable.

    That it stands on the agenda of a meeting before its notice they may not know: it leaves that agenda.
    """
    viewer = lock_actor(by, at)
    # The meeting, then the line: as everybody holds them.
    meeting = ItemProposal.objects.select_related("meeting").get(pk=proposal.pk).meeting
    on = lock_row(meeting) if meeting is not None else None
    held = _held(viewer, proposal, "take_back")
    if on is None or held.meeting_id != on.pk or knows_answer(viewer, held):
        _must_wait(held)
    elif held.item is not None and on.is_open_to_change:
        drop_item(held.item)
    held.meeting = held.item = None
    return _closed(held, State.WITHDRAWN, by=by, at=at)


def bodies_to_speak_for(viewer: Viewer, committee: Committee) -> list[Organisation]:
    """The organisations this person serves today that sit in the committee, themselves or by an office."""
    own = organisations_of(viewer)
    sitting = sitting_among([one.pk for one in own], [committee.pk], on=local_day(viewer.at))
    return [one for one in own if one.pk in sitting]


def _is_ahead(meeting: Meeting, proposal: ItemProposal) -> bool:
    return meeting.is_open_to_change and meeting.sittings.filter(committee=proposal.committee_id).exists()


def _held(viewer: Viewer, proposal: ItemProposal, action: str) -> ItemProposal:
    held = lock_row(proposal)
    require(viewer, action, held)
    compare(held)
    return held


def _waiting(viewer: Viewer, proposal: ItemProposal, action: str) -> ItemProposal:
    held = _held(viewer, proposal, action)
    _must_wait(held)
    return held


def _must_wait(held: ItemProposal) -> None:
    if not held.is_open:
        raise Mendable(
            _("This proposal was answered already: %(answer)s.") % {"answer": held.get_state_display()},
            code="answered",
        )


def _answered(held: ItemProposal, state: State, *, by: User, at: datetime) -> ItemProposal:
    _closed(held, state, by=by, at=at)
    tell(kind=ITEM_ANSWERED, record=held, occasion=occasion_of_answer(held), at=at, by=by)
    return held


def _closed(held: ItemProposal, state: State, *, by: User, at: datetime) -> ItemProposal:
    held.state, held.answered_by, held.answered_at, held.live = state, by, at, False
    held.save()
    refresh(held)
    return held
