"""What people are told about commitments, and how the scan finds what falls due."""

from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from access.models import Party, User
from access.rules.members import people_of
from commitments.models import Answer, ChangeRequest, Commitment, Event, Rank, Stage, StepForHead, Waiting
from commitments.naming import what_is_promised, what_was_to_be_verified
from language.words import named
from notifications.kinds import Again, Due, Kind, Stages, add_kinds
from partners.models import Organisation

# Two working weeks late, and each week after that, the owner is told again.
OWNER_STAGES = Stages({"before-7": -7, "before-1": -1, "on": 0, "late-1": 1}, Again("week", every=5, first=2))
# A verifier is told when its turn comes and then each week: due_on is the day the turn came.
VERIFIER_STAGES = Stages({"on": 0}, Again("week", every=5, first=1))
# The secretariat gets a reminder letter ready to sign, once.
LETTER_STAGES = Stages({"letter": 7})

# A head belongs to the liaison party only while no liaison officer is named, and is not told
# by machine that the office is late.
HEAD_OF_OFFICE = "member.reason LIKE '%%:head-as-liaison'"


def _title(commitment: Any) -> str:
    return str(commitment.what)


def _asking(commitment: Any, at: datetime) -> QuerySet[User]:
    return people_of([commitment.secretariat_party_id], at)


def _secretariat(commitment: Any) -> Party | None:
    party: Party | None = commitment.secretariat_party
    return party


def _not_dropped(commitments: QuerySet[Commitment]) -> QuerySet[Commitment]:
    return commitments.exclude(stage=Stage.DROPPED)


def _still_recommended(commitments: QuerySet[Commitment]) -> QuerySet[Commitment]:
    return commitments.filter(stage=Stage.RECOMMENDED, declined_at=None)


def _still_asked(commitments: QuerySet[Commitment]) -> QuerySet[Commitment]:
    return commitments.filter(stage=Stage.ACCEPTED, more_information=True)


def _with_open_request(commitments: QuerySet[Commitment]) -> QuerySet[Commitment]:
    requests = ChangeRequest.objects.filter(answer=Answer.OPEN).values("commitment")
    waits = Waiting.objects.filter(answer=Answer.OPEN).values("commitment")
    return commitments.filter(Q(pk__in=requests) | Q(pk__in=waits))


_of_commitment = partial(
    Kind, model="commitments.Commitment", url_name="commitment", title=_title, says=what_is_promised
)
_to_owner = partial(_of_commitment, may="report")

ASSIGNED = _to_owner(
    name="commitments.assigned",
    subject=_("A meeting has given your organisation something to do"),
    fallback=_secretariat,
    still_needed=_not_dropped,
)
PROPOSED = _to_owner(
    name="commitments.proposed",
    subject=_("A meeting recommends something to your organisation; it binds nobody until you accept"),
    fallback=_secretariat,
    still_needed=_still_recommended,
)
DECLINED = _of_commitment(
    name="commitments.declined",
    subject=_("An organisation does not take up what a meeting of yours recommended"),
    recipients=_asking,
)
MORE_INFORMATION = _to_owner(
    name="commitments.more-information",
    subject=_("More information is requested about a commitment of your organisation"),
    fallback=_secretariat,
    still_needed=_still_asked,
)
REMINDED = _to_owner(
    name="commitments.reminded",
    subject=_("The secretariat reminds your organisation of a commitment that is late"),
    fallback=_secretariat,
    still_needed=lambda commitments: commitments.filter(stage__in=(Stage.AGREED, Stage.ACCEPTED)),
)
VERIFIED = _to_owner(
    name="commitments.verified",
    subject=_("A commitment of your organisation has been verified"),
    fallback=_secretariat,
)
DATE_GRANTED = _to_owner(
    name="commitments.date-granted",
    subject=_("A commitment of your organisation has a new due date"),
    fallback=_secretariat,
    still_needed=_not_dropped,
)
ANSWERED = _to_owner(
    name="commitments.answered",
    subject=_("A request of your organisation has been answered"),
    fallback=_secretariat,
)
ASKED = _of_commitment(
    name="commitments.asked",
    subject=_("A request about a commitment waits for your decision"),
    may="decide",
    still_needed=_with_open_request,
)


