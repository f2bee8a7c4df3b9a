"""Who may read a commitment and who may move it; nothing else decides that.

Read: the owner's whole organisation, the seat that speaks for it, those who support it, the verifier, the
source committee with its minute-takers, the secretariats above; MoHA's secretariat and oversight read every
commitment.
Move: the owner's head and liaison officers, the holder of that seat, the verifier's, and whoever grants
dates and drops; for a head also those whom it lets act, whose steps it can undo.
"""

from collections.abc import Mapping

from django.db.models import Q

from access.models import Role, Via
from access.rules.audiences import add_audience, readers_by_rule
from access.rules.engine import add_rule
from access.rules.readers import ReadBy, read_by_everyone
from access.rules.relations import belongs, having, in_audience
from access.rules.viewer import Viewer
from commitments.granting import SETTLE_GRANTING
from commitments.models import Commitment, StepForHead
from partners.above import ReadByUplines, read_by_committees, read_by_organisation
from partners.models import Committee, Organisation

_OWN = belongs("owner__liaison_party")
_VERIFYING = belongs("verifier__liaison_party")
# Whoever holds the seat that was named for the body, speaks for it in this.
_SEAT = belongs("speaks_for__party")
OWNER = _OWN | _SEAT | belongs("owner__acting_party")
# Who heads a body sees and undoes what was done for them, also while a liaison officer speaks for it.
_HEAD = belongs("owner__head_party") | belongs("verifier__head_party")
VERIFIER = _VERIFYING | belongs("verifier__acting_party")
OWNERS_STEPS = ("accept", "decline", "report", "ask")
# Nobody verifies for the head what the head would pass on: that it does itself, or its liaison officers.
VERIFIERS_STEPS = ("verify", "request_information")
GRANTING = belongs("granting_party")
SECRETARIAT = belongs("secretariat_party")
READERS = (
    *read_by_organisation(Via.OWNER, "owner"),
    ReadBy(Via.OWNER, "speaks_for__party"),
    *read_by_organisation(Via.SUPPORT, "supporting"),
    # The verifier reads what it verifies, also when it sits in the committee above.
    *read_by_organisation(Via.SUPPORT, "verifier"),
    *read_by_committees("committee"),
    ReadBy(Via.COMMITTEE, "secretariat_party"),
    ReadByUplines("committee", settle=SETTLE_GRANTING),
    ReadBy(Via.UPLINE, "granting_party"),
    read_by_everyone(Q(for_network=True)),
)


def audience_of(commitment: Commitment) -> Mapping[int, Via]:
    """Return every party that reads this commitment because of what it is, each with its strongest reason."""
    return readers_by_rule([commitment])[commitment.pk]


def acts_for(viewer: Viewer, action: str, commitment: Commitment) -> Organisation | None:
    """Return the body for whose head this person takes a step that is not theirs to take otherwise."""
    bodies = {OWNERS_STEPS: commitment.owner, VERIFIERS_STEPS: commitment.verifier}
    body = next((found for steps, found in bodies.items() if action in steps), None)
    if body is None or body.acting_party_id is None or not viewer.belongs_to(body.acting_party_id):
        return None
    seat = commitment.speaks_for if action in OWNERS_STEPS else None
    is_own = viewer.belongs_to(body.liaison_party_id) or (
        seat is not None and viewer.belongs_to(seat.party_id)
    )
    return None if is_own else body


def may_undo(viewer: Viewer, step: StepForHead) -> bool:
    """Whether what was done for the head of a body is this person's to undo, who speaks for that body."""
    body = step.organisation
    return viewer.belongs_to(body.liaison_party_id) or viewer.belongs_to(body.head_party_id)


def register_rules() -> None:
    """Tell the engine the rules of this room; called once when the portal starts."""
    whole = {Role.NATIONAL_SECRETARIAT, Role.OVERSIGHT}
    add_rule(Commitment, "view", in_audience(), whole=whole)
    for action in OWNERS_STEPS:
        # What a program of the owner may do: its own body's steps. Nobody's work is verified, granted or
        # followed up by one.
        add_rule(Commitment, action, OWNER, by_programs=True)
    for action in VERIFIERS_STEPS:
        add_rule(Commitment, action, VERIFIER)
    add_rule(Commitment, "decline_to_verify", _VERIFYING)
    # What somebody did for the head is the head's to undo, and of whoever else speaks for the body.
    add_rule(Commitment, "undo", _OWN | _VERIFYING | _HEAD)
    add_rule(Commitment, "decide", GRANTING)
    # Never the owner, and for its own body no secretariat: whoever grants is another by then.
    add_rule(Commitment, "name_verifier", GRANTING)
    # In a meeting: reported done, carry forward, propose to drop. None of them verifies. A minute-taker
    # drafts what the meeting said; on the record it comes when the secretariat circulates the minutes.
    add_rule(Commitment, "bring_forward", SECRETARIAT)
    # What was due before it was entered: those who entered it are asked, whoever grants its date. The
    # committee's own secretariat may say it as well: whoever was above may be so no more.
    was_asked = having(Q(entered_party__isnull=False))
    add_rule(Commitment, "say_what_became", belongs("entered_party") | SECRETARIAT & was_asked)
    add_rule(Commitment, "erase", SECRETARIAT, whole={Role.OVERSIGHT})
    add_rule(Committee, "record_commitment", belongs("secretariat_party"))
    add_audience(Commitment, reads=READERS)