def _speaking_for_owner(commitment: Any, at: datetime) -> QuerySet[User]:
    return people_of([commitment.owner.liaison_party_id, commitment.owner.head_party_id], at)


def _speaking_for_verifier(commitment: Any, at: datetime) -> QuerySet[User]:
    verifier = commitment.verifier
    parties = [verifier.liaison_party_id, verifier.head_party_id] if verifier is not None else []
    return people_of(parties, at)


def _speaking(body: Organisation) -> tuple[int | None, ...]:
    return body.liaison_party_id, body.acting_party_id, body.head_party_id


def _told_of_what_was_undone(commitment: Any, at: datetime) -> QuerySet[User]:
    """Both bodies, those who act for them, and whoever grants: they were told of it, or did it."""
    bodies = [body for body in (commitment.owner, commitment.verifier) if body is not None]
    parties = [party for body in bodies for party in _speaking(body)]
    last = StepForHead.objects.filter(line__commitment=commitment, taken_back__isnull=False)
    step = last.select_related("line").order_by("-taken_back").first()
    asked = step is not None and step.line.event in _TOLD_TO_THE_SECRETARIAT
    if asked:
        parties += [commitment.granting_party_id, commitment.secretariat_party_id]
    return people_of(parties, at)


_TOLD_TO_THE_SECRETARIAT = (Event.ASKED, Event.DECLINED)
DONE_FOR_OWNER = _of_commitment(
    name="commitments.done-for-owner",
    subject=_("Somebody took a step for the head of your organisation; you can undo it"),
    recipients=_speaking_for_owner,
)
DONE_FOR_VERIFIER = replace(
    DONE_FOR_OWNER, name="commitments.done-for-verifier", recipients=_speaking_for_verifier
)
UNDONE = _of_commitment(
    name="commitments.undone",
    subject=_("A step on a commitment was taken back by the head of the body"),
    recipients=_told_of_what_was_undone,
)
NAME_VERIFIER = _of_commitment(
    name="commitments.name-verifier",
    subject=_("A commitment was accepted, and who verifies it is yours to name"),
    may="name_verifier",
    still_needed=lambda commitments: commitments.filter(
        stage__in=(Stage.AGREED, Stage.ACCEPTED), verifier=None
    ),
)
NAMED_BY_PRESENCE = _of_commitment(
    name="commitments.named-by-presence",
    subject=_(
        "The portal named a verifier with no seat here, by its own word to work here: name another if need be"
    ),
    may="name_verifier",
    still_needed=_not_dropped,
)
PASSED_FROM_RELATED = _of_commitment(
    name="commitments.passed-from-related",
    subject=_("The verifier came into one house with the implementing body: another verifies now"),
    may="name_verifier",
    still_needed=_not_dropped,
)
NOBODY_LEFT = _of_commitment(
    name="commitments.nobody-left",
    subject=_("Nobody else is left to verify a commitment: name somebody, or fill a seat of another side"),
    may="name_verifier",
    still_needed=lambda commitments: commitments.filter(stage=Stage.EVIDENCE_IN),
)


def _speaking_for_body(body: Any, at: datetime) -> QuerySet[User]:
    return people_of([body.liaison_party_id, body.head_party_id], at)


# Told of the body, not of the promise: whoever no longer verifies it may read it no longer, and its history
# does not say whether a verifier passed it on itself or its time was over.
REPLACED = Kind(
    name="commitments.replaced",
    model="partners.Organisation",
    url_name="organisation",
    title=named,
    subject=_("Another organisation verifies a commitment now that was yours to verify"),
    recipients=_speaking_for_body,
    says=what_was_to_be_verified,
)

# The owner is reminded until evidence is in; a granted wait moves the day it becomes late. Of what is
# dated `at` is that day, and lets the scan walk the index of what is open from the front (seven working
# days are never 45 days off).
DUE = _of_commitment(
    name="commitments.due",
    subject=_("A commitment of your organisation"),
    stage_subjects={
        "before": _("A commitment of your organisation falls due soon"),
        "on": _("A commitment of your organisation has reached its due date"),
        "late": _("A commitment of your organisation is past its due date"),
        "week": _("A commitment of your organisation is past its due date"),
    },
    due=Due(
        sql=f"""
            SELECT c.id AS record_id, GREATEST(c.due_on, c.waiting_until) AS due_on, c.due_seq::text AS seq,
                   c.due_moved_at AS eligible_since, o.liaison_party_id AS party_id,
                   c.secretariat_party_id AS fallback_party_id
            FROM commitments_commitment c
            JOIN partners_organisation o ON o.id = c.owner_id
            WHERE c.live AND c.stage IN ('agreed', 'accepted') AND c.due_on IS NOT NULL
              AND c.rank = {Rank.DATED:d} AND c.at < %(at)s::timestamptz + interval '45 days'
        """,  # noqa: S608 (our own SELECT)
        stages=OWNER_STAGES,
        spared=HEAD_OF_OFFICE,
    ),
)


def _liaison_of_verifier(commitment: Any, at: datetime) -> QuerySet[User]:
    """Whom the scan tells that it waits, for the page that says so before."""
    return people_of([commitment.verifier and commitment.verifier.liaison_party_id], at)


# Each time evidence comes in, or it passes on, a verifier's turn begins anew: hence the moment as its `seq`.
TO_VERIFY = _of_commitment(
    name="commitments.to-verify",
    subject=_("Evidence waits for your organisation to verify it"),
    recipients=_liaison_of_verifier,
    fallback=_secretariat,
    due=Due(
        sql="""
            SELECT c.id AS record_id,
                   (GREATEST(c.stage_since, c.verifier_since) AT TIME ZONE 'Asia/Dhaka')::date AS due_on,
                   extract(epoch FROM GREATEST(c.stage_since, c.verifier_since))::bigint::text AS seq,
                   NULL::timestamptz AS eligible_since, o.liaison_party_id AS party_id,
                   c.secretariat_party_id AS fallback_party_id
            FROM commitments_commitment c
            JOIN partners_organisation o ON o.id = c.verifier_id
            WHERE c.live AND c.stage = 'evidence_in'
        """,
        stages=VERIFIER_STAGES,
    ),
)
# Whoever grants gets the reminder letter: the secretariat, or the one above for its own promises.
LETTER = _of_commitment(
    name="commitments.letter",
    url_name="commitment_letter",
    subject=_("A reminder letter is ready for your signature"),
    due=Due(
        sql=f"""
            SELECT c.id AS record_id, GREATEST(c.due_on, c.waiting_until) AS due_on, c.due_seq::text AS seq,
                   c.due_moved_at AS eligible_since, c.granting_party_id AS party_id,
                   NULL::bigint AS fallback_party_id
            FROM commitments_commitment c
            WHERE c.live AND c.stage IN ('agreed', 'accepted') AND c.due_on IS NOT NULL
              AND c.granting_party_id IS NOT NULL
              AND c.rank = {Rank.DATED:d} AND c.at < %(at)s::timestamptz
        """,  # noqa: S608 (our own SELECT)
        stages=LETTER_STAGES,
    ),
)


def register_kinds() -> None:
    """Make these kinds known; called once when the portal starts."""
    add_kinds(ASSIGNED, PROPOSED, DECLINED, MORE_INFORMATION, REMINDED, VERIFIED)
    add_kinds(
        DATE_GRANTED, ANSWERED, ASKED, NAME_VERIFIER, NAMED_BY_PRESENCE, NOBODY_LEFT, PASSED_FROM_RELATED
    )
    add_kinds(DONE_FOR_OWNER, DONE_FOR_VERIFIER, UNDONE, REPLACED)
    add_kinds(DUE, TO_VERIFY, LETTER)
